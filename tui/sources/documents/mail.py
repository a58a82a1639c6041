"""Mail -> Article: a letter, a mailbox, a web page that was saved as MHTML."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from functools import partial
from itertools import pairwise
from mmap import mmap
from typing import TypeVar

from lxml.html import HtmlElement

from tui.domain.article import Article, Block, BlockKind, Inline
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.encoding import decode
from tui.sources.files import FILE_LIMIT, Kind, Refusal, read_in_parts
from tui.sources.formats import format_of
from tui.sources.html import article_from_html
from tui.sources.open import is_web_address, local_path
from tui.sources.plain_text import article_from_text
from tui.system.files import megabytes

_KINDS = ("a mail message", "a mailbox", "a web page saved as MHTML")
_LETTER = re.compile(rb"(?:\A|\r?\n\r?\n)From \S+[^\r\n]*\d{4}[^\r\n]*\r?\n(?=[A-Za-z][\w-]*:)")
"""The line that begins a letter in a mailbox."""
_MOST_LETTERS = 2_000
_HEAD = 4096
"""Bytes of the beginning that are looked at."""
_SEALED_KINDS = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_ENCLOSED = ("message/rfc822", "message/global")
"""Kinds of parts that are letters themselves."""
_TEXTS = ("text/html", "text/plain", "text/markdown")
_DEEPEST = 100
"""Parts within parts that are looked into."""
_UNSEEN = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_SIGNATURE = "-- "
_COUNTED = re.compile(rb"(\d{1,12})[ \t]*\r?\n(?=[A-Za-z][\w-]*:)")
"""How a file of Apple Mail (EMLX) begins: with the number of bytes of the letter, which more comes after."""
_Part = TypeVar("_Part", Block, Inline)
_SEALED = "this letter is encrypted: only the program of the person whom it was sent to opens it"


def article_from_mail(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that a letter holds, or None if the data is no mail.

    The letters of a mailbox are one article, each under a heading. Of a page that was saved as MHTML the
    article is found as on the page itself.

    Raises:
        Refusal: there is no text in it.
    """
    kind = format_of(name, data, Kind.TEXT)
    if kind not in _KINDS and media_type not in ("message/rfc822", "multipart/related", "application/mbox"):
        return None
    if kind == "a mailbox" or media_type == "application/mbox":
        letters = []
        for letter in letters_of(data):
            with suppress(Refusal):
                letters.append(_article(letter))
        return _joined(letters, name)
    return _article(data)


def letters_in(data: bytes | mmap, location: str, name: str) -> list[tuple[str, Callable[[], Article]]]:
    """Return the letters of a mailbox: where each can be opened, and what reads it; none where it is no such.

    What reads a letter raises ``OpeningError`` where there is no text in it.

    Args:
        data: all of the file.
        location: the path of the mailbox, or ``-``.
        name: of its file, or empty.
    """
    if format_of(name, data[:_HEAD], Kind.TEXT) != "a mailbox":
        return []
    found: list[tuple[str, Callable[[], Article]]] = []
    for number, (start, end) in enumerate(_letters(data), 1):
        place = location if location == "-" else f"{location}#{number}"
        found.append((place, partial(_letter, data, start, end, place)))
    return found


def article_from_letter(place: str) -> Article | None:
    """Return the letter at a place that ``letters_in`` named, or None where there is no such mailbox.

    Raises:
        OpeningError: there is no text in it.
    """
    location, _, number = place.rpartition("#")
    try:
        path = local_path(location)
        letters = dict(letters_in(read_in_parts(path), location, path.name) if number.isdecimal() else ())
    except Refusal:
        return None
    return letters[place]() if place in letters else None


def _letter(data: bytes | mmap, start: int, end: int, place: str) -> Article:
    try:
        if end - start > FILE_LIMIT:
            raise Refusal(f"larger than {megabytes(FILE_LIMIT)}")
        return replace(_article(_without_quotes(data[start:end])), location=place)
    except Refusal as refusal:
        raise OpeningError(one_line(place, 1_000), refusal.reason) from refusal


def letters_of(data: bytes) -> Iterator[bytes]:
    """Yield the letters of a mailbox, at most the first 2,000."""
    for start, end in _letters(data)[:_MOST_LETTERS]:
        yield _without_quotes(data[start:end])


def _letters(data: bytes | mmap) -> list[tuple[int, int]]:
    """Return where the letters of a mailbox begin and end."""
    starts = [match.end() - len(match[0].lstrip()) for match in _LETTER.finditer(data)]
    return list(pairwise([*starts, len(data)]))


def _without_quotes(letter: bytes) -> bytes:
    """Return a letter without the line that begins it and the signs before others that are like it."""
    return re.sub(rb"(?m)^>(>*From )", rb"\1", letter.partition(b"\n")[2])


