"""Articles whose quotations an annotator marked, and how well models find those quotations."""

import gzip
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.analysis.entities.organisations import split_pairs
from tui.analysis.quotes.extraction import QuotationModels, decisions
from tui.analysis.quotes.lexicon import WORD
from tui.analysis.quotes.probe import ProbeScore
from tui.analysis.training.corpora import CorpusError
from tui.domain.analysis import Mention
from tui.domain.text.sanitize import encodable
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

FILE = "train.jsonl.gz"
_KINDS = ("direct", "mixed", "not_speech")
_OVERLAP = 0.8
"""The share of the longer of two stretches that both must have in common to be the same quotation."""
_MODIFIED = re.compile(
    r"[,;:(\[\u2013\u2014]|\b(?:who|which|that|whose|of|in|at|from|for|to|on|with|by)\b", re.I
)
_PRONOUNS = word_set("i me you he him she her it we us they them who whom this that one these those")


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A pair of quotation marks, as an annotator marked it.

    Attributes:
        span: from mark to mark.
        kind: ``direct``, ``mixed`` or ``not_speech``.
        sources: the wordings that name the speaker; none where nothing does.
    """

    span: TextSpan
    kind: str
    sources: tuple[TextSpan, ...]

    @property
    def is_speech(self) -> bool:
        """Return whether it is speech."""
        return self.kind != "not_speech"


@dataclass(frozen=True)
class MarkedArticle:
    """An article and its pairs of quotation marks."""

    id: str
    text: str
    quotes: tuple[MarkedQuote, ...]

    def quote_at(self, start: int, end: int) -> MarkedQuote | None:
        """Return the marked quotation that ``[start, end)`` is, give or take a few characters."""
        bare = _bare(self.text, start, end)
        for quote in self.quotes:
            other = _bare(self.text, *quote.span)
            common = min(bare.end, other.end) - max(bare.start, other.start)
            if common >= _OVERLAP * max(bare.end - bare.start, other.end - other.start):
                return quote
        return None

    def names_source(self, span: TextSpan, quote: MarkedQuote) -> int:
        """Return how well a wording names the speaker of ``quote``.

        Returns:
            0 if it is not the speaker, 1 if it overlaps the marked wording or has the same head
            word, 2 if both.
        """
        head = head_word(span.of(self.text))
        same = any(head == head_word(source.of(self.text)) for source in quote.sources)
        overlaps = any(span.overlaps(*source) for source in quote.sources)
        return overlaps + (same and (overlaps or head not in _PRONOUNS))


def head_word(wording: str) -> str:
    """Return the main word of a name or noun phrase, in lower case: the last before what follows it."""
    cut = _MODIFIED.search(wording, 1)
    words = WORD.findall(wording[: cut.start()] if cut else wording) or WORD.findall(wording)
    return words[-1].lower().removesuffix("'s").removesuffix("\u2019s").rstrip(".") if words else ""


def _bare(text: str, start: int, end: int) -> TextSpan:
    """Return the stretch without marks and signs at its ends."""
    first = next((at for at in range(start, end) if text[at].isalnum()), start)
    last = next((at for at in range(end - 1, first, -1) if text[at].isalnum()), end - 1)
    return TextSpan(first, last + 1)


def read_quotes(folder: Path) -> Iterator[MarkedArticle]:
    """Yield the articles of the file ``train.jsonl.gz`` in ``folder``.

    Raises:
        CorpusError: it is not there, cannot be read, or a line is not what it should be.
    """
    path = folder / FILE
    number = 0
    try:
        with gzip.open(path, "rb") as lines:
            for line in lines:
                number += 1
                yield _article(json.loads(line))
    except (OSError, EOFError) as error:
        raise CorpusError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise CorpusError(f"{path}: line {number} is no article with marked quotations") from error


def _article(record: dict[str, Any]) -> MarkedArticle:
    text = str(record["text"])
    return MarkedArticle(
        str(record["id"]), text, tuple(_quote(quote, len(text)) for quote in record["quotes"])
    )


def _quote(record: dict[str, Any], length: int) -> MarkedQuote:
    source = record.get("source")
    sources: Sequence[Sequence[Any]] = record.get("source_fragments") or ([source] if source else [])
    spans = [
        TextSpan(int(start), int(end)) for start, end, *_ in ((record["start"], record["end"]), *sources)
    ]
    if record["kind"] not in _KINDS or any(not 0 <= start < end <= length for start, end in spans):
        raise ValueError("a quotation needs a kind, and a start before its end")
    return MarkedQuote(spans[0], record["kind"], tuple(spans[1:]))


Names = Callable[[MarkedArticle], Sequence[Mention]]
"""Returns the names in an article."""


def rightness(article: MarkedArticle, span: TextSpan | None, quote: MarkedQuote) -> int:
    """Return how right it is that ``span`` is the speaker, or that there is none; 0 if it is wrong."""
    if not quote.sources or span is None:
        return 2 * (span is None and not quote.sources)
    return article.names_source(span, quote)


def measure(
    models: QuotationModels,
    articles: Iterable[MarkedArticle],
    names: Names,
    probe_scores: Callable[[MarkedArticle], Mapping[int, float]] = lambda _: {},
) -> dict[str, float]:
    """Return how well quotations and their speakers are found, as shares of 1.

    Detection counts pairs of marks; a speaker is right if its wording overlaps the marked one or
    has the same head word; ``joint`` is detection where only those with the right speaker count.
    """
    count = dict.fromkeys(("wanted", "found", "speech", "joint", "other", "rejected"), 0)
    speakers = {kind: [0, 0] for kind in ("direct", "mixed")}
    for article in articles:
        count["wanted"] += sum(quote.is_speech for quote in article.quotes)
        count["other"] += sum(not quote.is_speech for quote in article.quotes)
        count["rejected"] += sum(not quote.is_speech for quote in article.quotes)
        mentions = split_pairs(encodable(article.text), names(article))
        known = probe_scores(article)
        for pair, decision in decisions(article.text, mentions, models, _lookup(known)):
            if not decision.is_speech:
                continue
            count["found"] += 1
            quote = article.quote_at(pair.proposal.quoted.start, pair.proposal.quoted.end)
            if quote is None or not quote.is_speech:
                count["rejected"] -= quote is not None
                continue
            count["speech"] += 1
            span = decision.speaker and decision.speaker.span
            right = rightness(article, span, quote) > 0
            count["joint"] += right
            if quote.sources:
                speakers[quote.kind][0] += right
                speakers[quote.kind][1] += 1
    right, sourced = (sum(column) for column in zip(*speakers.values(), strict=True))
    both = count["wanted"] + count["found"]
    figures = {
        "detection F1": _share(2 * count["speech"], both),
        "not speech, rejected": _share(count["rejected"], count["other"]),
        "speaker right, given detected": _share(right, sourced),
        "speaker right, direct": _share(*speakers["direct"]),
        "speaker right, mixed": _share(*speakers["mixed"]),
        "joint F1": _share(2 * count["joint"], both),
    }
    return {name: figure for name, figure in figures.items() if not math.isnan(figure)}


def _lookup(known: Mapping[int, float]) -> ProbeScore:
    return lambda start: known.get(start, 0.0)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else math.nan
