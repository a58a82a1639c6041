"""Lists: what bookmarks and the exports of services of reading say of articles."""

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line
from tui.sources.files import Refusal
from tui.sources.list_entries import ListEntry
from tui.sources.lists import article_of, entries_at, entries_of

EARLIER, LATER = "2020-09-13T12:26:40.000Z", "2023-11-14T22:13:20.000Z"
A, B, C = "https://a.example/one", "https://b.example/two?x=1&y=2", "https://c.example/three"

BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="{A}" ADD_DATE="1700000000" TAGS="read,later">Łódź &amp; the bridge</A>
        <DT><H3 ADD_DATE="1">Rivers</H3>
        <DL><p>
            <DT><A HREF="{B.replace("&", "&amp;")}" ADD_DATE="1700000000" DATA-IMPORTANT="true">Two</A>
            <DD>About the <b>second</b> one.
        </DL><p>
        <DT><A HREF="javascript:alert(1)">No article</A>
        <DT><A HREF="place:sort=8">Recent</A>
        <DT><A HREF="{C}">{C}</A>
    </DL><p>
</DL><p>
"""
POCKET_PAGE = f"""<!DOCTYPE html>
<html>
	<!--So long and thanks for all the fish-->
	<head>
		<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
		<title>Pocket Export</title>
	</head>
	<body>
		<h1>Unread</h1>
		<ul>
			<li><a href="{A}" time_added="1700000000" tags="a,b c">One</a></li>
		</ul>

		<h1>Read Archive</h1>
		<ul>
			<li><a href="{C}" time_added="1600000000" tags="">Three</a></li>
		</ul>
	</body>
</html>
"""
INSTAPAPER_PAGE = f"""<!DOCTYPE html>
<html><head><title>Instapaper: Export</title></head><body>
<h1>Unread</h1><ol><li><a href="{A}">One</a></ol>
<h1>Rivers</h1><ol><li><a href="{C}">Three</a></ol></body></html>
"""
POCKET = f"title,url,time_added,tags,status\nOne,{A},1700000000,a|b c,unread\n{C},{C},1600000000,,archive\n"
INSTAPAPER = (
    f'URL,Title,Selection,Folder,Timestamp,Tags\n{A},One,,Unread,1700000000,"[""a"", ""b c""]"\n'
    f"{B},Two,It was old.,Starred,1700000000,[]\n{C},Three,,Rivers,1600000000,[]\n"
)
RAINDROP = (
    "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
    f'1,"One, and more",,Short,{A},Unsorted,"a, b c",2024-05-01T10:00:00.000Z,,'
    '"Highlight:It was ""old"".\nNote:Was it?\nHighlight:It was wet.",false\n'
    f'2,Two,"Mine, and\nlong",,{B},Rivers,,2024-05-02T10:00:00.000Z,,,true\n'
)
READWISE = (
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    f"One,{A},01,\"['a', 'b c']\",2022-11-06 04:33:50+00:00,0,new,True\n"
    f"Two,{B},02,[],2022-11-07 04:33:50+00:00,0.42,later,True\n"
    f"Three,{C},03,[],2022-11-08 04:33:50+00:00,1.0,archive,True\n"
)
WALLABAG = [
    {
        "is_archived": 1,
        "is_starred": 1,
        "tags": ["a", "b c"],
        "id": 1,
        "title": "One",
        "url": A,
        "content": "<h2>The lock</h2><p>It was old, and <em>wet</em>.</p>",
        "created_at": "2023-03-04T11:55:58+0200",
        "published_at": "2023-03-01T00:00:00+0000",
        "published_by": ["Ann Ray"],
        "annotations": [{"text": "Was it?", "quote": "It was old", "ranges": []}],
    },
    {
        "is_archived": 0,
        "is_starred": 1,
        "tags": [{"id": 1, "label": "c"}],
        "title": "Two",
        "url": B,
        "content": "wallabag can't retrieve contents for this article. Please troubleshoot this issue.",
        "created_at": None,
    },
]
OMNIVORE = [
    {
        "id": "1",
        "slug": "one",
        "title": "One",
        "author": "Ann Ray",
        "url": A,
        "state": "Archived",
        "readingProgress": 100,
        "labels": ["a", {"name": "b c"}],
        "savedAt": "2024-01-02T03:04:05.000Z",
        "publishedAt": "2024-01-01T00:00:00.000Z",
    },
    {"slug": "two", "title": "Two", "url": B, "state": "Active", "readingProgress": 30, "labels": []},
]


def zipped(**members: str) -> bytes:
    """An archive; ``__`` in a name stands for a folder, ``_at_`` for a point."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_at_", "."), text)
    return data.getvalue()


