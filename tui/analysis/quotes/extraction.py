"""Who said what: quotations, the words that introduce them, and their speakers.

Rules pair the marks, read the sentences around them and propose speakers; two linear models, fitted
to articles with known speakers, decide what is speech and whose (``quotation_models``).
"""

from collections.abc import Callable, Iterator, Sequence

from tui.analysis.chunks import MASK
from tui.analysis.proposals import NEARBY, Proposal
from tui.analysis.quotation_models import shipped_models
from tui.analysis.quotes.coreference import Referents
from tui.analysis.quotes.decisions import Decision, Question, decided
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.quotes.marks import paragraphs, quoted
from tui.analysis.quotes.probe import Impression, no_impression
from tui.domain.analysis import Entity, Mention, Quotation, QuotationKind, Speaker
from tui.domain.span import TextSpan

_STOPS = frozenset(".,!?;:\u2014\u2013\u2026-")
_PAUSED = frozenset([*",.!?;(\u2014\u2013\n", ""])


def find_quotations(
    text: str,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    impression: Impression = no_impression,
) -> tuple[Quotation, ...]:
    """What people said in ``text``, in its order; scare quotes, titles and nicknames are left out.

    ``mentions`` and ``entities`` are those of the text; they may be empty, and the speakers then
    are told by capitals, pronouns and nouns alone. ``impression`` tells what the network makes of
    each pair of marks. Takes time linear in the length of the text.
    """
    return tuple(_quotations(text, mentions, entities, impression))


def questions(
    text: str,
    mentions: Sequence[Mention],
    decide: Callable[[Question], Decision],
    impression: Impression = no_impression,
) -> Iterator[tuple[Question, Decision]]:
    """Every pair of quotation marks of ``text`` in its order, with what ``decide`` takes it for."""
    plain = text.replace(MASK, " ")
    blocks = paragraphs(plain)
    found = quoted(plain, blocks)
    if found:
        article = MaskedArticle(plain, found, mentions, blocks)
        yield from decided(article, found, decide, impression)


def _quotations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], impression: Impression
) -> Iterator[Quotation]:
    referents: Referents | None = None
    for question, decision in questions(text, mentions, shipped_models(), impression):
        if not decision.is_speech:
            continue
        article, item = question.article, question.item
        if referents is None:
            referents = Referents(article, entities)
        chunk = decision.speaker
        speaker = chunk and Speaker(chunk.span, referents.name(chunk), round(decision.certainty, 3))
        span = TextSpan(item.quoted.start, item.quoted.end)
        yield Quotation(span, _kind(article, item), question.cue(chunk), speaker, round(decision.speech, 3))


def _kind(article: MaskedArticle, item: Proposal) -> QuotationKind:
    """Whether all that was said stands between the marks, as punctuation and capitals tell."""
    start, end = item.quoted.start, item.quoted.end
    inside = item.setting.inside.strip()
    after = article.masked[end : end + 3].lstrip(" ")
    goes_on = inside[-1:] not in _STOPS and after[:1] not in _PAUSED
    if not item.quoted.closed:
        return QuotationKind.DIRECT
    if item.setting.opens:
        return QuotationKind.MIXED if goes_on else QuotationKind.DIRECT
    before = article.masked[max(0, start - NEARBY) : start].rstrip()
    capital = inside[:1].isupper()
    ends = inside[-1:] in ".?!" or after[:1] in (".", "!", "?", "\n", "")
    words = before.rsplit(None, 1)
    cue = CUES.get(words[-1].lower()) if words else None
    direct = (
        (before.endswith((",", ":")) and not goes_on and (capital or (ends and MASK in before)))
        or (cue is Strength.SAYING and ends)
        or (before.endswith((".", "?", "!", '"')) and capital and not goes_on)
    )
    return QuotationKind.DIRECT if direct else QuotationKind.MIXED
