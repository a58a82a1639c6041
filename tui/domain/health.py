"""How what is kept is doing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotesHealth:
    """The state of all files that hold notes, as they were found; nothing has been mended.

    Attributes:
        articles: how many have a file that can be read.
        annotations, corrections: how many are in these.
        drafts: notes that were begun and are not saved yet.
        set_aside: damaged files that were put aside when they were found earlier.
        problems: a line for each file that cannot be read or written, with what to do about it.
    """

    articles: int = 0
    annotations: int = 0
    corrections: int = 0
    drafts: int = 0
    set_aside: int = 0
    problems: tuple[str, ...] = ()
