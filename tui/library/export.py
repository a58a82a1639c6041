"""Write the notes on one article to a file, in the form that the file's name asks for."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.errors import StoreError
from tui.domain.library import ArticleRecord
from tui.exchange.formats import FORMATS, Format
from tui.exchange.output import Exported, ExportError, check_free, page_name, write_file
from tui.exchange.pages.merging import HEAD, identity_of
from tui.exchange.training import TrainingText, partly_seen
from tui.library import Library


class Form(NamedTuple):
    """A format that one article's notes can be written in: what it is called, and what its files end in."""

    name: str
    suffix: str


FORMS = {
    name: Form(FORMATS[name].name, FORMATS[name].suffix)
    for name in (
        "md", "html", "obsidian", "logseq", "org", "jsonld", "csv", "jsonl", "anki", "readwise", "csl",
        "bibtex",
    )
}  # fmt: skip
"""The formats to choose from; of those with one suffix the usual one comes first."""
_BY_SUFFIX: dict[str, Format] = {}
for _name, _form in FORMS.items():
    _BY_SUFFIX.setdefault(_form.suffix, FORMATS[_name])


def proposed_name(article: Article) -> str:
    """Return a name for a file of the notes on the article: its title, as Markdown."""
    return f"{page_name(article.title)}.md"


def is_taken(typed: str) -> bool:
    """Return whether there is a file at the path that the reader typed."""
    try:
        return Path(typed).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def is_in_the_way(library: Library, article: Article, typed: str, form: str) -> bool:
    """Return whether at a path there is a file that exporting in this format does not bring up to date."""
    if not is_taken(typed):
        return False
    chosen = FORMATS.get(form)
    if chosen is None or not chosen.merger:
        return True
    with suppress(OSError), Path(typed).expanduser().open("rb") as file:
        return identity_of(file.read(HEAD).decode(errors="replace")).id != library.stored_id(article)
    return True


def export_notes(library: Library, article: Article, typed: str, force: bool, form: str = "") -> str:
    """Write the notes on an open article to the path that the reader typed; blocks.

    A file that is there is replaced only with ``force``; a page of the same article is brought up to date.

    ``form`` is one of ``FORMS``; if it is empty, the end of the name says it.

    Returns:
        The path that was written, absolute.

    Raises:
        ExportError: the name ends like none of the forms, nothing has been noted, or the file cannot be
            written; no file is left half written.
    """
    try:
        path = Path(typed).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise ExportError(f"{typed}: {error}") from error
    chosen = FORMATS[form] if form else _BY_SUFFIX.get(path.suffix.lower())
    if chosen is None or chosen.encoded is None:
        raise ExportError(f"the name must end in one of {', '.join(_BY_SUFFIX)}")
    notes = library.record_of(article)
    if not notes.annotations and not chosen.shows_article:
        raise ExportError("nothing has been noted in this article yet")
    updated = None
    names = _names(library, article, notes, chosen)
    analysis = analysis_of(library, article) if chosen.has_speakers else None
    speakers = speakers_of(library, notes, analysis) if chosen.has_speakers else {}
    exported = Exported(notes, names, speakers, article, analysis)
    data = b"".join(chosen.encoded([exported]))
    if not force and path.is_file():
        updated = updated_page(chosen, path, data)
    check_free(path, force=force or updated is not None)
    write_file(path, [data if updated is None else updated], force=force or updated is not None)
    return str(path)


def updated_page(chosen: Format, path: Path, data: bytes) -> bytes | None:
    """Return what a page that was written before becomes; None if it is no page of the same article.

    Raises:
        ExportError: it cannot be read.
    """
    try:
        return chosen.merged(path.read_bytes(), data)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}") from error


def stored_whole(library: Library, notes: ArticleRecord) -> Article:
    """Return the article of a record as it was stored: its text that is shown, with what is known of it."""
    whole = None
    if notes.text_hash:
        with suppress(StoreError):
            whole = library.stored_whole(notes.text_hash, notes.location)
    whole = whole or Article(notes.location, notes.text, ())
    return replace(
        whole,
        title=notes.title,
        date=notes.date,
        author=notes.author or whole.author,
        site=notes.site,
        address=notes.address,
        stored_as=notes.id,
    )


def analysis_of(library: Library, article: Article) -> Analysis | None:
    """Return the corrected analysis of an article, or None where none is cached; never imports spaCy."""
    found = library.cached_analysis(article)
    return library.corrected_analysis(article, found) if found is not None else None


def speakers_of(library: Library, notes: ArticleRecord, shown: Analysis | None = None) -> dict[str, str]:
    """Return who said what is annotated, by the annotations' ids, as far as an analysis is in the cache.

    ``shown`` is that of the text that is shown, if it is at hand.
    """
    found: dict[str, str] = {}
    for text_hash in {annotation.target.text_hash for annotation in notes.annotations}:
        analysis = shown if shown and text_hash == notes.text_hash else None
        if analysis is None and text_hash:
            analysis = library.stored_analysis(notes, text_hash)
        for annotation in notes.annotations:
            if analysis is not None and annotation.target.text_hash == text_hash:
                name = analysis.speaker_in(annotation.target.span)
                found |= {annotation.id: name} if name else {}
    return found


def _names(library: Library, article: Article, notes: ArticleRecord, chosen: Format) -> TrainingText:
    """Return what the reader reviewed of the article's names; nothing where the form has no place for it."""
    seen = ReviewedSpans((), ())
    if chosen.has_names and any(not made.correction.kind.is_of_quotation for made in notes.corrections):
        analysis = library.cached_analysis(article)
        if analysis is None:
            raise ExportError("still finding names: try again in a moment")
        seen = library.reviewed_spans(article, analysis)
    return partly_seen(notes.id, notes.site or notes.title, notes.text, seen)
