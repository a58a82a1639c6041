"""Pages of many kinds: each part of an article is there once, as what it is."""

import re
import time

import pytest

from tests.support.articles import assert_lawful, block_texts, read_page
from tui.domain.article import Article
from tui.sources.files import Refusal

SENTENCE = (
    "The keeper of the lock at Tarn said that the gates, which are of elm, would be new before winter. "
)


def prose(first: int, last: int) -> list[str]:
    """Paragraphs, each with its number."""
    return [
        f"Paragraph {number}. {SENTENCE}It was day {37 * number} of the work."
        for number in range(first, last)
    ]


def paragraphs(first: int, last: int) -> str:
    """The same as HTML."""
    return "".join(f"<p>{text}</p>" for text in prose(first, last))


def posts(first: int, last: int) -> str:
    """The same as posts of two paragraphs each."""
    numbers = range(first, last, 2)
    return "".join(f"<article><h2>At {n}</h2>{paragraphs(n, n + 2)}</article>" for n in numbers)


def read(body: str, head: str = "<title>The lock is done</title>") -> Article:
    """The article of a page, which is lawful."""
    made = read_page(f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>")
    assert_lawful(made)
    return made


def around(middle: str) -> list[tuple[str, str]]:
    """What becomes of what stands between paragraphs of an article."""
    made = read(f"<article><h1>A title</h1>{paragraphs(1, 4)}{middle}{paragraphs(4, 7)}</article>")
    blocks = block_texts(made)
    assert blocks[0] == ("headline", "A title")
    assert blocks[1:4] == [("paragraph", text) for text in prose(1, 4)]
    assert blocks[-3:] == [("paragraph", text) for text in prose(4, 7)]
    return blocks[4:-3]


def assert_whole(made: Article, first: int, last: int) -> None:
    """Fail unless the paragraphs are all there, once and in their order."""
    found = [text for _, text in block_texts(made) if text.startswith("Paragraph ")]
    assert found == prose(first, last)


def test_divisions_with_short_paragraphs_between() -> None:
    text = SENTENCE.strip()
    made = read(
        f"<article><h1>The lock is done</h1><div>{text}</div><p>Links</p><p>Images</p>"
        f"<h2>Second</h2><div>{text.replace('keeper', 'owner') * 3}</div></article>"
    )
    blocks = block_texts(made)
    assert ("paragraph", text) in blocks
    assert ("heading", "Second") in blocks
    assert ("paragraph", text.replace("keeper", "owner") * 3) in blocks


@pytest.mark.parametrize(
    "body",
    [
        f"<article class=teaser><p>Night mode is a setting of the new camera.</p></article>"
        f"<div class=content><h1>The lock is done</h1>{paragraphs(1, 13)}</div>",
        "<div class=article-content><ul><li><a href=/o>Copy</a></li><li><a href=/p>Print</a></li></ul></div>"
        f"<div class=text><h1>The lock is done</h1>{paragraphs(1, 13)}</div>",
        f"<main><h1>Live: the lock</h1>{posts(1, 13)}</main>",
        f"<main><h1>Why elm?</h1><div class=question>{paragraphs(1, 3)}</div>"
        f"<div class=answer><h2>Answer</h2>{paragraphs(3, 8)}</div>"
        f"<div class=answer><h2>Answer</h2>{paragraphs(8, 13)}</div></main>",
        f"<table width=700><tr><td>{paragraphs(1, 13)}</td></tr></table>",
        f"<table width=700><tr><td>&nbsp;</td><td><font>{paragraphs(1, 13)}</font></td></tr></table>",
        f"<div class=body><div class='row wide'>{paragraphs(1, 7)}</div></div><div class=advert>Buy</div>"
        f"<div class=body><div class='row wide'>{paragraphs(7, 13)}</div></div>",
        f"<form action=/x id=aspnetForm><div class=content>{paragraphs(1, 13)}</div></form>",
    ],
    ids=[
        "short-article-first",
        "buttons-first",
        "posts",
        "answers",
        "layout",
        "layout-columns",
        "chunks",
        "form",
    ],
)
def test_the_whole_article(body: str) -> None:
    assert_whole(read(body), 1, 13)


@pytest.mark.parametrize("box", ["{}", "<div>{}</div>", "<div class=page><div class=wrap>{}</div></div>"])
def test_a_page_that_names_no_box_of_its_article_keeps_headings_and_lists(box: str) -> None:
    item = "The gate at Tarn is of elm"
    made = read(
        "<ul id=menu><li><a href=/>Home of the locks</a></li></ul>"
        + box.format(
            f"<h1>Part one</h1>{paragraphs(1, 5)}<h2>Gates</h2><p>{SENTENCE * 2}</p>"
            f"<ul><li>{item}<ul><li>and so is its sluice</li></ul></li></ul>"
            f"<h1>Part two</h1>{paragraphs(5, 9)}<dl><dt>Sill<dd>A bar of stone</dl><ol><li>Open it</ol>"
        )
    )
    assert_whole(made, 1, 9)
    assert made.title == "The lock is done"
    blocks = block_texts(made)
    assert [text for kind, text in blocks if kind == "heading"] == ["Part one", "Gates", "Part two"]
    assert [text for kind, text in blocks if kind == "list-item"] == [
        item,
        "and so is its sluice",
        "A bar of stone",
        "Open it",
    ]
    assert ("paragraph", "Sill") in blocks


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (
            "<pre>make lock\nmake install\n  all: gate</pre>",
            [("code", "make lock\nmake install\n  all: gate")],
        ),
        ("<pre>one<br>two\n  three</pre>", [("code", "one\ntwo\n  three")]),
        (
            "<div class=highlight><pre><span class=k>def</span> <span>f</span>():\n    return 1</pre></div>",
            [("code", "def f():\n    return 1")],
        ),
        (
            "<table class=highlight><tr><td class=gutter><pre>1\n2</pre></td>"
            "<td class=code><pre>def gate():\n    return 1</pre></td></tr></table>",
            [("code", "def gate():\n    return 1")],
        ),
        (
            "<table class=code><tr><td>1</td><td>def gate():</td></tr>"
            "<tr><td>2</td><td>    return 1</td></tr></table>",
            [("code", "def gate():\n    return 1")],
        ),
    ],
    ids=["pre", "breaks", "highlighter", "highlighter-table", "row-for-a-line"],
)
def test_code_keeps_its_lines(middle: str, expected: list[tuple[str, str]]) -> None:
    assert around(middle) == expected


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (
            "<figure><img src=a.jpg alt='Gate'><figcaption>The lower gate. By Ann Ray</figcaption></figure>",
            ["▣ The lower gate. By Ann Ray"],
        ),
        (
            "<p><span><img src=a.jpg><span class=caption-box><span class=caption>The gate.</span>"
            "<span class=source>Ann Ray</span></span></span></p>",
            ["▣ The gate. Ann Ray"],
        ),
        (
            "<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>The upper gate, in May</p></div>",
            ["▣ The upper gate, in May"],
        ),
        ("<figure><img src=a.jpg alt='The lower gate in May'></figure>", ["▣ The lower gate in May"]),
        ("<p><img src=a.jpg></p><p><img src=b.jpg></p>", ["▣"]),
        ("<p><img src=a.gif width=1 height=1></p>", []),
        ("<p>It is so <img class=emoji alt='😀' width=16 height=16 src=a>.</p>", ["It is so 😀."]),
        ("<p>It is so <img alt='😀' src=a>.</p>", ["It is so 😀."]),
        ("<p>It is <img class=latex alt='x^2' src=a> big.</p>", ["It is x^2 big."]),
        ("<p>It is <img alt='The gate' src=a> big.</p>", ["It is big."]),
        ("<iframe src=https://www.v.example/1></iframe>", ["► v.example"]),
        ("<video title='The gate moves' src=https://v.example/v.mp4></video>", ["► The gate moves"]),
        (
            "<p>When <math><mi>a</mi><mo>≠</mo><mn>0</mn></math>, there are two.</p>",
            ["When a≠0, there are two."],
        ),
        ("<p>When <math alttext='x^2'><mi>x</mi></math> is big.</p>", ["When x^2 is big."]),
        ("<p><math display=block><mi>E</mi><mo>=</mo><mi>m</mi></math></p>", ["E=m"]),
        (
            "<p>It holds 10<sup>6</sup> litres on 3 m<sup>2</sup> of H<sub>2</sub>O.</p>",
            ["It holds 10⁶ litres on 3 m² of H2O."],
        ),
        ("<p>It is the 1<sup>st</sup> of its kind, they say.</p>", ["It is the 1st of its kind, they say."]),
    ],
)
def test_captions_and_signs_of_what_a_terminal_does_not_show(middle: str, expected: list[str]) -> None:
    assert [text for _, text in around(middle)] == expected