def entries(text: str | bytes, name: str) -> list[ListEntry]:
    """What is a list for sure."""
    found = entries_of(text.encode() if isinstance(text, str) else text, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            BOOKMARKS,
            "bookmarks.html",
            [
                ListEntry(A, "Łódź & the bridge", ("read", "later"), LATER),
                ListEntry(B, "Two", ("Rivers",), LATER, is_starred=True),
                ListEntry(C),
            ],
        ),
        (
            POCKET_PAGE,
            "ril_export.html",
            [ListEntry(A, "One", ("a", "b c"), LATER), ListEntry(C, "Three", (), EARLIER, is_archived=True)],
        ),
        (
            INSTAPAPER_PAGE,
            "instapaper-export.html",
            [ListEntry(A, "One"), ListEntry(C, "Three", ("Rivers",))],
        ),
        (
            POCKET,
            "part_000000.csv",
            [ListEntry(A, "One", ("a", "b c"), LATER), ListEntry(C, "", (), EARLIER, is_archived=True)],
        ),
        (
            INSTAPAPER,
            "instapaper-export.csv",
            [
                ListEntry(A, "One", ("a", "b c"), LATER),
                ListEntry(B, "Two", (), LATER, is_starred=True, highlights=(("It was old.", ""),)),
                ListEntry(C, "Three", ("Rivers",), EARLIER),
            ],
        ),
        (
            RAINDROP,
            "export.csv",
            [
                ListEntry(
                    A,
                    "One, and more",
                    ("a", "b c"),
                    "2024-05-01T10:00:00.000Z",
                    highlights=(('It was "old".', "Was it?"), ("It was wet.", "")),
                ),
                ListEntry(
                    B,
                    "Two",
                    ("Rivers",),
                    "2024-05-02T10:00:00.000Z",
                    is_starred=True,
                    highlights=(("", "Mine, and\nlong"),),
                ),
            ],
        ),
        (
            READWISE,
            "library.csv",
            [
                ListEntry(A, "One", ("a", "b c"), "2022-11-06T04:33:50.000Z"),
                ListEntry(B, "Two", (), "2022-11-07T04:33:50.000Z", progress=0.42),
                ListEntry(C, "Three", (), "2022-11-08T04:33:50.000Z", progress=1.0, is_archived=True),
            ],
        ),
        (
            json.dumps(WALLABAG),
            "All articles.json",
            [
                ListEntry(
                    A,
                    "One",
                    ("a", "b c"),
                    "2023-03-04T09:55:58.000Z",
                    "<h2>The lock</h2><p>It was old, and <em>wet</em>.</p>",
                    (("It was old", "Was it?"),),
                    "Ann Ray",
                    "2023-03-01",
                    is_starred=True,
                    is_archived=True,
                ),
                ListEntry(B, "Two", ("c",), is_starred=True),
            ],
        ),
        (
            json.dumps(OMNIVORE),
            "metadata_0_to_2.json",
            [
                ListEntry(
                    A,
                    "One",
                    ("a", "b c"),
                    "2024-01-02T03:04:05.000Z",
                    author="Ann Ray",
                    date="2024-01-01",
                    progress=1.0,
                    is_archived=True,
                ),
                ListEntry(B, "Two", progress=0.3),
            ],
        ),
        (
            f'\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<opml version="2.0"><body>'
            f'<outline text="News"><outline text="A" type="rss" xmlUrl="{A}"/></outline>'
            f'<outline title="B &amp; C" xmlurl="{C}"/><outline text="no feed"/></body></opml>',
            "feeds.opml",
            [ListEntry(A, "A", ("News",), is_feed=True), ListEntry(C, "B & C", is_feed=True)],
        ),
        (f"# later\r\n{A}\r\n\r\n./a.txt\n{A}\n", "list.txt", [ListEntry(A), ListEntry("./a.txt")]),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_what_a_list_says_is_kept(text: str, name: str, expected: list[ListEntry]) -> None:
    assert entries(text, name) == expected
    assert entries(text.replace("\n", "\r\n"), name) == expected
    assert entries(text, "") == expected  # as it comes through a pipe


def test_what_is_said_of_an_address_in_several_rows_is_joined() -> None:
    rows = (
        f"URL,Title,Selection,Folder,Timestamp\n{A},,It was old.,Unread,1700000000\n"
        f"{A},One,It was wet.,Starred,\n"
    )
    marked = (("It was old.", ""), ("It was wet.", ""))
    assert entries(rows, "a.csv") == [ListEntry(A, "One", (), LATER, highlights=marked, is_starred=True)]


def test_bookmarks_may_come_after_a_declaration() -> None:
    assert entries(f'<?xml version="1.0"?>\n{BOOKMARKS}', "b.html") == entries(BOOKMARKS, "b.html")


def test_an_archive_of_omnivore_holds_the_texts() -> None:
    data = zipped(
        metadata_0_to_2_at_json=json.dumps(OMNIVORE),
        content__one_at_html="<html><body><p>It was old, and it was wet.</p></body></html>",
        highlights__one_at_md="> It was old,\n> and it was\n\nWas it?\n\n> it was wet\n",
    )
    one, two = entries(data, "export.zip")
    assert one.text.startswith("<html>")
    assert one.highlights == (("It was old,\nand it was", "Was it?"), ("it was wet", ""))
    assert (two.location, two.text, two.highlights) == (B, "", ())


