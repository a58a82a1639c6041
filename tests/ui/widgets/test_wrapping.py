"""Laws of wrapping: nothing lost, nothing too wide, nothing torn apart."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tui.ui.widgets.cells import grapheme_at, is_narrow, offset_at_cell, wrap

WESTERN = st.text(st.sampled_from("ab cdé — -’“ . x"), max_size=200)
ANY_LINE = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs", "Cc"]), max_size=120)
MIXED = st.text(st.sampled_from("ab \ufe0f漢字。「」 e\u0301 👩\u200d🚀 🇺🇦 שלום ✔\ufe0f-"), max_size=120)


@given(st.one_of(WESTERN, ANY_LINE, MIXED), st.integers(2, 40))
@example("x" * 100, 8)
@example("👩\u200d👩\u200d👧" * 20, 3)
@example("a \ufe0f☂ b \u0301c" * 6, 5)
@example("0\u05c6 ", 2)
@example("   leading and  double   spaces ", 9)
@example("\u2ff0  0", 2)
def test_rows_hold_all_but_white_space_in_order_and_fit(text: str, width: int) -> None:
    rows = wrap(text, 0, len(text), width)
    assert rows[0][0] >= 0
    position = 0
    for start, end in rows:
        assert position <= start <= end
        assert text[position:start].strip(" ") == ""
        assert cell_len(text[start:end]) <= width or len(split_graphemes(text[start:end])[0]) == 1
        position = end
    assert text[position:].strip(" ") == ""


@given(MIXED, st.integers(2, 20))
def test_rows_never_cut_a_grapheme(text: str, width: int) -> None:
    starts = {first for first, _, _ in split_graphemes(text)[0]} | {len(text)}
    for start, end in wrap(text, 0, len(text), width):
        assert start in starts
        assert end in starts


@given(WESTERN, st.integers(4, 40))
def test_counting_code_points_and_measuring_cells_fill_rows_alike(text: str, width: int) -> None:
    # The quick way may break a row at a hyphen where the other would not; never later.
    quick = wrap(text, 0, len(text), width, narrow=True)
    assert all(end - start <= width for start, end in quick)
    assert is_narrow(text)


def test_all_characters_taken_for_narrow_are_one_cell_wide() -> None:
    wrong = [hex(code) for code in range(0x20, 0x3000) if is_narrow(chr(code)) and cell_len(chr(code)) != 1]
    assert wrong == []


def test_offsets_count_from_the_whole_text() -> None:
    text = "skip this. The rest of it is wrapped"
    rows = wrap(text, 11, len(text), 10)
    assert [text[start:end] for start, end in rows] == ["The rest", "of it is", "wrapped"]


def test_a_long_word_breaks_after_its_hyphens() -> None:
    text = "a once-in-a-generation-and-a-half moment"
    rows = wrap(text, 0, len(text), 16)
    assert [text[start:end] for start, end in rows] == ["a once-in-a-", "generation-and-", "a-half moment"]


def test_wide_text_breaks_between_characters_but_not_before_a_full_stop() -> None:
    text = "東京都知事は語った。次に"
    rows = [text[start:end] for start, end in wrap(text, 0, len(text), 18)]
    assert rows[0] == "東京都知事は語っ"
    assert rows[1] == "た。次に"


@given(MIXED, st.integers(0, 60))
def test_a_cell_leads_to_the_grapheme_drawn_there(text: str, cell: int) -> None:
    offset = offset_at_cell(text, 0, len(text), cell)
    assert 0 <= offset <= len(text)
    if text:
        start, end = grapheme_at(text, 0, len(text), offset)
        assert start == offset
        assert end > start
        if cell < cell_len(text):
            assert cell_len(text[:start]) <= cell


@pytest.mark.parametrize(("cell", "expected"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (9, 2)])
def test_both_cells_of_a_wide_character_are_its_own(cell: int, expected: int) -> None:
    assert offset_at_cell("漢字x", 0, 3, cell) == expected
