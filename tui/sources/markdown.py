"""Markdown -> Article."""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import ArticleBuilder, write_table
from tui.sources.files import title_from_location
from tui.sources.plain_text import article_from_text

_BLOCK = re.compile(r"\A\s*---[ ]*\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ ]*:(?:[ ]+(.*))?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=\Z|[T ])")


class FrontMatter(NamedTuple):
    """What stands there; empty where nothing does.

    Attributes:
        date: a day that exists, ``YYYY-MM-DD``.
        language: the code of a language.
        end: the code point of the text just past it.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    language: str = ""
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """What the front matter of a harmless text says; it is that only if every line of it could be YAML.

    Only plain ``name: value`` lines are understood, and lists of names for authors.
    """
    found = _BLOCK.match(text)
    if found is None:
        return FrontMatter()
    fields: dict[str, str] = {}
    last = ""
    for line in found.group(1).splitlines():
        field = _FIELD.match(line)
        if field:
            last = field.group(1).lower()
            fields.setdefault(last, (field.group(2) or "").strip())
        elif last and line.lstrip().startswith("- "):
            fields[last] = ", ".join(filter(None, (fields[last], _value(line.lstrip()[2:]))))
        elif line.strip() and not line.startswith((" ", "#")):
            return FrontMatter()
    if not fields:
        return FrontMatter()
    return FrontMatter(
        title=_value(fields.get("title", "")),
        date=_day(_value(fields.get("date") or fields.get("published", ""))),
        author=_value(fields.get("author") or fields.get("authors") or fields.get("by", "")),
        site=_value(fields.get("site") or fields.get("publication", "")),
        language=language_code(_value(fields.get("lang") or fields.get("language", ""))),
        end=found.end(),
    )


def _value(value: str) -> str:
    """A value without the marks of YAML around it."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_value, value[1:-1].split(","))))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return one_line(value)


def _day(value: str) -> str:
    """The day at the start of a value, if it is one of the calendar; else empty."""
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found.group()).isoformat() if found else ""
    except ValueError:
        return ""


_STYLES = {"em": InlineStyle.EMPHASIS, "strong": InlineStyle.STRONG, "s": InlineStyle.STRIKE}
_BULLETS = ("•", "◦", "▪")
_DEEPEST = 60
"""Blocks or styles within each other; what is nested deeper is dropped by the parser."""
_LINKS = frozenset({"", "http", "https", "mailto"})


def article_from_markdown(text: str, location: str, *, address: str = "") -> Article:
    """The article that a Markdown text holds: CommonMark with tables and ~~strikes~~.

    The first heading of the first level is the headline and the title; else front matter
    names the title. Images become their descriptions; HTML is dropped.

    Raises:
        Refusal: it holds no text.
    """
    # Tabs count as far as the next multiple of four here.
    text = sanitize(text.expandtabs(4))
    front = read_front_matter(text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _DEEPEST
    root = SyntaxTreeNode(parser.parse(text[front.end :]))
    writer = _MarkdownWriter(address)
    headline = _first_heading(root)
    if headline is None and front.title:
        with writer.builder.block(BlockKind.HEADLINE):
            writer.builder.write(front.title)
    writer.headline = headline
    writer.write_all(root)
    source = text[front.end :]
    text, blocks, inlines = writer.builder.finish()
    if not blocks:
        # All HTML, or nested too deep: shown as it is written rather than not at all.
        return article_from_text(source, location, address=address)
    blocks = _with_standfirst(blocks, inlines)
    named = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), front.title)
    return Article(
        location=location,
        text=text,
        blocks=blocks,
        inlines=inlines,
        title=one_line(named) or title_from_location(location),
        date=front.date,
        author=front.author,
        site=front.site,
        address=address,
        language=front.language,
    )


