"""``postil export``: annotations for other programs, and what the reader corrected, as training data."""

import argparse
import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tui.cli import report, report_all
from tui.cli.arguments import Parser
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.errors import OpeningError, PostilError, StoreError
from tui.domain.library import ArticleRecord
from tui.domain.people import PeopleChoices
from tui.domain.text.times import counted
from tui.exchange.common import source_of
from tui.exchange.formats import FORMATS, Format
from tui.exchange.notebooks import PEOPLE_FORMS, PERSON, PersonPage, people_in, person_page
from tui.exchange.output import (
    Exported,
    ExportError,
    FileNames,
    base_name,
    check_free,
    make_folder,
    write_file,
)
from tui.exchange.pages.merging import pages_in
from tui.exchange.template import EXAMPLE, read_template
from tui.exchange.training import TrainingText, partly_seen, wholly_seen
from tui.library import Library
from tui.library.export import analysis_of, speakers_of, stored_whole, updated_page


def export_parser() -> Parser:
    """Return the parser of ``postil export``."""
    parser = Parser(
        "export",
        ("FILE|URL|-", "articles; all with annotations or corrections if none"),
        description="Write annotations for other programs, and your corrections as training data: of the "
        "articles that are named, else of all that you annotated or corrected. md: Markdown for "
        "note-taking programs. jsonld: W3C Web Annotations. csv: a table. jsonl: all there is, a line for "
        "each article, which `postil import` takes as well. spacy: a DocBin. brat: standoff files. obsidian, "
        "logseq, org: with colour, time, speaker, sentence and a link back; exported again into the same "
        "folder they are updated, and what you added stays. html: the article itself with all that is marked "
        "in it, a page for any browser. anki: cards. readwise: its CSV. csl, bibtex: the articles as "
        "references.",
        epilog='jsonl: {"id", "title", "text", "spans": [[start, end, label], ...], "missing_spans": '
        '[[start, end], ...], "annotations": [...], ...}, offsets in code points. spans are names that you '
        "added, relabelled, merged, split off or confirmed; what you removed is not a name; missing_spans is "
        "everything else, which only the pipeline has looked at. The training command reads it. spacy: the "
        'same as entities, some of them missing, and annotations as the spans "annotations".',
    )
    add = parser.add_argument
    programs = "obsidian", "logseq", "org", "html", "anki", "readwise", "csl", "bibtex"
    parser.add_format("md", "jsonld", "csv", "jsonl", "spacy", "brat", *programs, default="jsonl")
    parser.set_defaults(format="")
    add(
        "-o",
        "--output",
        metavar="FILE|DIR|-",
        default="-",
        help="the file or folder to write; standard output unless given. A folder (ending in / if it is "
        "new; for pages any name without an ending) gets a file for each article, or one postil.spacy; "
        "brat needs a folder",
    )
    add("--force", action="store_true", help="replace existing files")
    add(
        "--whole",
        action="store_true",
        help="jsonl, spacy: you have checked these articles completely: what you did not change "
        "counts as right, too",
    )
    add(
        "--template",
        metavar="FILE",
        help="md, obsidian: write pages like this one, with placeholders; docs/templates.md describes it. "
        "Pages for obsidian are updated when they are exported again",
    )
    add("--template-example", action="store_true", help="write the page for obsidian as a template, and end")
    add(
        "--people",
        action="store_true",
        help="obsidian, logseq, org, into a folder: also a page in People/ for each person or body in these "
        "articles who says something, with what they said",
    )
    return parser


