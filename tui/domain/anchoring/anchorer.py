"""Anchorer: find the passages of annotations and corrections in a changed text.

The steps, each taken where those before it found nothing:

1. in the text that the annotation was made on, its offsets;
2. with that text at hand, the offsets transferred across what was changed;
3. the same wording, but for case, quotation marks, dashes, white space and the like; a short one is sure
   only in its sentence, or between all that stood around it;
4. with that text at hand, for longer passages, nearly the same wording.

What is found is weighed with what stood around it. Without that text the wording counts only in a
sentence that is the same, as far as it is known. In doubt it is shown as doubtful, and in more
doubt it is not accepted: a note on the wrong passage is worse than one that says it is lost.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from tui.domain.anchoring.alignment import Alignment
from tui.domain.anchoring.anchor import Anchor, AnchoredNote, Method, at_own_offsets
from tui.domain.anchoring.fuzzy import (
    Context,
    Match,
    TokenIndex,
    context_similarity,
    has_same_context,
    is_same_sentence,
    sentence_around,
    similarity,
    touches,
)
from tui.domain.anchoring.tokens import Token, keys_of, tokens_of, weight
from tui.domain.annotation import ENOUGH, Annotation, Target, describe
from tui.domain.corrections.correction import Correction
from tui.domain.text.spans import TextSpan

_APART = 200
"""Code points by which the words of a passage may have moved apart, beyond its own length."""
_LONELY = 0.25
_DISTANT = 40


@dataclass(frozen=True, slots=True)
class _Transferred:
    """Where a passage went.

    Attributes:
        span: from the first to the last of what is left of it, in the new text.
        left: the share of its words that is there, from 0 to 1, by their weight.
        own: the share of what stands there that is from it.
    """

    span: TextSpan
    left: float
    own: float


class _Moved(NamedTuple):
    """A token of the passage and where it stands now."""

    number: int
    token: Token
    new: TextSpan


def _transfer(alignment: Alignment, old: str, new: str, span: TextSpan) -> _Transferred | None:
    """Return where ``span`` of ``old`` went in ``new``; None where nothing is left of it.

    The ends are to the code point where the words at the ends are still there, also within a word.
    """
    whole = alignment.whole(span)
    if whole is not None:
        return _Transferred(whole, 1.0, 1.0)
    tokens = _tokens_around(old, span)
    inside = [token for token in tokens if token.start < span.end and token.end > span.start]
    moved = [
        _Moved(number, token, place)
        for number, token in enumerate(inside)
        if (place := alignment.token(token)) is not None
    ]
    together = _trimmed(_heaviest(moved, len(old[span.start : span.end]) + _APART))
    if not together:
        return None
    first, last = together[0], together[-1]
    start, end = first.new.start, last.new.end
    start = (
        _start_within(old, new, span, first)
        if first.number == 0
        else _widened_start(alignment, new, tokens, inside, first)
    )
    if last.number == len(inside) - 1:
        end = _end_within(old, new, span, last)
    else:
        end = _widened_end(alignment, new, tokens, inside, last)
    if not start < end:
        return None
    all_of_it = sum(weight(token.key) for token in inside)
    left = sum(weight(each.token.key) for each in together)
    there = sum(weight(token.key) for token in tokens_of(new, first.new.start, last.new.end))
    return _Transferred(TextSpan(start, end), left / all_of_it, min(1.0, left / max(1, there)))


def _tokens_around(old: str, span: TextSpan) -> list[Token]:
    """Return the tokens that ``span`` crosses, and one more on either side if it is near."""
    start, end = max(0, span.start - 2 * _DISTANT), min(len(old), span.end + 2 * _DISTANT)
    while start > 0 and not old[start - 1].isspace():
        start -= 1
    while end < len(old) and not old[end].isspace():
        end += 1
    return tokens_of(old, start, end)


def _heaviest(moved: Sequence[_Moved], apart: int) -> Sequence[_Moved]:
    """Return the run of tokens that are still in their order and not too far apart that weighs most."""
    runs: list[list[_Moved]] = []
    for each in moved:
        before = runs[-1][-1].new.end if runs else -1
        if runs and before <= each.new.start <= before + apart:
            runs[-1].append(each)
        else:
            runs.append([each])
    return max(runs, key=lambda run: sum(weight(each.token.key) for each in run), default=())


def _trimmed(run: Sequence[_Moved]) -> Sequence[_Moved]:
    """Return ``run`` without a few words at an end that went away from the rest: they are others."""
    total = sum(weight(each.token.key) for each in run)
    low, high = 0, len(run)
    passed = 0
    for index in range(1, len(run)):
        passed += weight(run[index - 1].token.key)
        grown = (run[index].new.start - run[index - 1].new.end) - (
            run[index].token.start - run[index - 1].token.end
        )
        if grown > _DISTANT and passed < _LONELY * total:
            low = index
        elif grown > _DISTANT and total - passed < _LONELY * total:
            high = index
            break
    return run[low:high]


def _start_within(old: str, new: str, span: TextSpan, first: _Moved) -> int:
    token, place = first.token, first.new
    if span.start <= token.start:
        lead = old[span.start : token.start]
        before = max(0, place.start - len(lead))
        return before if lead and new[before : place.start] == lead else place.start
    rest = old[span.start : token.end]
    return place.end - len(rest) if new[place.start : place.end].endswith(rest) else place.start


def _end_within(old: str, new: str, span: TextSpan, last: _Moved) -> int:
    token, place = last.token, last.new
    if span.end >= token.end:
        tail = old[token.end : span.end]
        return place.end + len(tail) if new[place.end : place.end + len(tail)] == tail else place.end
    begun = old[token.start : span.end]
    return place.start + len(begun) if new[place.start : place.end].startswith(begun) else place.end


def _widened_start(
    alignment: Alignment, new: str, tokens: list[Token], inside: list[Token], first: _Moved
) -> int:
    """Return the start, where the first words are others now: after what still stands before them."""
    at = tokens.index(inside[0]) - 1
    before = alignment.token(tokens[at]) if at >= 0 else None
    if before is None or not before.end <= first.new.start <= before.end + _APART:
        return first.new.start
    between = tokens_of(new, before.end, first.new.start)
    fits = 0 < len(between) <= 2 * first.number + 1
    return between[0].start if fits else first.new.start


def _widened_end(
    alignment: Alignment, new: str, tokens: list[Token], inside: list[Token], last: _Moved
) -> int:
    at = tokens.index(inside[-1]) + 1
    after = alignment.token(tokens[at]) if at < len(tokens) else None
    if after is None or not last.new.end <= after.start <= last.new.end + _APART:
        return last.new.end
    between = tokens_of(new, last.new.end, after.start)
    fits = 0 < len(between) <= 2 * (len(inside) - 1 - last.number) + 1
    return between[-1].end if fits else last.new.end


_MOSTLY_LEFT = 0.8
_PARTLY_LEFT = 0.4
"""Shares of a passage's words that are left: from the first on it is sure, from the second on doubtful."""
_NEXT = 3
"""Tokens next to a passage that show where it was, on either side."""
_AHEAD = 0.05
"""By how much the best place must be better than the next."""
_NEARLY = 0.72
_KNOWN_CONTEXT = 0.75
_HALF = 0.5
_SAME_SENTENCE = 0.9
"""From which similarity on two sentences are the same one."""
_BESIDE = 6
"""Tokens by which a sentence is known, and the most of them on either side of a passage in it."""
_SHORTEST = 16
"""Code points of a passage that is looked for approximately."""


