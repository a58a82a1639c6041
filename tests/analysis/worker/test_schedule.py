import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.worker.serving import Schedule
from tui.domain.text.spans import TextSpan


def tens(count: int) -> Schedule:
    return Schedule([TextSpan(10 * number, 10 * number + 10) for number in range(count)])


def test_what_is_read_comes_first_and_what_follows_before_what_went_before() -> None:
    schedule, order = tens(6), []
    while schedule:
        number = schedule.nearest(25)
        schedule.done(number)
        order.append(number)
    assert order == [2, 3, 4, 1, 5, 0]


@given(st.integers(1, 30), st.lists(st.integers(-5, 400), min_size=30, max_size=30))
def test_every_piece_comes_once_wherever_the_reader_jumps(count: int, focuses: list[int]) -> None:
    schedule, order = tens(count), []
    for focus in focuses[:count]:
        number = schedule.nearest(focus)
        assert schedule.is_open(number)
        schedule.done(number)
        order.append(number)
    assert sorted(order) == list(range(count))
    assert schedule.known() == [TextSpan(0, 10 * count)]
    with pytest.raises(IndexError):
        schedule.nearest(0)


def test_known_stretches_are_joined() -> None:
    schedule = tens(6)
    for number in (5, 1, 2):
        schedule.done(number)
    assert schedule.known() == [TextSpan(10, 30), TextSpan(50, 60)]
    assert len(schedule) == 3
