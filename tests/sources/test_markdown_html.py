"""HTML in Markdown: no word of it is lost, and it is formed as its tags say."""

import pytest

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article
from tui.sources.markdown import article_from_markdown


def article(text: str) -> Article:
    made = article_from_markdown(text, "a.md")
    assert_lawful(made)
    return made


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>One <b>two</b></p>\n<p>three", [("paragraph", "One two"), ("paragraph", "three")]),
        ("<h2>Part</h2><div>x<div>y</div>z</div>", [("heading", "Part"), *[("paragraph", c) for c in "xyz"]]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [("list-item", "a"), ("list-item", "b"), ("list-item", "c")]),
        ("<blockquote><p>a<p>b</blockquote>", [("block-quote", "a"), ("block-quote", "b")]),
        ("<pre>\n a\n   b</pre>", [("code", " a\n   b")]),
        ("<p>a<br>b<hr>c", [("paragraph", "a\nb"), ("rule", "* * *"), ("paragraph", "c")]),
        ("<dl><dt>Term<dd>It</dl>", [("paragraph", "Term"), ("list-item", "It")]),
        ("<figure><img alt='A boat'><figcaption>At sea</figcaption></figure>",
         [("paragraph", "A boat"), ("paragraph", "At sea")]),
        ("<style>p { x }</style><p>a</p>", [("paragraph", "a")]),
        ("<div>a <!-- gone --> b</div>", [("paragraph", "a b")]),
        ("<div>&lt;tag&gt; &eacute;</div>", [("paragraph", "<tag> é")]),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", [("code", "A  B\n─  ─\n1  2")]),
        ("<table><tr><td>A</td></tr><tr><td>B</td></tr></table>", [("paragraph", "A"), ("paragraph", "B")]),
        ("<table><tr><td><pre>1\n2</pre><td><pre>x</pre></table>", [("code", "1\n2"), ("code", "x")]),
    ],
)  # fmt: skip
def test_blocks(html: str, blocks: list[tuple[str, str]]) -> None:
    assert block_texts(article(f"Before.\n\n{html}\n")) == [("paragraph", "Before."), *blocks]


def test_details_hold_markdown() -> None:
    made = article("<details>\n<summary>More of it</summary>\n\n- *inner*\n\n</details>\n\nLast.")
    assert block_texts(made) == [("paragraph", "More of it"), ("list-item", "inner"), ("paragraph", "Last.")]
    assert [(each.style.value, made.text[each.start : each.end]) for each in made.inlines] == [
        ("strong", "More of it"),
        ("emphasis", "inner"),
    ]


def test_the_first_heading_in_html_is_the_title() -> None:
    made = article("---\ntitle: Of the file\n---\n<h1 align='center'><img alt='Logo'>Name</h1>\n\n# Other\n")
    assert block_texts(made) == [("headline", "Name"), ("paragraph", "Logo"), ("heading", "Other")]
    assert made.title == "Name"
    made = article("<h1><img alt='Logo'></h1>\n\n# Name\n")
    assert block_texts(made) == [("paragraph", "Logo"), ("headline", "Name")]


def test_tags_in_running_text_are_styles_and_links() -> None:
    made = article(
        "A <b>bold <i>one</i></b>, <a href='x.md'>link</a>, <kbd>Ctrl</kbd>, <b>open\n\nnext <u>u</u>."
    )
    assert made.text == "A bold one, link, Ctrl, open\n\nnext u."
    assert [(each.style.value, made.text[each.start : each.end], each.href) for each in made.inlines] == [
        ("strong", "bold one", ""),
        ("emphasis", "one", ""),
        ("link", "link", "x.md"),
        ("code", "Ctrl", ""),
        ("strong", "open", ""),
    ]


def test_numbers_of_lists_and_depth() -> None:
    made = article("<ol start='4'><li>a<li>b<ul><li>c</ul></ol>")
    assert [(b.level, b.marker, made.text[b.start : b.end]) for b in made.blocks] == [
        (0, "4.", "a"),
        (0, "5.", "b"),
        (1, "◦", "c"),
    ]


@pytest.mark.parametrize("html", ["<div>" * 5_000 + "x", "<table><tr><td>" * 500 + "x", "<b>" * 3_000 + "x"])
def test_deep_nesting_is_survived(html: str) -> None:
    assert "x" in article(html).text
