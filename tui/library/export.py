"""Write the notes on one article to a file, in the form that the file's name asks for."""

from pathlib import Path

from tui.domain.article import Article
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.library import ArticleRecord
from tui.exchange.formats import FORMATS, Format
from tui.exchange.output import Exported, ExportError, FileNames, check_free, write_file
from tui.exchange.training import TrainingText, partly_seen
from tui.library import Library

_FORMATS = {FORMATS[name].suffix: FORMATS[name] for name in ("md", "jsonld", "csv", "jsonl")}
"""The forms of text that one article's notes can be written in, by the suffix of the file."""


def proposed_name(article: Article) -> str:
    """Return a name for a file of the notes on the article: its title, as Markdown."""
    return f"{FileNames().name(article.title, article.id)}.md"


def is_taken(typed: str) -> bool:
    """Return whether there is a file at the path that the reader typed."""
    try:
        return Path(typed).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def export_notes(library: Library, article: Article, typed: str, force: bool) -> str:
    """Write the notes on an open article to the path that the reader typed; blocks.

    A file that is there is replaced only with ``force``.

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
    chosen = _FORMATS.get(path.suffix.lower())
    if chosen is None or chosen.encoded is None:
        raise ExportError(f"the name must end in one of {', '.join(_FORMATS)}")
    notes = library.record_of(article)
    if not notes.annotations:
        raise ExportError("nothing has been noted in this article yet")
    check_free(path, force=force)
    speakers = speakers_of(library, notes) if chosen.has_speakers else {}
    exported = Exported(notes, _names(library, article, notes, chosen), speakers)
    write_file(path, chosen.encoded([exported]), force=force)
    return str(path)


def speakers_of(library: Library, notes: ArticleRecord) -> dict[str, str]:
    """Return who said what is annotated, by the annotations' ids, as far as an analysis is in the cache."""
    found: dict[str, str] = {}
    for text_hash in {annotation.target.text_hash for annotation in notes.annotations}:
        analysis = library.stored_analysis(notes, text_hash) if text_hash else None
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
