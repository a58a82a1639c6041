"""Markdown -> Article: its front matter, and its blocks as markdown-it parses them."""

import re
import tomllib
from contextlib import nullcontext
from datetime import date, time
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tui import sources
from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import BULLETS, ArticleBuilder, link_target, write_table
from tui.sources.files import title_from_location
from tui.sources.plain_text import article_from_text

_YAML_BLOCK = re.compile(r"\A\s*---[ ]*\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_TOML_BLOCK = re.compile(r"\A\s*\+\+\+[ ]*\n((?:[^\n]*\n){0,100}?)\+\+\+[ ]*(?:\n|\Z)")
_LARGEST_BLOCK = 10_000
"""Code points that a parser of front matter takes on; larger YAML is read line by line."""
_MOST_NAMES, _LONGEST_VALUE = 100, 1_000
"""Items of a list, and code points of each, that are looked at."""
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ ]*:(?:[ ]+(.*))?\Z")
_FIELD_NAME = re.compile(r"[A-Za-z_][\w-]*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=\Z|[T ])")
_NOT_YAML = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What PyYAML's constructors raise, besides its own errors, for a value that is not what its tag says."""


class FrontMatter(NamedTuple):
    """What front matter says; empty where it says nothing.

    Attributes:
        title: the title, on one line.
        date: a day that exists, ``YYYY-MM-DD``.
        author: the names of the authors, with commas between them.
        site: where the text was published.
        language: the code of a language.
        end: the code point of the text just after the front matter; 0 where there is none.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    language: str = ""
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """Return what the front matter of a sanitized text says: YAML between ``---``, TOML between ``+++``.

    A block that is no good YAML is read line by line, and is front matter only if every line of it could be
    YAML. What is no front matter belongs to the text.
    """
    fields: dict[str, str] | None = None
    if found := _YAML_BLOCK.match(text):
        fields = _yaml_fields(found.group(1)) or _line_fields(found.group(1))
    elif found := _TOML_BLOCK.match(text):
        fields = _toml_fields(found.group(1))
    if found is None or not fields:
        return FrontMatter()

    def value(*names: str) -> str:
        return one_line(next(filter(None, map(fields.get, names)), None) or "")

    return FrontMatter(
        title=value("title"),
        date=_day(value("date", "published")),
        author=value("author", "authors", "by"),
        site=value("site", "publication"),
        language=language_code(value("lang", "language")),
        end=found.end(),
    )


def _yaml_fields(block: str) -> dict[str, str] | None:
    """Return the fields of a block of YAML by their names in small letters; None if it is no such block.

    Scalars are the text that they are written as, so that 1.10 does not become 1.1, nor ``no``, the code of
    Norwegian, false. Of two fields of one name the first counts.
    """
    if len(block) > _LARGEST_BLOCK:
        return None
    fields: dict[str, str] = {}
    try:
        loader = sources.SafeLoader(block)
        loader.yaml_implicit_resolvers = {}
        root = loader.get_single_node()
        if not isinstance(root, sources.MappingNode):
            return None
        for key, value in root.value:
            if not _FIELD_NAME.match(str(key.value)):
                return None
            fields.setdefault(key.value.lower(), _text(loader.construct_object(value, deep=True)))
    except (sources.YAMLError, *_NOT_YAML):
        return None
    return fields


def _toml_fields(block: str) -> dict[str, str] | None:
    """Return the fields of a block of TOML by their names in small letters; None if it is no TOML."""
    if len(block) > _LARGEST_BLOCK:
        return None
    try:
        fields = tomllib.loads(block, parse_float=str)
        return {name.lower(): _text(value) for name, value in fields.items()}
    except (ValueError, RecursionError):
        return None


def _line_fields(block: str) -> dict[str, str] | None:
    """Return the ``name: value`` lines of a block, and the lists below them; None if it has other lines.

    ``title: A: B`` is no YAML, but clear enough to a person.
    """
    fields: dict[str, str] = {}
    last = ""
    for line in block.splitlines():
        field = _FIELD.match(line)
        if field:
            last = field.group(1).lower()
            fields.setdefault(last, _unquoted(field.group(2) or ""))
        elif last and line.lstrip().startswith("- "):
            fields[last] = ", ".join(filter(None, (fields[last], _unquoted(line.lstrip()[2:]))))
        elif line.strip() and not line.startswith((" ", "#")):
            return None
    return fields


def _unquoted(value: str) -> str:
    """Return a value, or the items of a list, without the marks of YAML around them."""
    value = value.strip()
    listed = value.startswith("[") and value.endswith("]")
    items = [item.strip() for item in value[1:-1].split(",")] if listed else [value]
    quoted = [len(item) > 1 and item[0] == item[-1] and item[0] in "\"'" for item in items]
    words = (one_line(item[1:-1] if marks else item) for item, marks in zip(items, quoted, strict=True))
    return ", ".join(filter(None, words))


def _text(value: object) -> str:
    """Return the words of a field: of a list those of its items, of an object its name."""
    items = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_name, items)))


def _name(value: object) -> str:
    """Return the words of a scalar, or of an object its ``name``, which may be ``given`` and ``family``."""
    if isinstance(value, dict):
        name = value.get("name", value)
        parts = [name.get("given"), name.get("family")] if isinstance(name, dict) else [name]
    else:
        parts = [value]
    return " ".join(filter(None, map(_scalar, parts)))


def _scalar(value: object) -> str:
    """Return a text, a number or a time as it is written, on one line; of anything else nothing."""
    if isinstance(value, date | time):  # in TOML; a datetime is a date as well
        return value.isoformat()
    return one_line(str(value)[:_LONGEST_VALUE]) if isinstance(value, str | int | float) else ""


def _day(value: str) -> str:
    """Return the day at the start of a value, if it is one of the calendar; else empty."""
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found.group()).isoformat() if found else ""
    except ValueError:
        return ""


_STYLES = {"em": InlineStyle.EMPHASIS, "strong": InlineStyle.STRONG, "s": InlineStyle.STRIKE}
_DEEPEST = 60
"""Blocks or styles within each other; what is nested deeper is dropped by the parser."""


def article_from_markdown(text: str, location: str, *, address: str = "") -> Article:
    """Return the article that a Markdown text holds: CommonMark with tables and ~~strikes~~.

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
    """Return the blocks; a paragraph after the headline that is all emphasised becomes the standfirst."""
    for number, (before, block) in enumerate(pairwise(blocks), 1):
        if before.kind is BlockKind.HEADLINE:
            whole = Inline(block.start, block.end, InlineStyle.EMPHASIS)
            if block.kind is BlockKind.PARAGRAPH and whole in inlines:
                standfirst = block._replace(kind=BlockKind.STANDFIRST)
                return (*blocks[:number], standfirst, *blocks[number + 1 :])
            break
    return blocks


def _first_heading(root: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the first heading of the first level that has any words."""
    for node in root.children:
        if node.type == "heading" and node.tag == "h1" and _plain(node).strip():
            return node
    return None


def _plain(node: SyntaxTreeNode) -> str:
    """Return the words in a node, without their styles."""
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
        href = link_target(self._base, str(node.attrs.get("href", "")))
        with self.builder.style(InlineStyle.LINK, href) if href else nullcontext():
            self.write_all(node)

    def _write_list(self, node: SyntaxTreeNode) -> None:
        level = self._lists
        self._lists += 1
        for item in node.children:
            if node.type == "ordered_list":
                marker = f"{item.info}{item.markup}"
            else:
                marker = BULLETS[min(level, len(BULLETS) - 1)]
            with self.builder.block(BlockKind.LIST_ITEM, level, marker):
                self.write_all(item)
        self._lists -= 1

    def _write_table(self, node: SyntaxTreeNode) -> None:
        rows = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
        write_table(self.builder, rows, has_head=True)
