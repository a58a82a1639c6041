"""What is shown of a long text before all of it is wrapped is what is shown afterwards."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.widgets import KINDS, PARAGRAPH, PARAGRAPHS, SETTINGS, article_of, showing_article
from tests.support.widgets import blocks_of as parts_of
from tui.domain.article import Article, BlockKind
from tui.ui.article.layout import TextLayout, Typesetting
from tui.ui.article.view import ArticleView
from tui.ui.article.viewport import LONG, rows_around

BOOK = article_of("\n\n".join([PARAGRAPHS] * (LONG // len(PARAGRAPHS) + 1)))


def shown(layout: TextLayout, top: int, height: int) -> list[tuple[object, ...]]:
    """What one sees of each row, from the first to the last line of the view."""
    rows = [layout.row(number) for number in range(top, min(top + height, len(layout)))]
    blocks = layout.blocks
    return [(row.start, row.end, row.first, row.blank, blocks[row.block].start) for row in rows]


@given(
    st.lists(st.tuples(PARAGRAPH, KINDS), min_size=1, max_size=12),
    st.data(),
    st.integers(1, 6),
    st.integers(8, 40),
    SETTINGS,
)
def test_it_is_what_the_whole_layout_shows_there(
    parts: list[tuple[str, BlockKind]], data: st.DataObject, height: int, columns: int, setting: Typesetting
) -> None:
    text, blocks = parts_of(parts)
    offset = data.draw(st.integers(0, len(text) - 1), "offset")
    above = data.draw(st.integers(0, height - 1), "lines above")
    ahead = rows_around(Article("x", text, tuple(blocks)), offset, above, height, columns, setting)
    whole = TextLayout(text, blocks, columns, setting)
    top = max(0, min(whole.row_at(offset) - above, len(whole) - height))
    assert shown(ahead.layout, ahead.top, height) == shown(whole, top, height)


def seen_in(view: ArticleView) -> list[str]:
    return [view.render_line(line).text for line in range(view.height)]


async def test_of_a_book_in_a_new_measure_one_sees_the_same_before_and_after_it_is_wrapped() -> None:
    async with showing_article(BOOK) as (view, pilot):
        view.go_to(len(BOOK.text) // 2)
        await pilot.pause()
        stood = view.cursor_row - view.scroll_offset.y
        view.measure = 40
        at_once = seen_in(view)
        await pilot.pause()
        assert seen_in(view) == at_once
        assert view.cursor_row - view.scroll_offset.y == stood
        assert len(view.rows) == len(TextLayout(BOOK.text, BOOK.blocks, 40))


async def test_what_is_done_before_a_book_is_wrapped_is_done_in_the_new_rows() -> None:
    async with showing_article(BOOK) as (view, pilot):
        view.go_to(len(BOOK.text) // 2)
        await pilot.pause()
        view.measure = 40
        rows = TextLayout(BOOK.text, BOOK.blocks, 40)
        following = rows.row_at(view.cursor) + 1
        view.action_move("row")
        assert view.cursor_row == following + rows.row(following).blank
