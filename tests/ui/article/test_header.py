"""What the line above the article says."""

from dataclasses import replace

import pytest

from tests.support.widgets import WidgetApp, shown
from tui.domain.article import Article
from tui.ui.article.header import ArticleHeader, publication_day, reading_time


@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-03-02", "2 March 2025"), ("2024-12-31", "31 December 2024"), ("soon", "soon"), ("", "")],
)
def test_days_are_shown_in_words(day: str, words: str) -> None:
    assert publication_day(day) == words


def test_a_long_time_is_shown_in_hours() -> None:
    assert [reading_time(minutes) for minutes in (1, 119, 120, 2899)] == ["1 min", "119 min", "2 h", "48 h"]


@pytest.mark.parametrize(
    ("width", "ending"), [(100, "The Paper · 2 March 2025 · 1 min"), (44, "  1 min")], ids=["wide", "narrow"]
)
async def test_title_source_day_and_time_stand_on_one_row(width: int, ending: str) -> None:
    header = ArticleHeader()
    article = Article(
        "x", "", (), title="A headline that is much too short", date="2025-03-02", site="The Paper"
    )
    article = replace(article, title=article.title * (1 if width == 100 else 3))
    app = WidgetApp(header)
    async with app.run_test(size=(width, 5)) as pilot:
        header.article = article
        await pilot.pause()
        line = shown(app).splitlines()[0].strip()
        assert line.startswith("A headline that is much")
        assert line.endswith(ending)
        assert ("…" in line) == (width < 100)
        assert len(line) <= width


async def test_a_name_of_wide_characters_takes_no_more_room_and_gives_no_orders() -> None:
    header = ArticleHeader()
    article = Article("x", "", (), title="Title", site="漢字\x1b]0;evil\x07の新聞" * 9)
    async with WidgetApp(header).run_test(size=(80, 5)) as pilot:
        header.article = article
        await pilot.pause()
        line = shown(header.app).splitlines()[0]
        assert line.split() == ["Title", "漢字の新聞漢字の新聞漢字の新…", "·", "1", "min"]
