"""Mail -> Article: a letter, a mailbox, a web page that was saved as MHTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from functools import partial
from itertools import pairwise

from tui.domain.article import Article, Block, BlockKind, Inline
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.encoding import decode
from tui.sources.files import Kind, Refusal, read_path
from tui.sources.formats import format_of
from tui.sources.html import article_from_html
from tui.sources.open import local_path
from tui.sources.plain_text import article_from_text

_KINDS = ("a mail message", "a mailbox", "a web page saved as MHTML")
_LETTER = re.compile(rb"(?:\A|\r?\n\r?\n)From \S+[^\r\n]*\d{4}[^\r\n]*\r?\n(?=[A-Za-z][\w-]*:)")
"""The line that begins a letter in a mailbox."""
_MOST_LETTERS = 2_000


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
        letters = [_article(letter) for letter in letters_of(data)]
        return _joined([letter for letter in letters if letter is not None], name)
    article = _article(data)
    if article is None:
        raise Refusal("there is no text in this letter")
    return article


def letters_in(data: bytes, location: str, name: str) -> list[tuple[str, Callable[[], Article]]]:
    """Return the letters of a mailbox: where each can be opened, and what reads it; none where it is no such.

    What reads a letter raises ``OpeningError`` where there is no text in it.

    Args:
        data: all of the file.
        location: the path of the mailbox, or ``-``.
        name: of its file, or empty.
    """
    if format_of(name, data, Kind.TEXT) != "a mailbox":
        return []
    found: list[tuple[str, Callable[[], Article]]] = []
    for number, letter in enumerate(letters_of(data), 1):
        place = location if location == "-" else f"{location}#{number}"
        found.append((place, partial(_letter, letter, place)))
    return found


def article_from_letter(place: str) -> Article | None:
    """Return the letter at a place that ``letters_in`` named, or None where there is no such mailbox.

    Raises:
        OpeningError: there is no text in it.
    """
    location, _, number = place.rpartition("#")
    try:
        path = local_path(location)
        letters = dict(letters_in(read_path(path), location, path.name) if number.isdecimal() else ())
    except Refusal:
        return None
    return letters[place]() if place in letters else None


def _letter(data: bytes, place: str) -> Article:
    article = _article(data)
    if article is None:
        raise OpeningError(one_line(place, 1_000), "there is no text in this letter")
    return replace(article, location=place)


def letters_of(data: bytes) -> Iterator[bytes]:
    """Yield the letters of a mailbox, at most the first 2,000."""
    starts = [match.start() + len(match[0]) - len(match[0].lstrip()) for match in _LETTER.finditer(data)]
    for start, end in list(pairwise([*starts, len(data)]))[:_MOST_LETTERS]:
        _, _, letter = data[start:end].partition(b"\n")
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", letter)


def _article(data: bytes) -> Article | None:
    """Return the article of one letter, or None if it holds no text."""
    # What is written before the first header, as by some programs that save letters, is passed over.
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    if not isinstance(message, EmailMessage):
        return None
    title = one_line(_header(message, "subject"), 300)
    try:
        body = _body(message, title)
    except Refusal:
        return None
    if body is None:
        return None
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
    """Return a header, or empty where it is missing or cannot be read."""
    try:
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


def _body(message: EmailMessage, title: str) -> Article | None:
    """Return what a letter says, from its HTML or else from its plain text."""
    saved_from = one_line(_header(message, "snapshot-content-location"), 4_000)
    part = message.get_body(("related", "html", "plain")) or message
    if part.get_content_type() == "multipart/related":
        part = next((each for each in part.walk() if each.get_content_maintype() == "text"), part)
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip() or part.get_content_maintype() != "text":
        return None
    charset = part.get_content_charset("")
    if part.get_content_subtype() != "html":
        return _titled(article_from_text(decode(data, charset), ""), title)
    if saved_from or message.get_content_type() == "multipart/related":
        return article_from_html(data, "", declared=charset, address=saved_from)
    source = decode(data, charset)
    return article_of_page(page_of(re.sub(r"\A\s*<\?xml[^>]*\?>", "", source)), title=title)


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
        inlines=_moved(article.inlines, shift),
    )


def _plain(block: Block, shift: int) -> Block:
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADLINE else block.kind
    return block._replace(start=block.start + shift, end=block.end + shift, kind=kind)


def _moved(inlines: tuple[Inline, ...], shift: int) -> tuple[Inline, ...]:
    return tuple(each._replace(start=each.start + shift, end=each.end + shift) for each in inlines)


def _joined(letters: list[Article], name: str) -> Article:
    """Return one article of all letters, each under its subject, sender and day."""
    if not letters:
        raise Refusal("there is no letter in this mailbox" if name else "there is no text in it")
    texts: list[str] = []
    blocks: list[Block] = []
    inlines: list[Inline] = []
    length = 0

    def add(text: str, parts: list[Block]) -> None:
        nonlocal length
        texts.append(text)
        blocks.extend(part._replace(start=part.start + length, end=part.end + length) for part in parts)
        length += len(text) + 2

    for letter in letters:
        heading = letter.title or "(no subject)"
        add(heading, [Block(0, len(heading), BlockKind.HEADING, 1)])
        if about := ", ".join(part for part in (letter.author, letter.date) if part):
            add(about, [Block(0, len(about))])
        rest = [block for block in letter.blocks if block.kind is not BlockKind.HEADLINE]
        if rest:
            first = rest[0].start
            inlines += (
                each._replace(start=each.start - first + length, end=each.end - first + length)
                for each in letter.inlines
                if each.start >= first
            )
            add(letter.text[first:], [b._replace(start=b.start - first, end=b.end - first) for b in rest])
    return Article(location="", text="\n\n".join(texts), blocks=tuple(blocks), inlines=tuple(inlines))