def test_where_a_film_is() -> None:
    film = "<iframe src=//v.example/1></iframe>"
    made = read(f"<article><h1>T</h1>{paragraphs(1, 4)}{film}{paragraphs(4, 7)}</article>")
    assert [inline.href for inline in made.inlines] == ["//v.example/1"]


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (
            "<blockquote><p>We waited for a long time.</p>"
            "<footer>— <cite>Ann Ray</cite>, of Tarn</footer></blockquote>",
            ["We waited for a long time.", "— Ann Ray, of Tarn"],
        ),
        (
            "<blockquote class=twitter-tweet><p>A short word of mine.</p>"
            "— Ann Ray (@ann) <a href=/1>May 1</a></blockquote>",
            ["A short word of mine.", "— Ann Ray (@ann) May 1"],
        ),
        (
            "<figure><blockquote>We waited for a long time.</blockquote>"
            "<figcaption>Ann Ray</figcaption></figure>",
            ["We waited for a long time.", "Ann Ray"],
        ),
        (
            "<p>She said <q>it is late</q> and left the lock.</p>",
            ["She said “it is late” and left the lock."],
        ),
    ],
)
def test_who_is_quoted(middle: str, expected: list[str]) -> None:
    assert [text for _, text in around(middle)] == expected


def test_lists_count_as_they_say() -> None:
    items = "<ol start=5><li>Open the gate</li><li>Let water in</li><li value=9>Close it</li></ol>"
    made = read(f"<article><h1>T</h1>{paragraphs(1, 4)}{items}{paragraphs(4, 7)}</article>")
    assert [block.marker for block in made.blocks if block.kind == "list-item"] == ["5.", "6.", "9."]


