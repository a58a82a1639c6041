"""A terminal is resized at any moment: neither the place nor what is selected is lost."""

from tests.support.widgets import article_of, screen_lines, showing_article
from tui.domain.text.spans import TextSpan
from tui.ui.article.layout import Typesetting
from tui.ui.article.selection import Unit
from tui.ui.article.view import ArticleView

TEXT = "\n\n".join(
    f"Paragraph {number} tells of 東京 and 👩‍👩‍👧. "
    + "It goes on, with enough for more rows. " * (number % 5)
    for number in range(1, 80)
)
FIRST = (80, 24)
SIZES = [(60, 20), (150, 60), (20, 6), FIRST]


def read_on(view: ArticleView) -> None:
    view.go_to(TEXT.index("Paragraph 40"))


def read_to_the_end(view: ArticleView) -> None:
    view.action_last()


def scroll_away(view: ArticleView) -> None:
    view.go_to(TEXT.index("Paragraph 20"))
    view.scroll_to(y=view.rows.row_at(TEXT.index("Paragraph 60")), animate=False)


def scroll_back(view: ArticleView) -> None:
    view.go_to(TEXT.index("Paragraph 60"))
    view.scroll_to(y=view.rows.row_at(TEXT.index("Paragraph 20")) + 1, animate=False)


def scroll_out_of_sight(view: ArticleView) -> None:
    """The cursor just above what is seen, the end of the text below it: a larger screen shows both."""
    view.action_last()
    view.scroll_to(y=view.scroll_offset.y - 5, animate=False)
    view.go_to(view.reading_offset - 1, jump=False)
    view.scroll_to(y=view.cursor_row + 1, animate=False)


def select_a_family(view: ArticleView) -> None:
    start = TEXT.index("👩", TEXT.index("Paragraph 30"))
    view.select(TextSpan(start, start + 5))


def select_sentences(view: ArticleView) -> None:
    view.go_to(TEXT.index("Paragraph 33"))
    view.selector.start(Unit.SENTENCE)
    view.count = 30
    view.action_move("row", -1)


WAYS = [
    read_on,
    read_to_the_end,
    scroll_away,
    scroll_back,
    scroll_out_of_sight,
    select_a_family,
    select_sentences,
]


async def test_no_size_loses_the_place_or_what_is_selected() -> None:
    async with showing_article(article_of(TEXT), FIRST) as (view, pilot):
        for act in WAYS:
            view.leave_selection()
            act(view)
            await pilot.pause()
            place, before = view.place, screen_lines(view.app)
            before_resizing = view.cursor, view.selected, view.selector.current
            for size in SIZES:
                await pilot.resize_terminal(*size)
                row = view.rows.row_at(place) - view.scroll_offset.y
                assert 0 <= row < view.height, f"{act.__name__}: the place is not seen at {size}"
                here = view.cursor, view.selected, view.selector.current
                assert here == before_resizing, act.__name__
            await pilot.pause()
            assert screen_lines(view.app) == before, f"{act.__name__}: not the same screen as before"


async def test_no_setting_of_the_text_loses_what_one_has_scrolled_to() -> None:
    async with showing_article(article_of(TEXT), FIRST) as (view, pilot):
        scroll_away(view)
        await pilot.pause()
        place, before = view.place, view.scroll_offset
        for setting in (Typesetting(2, 3, True), Typesetting(1, 1, True), Typesetting(2, 1, False)):
            view.setting = setting
            view.measure = 32
            assert view.rows.row_at(place) == view.scroll_offset.y
        view.setting, view.measure = Typesetting(), 72
        assert view.scroll_offset == before


async def test_who_moves_after_a_resize_goes_on_from_there() -> None:
    async with showing_article(article_of(TEXT), FIRST) as (view, pilot):
        scroll_away(view)
        await pilot.resize_terminal(40, 12)
        await pilot.press("j", "j")
        place = view.place
        assert view.cursor == place > TEXT.index("Paragraph 60")
        await pilot.resize_terminal(*FIRST)
        await pilot.pause()
        assert view.place == place
