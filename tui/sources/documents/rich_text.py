"""RTF -> Article: the text of a Rich Text document as a page of HTML, then as an article."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.builder import link_target
from tui.sources.documents.rich_text_page import Flow, Setting
from tui.sources.documents.whole import article_of_page

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_LEFT_OUT = frozenset(
    re.findall(
        rb"\w+",
        b"""
    bkmkend colorschememapping colortbl datastore filetbl footer footerf footerl footerr generator header
    headerf headerl headerr info latentstyles listoverridetable listtable mmathPr nonshppict object pict
    revtbl rsidtbl shpinst shprslt themedata wgrffmtfilter xmlnstbl
    """,
    )
)
"""Destinations that hold nothing to be read."""
_NOTED = frozenset({b"bkmkstart", b"fldinst", b"fonttbl", b"listtext", b"pntext", b"stylesheet"})
"""Destinations whose text says something of the text around them."""
_DESTINATIONS = _LEFT_OUT | _NOTED
_ABOUT = frozenset({b"author", b"creatim", b"title"})
"""What a document says of itself."""
_SIGNS = {
    b"tab": "\t",
    b"nestcell": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
}
_ENCODINGS = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}
_PAGES = {
    10000: "mac-roman",
    10001: "shift_jis",
    10006: "mac-greek",
    10007: "mac-cyrillic",
    10029: "mac-latin2",
    10081: "mac-turkish",
    65001: "utf-8",
}
"""The code pages whose number is not Python's name for them."""
_CHARSETS = {
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
}
"""The code pages of fonts; a font of any other set is in that of the document."""
_LINK = re.compile(r'HYPERLINK\s+(\\l\s+)?"([^"]+)"')
_LARGER = 1.25
"""Times the size of most of the text from which on the first paragraph is a title."""
_LONGEST_TITLE = 200
_HEADING = re.compile(r"(?:heading ([1-9])|\btitle);", re.IGNORECASE)


