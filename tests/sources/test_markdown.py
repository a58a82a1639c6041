"""Markdown as an article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article
from tui.sources.files import Refusal
from tui.sources.markdown import article_from_markdown


def article(text: str, address: str = "") -> Article:
    made = article_from_markdown(text, "notes/some_file.md", address=address)
    assert_lawful(made)
    return made


def styles(made: Article) -> list[tuple[str, str, str]]:
    return [
        (inline.style.value, made.text[inline.start : inline.end], inline.href) for inline in made.inlines
    ]


def test_headings_and_the_title() -> None:
    made = article("Before.\n\n# A *fine* title #\n\nText.\n\n## Part\n\nSetext\n------\n\n# Another first\n")
    assert made.title == "A fine title"
    assert [(b.kind.value, b.level, made.text[b.start : b.end]) for b in made.blocks] == [
        ("paragraph", 0, "Before."),
        ("headline", 0, "A fine title"),
        ("paragraph", 0, "Text."),
        ("heading", 2, "Part"),
        ("heading", 2, "Setext"),
        ("heading", 1, "Another first"),
    ]


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    assert article("Only text.").title == "Some file"


def test_an_emphasised_paragraph_under_the_title_is_the_standfirst() -> None:
    assert block_texts(article("# T\n\n*All of it.*\n\n*More.*\n"))[1:] == [
        ("standfirst", "All of it."),
        ("paragraph", "More."),
    ]
    assert block_texts(article("# T\n\n*Part* of it.\n"))[1] == ("paragraph", "Part of it.")


def test_styles_nest() -> None:
    made = article(
        "A **strong *and em*** word, `code`, ~~gone~~, [a **bold** link](https://e.example/a?b=c 'T')."
    )
    assert made.text == "A strong and em word, code, gone, a bold link."
    assert styles(made) == [
        ("strong", "strong and em", ""),
        ("emphasis", "and em", ""),
        ("code", "code", ""),
        ("strike", "gone", ""),
        ("link", "a bold link", "https://e.example/a?b=c"),
        ("strong", "bold", ""),
    ]


def test_lists_keep_their_markers_and_depth() -> None:
    made = article("- one\n\n  more of one\n- two\n  1) in\n  2) out\n     * deep\n\n7. seven\n8. eight\n")
    assert [(b.kind.value, b.level, b.marker, made.text[b.start : b.end]) for b in made.blocks] == [
        ("list-item", 0, "•", "one"),
        ("list-item", 0, "", "more of one"),
        ("list-item", 0, "•", "two"),
        ("list-item", 1, "1)", "in"),
        ("list-item", 1, "2)", "out"),
        ("list-item", 2, "▪", "deep"),
        ("list-item", 0, "7.", "seven"),
        ("list-item", 0, "8.", "eight"),
    ]


def test_quotations_code_and_rules() -> None:
    made = article(
        "> Said.\n>\n> > Said before.\n\n```py\ndef f():\n\treturn 1\n\n```\n\n    two  spaces\n\n---\n\nEnd"
    )
    assert [(b.kind.value, b.level, made.text[b.start : b.end]) for b in made.blocks] == [
        ("block-quote", 0, "Said."),
        ("block-quote", 1, "Said before."),
        ("code", 0, "def f():\n    return 1"),
        ("code", 0, "two  spaces"),
        ("rule", 0, "* * *"),
        ("paragraph", 0, "End"),
    ]


def test_line_breaks() -> None:
    assert article("soft\nbreak  \nhard\\\nbreak<br>tag").text == "soft break\nhard\nbreak\ntag"


def test_a_small_table_has_aligned_columns() -> None:
    made = article("| Town | Boats |\n|---|---|\n| **Quell** | 12 |\n| 橋本 | 3 |\n")
    assert block_texts(made) == [("code", "Town   Boats\n─────  ─────\nQuell  12\n橋本   3")]


def test_a_wide_table_is_told_row_by_row() -> None:
    long = "a very long cell that goes on " * 4
    made = article(f"| Town | Words |\n|---|---|\n| Quell | {long}|\n| Orrey | |\n")
    assert block_texts(made) == [
        ("list-item", f"Town: Quell; Words: {long.strip()}"),
        ("list-item", "Town: Orrey"),
    ]


def test_images_are_told_and_html_is_dropped() -> None:
    made = article("![A *red* boat](boat.png) here\n\n<div>gone</div>\n\nA <span onclick='x'>word</span>.\n")
    assert made.text == "A red boat here\n\nA word."


def test_links_lead_only_where_a_reader_may_go() -> None:
    text = "[a](javascript:alert) [b](data:text/html,x) [c](../c) <mail@e.example> [e]()"
    assert styles(article(text)) == [
        ("link", "c", "../c"),
        ("link", "mail@e.example", "mailto:mail@e.example"),
    ]
    assert ("link", "c", "https://e.example/c") in styles(article(text, "https://e.example/x/y.md"))


def test_nothing_in_it_reaches_a_terminal() -> None:
    made = article(
        "# T\x1b[31mx\n\nA &#27;[2J&#7; [l](https://e.example/\x1b[31m) `\x9b1m`\u202e [bold]x[/bold]"
    )
    assert "[bold]x[/bold]" in made.text
    assert not any(ord(c) < 32 and c != "\n" for c in made.text)


FRONT = """---
title: "The: title"
date: {date}
authors:
  - Ann Onym
  - 'Bo Peep'
