"""Documents of word processors: headings, lists, tables, notes and links, title, author and day."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, BlockKind, InlineStyle, anchor_offset
from tui.sources.documents.opendocument import article_from_odt
from tui.sources.documents.rich_text import article_from_rtf
from tui.sources.documents.word import article_from_docx
from tui.sources.files import Refusal

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f"""<?xml version="1.0"?><w:document {WORD}><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The mill</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">It is </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>old</w:t></w:r><w:r>
<w:t>.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Elm</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1954</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl></w:body></w:document>"""
STYLES = f"""<?xml version="1.0"?><w:styles {WORD}><w:style w:type="paragraph" w:styleId="Heading1">
<w:name w:val="heading 1"/></w:style></w:styles>"""
RELATIONS = """<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>The lock</dc:title><dc:creator>Ann Ray</dc:creator>
<dcterms:created>2024-05-01T08:00:00Z</dcterms:created></cp:coreProperties>"""
TYPES = (
    """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
)

OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
    )
)
CONTENT = f"""<?xml version="1.0"?><office:document-content {OFFICE} xmlns:xlink="http://www.w3.org/1999/xlink">
<office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/>
</style:style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">The mill</text:h>
<text:p>It is <text:span text:style-name="T1">old</text:span>,<text:s text:c="2"/>see <text:a
xlink:href="https://c.example/">the Courier</text:a>.<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Of elm.</text:p></text:note-body></text:note></text:p>
<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item>
</text:list></office:text></office:body></office:document-content>"""
ABOUT = f"""<?xml version="1.0"?><office:document-meta {OFFICE} xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:meta><dc:title>The lock</dc:title><meta:initial-creator>Ann Ray</meta:initial-creator>
<meta:creation-date>2024-05-01T10:27:37</meta:creation-date></office:meta></office:document-meta>"""
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title The lock}{\author Ann Ray}}"
    rb"\pard\outlinelevel0 The mill\par\pard It is {\b old}, caf\'e9 \u8220?no\u8221? \u-10179?\u-8704?"
    rb'\line and so on.{\field{\*\fldinst HYPERLINK "https://c.example/"}{\fldrslt the Courier}}\par'
    rb"{\*\nobody x}{\pict 0fad}}"
)


