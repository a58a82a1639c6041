"""Selecting in the text: by key, by mouse, in whole characters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes
from textual.events import MouseMove, MouseUp

from tests.support.widgets import Seen, article_of, showing_article
from tui.domain.text.spans import TextSpan
from tui.ui.article.layout import TextLayout
from tui.ui.article.painter import GUTTER
from tui.ui.article.selection import Selection, Unit, whole
from tui.ui.article.view import ArticleView

WORDS = "One two. Three four five.\n\nCafe\u0301 au lait 👩‍👩‍👧 is 東京 milk. Six."
TEXTS = st.text(alphabet="ab e\u0301👩\u200d👧🇩🇪東.\n", min_size=1, max_size=60)


@given(TEXTS, st.integers(8, 20), st.data())
def test_no_selection_cuts_what_a_reader_takes_for_one_character(
    text: str, width: int, data: st.DataObject
) -> None:
    article = article_of(text)
    rows = TextLayout(text, article.blocks, width)
    ends = st.integers(0, len(text) - 1)
    selection = Selection(data.draw(ends), data.draw(ends), data.draw(st.sampled_from(Unit)))
    start, end = selection.span(article, rows)
    assert start <= min(selection.anchor, selection.head) <= max(selection.anchor, selection.head) < end
    for row in (rows.row(number) for number in range(len(rows))):
        bounds = {row.start + first for first, _, _ in split_graphemes(text[row.start : row.end])[0]}
        for edge in (start, end):
            assert not row.start < edge < row.end or edge in bounds
    assert selection.swapped().span(article, rows) == (start, end)
    assert whole(TextSpan(start, end), rows).span(article, rows) == (start, end)


@given(TEXTS, st.integers(8, 20), st.data())
def test_steps_by_character_lead_there_and_back(text: str, width: int, data: st.DataObject) -> None:
    rows = TextLayout(text, article_of(text).blocks, width)
    offset = rows.grapheme_start(data.draw(st.integers(0, len(text) - 1)), 0)
    after = rows.grapheme_start(offset, 1)
    assert offset <= after
    if after > offset and rows.row(rows.row_at(offset)).start <= offset < rows.row(rows.row_at(offset)).end:
        assert rows.grapheme_start(after, -1) == rows.grapheme(offset).start


def selected(view: ArticleView) -> str:
    span = view.selected
    return span.of(view.rows.text) if span else ""


async def test_a_selection_is_drawn_by_every_motion_over_rows_and_paragraphs() -> None:
    async with showing_article(article_of(WORDS), (40, 12)) as (view, pilot):
        await pilot.press("v", "e")
        assert selected(view) == "One"
        await pilot.press("l", "l", "h")
        assert selected(view) == "One "
        await pilot.press("right_parenthesis", "w", "e", "e")
        assert selected(view) == "One two. Three four five"
        await pilot.press("b", "b")
        assert selected(view) == "One two. Three f"
        await pilot.press("o", "w")
        assert selected(view) == "two. Three f"
        await pilot.press("V")
        assert selected(view) == "One two. Three four five."
        await pilot.press("o", "right_curly_bracket", "w", "w", "w")
        assert selected(view) == WORDS.removesuffix(" Six.")
        await pilot.press("V")
        assert not view.is_selecting


async def test_the_emoji_of_a_family_is_one_step_and_resizing_keeps_what_is_selected() -> None:
    async with showing_article(article_of(WORDS), (40, 12)) as (view, pilot):
        view.go_to(WORDS.index("👩"))
        await pilot.press("shift+right")
        assert selected(view) == "👩‍👩‍👧"
        await pilot.press("shift+right", "shift+right")
        assert selected(view) == "👩‍👩‍👧 i"
        await pilot.press("ctrl+shift+right", "shift+right")
        assert selected(view) == "👩‍👩‍👧 is 東京"
        await pilot.resize_terminal(14, 20)
        await pilot.pause()
        assert selected(view) == "👩‍👩‍👧 is 東京"
        await pilot.press("shift+up")
        assert selected(view).endswith("👩‍👩‍👧")


async def test_what_shift_selects_goes_by_lines_and_pages_and_is_let_go_without_shift() -> None:
    async with showing_article(article_of(WORDS), (40, 12)) as (view, pilot):
        await pilot.press("w", "shift+end")
        assert selected(view) == "two. Three four five."
        await pilot.press("shift+home", "left")
        assert not view.is_selecting
        await pilot.press("ctrl+shift+end")
        assert selected(view) == WORDS
        await pilot.press("up", "shift+right", "shift+pagedown")
        assert selected(view).endswith("Six.")
        await pilot.press("shift+pageup")
        assert "milk" not in selected(view)
        # Letters draw it along whatever began it; and so do the arrows what v began.
        await pilot.press("home", "shift+right", "w", "e")
        assert selected(view) == "One two"
        await pilot.press("escape", "home", "v", "right", "right")
        assert selected(view) == "One"


async def test_the_mouse_selects_by_dragging_a_word_by_two_clicks_a_sentence_by_three() -> None:
    seen = Seen()
    async with showing_article(article_of(WORDS), (40, 12), seen) as (view, pilot):
        left = next(
            x for x in range(40) if view.offset_at(x, 0) == 0 and view.offset_at(x + 1, 0) == 1
        )  # the first letter's cell
        assert left >= GUTTER
        await pilot.mouse_down(view, offset=(left + 4, 0))
        await pilot._post_mouse_events([MouseMove], view, (left + 2, 2), button=1)
        await pilot._post_mouse_events([MouseUp], view, (left + 2, 2), button=1)
        assert selected(view) == "two. Three four five.\n\nCaf"
        await pilot.click(view, offset=(left + 10, 0))
        assert not view.is_selecting
        assert view.cursor == 10
        await pilot.click(view, offset=(left + 10, 0), times=2)
        assert selected(view) == "Three"
        await pilot.click(view, offset=(left + 10, 0), times=3)
        assert selected(view) == "Three four five."
        assert not seen.of(ArticleView.Activated)
