"""Markdown as an article."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article
from tui.sources.files import Refusal
from tui.sources.front_matter import FrontMatter, read_front_matter
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


def test_a_wide_table_is_written_row_by_row() -> None:
    long = "a very long cell that goes on " * 4
    made = article(f"| Town | Words |\n|---|---|\n| Quell | {long}|\n| Orrey | |\n")
    assert block_texts(made) == [
        ("list-item", f"Town: Quell; Words: {long.strip()}"),
        ("list-item", "Town: Orrey"),
    ]


def test_images_are_named_and_the_words_in_html_stay() -> None:
    made = article("![A *red* boat](boat.png) here\n\n<div>there</div>\n\nA <span onclick='x'>word</span>.\n")
    assert made.text == "A red boat here\n\nthere\n\nA word."


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


def test_several_headings_of_the_first_level_are_parts_of_what_front_matter_names() -> None:
    made = article("---\ntitle: Of locks\n---\n# One\n\nBody.\n\n# Two\n\nMore.")
    assert made.title == "Of locks"
    assert [text for kind, text in block_texts(made) if kind == "heading"] == ["One", "Two"]
    assert article("---\ntitle: Of locks\n---\n# Of locks!\n\nBody.\n\n# Two\n").title == "Of locks!"


def test_blanks_of_any_kind_before_the_first_word_have_no_style() -> None:
    made = article("`\u3000`\u3000# of a *lock*")
    assert [made.text[each.start : each.end] for each in made.inlines] == ["lock"]


@pytest.mark.parametrize(
    "text", ["---\nJust words.\n---\nMore.", "---\n---\nWords.", "---\ntitle: never closed"]
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    made = article(text)
    assert sorted("".join(made.text.split()).replace("***", "")) == sorted(
        "".join(text.split()).replace("---", "")
    )


def front(block: str, fence: str = "---") -> FrontMatter:
    text = f"{fence}\n{block}\n{fence}\n\nBody.\n"
    found = read_front_matter(text)
    assert text[found.end :].strip() == "Body."
    return found


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("title: >\n  The old\n  bridge", "The old bridge"),
        ("title: The old\n  bridge", "The old bridge"),
        ("title: |\n  The old\n  bridge", "The old bridge"),
        ("# first\ntitle: The bridge  # the old one\n", "The bridge"),
        ('title: "The \\u201cold\\u201d \\\\ bridge \\e[31m"', "The “old” \\ bridge"),
        ("title: 'It''s old'", "It's old"),
        ("Title: One\ntitle: Two", "One"),
        ("title: 1.10", "1.10"),
        ("title: No", "No"),
        ("title: 2025-03-02", "2025-03-02"),
        ("title: !!timestamp 2025-03-02", "2025-03-02"),
        ("title: &name Bo\nauthor: *name", "Bo"),
    ],
)
def test_yaml_is_read_as_yaml(block: str, title: str) -> None:
    assert front(block).title == title


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("title: The bridge: an end", "The bridge: an end"),
        ("title: [Opinion] The bridge", "[Opinion] The bridge"),
        ('title: "Old" is not gone', '"Old" is not gone'),
        ("title: *All of it*", "*All of it*"),
        ("title: !Important news", "!Important news"),
        ("title: !!int none", "!!int none"),
        ("title: @bridge", "@bridge"),
        ("title: 'never closed", "'never closed"),
        ("title: !!python/object/apply:os.getcwd []", "!!python/object/apply:os.getcwd []"),
    ],
)
def test_what_yaml_refuses_is_read_line_by_line(block: str, title: str) -> None:
    found = front(f"{block}\nauthors:\n  - Ann Onym\n  - 'Bo'\ndate: 2025-03-02\nlang: no")
    assert found[:5] == (title, "2025-03-02", "Ann Onym, Bo", "", "no")


@pytest.mark.parametrize(
    ("block", "title", "author"),
    [
        ("title: >-\n  A name that\n  is folded\nauthor: 'O''Hara'", "A name that is folded", "O'Hara"),
        ("title: Mill # the old one\nauthor:\n  name: Ida", "Mill", "Ida"),
        ('title: "He said \\"yes\\": a tale"\nauthors:\n  - name: Ida Moor\n    url: https://e.example\n'
         "  - name: Ben Fox", 'He said "yes": a tale', "Ida Moor, Ben Fox"),
        ("title: Mill\r\nauthor: Ida\r", "Mill", "Ida"),
    ],
)  # fmt: skip
def test_titles_and_authors_as_programs_write_them(block: str, title: str, author: str) -> None:
    made = article(f"---\n{block}\n---\n\nBody text.\n")
    assert (made.title, made.author) == (title, author)
    assert block_texts(made)[1:] == [("paragraph", "Body text.")]


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("3 May 2024", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Mar 3 2024", "2024-03-03"),
        ("31 June 2024", ""),
        ("2024-05-03 10:00:00 +0200", "2024-05-03"),
    ],
)
def test_dates_in_words(date: str, day: str) -> None:
    assert front(f"title: x\ndate: {date}").date == day


@pytest.mark.parametrize(
    "authors",
    [
        "authors:\n- name: Ann Onym\n  url: https://e.example\n- Bo Peep",
        "author: {name: 'Ann Onym, Bo Peep'}",
        "authors: [{name: {given: Ann, family: Onym}}, {given: Bo, family: Peep}, {orcid: 0}, [Cy]]",
    ],
)
def test_authors_may_be_objects(authors: str) -> None:
    assert front(authors).author == "Ann Onym, Bo Peep"


def test_front_matter_may_be_toml() -> None:
    block = (
        'title = "The \\u201cold\\u201d bridge"  # a comment\ndate = 2025-03-02T10:00:00Z\n'
        'lang = "de"\nsite = 1.10\n[[authors]]\nname = "Ann"\n[[authors]]\nname = "Bo"'
    )
    assert front(block, "+++")[:5] == ("The “old” bridge", "2025-03-02", "Ann, Bo", "1.10", "de")
    assert article(f"+++\n{block}\n+++\nBody.").title == "The “old” bridge"


@pytest.mark.parametrize(
    "text",
    [
        "+++\nJust words.\n+++\nMore.",
        "+++\n+++\nWords.",
        "+++\ntitle = 'never closed'\n",
        "+++\ntitle = The bridge\n+++\nMore.",
        f"+++\ntitle = {'9' * 9_000}\n+++\nMore.",
        f"+++\ntitle = 0x{'f' * 9_000}\n+++\nMore.",
        f"+++\ntitle = {'[' * 9_000}\n+++\nMore.",
        f"+++\ntitle = 'x'\ntags = '{'x' * 20_000}'\n+++\nMore.",
        "---\nWarning: a draft\n---\nMore.",
        "---\nNotes on this: some words\n---\nMore.",
        "---\n? [title]\n: x\n---\nMore.",
        f"---\n{'- ' * 4_000}\n---\nMore.",
    ],
)
def test_nothing_is_lost_of_what_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text) == FrontMatter()


def bomb() -> str:
    """Lists of lists of lists ..., ten times as many in each line as in the one before."""
    lines = ["a: &a [x, x]"]
    for before, name in pairwise("abcdefghijkl"):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    return "\n".join(lines)


@pytest.mark.parametrize(
    "block",
    [
        f"{bomb()}\nauthors: *l",
        f"a: &a {'x ' * 2_000}\nauthors: [{'*a, ' * 1_000}]",
        "a: &a [*a]",
        f"tags: {'[' * 5_000}",
        f"tags: {'[' * 4_000}{']' * 4_000}",
        f"tags: {'{a: ' * 2_000}",
        f"tags: {'[' * 400_000}{']' * 400_000}",
        f"tags: [{'a, ' * 500_000}]",
    ],
    ids=["bomb", "long", "recursive", "open", "deep", "objects", "huge-deep", "huge"],
)
def test_hostile_front_matter_is_harmless(block: str) -> None:
    assert front(f"title: The bridge\n{block}").title == "The bridge"


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


def test_html_alone_is_shown_without_its_tags_and_comments_as_they_are_written() -> None:
    assert article("<div>\nWords\n</div>\n").text == "Words"
    assert article("<!--\nWords\n-->\n").text == "<!--\nWords\n-->"


@pytest.mark.parametrize(
    "text", ["> " * 5_000 + "x", "*a " * 5_000, "[" * 5_000, "- " * 3_000 + "x"], ids="qeli"
)
def test_deep_nesting_is_survived(text: str) -> None:
    assert article(text).text