def test_a_rule_divides() -> None:
    assert around("<hr>") == [("rule", "* * *")]


def test_a_cell_over_several_rows_leaves_its_column_empty_below() -> None:
    rows = (
        "<tr><th>Year</th><th>Visitors</th></tr><tr><td rowspan=2>2023</td><td>3,001</td></tr>"
        "<tr><td>of whom 40 paid</td></tr><tr><td>2024</td><td>2,004</td></tr>"
    )
    made = read(f"<article>{paragraphs(1, 4)}<table>{rows}</table>{paragraphs(4, 7)}</article>")
    lines = made.text.splitlines()
    at = lines.index("Year  Visitors")
    assert lines[at + 2 : at + 5] == ["2023  3,001", "      of whom 40 paid", "2024  2,004"]


@pytest.mark.parametrize("brackets", [("", ""), ("<rp>(</rp>", "<rp>)</rp>")])
def test_how_characters_are_said_stands_in_brackets(brackets: tuple[str, str]) -> None:
    first, last = brackets
    ruby = f"<ruby>漢{first}<rt>kan</rt>{last}字{first}<rt>ji</rt>{last}</ruby>"
    made = read(f"<article>{paragraphs(1, 4)}<p>The word {ruby} stood on it. {SENTENCE}</p></article>")
    assert "The word 漢(kan)字(ji) stood on it." in made.text


def test_of_a_short_article_nothing_around_it_is_shown() -> None:
    made = read(
        "<nav><a href=/>Home</a> <a href=/s>Sport</a></nav><main><article><h1>The lock is done</h1>"
        "<p>The gates hold. The board voted seven to two.</p></article></main><footer>© 2024</footer>"
    )
    assert made.text == "The lock is done\n\nThe gates hold. The board voted seven to two."


def test_no_cell_of_a_table_is_cut() -> None:
    long = " ".join(f"up {number} and down" for number in range(900))
    head = "<tr><th>Boat</th><th>Way</th></tr>"
    rows = f"<tr><td>Elm</td><td>{long}</td></tr><tr><td>Oak</td><td>No</td></tr>"
    assert around(f"<table>{head}{rows}</table>") == [
        ("list-item", f"Boat: Elm; Way: {long}"),
        ("list-item", "Boat: Oak; Way: No"),
    ]


