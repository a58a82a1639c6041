"""What holds of every correction of every text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import text_hash
from tests.support.corrections import K, corrections_of, idle, name, spans_of, texts_with_names
from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import describe
from tui.domain.corrections.apply import corrected, reviewed_spans
from tui.domain.corrections.correction import NOBODY, Correction
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan


@st.composite
def corrected_texts(draw: st.DrawFn) -> tuple[str, Analysis, list[Correction]]:
    """A text and corrections, each of what those before it leave."""
    text, found = draw(texts_with_names())
    made: list[Correction] = []
    for _ in range(draw(st.integers(0, 6))):
        made.append(draw(corrections_of(corrected(found, text, text_hash(text), made), text)))
    return text, found, made


@settings(max_examples=100, deadline=None)
@given(corrected_texts(), st.randoms(use_true_random=False))
def test_whatever_is_corrected_in_whatever_order(case: tuple, random) -> None:
    text, found, made = case
    shuffled = random.sample(made, len(made))
    for corrections in (made, shuffled, made[1:], shuffled[:-1]):
        result = corrected(found, text, text_hash(text), corrections)
        spans = spans_of(result)
        assert all(
            one.end <= other.start for one, other in zip(sorted(spans), sorted(spans)[1:], strict=False)
        )
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for one in result.entities:
            assert one.mentions == tuple(sorted(one.mentions))
            assert one.name
        order = [(-len(one.mentions), one.mentions[0], one.label) for one in result.entities]
        assert order == sorted(order)
        kinds = {correction.kind for correction in corrections}
        if not kinds & {K.REMOVE, K.ADD}:
            assert sorted(spans) == sorted(spans_of(found))
        elif K.REMOVE not in kinds:
            covered = {offset for span in spans for offset in range(*span)}
            added = [c.target.span for c in corrections if c.kind is K.ADD]
            for span in spans_of(found):
                assert span.start in covered or any(span.overlaps(*one) for one in added)
        names = {one.name for one in result.entities} | {q.speaker.name for q in found.quotations} | {None}
        assert {quote.speaker.name for quote in result.quotations if quote.speaker} <= names
        taken = {each.target.span for each in corrections if each.kind is K.NOT_A_QUOTE}
        assert [q.span for q in result.quotations] == [
            q.span for q in found.quotations if q.span not in taken
        ]


@settings(max_examples=100, deadline=None)
@given(corrected_texts())
def test_what_changes_nothing_can_be_left_out(case: tuple) -> None:
    text, found, made = case
    without = [one for one in made if one not in idle(found, text, made)]
    assert corrected(found, text, text_hash(text), without) == corrected(found, text, text_hash(text), made)


@settings(max_examples=100, deadline=None)
@given(texts_with_names(), st.data())
def test_a_correction_holds_and_saying_it_twice_is_saying_it_once(case: tuple, data) -> None:
    text, found = case
    made = data.draw(corrections_of(found, text))
    once = corrected(found, text, text_hash(text), [made])
    assert corrected(found, text, text_hash(text), [made, made]) == once
    before = {(one.label, one.name): set(one.mentions) for one in found.entities}
    after = {(one.label, one.name): set(one.mentions) for one in once.entities}
    meant = before.get((made.entity.label, made.entity.name), set())
    if made.kind is K.RELABEL:
        assert after[made.label, made.entity.name] >= meant
    elif made.kind is K.MERGE:
        assert after[made.into.label, made.into.name] >= meant
    elif made.kind is K.REMOVE and made.target is None:
        assert not meant & set(spans_of(once))
    elif made.kind is K.REMOVE:
        assert set(spans_of(once)) == set(spans_of(found)) - {made.target.span}
    elif made.kind is K.NOT_A_QUOTE:
        assert set(found.quotations) - set(once.quotations) == {
            quote for quote in found.quotations if quote.span == made.target.span
        }
    elif made.kind is K.SPEAKER:
        (quote,) = [quote for quote in once.quotations if quote.span == made.target.span]
        assert ((quote.speaker and quote.speaker.name) or "") == made.entity.name
        assert quote.is_clear == (made.entity != NOBODY)
    elif made.kind is K.ADD and made.target.quote.exact.strip():
        start = made.target.span.start + len(made.target.quote.exact) - len(made.target.quote.exact.lstrip())
        here = TextSpan(start, start + len(made.target.quote.exact.strip()))
        assert here in spans_of(once)


@settings(max_examples=60, deadline=None)
@given(texts_with_names(), st.data())
def test_corrections_of_different_names_may_be_made_in_any_order(case: tuple, data) -> None:
    text, found = case
    chosen = [one for one in found.entities if one.label is Label.PERSON]
    made = [
        Correction(K.REMOVE, name("PERSON", one.name), wordings=())
        if data.draw(st.booleans())
        else Correction(K.RELABEL, name("PERSON", one.name), Label.ORG)
        for one in chosen
    ]
    forwards = corrected(found, text, text_hash(text), made)
    assert corrected(found, text, text_hash(text), made[::-1]) == forwards


@settings(max_examples=60, deadline=None)
@given(texts_with_names(), st.data())
def test_corrections_of_different_quotations_may_be_made_in_any_order(case: tuple, data) -> None:
    text, found = case
    speakers = [NOBODY, *(name(one.label, one.name) for one in found.entities)]
    made = [
        Correction(K.NOT_A_QUOTE, NOBODY, target=describe(text, quote.span, text_hash(text)))
        if data.draw(st.booleans())
        else Correction(
            K.SPEAKER,
            data.draw(st.sampled_from(speakers)),
            target=describe(text, quote.span, text_hash(text)),
        )
        for quote in found.quotations
    ]
    forwards = corrected(found, text, text_hash(text), made)
    assert corrected(found, text, text_hash(text), made[::-1]) == forwards
    # They say nothing of the names.
    assert forwards.entities == found.entities
    nothing = reviewed_spans(found, text, text_hash(text), made)
    assert (nothing.mentions, nothing.nameless) == ((), ())


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60), st.data())
def test_any_passage_of_any_text_can_be_added(text: str, data) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    target = describe(text, TextSpan(start, end), text_hash(text))
    added = Correction(K.ADD, name("MISC", text[start:end]), target=target)
    result = corrected(Analysis(), text, text_hash(text), [added])
    for one in result.entities:
        assert one.name == one_line(text[start:end])
        assert {span.of(text) for span in one.mentions} == {text[start:end].strip()}
    assert bool(result.entities) == bool(one_line(text[start:end]))
