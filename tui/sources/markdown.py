"""Markdown -> Article, as formatted text."""

from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.sanitize import harmless, one_line
from tui.sources.builder import ArticleBuilder
from tui.sources.front_matter import read_front_matter
from tui.sources.naming import title_from_location
from tui.sources.tables import write_table
from tui.sources.text_article import article_from_text

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
    text = harmless(text.expandtabs(4))
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
