"""Articles whose pairs of quotation marks are marked: JSON Lines, one article per line.

    {"id", "text", "quotes": [{"start", "end", "kind": "direct" | "mixed" | "not_speech",
                               "source": [start, end, text] | null,
                               "source_fragments": [[start, end, text], ...] (optional)}, ...]}

Offsets are code points of ``text``; ``source`` is the wording that tells the speaker.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.analysis.training.corpora import CorpusError
from tui.domain.span import TextSpan
from tui.domain.words import word_set

FILE = "train.jsonl.gz"
_KINDS = ("direct", "mixed", "not_speech")
_OVERLAP = 0.8
"""The share of the longer of two stretches that both must have in common to be the same quotation."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*")
_MODIFIED = re.compile(
    r"[,;:(\[\u2013\u2014]|\b(?:who|which|that|whose|of|in|at|from|for|to|on|with|by)\b", re.I
)
_PRONOUNS = word_set("i me you he him she her it we us they them who whom this that one these those")


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A pair of quotation marks and what an annotator said of it.

    Attributes:
        span: from mark to mark.
        kind: ``direct``, ``mixed`` or ``not_speech``.
        sources: the wordings that tell the speaker; none where nothing does.
    """

    span: TextSpan
    kind: str
    sources: tuple[TextSpan, ...]

    @property
    def is_speech(self) -> bool:
        """Whether somebody said it."""
        return self.kind != "not_speech"


@dataclass(frozen=True)
class MarkedArticle:
    """An article and its pairs of quotation marks."""

    id: str
    text: str
    quotes: tuple[MarkedQuote, ...]

    def quote_at(self, start: int, end: int) -> MarkedQuote | None:
        """The marked quotation that ``[start, end)`` is, give or take a few characters."""
        bare = _bare(self.text, start, end)
        for quote in self.quotes:
            other = _bare(self.text, *quote.span)
            common = min(bare.end, other.end) - max(bare.start, other.start)
            if common >= _OVERLAP * max(bare.end - bare.start, other.end - other.start):
                return quote
        return None

    def names_source(self, span: TextSpan, quote: MarkedQuote) -> int:
        """How well a wording names the speaker of ``quote``.

        Returns:
            0 if it is not the speaker, 1 if it overlaps the marked wording or has the same head
            word, 2 if both.
        """
        head = head_word(span.of(self.text))
        same = any(head == head_word(source.of(self.text)) for source in quote.sources)
        overlaps = any(span.overlaps(*source) for source in quote.sources)
        return overlaps + (same and (overlaps or head not in _PRONOUNS))


def head_word(wording: str) -> str:
    """The main word of a name or noun phrase, in lower case: the last before what follows it."""
    cut = _MODIFIED.search(wording, 1)
    words = _WORD.findall(wording[: cut.start()] if cut else wording) or _WORD.findall(wording)
    return words[-1].lower().removesuffix("'s").removesuffix("\u2019s").rstrip(".") if words else ""


def _bare(text: str, start: int, end: int) -> TextSpan:
    """The stretch without marks and signs at its ends."""
    first = next((at for at in range(start, end) if text[at].isalnum()), start)
    last = next((at for at in range(end - 1, first, -1) if text[at].isalnum()), end - 1)
    return TextSpan(first, last + 1)


def read_quotes(folder: Path) -> Iterator[MarkedArticle]:
    """The articles of the file ``train.jsonl.gz`` in ``folder``.

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
