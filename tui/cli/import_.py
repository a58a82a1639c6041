"""``postil import``: read annotations from a file, and match them to their articles."""

import argparse
import stat
import sys
from dataclasses import asdict, astuple, dataclass, replace
from functools import cached_property
from operator import add
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tui.cli import message_if_waiting, report_all
from tui.cli.arguments import Parser
from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.errors import OpeningError, StoreError
from tui.domain.library import ArticleRecord, ReadArticle
from tui.domain.text.folding import find_quote
from tui.domain.text.sanitize import one_line
from tui.exchange.common import encoded
from tui.exchange.importer import ImportingError, read_notes
from tui.library import Library
from tui.library.dossiers import store_known
from tui.sources.files import Refusal, reason_of, standard_input, title_from_location
from tui.sources.open import is_web_address
from tui.system.files import MEGABYTE, megabytes


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of annotations from elsewhere.

    Attributes:
        added: are stored now, and were not before; the orphaned are not among them.
        already_there: were stored before.
        orphaned: are stored now, but their passages have no place in their article.
        unplaced: of those added, how many are on an article whose text is not at hand: they find
            their places when it is opened.
        articles: that something was added to.
        corrections: that were added.
    """

    added: int = 0
    already_there: int = 0
    orphaned: int = 0
    unplaced: int = 0
    articles: int = 0
    corrections: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, astuple(self), astuple(other)))


class NoteImporter:
    """Finds the articles of annotations, and stores them there."""

    def __init__(
        self, library: Library, *, article: str | None = None, fetch: bool = False, local: bool = False
    ) -> None:
        """Store all of them with the article at ``article`` if one is given.

        The network is used for that one alone, unless ``fetch``; and of files that the notes name those
        alone are opened that the library knows, unless ``local``.

        Raises:
            OpeningError: that article cannot be opened.
        """
        self._library = library
        self._article = library.open(article) if article is not None else None
        self._fetch = fetch
        self._local = local

    def store(self, notes: ArticleRecord) -> Counts:
        """Store an article's notes, all or none; return what became of them.

        Raises:
            StoreError: none was stored.
        """
        resolved, shown = self._resolve(notes)
        texts = self._texts(resolved, shown)
        # The one that is shown comes first.
        there = next((Anchorer(text, key, texts.get) for key, text in texts.items()), None)
        placed = [_placed(each, texts, there) for each in resolved.annotations]
        used = {target.text_hash for one, _ in placed for target in (one.target, one.moved) if target}
        record = replace(
            resolved,
            annotations=tuple(one for one, _ in placed),
            texts={key: text for key, text in texts.items() if key in used or key in notes.texts},
        )
        added = self._library.merge(record)
        fates = {one.id: fate for one, fate in placed if one.id in added}
        corrections = sum(made.correction.id in added for made in notes.corrections)
        orphaned = sum(fate is _ORPHANED for fate in fates.values())
        for known in self._library.catalogue.articles_with({record.id}) if corrections else ():
            store_known(self._library, known)  # who appears is another matter now
        return Counts(
            len(fates) - orphaned,
            len(placed) - len(fates),
            orphaned,
            sum(fate is _UNPLACED for fate in fates.values()),
            int(bool(added)),
            corrections,
        )

    # -- whose notes they are --------------------------------------------------------------

    def _resolve(self, notes: ArticleRecord) -> tuple[ArticleRecord, Article | None]:
        """Return the notes under the id of their article here, and that article if it was opened."""
        if self._article is not None:
            return _under(notes, self._library.stored_id(self._article), self._article), self._article
        known = self._known(notes)
        if known is not None:
            notes = _under(notes, known.id, known)
        if notes.texts:
            return notes, None
        opened = self._opened(notes, may_be_local=self._local or self._has_text(known))
        if opened is not None and (self._library.stored_id(opened) == notes.id or _is_foreign(notes)):
            return _under(notes, self._library.stored_id(opened), opened), opened
        if known is None and not notes.title:
            notes = replace(notes, title=title_from_location(notes.location or notes.id))
        if known is None and _is_foreign(notes) and (path := _path_of(notes.id)):
            # Under one id, however its address was written, and where the file will be opened from.
            notes = replace(notes, id=_id_of(path), location=path)
        return notes, None

    def _has_text(self, known: ReadArticle | None) -> bool:
        """Return whether the library knows the text of an article, and not only that it exists."""
        try:
            return known is not None and bool(self._library.snapshot_text(known.text_hash))
        except StoreError:
            return False

    def _known(self, notes: ArticleRecord) -> ReadArticle | None:
        """Return the article of the library that is meant, by its id, or by where it was opened from."""
        by_id, by_location = self._articles
        found = by_id.get(notes.id)
        if found is None and _is_foreign(notes):
            path = _path_of(notes.id)
            found = by_id.get(_id_of(path)) or by_location.get(path or notes.id)
        return found

    @cached_property
    def _articles(self) -> tuple[dict[str, ReadArticle], dict[str, ReadArticle]]:
        known = self._library.recent()
        return {each.id: each for each in known}, {each.location: each for each in reversed(known)}

    def _opened(self, notes: ArticleRecord, *, may_be_local: bool) -> Article | None:
        """Return the article as its file has it now, or as its address gives it, if that may be opened."""
        location = _path_of(notes.location) or notes.location
        if location in ("", "-") or (is_web_address(location) and not self._fetch):
            return None
        if not is_web_address(location) and not (may_be_local and location.startswith("/")):
            return None
        try:
            return self._library.open(location)
        except OpeningError:
            return None

    # -- where they stand ------------------------------------------------------------------

    def _texts(self, notes: ArticleRecord, shown: Article | None) -> dict[str, str]:
        """Return the texts at hand, the one that is shown first."""
        texts = {shown.text_hash: shown.text} if shown is not None else {}
        texts |= notes.texts
        mine = self._library.versions_of(notes.id)
        for text_hash in (*mine, *notes.versions):
            if text_hash not in texts:
                try:
                    texts[text_hash] = self._library.snapshot_text(text_hash)
                except StoreError:
                    continue
        return texts


def _under(notes: ArticleRecord, article_id: str, article: Article | ReadArticle) -> ArticleRecord:
    """Return the notes as those on ``article``, which is stored under ``article_id``."""
    about = article.title, article.date, article.site, article.location
    made = notes.annotations, notes.corrections, notes.texts
    return ArticleRecord(article_id, *about, *made, notes.filing, notes.author)


def _placed(
    annotation: Annotation, texts: dict[str, str], there: Anchorer | None
) -> tuple[Annotation, object]:
    """Return the annotation as it is to be stored, and what became of it in the text that is shown.

    What was made on a text of ours stays as it is, for offsets and wording of that text are
    never given up. What was made elsewhere gets them from the text that is shown.
    """
    target = annotation.target
    version = texts.get(target.text_hash)
    if version is not None and target.span.of(version) != target.quote.exact:
        target = replace(target, text_hash="")
        annotation = replace(annotation, target=target, moved=None)
    if there is None:
        return annotation, _UNPLACED
    if target.text_hash == there.text_hash:
        return annotation, _PLACED
    span, quote = there.anchor(target).span, target.quote
    if span is None and quote.exact.strip() and not (quote.prefix or quote.suffix):
        # A wording that came without context is where it stands, if that is one place.
        places = find_quote(there.text, quote.exact)
        span = places[0] if len(places) == 1 else None
    if span is None:
        return annotation, _ORPHANED
    if not target.text_hash:
        annotation = replace(annotation, target=describe(there.text, span, there.text_hash))
    return annotation, _PLACED


_PLACED, _ORPHANED, _UNPLACED = "placed", "orphaned", "unplaced"


def _is_foreign(notes: ArticleRecord) -> bool:
    """Return whether all that is known of the article is its IRI: it may have another id here."""
    return notes.id == notes.location or bool(_path_of(notes.id))


def _path_of(iri: str) -> str:
    """Return the path that a ``file:`` address names, or a path itself; or empty."""
    if iri.startswith("/"):
        return f"/{iri.lstrip('/')}"
    if iri[:5].lower() != "file:":
        return ""
    try:
        return unquote(urlsplit(iri).path)
    except ValueError:
        return ""


def _id_of(path: str) -> str:
    """Return the id of an article of which it is only known at which path its file is."""
    return f"file://{quote(path, errors='replace')}"


_MOST = 1_024 * MEGABYTE
"""Bytes of a file."""


def import_parser() -> Parser:
    """Return the parser of ``postil import``."""
    parser = Parser(
        "import",
        ("FILE", "what to import, or - for standard input"),
        most=1,
        fewest=1,
        description="Import annotations from a file: what `postil export` wrote as jsonld or jsonl, W3C Web "
        "Annotations of other programs, or what Hypothesis exports. Each is placed in its article, if the "
        "library has that. Existing annotations stay as they are. Prints how many were added, already "
        "present, or orphaned (stored, but their passage was not found).",
    )
    add = parser.add_argument
    add("--article", metavar="FILE|URL", help="the article that all of them are on, whatever they say")
    add("--fetch", action="store_true", help="open web addresses that the library does not know")
    add("--local", action="store_true", help="open files of this computer that the library does not know")
    parser.add_format("text", "json")
    return parser


def import_notes(library: Library, arguments: argparse.Namespace) -> int:
    """Store what the file at ``arguments.locations`` holds, and print how much was new; return the exit code.

    All of the file is read and checked before anything is stored, and all of an article is stored at once.

    Raises:
        PostilError: the file holds nothing that is understood, or it could not be saved.
    """
    [location] = arguments.locations
    name = "standard input" if location == "-" else one_line(location, 1_000)
    notes = read_notes(_data(location, name), name)
    importer = NoteImporter(library, article=arguments.article, fetch=arguments.fetch, local=arguments.local)
    counts = Counts()
    for number, each in enumerate(notes):
        try:
            with message_if_waiting(library.data_dir):
                counts += importer.store(each)
        except StoreError as error:
            raise StoreError(f"{error}; {number} of {len(notes)} articles were imported before") from error
        report_all(library.take_notices())
    line = f"{counts.added} added, {counts.already_there} already there, {counts.orphaned} orphaned"
    if counts.unplaced:
        line += f"; {counts.unplaced} of those added find their places when their articles are opened"
    sys.stdout.buffer.write(encoded(asdict(counts)) if arguments.format == "json" else f"{line}\n".encode())
    sys.stdout.buffer.flush()
    return 0


def _data(location: str, name: str) -> bytes:
    """Return what the file holds.

    Raises:
        ImportingError: it cannot be read.
    """
    try:
        if location == "-":
            data = standard_input().read(_MOST + 1)
        else:
            path = Path(location).expanduser()
            mode = path.stat().st_mode
            if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                raise Refusal("this is a device, not a file")
            with path.open("rb") as file:
                data = file.read(_MOST + 1)
    except Refusal as refusal:
        raise ImportingError(f"{name}: {refusal.reason}") from refusal
    except (OSError, ValueError, RuntimeError) as error:
        reason = "there is no such folder" if isinstance(error, RuntimeError) else reason_of(error)
        raise ImportingError(f"{name}: {reason}") from error
    if len(data) > _MOST:
        raise ImportingError(f"{name}: larger than {megabytes(_MOST)}")
    return data
