"""``postil export``: annotations for other programs, and what the reader corrected, as training data."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tui.cli import report, report_all
from tui.cli.arguments import Parser
from tui.domain.article import Article
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.errors import OpeningError, PostilError, StoreError
from tui.domain.library import ArticleRecord
from tui.exchange.formats import FORMATS, Format
from tui.exchange.output import Exported, ExportError, FileNames, check_free, make_folder, write_file
from tui.exchange.training import TrainingText, partly_seen, wholly_seen
from tui.library import Library
from tui.library.export import speakers_of


def export_parser() -> Parser:
    """Return the parser of ``postil export``."""
    parser = Parser(
        "export",
        ("FILE|URL|-", "articles; all with annotations or corrections if none"),
        description="Write annotations for other programs, and your corrections as training data: of the "
        "articles that are named, else of all that you annotated or corrected. md: Markdown for "
        "note-taking programs. jsonld: W3C Web Annotations. csv: a table. jsonl: all there is, a line for "
        "each article, which `postil import` takes as well. spacy: a DocBin. brat: standoff files. obsidian, "
        "logseq, org: with colour, time, speaker, sentence and a link back. anki: cards. readwise: its CSV. "
        "csl, bibtex: the articles as references.",
        epilog='jsonl: {"id", "title", "text", "spans": [[start, end, label], ...], "missing_spans": '
        '[[start, end], ...], "annotations": [...], ...}, offsets in code points. spans are names that you '
        "added, relabelled, merged, split off or confirmed; what you removed is no name; missing_spans is "
        "all else, since only the pipeline has seen to it. The training command reads it. spacy: the same "
        'as entities, some of them missing, and annotations as the spans "annotations".',
    )
    add = parser.add_argument
    programs = "obsidian", "logseq", "org", "anki", "readwise", "csl", "bibtex"
    parser.add_format("md", "jsonld", "csv", "jsonl", "spacy", "brat", *programs, default="jsonl")
    add(
        "-o",
        "--output",
        metavar="FILE|DIR|-",
        default="-",
        help="where to; standard output unless given. A folder, which may end in / and be new, gets a file "
        "for each article, but one postil.spacy; brat asks for a folder",
    )
    add("--force", action="store_true", help="replace files that are there")
    add(
        "--whole",
        action="store_true",
        help="jsonl, spacy: you have checked these articles from end to end: what you left as it was is "
        "right as well",
    )
    return parser


def export(library: Library, arguments: argparse.Namespace) -> int:
    """Write the articles at ``arguments.locations``, else all with something to export; return the exit code.

    What cannot be exported is reported in a line on standard error, and the others go on.

    Raises:
        PostilError: there is nothing to export, or it cannot be written.
    """
    chosen = FORMATS[arguments.format]
    output = _Output(arguments.output, chosen, arguments.format, force=arguments.force)
    articles = _Articles(library, chosen, whole=arguments.whole)
    # Looked for before anything is written, or spaCy imported.
    first = next(found := articles.of(arguments.locations), None)
    if first is None:
        if articles.failed or (library.left_out and not arguments.locations):
            return 1
        done = "annotated or corrected" if chosen.has_names else "annotated"
        raise ExportError(f"nothing has been {done} yet, so there is nothing to export")
    output.write(chain([first], found))
    return 1 if articles.failed or (library.left_out and not arguments.locations) else 0


class _Output:
    """Where to write: standard output, a file, or a folder with files for each article."""

    def __init__(self, output: str, chosen: Format, name: str, *, force: bool) -> None:
        """Write to ``output`` in the ``chosen`` format, which is called ``name``.

        Raises:
            ExportError: that is no place for it.
        """
        self._format = chosen
        self._force = force
        self._folder: Path | None = None
        self._file: Path | None = None
        if output == "-":
            if chosen.encoded is None:
                raise ExportError(f"{name} writes several files for each article; name a folder with -o")
            if chosen.binary and sys.stdout.isatty():
                raise ExportError(f"{name} is no text that a terminal could show; name a file with -o")
            return
        path = Path(output).expanduser()
        if chosen.encoded is None or output.endswith("/") or path.is_dir():
            make_folder(path)
            if not chosen.is_corpus:
                self._folder = path
                return
            path /= f"postil{chosen.suffix}"
        check_free(path, force=force)
        self._file = path

    def write(self, articles: Iterable[Exported]) -> None:
        """Write all of the articles.

        Raises:
            ExportError: that fails; no file is left half written.
        """
        if self._folder is not None:
            self._write_files(self._folder, articles)
            return
        assert self._format.encoded is not None
        pieces = self._format.encoded(articles)
        if self._file is not None:
            write_file(self._file, pieces, force=self._force)
            return
        for piece in pieces:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()

    def _write_files(self, folder: Path, articles: Iterable[Exported]) -> None:
        """Write files for each article, once it is known that none is in the way."""
        names = FileNames()
        files: dict[Path, bytes] = {}
        for article in articles:
            name = names.name(article.notes.title, article.notes.id)
            for suffix, data in self._format.files_of(article).items():
                files[folder / f"{name}{suffix}"] = data
        old = {path: self._updated(path, data) for path, data in files.items()}
        for path, updated in old.items():
            check_free(path, force=self._force or updated is not None)
        for path, data in files.items():
            updated = old[path]
            write_file(path, [data if updated is None else updated], force=self._force or updated is not None)

    def _updated(self, path: Path, data: bytes) -> bytes | None:
        """Return what a page becomes that was written before; None if there is none, or it is another one."""
        if self._force or self._format.merged is None or not path.is_file():
            return None
        try:
            return self._format.merged(path.read_bytes(), data)
        except OSError as error:
            raise ExportError(f"{path}: {error.strerror or error}") from error


class _Articles:
    """The articles to export, one after the other.

    Attributes:
        failed: whether one could not be exported.
    """

    def __init__(self, library: Library, chosen: Format, *, whole: bool) -> None:
        self._library = library
        self._format = chosen
        self._whole = whole
        self.failed = False

    def of(self, locations: list[str]) -> Iterator[Exported]:
        """Yield those at ``locations``, else all that have something to export."""
        given = self._named(locations) if locations else self._all()
        for article, notes in given:
            exported = self._exported(article, notes, named=bool(locations))
            if exported is not None:
                yield exported
            report_all(self._library.take_notices())
        report_all(self._library.take_notices())

    def _named(self, locations: list[str]) -> Iterator[tuple[Article, ArticleRecord]]:
        for location in locations:
            try:
                article = self._library.open(location, or_stored=True)
            except OpeningError as error:
                self._fail(error)
                continue
            notes = self._library.record_of(article)
            if self._has_something(notes) or (self._whole and self._format.has_names):
                yield self._library.as_stored(article), notes
            else:
                done = "annotated or corrected" if self._format.has_names else "annotated"
                self._fail(OpeningError(location, f"nothing in it has been {done}"))

    def _all(self) -> Iterator[tuple[Article, ArticleRecord]]:
        for notes in filter(self._has_something, self._library.records()):
            article = Article(
                notes.location,
                notes.text,
                (),
                title=notes.title,
                date=notes.date,
                site=notes.site,
                address=notes.address,
            )
            yield article, notes

    def _has_something(self, notes: ArticleRecord) -> bool:
        is_filed = self._format.has_filing and not notes.filing.is_plain
        return bool(notes.annotations or is_filed or (self._format.has_names and notes.corrections))

    def _exported(self, article: Article, notes: ArticleRecord, *, named: bool) -> Exported | None:
        """Return the article with what is known of its names; report a failure, and return None, else."""
        source = notes.site or notes.title
        unseen = partly_seen(notes.id, source, notes.text, ReviewedSpans((), ()))
        of_names = any(not made.correction.kind.is_of_quotation for made in notes.corrections)
        asked = self._format.has_names and (of_names or (self._whole and named))
        if not notes.text:
            if self._format.needs_text or asked:
                self._fail(self._why_no_text(notes))
            is_filed = self._format.has_filing and not notes.filing.is_plain
            usable = (notes.annotations or is_filed) and not self._format.needs_text
            return Exported(notes, unseen, self._speakers(notes)) if usable else None
        names = self._names(article, source) if asked else unseen
        if not isinstance(names, TrainingText):
            self._fail(names)
            return None
        exported = Exported(notes, names, self._speakers(notes))
        if self._format.needs_text:
            lost = len(notes.annotations) - sum(1 for _ in exported.placed())
            if lost:
                those = "1 annotation has" if lost == 1 else f"{lost} annotations have"
                report(f"{notes.title}: {those} no place in its text; left out")
        return exported

    def _speakers(self, notes: ArticleRecord) -> dict[str, str]:
        return speakers_of(self._library, notes) if self._format.has_speakers else {}

    def _names(self, article: Article, source: str) -> TrainingText | PostilError:
        try:
            analysis = self._library.analyse_here(article)
        except PostilError:
            raise
        except Exception as error:  # one text that a foreign pipeline fails on must not end the others
            return OpeningError(article.title, f"could not be analysed: {type(error).__name__}: {error}")
        if self._whole:
            shown = self._library.corrected_analysis(article, analysis)
            return wholly_seen(article.id, source, article.text, shown)
        return partly_seen(article.id, source, article.text, self._library.reviewed_spans(article, analysis))

    def _why_no_text(self, notes: ArticleRecord) -> PostilError:
        try:
            for text_hash in notes.versions:
                self._library.snapshot_text(text_hash)
        except StoreError as error:
            return StoreError(f"{notes.title}: {error}")
        return StoreError(f"{notes.title}: its text was not saved")

    def _fail(self, error: PostilError) -> None:
        self.failed = True
        report(str(error))
