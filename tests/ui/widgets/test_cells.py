from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.ui.widgets.cells import cut, gap_between, short_height, short_lines

TEXTS = st.lists(
    st.text(alphabet="abcdefgh'“”é", min_size=1, max_size=14)
    | st.sampled_from(
        ["習近平", "👩‍👩‍👧", "e\u0301tude", "שלום", "https://example.org/a/long/address", "☂\ufe0f"]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@given(TEXTS, st.integers(1, 40))
@settings(max_examples=80)
def test_a_cut_text_fits_and_begins_as_the_text_does(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_len(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    assert (short == text) == (cell_len(text) <= width)


def test_a_wide_character_is_never_halved() -> None:
    assert cut("習近平", 6) == "習近平"
    assert cut("習近平", 5) == "習近…"
    assert cut("習近平", 4) == "習…"
    assert cut("anything", 0) == ""


@given(TEXTS, st.integers(3, 40), st.integers(1, 4))
@settings(max_examples=80)
def test_short_lines_fit_and_say_when_something_is_left_out(text: str, width: int, limit: int) -> None:
    lines = short_lines(text, width, limit)
    assert 1 <= len(lines) <= limit
    assert all(cell_len(line) <= width for line in lines)
    letters = "".join("".join(lines).split())
    whole = "".join(text.split())
    assert letters == whole or (letters.endswith("…") and whole.startswith(letters[:-1]))


@given(TEXTS, st.integers(3, 40), st.integers(1, 4))
@settings(max_examples=80)
def test_the_height_is_known_without_wrapping(text: str, width: int, limit: int) -> None:
    assert short_height(text, width, limit) == len(short_lines(text, width, limit))


def test_a_number_goes_to_the_edge_by_cells() -> None:
    assert gap_between("習近平", "12", 12) == " " * 4
    assert gap_between("much too long", "12", 5) == " "
