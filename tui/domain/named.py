"""An entity while the reader's corrections change it."""

from collections.abc import Iterable

from tui.domain.analysis import Label
from tui.domain.corrections.correction import EntityName
from tui.domain.span import TextSpan


class Named:
    """One entity among others; not compared by value, since two may have the same name.

    Attributes:
        label, name: as ``Entity`` has them, by now.
        spans: its mentions, by now.
        apart: whether the reader split it off, so that an equal name does not make it one with another.
        into: what it was merged into, or None.
    """

    __slots__ = ("apart", "into", "label", "name", "spans")

    def __init__(self, label: Label, name: str, spans: Iterable[TextSpan], *, apart: bool = False) -> None:
        self.label = label
        self.name = name
        self.spans = set(spans)
        self.apart = apart
        self.into: Named | None = None

    @property
    def called(self) -> EntityName:
        """How it is told from the others."""
        return EntityName(self.label, self.name)

    def now(self) -> "Named | None":
        """What it has become; None where all its mentions are gone."""
        found = self
        while found.into is not None:
            found = found.into
        return found if found.spans else None