tags: [a, b]
# a comment
---
Body.
"""


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024-05-06", "2024-05-06"), ("2024-05-06T10:00:00Z", "2024-05-06"), ("2024-02-31", ""), ("May 6", "")],
)
def test_front_matter(date: str, expected: str) -> None:
    made = article(FRONT.format(date=date))
    assert (made.title, made.date, made.author) == ("The: title", expected, "Ann Onym, Bo Peep")
    assert block_texts(made) == [("headline", "The: title"), ("paragraph", "Body.")]


@pytest.mark.parametrize(
    ("line", "code"), [("lang: de-AT", "de"), ("language: 'fr'", "fr"), ("lang: all", "")]
)
def test_front_matter_may_name_the_language(line: str, code: str) -> None:
    text = f"---\ntitle: Nein\n{line}\n---\n\nDer Rat sagte nein.\n"
    assert article_from_markdown(text, "a.md").language == code


def test_a_heading_goes_before_the_title_of_front_matter() -> None:
    made = article("---\ntitle: One\nauthor: [Ann, 'Bo']\n---\n# Two\n\nBody.")
    assert (made.title, made.author) == ("Two", "Ann, Bo")
    assert block_texts(made) == [("headline", "Two"), ("paragraph", "Body.")]


@pytest.mark.parametrize(
    "text", ["---\nJust words.\n---\nMore.", "---\n---\nWords.", "---\ntitle: never closed"]
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    made = article(text)
    assert sorted("".join(made.text.split()).replace("***", "")) == sorted(
        "".join(text.split()).replace("---", "")
    )


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle:\n---\n"])
def test_no_text_no_article(text: str) -> None:
    with pytest.raises(Refusal, match="no text"):
        article_from_markdown(text, "x.md")


_PIECES = st.sampled_from(
    [
        "# ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "*",
        "**",
        "`",
        "```\n",
        "[a](b)",
        "![",
        "](",
        "| a | b |\n",
        "|---|---|\n",
        "    ",
        "\t",
        "<b>",
        "<br>",
        "&#27;",
        "&nbsp;",
        "word",
        " ",
        "~~",
        "---\n",
        "title: x\n",
        "\x1b[1m",
        "\u3000",
    ]
)


@settings(max_examples=100)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_every_text_makes_a_lawful_article_or_none(text: str) -> None:
    try:
        made = article_from_markdown(text, "x.md")
    except Refusal:
        return
    assert_lawful(made)


def test_html_alone_is_shown_as_it_is_written() -> None:
    assert article("<div>\nWords\n</div>\n").text == "<div>\nWords\n</div>"


@pytest.mark.parametrize(
    "text", ["> " * 5_000 + "x", "*a " * 5_000, "[" * 5_000, "- " * 3_000 + "x"], ids="qeli"
)
def test_deep_nesting_is_survived(text: str) -> None:
    assert article(text).text