def test_words_at_links_stay_apart_and_sentences_whole() -> None:
    made = read(
        f"<div class='post-body entry-content'><div>{paragraphs(1, 3)}I wrote for <a href=/b>the blog at work"
        f"</a> so I am late. {SENTENCE}<br><br>{SENTENCE}<a href=/q>fifth gates</a> were just announced by "
        f"<a href=/r>Tarn</a>.<br><br>{SENTENCE}</div></div>"
    )
    assert "I wrote for the blog at work so I am late." in made.text
    assert "fifth gates were just announced by Tarn." in made.text
    assert {made.text[i.start : i.end] for i in made.inlines} == {"the blog at work", "fifth gates", "Tarn"}


@pytest.mark.parametrize(
    "before",
    [
        "<p><a href=/x></a></p>",
        "<p>News from the canal and more words</p>",
        "<div class=kicker>Canals</div>",
        "",
    ],
)
def test_the_title_stands_once(before: str) -> None:
    made = read(f"<article>{before}<h1>The lock is done</h1>{paragraphs(1, 6)}</article>")
    titles = [kind for kind, text in block_texts(made) if text == "The lock is done"]
    assert titles == ["headline"]
    assert made.blocks[0].kind == "headline"
    assert made.title == "The lock is done"
    assert_whole(made, 1, 6)


def test_the_heading_of_a_page_goes_before_the_name_of_its_window() -> None:
    made = read(
        f"<header><h1>The lock is done at last</h1></header><article>{paragraphs(1, 6)}</article>",
        "<title>The lock is done at last | The Tarn Courier | News</title>",
    )
    assert made.title == "The lock is done at last"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Username", ""),
        ("March", ""),
        ("Authority control", ""),
        ("Ann Ray", "Ann Ray"),
        ("April Jones", "April Jones"),
    ],
)
def test_an_author_that_is_none(named: str, expected: str) -> None:
    byline = f"<p class=byline>By <a rel=author class=author href=/a>{named}</a></p>"
    made = read(f"<article><h1>T</h1>{byline}{paragraphs(1, 6)}</article>")
    assert made.author == expected


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
            "in a browser with JavaScript",
        ),
        ("<div id=root></div><script src=app.js></script>", "in a browser with JavaScript"),
        (
            "<h1>e.example</h1><p>Checking your browser before accessing e.example.</p>",
            "proof that a person reads it",
        ),
        (
            "<h1>Before you go on</h1><p>We use cookies here. Please accept all cookies to continue.</p>",
            "cookies",
        ),
        (
            "<ul>"
            + "".join(f"<li><a href=/{n}>Story {n} of the town of Tarn</a></li>" for n in range(30))
            + "</ul>",
            "only links",
        ),
    ],
    ids=["noscript", "scripts", "robots", "cookies", "navigation"],
)
def test_what_stands_in_place_of_an_article_is_said_in_a_line(body: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason) as caught:
        read(body)
    assert caught.value.reason.isprintable()


def test_an_article_on_cookies_and_javascript_is_one() -> None:
    made = read(
        "<article><h1>Cookies</h1><p>Sites ask you to accept all cookies, and some need JavaScript enabled. "
        "The mayor of Tarn said that she never does either, and reads the paper by the lock.</p></article>"
    )
    assert "never does either" in made.text


def test_a_file_that_leads_on_says_where() -> None:
    refresh = "<meta http-equiv=refresh content='0; url=https://c.example/a'>"
    with pytest.raises(Refusal, match=r"only redirects to https://c\.example/a"):
        read("<p>Redirecting to <a href=/a>here</a>.</p>", f"<title>Redirecting</title>{refresh}")


@pytest.mark.parametrize("attribute", ["a{}=x", "data-a{}='x > y'", 'b{}="<"'])
def test_a_tag_of_a_hundred_thousand_attributes_takes_no_minute(attribute: str) -> None:
    attributes = " ".join(attribute.format(number) for number in range(100_000))
    begin = time.process_time()
    made = read(f"<article {attributes}><h1>T</h1>{paragraphs(1, 6)}</article>")
    assert time.process_time() - begin < 5
    assert_whole(made, 1, 6)


