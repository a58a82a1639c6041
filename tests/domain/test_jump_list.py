"""The way back."""

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Article
from tui.domain.navigation import MOST, JumpList, Location

ONE, OTHER = Article("one.txt", "one", ()), Article("other.txt", "other", ())


def test_back_and_forward_lead_over_the_jumps() -> None:
    trail = JumpList()
    trail.leave(Location(ONE, 10))
    trail.leave(Location(ONE, 20))
    assert trail.back(Location(OTHER, 0)) == Location(ONE, 20)
    assert trail.back(Location(ONE, 21)) == Location(ONE, 10)
    assert trail.back(Location(ONE, 10)) is None
    assert trail.forward(Location(ONE, 10)) == Location(ONE, 21)
    assert trail.forward(Location(ONE, 21)) == Location(OTHER, 0)
    assert trail.forward(Location(OTHER, 0)) is None


def test_a_new_jump_forgets_what_was_ahead() -> None:
    trail = JumpList()
    trail.leave(Location(ONE, 10))
    trail.back(Location(ONE, 99))
    trail.leave(Location(ONE, 10))
    assert trail.forward(Location(ONE, 50)) is None
    assert trail.before_jump == Location(ONE, 10)


@given(st.lists(st.integers(0, 9), max_size=2 * MOST))
def test_going_back_all_the_way_and_forward_again_ends_where_it_began(places: list[int]) -> None:
    trail = JumpList()
    for place in places:
        trail.leave(Location(ONE, place))
    here = end = Location(ONE, 10)
    back, forward = 0, 0
    while (stop := trail.back(here)) is not None:
        here, back = stop, back + 1
    while (stop := trail.forward(here)) is not None:
        here, forward = stop, forward + 1
    assert here == end
    assert back == forward <= MOST