class _Candidate(NamedTuple):
    """A place where a passage may stand, from 0 to 1: its similarity, that of its context, all of it."""

    span: TextSpan
    similarity: float
    before: float
    after: float
    score: float

    @property
    def context(self) -> float:
        return max(self.before, self.after)


def _no_snapshot(_: str) -> None:
    """Return no snapshot, where none was stored."""


class Anchorer:
    """Finds passages in one text. Each other version of it is compared only once."""

    def __init__(
        self, text: str, text_hash: str, snapshot: Callable[[str], str | None] = _no_snapshot
    ) -> None:
        """Find passages in ``text``, whose SHA-256 is ``text_hash``.

        ``snapshot`` returns the text with another SHA-256, or None if it was not stored.
        """
        self.text = text
        self.text_hash = text_hash
        self._snapshot = snapshot
        self._versions: dict[str, tuple[str, Alignment] | None] = {}

    def anchor(self, target: Target) -> Anchor:
        """Return what became of the passage of ``target``; never raises, whatever the target says."""
        own = at_own_offsets(target, self.text_hash, len(self.text))
        if own is not None:
            return own
        span, exact = target.span, target.quote.exact
        if not exact.strip():
            return Anchor()
        version = self._version(target.text_hash)
        if version is not None and span.of(version[0]) != exact:
            version = None
        transferred = _transfer(version[1], version[0], self.text, span) if version else None
        if version and transferred:
            found = self._weigh(target, transferred, version[1])
            if found is not None:
                return found
        found = self._find_wording(target, version)
        if found.is_orphan and found.guess is None and transferred and transferred.left >= _PARTLY_LEFT / 2:
            return Anchor(guess=transferred.span)
        return found

    def place(self, annotation: Annotation) -> AnchoredNote:
        """Return what became of the passage of ``annotation``, which the reader may have moved."""
        found = self.anchor(annotation.moved or annotation.target)
        if annotation.moved is not None and found.is_orphan:
            first = self.anchor(annotation.target)
            found = replace(first, sure=False) if not first.is_orphan else found
        return AnchoredNote(annotation, found)

    def place_all(self, annotations: Iterable[Annotation]) -> tuple[AnchoredNote, ...]:
        """Return what became of many, in the order of the text; those without a place last."""
        notes = [self.place(annotation) for annotation in annotations]
        return tuple(sorted(notes, key=lambda note: note.anchored.span or TextSpan(len(self.text) + 1, 0)))

    def _version(self, text_hash: str) -> tuple[str, Alignment] | None:
        if text_hash not in self._versions:
            old = self._snapshot(text_hash)
            self._versions[text_hash] = None if old is None else (old, Alignment(old, self.text))
        return self._versions[text_hash]

    # -- transferred -----------------------------------------------------------------------

    def _weigh(self, target: Target, transferred: _Transferred, alignment: Alignment) -> Anchor | None:
        """Return the anchor where a passage was transferred to; None if that is not to be believed."""
        gap = alignment.gap_at(target.span)
        if transferred.left < _PARTLY_LEFT or transferred.own < _PARTLY_LEFT:
            return None
        if gap is None:
            return Anchor(transferred.span, Method.TRANSFERRED)
        here = self._described(transferred.span)
        old = gap.old.text
        leads = _leads(self.text, transferred.span, gap.old, target.span)
        if not leads or not _leads(old, target.span, gap.new, transferred.span):
            return Anchor(guess=transferred.span)
        sure = transferred.left >= _MOSTLY_LEFT and transferred.own >= _HALF
        if len(target.quote.exact) < ENOUGH and not touches(target, here):
            if not sure or max(context_similarity(target, here)) < _HALF:
                return Anchor(guess=transferred.span)
            sure = False
        if sure and len(target.quote.exact) < ENOUGH:
            sure = self._is_in_its_sentence(target.span, transferred.span, old)
        return Anchor(transferred.span, Method.TRANSFERRED, sure)

    def _is_in_its_sentence(self, span: TextSpan, found: TextSpan, old: str) -> bool:
        """Return whether half of the sentence of a short passage stands where it was found.

        Another sentence may share a few words with it, at one of its ends and next to the passage.
        """
        own, there = sentence_around(old, span), sentence_around(self.text, found)
        return similarity(keys_of(old, *own), keys_of(self.text, *there)) >= _HALF

    # -- found by wording ------------------------------------------------------------------

    def _find_wording(self, target: Target, version: tuple[str, Alignment] | None) -> Anchor:
        keys = keys_of(target.quote.exact)
        exact = self._index.exact(keys)
        if exact is None or not keys:
            return Anchor()
        if exact:
            return self._choose_exact(target, self._candidates(target, exact), version)
        if len(target.quote.exact) < _SHORTEST:
            return Anchor()
        return self._choose_alike(target, self._candidates(target, self._index.alike(keys)), version)

    def _candidates(self, target: Target, places: Sequence[Match]) -> list[_Candidate]:
        found = []
        for place in places:
            span = self._index.span(place)
            if place.similarity == 1.0:
                span = _with_white_space(self.text, span, target.quote.exact)
            before, after = context_similarity(target, self._described(span))
            near = 1 - min(1.0, abs(span.start - target.position.start) / max(1, len(self.text)))
            score = 0.5 * place.similarity + 0.24 * before + 0.24 * after + 0.02 * near
            found.append(_Candidate(span, place.similarity, before, after, score))
        return sorted(found, key=lambda candidate: -candidate.score)

    def _choose_exact(
        self, target: Target, found: list[_Candidate], version: tuple[str, Alignment] | None
    ) -> Anchor:
        if version is None:
            return self._choose_by_sentence(target, found)
        free = [candidate for candidate in found if _is_new(candidate.span, version[1])]
        best = (free or found)[0]
        here = self._described(best.span)
        wording, old = target.quote.exact, version[0]
        is_short = _cuts_a_word(self.text, best.span) or len(wording) < ENOUGH
        known = best.context >= _HALF
        is_often = old.find(wording, old.find(wording) + 1) >= 0
        believed = known or not (is_short or is_often)
        if not (free and _is_ahead(free) and believed) or (is_short and not touches(target, here)):
            return Anchor(guess=best.span)
        if is_short and _is_left_elsewhere(target.span, best.span, version):
            return Anchor(guess=best.span)
        certain = known and (not is_short or self._has_same_place(target, best, version[0]))
        return Anchor(best.span, Method.WORDING, sure=certain)

    def _has_same_place(self, target: Target, place: _Candidate, old: str) -> bool:
        """Return whether a short passage stands in its sentence, or between what stood around it."""
        if min(place.before, place.after) >= _KNOWN_CONTEXT:
            return True
        own, there = sentence_around(old, target.span), sentence_around(self.text, place.span)
        if similarity(keys_of(old, *own), keys_of(self.text, *there)) >= _SAME_SENTENCE:
            return True
        # Where a sentence begins and ends may have changed with what stands before and after it.
        before = keys_of(old, own.start, target.span.start)[-_BESIDE:]
        after = keys_of(old, target.span.end, own.end)[:_BESIDE]
        known = (*before, *keys_of(target.quote.exact), *after)
        new_before = keys_of(self.text, there.start, place.span.start)[-len(before) :]
        new_after = keys_of(self.text, place.span.end, there.end)[: len(after)]
        return len(known) >= _BESIDE and (before, after) == (new_before, new_after)

    def _choose_by_sentence(self, target: Target, found: list[_Candidate]) -> Anchor:
        """Choose one where all that is known of the text it was made on is the context of the passage.

        That is so little that where another place looks like it as well, either may be a copy.
        """
        same = [each for each in found if is_same_sentence(target, self._described(each.span))]
        best = (same or found)[0]
        here = self._described(best.span)
        rivals = [each for each in found if each is not best and each.context >= _KNOWN_CONTEXT]
        is_short = _cuts_a_word(self.text, best.span) or len(target.quote.exact) < ENOUGH
        if len(same) != 1 or rivals or not _is_ahead(found) or (is_short and not touches(target, here)):
            return Anchor(guess=best.span)
        return Anchor(best.span, Method.WORDING, has_same_context(target, here))

    def _choose_alike(
        self, target: Target, found: list[_Candidate], version: tuple[str, Alignment] | None
    ) -> Anchor:
        free = [each for each in found if version is None or _is_new(each.span, version[1])]
        if not free or free[0].similarity < _PARTLY_LEFT:
            return Anchor()
        best = free[0]
        # Without the old text a sentence that was changed cannot be distinguished from another one like it.
        believed = (
            version is not None
            and best.similarity >= _NEARLY
            and best.context >= _KNOWN_CONTEXT
            and (best.similarity + best.before + best.after) / 3 >= _HALF
            and _is_ahead(free)
        )
        if not believed:
            return Anchor(guess=best.span)
        return Anchor(_as_cut(self.text, best.span, target.quote.exact), Method.APPROXIMATE, sure=False)

    def _described(self, span: TextSpan) -> Target:
        return describe(self.text, span, self.text_hash)

    @cached_property
    def _index(self) -> TokenIndex:
        return TokenIndex(self.text, tokens_of(self.text))


