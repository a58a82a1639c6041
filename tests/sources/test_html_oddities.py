"""Pages that nobody would write: hostile, broken, or with no article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import PAGE, assert_lawful, read_page
from tui.sources.files import Refusal
from tui.sources.html import article_from_html


def test_nothing_in_it_reaches_a_terminal() -> None:
    made = read_page(
        "<html><head><title>T\x1b]0;x\x07itle</title></head><body><p>Red &#27;[31m \x9b2J [bold]word[/bold] "
        "<a href='javascript:alert(1)'>one</a> "
        "<a href='https://e.example/\x1b[31m'>two</a>, and so on.</p></body></html>"
    )
    assert made.title == "Title"
    assert "[bold]word[/bold]" in made.text
    assert all(
        inline.href.isprintable() and inline.href.startswith("https:")
        for inline in made.inlines
        if inline.href
    )


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html><html><body><script>x()</script></body></html>",
        "<html><head><title>T</title></head></html>",
    ],
)
def test_a_page_without_an_article(page: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refusal, match="no article text found"):
        read_page(page)


def test_tags_of_names_that_there_are_not_do_no_harm() -> None:
    made = read_page('<!><H"><TITLE>Of</TITLE><H1>Locks<H1>Tarn<p>Gates<DD>of elm')
    assert made.text.split()[:3] == ["Locks", "Tarn", "Gates"]


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for page in (b" ", b"<html>", b"<html><body></body></html>"):
        with pytest.raises(Refusal):
            article_from_html(page, "x.html")
    read_page(PAGE)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("count", [300, 3_000])
@pytest.mark.parametrize(
    "before", ["<div>{}", "<p><font color=red>{}</p>", "<b>{}<br><br>", "<div><p>{}</p>"]
)
def test_nothing_is_lost_where_no_tag_is_ended(before: str, count: int) -> None:
    said = [f"Paragraph {number}. The gates of the lock at Tarn were made of elm." for number in range(count)]
    made = read_page(f"<html><body>{''.join(before.format(words) for words in said)}</body></html>")
    assert made.text.split("\n\n")[-count:] == said


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</ul>",
        "<b>",
        "</b>",
        "<a href='/x'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<br>",
        "<table><tr><td>",
        "</table>",
        "<blockquote>",
        "<pre>",
        "<q>",
        "&#27;",
        "&nbsp;",
        "<!--",
        "-->",
        "<![CDATA[",
        "\x00",
        "Some words of a sentence. ",
        "<article>",
        "</article>",
        "\u3000",
        "<html>",
        "<title>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_every_page_makes_a_lawful_article_or_none(page: str) -> None:
    try:
        made = article_from_html(page.encode("utf-8", "replace") or b" ", "x.html")
    except Refusal:
        return
    assert_lawful(made)