def test_columns_with_headings_of_their_own_are_no_table_of_facts() -> None:
    cells = "".join(f"<td><h3>At {n}</h3><p>{prose(n, n + 1)[0]}</p></td>" for n in (1, 2))
    made = read(
        f"<article><h1>The lock is done</h1>{paragraphs(3, 8)}<table><tr>{cells}</tr></table></article>"
    )
    assert [text for kind, text in block_texts(made) if kind == "heading"] == ["At 1", "At 2"]
    assert [text for kind, text in block_texts(made) if kind == "paragraph"][-2:] == [
        *prose(1, 2),
        *prose(2, 3),
    ]


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        ("<p>It is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> full.</p>", ["It is 1/2 full."]),
        (
            "<p>Of <math><msup><mi>r</mi><mn>2</mn></msup><msub><mi>a</mi><mi>i</mi></msub></math>.</p>",
            ["Of r²aᵢ."],
        ),
        ("<p>It is <math><msup><mi>e</mi><mi>T</mi></msup></math> now.</p>", ["It is e^T now."]),
        (
            "<p>Of <math><msqrt><mi>x</mi><mo>+</mo><mi>y</mi></msqrt></math> metres.</p>",
            ["Of √(x+y) metres."],
        ),
        (
            "<p>So <span class=katex><span class=katex-mathml><math><semantics><mi>E</mi><annotation "
            "encoding='application/x-tex'>E=mc</annotation></semantics></math></span><span class=katex-html "
            "aria-hidden=true>E=mc</span></span> holds.</p>",
            ["So E=mc holds."],
        ),
        (
            "<p>Wait <mjx-container><mjx-math aria-hidden=true><mjx-mi>t</mjx-mi></mjx-math>"
            "<mjx-assistive-mml><math><mi>t</mi></math></mjx-assistive-mml></mjx-container> days.</p>",
            ["Wait t days."],
        ),
        (
            "<p>Wait <span class=MathJax><nobr>t</nobr><math><mi>t</mi></math></span>"
            "<script type='math/tex'>t</script> days.</p>",
            ["Wait t days."],
        ),
        ("<p>Wait <script type='math/tex'>t_1</script> days.</p>", ["Wait t_1 days."]),
        ("<p>Of <math alttext='{\\displaystyle a}'><mi>a</mi></math> metres.</p>", ["Of a metres."]),
    ],
)
def test_formulas_are_in_the_line_once(middle: str, expected: list[str]) -> None:
    assert [text for _, text in around(middle)] == expected


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        ("<pre><ol><li>a = 1</li><li>b = 2</li></ol></pre>", "a = 1\nb = 2"),
        ("<pre><code><div>a = 1</div><div>  b = 2</div></code></pre>", "a = 1\n  b = 2"),
        ("<pre><div>a = 1</div>\n<div>b = 2</div></pre>", "a = 1\nb = 2"),
        ("<pre><button>Copy</button>a = 1</pre>", "a = 1"),
        (
            "<table><tr><td class=gutter><div>1</div><div>2</div></td><td class=code><div>"
            "<div class=line>a = 1</div><div class=line>b = 2</div></div></td></tr></table>",
            "a = 1\nb = 2",
        ),
    ],
)
def test_each_line_of_code_is_one(middle: str, expected: str) -> None:
    assert around(middle) == [("code", expected)]


@pytest.mark.parametrize(
    "middle",
    [
        "It ran on Monday.",
        "<div>It ran on Monday.</div>",
        "<div class=box><div><span>It ran on Monday.</span></div></div>",
        "<aside class=pullquote><p>It ran on Monday.</p></aside>",
        "<div class=poem><div>It ran on Monday</div></div>",
    ],
)
def test_sentences_between_paragraphs_are_of_the_article(middle: str) -> None:
    assert [text.rstrip(".") for _, text in around(middle)] == ["It ran on Monday"]


@pytest.mark.parametrize(
    "middle",
    [
        "<div class=box><a href=/1>More</a><div>It ran on Monday.</div></div>",
        "<div class=newsletter-box>It ran on Monday.</div>",
        "<div>Advertisement</div>",
        "<aside><p>It ran on Monday.</p></aside>",
        "<p>A <span hidden>b</span></p>",
    ],
)
def test_boxes_that_lead_on_are_not_of_the_article(middle: str) -> None:
    assert [text for _, text in around(middle) if text != "A"] == []