def _leads(text: str, span: TextSpan, index: TokenIndex, own: TextSpan) -> bool:
    """Return whether nothing in ``index`` fits ``span`` of ``text`` as well as the place ``own`` does.

    First comes how alike the wordings are, then the sentences that they stand in, then what is
    around these, then what is close to the passage within its sentence.
    """
    keys = keys_of(text, *span)
    places = index.exact(keys)
    if places is None:
        return False
    wanted = Context.of(text, span)
    own_keys = keys_of(index.text, *own)
    mine = (similarity(keys, own_keys), *wanted.similarity(Context.of(index.text, own)))
    for place in {*places, *index.alike(keys)}:
        rival = index.span(place)
        if place.similarity > mine[0] - _AHEAD and not rival.overlaps(*own):
            theirs = (place.similarity, *wanted.similarity(Context.of(index.text, rival)))
            # The first thing in which one is ahead of the other decides.
            ahead = (one - other for one, other in zip(mine, theirs, strict=True))
            if next((by for by in ahead if abs(by) >= _AHEAD), 0.0) <= 0:
                return False
    return True


def _is_ahead(found: Sequence[_Candidate]) -> bool:
    best = found[0]
    rivals = [each for each in found[1:] if not each.span.overlaps(*best.span)]
    return not rivals or best.score >= rivals[0].score + _AHEAD


