"""The line of keys: what it says where there is little room."""

from hypothesis import given
from hypothesis import strategies as st

from tui.ui.widgets.footer import OfferedKey, keys_that_fit

KEYS = st.lists(
    st.builds(OfferedKey, st.just("x"), st.sampled_from("x⏎"), st.text("abc ", max_size=12), st.booleans()),
    max_size=12,
)


@given(KEYS, st.integers(0, 120))
def test_what_is_shown_fits_and_is_the_first_of_what_there_is(keys: list[OfferedKey], width: int) -> None:
    reported = keys_that_fit(tuple(keys), width)
    always = [key for key in keys if key.always]
    assert [key for key in reported if key.always] == always
    if sum(key.width for key in always) <= width:
        assert sum(key.width for key in reported) <= width
    others = [key for key in keys if not key.always]
    assert [key for key in reported if not key.always] == others[: len(reported) - len(always)]