def test_posts_of_a_live_blog_show_their_times() -> None:
    posts = "".join(
        f"<div class=post><time>10:0{n}</time><h2>At the gate</h2>{paragraphs(n, n + 1)}</div>"
        for n in range(1, 6)
    )
    made = read(f"<main><article><h1>Live: the lock</h1>{posts}</article></main>")
    assert_whole(made, 1, 6)
    times = [f"10:0{number}" for number in range(1, 6)]
    assert [text for _, text in block_texts(made) if text.startswith("10:")] == times


def test_lines_above_paragraphs_again_and_again_are_headings_of_some_kind() -> None:
    parts = "".join(f"<div class=sub>On day {n}</div>{paragraphs(n, n + 2)}" for n in range(1, 9, 2))
    texts = [text for _, text in block_texts(read(f"<article><h1>T</h1>{parts}</article>"))]
    assert [text for text in texts if text.startswith("On day")] == [f"On day {n}" for n in range(1, 9, 2)]
    labels = re.sub(r"On day \d", "Our choice", parts)
    assert "Our choice" not in read(f"<article><h1>T</h1>{labels}</article>").text


def test_the_rest_that_is_hidden_below_the_beginning_is_shown() -> None:
    rest = f"<div style='display:none'>{paragraphs(4, 7)}</div>"
    assert_whole(read(f"<article><h1>T</h1>{paragraphs(1, 4)}{rest}</article>"), 1, 7)


def test_a_page_of_comments_alone_shows_them() -> None:
    comments = "".join(
        f"<tr><td><div class=comment>{paragraphs(n, n + 2)}</div></td></tr>" for n in (1, 3, 5)
    )
    made = read(f"<table><tr><td><a href=/a>The lock is done</a></td></tr></table><table>{comments}</table>")
    assert_whole(made, 1, 7)


@pytest.mark.parametrize(
    "item", ["<li><a href=/{0}>Lock {0}</a>, at Tarn</li>", "<li>Lock {0}, at Tarn</li>"]
)
def test_lists_whose_items_are_more_than_links_are_of_the_article(item: str) -> None:
    items = "".join(item.format(number) for number in range(9))
    made = read(f"<div class=text><h1>T</h1>{paragraphs(1, 5)}<h2>Locks</h2><ul>{items}</ul></div>")
    assert [t for kind, t in block_texts(made) if kind == "list-item"] == [
        f"Lock {n}, at Tarn" for n in range(9)
    ]


def test_notes_at_the_end_are_of_the_article() -> None:
    notes = "<section class=footnotes><ol><li><p>See the book of the lock.</p></li></ol></section>"
    made = read(f"<article><h1>T</h1>{paragraphs(1, 7)}{notes}</article>")
    assert block_texts(made)[-1] == ("list-item", "See the book of the lock.")


def test_headings_have_no_links_to_themselves() -> None:
    body = (
        f"<h2>Of elm<a href=#elm>¶</a></h2>{paragraphs(4, 6)}"
        f"<h2>Of oak<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>{paragraphs(6, 8)}"
    )
    made = read(f"<article><h1>T</h1>{paragraphs(1, 4)}{body}</article>")
    assert [text for kind, text in block_texts(made) if kind == "heading"] == ["Of elm", "Of oak"]


def test_text_after_the_end_of_a_page_is_shown() -> None:
    assert_whole(read(f"<h1>T</h1>{paragraphs(1, 4)}</body></html>{paragraphs(4, 7)}</html>"), 1, 7)


def test_of_frames_the_text_for_browsers_without_them_is_shown() -> None:
    frames = "<frameset><frame src=a.html><noframes>{}</noframes></frameset>"
    page = f"<html><head><title>The lock</title></head>{frames}</html>"
    assert_whole(read_page(page.format(f"<body>{paragraphs(1, 5)}</body>")), 1, 5)
    with pytest.raises(Refusal, match="frames"):
        read_page(page.format("<p>This page uses frames, but your browser does not support them.</p>"))


def test_words_that_are_hidden_in_a_line_are_not_shown() -> None:
    made = read(
        f"<article><h1>T</h1>{paragraphs(1, 4)}<p>Write to ann@<span style='display:none'>no</span>tarn. "
        f"{SENTENCE}</p></article>"
    )
    assert "Write to ann@tarn." in made.text
