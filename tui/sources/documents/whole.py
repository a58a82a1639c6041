"""HTML that is all article, as in books and letters: writes it, and finds what its links lead to."""

from collections.abc import Callable

from lxml.etree import ParserError, _Element
from lxml.html import HtmlElement, document_fromstring

from tui.domain.article import Article, BlockKind
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder
from tui.sources.files import Refusal
from tui.sources.page import parts_of
from tui.sources.parts import PICTURE, Part, letters, write_formulas

_AS_BOXES = ("aside", "footer", "nav", "form")
"""Elements that hold what is not of the article on a page of the web, and what is in a book."""
_BEGINNING = 4
"""Parts of a page among which the title may stand once more."""


def write_whole(
    builder: ArticleBuilder, tree: _Element, *, title: str = "", heading: str = "", name: str = ""
) -> tuple[tuple[str, int], ...]:
    """Add all text of a page to an article; return the anchors in it with their code points.

    Args:
        builder: takes it.
        tree: the page; its elements change.
        title: of the whole; where it stands at the beginning it is left out, for it is there already.
        heading: what the page is called where it has no heading of its own, or empty.
        name: an anchor for its beginning, or empty.
    """
    for element in tree.iter(*_AS_BOXES):
        element.tag = "div"
    write_formulas(tree)
    parts = parts_of(tree, "")
    wording = letters(title)
    parts = [part for at, part in enumerate(parts) if not (at < _BEGINNING and part.key == wording)]
    pictures = [part.text == PICTURE for part in parts]
    parts = [part for at, part in enumerate(parts) if not (pictures[at] and at and pictures[at - 1])]
    starts: list[int] = []
    begin = builder.position
    if heading and not any(part.kind is BlockKind.HEADING for part in parts[:_BEGINNING]):
        if parts and parts[0].key == letters(heading):
            parts[0].kind, parts[0].level = BlockKind.HEADING, 1
        elif parts:
            with builder.block(BlockKind.HEADING, 1):
                builder.write(heading)
    for part in parts:
        starts.append(builder.position)
        part.write(builder, "")
    anchors = [(name, begin)] if name else []
    anchors += [(anchor, starts[number]) for anchor, number in _anchors(tree, parts) if number < len(starts)]
    return tuple(anchors)


def page_of(source: str) -> HtmlElement:
    """Return the tree of HTML that is all article.

    Raises:
        Refusal: there is nothing in it.
    """
    try:
        return document_fromstring(source)
    except (ParserError, ValueError) as error:
        raise Refusal("there is no text in it") from error


def article_of_page(
    tree: _Element, *, title: str = "", author: str = "", date: str = "", language: str = ""
) -> Article:
    """Return the article that a page holds which is all article.

    Args:
        tree: the page; its elements change.
        title: what it is called; the first heading if empty.
        author, date, language: as of ``Article``.

    Raises:
        Refusal: there is no text on it.
    """
    builder = ArticleBuilder()
    if title:
        with builder.block(BlockKind.HEADLINE):
            builder.write(title)
    anchors = write_whole(builder, tree, title=title)
    return finished(builder, title=title, author=author, date=date, language=language, anchors=anchors)


def finished(
    builder: ArticleBuilder,
    *,
    title: str = "",
    author: str = "",
    date: str = "",
    language: str = "",
    anchors: tuple[tuple[str, int], ...] = (),
) -> Article:
    """Return the article of all that was written; its first heading is the headline where there is no title.

    Args:
        builder: took the text, and before it the title, if there is one and it was written.
        title: what it is called, or empty.
        author, date, language, anchors: as of ``Article``.

    Raises:
        Refusal: nothing was written but the title.
    """
    text, blocks, inlines = builder.finish()
    if not any(block.kind is not BlockKind.HEADLINE for block in blocks):
        raise Refusal("there is no text in it")
    if not title and blocks[0].kind is BlockKind.HEADING:
        title = one_line(text[blocks[0].start : blocks[0].end], 300)
        blocks = (blocks[0]._replace(kind=BlockKind.HEADLINE, level=0), *blocks[1:])
    return Article(
        location="",
        text=text,
        blocks=blocks,
        inlines=inlines,
        title=title or Article.title,
        author=author,
        date=date,
        language=language,
        anchors=anchors,
    )


def _anchors(tree: _Element, parts: list[Part]) -> list[tuple[str, int]]:
    """Return each id on a page with the number of the part that it is in, or else of the next one."""
    numbers: dict[_Element, int] = {}
    for number, part in enumerate(parts):
        numbers.setdefault(part.element, number)
    found: list[tuple[str, int]] = []
    _walk(tree, numbers, found)
    return found


def _walk(tree: _Element, numbers: dict[_Element, int], found: list[tuple[str, int]]) -> None:
    waiting: list[str] = []
    last = -1
    for element in tree.iter("*"):
        number = numbers.get(element)
        if number is not None:
            last = number
            found += [(name, number) for name in waiting]
            waiting.clear()
        anchor = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if anchor:
            around = number if number is not None else _around(element, numbers, last)
            if around is None:
                waiting.append(anchor)
            else:
                found.append((anchor, around))
    found += [(name, last) for name in waiting if last >= 0]


def _around(element: _Element, numbers: dict[_Element, int], last: int) -> int | None:
    """Return the part within whose element another stands, if that is the last that began."""
    for above in element.iterancestors():
        number = numbers.get(above)
        if number is not None:
            return number if number == last else None
    return None


def prefixed(tree: _Element, prefix: str, target: Callable[[str], str]) -> None:
    """Give the ids of a page a prefix, and let its links lead where ``target`` says.

    Args:
        tree: the page; its elements change.
        prefix: that makes the ids unique among several pages.
        target: from what a link says to where it leads.
    """
    for element in tree.iter("*"):
        if anchor := element.get("id") or (element.get("name") if element.tag == "a" else None):
            element.set("id", prefix + anchor)
        if href := element.get("href"):
            element.set("href", target(href))