def _with_standfirst(blocks: tuple[Block, ...], inlines: tuple[Inline, ...]) -> tuple[Block, ...]:
    """The blocks, in which a paragraph after the headline that is emphasised as a whole is the standfirst."""
    for number, (before, block) in enumerate(pairwise(blocks), 1):
        if before.kind is BlockKind.HEADLINE:
            whole = Inline(block.start, block.end, InlineStyle.EMPHASIS)
            if block.kind is BlockKind.PARAGRAPH and whole in inlines:
                standfirst = block._replace(kind=BlockKind.STANDFIRST)
                return (*blocks[:number], standfirst, *blocks[number + 1 :])
            break
    return blocks


def _first_heading(root: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """The first heading of the first level that has any words."""
    for node in root.children:
        if node.type == "heading" and node.tag == "h1" and _plain(node).strip():
            return node
    return None


def _plain(node: SyntaxTreeNode) -> str:
    """The words in a node, without their styles."""
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak" | "hardbreak":
            return " "
        case "html_inline" | "html_block":
            return ""
    return "".join(map(_plain, node.children))


class _MarkdownWriter:
    """Writes the nodes of one text into a builder."""

    def __init__(self, base: str) -> None:
        self.builder = ArticleBuilder()
        self.headline: SyntaxTreeNode | None = None
        self._base = base
        self._lists = 0
        self._quotes = 0

    def write_all(self, node: SyntaxTreeNode) -> None:
        """Write what is in a node."""
        for child in node.children:
            self._write(child)

    def _write(self, node: SyntaxTreeNode) -> None:
        """Write one block; what is within blocks, ``_write_inline``."""
        builder = self.builder
        match node.type:
            case "heading":
                is_headline = node is self.headline
                kind = BlockKind.HEADLINE if is_headline else BlockKind.HEADING
                with builder.block(kind, 0 if is_headline else int(node.tag[1])):
                    self.write_all(node)
            case "paragraph":
                with builder.part():
                    self.write_all(node)
            case "bullet_list" | "ordered_list":
                self._write_list(node)
            case "blockquote":
                self._quotes += 1
                with builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1):
                    self.write_all(node)
                self._quotes -= 1
            case "fence" | "code_block":
                with builder.block(BlockKind.CODE):
                    builder.write_verbatim(node.content)
            case "hr":
                builder.rule()
            case "table":
                self._write_table(node)
            case "html_block":
                builder.end_block()
            case _:
                self._write_inline(node)

    def _write_inline(self, node: SyntaxTreeNode) -> None:
        builder = self.builder
        match node.type:
            case "text":
                builder.write(node.content)
            case "code_inline":
                with builder.style(InlineStyle.CODE):
                    builder.write(node.content)
            case "softbreak":
                builder.write(" ")
            case "hardbreak":
                builder.line_break()
            case "em" | "strong" | "s":
                with builder.style(_STYLES[node.type]):
                    self.write_all(node)
            case "link":
                self._write_link(node)
            case "image":
                builder.write(_plain(node))
            case "html_inline":
                if node.content.lower().startswith("<br"):
                    builder.line_break()
            case _:
                self.write_all(node)

    def _write_link(self, node: SyntaxTreeNode) -> None:
        href = str(node.attrs.get("href", ""))
        try:
            href = urljoin(self._base, href) if self._base else href
            leads = urlsplit(href).scheme.lower() in _LINKS and bool(href)
        except ValueError:
            leads = False
        if not leads:
            self.write_all(node)
            return
        with self.builder.style(InlineStyle.LINK, href):
            self.write_all(node)

    def _write_list(self, node: SyntaxTreeNode) -> None:
        level = self._lists
        self._lists += 1
        for item in node.children:
            if node.type == "ordered_list":
                marker = f"{item.info}{item.markup}"
            else:
                marker = _BULLETS[min(level, len(_BULLETS) - 1)]
            with self.builder.block(BlockKind.LIST_ITEM, level, marker):
                self.write_all(item)
        self._lists -= 1

    def _write_table(self, node: SyntaxTreeNode) -> None:
        rows = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
        write_table(self.builder, rows, has_head=True)
