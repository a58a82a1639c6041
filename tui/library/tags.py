"""Tags over the whole library: which there are, and what renames, merges and deletes them."""

from collections.abc import Callable
from dataclasses import dataclass

from tui.domain.annotation import Annotation
from tui.domain.history import SharedChange
from tui.library import Library

Progress = Callable[[int, int], object]
"""Takes how many articles are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that is in use.

    Attributes:
        name: its commonest spelling; others differ in case alone.
        spellings: all of them, the commonest first.
        notes: how many annotations have it.
    """

    name: str
    spellings: tuple[str, ...]
    notes: int


class LibraryTags:
    """The tags of all annotations. What changes them blocks, and is for a thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags that are in use, by name."""
        groups: dict[str, list[tuple[str, int]]] = {}
        for spelling, notes in self._library.catalogue.tags().items():
            groups.setdefault(spelling.casefold(), []).append((spelling, notes))
        found = []
        for group in groups.values():
            spellings = sorted(group, key=lambda each: (-each[1], each[0]))
            names = tuple(spelling for spelling, _ in spellings)
            found.append(Tag(names[0], names, sum(notes for _, notes in group)))
        return tuple(sorted(found, key=lambda tag: tag.name.casefold()))

    def rename(self, tag: Tag, name: str, report: Progress) -> SharedChange | None:
        """Call a tag ``name`` everywhere, as one change; where that is in use, the two become one.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """
        return self._put(tag, (name,), f"#{tag.name} is now #{name}", report)

    def delete(self, tag: Tag, report: Progress) -> SharedChange | None:
        """Take a tag off everything, as one change; the notes and highlights stay.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """
        return self._put(tag, (), f"#{tag.name} is gone", report)

    def _put(self, tag: Tag, instead: tuple[str, ...], message: str, report: Progress) -> SharedChange | None:
        folded = tag.name.casefold()

        def alter(annotation: Annotation) -> Annotation:
            if all(each.casefold() != folded for each in annotation.tags):
                return annotation
            tags: dict[str, str] = {}
            for each in annotation.tags:
                for new in instead if each.casefold() == folded else (each,):
                    # Of two that become one the new spelling stays.
                    tags[new.casefold()] = new if each.casefold() == folded else tags.get(new.casefold(), new)
            return annotation.with_words(annotation.note, tuple(tags.values()))

        ids = dict.fromkeys(
            note.article.id for spelling in tag.spellings for note in self._library.search(tag=spelling)
        )
        return self._library.bulk_edits.change(ids, alter, message, report)
