"""``postil note``: annotate a passage; ``postil notes``: list and search notes."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from tui.cli import message_if_waiting, report_all
from tui.cli.arguments import TAG, Parser, count, wording
from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.errors import PostilError
from tui.domain.library import SearchHit
from tui.domain.text.folding import find_quote, has_words, normalize, whole_words_of
from tui.domain.text.sanitize import displayed, one_line
from tui.domain.text.spans import TextSpan
from tui.exchange.common import encoded, note_document
from tui.library import Library
from tui.library.reopen import articles_meant


class _AboutPerson:
    """Finds whether notes are about one person.

    Analyses in the cache are used; none is made, for that would take spaCy.
    """

    def __init__(self, library: Library, name: str) -> None:
        """Look for the person that is called so, or whose name has all these words."""
        self._library = library
        self._words = whole_words_of(name)
        self._about: dict[str, tuple[TextSpan, ...]] = {}

    def holds(self, found: SearchHit) -> bool:
        """Return whether the passage or the note names the person, or the person said the passage."""
        annotation = found.annotation
        if self._names(f"{annotation.note} {annotation.target.quote.exact}"):
            return True
        target = annotation.target
        if target.text_hash not in self._about:
            analysis = self._library.stored_analysis(found.article, target.text_hash)
            self._about[target.text_hash] = tuple(self._places(analysis)) if analysis else ()
        return any(span.overlaps(*target.span) for span in self._about[target.text_hash])

    def _places(self, analysis: Analysis) -> list[TextSpan]:
        """Return where the person is named, and what the person said."""
        spans = [
            mention
            for entity in analysis.entities
            if entity.label is Label.PERSON and self._names(entity.name)
            for mention in entity.mentions
        ]
        for quotation in analysis.quotations:
            speaker = quotation.speaker
            if speaker and speaker.name and self._names(speaker.name):
                spans.append(quotation.span)
        return spans

    def _names(self, wording: str) -> bool:
        return has_words(wording, self._words)


def note_parser() -> Parser:
    """Return the parser of ``postil note``."""
    parser = Parser(
        "note",
        ("FILE|URL", "the article"),
        most=1,
        fewest=1,
        texts=("--quote", "--note", "--tag"),
        description="Annotate a passage of an article. The annotation is printed as JSON once it is "
        "safely on disk. TEXT must occur in the article; where it does not do so exactly, differences in "
        "white space are ignored, so that a quote copied across the end of a line is found.",
    )
    add = parser.add_argument
    add("--quote", metavar="TEXT", type=wording, required=True, help="the passage, as in the article")
    add("--occurrence", metavar="N", type=count, help="which one, from 1, where it occurs more than once")
    add("--note", metavar="TEXT", default="", help="your own words")
    add("--tag", **TAG, help="a tag; may be repeated")
    add(
        "--colour",
        "--color",
        choices=[str(colour) for colour in Colour],
        default="yellow",
        help="of its highlight",
    )
    return parser


def notes_parser() -> Parser:
    """Return the parser of ``postil notes``."""
    parser = Parser(
        "notes",
        ("WORDS", "what to look for; all if there are none"),
        texts=("--tag", "--person"),
        description="List the notes of the whole library, or those that hold all WORDS in the note, the "
        "passage or a tag, whatever their case and accents. Where none is found the exit code is 1.",
    )
    add = parser.add_argument
    add("--tag", **TAG, help="only what has the tag")
    add(
        "--article",
        metavar="X",
        help="only what is on this article: a file, an address or words of the title",
    )
    add(
        "--person",
        metavar="NAME",
        type=wording,
        help="only passages that name the person or that the person said, and notes that name the "
        "person; an article that was not analysed yet is searched by its wording alone",
    )
    parser.add_format("text", "json", "jsonl")
    return parser


def note(library: Library, arguments: argparse.Namespace) -> int:
    """Annotate the passage of the article at ``arguments.locations`` that is quoted; return the exit code.

    What is printed has been saved: the annotation is read from what the store acknowledged.

    Raises:
        PostilError: the article cannot be opened, the passage is not there or not the only one, or
            the annotation was not saved.
    """
    article = library.open(arguments.locations[0], or_stored=True)
    name = one_line(arguments.locations[0], 1_000)
    span = _passage(name, article.text, arguments.quote, arguments.occurrence)
    tags = tuple(dict.fromkeys(arguments.tag))
    highlight = Annotation(describe(article.text, span, article.text_hash), colour=Colour(arguments.colour))
    made = highlight.with_words(arguments.note, tags)
    article = library.as_stored(article)  # looking for it among many is no waiting to save
    with message_if_waiting(library.data_dir):
        annotations = library.annotate(article, made)
    [stored] = [each for each in annotations if each.id == made.id]
    report_all(library.take_notices())
    sys.stdout.buffer.write(encoded(note_document(article, stored)))
    sys.stdout.buffer.flush()
    return 0


def _passage(name: str, text: str, quote: str, occurrence: int | None) -> TextSpan:
    """Return the place of the quote that is meant, in the text of the article of that name.

    Raises:
        PostilError: there is none, or none is named among several.
    """
    places = find_quote(text, quote)
    shown = one_line(quote, 80)
    if not places:
        raise PostilError(f'{name}: "{shown}" does not occur in it')
    if occurrence is None and len(places) > 1:
        times = f"{len(places)} times"
        raise PostilError(f'{name}: "{shown}" occurs {times}; choose one by --occurrence N')
    number = occurrence or 1
    if number > len(places):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        raise PostilError(f'{name}: "{shown}" occurs {times}, so there is no occurrence {number}')
    return places[number - 1]


_QUOTED = 500
"""Code points of a passage that are shown."""


def notes(library: Library, arguments: argparse.Namespace) -> int:
    """Write the notes that are looked for to standard output; return the exit code.

    It is 1 where an article of the library had to be left out, since nothing of it can be read.

    Raises:
        PostilError: no article is what ``arguments.article`` says, or no note is what was looked for.
    """
    hits: Iterable[SearchHit] = _found(library, arguments)
    if arguments.person is not None:
        about = _AboutPerson(library, arguments.person)
        hits = (each for each in hits if about.holds(each))
    found = _Counted(hits)
    records = (encoded(note_document(each.article, each.annotation)) for each in found)
    pieces = {"text": _text(found), "json": _array(records), "jsonl": records}[arguments.format]
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    finally:
        report_all(library.take_notices())  # an article that is not found may be one that cannot be read
    if wanted := _wanted(arguments):
        found.check(f"no note {wanted}")
    return 1 if library.left_out and arguments.article is None else 0


class _Counted:
    """Notes, which are written one by one; it is known afterwards whether there were any."""

    def __init__(self, hits: Iterable[SearchHit]) -> None:
        self._hits = hits
        self._is_empty = True

    def __iter__(self) -> Iterator[SearchHit]:
        for each in self._hits:
            self._is_empty = False
            yield each

    def check(self, message: str) -> None:
        """Make sure that there were some.

        Raises:
            PostilError: there were none; ``message`` says so.
        """
        if self._is_empty:
            raise PostilError(message)


def _wanted(arguments: argparse.Namespace) -> str:
    """Return what notes are looked for, as ``no note`` goes on; empty where all are listed."""
    words = one_line(" ".join(arguments.locations), _QUOTED)
    parts = [f"has {'all the words' if ' ' in words else 'the word'} “{words}”"] if words.strip() else []
    parts += [f"has the tag #{one_line(tag)}" for tag in arguments.tag]
    if arguments.person is not None:
        parts.append(f"is about {one_line(arguments.person)}")
    if arguments.article is not None:
        parts.append(f"is on the article {one_line(arguments.article, _QUOTED)}")
    return " and ".join(parts)


def _found(library: Library, arguments: argparse.Namespace) -> Iterator[SearchHit]:
    """Yield what holds the words and the tags, on the articles that are meant."""
    words, tags = " ".join(arguments.locations), arguments.tag
    first, others = (tags[0] if tags else ""), set(map(normalize, tags[1:]))
    wanted = None
    if arguments.article is not None:
        wanted = {article.id for article in articles_meant(library, arguments.article)}
    only = next(iter(wanted)) if wanted is not None and len(wanted) == 1 else ""
    for each in library.search(words, tag=first, article_id=only):
        if wanted is not None and each.article.id not in wanted:
            continue
        if not others or others <= set(map(normalize, each.annotation.tags)):
            yield each


def _array(records: Iterable[bytes]) -> Iterator[bytes]:
    separator = b"[\n"
    for record in records:
        yield separator + record.rstrip()
        separator = b",\n"
    yield b"\n]\n" if separator == b",\n" else b"[]\n"


def _text(found: Iterable[SearchHit]) -> Iterator[bytes]:
    """Yield the notes under the titles of their articles."""
    before = ""
    for _, group in groupby(found, key=lambda each: each.article.id):
        listed = list(group)
        article = listed[0].article
        about = ", ".join(filter(None, (one_line(article.site), one_line(article.date))))
        title = one_line(article.title) + (f" ({about})" if about else "")
        lines = [title, one_line(article.location, 1_000)]
        for each in listed:
            lines += _lines_of(each)
        lines.append("")
        yield (before + "\n".join(lines)).encode(errors="replace")
        before = "\n"


def _lines_of(found: SearchHit) -> Iterator[str]:
    annotation = found.annotation
    passage = one_line(annotation.target.quote.exact, _QUOTED)
    yield f"\n  “{passage}”" if passage else "\n  (the whole article)"
    note = displayed(annotation.note).strip("\n")
    if note.strip():
        yield from (f"    {line}".rstrip() for line in note.split("\n"))
    if annotation.tags:
        yield "    " + " ".join(f"#{one_line(tag)}" for tag in annotation.tags)
