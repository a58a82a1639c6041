"""How a text is set: what of it somebody may choose."""

from typing import NamedTuple

DEFAULT_MEASURE = 72
MEASURES = range(32, 161, 4)
"""The widths of text, in cells, that the reader can choose."""


class Typesetting(NamedTuple):
    """How text is set.

    Attributes:
        line_spacing: rows from one line to the next, 1 or more.
        paragraph_spacing: lines left free between two blocks.
        justify: whether spaces are widened so that rows end at the same cell.
    """

    line_spacing: int = 1
    paragraph_spacing: int = 1
    justify: bool = False

    def wraps_as(self, other: "Typesetting") -> bool:
        """Whether both give the same rows."""
        return self._replace(justify=other.justify) == other


PLAIN = Typesetting()
"""As text is set unless somebody likes it otherwise."""
