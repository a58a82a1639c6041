"""Where a quotation stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.text.folding import find_quote

TEXT = "The ferry was\nlate. The ferry  was early. (a.b) A\u00a0b"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("late", ["late"]),
        ("The ferry", ["The ferry", "The ferry"]),
        # To the letter it stands in one place alone, and then that is the one.
        ("ferry was", ["ferry was"]),
        ("was early", ["was early"]),
        ("was late", ["was\nlate"]),
        ("ferry  was", ["ferry  was"]),
        (" late.\n", ["late."]),
        ("(a.b)", ["(a.b)"]),
        ("A b", ["A\u00a0b"]),
        ("the ferry", []),
        ("axb", []),
        ("  ", ["  "]),
        ("\t", []),
        ("", []),
    ],
)
def test_to_the_letter_else_with_any_white_space(quote: str, found: list[str]) -> None:
    places = [span.of(TEXT) for span in find_quote(TEXT, quote)]
    assert places == found


@given(st.text("ab \n", max_size=30), st.data())
def test_what_stands_there_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    places = find_quote(text, quote)
    assert all(place.of(text) == quote for place in places)
    assert bool(places) == bool(quote)
    assert len(places) == (text.count(quote) if quote else 0)
