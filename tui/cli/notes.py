"""``postil notes``: list and search the notes of the whole library."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from tui.about_person import AboutPerson
from tui.cli.messages import tell_all
from tui.domain.errors import OpeningError, PostilError
from tui.domain.found import FoundNote
from tui.domain.reading import ReadArticle
from tui.domain.searching import without_marks, words_of
from tui.domain.text.sanitize import harmless, one_line
from tui.exchange.note_json import note_document
from tui.exchange.plain_json import encoded
from tui.library import Library
from tui.sources.open import absolute_location, is_web_address

_QUOTED = 500
"""Code points of a passage that are shown."""


def notes(library: Library, arguments: argparse.Namespace) -> int:
    """Write the notes that are looked for to standard output; the exit code.

    Raises:
        PostilError: no article is what ``arguments.article`` says.
    """
    found: Iterable[FoundNote] = _found(library, arguments)
    if arguments.person is not None:
        about = AboutPerson(library, arguments.person)
        found = (each for each in found if about.holds(each))
    pieces = {"text": _text, "json": _array, "jsonl": _lines}[arguments.format](found)
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    tell_all(library.take_notices())
    return 0


def _found(library: Library, arguments: argparse.Namespace) -> Iterator[FoundNote]:
    """What holds the words and the tags, on the articles that are meant."""
    words, tags = " ".join(arguments.locations), arguments.tag
    first, others = (tags[0] if tags else ""), set(map(without_marks, tags[1:]))
    wanted = None
    if arguments.article is not None:
        wanted = {article.id for article in _articles(library, arguments.article)}
    only = next(iter(wanted)) if wanted is not None and len(wanted) == 1 else ""
    for each in library.search(words, tag=first, article_id=only):
        if wanted is not None and each.article.id not in wanted:
            continue
        if not others or others <= set(map(without_marks, each.annotation.tags)):
            yield each


def _articles(library: Library, said: str) -> list[ReadArticle]:
    """The articles in the library that somebody means: by id or address, by file, or by words of the title.

    Raises:
        PostilError: there is none.
    """
    known = library.recent()
    place = absolute_location(said)
    found = [
        article for article in known if said in (article.id, article.location) or place == article.location
    ]
    if not found and not is_web_address(said):
        try:
            # The file may have been moved since, and then it is known by its content.
            opened = library.kept_id(library.open(said)) if said != "-" else ""
        except OpeningError:
            opened = ""
        if opened:
            return [article for article in known if article.id == opened]
    if not found:
        words = words_of(said)
        found = [a for a in known if words and all(word in without_marks(a.title) for word in words)]
    if not found:
        raise PostilError(f"{one_line(said, 1_000)}: the library knows no such article")
    return found


def _array(found: Iterable[FoundNote]) -> Iterator[bytes]:
    separator = b"[\n"
    for each in found:
        yield separator + encoded(note_document(each.article, each.annotation)).rstrip()
        separator = b",\n"
    yield b"\n]\n" if separator == b",\n" else b"[]\n"


def _lines(found: Iterable[FoundNote]) -> Iterator[bytes]:
    return (encoded(note_document(each.article, each.annotation)) for each in found)


def _text(found: Iterable[FoundNote]) -> Iterator[bytes]:
    """The notes under the titles of their articles."""
    before = ""
    for _, group in groupby(found, key=lambda each: each.article.id):
        listed = list(group)
        lines = [_heading(listed[0].article)]
        for each in listed:
            lines += _told(each)
        lines.append("")
        yield (before + "\n".join(lines)).encode(errors="replace")
        before = "\n"


def _heading(article: ReadArticle) -> str:
    about = ", ".join(filter(None, (one_line(article.site), one_line(article.date))))
    title = one_line(article.title) + (f" ({about})" if about else "")
    return f"{title}\n{one_line(article.location, 1_000)}"


def _told(found: FoundNote) -> Iterator[str]:
    annotation = found.annotation
    passage = one_line(annotation.target.quote.exact, _QUOTED)
    yield f"\n  “{passage}”" if passage else "\n  (the whole article)"
    note = harmless(annotation.note).strip("\n")
    if note.strip():
        yield from (f"    {line}".rstrip() for line in note.split("\n"))
    if annotation.tags:
        yield "    " + " ".join(f"#{one_line(tag)}" for tag in annotation.tags)