def archive(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, held in files.items():
            target.writestr(name, held, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def docx(
    document: str = DOCUMENT, styles: str = STYLES, name: str = "word/document.xml", core: str = CORE
) -> bytes:
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.replace("word/document.xml", name),
        name: document,
        "word/styles.xml": styles,
        "docProps/core.xml": core,
    }
    return archive(files)


def odt(content: str = CONTENT, manifest: str = "<manifest/>") -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    files: dict[str, str | bytes] = {
        "mimetype": kind,
        "content.xml": content,
        "meta.xml": ABOUT,
        "META-INF/manifest.xml": manifest,
    }
    return archive(files)


def read(reader: Callable[[bytes, str, str], Article | None], data: bytes) -> Article:
    made = reader(data, "", "")
    assert made is not None
    assert_lawful(made)
    return made


@pytest.mark.parametrize(
    ("reader", "data"),
    [(article_from_docx, docx()), (article_from_odt, odt()), (article_from_rtf, RTF)],
    ids=["docx", "odt", "rtf"],
)
def test_title_author_headings_and_styles(
    reader: Callable[[bytes, str, str], Article | None], data: bytes
) -> None:
    made = read(reader, data)
    assert (made.title, made.author) == ("The lock", "Ann Ray")
    assert (BlockKind.HEADING, "The mill") in block_texts(made)
    strong = [made.text[i.start : i.end] for i in made.inlines if i.style is InlineStyle.STRONG]
    assert strong == ["old"]


def test_the_name_of_a_program_is_no_author_and_the_day_of_its_empty_document_none() -> None:
    core = CORE.replace("Ann Ray", "python-docx").replace("2024-05-01", "2013-12-23")
    made = read(article_from_docx, docx(core=core))
    assert (made.title, made.author, made.date) == ("The lock", "", "")


def test_a_word_document_keeps_its_table() -> None:
    made = read(article_from_docx, docx())
    assert block_texts(made)[-1] == (BlockKind.CODE, "Elm  1954")
    assert made.date == "2024-05-01"


def word(body: str, styles: str = STYLES) -> list[tuple[str, str]]:
    """Return the blocks of a Word document after its title."""
    names = (
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    made = read(
        article_from_docx, docx(f"<w:document {WORD} {names}><w:body>{body}</w:body></w:document>", styles)
    )
    return [(str(kind), text) for kind, text in block_texts(made)[1:]]


def run(text: str, how: str = "") -> str:
    return f'<w:r>{how}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_document_keeps_words_in_fields_formulas_and_boxes() -> None:
    fraction = "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    ruby = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    box = f"<mc:Choice><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></mc:Choice>"
    hidden = run("unseen", "<w:rPr><w:vanish/></w:rPr>")
    assert word(
        f"<w:p>{run('On ')}<w:fldSimple>{run('page 2 ')}</w:fldSimple><w:bdo>{run('or so')}</w:bdo>{hidden}"
        "</w:p>"
        f"<w:p>{run('It is ')}<m:oMath>{fraction}</m:oMath>{run('.')}</w:p><w:p>{ruby}</w:p>"
        f"<w:p><w:r><mc:AlternateContent>{box}</mc:AlternateContent></w:r></w:p>"
    ) == [
        ("paragraph", "On page 2 or so"),
        ("paragraph", "It is (a+b)/2."),
        ("paragraph", "漢(kan)"),
        ("paragraph", "In a box."),
    ]


def test_headings_of_word_are_known_by_their_outline_their_base_and_in_other_languages() -> None:
    def style(name: str, called: str, rest: str = "") -> str:
        return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>{rest}</w:style>'

    def paragraph(text: str, properties: str) -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"

    based, outline = '<w:basedOn w:val="a"/>', '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
    known = (
        style("a", "Überschrift 2")
        + style("b", "Own", based)
        + style("c", "Other", outline)
        + style("d", "Text")
    )
    styles = f"<w:styles {WORD}>{known}</w:styles>"
    styled = [(name, f'<w:pStyle w:val="{name}"/>') for name in "abcd"]
    body = "".join(paragraph(text, style) for text, style in [*styled, ("e", '<w:outlineLvl w:val="0"/>')])
    made = read(article_from_docx, docx(f"<w:document {WORD}><w:body>{body}</w:body></w:document>", styles))
    levels = [(made.text[b.start : b.end], b.level) for b in made.blocks if b.kind is BlockKind.HEADING]
    assert levels == [("a", 2), ("b", 2), ("c", 3), ("e", 1)]


def test_the_text_of_a_word_document_may_be_in_a_part_of_another_name() -> None:
    assert (BlockKind.HEADING, "The mill") in block_texts(
        read(article_from_docx, docx(name="word/document2.xml"))
    )


def test_an_open_document_keeps_lists_links_and_notes() -> None:
    made = read(article_from_odt, odt())
    assert block_texts(made)[2:] == [
        (BlockKind.PARAGRAPH, "It is old, see the Courier.[1]"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
        (BlockKind.PARAGRAPH, "[1] Of elm."),
    ]
    links = {made.text[i.start : i.end]: i.href for i in made.inlines if i.href}
    assert links == {"the Courier": "https://c.example/", "[1]": "#note-1"}
    assert anchor_offset(made, "note-1") == made.text.rindex("[1]")
    assert made.date == "2024-05-01"


def test_rich_text_keeps_characters_lines_and_links() -> None:
    made = read(article_from_rtf, RTF)
    assert block_texts(made)[-1] == (BlockKind.PARAGRAPH, "It is old, café “no” 😀\nand so on.the Courier")
    assert [i.href for i in made.inlines if i.href] == ["https://c.example/"]


def test_an_open_document_keeps_the_numbers_of_lists_and_knows_quotations_by_their_style() -> None:
    level = "text:list-level-style"
    styles = (
        '<style:style style:name="P1" style:parent-style-name="P2"/>'
        '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
        f'<text:list-style style:name="L1"><{level}-number text:level="1" style:num-format="1"/>'
        f'<{level}-bullet text:level="2"/></text:list-style>'
    )
    item = "<text:list-item><text:p>one</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item.format(inner)}{item.format("")}</text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format("")}</text:list>'
        '<text:p text:style-name="P1">Of elm.</text:p>'
    )
    content = CONTENT.replace("</office:automatic", f"{styles}</office:automatic")
    made = read(article_from_odt, odt(content.replace("</office:text>", f"{body}</office:text>")))
    assert [(block.marker, block.level) for block in made.blocks if block.kind is BlockKind.LIST_ITEM][
        2:
    ] == [("1.", 0), ("◦", 1), ("2.", 0), ("3.", 0)]
    assert (BlockKind.BLOCK_QUOTE, "Of elm.") in block_texts(made)


def rtf(body: bytes, head: bytes = b"") -> list[tuple[str, str]]:
    """Return the blocks of an RTF document after its title."""
    made = read(article_from_rtf, rb"{\rtf1\ansi\ansicpg1252{\info{\title The lock}}%s %s}" % (head, body))
    return [(str(kind), text) for kind, text in block_texts(made)[1:]]


def test_rich_text_is_in_the_code_page_of_its_font() -> None:
    fonts = rb"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204{\*\falt B;}B;}{\f2\fcharset128 C;}}"
    body = rb"\f0 caf\'e9 \f1\'cf\'f0\'e8{\f2 \'82\'a0}\'e2\f0 \'e9\par"
    assert rtf(body, fonts) == [("paragraph", "café Приあвé")]
    assert rtf(rb"caf\'8e\par", rb"\ansicpg10000") == [("paragraph", "café")]


def test_rich_text_has_its_notes_at_the_end_where_their_numbers_lead() -> None:
    body = rb"It is old{\super\chftn}{\*\footnote\pard\plain{\super\chftn}Of elm.\par And oak.} and new."
    assert rtf(body) == [
        ("paragraph", "It is old[1] and new."),
        ("paragraph", "[1] Of elm."),
        ("paragraph", "And oak."),
    ]


def test_rich_text_leaves_out_what_was_deleted_or_is_hidden() -> None:
    body = rb"A{\deleted gone}B{\v unseen}C\v unseen\v0 D{\*\nobody x}{\pict\bin4 }}{{}E{\header head}\par"
    assert rtf(body) == [("paragraph", "ABCDE")]


def test_of_two_versions_of_rich_text_that_with_all_characters_is_taken() -> None:
    data = rb"{\rtf1{\info{\upr{\title ?}{\*\ud{\title\u1046?}}}}{\upr{a ?}{\*\ud{a \u1047?}}}\par}"
    assert block_texts(read(article_from_rtf, data)) == [
        (BlockKind.HEADLINE, "Ж"),
        (BlockKind.PARAGRAPH, "a З"),
    ]


def test_rich_text_keeps_headings_lists_tables_and_boxes() -> None:
    styles = rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel1 Own;}{\s2 heading 1;}}"
    body = (
        rb"\pard\s2 One\par\pard\s1 Two\par\pard\s0{\listtext\'b7\tab}first\par{\pntext 3.\tab}third\par"
        rb"\pard\intbl Elm\cell\b 1954\cell\row\intbl Oak\cell 1960\par still\cell\row\pard\plain After"
        rb"{\shp{\*\shpinst{\sp{\sn x}}{\shptxt\pard In a box.\par}}{\shprslt again}}.\par"
    )
    assert rtf(body, styles) == [
        ("heading", "One"),
        ("heading", "Two"),
        ("list-item", "first"),
        ("list-item", "third"),
        ("code", "Elm  1954\nOak  1960 still"),
        ("paragraph", "After."),
        ("paragraph", "In a box."),
    ]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (rb"\qc\b\fs36 Of locks", "headline"),
        (rb"\s9 Of locks", "headline"),
        (rb"\fs36 Of \fs24 locks", "paragraph"),
        (rb"\b Of locks", "paragraph"),
    ],
)
def test_the_first_words_of_rich_text_in_large_letters_are_the_title(first: bytes, kind: str) -> None:
    styles = rb"{\stylesheet{\s9 Title;}}"
    text = rb"\pard\plain The lock is closed, as the keeper says.\par"
    made = read(article_from_rtf, rb"{\rtf1\ansi%s\pard%s\par%s}" % (styles, first, text))
    assert block_texts(made)[0] == (kind, "Of locks")
    assert (made.title == "Of locks") == (kind == "headline")


