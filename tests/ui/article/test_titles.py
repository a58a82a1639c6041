"""What the titles and feet of frames say."""

from dataclasses import replace

import pytest

from tui.domain.article import Article
from tui.ui.article.titles import (
    Tab,
    article_title,
    percent,
    progress_in_words,
    publication_day,
    reading_time,
    tabs_title,
)
from tui.ui.widgets.cells import cell_width

TABS = (Tab("entities", "2", "Names", 48), Tab("quotes", "3", "Quotes", 14), Tab("notes", "4", "Notes"))


@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-03-02", "2 March 2025"), ("2024-12-31", "31 December 2024"), ("soon", "soon"), ("", "")],
)
def test_days_are_shown_in_words(day: str, words: str) -> None:
    assert publication_day(day) == words


def test_a_long_time_is_shown_in_hours() -> None:
    assert [reading_time(minutes) for minutes in (1, 119, 120, 2899)] == ["1 min", "119 min", "2 h", "48 h"]


def test_how_far_one_is_goes_with_the_time_that_is_left() -> None:
    article = Article("x", "word " * 2_000, (), title="Title")
    assert progress_in_words(article, 0.5).startswith("50 % · ")
    assert progress_in_words(article, 0.5).endswith(" min left")
    assert progress_in_words(article, 1.0) == percent(1.0) == "100 %"


ARTICLE = Article("x", "", (), title="A headline that is much too short", date="2025-03-02", site="The Paper")


@pytest.mark.parametrize(
    ("width", "named", "title"),
    [
        (60, False, "1 Article · The Paper · 2 March 2025"),
        (30, False, "1 Article · 2 March 2025"),
        (20, False, "1 Article"),
        (60, True, "1 A headline that is much too short"),
        (20, True, "1 A headline that i…"),
    ],
)
def test_the_frame_names_the_article_once_its_headline_is_out_of_sight(
    width: int, named: bool, title: str
) -> None:
    assert article_title(ARTICLE, "1", width, named=named, active=True).plain == title


def test_a_name_of_wide_characters_takes_no_more_room_and_gives_no_orders() -> None:
    article = replace(ARTICLE, title="漢字\x1b]0;evil\x07の[b]新聞" * 9, site="漢字\x1b]0;evil\x07の新聞" * 9)
    for named in (True, False):
        title = article_title(article, "1", 40, named=named, active=False).plain
        assert cell_width(title) <= 40
        assert title.isprintable()
        assert "evil" not in title
    assert "[b]" in article_title(article, "", 40, named=True, active=False).plain


@pytest.mark.parametrize(
    ("width", "title"),
    [
        (40, "2 Names 48 ─ 3 Quotes 14 ─ 4 Notes"),
        (32, "2 Names 48  3 Quotes 14  4 Notes"),
        (30, "2 Names ─ 3 Quotes ─ 4 Notes"),
        (25, "2 Names 3 Quotes 4 Notes"),
    ],
)
def test_tabs_have_their_keys_and_as_many_counts_as_there_is_room_for(width: int, title: str) -> None:
    written = tabs_title(TABS, "quotes", width)
    assert written.plain == title
    assert cell_width(title) <= width


def test_the_tab_that_is_open_looks_otherwise() -> None:
    assert tabs_title(TABS, "quotes", 40).markup != tabs_title(TABS, "notes", 40).markup


def test_a_tab_without_a_key_has_none() -> None:
    assert tabs_title((Tab("notes", "", "Notes", 3),), "notes", 40).plain == "Notes 3"
