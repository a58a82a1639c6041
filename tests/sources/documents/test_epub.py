"""Books: chapters in order, contents, notes and links, title and author; and books that are none."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, BlockKind, Reach, anchor_offset, link_target
from tui.domain.errors import OpeningError
from tui.sources.documents.epub import article_from_epub
from tui.sources.files import Refusal
from tui.sources.open import open_article

CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Lock &amp; the Mill</dc:title>
<dc:creator>Ann Ray</dc:creator><dc:creator>Bo Lund</dc:creator><dc:language>en-GB</dc:language>
<dc:date>2024-05-01T00:00:00Z</dc:date><dc:publisher>Quell Press</dc:publisher></metadata>
<manifest>{items}</manifest><spine toc="ncx">{order}</spine></package>"""
FIRST = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>
<body><a id="top"/><h2>One</h2><p>The gates are of elm.<a epub:type="noteref" href="notes.xhtml#n1">1</a>
Caf&eacute; by <a href="two%20b.xhtml#mill">the mill</a>, and <a href="https://c.example/">the Courier</a>.
</p>
<aside><p>An aside of the book.</p></aside></body></html>"""
SECOND = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>No heading stands here.</p>
<div id="mill"><p>The mill is old.</p></div><footer><p>So it ends.</p></footer></body></html>"""
NOTES = '<html><body><p id="n1">It was elm of Orrey.</p></body></html>'
NAV = """<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>
<li><a href="one.xhtml">Chapter one</a></li>
<li><a href="two%20b.xhtml">The mill at Tarn</a></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint>
<navLabel><text>The mill at Tarn</text></navLabel><content src="two%20b.xhtml"/></navPoint></navMap></ncx>"""


