"""What is text but no article is named in one line, and what only looks a little like it is opened."""

import io
from pathlib import Path

import pytest

from tests.support.articles import assert_lawful
from tests.support.commands import run
from tui.domain.errors import OpeningError
from tui.sources.open import open_article

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title><item><title>The lock is done</title></item></channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title></feed>"""
MAIL = """Return-Path: <ann@courier.example>
Received: from mx.example (mx.example [192.0.2.1])
\tby in.example with ESMTP id 1; Wed, 1 May 2024 10:00:00 +0000
From: Ann <ann@courier.example>
Subject: The lock is done

Bo, the lock is open again.
"""
MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://c.example/a
Subject: The lock is done
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html

<!DOCTYPE html><html><body><p>The keeper said that it is open again.</p></body></html>
------B--
"""
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p><DT><A HREF="http://127.0.0.1/one.html" ADD_DATE="1700000000">One article on bridges</A></DL>
"""
SRT = "1\n00:00:01,000 --> 00:00:01,900\nThe gate was made of elm\n\n2\n00:00:02,000 --> 00:00:02,900\nold.\n"
ORG = "#+TITLE: The Lock\n#+AUTHOR: Ann Ray\n\n* First heading\nText with *bold*.\n"
REST = "========\nThe Lock\n========\n\n:Author: Ann Ray\n\n.. note::\n\n   A note.\n"
POCKET = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1></body></html>"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("rss.xml", RSS, "an RSS feed"),
        ("feed", RSS, "an RSS feed"),
        ("feed.xml", ATOM, "an Atom feed"),
        ("feed.txt", "\ufeff" + ATOM.replace("\n", "\r\n"), "an Atom feed"),
        ("feeds.opml", '<opml version="2.0"><body/></opml>', "a list of feeds (OPML)"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a JSON feed"),
        ("data.json", '{"a": [1, 2]}', "JSON"),
        ("data.xml", '<?xml version="1.0"?><data><a>1</a></data>', "XML"),
        ("bookmarks.html", BOOKMARKS, "a file of bookmarks"),
        ("ril_export.html", POCKET, "an export of Pocket"),
        (
            "instapaper.csv",
            "URL,Title,Selection,Folder,Timestamp\nhttps://a.example,A,,,1\n",
            "an export of Instapaper",
        ),
        ("list.txt", "https://a.example/one\nhttps://a.example/two\n", "a list of web addresses"),
    ],
)
def test_it_is_named(tmp_path: Path, name: str, text: str, what: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(OpeningError) as caught:
        open_article(str(path))
    command = "feed add" if "feed" in what else "add"
    is_list = command == "feed add" or what.startswith(("a list", "an export", "a file of bookmarks"))
    end = f", not an article; `postil {command} {path}` " if is_list else ", which cannot be opened yet"
    assert caught.value.reason.startswith(f"this is {what}{end}")


def test_a_row_of_comments_is_looked_at_once() -> None:
    done = run("--plain", "--marks", "none", "-", data=b"<!---->" * 500 + b"<!-- x")
    assert done.returncode == 0
    assert b"<!---->" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "title", "said"),
    [
        ("mail.eml", MAIL, "The lock is done", "Bo, the lock is open again."),
        ("mail", MAIL, "The lock is done", "Bo, the lock is open again."),
        ("mail.txt", MAIL.replace("\n", "\r\n"), "The lock is done", "Bo, the lock is open again."),
        (
            "box",
            f"From ann@courier.example Wed May  1 10:00:00 2024\n{MAIL}",
            "Box",
            "Bo, the lock is open again.",
        ),
        ("page.mhtml", MHTML, "The lock is done", "The keeper said that it is open again."),
        ("page", MHTML, "The lock is done", "The keeper said that it is open again."),
        ("r.rtf", "{\\rtf1\\ansi The lock is {\\b done}.\\par}", "R", "The lock is done."),
        ("sub.srt", SRT, "Sub", "The gate was made of elm old."),
        ("sub.txt", SRT, "Sub", "The gate was made of elm old."),
        ("sub", "WEBVTT\n\n00:01.000 --> 00:02.000\nThe gate\n", "Sub", "The gate"),
        ("rest.rst", REST, "The Lock", "A note."),
        ("org.org", ORG, "The Lock", "Text with bold."),
        ("org", ORG, "The Lock", "Text with bold."),
        ("a.adoc", "= The Lock\n\nText.\n", "The Lock", "Text."),
    ],
)
def test_it_is_opened(tmp_path: Path, name: str, text: str, title: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    made = open_article(str(path))
    assert_lawful(made)
    assert (made.title, said in made.text.split("\n\n")) == (title, True)


def test_it_is_named_on_standard_input() -> None:
    for text, what in ((RSS, "an RSS feed"), (BOOKMARKS, "a file of bookmarks")):
        with pytest.raises(OpeningError, match=what):
            open_article("-", stdin=io.BytesIO(text.encode()))
    with pytest.raises(OpeningError, match="an RSS feed"):
        open_article("-", stdin=io.BytesIO(RSS.encode("utf-16")))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("memo.txt", "From: Ann\nTo: Bo\nSubject: the lock\n\nIt is open again, and nobody knows why.\n"),
        ("steps.txt", "1\n\nOpen the gate.\n\n2\n\nClose it.\n"),
        ("title.txt", "========\nThe Lock\n========\n\nIt is open again.\n"),
        ("links.txt", "Where to read on\n\nhttps://a.example/one\nhttps://a.example/two\n"),
        ("first.txt", "https://a.example/one\n\nThat is where I read of the lock.\n"),
        ("from.txt", "From Leeds to Quell it is 40 miles.\n\nNobody walks.\n"),
        ("json.txt", "{braces} are used here for what is left out.\n"),
        (
            "xml.txt",
            "<rss> is how a feed begins, and the rest is markup.\n".replace("<rss>", "The <rss> tag"),
        ),
        ("rest.txt", "Use these marks\n\n.. note:: is how a note begins.\n"),
        ("stars.txt", "* * *\n\nThe gate was shut.\n"),
        (
            "web.html",
            "<!DOCTYPE html><html><body><p>The lock is open again, said the keeper.</p></body></html>",
        ),
    ],
)
def test_ordinary_text_is_opened(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert open_article(str(path)).word_count > 3
