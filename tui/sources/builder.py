"""ArticleBuilder: collects what a parser meets into text, blocks and inlines; links."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from tui.domain.article import Block, BlockKind, Inline, InlineStyle
from tui.domain.text.sanitize import one_line, sanitize

BULLETS = ("•", "◦", "▪")
"""The marks of list items without a number, by their level; the last is for all deeper ones."""
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SMALL = re.compile(r"[0-9+\-−=()n]{1,6}\Z")
_SPACES = re.compile("[ \t\n\r\f]+")
_LONGEST_HREF = 4_000
_SCHEMES = frozenset({"", "http", "https", "mailto", "postil"})
_RULE_TEXT = "* * *"
"""What a dividing line is in the text."""


class _BlockContext(NamedTuple):
    """What a block that opens now will be."""

    kind: BlockKind
    level: int
    marker: str


class _OpenStyle:
    """A style that is not closed yet; ``start`` is a code point of the open block."""

    def __init__(self, style: InlineStyle, href: str, start: int) -> None:
        self.style, self.href, self.start = style, href, start


class ArticleBuilder:
    """Takes what a parser meets, in its order, and makes of it what ``Article`` promises.

    A block opens with the first text written in it; so blocks without text come to nothing.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._contexts = [_BlockContext(BlockKind.PARAGRAPH, 0, "")]
        self._run: list[str] = []
        self._run_length = 0
        self._styles: list[_OpenStyle] = []
        self._pending: list[Inline] = []

    @contextmanager
    def block(self, kind: BlockKind, level: int = 0, marker: str = "") -> Iterator[None]:
        """Make what is written inside a block of that kind, or several if other blocks are within.

        The marker goes to the first of them.
        """
        self.end_block()
        self._contexts.append(_BlockContext(kind, level, one_line(marker, 12)))
        try:
            yield
        finally:
            self.end_block()
            self._contexts.pop()

    @contextmanager
    def part(self) -> Iterator[None]:
        """Make what is written inside a block of its own, of the kind of what it stands in."""
        self.end_block()
        try:
            yield
        finally:
            self.end_block()

    @contextmanager
    def style(self, style: InlineStyle, href: str = "") -> Iterator[None]:
        """Give what is written inside that style."""
        opened = _OpenStyle(style, one_line(href, _LONGEST_HREF), self._run_length)
        self._styles.append(opened)
        try:
            yield
        finally:
            self._styles.remove(opened)
            self._add_inline(opened)

    def write(self, text: str) -> None:
        """Add running text, in which any white space counts as one space."""
        text = _SPACES.sub(" ", sanitize(text))
        if not self._run or self._run[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        self._append(text)

    def write_verbatim(self, text: str) -> None:
        """Add text whose spaces and line ends count."""
        self._append(sanitize(text.expandtabs(4)))

    def line_break(self) -> None:
        """Begin a new line within the block; two in a row begin a new block of the same kind."""
        if not self._run:
            return
        last = self._run[-1]
        if last.endswith("\n"):
            self.end_block()
            return
        self._run[-1] = last.rstrip(" ")
        self._run_length -= len(last) - len(self._run[-1])
        if not self._run[-1]:
            self._run.pop()
        if self._run:
            self._append("\n")

    @property
    def position(self) -> int:
        """The code point at which the next block will begin, once no block is open."""
        return self._length + 2 if self._blocks else 0

    def rule(self) -> None:
        """Add a block that divides."""
        with self.block(BlockKind.RULE):
            self.write(_RULE_TEXT)

    def end_block(self) -> None:
        """Close the open block, if any; styles that are open go on in the next."""
        for opened in self._styles:
            self._add_inline(opened)
            opened.start = 0
        text = "".join(self._run)
        inlines = sorted(self._pending, key=lambda inline: (inline.start, -inline.end))
        self._run, self._run_length, self._pending = [], 0, []
        kind, level, marker = self._contexts[-1]
        core = text.strip("\n") if kind is BlockKind.CODE else text.strip()
        if not core.strip():
            return
        if self._blocks:
            self._parts.append("\n\n")
            self._length += 2
        start = self._length
        self._blocks.append(Block(start, start + len(core), kind, level, marker))
        self._parts.append(core)
        self._length += len(core)
        self._contexts[-1] = _BlockContext(kind, level, "")
        self._add_inlines(inlines, core, start, text.index(core))

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Inline, ...]]:
        """Return text, blocks and inlines of all that was written."""
        self.end_block()
        return "".join(self._parts), tuple(self._blocks), tuple(self._inlines)

    def _append(self, text: str) -> None:
        if text:
            self._run.append(text)
            self._run_length += len(text)

    def _add_inline(self, opened: _OpenStyle) -> None:
        """Note that a style reaches up to here; offsets are those of the open block."""
        if opened.start < self._run_length:
            self._pending.append(Inline(opened.start, self._run_length, opened.style, opened.href))

    def _add_inlines(self, inlines: list[Inline], core: str, start: int, lead: int) -> None:
        """Add the styles of a block that begins at ``start``, without the white space at their ends."""
        for first, last, style, href in inlines:
            first, last = max(0, first - lead), max(0, min(len(core), last - lead))
            wording = core[first:last]
            if wording.strip():
                first += len(wording) - len(wording.lstrip())
                last -= len(wording) - len(wording.rstrip())
                self._inlines.append(Inline(start + first, start + last, style, href))


def link_target(base: str, href: str) -> str:
    """Return where a link leads from ``base``, or empty if that is nowhere a reader could go."""
    try:
        target = one_line(urljoin(base, href.strip()), _LONGEST_HREF)
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return target if scheme in _SCHEMES else ""


def with_standfirst(blocks: tuple[Block, ...], inlines: tuple[Inline, ...]) -> tuple[Block, ...]:
    """Return the blocks; a paragraph after the headline that is all emphasised becomes the standfirst."""
    for number, (before, block) in enumerate(pairwise(blocks), 1):
        if before.kind is BlockKind.HEADLINE:
            whole = Inline(block.start, block.end, InlineStyle.EMPHASIS)
            if block.kind is BlockKind.PARAGRAPH and whole in inlines:
                standfirst = block._replace(kind=BlockKind.STANDFIRST)
                return (*blocks[:number], standfirst, *blocks[number + 1 :])
            break
    return blocks


def superscript(text: str) -> str:
    """Return numbers and the like as they are written above the line; another text as it is."""
    return text.translate(_SUPERSCRIPTS) if _SMALL.match(text) else text
