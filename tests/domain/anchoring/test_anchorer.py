"""Passages find their place again in other versions of their text, or say that they do not."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import edits
from tests.support.articles import text_hash
from tui.domain.anchoring.anchor import Anchor, Method
from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import Annotation, TextPositionSelector, describe
from tui.domain.text.spans import TextSpan

TEXTS = st.text(st.sampled_from("ab .\n“\u00adﬁ日é"), min_size=1, max_size=60)


def anchored(old: str, span: TextSpan, new: str, *, snapshot: bool = True) -> Anchor:
    target = describe(old, span, text_hash(old))
    return Anchorer(new, text_hash(new), {text_hash(old): old}.get if snapshot else lambda _: None).anchor(
        target
    )


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, TextSpan]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, TextSpan(start, draw(st.integers(start + 1, len(text))))


@given(passages())
def test_in_the_same_text_it_is_where_it_was(passage: tuple[str, TextSpan]) -> None:
    text, span = passage
    assert anchored(text, span, text) == Anchor(span, Method.EXACT)


@settings(max_examples=200, deadline=None)
@given(passages(), TEXTS, st.booleans(), st.integers(0, 9), st.integers(0, 9))
def test_whatever_becomes_of_the_text_it_is_a_place_in_it_or_none(
    passage: tuple[str, TextSpan], new: str, snapshot: bool, start: int, length: int
) -> None:
    old, span = passage
    target = describe(old, span, text_hash(old))
    odd = replace(target, position=TextPositionSelector(start, start + length))
    for each in (target, odd):
        found = Anchorer(
            new, text_hash(new), {text_hash(old): old}.get if snapshot else lambda _: None
        ).anchor(each)
        for place in (found.span, found.guess):
            assert place is None or 0 <= place.start < place.end <= len(new)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.text(st.sampled_from("xyz \n."), max_size=30))
def test_paragraphs_put_in_elsewhere_never_move_it_wrongly(seed: int, other: str) -> None:
    text = edits.articles()[seed % len(edits.articles())]
    span = edits.sentences(text)[seed % len(edits.sentences(text))]
    found = anchored(text, span, f"{other}\n\n{text}\n\n{other}")
    assert found.span is None or found.span == TextSpan(
        span.start + len(other) + 2, span.end + len(other) + 2
    )


def test_of_many_edits_none_ends_at_a_wrong_place_and_most_are_found() -> None:
    kinds = edits.scores(with_snapshot=True, number=20)
    assert sum(sum(score.survived.values()) + sum(score.others.values()) for score in kinds.values()) >= 200
    assert {kind: score.wrong for kind, score in kinds.items() if score.wrong} == {}
    survived = sum(sum(score.survived.values()) for score in kinds.values())
    assert sum(score.found for score in kinds.values()) >= 0.95 * survived


HARBOUR = (
    "The council will vote on the harbour plan on Monday, said Ana Brook. The council will vote on the"
    " harbour levy on Tuesday, said Tom Field.\n\n"
    '"We cannot pay for this," said Ana Brook. "We cannot pay for that," said Tom Field. "We will not pay'
    ' for this," said the harbour master.\n\n'
    "In the first quarter the port lost 4,000 tonnes of trade. In the second quarter the port lost 4,100"
    " tonnes of trade. In the third quarter the port gained 4,000 tonnes of trade.\n\n"
    "Ana Brook praised Tom Field. Tom Field praised Ana Brook. Neither of them praised the harbour master."
)


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_name_is_not_taken_for_the_same_name_in_another_sentence(snapshot: bool) -> None:
    swapped = re.sub("Field|Brook", lambda name: {"Field": "Brook"}.get(name.group(), "Field"), HARBOUR)
    start = HARBOUR.index("Field.")
    found = anchored(HARBOUR, TextSpan(start, start + 5), swapped, snapshot=snapshot)
    assert found.is_orphan or found.is_doubtful


def test_of_names_that_changed_places_none_is_surely_where_it_is_not() -> None:
    texts = [HARBOUR] * 4 + list(edits.articles())
    verdicts: Counter[tuple[str, bool]] = Counter()
    for edit in edits.swaps(texts, number=400):
        found = edits.anchored(edit)
        verdicts[edit.verdict(found), found.sure and not found.is_orphan] += 1
    assert sum(verdicts.values()) == 400
    assert verdicts["wrong", True] == 0


@pytest.mark.parametrize("words", ["time", "last time"])
def test_the_end_of_another_sentence_is_not_surely_that_of_its_own(words: str) -> None:
    old = "The shop was shut. The council paid for the lamps for the last time.\n\nAda bought the old boat."
    new = old.replace("The council paid for the lamps", "Nobody, not even Ada, came to see it")
    span = TextSpan(old.index(words), old.index(words) + len(words))
    assert anchored(old, span, new).is_doubtful
    # Half of a sentence is enough.
    new = old.replace("The council paid for", "In May he bought")
    found = anchored(old, span, new)
    assert found.sure
    assert found.span is not None
    assert found.span.of(new) == words


def test_a_short_passage_that_moves_with_its_sentence_is_surely_there() -> None:
    old = "One. The lamp at the quay was lit by the keeper. Rain fell.\n\nTwo. Nobody moved, and it was late."
    lamp = "The lamp at the quay was lit by the keeper. "
    new = old.replace(lamp, "").replace("Nobody moved", lamp + "Nobody moved")
    start = old.index("quay")
    found = anchored(old, TextSpan(start, start + 4), new)
    assert found.span is not None
    assert (found.span.of(new), found.sure) == ("quay", True)


def test_a_part_of_a_word_is_that_part_when_its_marks_have_another_style() -> None:
    old, new = "The dearest in the club's history.", "The dearest in the club’s his\u00adtory."
    start = old.index("club")
    found = anchored(old, TextSpan(start, start + 4), new)
    assert found.span is not None
    assert found.span.of(new) == "club"


def test_where_the_reader_moved_it_counts_and_the_first_place_stays() -> None:
    old, new = "One two three four.", "Nothing of that is left here at all."
    first = describe(old, TextSpan(4, 7), text_hash(old))
    moved = describe(new, TextSpan(0, 7), text_hash(new))
    note = Annotation(first, moved=moved)
    placed = Anchorer(new, text_hash(new)).place(note)
    assert placed.anchored == Anchor(TextSpan(0, 7), Method.EXACT)
    assert placed.annotation.target == first


def test_without_the_old_text_no_place_is_wrong_and_more_than_half_are_found() -> None:
    kinds = edits.scores(with_snapshot=False, seed=1, number=10)
    assert {kind: score.wrong for kind, score in kinds.items() if score.wrong} == {}
    survived = sum(sum(score.survived.values()) for score in kinds.values())
    assert sum(score.found for score in kinds.values()) >= 0.55 * survived


def test_no_more_of_the_surroundings_counts_than_another_program_gives() -> None:
    old = "Rain fell. The mill was idle. The miller slept on, and nobody woke him."
    target = describe(old, TextSpan(15, 28), "")
    short = replace(target, quote=replace(target.quote, prefix="The ", suffix=". The miller"))
    new = f"Much was new here.\n\n{old}\n\nAnd here."
    span = Anchorer(new, text_hash(new)).anchor(short).span
    assert span is not None
    assert span.of(new) == "mill was idle"