def export(library: Library, arguments: argparse.Namespace) -> int:
    """Write the articles at ``arguments.locations``, else all with something to export; return the exit code.

    What cannot be exported is reported in a line on standard error, and the others go on.

    Raises:
        PostilError: there is nothing to export, or it cannot be written.
    """
    if arguments.template_example:
        _write_result(EXAMPLE.encode())
        return 0
    name = arguments.format or ("md" if arguments.template else "jsonl")
    chosen = FORMATS[name]
    if arguments.template:
        if name not in ("md", "obsidian"):
            raise ExportError("--template goes with --format md or obsidian")
        chosen = replace(chosen, template=read_template(Path(arguments.template).expanduser()))
    people = library.catalogue.choices() if arguments.people else None
    output = _Output(arguments.output, chosen, name, force=arguments.force, people=people)
    articles = _Articles(library, chosen, whole=arguments.whole, people=arguments.people)
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

    def __init__(
        self, output: str, chosen: Format, name: str, *, force: bool, people: PeopleChoices | None
    ) -> None:
        """Write to ``output`` in the ``chosen`` format, which is called ``name``.

        With ``people``, what the user said of who is the same, pages of people are written as well.

        Raises:
            ExportError: that is no place for it.
        """
        self._format = chosen
        self._force = force
        self._people = people
        self._name = name
        self._folder: Path | None = None
        self._file: Path | None = None
        if people is not None and name not in PEOPLE_FORMS:
            raise ExportError(f"--people goes with --format {', '.join(PEOPLE_FORMS)}")
        if output == "-":
            if chosen.encoded is None:
                raise ExportError(f"{name} writes several files for each article; name a folder with -o")
            if people is not None:
                raise ExportError("--people writes a file for each person; name a folder with -o")
            if chosen.binary and sys.stdout.isatty():
                raise ExportError(f"{name} cannot be shown in a terminal; name a file with -o")
            return
        path = Path(output).expanduser()
        # Pages are for a folder: a file without an ending would be seen by no program for notes.
        is_pages = (chosen.is_page or chosen.shows_article) and not path.suffix and not path.exists()
        if chosen.encoded is None or people is not None or is_pages or output.endswith("/") or path.is_dir():
            make_folder(path)
            if not chosen.is_corpus:
                self._folder = path
                return
            path /= f"postil{chosen.suffix}"
        if not (chosen.merger and path.is_file()):
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
        if self._file is None:
            for piece in pieces:
                _write_result(piece)
        elif self._format.merger and not self._force and self._file.is_file():
            self._write_all({self._file: b"".join(pieces)})
        else:
            write_file(self._file, pieces, force=self._force)

    def _write_files(self, folder: Path, articles: Iterable[Exported]) -> None:
        """Write files for each article, once it is known that none is in the way."""
        found = pages_in(folder, self._format.suffix) if self._format.is_page else {}
        names = FileNames(found)
        files: dict[Path, bytes] = {}
        linked: dict[str, str] = {}
        if self._people is not None:
            people = people_in(articles := list(articles), self._people)
            given = {each.notes.id: _named(names, each) for each in articles}
            names = FileNames(given)  # the same again
            pages = self._pages(people, found, given)
            linked = {name: base_name(pages[person.id]) for person in people for name in person.spellings}
            for person in people:
                page = pages[person.id]
                near = {key: self._seen_from(page, each) for key, each in given.items()}
                files[folder / f"{page}{self._format.suffix}"] = person_page(self._name, person, near)
            if any(page.startswith(f"{_PEOPLE}/") for page in pages.values()):
                make_folder(folder / _PEOPLE)
        for article in (replace(each, pages=linked) for each in articles):
            name = _named(names, article)
            for suffix, data in self._format.files_of(article).items():
                files[folder / f"{name}{suffix}"] = data
        self._write_all(files)

    def _pages(
        self, people: Iterable[PersonPage], found: Mapping[str, str], given: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the names of the pages of people by id: where they are, else in a folder for people."""
        of_people = {key: name for key, name in found.items() if key.startswith(PERSON)}
        names = FileNames(of_people, given.values())
        pages = {person.id: names.name(person.name, person.id) for person in people}
        return {key: name if key in of_people else f"{_PEOPLE}/{name}" for key, name in pages.items()}

    def _seen_from(self, page: str, other: str) -> str:
        """Return the name of another page as it is from the folder of a page."""
        suffix = self._format.suffix
        return posixpath.relpath(f"{other}{suffix}", posixpath.dirname(page)).removesuffix(suffix)

    def _write_all(self, files: dict[Path, bytes]) -> None:
        """Write files once it is known that none is in the way; what is there already is left alone."""
        old = {path: self._updated(path, data) for path, data in files.items()}
        for path, updated in old.items():
            check_free(path, force=self._force or updated is not None)
        for path, data in files.items():
            updated = old[path]
            if updated is None:
                write_file(path, [data], force=self._force)
            elif updated != path.read_bytes():
                write_file(path, [updated], force=True)

    def _updated(self, path: Path, data: bytes) -> bytes | None:
        """Return what a page becomes that was written before; None if there is none, or it is another one."""
        if self._force or not self._format.merger or not path.is_file():
            return None
        return updated_page(self._format, path, data)


def _named(names: FileNames, article: Exported) -> str:
    return names.name(article.notes.title, article.notes.id, source_of(article.notes))


_PEOPLE = "People"
"""The folder of the pages of people."""


def _write_result(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class _Articles:
    """The articles to export, one after the other.

    Attributes:
        failed: whether one could not be exported.
    """

    def __init__(self, library: Library, chosen: Format, *, whole: bool, people: bool) -> None:
        self._library = library
        self._format = chosen
        self._whole = whole
        self._people = people
        self.failed = False
        self._unknown: list[str] = []
        """The titles of articles that are written without their names, since these are not known."""

    def of(self, locations: list[str]) -> Iterator[Exported]:
        """Yield those at ``locations``, else all that have something to export."""
        given = self._named(locations) if locations else self._all()
        for article, notes in given:
            exported = self._exported(article, notes, named=bool(locations))
            if exported is not None:
                yield exported
            report_all(self._library.take_notices())
        report_all(self._library.take_notices())
        self._report_unknown()

    def _named(self, locations: list[str]) -> Iterator[tuple[Article, ArticleRecord]]:
        for location in locations:
            try:
                article = self._library.open(location, or_stored=True)
            except OpeningError as error:
                self._fail(error)
                continue
            notes = self._library.record_of(article)
            is_whole = self._format.shows_article or (self._whole and self._format.has_names)
            if self._has_something(notes) or is_whole:
                yield self._library.as_stored(article), notes
            else:
                done = "annotated or corrected" if self._format.has_names else "annotated"
                self._fail(OpeningError(location, f"nothing in it has been {done}"))

    def _all(self) -> Iterator[tuple[Article, ArticleRecord]]:
        for notes in filter(self._has_something, self._library.records()):
            yield stored_whole(self._library, notes), notes

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
            return Exported(notes, unseen, self._speakers(notes), article) if usable else None
        names = self._names(article, source) if asked else unseen
        if not isinstance(names, TrainingText):
            self._fail(names)
            return None
        analysis = self._analysis(article, notes, named=named)
        exported = Exported(notes, names, self._speakers(notes, analysis), article, analysis)
        if self._format.needs_text:
            lost = len(notes.annotations) - sum(1 for _ in exported.placed())
            if lost:
                those = "1 annotation has" if lost == 1 else f"{lost} annotations have"
                report(f"{notes.title}: {those} no place in its text; left out")
        return exported

    def _analysis(self, article: Article, notes: ArticleRecord, *, named: bool) -> Analysis | None:
        """Return the names and quotations, as corrected; of an article that was named, found if need be."""
        if not (self._format.has_speakers or self._people):
            return None
        known = self._library.stored_analysis(notes, notes.text_hash) or analysis_of(self._library, article)
        is_asked = self._format.shows_article or self._people
        if known is not None or not named or not is_asked:
            if known is None and is_asked:
                self._unknown.append(notes.title)
            return known
        found = self._analysed(article)
        if isinstance(found, PostilError):
            self._fail(found)
            return None
        return self._library.corrected_analysis(article, found)

    def _report_unknown(self) -> None:
        """Report, in one line, what is written without names."""
        if len(self._unknown) == 1:
            report(f"{self._unknown[0]}: names are not known yet; name the article, and they are looked for")
        elif self._unknown:
            number = counted(len(self._unknown), "article")
            report(f"names in {number} are not known yet; name the articles, and they are looked for")

    def _speakers(self, notes: ArticleRecord, shown: Analysis | None = None) -> dict[str, str]:
        return speakers_of(self._library, notes, shown) if self._format.has_speakers else {}

    def _analysed(self, article: Article) -> Analysis | PostilError:
        try:
            return self._library.analyse_here(article)
        except PostilError:
            raise
        except Exception as error:  # one text that a foreign pipeline fails on must not end the others
            return OpeningError(article.title, f"could not be analysed: {type(error).__name__}: {error}")

    def _names(self, article: Article, source: str) -> TrainingText | PostilError:
        analysis = self._analysed(article)
        if isinstance(analysis, PostilError):
            return analysis
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
