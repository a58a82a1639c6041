"""The rows of a whole article."""

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Block, BlockKind
from tui.widgets.text_layout import TextLayout

PARAGRAPH = (
    st.text(st.sampled_from("ab é漢 👩\u200d🚀.-"), min_size=1, max_size=80).map(str.strip).filter(bool)
)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE, BlockKind.HEADING])


def article_of(parts: list[tuple[str, BlockKind]]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for part, kind in parts:
        if text:
            text += "\n\n"
        blocks.append(Block(len(text), len(text) + len(part), kind))
        text += part
    return text, blocks


@given(st.lists(st.tuples(PARAGRAPH, KINDS), max_size=8), st.integers(8, 60))
def test_every_visible_character_stands_on_one_row_and_is_found_there(
    parts: list[tuple[str, BlockKind]], width: int
) -> None:
    text, blocks = article_of(parts)
    layout = TextLayout(text, blocks, width)
    shown = [(layout.row(n).start, layout.row(n).end) for n in range(len(layout))]
    assert shown == sorted(shown)
    for number, (start, end) in enumerate(shown):
        for offset in range(start, end):
            assert layout.row_at(offset) == number
    covered = {offset for start, end in shown for offset in range(start, end)}
    assert all(offset in covered or text[offset].isspace() for offset in range(len(text)))


@given(st.lists(st.tuples(PARAGRAPH, KINDS), min_size=1, max_size=8), st.integers(8, 60))
def test_the_first_row_of_each_block_is_known(parts: list[tuple[str, BlockKind]], width: int) -> None:
    text, blocks = article_of(parts)
    layout = TextLayout(text, blocks, width)
    for number, block in enumerate(blocks):
        row = layout.row(layout.first_row_of(number))
        assert (row.start, row.block, row.first, row.blank) == (block.start, number, True, False)


def test_paragraphs_stand_apart_and_items_of_a_list_together() -> None:
    text, blocks = article_of(
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