def book(changes: dict[str, str | bytes | None] | None = None, *, contents: str = "nav") -> bytes:
    """A book of three pages, with some of its files changed, added, or left out."""
    kind = "application/xhtml+xml"
    properties = ' properties="nav"' if contents == "nav" else ""
    items = (
        "".join(
            f'<item id="{id}" href="{href}" media-type="{kind}"{" " if extra else ""}{extra}/>'
            for id, href, extra in (
                ("notes", "notes.xhtml", ""),
                ("b", "two%20b.xhtml", ""),
                ("a", "one.xhtml", ""),
                ("nav", "nav.xhtml", properties),
            )
        )
        + '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    order = '<itemref idref="notes" linear="no"/><itemref idref="a"/><itemref idref="b"/>'
    files: dict[str, str | bytes | None] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE.format(items=items, order=order),
        "OPS/one.xhtml": FIRST,
        "OPS/two b.xhtml": SECOND,
        "OPS/notes.xhtml": NOTES,
        "OPS/nav.xhtml": NAV if contents == "nav" else None,
        "OPS/toc.ncx": NCX,
        **(changes or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, held in files.items():
            if held is not None:
                archive.writestr(name, held)
    return made.getvalue()


def read(data: bytes) -> Article:
    """The article of a book, which is lawful."""
    made = article_from_epub(data, "b.epub", "")
    assert made is not None
    assert_lawful(made)
    return made


@pytest.mark.parametrize("contents", ["nav", "ncx"])
def test_a_book_is_one_article_with_its_chapters_in_order(contents: str) -> None:
    made = read(book(contents=contents))
    assert block_texts(made) == [
        (BlockKind.HEADLINE, "The Lock & the Mill"),
        (BlockKind.HEADING, "One"),
        (BlockKind.PARAGRAPH, "The gates are of elm.[1] Café by the mill, and the Courier."),
        (BlockKind.PARAGRAPH, "An aside of the book."),
        (BlockKind.HEADING, "The mill at Tarn"),
        (BlockKind.PARAGRAPH, "No heading stands here."),
        (BlockKind.PARAGRAPH, "The mill is old."),
        (BlockKind.PARAGRAPH, "So it ends."),
        (BlockKind.PARAGRAPH, "It was elm of Orrey."),
    ]
    assert (made.title, made.author, made.date) == ("The Lock & the Mill", "Ann Ray, Bo Lund", "2024-05-01")
    assert (made.language, made.site) == ("en", "Quell Press")


def test_only_the_table_of_contents_names_chapters() -> None:
    links = '<ol><li><a href="two%20b.xhtml">{}</a></li></ol>'
    lists = "".join(
        f'<nav epub:type="{kind}">{links.format(name)}</nav>'
        for kind, name in (("landmarks", "Start of content"), ("toc", "The mill"), ("page-list", "5"))
    )
    ns = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    made = read(book({"OPS/nav.xhtml": f"<html {ns}><body>{lists}</body></html>"}))
    assert [text for kind, text in block_texts(made) if kind == BlockKind.HEADING] == ["One", "The mill"]


def test_words_in_drawings_are_there() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'.format(
        "<title>x</title><text>A <tspan>page</tspan></text><text>drawn</text>"
    )
    made = read(
        book(
            {
                "OPS/one.xhtml": f"<html><body>{svg}</body></html>",
                "OPS/two b.xhtml": f'<?xml version="1.0"?>{svg}',
            }
        )
    )
    drawn = [(BlockKind.PARAGRAPH, "A page"), (BlockKind.PARAGRAPH, "drawn")]
    headings = [(BlockKind.HEADING, "Chapter one")], [(BlockKind.HEADING, "The mill at Tarn")]
    assert block_texts(made)[1:-1] == [*headings[0], *drawn, *headings[1], *drawn]


def test_how_characters_are_read_stands_in_brackets_after_them() -> None:
    ruby = "<ruby>漢<rp>[</rp><rt>kan</rt><rp>]</rp></ruby>"
    made = read(book({"OPS/two b.xhtml": f"<html><body><p>{ruby}</p></body></html>"}))
    assert "漢(kan)" in made.text


def test_a_declaration_that_is_wrong_is_no_text() -> None:
    page = '<!DOCTYPE html [<!ENTITY a "b">]><html><body><p>Before &a; after.</p></body></html>'
    made = read(book({"OPS/two b.xhtml": page}))
    assert block_texts(made)[-2] == (BlockKind.PARAGRAPH, "Before &a; after.")


def test_links_lead_to_places_in_the_book() -> None:
    made = read(book())
    led = {made.text[link.start : link.end]: link.href for link in made.inlines if link.href}
    for wording, place in (("[1]", "It was elm"), ("the mill", "The mill is old")):
        target = link_target(led[wording], made)
        assert target.reach is Reach.HERE
        assert anchor_offset(made, target.anchor) == made.text.index(place)
    assert led["the Courier"] == "https://c.example/"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"META-INF/container.xml": None, "OPS/book.opf": None}, "a part of it is missing"),
        (
            {"META-INF/container.xml": "<container/>", "OPS/book.opf": None},
            "does not say where its contents are",
        ),
        ({"OPS/book.opf": "no XML at all"}, "is not XML"),
        ({"OPS/one.xhtml": "", "OPS/two b.xhtml": "", "OPS/notes.xhtml": ""}, "holds no text"),
        ({"OPS/one.xhtml": b" " * (49 << 20)}, "larger than"),
        (
            {
                "META-INF/encryption.xml": "<encryption><EncryptedData><EncryptionMethod Algorithm='"
                "http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></EncryptedData></encryption>"
            },
            "encrypted",
        ),
    ],
    ids=["no container", "empty container", "no package", "no text", "bomb", "encrypted"],
)
def test_what_is_no_book_that_can_be_read(changes: dict[str, str | bytes | None], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        read(book(changes))


def test_a_page_that_is_missing_leaves_the_others() -> None:
    texts = [text for _, text in block_texts(read(book({"OPS/one.xhtml": None})))]
    assert "The mill is old." in texts
    assert "is missing" in texts[1]


def test_a_page_that_is_damaged_leaves_the_others() -> None:
    data = book({"OPS/one.xhtml": "<p>It was done.</p>" * 99})
    at = data.index(b"OPS/one.xhtml") + 30
    texts = [text for _, text in block_texts(read(data[:at] + b"\xff" * 8 + data[at + 8 :]))]
    assert "The mill is old." in texts
    assert "is missing" in texts[1]
    missing = dict.fromkeys(("OPS/one.xhtml", "OPS/two b.xhtml", "OPS/notes.xhtml"))
    with pytest.raises(Refusal, match="a part of it is missing"):
        read(book(missing))


AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


@pytest.mark.parametrize(
    ("method", "path", "is_read"),
    [
        ("http://www.idpf.org/2008/embedding", "OPS/font.otf", True),
        (AES, "OPS/cover.jpg", True),
        (AES, "OPS/two%20b.xhtml", False),
    ],
)
def test_fonts_and_pictures_may_be_encrypted_and_no_pages(method: str, path: str, is_read: bool) -> None:
    named = f"<CipherData><CipherReference URI='{path}'/></CipherData>"
    one = f"<EncryptedData><EncryptionMethod Algorithm='{method}'/>{named}</EncryptedData>"
    data = book({"META-INF/encryption.xml": f"<encryption>{one}</encryption>"})
    if is_read:
        assert read(data).author
    else:
        with pytest.raises(Refusal, match="DRM"):
            read(data)


def _moved(path: str) -> bytes:
    """The book with its package in another folder than its pages."""
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        package = archive.read("OPS/book.opf").decode().replace('href="', 'href="../../OPS/')
    container = CONTAINER.replace("OPS/book.opf", path)
    return book({"META-INF/container.xml": container, "OPS/book.opf": None, path: package})


@pytest.mark.parametrize(
    "data",
    [
        book({"OPS/two b.xhtml": None, "OPS/Two B.XHTML": SECOND}),
        book({"OPS/two b.xhtml": None, "OPS/two%20b.xhtml": SECOND}),
        book({"OPS/two b.xhtml": None, "OPS\\two b.xhtml": SECOND}),
        book({"META-INF/container.xml": "<container/>"}),
        book({"META-INF/container.xml": None}),
        _moved("a/deep/book.opf"),
    ],
    ids=["case", "percent", "backslash", "empty container", "no container", "deep folder"],
)
def test_pages_are_found_however_their_paths_are_written(data: bytes) -> None:
    made = read(data)
    assert "The mill is old." in made.text
    assert (
        link_target(next(i.href for i in made.inlines if i.href.endswith("mill")), made).reach is Reach.HERE
    )


def test_a_book_is_known_without_its_name_and_what_says_that_it_is_one() -> None:
    data = book().replace(b"mimetype", b"nametype").replace(b"application/epub+zip", b"application/some+zip")
    made = article_from_epub(data, "lock", "")
    assert made is not None
    assert made.title == "The Lock & the Mill"


def test_authors_titles_and_days_are_told_apart() -> None:
    said = (
        '<dc:title id="s">A story</dc:title><dc:title id="m">The Lock</dc:title>'
        '<meta refines="#m" property="title-type">main</meta>'
        '<dc:creator id="a">Ann Ray</dc:creator><dc:creator id="t">Cy Poe</dc:creator>'
        '<dc:creator>Bo Lund</dc:creator><dc:creator opf:role="ill">Di Orr</dc:creator>'
        '<meta refines="#a" property="role">aut</meta><meta refines="#t" property="role">trl</meta>'
        '<dc:date opf:event="modification">2025-01-01</dc:date>'
        '<dc:date opf:event="publication">1897-02-03</dc:date><dc:language>pl</dc:language>'
    )
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        package = archive.read("OPS/book.opf").decode()
    start, end = package.index("<dc:title"), package.index("</metadata>")
    names = 'xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc='
    made = read(
        book({"OPS/book.opf": (package[:start] + said + package[end:]).replace("xmlns:dc=", names, 1)})
    )
    assert (made.title, made.author) == ("The Lock", "Ann Ray, Bo Lund")
    assert (made.date, made.language) == ("1897-02-03", "pl")


@pytest.mark.parametrize(
    ("said", "date"), [("1897", "1897"), ("1897-02", "1897-02"), ("1897-13", ""), ("ca. 1897", "")]
)
def test_of_most_books_the_year_is_known(said: str, date: str) -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        package = archive.read("OPS/book.opf").decode()
    assert read(book({"OPS/book.opf": package.replace("2024-05-01T00:00:00Z", said)})).date == date


def test_a_prefix_that_is_not_declared_hides_neither_title_nor_author() -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        package = archive.read("OPS/book.opf").decode()
    made = read(book({"OPS/book.opf": package.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")}))
    assert (made.title, made.author) == ("The Lock & the Mill", "Ann Ray, Bo Lund")


def test_what_is_never_shown_is_left_out_but_for_notes() -> None:
    hidden = '<h2>One</h2><p>Open <span style="display:none">not</span>gates.</p><div hidden="">No.</div>'
    note = '<aside epub:type="footnote" hidden="hidden" id="f"><p>Of elm.</p></aside>'
    texts = [
        text
        for _, text in block_texts(
            read(book({"OPS/one.xhtml": FIRST.replace("<h2>One</h2>", hidden + note)}))
        )
    ]
    assert "Open gates." in texts
    assert "Of elm." in texts
    assert "No." not in texts


def test_a_note_that_pops_up_stands_after_its_chapter() -> None:
    note = '<h2>One</h2><p>The gates<aside epub:type="footnote" id="f">Of elm.</aside> are open.</p>'
    page = FIRST.replace("<h2>One</h2>", note)
    texts = [text for _, text in block_texts(read(book({"OPS/one.xhtml": page})))]
    assert texts[2] == "The gates are open."
    assert texts.index("Of elm.") > texts.index("An aside of the book.")


def test_entities_of_the_book_s_own_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this computer")
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    kind = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">{lines}]>'
    page = f"<?xml version='1.0'?>{kind}<html><body><p>Before &x; and &l11; after it all.</p></body></html>"
    text = read(book({"OPS/one.xhtml": page})).text
    assert "after it all" in text
    assert "secret of" not in text
    assert "haha" not in text


def test_an_article_is_opened_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "lock.epub"
    path.write_bytes(book())
    made = open_article(str(path))
    assert (made.location, made.title) == (str(path), "The Lock & the Mill")
    path.with_suffix(".zip").write_bytes(book())
    assert open_article(str(path.with_suffix(".zip"))).title == "The Lock & the Mill"
    path.write_bytes(book()[:900])
    with pytest.raises(OpeningError, match="this book is damaged"):
        open_article(str(path))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_ends_in_an_article_or_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(book())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(60, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(100, len(whole)))])
    try:
        made = article_from_epub(cut, "b.epub", "")
    except Refusal:
        return
    assert made is None or made.text


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>/&;ap \"'=id#x\n"), max_size=200))
def test_any_page_is_read(page: str) -> None:
    text = read(book({"OPS/one.xhtml": f"<html><body>{page}<p>The end of it.</p></body></html>"})).text
    assert "The mill is old." in text