def _article(data: bytes) -> Article:
    """Return the article of one letter.

    Raises:
        Refusal: it holds no text, or none that can be read.
    """
    # What is written before the first header, as by some programs that save letters, is passed over.
    data = data.lstrip()
    if counted := _COUNTED.match(data):
        data = data[counted.end() :][: int(counted[1])]
    try:
        return _article_of(message_from_bytes(data, policy=policy.default))
    except RecursionError as error:
        raise Refusal("this letter is damaged: too much in it is within something else") from error


def _article_of(message: EmailMessage) -> Article:
    title = one_line(_header(message, "subject"), 300)
    body = _body(message, title)
    people = getaddresses([_header(message, "from")])
    author = ", ".join(one_line(name or address, 200) for name, address in people if name or address)
    if author == "Saved by Blink":
        author = ""
    return replace(
        body,
        title=title or body.title or Article.title,
        author=body.author or author,
        date=body.date or _day(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header, or empty where it is missing or cannot be read.

    Older programs write letters beyond ASCII as they are, in an encoding that they do not name.
    """
    raw = next((value for each, value in message.raw_items() if each.lower() == name), "")
    try:
        if any("\udc80" <= letter <= "\udcff" for letter in str(raw)):
            return decode(str(raw).encode(errors="surrogateescape"), message.get_content_charset() or "")
        return str(message.get(name, ""))
    except Exception:  # of what a damaged header makes the parser raise, of any kind
        return ""


def _day(message: EmailMessage) -> str:
    """Return the day on which a letter was sent, where it was, or empty."""
    try:
        sent = message["date"].datetime
    except Exception:  # there is none, or one that is no date
        return ""
    return f"{sent:%Y-%m-%d}" if sent is not None else ""


def _body(message: EmailMessage, title: str) -> Article:
    """Return what a letter says, with the letters that it encloses under headings."""
    if saved := _saved_page(message):
        return saved
    whole = _Whole()
    for part in _parts_of(message):
        with suppress(Refusal):
            if part.get_content_type() in _ENCLOSED:
                enclosed = part.get_payload(0)
                if isinstance(enclosed, EmailMessage):
                    whole.add_letter(_article_of(enclosed), 2, title)
            elif part.get_content_type() == "text/html":
                whole.add(article_of_page(_seen_page(part), title="" if whole.articles else title))
            else:
                said = article_from_text(_text_of(part), "")
                whole.add(said if whole.articles else _titled(said, title))
    if not whole.articles:
        raise Refusal(_SEALED if _is_sealed(message) else "there is no text in this letter")
    return whole.article()


def _saved_page(message: EmailMessage) -> Article | None:
    """Return the article on a page that was saved as MHTML, or None if a letter is no such page."""
    saved_from = one_line(_header(message, "snapshot-content-location"), 4_000)
    # A letter with pictures is made like such a page, but was sent to a person.
    if not saved_from and (message.get_content_type() != "multipart/related" or message.get("to")):
        return None
    part = next((each for each in message.walk() if each.get_content_type() == "text/html"), message)
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or part.get_content_maintype() != "text":
        return None
    place = saved_from or one_line(_header(part, "content-location"), 4_000)
    address = place if is_web_address(place) else ""
    return article_from_html(data, "", declared=part.get_content_charset(""), address=address)


def _titled(article: Article, title: str) -> Article:
    """Return an article of plain text with a headline before its text."""
    if not title:
        return article
    shift = len(title) + 2
    return replace(
        article,
        text=f"{title}\n\n{article.text}",
        blocks=(
            Block(0, len(title), BlockKind.HEADLINE),
            *(_plain(block, shift) for block in article.blocks),
        ),
        inlines=tuple(_moved(article.inlines, shift)),
    )


def _plain(block: Block, shift: int) -> Block:
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADLINE else block.kind
    return block._replace(start=block.start + shift, end=block.end + shift, kind=kind)


def _moved(parts: Iterable[_Part], by: int) -> Iterator[_Part]:
    return (part._replace(start=part.start + by, end=part.end + by) for part in parts)


def _joined(letters: list[Article], name: str) -> Article:
    """Return one article of all letters, each under its subject, sender and day."""
    if not letters:
        raise Refusal("there is no letter in this mailbox" if name else "there is no text in it")
    whole = _Whole()
    for letter in letters:
        whole.add_letter(letter, 1)
    return replace(whole.article(), title=Article.title)


class _Whole:
    """Makes one article of several, one after the other."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self._texts: list[str] = []
        self._blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._length = 0

    def article(self) -> Article:
        """Return it; where there is one alone, that."""
        if len(self.articles) == 1 and self._texts == [self.articles[0].text]:
            return self.articles[0]
        first = self.articles[0]
        text, blocks, inlines = "\n\n".join(self._texts), tuple(self._blocks), tuple(self._inlines)
        return replace(first, text=text, blocks=blocks, inlines=inlines, author="", date="", anchors=())

    def add(self, article: Article) -> None:
        """Add an article as it is."""
        self.articles.append(article)
        self._add(article.text, article.blocks, article.inlines)

    def add_letter(self, letter: Article, level: int, title: str = "") -> None:
        """Add a letter under a heading; before the first of all comes the title of the whole."""
        if title and not self.articles:
            self._add(title, [Block(0, len(title), BlockKind.HEADLINE)])
        self.articles.append(letter)
        heading = letter.title or "(no subject)"
        self._add(heading, [Block(0, len(heading), BlockKind.HEADING, level)])
        if about := ", ".join(part for part in (letter.author, letter.date) if part):
            self._add(about, [Block(0, len(about))])
        rest = [block for block in letter.blocks if block.kind is not BlockKind.HEADLINE]
        if rest:
            first = rest[0].start
            inlines = [each for each in letter.inlines if each.start >= first]
            self._add(letter.text[first:], _moved(rest, -first), _moved(inlines, -first))

    def _add(self, text: str, blocks: Iterable[Block], inlines: Iterable[Inline] = ()) -> None:
        self._texts.append(text)
        self._blocks += _moved(blocks, self._length)
        self._inlines += _moved(inlines, self._length)
        self._length += len(text) + 2


def _is_sealed(message: EmailMessage) -> bool:
    """Return whether a letter is encrypted, so that its words are for one program alone."""
    return any(part.get_content_type() in _SEALED_KINDS and not _is_signed(part) for part in message.walk())


def _is_signed(part: EmailMessage) -> bool:
    """Return whether what looks encrypted is signed only; its words are in there, but not to be read here."""
    return "signed" in str(part.get_param("smime-type", ""))


def _parts_of(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the texts of a letter that are shown one after the other, and the letters that it encloses.

    Of several ways to say the same the best is taken in which something is said. Files that were sent
    along are left out.
    """
    kind = message.get_content_type()
    if depth > _DEEPEST:
        return
    if kind in _ENCLOSED or (kind in _TEXTS and _says_something(message)):
        yield message
    elif kind == "multipart/alternative":
        yield from _best(message, depth)
    elif kind == "multipart/related":
        texts = (list(_parts_of(part, depth + 1)) for part in _children(message))
        yield from next(filter(None, texts), ())
    elif message.is_multipart():
        for part in _children(message):
            if part.get_content_type() in _ENCLOSED or part.get_content_disposition() != "attachment":
                yield from _parts_of(part, depth + 1)


def _children(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.iter_parts() if isinstance(part, EmailMessage)]


def _best(message: EmailMessage, depth: int) -> list[EmailMessage]:
    ways = [list(_parts_of(part, depth + 1)) for part in _children(message)]
    said = [way for way in ways if way]
    in_html = (way for way in said if any(part.get_content_type() == "text/html" for part in way))
    return next(in_html, said[-1] if said else [])


def _says_something(part: EmailMessage) -> bool:
    """Return whether there are words in a part."""
    if part.get_content_type() != "text/html":
        return bool(_bytes(part).strip())
    try:
        tree = _seen_page(part)
    except Refusal:
        return False
    return bool("".join(tree.itertext()).strip()) or tree.find(".//img") is not None


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text_of(part: EmailMessage) -> str:
    """Return the text of a part, of which the lines are whole where a program broke them to be joined.

    Raises:
        Refusal: it is no text.
    """
    text = decode(_bytes(part), part.get_content_charset(""))
    if str(part.get_param("format", "")).lower() == "flowed":
        return _joined_lines(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _seen_page(part: EmailMessage) -> HtmlElement:
    """Return the page that a part is, without what is on it for programs alone, such as a hidden preview.

    Raises:
        Refusal: there is nothing in it.
    """
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", _text_of(part))
    tree = page_of(source)
    for element in tree.xpath("//body//*[@style]|//head/style|//script"):
        if element.getparent() is not None and (
            not isinstance(element.tag, str)
            or element.tag in ("style", "script")
            or _UNSEEN.search(element.get("style") or "")
        ):
            element.drop_tree()
    return tree


def _joined_lines(text: str, is_without_space: bool) -> str:
    """Return a text in the format called flowed (RFC 3676), of which a line that ends in a space goes on."""
    lines: list[str] = []
    goes_on, last = False, 0
    for line in text.splitlines():
        said = line.lstrip(">")
        depth = len(line) - len(said)
        said = said.removeprefix(" ")
        is_signature = said == _SIGNATURE
        if goes_on and depth == last and not is_signature:
            lines[-1] += said
        else:
            lines.append(f"{'>' * depth} {said}" if depth else said)
        goes_on, last = said.endswith(" ") and not is_signature, depth
        if goes_on and is_without_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
