"""What GitHub, Pandoc and Obsidian add to CommonMark, shown as what it is."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, Reach, anchor_offset, link_target
from tui.sources.files import Refusal
from tui.sources.markdown import article_from_markdown


def article(text: str, address: str = "") -> Article:
    made = article_from_markdown(text, "notes/some_file.md", address=address)
    assert_lawful(made)
    return made


def styles(made: Article) -> list[tuple[str, str, str]]:
    return [(each.style.value, made.text[each.start : each.end], each.href) for each in made.inlines]


def links(made: Article) -> list[tuple[str, str]]:
    return [(words, href) for style, words, href in styles(made) if style == "link"]


def test_footnotes_stand_at_the_end_and_are_linked() -> None:
    made = article(
        "Built in 1784.[^b] It stood[^a] still.^[Said *one*.]\n\n[^a]: Register.\n[^b]: Two\n    lines.\n\n"
        "    More.\n\n[^c]: Not referred to.\n\nLast.\n"
    )
    assert [(b.kind.value, b.marker, made.text[b.start : b.end]) for b in made.blocks] == [
        ("paragraph", "", "Built in 1784.\u00a0[1] It stood\u00a0[2] still.\u00a0[3]"),
        ("paragraph", "", "Last."),
        ("rule", "", "* * *"),
        ("list-item", "[1]", "Two lines."),
        ("list-item", "", "More."),
        ("list-item", "[2]", "Register."),
        ("list-item", "[3]", "Said one."),
        ("list-item", "[4]", "Not referred to."),
    ]
    assert links(made) == [("[1]", "#fn-1"), ("[2]", "#fn-2"), ("[3]", "#fn-3")]
    target = link_target("#fn-2", made)
    assert target.reach is Reach.HERE
    assert anchor_offset(made, target.anchor) == made.text.index("Register")
    assert anchor_offset(made, "fn-9") is None


def test_footnotes_in_footnotes_and_twice_defined_ones_are_not_lost() -> None:
    made = article("A[^1] b.\n\n[^1]: One[^2]\n\n    [^2]: Two\n\n    Three\n\n[^1]: Again\n")
    words = re.findall(r"[A-Z]\w+", made.text)
    assert sorted(words) == ["Again", "One", "Three", "Two"]
    assert article("Only [^none] here.").text == "Only [^none] here."


def test_tasks_have_boxes() -> None:
    made = article("- [ ] open *task*\n- [x] done\n- [ ]\n- [link](u)\n\n1. [X] first\n")
    assert [(b.marker, made.text[b.start : b.end]) for b in made.blocks] == [
        ("☐", "open task"),
        ("☑", "done"),
        ("•", "link"),
        ("1. ☑", "first"),
    ]


def test_definition_lists() -> None:
    made = article("Term *one*\n: What it is\n: Or that\n\n  more\n\nOther\n: Else\n")
    assert block_texts(made) == [
        ("paragraph", "Term one"),
        ("list-item", "What it is"),
        ("list-item", "Or that"),
        ("list-item", "more"),
        ("paragraph", "Other"),
        ("list-item", "Else"),
    ]
    assert styles(made)[0] == ("strong", "Term one", "")


def test_callouts_have_names() -> None:
    made = article("> [!NOTE]\n> Mind the *step*.\n>\n> And this.\n\n> [!quote]- Of **old**\n> Words\n")
    assert block_texts(made) == [
        ("block-quote", "Note"),
        ("block-quote", "Mind the step."),
        ("block-quote", "And this."),
        ("block-quote", "Quote: Of old"),
        ("block-quote", "Words"),
    ]
    assert [words for style, words, _ in styles(made) if style == "strong"][:2] == ["Note", "Quote: Of old"]


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("[[Old Mill]]", "Old Mill", [("Old Mill", "Old%20Mill.md")]),
        ("![[map.png]]", "map.png", [("map.png", "map.png")]),
        ("[[Old Mill#Its wheel|the wheel]]", "the wheel", [("the wheel", "Old%20Mill.md#Its%20wheel")]),
        (
            "[[Mill#Wheel]] [[#Here]]",
            "Mill > Wheel Here",
            [("Mill > Wheel", "Mill.md#Wheel"), ("Here", "#Here")],
        ),
        ("[[1]](https://e.example)", "[1]", [("[1]", "https://e.example")]),
        ("[[r]]\n\n[r]: /u", "[r]", [("r", "/u")]),
        ("[[]] [[ ]] `[[x]]`", "[[]] [[ ]] [[x]]", []),
    ],
)
def test_wikilinks_are_links(text: str, shown: str, found: list[tuple[str, str]]) -> None:
    made = article(text)
    assert made.text == shown
    assert links(made) == found


def test_highlights() -> None:
    made = article("A ==bright *and* wide== word; if a == b or c==d and e==f; === ==x `==` y==.")
    assert made.text == "A bright and wide word; if a == b or c==d and e==f; === x == y."
    assert [words for style, words, _ in styles(made) if style == "strong"] == ["bright and wide", "x == y"]


def test_bare_addresses_are_links() -> None:
    made = article("See https://e.example/a_(b), www.e.example/x. and me@e.example; `https://no.example`.")
    assert made.text == "See https://e.example/a_(b), www.e.example/x. and me@e.example; https://no.example."
    assert links(made) == [
        ("https://e.example/a_(b)", "https://e.example/a_(b)"),
        ("www.e.example/x", "http://www.e.example/x"),
        ("me@e.example", "mailto:me@e.example"),
    ]


def test_cells_keep_links_and_styles_and_their_lines_apart() -> None:
    made = article("| Town | Site |\n|---|---|\n| **Quell** | [its *page*](q.md)<br>two |\n| x | |\n")
    assert block_texts(made) == [("code", "Town   Site\n─────  ────────────\nQuell  its page two\nx")]
    assert styles(made) == [("strong", "Quell", ""), ("link", "its page", "q.md"), ("emphasis", "page", "")]


def test_a_wide_table_keeps_links_and_marks_the_heads() -> None:
    made = article(f"| Town | Words |\n|---|---|\n| [Quell](q.md) | {'so many words ' * 10}|\n")
    assert made.text == f"Town: Quell; Words: {('so many words ' * 10).strip()}"
    assert styles(made) == [("strong", "Town:", ""), ("link", "Quell", "q.md"), ("strong", "Words:", "")]


def test_no_cell_is_cut() -> None:
    long = "word " * 3_000
    assert article(f"| a | b |\n|---|---|\n| x | {long}|\n").text.count("word") == 3_000


def test_code_has_its_language() -> None:
    made = article("```python title=x\nprint()\n```\n\n~~~\nplain\n~~~\n")
    assert [(b.kind.value, b.marker) for b in made.blocks] == [("code", "python"), ("code", "")]


@pytest.mark.parametrize(
    "heading",
    [
        "# Quell ![build](https://e.example/b.svg) [![docs](d.svg)](https://e.example)",
        "# [![build](b.svg)](u) ![docs](d.svg)\n\n# Quell",
        "# Quell {#top-of-it .wide lang=en}\n\nbuild docs",
    ],
)
def test_badges_are_no_title(heading: str) -> None:
    made = article(f"{heading}\n\nText.")
    assert made.title == "Quell"
    assert ("headline", "Quell") in block_texts(made)
    assert sorted(re.findall(r"\w+", made.text)) == ["Quell", "Text", "build", "docs"]


_BETWEEN_WORDS = (
    *("p", "h1", "h2", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "img", "div", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is $a\\,b_1$ or $x_2 * y * z$.", [("paragraph", "It is $a\\,b_1$ or $x_2 * y * z$.")]),
        ("It is $$a\\,b$$ here.", [("paragraph", "It is $$a\\,b$$ here.")]),
        (
            "It\n$$\na &= b \\\\\nc * d * e\n$$\nis.",
            [("paragraph", "It"), ("code", "a &= b \\\\\nc * d * e"), ("paragraph", "is.")],
        ),
        ("$$a_1 * b * c$$", [("code", "a_1 * b * c")]),
        ("It costs $5, *then* $6.", [("paragraph", "It costs $5, then $6.")]),
        ("$$\nnot closed", [("paragraph", "$$ not closed")]),
    ],
)
def test_formulas_stay_as_they_are_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert block_texts(article(text)) == expected


@pytest.mark.parametrize(
    ("opener", "called"),
    [
        (":::note", ["Note"]),
        ("::: warning Mind it", ["Warning: Mind it"]),
        (":::tip[Mind it]", ["Tip: Mind it"]),
        (":::: {.callout-note title='Mind it' collapse=true}", ["Note: Mind it"]),
        (":::{admonition} Mind it\n:class: tip", ["Mind it"]),
        ("::: {.column width=40%}", []),
        ("::: spoiler Mind it", ["Mind it"]),
    ],
)
def test_boxes_of_colons(opener: str, called: list[str]) -> None:
    closer = ":" * opener.count(":", 0, 4)
    made = article(f"Before.\n{opener}\nThe *gates*.\n{closer}\nAfter.")
    texts = [text for _, text in block_texts(made)]
    assert texts == ["Before.", *called, "The gates.", "After."]


def test_boxes_of_myst_hold_markdown_and_other_code_does_not() -> None:
    made = article("```{note} Mind it\n:class: x\nThe *gates*.\n```\n\n```{code} py\na *= b\n```")
    assert block_texts(made) == [
        ("paragraph", "Note: Mind it"),
        ("paragraph", "The gates."),
        ("code", "a *= b"),
    ]


@pytest.mark.parametrize(
    ("opener", "called"),
    [
        ("!!! note", ["Note"]),
        ('!!! warning inline "Mind it"', ["Warning: Mind it"]),
        ('??? tip "Mind it"', ["Tip: Mind it"]),
        ('=== "On Mondays"', ["On Mondays"]),
    ],
)
def test_boxes_of_mkdocs(opener: str, called: list[str]) -> None:
    made = article(f"Before.\n\n{opener}\n\n    The *gates*.\n\n    - Open\n\nAfter.")
    texts = [text for _, text in block_texts(made)]
    assert texts == ["Before.", *called, "The gates.", "Open", "After."]


def test_what_only_begins_like_a_box_is_text() -> None:
    assert article("!!! note\n\nWords.").text == "!!! note\n\nWords."
    assert block_texts(article("The lock\n===")) == [("headline", "The lock")]


def test_numbers_above_the_line_are_not_numbers_in_it() -> None:
    made = article("It holds 10<sup>6</sup> litres, on the 1<sup>st</sup>.\n\n<p>3 m<sup>2</sup></p>")
    assert made.text == "It holds 10⁶ litres, on the 1st.\n\n3 m²"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "| The gate is shut,\n|   the *keeper* sleeps",
            [("paragraph", "The gate is shut,\nthe keeper sleeps")],
        ),
        (
            "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+",
            [("code", "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+")],
        ),
        ("{% highlight py %}\na = 1\n\n  b = 2\n{% endhighlight %}", [("code", "a = 1\n\n  b = 2")]),
        ("The gate.\n{: .large}", [("paragraph", "The gate.")]),
    ],
)
def test_lines_that_other_dialects_leave_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert block_texts(article(text)) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The gate %%ask Ann%% is shut.", "The gate is shut."),
        ("The gate.\n\n%%\nAsk Ann.\n\nAnd Jo.\n%%\n\nIt is shut.", "The gate.\n\nIt is shut."),
        ("It is 100%% sure and 50%% more.", "It is 100%% sure and 50%% more."),
        ("%% not closed", "%% not closed"),
        ("![[gate.png|300]]", "gate.png"),
    ],
)
def test_what_obsidian_does_not_show(text: str, shown: str) -> None:
    assert article(text).text == shown


def test_a_title_block_of_pandoc() -> None:
    made = article("% The lock\n% Ann Ray; Jo Lane\n% May 1, 2024\n\nThe gate is shut.")
    assert (made.title, made.author, made.date) == ("The lock", "Ann Ray, Jo Lane", "2024-05-01")
    assert block_texts(made) == [("headline", "The lock"), ("paragraph", "The gate is shut.")]


def test_openers_that_are_not_closed_take_no_time() -> None:
    started = time.monotonic()
    for opener in ("$$a\n\n", "{% highlight x %}\n", "%%a\n\n", "+--\n"):
        article(opener * 3_001)
    assert time.monotonic() - started < 20


class _Words(HTMLParser):
    """The words of a rendered page that a browser would show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BETWEEN_WORDS:
            self.text += f" {dict(attrs).get('alt') or ''} "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BETWEEN_WORDS:
            self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data


