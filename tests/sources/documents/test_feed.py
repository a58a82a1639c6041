"""Feeds: what RSS, Atom and JSON Feed name, broken ones and odd ones."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.feeds import FeedItem, merged
from tui.domain.text.sanitize import one_line
from tui.sources.documents.feed import FetchedFeed, feed_address, feed_of, read_feed
from tui.sources.files import Refusal
from tui.sources.web import NEVER_SEEN

BASE = "https://c.example/feeds/all"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The &lt;b&gt;Courier&lt;/b&gt; &amp;amp; Herald</title><link>https://c.example/</link>
<item><title>Łódź opens a <![CDATA[<em>lock</em>]]></title><link>/lock?a=1&amp;b=2</link><guid>tag:1</guid>
<pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate><dc:creator>Ann Ray</dc:creator>
<description>&lt;p&gt;It is &lt;b&gt;open&lt;/b&gt; again.&lt;/p&gt;&lt;p&gt;At last.&lt;/p&gt;</description>
</item>
<item><title>No page</title><description>Of its own.</description></item>
<item><title>A script</title><link>javascript:alert(1)</link></item>
<item><title>A file</title><link>file:///etc/passwd</link></item>
<item><link>https://user:secret@d.example/two</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Courier</title>
<entry><title>The lock</title><id>urn:1</id><updated>2026-03-02T08:00:00Z</updated>
<author><name>Ann Ray</name></author><link rel="edit" href="https://c.example/edit"/><link href="../lock"/>
<summary>It is open.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Courier",
    "items": [
        {"id": 7, "url": "/lock", "title": "The lock", "date_published": "2026-03-02T09:00:00+01:00"},
        {"id": "8", "external_url": "https://d.example/", "content_html": "<p>It is<br>open.</p>"},
        {"id": "9", "content_text": "no page"},
        "none",
    ],
}


def of(text: str) -> FetchedFeed:
    """The feed that a text is."""
    return feed_of(text.encode(), BASE, BASE)


def test_rss() -> None:
    feed = of(RSS)
    assert feed.title == "The Courier & Herald"
    assert feed.items == (
        FeedItem(
            "tag:1",
            "https://c.example/lock?a=1&b=2",
            "Łódź opens a lock",
            "2026-03-02T08:00:00Z",
            "Ann Ray",
            "It is open again. At last.",
        ),
        FeedItem("https://d.example/two", "https://d.example/two"),
    )


def test_atom() -> None:
    assert of(ATOM).items == (
        FeedItem(
            "urn:1", "https://c.example/lock", "The lock", "2026-03-02T08:00:00Z", "Ann Ray", "It is open."
        ),
    )


def test_json_feed() -> None:
    feed = of(json.dumps(JSON))
    assert feed.title == "Courier"
    assert feed.items == (
        FeedItem("7", "https://c.example/lock", "The lock", "2026-03-02T08:00:00Z"),
        FeedItem("8", "https://d.example/", summary="It is open."),
    )


def test_broken_xml_gives_what_is_there() -> None:
    cut = RSS[: RSS.index("<item><title>No page")].replace("Ann Ray", "Ann & Ray &nbsp; <")
    [item] = of(cut).items
    assert item.address == "https://c.example/lock?a=1&b=2"


def test_entities_do_no_harm(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    inner = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "{"a" * 1000}">'
    inner += "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 100}">' for n in range(8)) + "]>"
    text = f'<?xml version="1.0"?>{inner}<rss version="2.0"><channel><title>&x;&i;</title></channel></rss>'
    title = of(text).title
    assert "secret" not in title
    assert len(title) <= 300


def test_what_a_feed_names_in_this_network_is_left_out() -> None:
    item = "<item><title>Router</title><link>http://192.168.1.1/reset</link></item>"
    assert of(RSS.replace("<item>", f"{item}<item>", 1)).items == of(RSS).items


@pytest.mark.parametrize(
    "text", ["", "Just words", "<html><p>A page</p></html>", '{"a": 1}', "[1]", "\0\1\2"]
)
def test_what_is_no_feed_says_so(text: str) -> None:
    with pytest.raises(Refusal, match="this is not a feed"):
        of(text)


def test_a_text_is_never_taken_for_an_address_or_a_path() -> None:
    with pytest.raises(Refusal, match="this is not a feed"):
        of(str(Path(__file__).resolve().parents[3] / "pyproject.toml"))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', "https://c.example/rss"),
        (
            '<link rel="Alternate feed" type="application/atom+xml" href="atom">',
            "https://c.example/feeds/atom",
        ),
        ('<link rel=alternate type=application/feed+json href="https://d.example/f">', "https://d.example/f"),
        ('<link rel="alternate" type="text/html" href="/de">', ""),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', ""),
        ("", ""),
    ],
)
def test_the_feed_of_a_page(link: str, expected: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>A page</title>{link}</head><body><p>Words.</p></body></html>"
    assert feed_address(page.encode(), BASE) == expected


def test_a_file_is_a_feed_too(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    found = read_feed(str(path), NEVER_SEEN)
    assert found is not None
    # What is relative has no address there.
    assert [item.address for item in found.items] == ["https://d.example/two"]


def test_what_was_known_stays_new_or_not() -> None:
    one, two, three = (FeedItem(str(n), f"https://c.example/{n}") for n in (1, 2, 3))
    read = FeedItem("2", two.address, is_new=False)
    changed = FeedItem("2", two.address, "Another title")
    now = merged((one, read, three), (changed, FeedItem("4", "https://c.example/4")))
    assert [(item.id, item.title, item.is_new) for item in now] == [
        ("2", "Another title", False),
        ("4", "", True),
        ("1", "", True),  # the feed has forgotten it, and it was not read
        ("3", "", True),
    ]
    assert merged((read,), ()) == ()


BITS = st.binary(max_size=20) | st.sampled_from([b"<", b"&", b"]]>", b"<![CDATA[", b"\0", b"\xff\xfe"])


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([RSS, ATOM, json.dumps(JSON)]).map(str.encode),
    st.binary(max_size=20)
    | st.sampled_from([b"<", b"&", b"]]>", b"<![CDATA[", b"\0", b"\xff\xfe", b'<a b="']),
    st.data(),
)
def test_whatever_is_in_it_a_feed_is_read_or_refused(seed: bytes, bits: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, len(seed)))
    with suppress(Refusal):
        feed = feed_of(seed[:start] + bits + seed[end:], BASE, BASE)
        assert feed.title
        for item in feed.items:
            assert item.address.startswith(("http://", "https://"))
            for words in (feed.title, item.title, item.author, item.summary):
                assert words == one_line(words, 1_000)
