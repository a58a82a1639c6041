"""RTF -> Article: the text of a Rich Text document with its paragraphs, styles and links."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace

from tui.domain.article import Article, BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder, link_target
from tui.sources.documents.whole import finished

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_LEFT_OUT = frozenset(
    re.findall(
        rb"\w+",
        b"""
    bkmkend bkmkstart colorschememapping colortbl datastore filetbl fldinst fonttbl footer footerf footerl
    footerr generator header headerf headerl headerr info latentstyles listoverridetable listtable listtext
    mmathPr nonshppict object pict pntext revtbl rsidtbl shpinst stylesheet themedata wgrffmtfilter xmlnstbl
    """,
    )
)
_SIGNS = {
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
}
_ENCODINGS = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}
_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]+)"')


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group.

    Attributes:
        hidden: the destination that is left out and that the group is in, or empty.
        skip: bytes after ``\\u`` that stand for the same character in older programs.
    """

    bold: bool = False
    italic: bool = False
    strike: bool = False
    hidden: bytes = b""
    skip: int = 1
    href: str = ""


def article_from_rtf(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that an RTF document holds, or None if the data is none.

    Raises:
        Refusal: there is no text in it.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return None
    reader = _Reader()
    reader.read(data)
    title, author = (one_line(reader.said(name), 300) for name in (b"title", b"author"))
    return finished(reader.builder, title=title, author=author)


class _Reader:
    """Goes through the tokens of a document and writes its paragraphs."""

    def __init__(self) -> None:
        self.builder = ArticleBuilder()
        self._encoding = "cp1252"
        self._state = _State()
        self._outer: list[_State] = []
        self._paragraph: list[tuple[str, _State]] = []
        self._bytes = bytearray()
        self._to_skip = 0
        self._level = 0
        self._about: dict[bytes, list[str]] = {}
        self._field: list[str] = []
        self._high = ""

    def said(self, name: bytes) -> str:
        """Return what the document says of itself under a name, or empty."""
        return "".join(self._about.get(name, ()))

    def read(self, data: bytes) -> None:
        """Read a whole document."""
        for token in _TOKEN.finditer(data):
            word, number, code, sign, brace, plain = token.groups()
            if code is None and plain is None:
                self._flush()
            if brace == b"{":
                self._outer.append(self._state)
            elif brace == b"}":
                self._close()
            elif word is not None:
                self._control(word, number)
            elif code is not None or plain is not None:
                self._add_bytes(bytes.fromhex(code.decode()) if code is not None else plain)
            elif sign is not None:
                self._sign(sign)
        self._flush()
        self._end_paragraph()

    def _close(self) -> None:
        if self._outer:
            self._state = self._outer.pop()

    def _control(self, word: bytes, number: bytes | None) -> None:
        value = int(number) if number is not None else None
        on = value != 0
        match word:
            case b"par" | b"sect" | b"page" | b"row":
                self._end_paragraph()
            case b"line" | b"cell":
                self._add("\n" if word == b"line" else "\t")
            case b"b":
                self._state = replace(self._state, bold=on)
            case b"i":
                self._state = replace(self._state, italic=on)
            case b"strike":
                self._state = replace(self._state, strike=on)
            case b"plain":
                self._state = replace(self._state, bold=False, italic=False, strike=False)
            case b"pard":
                self._level = 0
            case b"outlinelevel":
                self._level = min(6, (value or 0) + 1) if (value or 0) < 9 else 0
            case b"u" if value is not None:
                self._unicode(value % 0x10000)
            case b"uc":
                self._state = replace(self._state, skip=max(0, min(8, value or 0)))
            case b"ansicpg" if value:
                self._encoding = f"cp{value}" if value != 65001 else "utf-8"
            case b"fldinst" | b"title" | b"author":
                self._state = replace(self._state, hidden=word)
                if word == b"fldinst":
                    self._field = []
            case b"fldrslt":
                link = _LINK.search("".join(self._field))
                self._state = replace(self._state, href=link_target("", link[1]) if link else "")
            case _ if word in _LEFT_OUT:
                self._state = replace(self._state, hidden=word)
            case _ if word in _SIGNS:
                self._add(_SIGNS[word])
            case _ if word in _ENCODINGS:
                self._encoding = _ENCODINGS[word]

    def _sign(self, sign: bytes) -> None:
        match sign:
            case b"*":
                self._state = replace(self._state, hidden=b"*")
            case b"~":
                self._add("\xa0")
            case b"_":
                self._add("-")
            case b"\n" | b"\r":
                self._end_paragraph()
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
                text = self._bytes.decode(self._encoding, "replace")
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
        self._to_skip = 0 if text and not self._state.hidden and text in "\n\t" else self._to_skip
        match self._state.hidden:
            case b"":
                self._paragraph.append((text, self._state))
            case b"fldinst":
                self._field.append(text)
            case b"title" | b"author" as name:
                self._about.setdefault(name, []).append(text)

    def _end_paragraph(self) -> None:
        kind = BlockKind.HEADING if self._level else BlockKind.PARAGRAPH
        with self.builder.block(kind, self._level):
            for text, state in self._paragraph:
                self._write(text, state)
        self._paragraph = []

    def _write(self, text: str, state: _State) -> None:
        with ExitStack() as styles:
            for wanted, style in (
                (state.bold, InlineStyle.STRONG),
                (state.italic, InlineStyle.EMPHASIS),
                (state.strike, InlineStyle.STRIKE),
            ):
                if wanted:
                    styles.enter_context(self.builder.style(style))
            if state.href:
                styles.enter_context(self.builder.style(InlineStyle.LINK, state.href))
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.builder.line_break()
                self.builder.write(line)
