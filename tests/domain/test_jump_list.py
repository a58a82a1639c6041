"""The way back."""

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Article
from tui.domain.navigation import MOST, Stop, Trail

ONE, OTHER = Article("one.txt", "one", ()), Article("other.txt", "other", ())


def test_back_and_forward_lead_over_the_jumps() -> None:
    trail = Trail()
    trail.leave(Stop(ONE, 10))
    trail.leave(Stop(ONE, 20))
    assert trail.back(Stop(OTHER, 0)) == Stop(ONE, 20)
    assert trail.back(Stop(ONE, 21)) == Stop(ONE, 10)
    assert trail.back(Stop(ONE, 10)) is None
    assert trail.forward(Stop(ONE, 10)) == Stop(ONE, 21)
    assert trail.forward(Stop(ONE, 21)) == Stop(OTHER, 0)
    assert trail.forward(Stop(OTHER, 0)) is None


def test_a_new_jump_forgets_what_was_ahead() -> None:
    trail = Trail()
    trail.leave(Stop(ONE, 10))
    trail.back(Stop(ONE, 99))
    trail.leave(Stop(ONE, 10))
    assert trail.forward(Stop(ONE, 50)) is None
    assert trail.before_jump == Stop(ONE, 10)


@given(st.lists(st.integers(0, 9), max_size=2 * MOST))
def test_going_back_all_the_way_and_forward_again_ends_where_it_began(places: list[int]) -> None:
    trail = Trail()
    for place in places:
        trail.leave(Stop(ONE, place))
    here = end = Stop(ONE, 10)
    back, forward = 0, 0
    while (stop := trail.back(here)) is not None:
        here, back = stop, back + 1
    while (stop := trail.forward(here)) is not None:
        here, forward = stop, forward + 1
    assert here == end
    assert back == forward <= MOST
