"""How well it is told who said what."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from tui.analysis.pairs import divided
from tui.analysis.pieces import encodable
from tui.analysis.quotation_models import QuotationModels
from tui.analysis.quotes.extraction import questions
from tui.analysis.quotes.probe import Impression
from tui.analysis.training.quote_corpus import MarkedArticle, MarkedQuote
from tui.domain.analysis import Mention
from tui.domain.span import TextSpan

Names = Callable[[MarkedArticle], Sequence[Mention]]
"""Tells the names in an article."""


def rightness(article: MarkedArticle, span: TextSpan | None, quote: MarkedQuote) -> int:
    """How right it is that ``span`` is the speaker, or that nobody is; 0 if it is wrong."""
    if not quote.sources or span is None:
        return 2 * (span is None and not quote.sources)
    return article.names_source(span, quote)


def measure(
    models: QuotationModels,
    articles: Iterable[MarkedArticle],
    names: Names,
    impressions: Callable[[MarkedArticle], Mapping[int, float]] = lambda _: {},
) -> dict[str, float]:
    """How well quotations and their speakers are told, as shares of 1.

    Detection counts pairs of marks; a speaker is right if its wording overlaps the marked one or
    has the same head word; ``joint`` is detection where only those with the right speaker count.
    """
    count = dict.fromkeys(("wanted", "found", "speech", "joint", "other", "rejected"), 0)
    told = {kind: [0, 0] for kind in ("direct", "mixed")}
    for article in articles:
        count["wanted"] += sum(quote.is_speech for quote in article.quotes)
        count["other"] += sum(not quote.is_speech for quote in article.quotes)
        count["rejected"] += sum(not quote.is_speech for quote in article.quotes)
        mentions = divided(encodable(article.text), names(article))
        known = impressions(article)
        for question, decision in questions(article.text, mentions, models, _lookup(known)):
            if not decision.is_speech:
                continue
            count["found"] += 1
            quote = article.quote_at(question.item.quoted.start, question.item.quoted.end)
            if quote is None or not quote.is_speech:
                count["rejected"] -= quote is not None
                continue
            count["speech"] += 1
            span = decision.speaker and decision.speaker.span
            right = rightness(article, span, quote) > 0
            count["joint"] += right
            if quote.sources:
                told[quote.kind][0] += right
                told[quote.kind][1] += 1
    right, sourced = (sum(column) for column in zip(*told.values(), strict=True))
    both = count["wanted"] + count["found"]
    figures = {
        "detection F1": _share(2 * count["speech"], both),
        "not speech, rejected": _share(count["rejected"], count["other"]),
        "speaker right, given detected": _share(right, sourced),
        "speaker right, direct": _share(*told["direct"]),
        "speaker right, mixed": _share(*told["mixed"]),
        "joint F1": _share(2 * count["joint"], both),
    }
    return {name: figure for name, figure in figures.items() if not math.isnan(figure)}


def _lookup(known: Mapping[int, float]) -> Impression:
    return lambda start: known.get(start, 0.0)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else math.nan