def test_rich_text_knows_items_by_markers_that_were_typed_and_cells_that_end_with_a_paragraph() -> None:
    row = rb"{\trowd\cellx1\cellx2\intbl{{{\pard\intbl %s\par}\cell}{{\pard\intbl %s\par}\cell}}\intbl\row}"
    body = (
        rb"{\pard \fi-360 \li360 \bullet \tx360\tab The gate\par}{\pard 2.\tab {\b Elm} and oak\par}"
        + row % (b"Elm", b"1954")
        + row % (b"Oak", b"1960")
        + rb"{\pard Tarn:\tab wet\par}"
    )
    assert rtf(body) == [
        ("list-item", "The gate"),
        ("list-item", "Elm and oak"),
        ("code", "Elm  1954\nOak  1960"),
        ("paragraph", "Tarn: wet"),
    ]


def test_rich_text_has_the_day_when_it_was_made_and_its_places() -> None:
    data = (
        rb"{\rtf1{\info{\creatim\yr2024\mo5\dy1\hr8}{\revtim\yr2025\mo1\dy1}}See"
        rb'{\field{\*\fldinst HYPERLINK \\l "mill"}{\fldrslt below}}\par{\*\bkmkstart mill}The mill.\par}'
    )
    made = read(article_from_rtf, data)
    assert made.date == "2024-05-01"
    assert [inline.href for inline in made.inlines] == ["#mill"]
    assert anchor_offset(made, "mill") == made.text.index("The mill")


