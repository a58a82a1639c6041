"""Articles as training data: names that the reader reviewed, and the text that nobody did."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.analysis import Analysis, Mention
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.text.spans import TextSpan


@dataclass(frozen=True, slots=True)
class TrainingText:
    """One article to learn from.

    Attributes:
        id: the article's.
        source: where it is from, in short.
        text: of the article.
        mentions: the names, sorted and disjoint.
        unknown: stretches of which it is not known whether they are names; sorted, disjoint from
            each other and from ``mentions``. What is in neither is known to be no name.
    """

    id: str
    source: str
    text: str
    mentions: tuple[Mention, ...]
    unknown: tuple[TextSpan, ...] = ()


def partly_seen(name: str, source: str, text: str, seen: ReviewedSpans) -> TrainingText:
    """Return a text of which nothing is known but what the reader reviewed."""
    known = [*(TextSpan(start, end) for start, end, _ in seen.mentions), *seen.nameless]
    return TrainingText(name, source, text, seen.mentions, tuple(_between(known, len(text))))


def wholly_seen(name: str, source: str, text: str, analysis: Analysis) -> TrainingText:
    """Return a text whose names, after corrections, are all of them and all right."""
    mentions = [Mention(*span, entity.label) for entity in analysis.entities for span in entity.mentions]
    return TrainingText(name, source, text, tuple(sorted(mentions)))


def _between(spans: Iterable[TextSpan], end: int) -> Iterable[TextSpan]:
    """Return what of ``[0, end)`` is in none of ``spans``, which are disjoint."""
    reached = 0
    for span in [*sorted(spans), TextSpan(end, end)]:
        if reached < span.start:
            yield TextSpan(reached, span.start)
        reached = span.end
