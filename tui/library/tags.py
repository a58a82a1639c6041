"""Tags over the whole library: which there are, and what renames, merges and deletes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tui.domain.annotation import Annotation
from tui.domain.history import SharedChange
from tui.domain.library import Filing
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
        articles: how many articles themselves have it.
    """

    name: str
    spellings: tuple[str, ...]
    notes: int
    articles: int = 0


class LibraryTags:
    """The tags of all annotations and articles. What changes them blocks, and is for a thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags that are in use, by name."""
        catalogue = self._library.catalogue
        notes, articles, all_tags = catalogue.tags(), catalogue.article_tags(), catalogue.all_tags()
        groups: dict[str, list[str]] = {}
        for spelling in sorted(all_tags, key=lambda each: (-all_tags[each], each)):
            groups.setdefault(spelling.casefold(), []).append(spelling)
        found = []
        for names in groups.values():
            of_notes = sum(notes.get(each, 0) for each in names)
            of_articles = sum(articles.get(each, 0) for each in names)
            found.append(Tag(names[0], tuple(names), of_notes, of_articles))
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

        def altered(tags: Iterable[str]) -> tuple[str, ...]:
            new: dict[str, str] = {}
            for each in tags:
                for one in instead if each.casefold() == folded else (each,):
                    # Of two that become one the new spelling stays.
                    new[one.casefold()] = one if each.casefold() == folded else new.get(one.casefold(), one)
            return tuple(new.values())

        def has_it(tags: Iterable[str]) -> bool:
            return any(each.casefold() == folded for each in tags)

        def alter(annotation: Annotation) -> Annotation:
            if not has_it(annotation.tags):
                return annotation
            return annotation.with_words(annotation.note, altered(annotation.tags))

        def file(filing: Filing) -> Filing:
            return replace(filing, tags=altered(filing.tags)) if has_it(filing.tags) else filing

        ids = dict.fromkeys(
            note.article.id for spelling in tag.spellings for note in self._library.search(tag=spelling)
        )
        if tag.articles:
            ids |= dict.fromkeys(each.id for each in self._library.recent() if has_it(each.filing.tags))
        return self._library.bulk_edits.change(ids, alter, message, report, file=file)