_WORDS = st.sampled_from(["apple", "pear", "plum", "fig", "lime", "kiwi"])
_MARKS = st.sampled_from(
    [
        *("# ", "## ", "\n", "\n\n", "> ", "- ", "3. ", "   ", "    ", "\t", "*", "**", "_", "`", "``"),
        *("```\n", "~~", "[", "]", "](u)", "](<u v> 't')", "<b>", "</b>", "<div>", "</div>", "<br>"),
        *("\n<p>", "<li>", "<table><tr><td>", "</td><td>", "</table>", "<h1>", "</h1>", "<pre>", "</pre>"),
        *("<details>\n<summary>", "</summary>\n\n", "<!-- fig -->", "<a href='u'>", "</a>", "<", ">"),
        *("&amp;", "&#33;", "| ", "\n|---|---|\n", "***\n", "---\n", "===\n", "  \n", "\\", "\\\n"),
        *("[apple]: u\n", "!", "  "),
    ]
)
_TEXTS = st.lists(_WORDS | _MARKS, min_size=1, max_size=40)


@settings(max_examples=300)
@given(_TEXTS.map(" ".join) | _TEXTS.map("".join))
@example("<div>\napple\n\n*pear*\n\n</div>")
@example("<table><tr><td>apple<td>pear<tr><td>plum</table>fig")
def test_every_visible_word_is_shown_in_order(text: str) -> None:
    assume("[[" not in text)  # a link into a wiki, which is part of the word that it stands in
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text.expandtabs(4))
    wanted = re.findall(r"\w+", _Words(rendered).text)
    try:
        made = article(text)
    except Refusal:
        assert not wanted
        return
    shown = iter(re.findall(r"\w+", made.text))
    assert all(any(word == each for each in shown) for word in wanted), (wanted, made.text)
