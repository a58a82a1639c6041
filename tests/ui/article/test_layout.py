"""The rows of a whole article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes
from rich.style import Style

from tests.support.widgets import KINDS, PARAGRAPH, SETTINGS, blocks_of
from tui.domain.article import Block, BlockKind
from tui.ui.article.layout import TextLayout, Typesetting
from tui.ui.article.painter import paint_row


@given(st.lists(st.tuples(PARAGRAPH, KINDS), max_size=8), st.integers(8, 60), SETTINGS)
def test_every_visible_character_stands_on_one_row_and_is_found_there(
    parts: list[tuple[str, BlockKind]], width: int, setting: Typesetting
) -> None:
    text, blocks = blocks_of(parts)
    layout = TextLayout(text, blocks, width, setting)
    shown = [(layout.row(n).start, layout.row(n).end) for n in range(len(layout))]
    assert shown == sorted(shown)
    for number, (start, end) in enumerate(shown):
        for offset in range(start, end):
            assert layout.row_at(offset) == number
    covered = {offset for start, end in shown for offset in range(start, end)}
    assert all(offset in covered or text[offset].isspace() for offset in range(len(text)))


@given(st.lists(st.tuples(PARAGRAPH, KINDS), min_size=1, max_size=8), st.integers(8, 60), SETTINGS)
def test_the_first_row_of_each_block_is_known(
    parts: list[tuple[str, BlockKind]], width: int, setting: Typesetting
) -> None:
    text, blocks = blocks_of(parts)
    layout = TextLayout(text, blocks, width, setting)
    for number, block in enumerate(blocks):
        row = layout.row(layout.first_row_of(number))
        assert (row.start, row.block, row.first, row.blank) == (block.start, number, True, False)


def test_a_line_of_signs_is_one_row_right_below_its_heading() -> None:
    text = f"Steel or elm\n{'=' * 50}\n\nElm."
    blocks = [Block(0, 12, BlockKind.HEADING, 1), Block(13, 63, BlockKind.RULE), Block(65, 69)]
    layout = TextLayout(text, blocks, 20)
    assert [layout.row(number).block for number in range(len(layout)) if not layout.row(number).blank] == [
        0,
        1,
        2,
    ]
    assert (layout.row(0).start, layout.row(1).start) == (0, 13)


def drawn(layout: TextLayout, number: int) -> str:
    """What is painted of a row, without its gutter and margin."""
    row = layout.row(number)
    segments = paint_row(layout, row, (), lambda _: Style(), gaps=layout.gaps(number))
    return "" if row.blank else segments[-1].text


WORDS = st.lists(
    st.sampled_from(["a", "the", "e\u0301te\u0301", "漢字", "👩\u200d🚀", "considerably,", "b."]),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(st.lists(st.tuples(WORDS, KINDS), min_size=1, max_size=3), st.integers(8, 40), SETTINGS)
def test_a_cell_shows_the_character_that_is_found_there_and_is_where_that_is_drawn(
    parts: list[tuple[str, BlockKind]], width: int, setting: Typesetting
) -> None:
    text, blocks = blocks_of(parts)
    layout = TextLayout(text, blocks, width, setting)
    for number in range(len(layout)):
        row, shown = layout.row(number), drawn(layout, number)
        assert "".join(shown.split()) == "".join(text[row.start : row.end].split())
        cell = 0
        for begin, end, cells in split_graphemes(shown)[0]:
            for part in range(cells):
                found = layout.grapheme(layout.offset_at(number, cell + part))
                assert text[found.start : found.end] == shown[begin:end]
                assert layout.cell_of(found.start) <= cell + part < layout.cell_of(found.start) + cells + 3
            cell += cells


def test_justified_rows_end_together_but_for_the_last_and_for_wide_gaps() -> None:
    text = "A row of words that goes on and on, until it does not fit. Incomprehensibilities, too, end."
    layout = TextLayout(text, [Block(0, len(text))], 24, Typesetting(justify=True))
    rows = [drawn(layout, number) for number in range(len(layout))]
    assert rows == [
        "A row of words that goes",
        "on and on, until it does",
        "not fit.",
        "Incomprehensibilities,",
        "too, end.",
    ]
    text = "A row of words that goes on and then on, until it does end."
    layout = TextLayout(text, [Block(0, len(text))], 21, Typesetting(justify=True))
    rows = [drawn(layout, number) for number in range(len(layout))]
    assert rows == ["A row  of words  that", "goes on and then  on,", "until it does end."]
    assert layout.gaps(len(layout) - 1) == []


@pytest.mark.parametrize("spacing", [1, 2])
def test_the_last_line_of_a_paragraph_is_never_spread(spacing: int) -> None:
    parts = [
        ("one two three", BlockKind.PARAGRAPH),
        ("a bc", BlockKind.LIST_ITEM),
        ("de f g", BlockKind.PARAGRAPH),
    ]
    text, blocks = blocks_of(parts)
    layout = TextLayout(text, blocks, 9, Typesetting(justify=True, line_spacing=spacing))
    rows = [drawn(layout, number) for number in range(len(layout))]
    assert [row for row in rows if row.strip()] == ["one   two", "three", "a bc", "de f g"]


def test_double_spacing_leaves_a_row_free_between_lines_and_two_between_paragraphs() -> None:
    text, blocks = blocks_of([("one two three", BlockKind.PARAGRAPH), ("four", BlockKind.PARAGRAPH)])
    layout = TextLayout(text, blocks, 8, Typesetting(line_spacing=2))
    assert [drawn(layout, number) for number in range(len(layout))] == [
        "one two",
        "",
        "three",
        "",
        "",
        "four",
    ]


def test_paragraphs_stand_apart_and_items_of_a_list_together() -> None:
    text, blocks = blocks_of(
        [("one", BlockKind.PARAGRAPH), ("two", BlockKind.LIST_ITEM), ("three", BlockKind.LIST_ITEM)]
    )
    layout = TextLayout(text, blocks, 40)
    rows = [layout.row(number) for number in range(len(layout))]
    assert [text[row.start : row.end] for row in rows] == ["one", "", "two", "three"]
    assert [row.blank for row in rows] == [False, True, False, False]


def test_an_empty_article_has_one_empty_row() -> None:
    layout = TextLayout("", (), 40)
    assert len(layout) == 1
    assert layout.row_at(0) == 0


def test_a_paragraph_of_two_million_characters_in_one_line_is_laid_out() -> None:
    text = "word " * 400_000
    layout = TextLayout(text, [Block(0, len(text) - 1)], 72)
    assert layout.row(layout.row_at(1_000_000)).start <= 1_000_000
    assert all(layout.row(n).end - layout.row(n).start <= 72 for n in range(0, len(layout), 997))


def test_lines_of_code_keep_their_ends_and_spaces() -> None:
    text = "def f():\n    return 1"
    layout = TextLayout(text, [Block(0, len(text), BlockKind.CODE)], 40)
    assert [text[layout.row(n).start : layout.row(n).end] for n in range(len(layout))] == [
        "def f():",
        "    return 1",
    ]
