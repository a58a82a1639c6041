"""The cursor in the text of an article, moved by keys and mouse."""

import pytest

from tests.support.widgets import PARAGRAPHS, Seen, article_of, screen_lines, showing_article
from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.view import ArticleView


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["right_parenthesis"], "It goes on with"),
        (["right_parenthesis", "right_parenthesis"], "Paragraph 2 "),
        (["right_curly_bracket", "right_curly_bracket"], "Paragraph 3 "),
        (["right_curly_bracket", "left_curly_bracket"], "Paragraph 1 "),
        (["G", "left_parenthesis", "left_parenthesis"], "Paragraph 30"),
        (["G", "home"], "Paragraph 1 "),
        (["j", "k"], "Paragraph 1 "),
        (["down", "down", "up", "up"], "Paragraph 1 "),
    ],
)
async def test_motions_put_the_cursor_where_they_say(keys: list[str], expected: str) -> None:
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        await pilot.press(*keys)
        assert view.rows.text[view.cursor :].startswith(expected)


async def test_the_cursor_never_leaves_the_screen_or_the_text() -> None:
    async with showing_article(article_of(PARAGRAPHS), (60, 12)) as (view, pilot):
        for key in [
            "pagedown",
            "j",
            "ctrl+d",
            "pagedown",
            "G",
            "j",
            "b",
            "ctrl+u",
            "k",
            "pageup",
            "pageup",
            "k",
        ]:
            await pilot.press(key)
            await pilot.pause()
            assert 0 <= view.cursor < len(PARAGRAPHS)
            assert 0 <= view.cursor_row - view.scroll_offset.y < view.height


async def test_paging_through_shows_every_row_once_or_twice() -> None:
    async with showing_article(article_of(PARAGRAPHS), (80, 14)) as (view, pilot):
        seen: set[str] = set()
        for _ in range(12):
            seen.update(screen_lines(view.app))
            await pilot.press("space")
            await pilot.pause()
        for number in range(1, 31):
            assert any(f"Paragraph {number} " in line for line in seen)


async def test_a_line_up_and_down_keeps_its_cell_across_short_rows() -> None:
    text = "A first row that is long enough for the cursor.\n\nShort.\n\nA third row, again long enough."
    async with showing_article(article_of(text)) as (view, pilot):
        view.go_to(20, jump=False)
        await pilot.press("j")
        assert view.rows.text[view.cursor] == "."
        await pilot.press("j")
        assert view.rows.cell_of(view.cursor) == 20


async def test_a_click_moves_the_cursor_and_a_second_one_on_a_name_asks_for_more() -> None:
    seen = Seen()
    start = PARAGRAPHS.index("Ada")
    async with showing_article(article_of(PARAGRAPHS), seen=seen) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((Entity(Label.PERSON, "Ada", (TextSpan(start, start + 3),)),)))
        await pilot.pause()
        line = view.render_line(0).text
        await pilot.click(view, offset=(line.index("tells"), 0))
        assert view.rows.text[view.cursor :].startswith("tells")
        assert seen.of(ArticleView.Activated) == []
        await pilot.click(view, offset=(line.index("Ada") + 1, 0))
        assert seen.of(ArticleView.Activated) == []
        await pilot.click(view, offset=(line.index("Ada"), 0))
        assert [message.offset for message in seen.of(ArticleView.Activated)] == [start]


async def test_after_scrolling_by_mouse_a_motion_starts_from_the_screen() -> None:
    async with showing_article(article_of(PARAGRAPHS), (80, 12)) as (view, pilot):
        view.scroll_to(y=40, animate=False)
        await pilot.press("j")
        assert view.cursor_row >= 40


async def test_an_empty_article_takes_every_key() -> None:
    async with showing_article(Article("x", "", ())) as (view, pilot):
        for key in ["j", "k", "space", "G", "home", "right_parenthesis", "left_curly_bracket", "enter"]:
            await pilot.press(key)
        assert view.cursor == 0