def _is_new(span: TextSpan, alignment: Alignment) -> bool:
    """Return whether what stands at ``span`` did not stand elsewhere in the version before."""
    return alignment.share_of_old(span) < _HALF


def _is_left_elsewhere(span: TextSpan, found: TextSpan, version: tuple[str, Alignment]) -> bool:
    """Return whether what stood next to ``span`` of the old text still does, but nowhere near ``found``.

    Then other words were put in the place of the passage, and what was found is another one.
    """
    old, alignment = version
    start, end = sentence_around(old, span)
    before, after = tokens_of(old, start, span.start)[-_NEXT:], tokens_of(old, span.end, end)[:_NEXT]
    near = TextSpan(found.start - _DISTANT, found.end + _DISTANT)
    apart = [
        token
        for token in (*before, *after)
        if (place := alignment.token(token)) is not None and not near.overlaps(*place)
    ]
    all_of_it = sum(weight(token.key) for token in (*before, *after))
    return sum(weight(token.key) for token in apart) > _HALF * all_of_it


def _cuts_a_word(text: str, span: TextSpan) -> bool:
    return any(
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (span.start, span.end)
    )


def _with_white_space(text: str, span: TextSpan, exact: str) -> TextSpan:
    """Return ``span`` with the white space that ``exact`` has at its ends, if it stands there."""
    start, end = span
    lead, tail = exact[: len(exact) - len(exact.lstrip())], exact[len(exact.rstrip()) :]
    if lead and text[max(0, start - len(lead)) : start] == lead:
        start -= len(lead)
    if tail and text[end : end + len(tail)] == tail:
        end += len(tail)
    return TextSpan(start, end)


