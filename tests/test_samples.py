"""The sample articles are what they are said to be, and the marked copies of two are the same text."""

import unicodedata
from pathlib import Path

import pytest

from tests.support.articles import assert_lawful
from tests.support.gold import load_gold
from tui.domain.article import Article, BlockKind, InlineStyle
from tui.sources.open import open_article
from tui.system.resources import resource

SEEDS = resource("seeds")
CLUTTER = (
    *("cookies", "Search", "Advertisement", "Double glazing", "Subscribe", "Share by", "38 comments"),
    *("inbox", "Tagged", "Swan returns", "cone_enthusiast", "Reply", "rights reserved"),
    *("written by a script", "\x1b", "x1b"),
)
MARKED = ("london-summit", "saffron-trial")


def opened(name: str) -> Article:
    return open_article(str(SEEDS / name))


def words_of(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_every_sample_opens_with_a_title_of_its_own(path: Path) -> None:
    article = open_article(str(path))

    assert_lawful(article)
    assert article.title.casefold() != path.stem.replace("-", " ").casefold()
    assert article.text.startswith(article.title)


def test_the_report_has_a_date_a_headline_and_a_standfirst() -> None:
    article = opened("london-summit.txt")

    assert article.date == "2025-03-02"
    assert article.title == "London talks seek a way forward for Ukraine after the White House row"
    assert words_of(article, BlockKind.HEADLINE) == [article.title]
    (standfirst,) = words_of(article, BlockKind.STANDFIRST)
    assert standfirst.startswith("Keir Starmer gathered")
    assert standfirst.endswith("quarrel.")
    assert 450 <= article.word_count <= 700


def test_the_feature_is_long_and_has_all_that_markdown_has() -> None:
    article = opened("lighthouse-keepers.md")

    assert article.title == "The Keepers of the Slow Light"
    assert article.word_count >= 2_000
    assert {block.level for block in article.blocks if block.kind is BlockKind.HEADING} >= {2, 3}
    kinds = {block.kind for block in article.blocks}
    assert kinds >= {BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE, BlockKind.CODE, BlockKind.RULE}
    assert {inline.style for inline in article.inlines} >= {
        *(InlineStyle.EMPHASIS, InlineStyle.STRONG, InlineStyle.LINK)
    }
    assert all("//example.org/" in inline.href for inline in article.inlines if inline.href)
    assert article.text.count("“") >= 40
    assert article.text.count('"') >= 10
    assert "Fl(3) W 20s 34m 18M" in words_of(article, BlockKind.CODE)


def test_the_web_page_is_read_without_what_surrounds_the_article() -> None:
    article = opened("quiet-junction.html")

    assert article.title == "The town that switched off its traffic lights"
    assert (article.date, article.author) == ("2024-11-09", "Dilys Marchbank")
    assert article.site == "The Wexcombe Gazette"
    assert 480 <= article.word_count <= 700
    assert words_of(article, BlockKind.HEADING) == ["Nods and waves", "What happens next"]
    for clutter in CLUTTER:
        assert clutter not in article.text
    captions = [text for text in words_of(article, BlockKind.PARAGRAPH) if "Photograph" in text]
    assert captions == ["▣ Market Cross at half past eight on a weekday. Photograph: Gazette"]
    assert article.text.rstrip().endswith("and she went first.")


def test_the_short_one_is_written_in_many_scripts() -> None:
    article = opened("reunion-table.md")

    assert 200 <= article.word_count <= 300
    scripts = {unicodedata.name(char, "NONE").split()[0] for char in article.text}
    assert scripts >= {"CJK", "HIRAGANA", "HANGUL", "ARABIC", "HEBREW", "COMBINING", "REGIONAL"}
    for cluster in ("👩🏽‍🍳", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇦", "1️⃣", "🤷🏼‍♀️", "❤️"):
        assert cluster in article.text
    for name in ("يوسف الحدّاد", "ליאת בן־עמי", "林美玲", "김하늘", "Nguyễn Thị Hương"):
        assert name in article.text
    assert unicodedata.normalize("NFD", "Nguyễn Thị Hương") in article.text


def test_the_court_report_has_all_that_makes_quotations_hard() -> None:
    gold = load_gold("saffron-trial")

    said_by_nobody = {span.of(gold.text).strip('"') for span in gold.pairs_of_marks_not_said()}
    assert said_by_nobody == {"secret", "Old Gold", "lost", "The Cornish Table", "witness", "original"}
    unclosed = [q for q in gold.quotations if not q.span.of(gold.text).endswith('"')]
    assert len(unclosed) == 1
    assert sum("said, '" in q.span.of(gold.text) for q in gold.quotations) == 2
    assert opened("saffron-trial.txt").title.startswith("The parrot")


@pytest.mark.parametrize("name", MARKED)
def test_the_marked_text_is_the_article_s(name: str) -> None:
    assert load_gold(name).text == opened(f"{name}.txt").text
