"""Article, blocks, links, citation."""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cached_property
from operator import itemgetter
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from tui.domain.text.sanitize import one_line, sanitize

BY_CONTENT = "sha256:"
"""How the id of an article begins that is known by its content, not by an address."""


class BlockKind(StrEnum):
    """What a block of the text is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    BLOCK_QUOTE = "block-quote"
    CODE = "code"
    RULE = "rule"


class Block(NamedTuple):
    """One paragraph, heading, list item, ... of an article. Blocks are sorted and disjoint.

    Attributes:
        start, end: code points; the text of a block never starts or ends with white space,
            except that of code.
        kind: what it is.
        level: 1-6 for a heading; depth of nesting, from 0, for list items and quotations.
        marker: what stands before a list item, such as ``•`` or ``3.``, or the language of code; not part
            of the text.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""


class InlineStyle(StrEnum):
    """How a stretch within a block is set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    STRIKE = "strike"
    LINK = "link"


class Inline(NamedTuple):
    """A styled stretch of text, in code points. Inlines are sorted by start and may nest.

    Attributes:
        href: where a link leads, empty for other styles. As untrusted as the text itself.
    """

    start: int
    end: int
    style: InlineStyle
    href: str = ""


class Markup(StrEnum):
    """What of an article can be marked up where it is written as plain text."""

    NAMES = "names"
    QUOTES = "quotes"
    NOTES = "notes"
    HEADINGS = "headings"


@dataclass(frozen=True)
class Article:
    """An article as it is shown, analysed and annotated.

    All offsets anywhere in Postil are code points of ``text``. The text holds no control
    characters but line feeds (see ``tui.domain.text.sanitize``); its blocks are separated by one or
    more of them.

    Attributes:
        location: the path, address or ``-`` it was opened from.
        text: headline, standfirst and body.
        blocks: the parts of the text, in its order, disjoint; only white space lies between.
        inlines: styled stretches.
        title: the headline, else the best name for the article; never empty.
        date: the day of publication, ``YYYY-MM-DD``, of some books the year or month alone, or empty.
        author, site: as the source gives them, or empty.
        address: the web address that identifies the article, or empty.
        language: the code of the language that the source says it is in, or empty.
        anchors: names of places in the text that its own links lead to, with their code points.
        pages: where the pages of a printed or paged source begin, in code points, with their labels.
        stored_as: the id that it is stored under, where that is another one, or empty.
    """

    location: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    inlines: tuple[Inline, ...] = field(default=(), repr=False)
    title: str = "Untitled"
    date: str = ""
    author: str = ""
    site: str = ""
    address: str = ""
    language: str = ""
    anchors: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    pages: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    stored_as: str = ""

    @cached_property
    def text_hash(self) -> str:
        """Return the SHA-256 of the text, in hexadecimal: the version of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Return the identity of the article: its address, else its content; never its path.

        A text that was changed since it was annotated, or is the same as that of an address, goes by
        the id under which it is stored.
        """
        return self.stored_as or self.address or BY_CONTENT + self.text_hash

    @property
    def source(self) -> str:
        """Return where it is from, in short: the site, else the host or the name of the file."""
        if self.site:
            return self.site
        if self.address:
            return urlsplit(self.address).hostname or self.address
        return "standard input" if self.location == "-" else self.location.rsplit("/", 1)[-1]

    def page_at(self, offset: int) -> str:
        """Return the label of the page on which a code point of the text stands, or empty."""
        number = bisect_right(self.pages, offset, key=itemgetter(0))
        return self.pages[number - 1][1] if number else ""

    @cached_property
    def word_count(self) -> int:
        """Return the number of words, counted by the white space between them.

        Exact where one space or line feed stands between two words of a block; splitting a
        long text would take as long as showing it.
        """
        between_blocks = len(self.text) - sum(block.end - block.start for block in self.blocks)
        return self.text.count(" ") + self.text.count("\n") - between_blocks + len(self.blocks)

    @property
    def reading_minutes(self) -> int:
        """Return the minutes to read it, at least 1."""
        return minutes_to_read(self.word_count)


def minutes_to_read(words: int) -> int:
    """Return the minutes that so many words take at 238 a minute, at least 1.

    The rate is the mean for English non-fiction of Brysbaert, "How many words do we read per minute?",
    Journal of Memory and Language 109 (2019).
    """
    return max(1, round(words / 238))


def cited(article: Article, start: int, end: int) -> str:
    """Return a passage in quotation marks, and below it title, source, date, page and place of ``article``.

    Args:
        article: it.
        start, end: of the passage, in code points of the text.
    """
    passage = sanitize(article.text[start:end]).strip()
    if not passage.startswith(("“", '"', "«", "„")):
        passage = f"“{passage}”"
    place = article.address or ("" if article.location == "-" else article.location)
    page = article.page_at(start)
    parts = (article.title, article.source, article.date, page and f"p. {page}", place)
    return f"{passage}\n— {', '.join(one_line(part) for part in parts if part)}\n"


_DROPPED = re.compile(r"[^\w\- ]")
"""What a heading has that its anchor has not."""


class Reach(Enum):
    """Whether the target of a link can be read."""

    HERE = auto()
    """It is in this article."""
    ELSEWHERE = auto()
    """It is another article."""
    NOWHERE = auto()
    """It is nothing that is read: an address to write to, a program, a file on another computer, ..."""


class LinkTarget(NamedTuple):
    """What a link leads to.

    Attributes:
        reach: whether it can be read.
        location: the path or address to open; empty unless it is elsewhere.
        anchor: the name of a place in it, without the ``#``, or empty.
    """

    reach: Reach
    location: str = ""
    anchor: str = ""


_NOWHERE = LinkTarget(Reach.NOWHERE)


def link_target(href: str, article: Article) -> LinkTarget:
    """Return what ``href``, the target of a link in ``article``, leads to.

    A page from the web never leads to a file of this computer, nor into the library.
    """
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return _NOWHERE
    anchor, scheme = unquote(parts.fragment), parts.scheme.lower()
    if scheme in ("http", "https") and host:
        address = urldefrag(href).url
        if article.address and address == urldefrag(article.address).url:
            return LinkTarget(Reach.HERE, "", anchor)
        return LinkTarget(Reach.ELSEWHERE, address, anchor)
    if not scheme and not parts.netloc and not parts.path and not parts.query:
        return LinkTarget(Reach.HERE, "", anchor)
    if scheme == "postil" and not article.address:
        return LinkTarget(Reach.ELSEWHERE, href)
    is_path = (not scheme and not parts.netloc) or (scheme == "file" and host in (None, "localhost"))
    if article.address or not is_path or not parts.path or "\0" in unquote(parts.path):
        return _NOWHERE
    # As seen from the folder of the article. That of what came through a pipe is not known: the program's
    # own is meant, and no home folder.
    folder = "" if article.location == "-" else dirname(article.location)
    path = normpath(join(folder, unquote(parts.path)))
    path = f"./{path}" if path.startswith(("~", "-")) else path
    if path == article.location:
        return LinkTarget(Reach.HERE, "", anchor)
    return LinkTarget(Reach.ELSEWHERE, path, anchor)


_FOOTNOTE = "fn-"


def anchor_offset(article: Article, anchor: str) -> int | None:
    """Return where in the text the heading or footnote is that gives this anchor; None if there is none.

    Names that the source gives come first. Else they are made as is usual: small letters, hyphens for
    spaces, no other marks, and a number for each heading of the same wording after the first. An empty
    name, and ``top``, are the beginning; ``fn-2`` is the footnote whose marker is ``[2]``.
    """
    if (known := next((offset for name, offset in article.anchors if name == anchor), None)) is not None:
        return known
    wanted = _anchor_of(anchor)
    if wanted in ("", "top"):
        return 0
    seen: dict[str, int] = {}
    for block in article.blocks:
        if block.kind not in (BlockKind.HEADLINE, BlockKind.HEADING):
            continue
        name = _anchor_of(article.text[block.start : block.end])
        times = seen.get(name, 0)
        seen[name] = times + 1
        if wanted == (f"{name}-{times}" if times else name):
            return block.start
    note = f"[{wanted.removeprefix(_FOOTNOTE)}]"
    notes = (block.start for block in article.blocks if block.marker == note)
    return next(notes, None) if wanted.startswith(_FOOTNOTE) else None


def _anchor_of(heading: str) -> str:
    return _DROPPED.sub("", heading.strip().lower()).replace(" ", "-").replace("_", "-")
