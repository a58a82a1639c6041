"""The body of a web page, as trafilatura hands it over, written into an article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tui.domain.article import BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder
from tui.sources.tables import write_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES = {"#b": InlineStyle.STRONG, "#i": InlineStyle.EMPHASIS, "#t": InlineStyle.CODE}
_BULLETS = ("•", "◦", "▪")
_DEEPEST = 40
"""Elements within elements; what is nested deeper is written without its structure."""
_LINKS = frozenset({"", "http", "https", "mailto"})


def write_body(
    body: _Element, *, base: str, title: str, headline: _Element | None, standfirst: str
) -> ArticleBuilder:
    """The article's text, block by block.

    Args:
        body: trafilatura's tree: ``p``, ``head``, ``list``, ``item``, ``quote``, ``code``,
            ``table``, ``hi``, ``ref``, ``del``, ``lb``.
        base: the address that links are relative to, or empty.
        title: a headline to put before the body, or empty.
        headline: the element of the body that is the headline, or None.
        standfirst: the summary that the page gives of itself, or empty.
    """
    builder = ArticleBuilder()
    if title:
        with builder.block(BlockKind.HEADLINE):
            builder.write(title)
    writer = _BodyWriter(builder, base, headline, standfirst)
    writer.write(body, 0)
    return builder


def as_written(element: _Element) -> str:
    """All text in an element."""
    return "".join(element.itertext())


class _BodyWriter:
    """Writes one tree."""

    def __init__(
        self, builder: ArticleBuilder, base: str, headline: _Element | None, standfirst: str
    ) -> None:
        self._builder = builder
        self._base = base
        self._headline = headline
        self._standfirst = standfirst.rstrip(".… ").casefold()
        self._paragraphs = 0
        self._lists = 0
        self._quotes = 0

    def write(self, element: _Element, depth: int) -> None:
        """Write what is in an element: its text, its children, and the text after each."""
        if depth > _DEEPEST:
            self._builder.write(as_written(element))
            return
        self._builder.write(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._write_child(child, depth + 1)
            self._builder.write(child.tail or "")

    def _write_child(self, child: _Element, depth: int) -> None:
        builder = self._builder
        match child.tag:
            case "lb":
                builder.line_break()
            case "table":
                self._write_table(child)
            case "list":
                self._write_list(child, depth)
            case "code" if "\n" in as_written(child).strip() or child.getparent().tag == "body":
                with builder.block(BlockKind.CODE):
                    builder.write_verbatim(as_written(child))
            case "quote" if child.getparent().tag in ("p", "hi", "ref", "head", "cell"):
                builder.write("“")
                self.write(child, depth)
                builder.write("”")
            case "quote":
                self._quotes += 1
                with builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1):
                    self.write(child, depth)
                self._quotes -= 1
            case "p" | "head" | "div":
                with self._part(child):
                    self.write(child, depth)
            case "graphic":
                builder.write(child.get("alt") or "")
            case _:
                with self._style(child):
                    self.write(child, depth)

    def _part(self, child: _Element) -> AbstractContextManager[None]:
        """The block that a paragraph or heading is."""
        builder = self._builder
        if child is self._headline:
            return builder.block(BlockKind.HEADLINE)
        if child.tag == "head":
            level = child.get("rend", "h2")[-1:]
            return builder.block(BlockKind.HEADING, int(level) if level in "123456" and level else 2)
        if self._quotes:
            return builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1)
        if self._lists:
            return builder.part()
        self._paragraphs += 1
        if self._paragraphs == 1 and self._is_standfirst(child):
            return builder.block(BlockKind.STANDFIRST)
        return builder.block(BlockKind.PARAGRAPH)

    def _is_standfirst(self, child: _Element) -> bool:
        """Whether the first paragraph is the page's own summary."""
        wording = one_line(as_written(child), 2_000).rstrip(".… ").casefold()
        names = (child.get("class") or "").lower()
        named = any(name in names for name in ("standfirst", "subhead", "subtitle", "summary", "dek"))
        return bool(wording) and (named or wording == self._standfirst)

    def _style(self, child: _Element) -> AbstractContextManager[None]:
        """The style that an inline element has."""
        builder = self._builder
        match child.tag:
            case "hi":
                style = _STYLES.get(child.get("rend", ""))
                return builder.style(style) if style else nullcontext()
            case "code":
                return builder.style(InlineStyle.CODE)
            case "del":
                return builder.style(InlineStyle.STRIKE)
            case "ref":
                href = self._resolved(child.get("target") or "")
                return builder.style(InlineStyle.LINK, href) if href else nullcontext()
        return nullcontext()

    def _resolved(self, target: str) -> str:
        """Where a link leads, or empty if that is nowhere a reader could go."""
        try:
            href = one_line(urljoin(self._base, target.strip()), 4_000)
            scheme = urlsplit(href).scheme.lower()
        except ValueError:
            return ""
        return href if scheme in _LINKS else ""

    def _write_list(self, element: _Element, depth: int) -> None:
        level = self._lists
        self._lists += 1
        ordered = element.get("rend") == "ol"
        for number, item in enumerate(element.iterchildren("item"), 1):
            marker = f"{number}." if ordered else _BULLETS[min(level, len(_BULLETS) - 1)]
            with self._builder.block(BlockKind.LIST_ITEM, level, marker):
                self.write(item, depth)
        self._lists -= 1

    def _write_table(self, table: _Element) -> None:
        rows = [[as_written(cell) for cell in row.iterchildren("cell")] for row in table.iter("row")]
        write_table(self._builder, rows, has_head=_has_head(table.iter("row")))


def _has_head(rows: Iterator[_Element]) -> bool:
    """Whether the first row of a table names its columns."""
    first = next(rows, None)
    return first is not None and all(cell.get("role") == "head" for cell in first.iterchildren("cell"))