_PLAIN = Setting()


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group.

    Attributes:
        setting: how text is set.
        font: its number, or -1.
        size: of the font, in half points.
        is_unseen: whether text is hidden, or was deleted.
        hidden: the destination that is not shown and that the group is in, or empty.
        around: the one that is around that of which there are two versions.
        skip: bytes after ``\\u`` that stand for the same character in older programs.
    """

    setting: Setting = _PLAIN
    font: int = -1
    size: int = 24
    is_unseen: bool = False
    hidden: bytes = b""
    around: bytes = b""
    skip: int = 1


def article_from_rtf(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that an RTF document holds, or None if the data is none.

    Raises:
        Refusal: there is no text in it.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return None
    reader = _Reader()
    page = reader.page(data)
    title, author = (one_line(reader.said(name), 300) for name in (b"title", b"author"))
    return article_of_page(page, title=title, author=author, date=reader.day())


class _Reader:
    """Goes through the tokens of a document and writes its paragraphs."""

    def __init__(self) -> None:
        self._page = etree.Element("html")
        self._flow = Flow(etree.SubElement(self._page, "body"))
        self._outside: list[tuple[int, Flow, _Element, bool]] = []
        self._notes: list[_Element] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._style = 0
        self._levels: dict[int, int] = {}
        self._state = _State()
        self._outer: list[_State] = []
        self._is_ignorable = False
        self._bytes = bytearray()
        self._to_skip = 0
        self._about: dict[bytes, list[str]] = {}
        self._made: dict[bytes, int] = {}
        self._noted: list[str] = []
        self._high = ""
        self._sizes: Counter[int] = Counter()
        self._first_sizes: set[int] = set()

    def said(self, name: bytes) -> str:
        """Return what the document says of itself under a name, or empty."""
        return "".join(self._about.get(name, ()))

    def day(self) -> str:
        """Return the day on which the document was made, or empty."""
        year, month, day = (self._made.get(part, 0) for part in (b"yr", b"mo", b"dy"))
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 and year > 1900 else ""

    def page(self, data: bytes) -> _Element:
        """Return the page that a whole document is, with the notes at its end."""
        position = 0
        while token := _TOKEN.search(data, position):
            position = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if code is None and plain is None:
                self._flush()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif word == b"bin":
                position += max(0, int(number or 0))
            elif word is not None:
                self._control(word, int(number) if number is not None else None)
            elif code is not None or plain is not None:
                self._add_bytes(bytes.fromhex(code.decode()) if code is not None else plain)
            elif sign is not None:
                self._sign(sign)
        self._flush()
        while self._outside:
            self._leave()
        self._flow.end()
        self._raise_title()
        for note in self._notes:
            self._page[0].append(note)
        return self._page

    def _raise_title(self) -> None:
        """Make a heading of the first paragraph if all of it is larger than most of the text."""
        first = next(iter(self._page[0]), None)
        if first is None or first.tag != "p" or len("".join(first.itertext())) > _LONGEST_TITLE:
            return
        if self._first_sizes and min(self._first_sizes) >= _LARGER * self._sizes.most_common(1)[0][0]:
            first.tag = "h1"

    def _open(self) -> None:
        self._outer.append(self._state)
        self._to_skip = 0
        if self._state.hidden == b"stylesheet":
            self._style, self._noted = 0, []

    def _close(self) -> None:
        if not self._outer:
            return
        ended = self._state.hidden
        self._state = self._outer.pop()
        self._to_skip = 0
        if self._outside and self._outside[-1][0] > len(self._outer):
            self._leave()
        if ended == self._state.hidden:
            return
        said = "".join(self._noted)
        if ended in (b"listtext", b"pntext"):
            self._flow.paragraph.marker = said.strip() or "•"
        elif ended == b"bkmkstart" and said.strip():
            self._flow.paragraph.runs.append(("", Setting(anchor=said.strip())))

    def _enter(self, box: _Element, *, is_note: bool) -> None:
        """Begin to write what stands elsewhere: a note, or what is in a box."""
        self._outside.append((len(self._outer), self._flow, box, is_note))
        self._flow = Flow(box)
        self._state = _State(font=self._state.font, skip=self._state.skip)

    def _leave(self) -> None:
        self._flow.end()
        _, self._flow, box, is_note = self._outside.pop()
        if not is_note:
            self._flow.add_box(box)

    def _begin_note(self) -> None:
        number = len(self._notes) + 1
        reference = f"[{number}]"
        self._flow.paragraph.runs.append((reference, Setting(href=f"#note-{number}")))
        note = etree.Element("div", id=f"note-{number}")
        self._notes.append(note)
        self._enter(note, is_note=True)
        self._flow.paragraph.runs.append((f"{reference} ", _PLAIN))

    def _control(self, word: bytes, value: int | None) -> None:
        is_ignorable, self._is_ignorable = self._is_ignorable, False
        if self._destination(word, is_ignorable):
            return
        hidden = self._state.hidden
        if hidden == b"creatim" and word in (b"yr", b"mo", b"dy"):
            self._made[word] = value or 0
        elif hidden == b"fonttbl" or (hidden == b"stylesheet" and word in (b"s", b"outlinelevel")):
            self._define(word, value or 0)
        elif not self._of_characters(word, value) and not hidden:
            self._of_paragraphs(word, value)

    def _destination(self, word: bytes, is_ignorable: bool) -> bool:
        """Go into the destination that a word begins, if it is one; return whether it is."""
        hidden = self._state.hidden
        if word == b"upr":
            # The words that follow are there again, in all their characters.
            self._state = replace(self._state, hidden=word, around=hidden)
        elif word == b"ud" and hidden == b"upr":
            self._state = replace(self._state, hidden=self._state.around)
        elif word == b"shptxt" and hidden == b"shpinst":
            self._enter(etree.Element("div"), is_note=False)
        elif word == b"footnote" and not hidden:
            self._begin_note()
        elif word in _ABOUT and hidden in (b"", b"info"):
            self._state = replace(self._state, hidden=word)
        elif word in _DESTINATIONS or is_ignorable:
            if not hidden:
                self._state = replace(self._state, hidden=word if word in _DESTINATIONS else b"*")
                self._noted = []
        else:
            return False
        return True

    def _define(self, word: bytes, value: int) -> None:
        """Take what a table says of fonts or styles."""
        match word:
            case b"f":
                self._font = value
            case b"fcharset" if value in _CHARSETS:
                self._fonts[self._font] = _code_page(_CHARSETS[value])
            case b"cpg" if value:
                self._fonts[self._font] = _code_page(value)
            case b"s":
                self._style = value
            case b"outlinelevel" if 0 <= value < 9:
                self._levels[self._style] = min(6, value + 1)

    def _of_characters(self, word: bytes, value: int | None) -> bool:
        """Do what a word says of characters; return whether it says anything of them."""
        state, on = self._state, value != 0
        match word:
            case b"b":
                self._state = replace(state, setting=replace(state.setting, bold=on))
            case b"i":
                self._state = replace(state, setting=replace(state.setting, italic=on))
            case b"strike":
                self._state = replace(state, setting=replace(state.setting, strike=on))
            case b"super" | b"nosupersub":
                self._state = replace(state, setting=replace(state.setting, raised=on and word == b"super"))
            case b"plain":
                self._state = replace(
                    state, setting=Setting(href=state.setting.href), font=-1, size=24, is_unseen=False
                )
            case b"fs":
                self._state = replace(state, size=value or 24)
            case b"v" | b"deleted":
                self._state = replace(state, is_unseen=on)
            case b"f" if value is not None:
                self._state = replace(state, font=value)
            case b"u" if value is not None:
                self._unicode(value % 0x10000)
            case b"uc":
                self._state = replace(state, skip=max(0, min(8, value or 0)))
            case b"ansicpg" if value:
                self._encoding = _code_page(value)
            case _ if word in _ENCODINGS:
                self._encoding = _ENCODINGS[word]
            case _ if word in _SIGNS:
                self._add(_SIGNS[word])
            case _:
                return False
        return True

    def _of_paragraphs(self, word: bytes, value: int | None) -> None:
        """Do what a word says of paragraphs, lines, tables and fields."""
        paragraph = self._flow.paragraph
        match word:
            case b"par" | b"sect" | b"page":
                self._flow.end_paragraph()
            case b"line":
                self._to_skip = 0
                self._add("\n")
            case b"cell":
                self._flow.end_cell()
            case b"row":
                self._flow.end_row()
            case b"pard":
                paragraph.reset()
            case b"intbl":
                paragraph.in_table = True
            case b"s":
                paragraph.level = self._levels.get(value or 0, 0)
            case b"outlinelevel":
                paragraph.level = min(6, (value or 0) + 1) if 0 <= (value or 0) < 9 else 0
            case b"ilvl":
                paragraph.depth = max(0, value or 0)
            case b"fldrslt":
                link = _LINK.search("".join(self._noted))
                href = link_target("", ("#" if link[1] else "") + link[2]) if link else ""
                self._state = replace(self._state, setting=replace(self._state.setting, href=href))

    def _sign(self, sign: bytes) -> None:
        match sign:
            case b"*":
                self._is_ignorable = True
            case b"~":
                self._add("\xa0")
            case b"_":
                self._add("-")
            case b"\n" | b"\r" if not self._state.hidden:
                self._flow.end_paragraph()
            case b"\\" | b"{" | b"}":
                self._add(sign.decode())

    def _add_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Add the bytes that were collected, in which a character may take two."""
        if self._bytes:
            try:
                text = self._bytes.decode(self._fonts.get(self._state.font, self._encoding), "replace")
            except LookupError:
                text = self._bytes.decode("cp1252", "replace")
            self._bytes.clear()
            self._add(text)

    def _unicode(self, code: int) -> None:
        self._to_skip = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return
        text = (self._high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._high = ""
        self._add(text)

    def _add(self, text: str) -> None:
        state = self._state
        if not state.hidden:
            if not state.is_unseen:
                if text.strip():
                    self._note_size(len(text))
                self._flow.paragraph.runs.append((text, state.setting))
        elif state.hidden in _ABOUT:
            self._about.setdefault(state.hidden, []).append(text)
        elif state.hidden in _NOTED:
            self._noted.append(text)
            if state.hidden == b"stylesheet" and (heading := _HEADING.search("".join(self._noted))):
                self._levels.setdefault(self._style, min(6, int(heading[1] or 1)))

    def _note_size(self, length: int) -> None:
        self._sizes[self._state.size] += length
        if not len(self._page[0]):  # nothing is written before the first paragraph ends
            self._first_sizes.add(self._state.size)


def _code_page(number: int) -> str:
    return _PAGES.get(number, f"cp{number}" if number != 1361 else "johab")
