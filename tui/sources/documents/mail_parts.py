"""The parts of a letter that are to be read, in their order, and what is in them."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

from lxml.html import HtmlElement

from tui.sources.documents.whole import page_of
from tui.sources.encoding import decode
from tui.sources.files import Refusal

_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
ENCLOSED = ("message/rfc822", "message/global")
"""Kinds of parts that are letters themselves."""
_TEXTS = ("text/html", "text/plain", "text/markdown")
_DEEPEST = 20
"""Parts within parts that are looked into."""
_UNSEEN = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_SIGNATURE = "-- "


def is_sealed(message: EmailMessage) -> bool:
    """Return whether a letter is encrypted, so that its words are for one program alone."""
    return any(part.get_content_type() in _SEALED and not _is_signed(part) for part in message.walk())


def _is_signed(part: EmailMessage) -> bool:
    """Return whether what looks encrypted is signed only; its words are in there, but not to be read here."""
    return "signed" in str(part.get_param("smime-type", ""))


def parts_of(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the texts of a letter that are shown one after the other, and the letters that it encloses.

    Of several ways to say the same the best is taken in which something is said. Files that were sent
    along are left out.
    """
    kind = message.get_content_type()
    if depth > _DEEPEST:
        return
    if kind in ENCLOSED or (kind in _TEXTS and says_something(message)):
        yield message
    elif kind == "multipart/alternative":
        yield from _best(message, depth)
    elif kind == "multipart/related":
        texts = (list(parts_of(part, depth + 1)) for part in _children(message))
        yield from next(filter(None, texts), ())
    elif message.is_multipart():
        for part in _children(message):
            if part.get_content_type() in ENCLOSED or part.get_content_disposition() != "attachment":
                yield from parts_of(part, depth + 1)


def _children(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.iter_parts() if isinstance(part, EmailMessage)]


def _best(message: EmailMessage, depth: int) -> list[EmailMessage]:
    ways = [list(parts_of(part, depth + 1)) for part in _children(message)]
    said = [way for way in ways if way]
    in_html = (way for way in said if any(part.get_content_type() == "text/html" for part in way))
    return next(in_html, said[-1] if said else [])


def says_something(part: EmailMessage) -> bool:
    """Return whether there are words in a part."""
    if part.get_content_type() != "text/html":
        return bool(_bytes(part).strip())
    try:
        tree = seen_page(part)
    except Refusal:
        return False
    return bool("".join(tree.itertext()).strip()) or tree.find(".//img") is not None


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_of(part: EmailMessage) -> str:
    """Return the text of a part, of which the lines are whole where a program broke them to be joined.

    Raises:
        Refusal: it is no text.
    """
    text = decode(_bytes(part), part.get_content_charset(""))
    if str(part.get_param("format", "")).lower() == "flowed":
        return _joined_lines(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text


def seen_page(part: EmailMessage) -> HtmlElement:
    """Return the page that a part is, without what is on it for programs alone, such as a hidden preview.

    Raises:
        Refusal: there is nothing in it.
    """
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text_of(part))
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