def test_an_archive_of_pocket_holds_highlights() -> None:
    marks = [{"url": A, "title": "One", "highlights": [{"quote": "It was old.", "created_at": 1}]}]
    data = zipped(part_000000_at_csv=POCKET, annotations__part_000000_at_json=json.dumps(marks))
    assert [each.highlights for each in entries(data, "pocket.zip")] == [(("It was old.", ""),), ()]


def test_an_archive_with_too_much_in_it_still_names_its_articles() -> None:
    data = zipped(metadata_0_at_json=json.dumps(OMNIVORE), content__one_at_html="x" * 49_000_000)
    assert [(each.location, each.text) for each in entries(data, "export.zip")] == [(A, ""), (B, "")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The lock\n\nIt is shut, says the keeper.\n", "a.txt"),
        ("Link, the hero, is back.\nHe was away.\n", "a.txt"),
        ("url\n", "a.csv"),
        ("name,age\nAnn,3\n", "a.csv"),
        ('{"a": 1}', "a.json"),
        ("[]", "a.json"),
        ("<!DOCTYPE html><title>Instapaper is sold</title><p>It is.</p>", "a.html"),
        ("<?xml version='1.0'?><rss/>", "a.xml"),
        ("", ""),
    ],
)
def test_other_files_are_no_lists(text: str, name: str) -> None:
    assert entries_of(text.encode(), name) is None
    assert entries_of(zipped(a_at_txt=text), "a.zip") is None


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>", "b.html", "a file of bookmarks, and it names no"),
        (json.dumps(WALLABAG)[:400], "w.json", "an export of Omnivore or wallabag, and it is damaged"),
        ('<opml version="1.0"><body></body></opml>', "f.opml", "a list of feeds (OPML), and it names no"),
        (POCKET.partition("\n")[0] + "\n", "p.csv", "a table of articles, and it names no web address"),
        (
            f'url,title\n{A},"One\n{B},Two\n{A}c,Three\n',
            "t.csv",
            "a table of articles, and a quotation mark in line 2",
        ),
    ],
)
def test_a_list_that_cannot_be_used_says_why_in_one_line(
    tmp_path: Path, text: str, name: str, reason: str
) -> None:
    with pytest.raises(Refusal) as caught:
        entries_of(text.encode(), name)
    assert caught.value.reason.startswith(f"this is {reason}")
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(OpeningError, match=name):
        entries_at(str(path))


def test_a_row_of_document_types_is_looked_at_once() -> None:
    with pytest.raises(Refusal, match="names no web address"):
        entries_of(b"<opml><body>" + b"<!DOCTYPE [" * 40_000, "f.opml")


def test_a_list_of_feeds_may_have_a_prefix_that_it_does_not_declare() -> None:
    text = '<opml><body><o:outline text="A" xmlUrl="https://e.example/f"/><o:/><:o x="1"/></body></opml>'
    found = entries_of(text.encode(), "f.opml")
    assert found is not None
    assert [each.location for each in found] == ["https://e.example/f"]


def test_a_list_that_was_cut_gives_what_is_left() -> None:
    assert [each.location for each in entries(BOOKMARKS[: BOOKMARKS.index("<DD>")], "b.html")] == [A, B]
    assert [each.location for each in entries(POCKET[: POCKET.index("unread")], "p.csv")] == [A]


def test_the_text_of_an_entry_is_an_article_known_by_its_address() -> None:
    [one, _] = entries(json.dumps(WALLABAG), "w.json")
    article = article_of(one)
    assert_lawful(article)
    assert article.text == "One\n\nThe lock\n\nIt was old, and wet."
    assert (article.id, article.location, article.title) == (A, A, "One")
    assert (article.author, article.date) == ("Ann Ray", "2023-03-01")
    plain = article_of(ListEntry(A, "One", text="It was old.\n\nIt was wet."))
    assert_lawful(plain)
    assert plain.text == "One\n\nIt was old.\n\nIt was wet."


SEEDS = [
    *(text.encode() for text in (BOOKMARKS, POCKET_PAGE, POCKET, INSTAPAPER, RAINDROP, READWISE)),
    json.dumps(WALLABAG).encode(),
    json.dumps(OMNIVORE).encode(),
    zipped(metadata_0_at_json=json.dumps(OMNIVORE), content__one_at_html="<p>a</p>"),
    zipped(part_000000_at_csv=POCKET),
    f'<opml><body><outline text="A" xmlUrl="{A}"/></body></opml>'.encode(),
]


BITS = st.binary(max_size=20) | st.sampled_from([b"\0", b'"', b"<", b"null", b"1e999", b"\xff\xfe"])
NAMES = st.sampled_from(["", "a.html", "a.csv", "a.json", "a.zip", "a.opml"])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), BITS, NAMES, st.data())
def test_whatever_is_in_it_a_list_is_read_or_refused(
    seed: bytes, bits: bytes, name: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, len(seed)))
    found: list[ListEntry] | None = None
    with suppress(Refusal):
        found = entries_of(seed[:start] + bits + seed[end:], name)
    for entry in found or ():
        assert entry.location
        assert all(words == one_line(words) for words in (entry.title, *entry.tags))
