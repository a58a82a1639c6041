"""Names and quotations of texts, without a library around them: as objects, and as data."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.text.languages import known_language
from tui.domain.text.spans import TextSpan
from tui.library.analyses import Analyses
from tui.system.processes import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.domain.analysis import Analysis, Quotation, Speaker

Document = dict[str, Any]
"""One article as JSON."""

_ONE_AT_A_TIME = Lock()
"""spaCy's pipelines are not made for several threads at once."""


def analyse(
    text: str | Article, *, model: str | os.PathLike[str] | None = None, language: str = ""
) -> Analysis:
    """Return the names and quotations of a text or an article, found in this process.

    The pipeline is loaded by the first call, which takes about a second, and stays. Nothing is stored.

    Args:
        text: any text, taken as it is, or an article that was opened.
        model: the folder or the package of a spaCy pipeline; None is the one that ships.
        language: the code of the language that the text is in, such as ``en``; empty to find out. A text
            that surely is in another language than the pipeline's gives no names, and a ``remark``.

    Raises:
        PipelineError: the pipeline cannot be loaded.
        ValueError: there is no such language.
    """
    if not isinstance(text, str | Article):
        raise TypeError(f"a text or an Article is analysed, not {type(text).__name__}")
    wording, declared = (text.text, text.language) if isinstance(text, Article) else (text, "")
    with _ONE_AT_A_TIME:
        known = None if model is None else os.fspath(model), known_language(language)
        return _analyses(*known).of_text(wording, declared)


def analyse_all(
    texts: Iterable[str | Article],
    *,
    jobs: int = 1,
    model: str | os.PathLike[str] | None = None,
    language: str = "",
) -> Iterator[Analysis]:
    """Yield what ``analyse`` finds in each of ``texts``, in their order and in constant memory.

    Args:
        texts: may be endless; with several jobs they are walked in a thread of their own.
        jobs: the number of processes; each loads the pipeline and takes some 250 MB. With 1 it is this one.
        model, language: as in ``analyse``.

    Raises:
        PipelineError: the pipeline cannot be loaded.
        ProcessEndedError: a process ended, such as for want of memory.
        ValueError: there is no such language, or not even one job.
    """
    if isinstance(texts, str):
        raise TypeError("several texts are analysed, and one text is not several of one letter")
    if jobs < 1:
        raise ValueError(f"not even one job: {jobs}")
    known = None if model is None else os.fspath(model), known_language(language)
    return in_order(partial(_analysing, *known), texts, jobs) if jobs > 1 else map(_analysing(*known), texts)


def _analysing(model: str | None, language: str) -> Callable[[str | Article], Analysis]:
    return partial(analyse, model=model, language=language)


@cache
def _analyses(model: str | None, language: str) -> Analyses:
    return Analyses(Path(), model, language)  # nothing is asked of its cache


def note_on(article: Article, start: int, end: int, note: str = "", tags: Sequence[str] = ()) -> Annotation:
    """Return a note on ``article.text[start:end]``, for ``Library.annotate`` to store.

    Without a note and tags it is a highlight.

    Raises:
        ValueError: there is no such passage in the article.
    """
    if isinstance(tags, str):
        raise TypeError("tags are a list, and one text is not several of one letter")
    highlight = Annotation(describe(article.text, TextSpan(start, end), article.text_hash))
    return highlight.with_words(note, tuple(dict.fromkeys(tags)))


def as_data(text: str | Article, analysis: Analysis, name: str | int | None = None) -> Document:
    """Return a text and what was found in it as ``postil analyze`` writes it, ready for JSON.

    Args:
        text: what was analysed.
        analysis: what was found in it.
        name: the ``id``; None is the address of an article or else where it is, and ``-`` for a text.
    """
    title: str | None = None
    date: str | None = None
    if isinstance(text, Article):
        title, date = text.title, text.date or None
        name = text.address or text.location if name is None else name
        text = text.text
    return {
        "id": "-" if name is None else name,
        "title": title,
        "date": date,
        "text": text,
        "entities": [
            {
                "label": str(entity.label),
                "name": entity.name,
                "mentions": [_span(text, mention) for mention in entity.mentions],
            }
            for entity in analysis.entities
        ],
        "quotes": [_quote(text, quotation) for quotation in analysis.quotations],
        "model": analysis.model,
    }


def _span(text: str, span: TextSpan) -> Document:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _quote(text: str, quotation: Quotation) -> Document:
    start, end = quotation.span
    speaker = quotation.speaker
    return {
        "start": start,
        "end": end,
        "kind": str(quotation.kind),
        "text": text[start:end],
        "cue": _span(text, quotation.cue) if quotation.cue else None,
        "speaker": _speaker(text, speaker) if speaker else None,
        "certain": not quotation.is_doubtful,
    }


def _speaker(text: str, speaker: Speaker) -> Document:
    return {**_span(text, speaker.span), "name": speaker.name, "certain": not speaker.is_doubtful}