def _as_cut(text: str, span: TextSpan, exact: str) -> TextSpan:
    """Return ``span`` without the rest of a word at either end, if ``exact`` ends within that word."""
    start, end = span
    wanted, there = tokens_of(exact), tokens_of(text, start, end)
    first, last = (exact[token.start : token.end] for token in (wanted[0], wanted[-1]))
    if text.startswith(last, there[-1].start):
        end = there[-1].start + len(last)
    if text.endswith(first, start, there[0].end):
        start = there[0].end - len(first)
    return TextSpan(start, end)


def reanchored_correction(correction: Correction, anchorer: Anchorer) -> Correction:
    """Return ``correction`` with the place that its passage has in the text of ``anchorer``.

    It stays as it is, and so has no effect, where the passage has none: where it is lost, where a name
    is another name by now, and where it is doubtful whether what is a quotation now was it before.
    """
    target = correction.target
    if target is None or correction.is_of(anchorer.text_hash):
        return correction
    found = anchorer.anchor(target)
    if found.span is None:
        return correction
    same = keys_of(found.span.of(anchorer.text)) == keys_of(target.quote.exact)
    if not same and not (correction.kind.is_of_quotation and found.sure):
        return correction
    return replace(correction, target=describe(anchorer.text, found.span, anchorer.text_hash))
