"""How the rows of a list look: what a ``RowList`` asks of them."""

from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

RowT = TypeVar("RowT")


class Run(NamedTuple):
    """A stretch of one line in one style.

    Attributes:
        text: shown as it is: neither markup nor line ends.
        style: the end of a component class of ``RowList``, such as ``muted``; empty for none.
    """

    text: str
    style: str = ""


Line = Sequence[Run]


class RowLook(Generic[RowT]):
    """What a ``RowList`` needs to know of its rows. Widths are in cells, heights in lines."""

    can_choose: ClassVar[bool] = True
    """Whether rows can be chosen; else they are only to be read."""

    def key(self, row: RowT) -> Hashable:
        """What tells the row from others, also when the rows are replaced."""
        raise NotImplementedError

    def lines(self, row: RowT, width: int) -> Sequence[Line]:
        """The row's lines, none wider than ``width``; as many as ``heights`` says."""
        raise NotImplementedError

    def heights(self, rows: Sequence[RowT], width: int) -> Sequence[int] | None:  # noqa: ARG002
        """The height of each row, at least 1, or None where all have one line. Must be fast."""
        return None

    def is_heading(self, row: RowT) -> bool:  # noqa: ARG002
        """Whether the row names others: a click on it is told as such."""
        return False

    def can_highlight(self, row: RowT) -> bool:
        """Whether the row can be highlighted; headings cannot, as a rule."""
        return not self.is_heading(row)
