"""Stretches by place, against plain scans of a list."""

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.text.spans import Intervals, TextSpan

SPAN = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(
    lambda pair: TextSpan(pair[0], pair[0] + pair[1])
)
SPANS = st.lists(SPAN, max_size=20)


@given(SPANS, st.integers(0, 70), st.integers(1, 20))
def test_what_crosses_a_row_is_all_that_shares_a_character_with_it(
    spans: list[TextSpan], start: int, length: int
) -> None:
    end = start + length
    expected = sorted(span for span in spans if span.start < end and span.end > start)
    assert Intervals(spans).crossing(start, end) == expected


@given(SPANS, SPANS, SPANS, st.integers(0, 70))
def test_added_in_parts_it_is_the_same_as_made_at_once(
    first: list[TextSpan], second: list[TextSpan], third: list[TextSpan], start: int
) -> None:
    grown = Intervals(first)
    grown.add(second)
    grown.add(third)
    whole = Intervals([*first, *second, *third])
    assert list(grown) == list(whole)
    assert grown.crossing(start, start + 5) == whole.crossing(start, start + 5)


@given(SPANS, st.integers(0, 70), st.integers(1, 4))
def test_steps_go_to_the_nth_start_or_the_last_there_is(
    spans: list[TextSpan], offset: int, count: int
) -> None:
    intervals = Intervals(spans)
    after = [span for span in sorted(spans) if span.start > offset]
    before = [span for span in sorted(spans, reverse=True) if span.start < offset]
    for steps, candidates in ((count, after), (-count, before)):
        expected = candidates[min(count, len(candidates)) - 1] if candidates else None
        found = intervals.step(offset, steps)
        assert (found and found.start) == (expected and expected.start)
        assert intervals.step(offset, steps, lambda span: True) == found


def test_of_nested_stretches_the_inner_one_is_at_a_place() -> None:
    intervals = Intervals([TextSpan(0, 20), TextSpan(5, 8)])
    assert intervals.at(6) == TextSpan(5, 8)
    assert intervals.at(9) == TextSpan(0, 20)
    assert intervals.at(20) is None
