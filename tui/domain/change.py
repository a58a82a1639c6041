"""Changes that a reader made, as they are told and taken back."""

from dataclasses import dataclass

from tui.domain.correction import EntityName


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What to say of a change.

    Attributes:
        told: the line for the person once it is made, or made again; empty for the usual one.
        before, after: of a correction, the entity to look at once it is taken back, and once it is
            made.
    """

    told: str = ""
    before: EntityName | None = None
    after: EntityName | None = None


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change that can be taken back, or that was and can be made again.

    Attributes:
        id: a UUID.
        noun: ``note`` or ``correction``.
        words: what to say of it.
    """

    id: str
    noun: str
    words: ChangeWords


@dataclass(frozen=True, slots=True)
class SwappedChange:
    """What became of a change that was to be taken back or made again.

    Attributes:
        change: the change.
        fits: False where what it had changed was changed otherwise since, so that all was left as
            it is and the change is forgotten.
    """

    change: KeptChange
    fits: bool