@pytest.mark.parametrize(
    ("reader", "data", "reason"),
    [
        (article_from_docx, docx()[:-60], "damaged"),
        (article_from_docx, archive({"word/document.xml": "no XML"}), "damaged"),
        (article_from_docx, archive({"word/document.xml": "<!DOCTYPE a><a/>"}), "damaged"),
        (article_from_odt, odt(manifest="<manifest><encryption-data/></manifest>"), "needs a password"),
        (article_from_odt, odt(content="no XML"), "damaged"),
        (article_from_odt, odt(content=CONTENT.replace("office:text>", "office:drawing>")), "no text"),
        (
            article_from_odt,
            odt(content=CONTENT.replace("old", f"{'<text:span>' * 5_000}old{'</text:span>' * 5_000}")),
            "damaged",
        ),
        (article_from_rtf, rb"{\rtf1{\pict 00}}", "no text"),
    ],
    ids=[
        "docx cut off",
        "docx no XML",
        "docx with a type",
        "odt password",
        "odt no XML",
        "odt no text",
        "odt within itself",
        "rtf no text",
    ],
)
def test_what_cannot_be_read(
    reader: Callable[[bytes, str, str], Article | None], data: bytes, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        reader(data, "d.docx", "")


@pytest.mark.parametrize("reader", [article_from_docx, article_from_odt, article_from_rtf])
def test_other_formats_are_left_to_others(reader: Callable[[bytes, str, str], Article | None]) -> None:
    assert reader(b"plain text", "a.txt", "") is None
    assert reader(archive({"a.txt": "plain text"}), "a.zip", "") is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([docx(), odt(), RTF]), st.integers(0, 2**32))
def test_damage_ends_in_an_article_or_a_refusal(whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(whole[: chance.randint(20, len(whole))])
    for _ in range(chance.randint(0, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    for reader in (article_from_docx, article_from_odt, article_from_rtf):
        try:
            made = reader(bytes(data), "", "")
        except Refusal:
            continue
        if made is not None:
            assert_lawful(made)
