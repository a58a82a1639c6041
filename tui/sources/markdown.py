"""Markdown -> Article: CommonMark with what GitHub, Pandoc and Obsidian add to it."""

import re
from collections.abc import Iterable
from contextlib import nullcontext
from typing import TypedDict
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import BULLETS, ArticleBuilder, link_target, with_standfirst
from tui.sources.files import title_from_location
from tui.sources.front_matter import read_front_matter
from tui.sources.markdown_html import BOXES, OPTION, HtmlWriter, box_title, dialects_plugin
from tui.sources.plain_text import article_from_text
from tui.sources.tables import Cell, write_table

_STYLES = {
    "em": InlineStyle.EMPHASIS,
    "strong": InlineStyle.STRONG,
    "s": InlineStyle.STRIKE,
    "mark": InlineStyle.STRONG,
}

_DEEPEST = 60
"""Blocks or styles within each other; what is nested deeper is dropped by the parser."""
_WIKILINK = re.compile(r"!?\[\[([^\[\]\n|]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![(\[:])")
_HAS_SUFFIX = re.compile(r"\.\w{1,5}\Z")
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|\Z)")
_CALLOUT = re.compile(r"\[!(\w[\w -]{0,30})\][+-]?[ \t]*")
_HEADING_ID = re.compile(r"\s*\{:?\s*[#.][\w:.-]+(?:\s+(?:[#.][\w:.-]+|[\w-]+=[^{}\s]+))*\s*\}\s*\Z")
"""What names a heading for links and style sheets: {#id .class key=value}."""
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*\Z")
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}\Z")
_COMMENT = re.compile(r"(?<![\w%])%%(?!%)[^%]{1,2000}%%(?![\w%])")
_LINE_BLOCK = re.compile(r"(?:\|[ ][^\n]*(?:\n|\Z))+\Z")
"""Verse in Pandoc: each line begins with a bar."""
_DIRECTIVE = re.compile(r"\{([\w-]+)\}[ ]*(.*)\Z")
_HIGHLIGHT = re.compile(r"(?<![\w=])==(?=[^\s=])((?:`[^`]*`|[^`]){1,1000}?(?<=[^\s=]))==(?![\w=])")


class _Note(TypedDict, total=False):
    """A footnote as the plugin stores it: by its label, or, where it stands in the text, by its words."""

    label: str
    content: str
    tokens: list[Token]


def article_from_markdown(text: str, location: str, *, address: str = "") -> Article:
    """Return the article that a Markdown text holds, with what common programs add to CommonMark.

    The first heading of the first level is the headline and the title; where there is none, or there are
    several and front matter names the whole, that is. Images become their descriptions; of HTML the text is
    shown.

    Raises:
        Refusal: it holds no text.
    """
    # Tabs count as far as the next multiple of four here.
    text = sanitize(text.expandtabs(4))
    front = read_front_matter(text)
    source = text[front.end :]
    env: dict[str, dict[str, dict[int, _Note]]] = {}
    root = SyntaxTreeNode(markdown_parser().parse(source, env))
    notes = env.get("footnotes", {}).get("list", {})
    text, blocks, inlines = _written(root, notes, address, "")
    headline = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), "")
    are_parts = sum(node.type == "heading" and node.tag == "h1" for node in root.children) > 1
    if front.title and (not headline or (are_parts and _words(headline) != _words(front.title))):
        text, blocks, inlines = _written(root, notes, address, front.title)
    if not blocks:
        # All comments, or nested too deep: shown as it is written rather than not at all.
        return article_from_text(source, location, address=address)
    blocks = with_standfirst(blocks, inlines)
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


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _written(
    root: SyntaxTreeNode, notes: dict[int, _Note], base: str, title: str
) -> tuple[str, tuple[Block, ...], tuple[Inline, ...]]:
    """Return text, blocks and inlines of a parsed text, under a title where one is given."""
    writer = _MarkdownWriter(base)
    if title:
        with writer.builder.block(BlockKind.HEADLINE):
            writer.builder.write(title)
        writer.html.has_headline = True
    writer.write_all(root.children)
    writer.write_footnotes(notes)
    return writer.builder.finish()


def _paragraph(content: str, children: list[Token]) -> list[Token]:
    """Return the tokens of a paragraph with these words."""
    inline = Token("inline", "", 0, content=content, children=children)
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def _parted(node: SyntaxTreeNode) -> tuple[list[SyntaxTreeNode], list[SyntaxTreeNode]]:
    """Return the nodes of a heading that hold words, and those that are pictures alone."""
    inner = [child for inline in node.children for child in inline.children]
    pictures = [child for child in inner if _is_picture(child)]
    return [child for child in inner if not _is_picture(child)], pictures


def _is_picture(node: SyntaxTreeNode) -> bool:
    """Return whether a node is an image, or a link around images."""
    if node.type == "link":
        return any(map(_is_picture, node.children)) and not "".join(map(_plain_words, node.children)).strip()
    return node.type == "image"


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


def _plain_words(node: SyntaxTreeNode) -> str:
    """Return the words in a node without those of its pictures."""
    if node.type == "image":
        return ""
    return "".join(map(_plain_words, node.children)) if node.children else _plain(node)


class _MarkdownWriter:
    """Writes the nodes of one text into a builder."""

    def __init__(self, base: str) -> None:
        self.html = HtmlWriter(ArticleBuilder(), base)
        self._base = base
        self._lists = 0
        self._quotes = 0
        self._boxes = 0
        self._footnotes: list[tuple[str, SyntaxTreeNode]] = []

    @property
    def builder(self) -> ArticleBuilder:
        """Return what is written into now, which within a table is the builder of a cell."""
        return self.html.builder

    def write_all(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        """Write nodes, one after the other."""
        before: SyntaxTreeNode | None = None
        for node in nodes:
            if node.type == "footnote_ref":
                self._write_reference(node, before)
            else:
                self._write(node)
            before = node

    def write_footnotes(self, notes: dict[int, _Note]) -> None:
        """Write the footnotes, those that are referred to in their order, then the others."""
        number, defined = 0, False
        while number < len(notes) or self._footnotes:
            note = notes.get(number, {})
            label = note.get("label") or (self._footnotes[0][0] if number >= len(notes) else "")
            number += 1
            nodes = [node for name, node in self._footnotes if name == label]
            self._footnotes = [each for each in self._footnotes if each[0] != label]
            if not defined:
                self.builder.rule()
                defined = True
            with self.builder.block(BlockKind.LIST_ITEM, 0, f"[{number}]"):
                for node in nodes:
                    self.write_all(node.children)
                if "tokens" in note:
                    inline = SyntaxTreeNode(_paragraph(note["content"], note["tokens"]))
                    self.write_all(inline.children)

    def _write(self, node: SyntaxTreeNode) -> None:
        """Write one block; what is within blocks, ``_write_inline``."""
        builder = self.builder
        match node.type:
            case "heading":
                self._write_heading(node)
            case "paragraph":
                with builder.part():
                    self._write_running(node.children)
            case "bullet_list" | "ordered_list":
                self._write_list(node)
            case "blockquote":
                self._write_quote(node)
            case "fence" if (box := _DIRECTIVE.match(node.info)) and BOXES.match(box[1]) and self._boxes < 8:
                self._write_box(node.content, box[1], box[2])
            case "math_block" | "math_block_label":
                with builder.block(BlockKind.CODE, 0, "math"):
                    builder.write_verbatim(
                        node.content.strip("\n") + (f" ({node.info})" if node.info else "")
                    )
            case "fence" | "code_block":
                with builder.block(BlockKind.CODE, 0, node.info.split()[0] if node.info.strip() else ""):
                    builder.write_verbatim(node.content)
            case "hr":
                builder.rule()
            case "table":
                self._write_table(node)
            case "html_block":
                self.html.write_block(node.content)
            case "dt":
                with builder.part(), builder.style(InlineStyle.STRONG):
                    self._write_running(node.children)
            case "dd":
                with builder.block(BlockKind.LIST_ITEM, self._lists):
                    self.write_all(node.children)
            case "footnote_reference":
                self._footnotes.append((node.meta["label"], node))
            case "inline" | "dl":
                self.write_all(node.children)
            case _:
                self._write_inline(node)

    def _write_running(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        """Write running text; HTML tags that it leaves open end with it."""
        self.write_all(nodes)
        self.html.end()

    def _write_inline(self, node: SyntaxTreeNode) -> None:
        builder = self.builder
        match node.type:
            case "text" | "text_special":
                self.html.handle_data(node.content)
            case "code_inline":
                with builder.style(InlineStyle.CODE):
                    builder.write(node.content)
            case "math_inline" | "math_inline_double":
                builder.write(f"{node.markup}{node.content}{node.markup}")
            case "softbreak":
                builder.write(" ")
            case "hardbreak":
                builder.line_break()
            case "em" | "strong" | "s" | "mark":
                with builder.style(_STYLES[node.type]):
                    self.write_all(node.children)
            case "link":
                href = link_target(self._base, str(node.attrs.get("href", "")))
                with builder.style(InlineStyle.LINK, href) if href else nullcontext():
                    self.write_all(node.children)
            case "image":
                builder.write(_plain(node))
            case "html_inline":
                self.html.write_tag(node.content)
            case _:
                self.write_all(node.children)

    def _write_reference(self, node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> None:
        """Write the number of a footnote, apart from the word before it, which may be a name."""
        number = node.meta["id"] + 1
        if before is not None and not before.content.endswith(" "):
            self.builder.write("\u00a0")
        with self.builder.style(InlineStyle.LINK, f"#fn-{number}"):
            self.builder.write(f"[{number}]")

    def _write_heading(self, node: SyntaxTreeNode) -> None:
        """Write a heading; pictures in it, such as badges, are no part of its words and follow it."""
        words, pictures = _parted(node)
        if not "".join(map(_plain, words)).strip():
            words, pictures = [], node.children
        is_headline = bool(words) and node.tag == "h1" and node.level == 0 and not self.html.has_headline
        if words:
            kind = BlockKind.HEADLINE if is_headline else BlockKind.HEADING
            with self.builder.block(kind, 0 if is_headline else int(node.tag[1])):
                self._write_running(words)
        self.html.has_headline = self.html.has_headline or is_headline
        with self.builder.part():
            for picture in pictures:
                self._write_running([picture])
                self.builder.write(" ")

    def _write_quote(self, node: SyntaxTreeNode) -> None:
        self._quotes += 1
        with self.builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1):
            children = node.children
            if callout := node.meta.get("callout"):
                self._write_callout(callout, children[0].children[0].children)
                children = children[1:]
            self.write_all(children)
        self._quotes -= 1

    def _write_callout(self, name: str, words: list[SyntaxTreeNode]) -> None:
        """Write the name of a callout with its own title, and what stands in the lines after."""
        end = next((number for number, node in enumerate(words) if node.type == "softbreak"), len(words))
        with self.builder.part(), self.builder.style(InlineStyle.STRONG):
            self.builder.write(name[:1].upper() + name[1:].lower())
            if "".join(map(_plain, words[:end])).strip():
                self.builder.write(": ")
            self._write_running(words[:end])
        with self.builder.part():
            self._write_running(words[end:])

    def _write_box(self, content: str, name: str, title: str) -> None:
        """Write a box of MyST, which looks like code and holds Markdown."""
        with self.builder.part(), self.builder.style(InlineStyle.STRONG):
            self.builder.write(box_title(name, title))
        lines = content.split("\n")
        while lines and OPTION.match(lines[0]):
            del lines[0]
        self._boxes += 1
        self.write_all(SyntaxTreeNode(markdown_parser().parse("\n".join(lines))).children)
        self._boxes -= 1

    def _write_list(self, node: SyntaxTreeNode) -> None:
        level = self._lists
        self._lists += 1
        for item in node.children:
            if node.type == "ordered_list":
                marker = f"{item.info}{item.markup}"
            else:
                marker = BULLETS[min(level, len(BULLETS) - 1)]
            if box := item.meta.get("box"):
                marker = f"{marker} {box}" if node.type == "ordered_list" else box
            with self.builder.block(BlockKind.LIST_ITEM, level, marker):
                self.write_all(item.children)
        self._lists -= 1

    def _write_table(self, node: SyntaxTreeNode) -> None:
        rows = [
            [self._cell(cell) for cell in row.children] for part in node.children for row in part.children
        ]
        write_table(self.builder, rows, has_head=True)

    def _cell(self, node: SyntaxTreeNode) -> Cell:
        """Return a cell of a table, written by itself."""
        outer = self.builder
        self.html.builder = ArticleBuilder()
        self._write_running(node.children)
        cell = Cell(*self.builder.finish())
        self.html.builder = outer
        return cell


def markdown_parser() -> MarkdownIt:
    """Return a parser: CommonMark with tables, strikes, footnotes, definitions, bare addresses, and more."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _DEEPEST
    # Footnotes stay where they are defined, so that those nobody refers to are not lost.
    parser.use(footnote_plugin, move_to_end=False).use(deflist_plugin).use(gfm_autolink_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.block.ruler.disable("math_block")
    parser.use(dialects_plugin)
    parser.inline.add_terminator_char("%")
    parser.inline.ruler.before("emphasis", "comment", _comment)
    parser.inline.add_terminator_char("=")
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    parser.inline.ruler.before("emphasis", "highlight", _highlight)
    parser.core.ruler.push("signs", _signs)
    return parser


def _signs(state: StateCore) -> None:
    """Take boxes of tasks, names of callouts and of headings from the words that they stand with.

    A list item gets its box as ``meta["box"]``, a quotation its name as ``meta["callout"]``.
    """
    tokens = [Token("", "", 0), *state.tokens]
    for before, opened, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if inline.type != "inline" or not inline.children:
            continue
        first, last = inline.children[0], inline.children[-1]
        for child in inline.children:
            if child.type == "text" and _ATTRIBUTES.match(child.content):
                child.content = ""
        if opened.type == "heading_open" and last.type == "text":
            last.content = _HEADING_ID.sub("", last.content)
        if opened.type != "paragraph_open" or first.type != "text":
            continue
        if _LINE_BLOCK.match(inline.content):
            _break_lines(inline.children)
        if before.type == "list_item_open" and (found := _TASK.match(first.content)):
            before.meta["box"] = "☐" if found.group(1) == " " else "☑"
            first.content = first.content[found.end() :]
        if before.type == "blockquote_open" and (found := _CALLOUT.match(first.content)):
            before.meta["callout"] = found.group(1)
            first.content = first.content[found.end() :]


def _break_lines(children: list[Token]) -> None:
    """Make the lines of verse begin without their bars, and end where they are written to end."""
    begins = True
    for child in children:
        if begins and child.type == "text":
            child.content = child.content.removeprefix("|").lstrip()
        if begins := child.type == "softbreak":
            child.type = "hardbreak"


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Take ``[[Page]]``, ``[[Page#Part|words]]`` and ``![[Page]]`` for links to a file next to this one."""
    if state.src[state.pos] not in "[!" or state.linkLevel:
        return False
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if found is None or _is_reference(state, found.group(1)):
        return False
    target = found.group(1).strip()
    words = (found.group(2) or "").strip()
    if found[0].startswith("!") and _SIZE.match(words):
        words = ""  # the width of a picture
    words = words or target.lstrip("#").replace("#", " > ")
    if not words:
        return False
    if not silent:
        page, _, part = target.partition("#")
        if page and not _HAS_SUFFIX.search(page):
            page += ".md"
        href = quote(page) + (f"#{quote(part)}" if part else "")
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _comment(state: StateInline, _: bool) -> bool:
    """Leave out ``%%words%%``, which Obsidian shows to those who write alone."""
    if not state.src.startswith("%%", state.pos):
        return False
    found = _COMMENT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    return True


def _is_reference(state: StateInline, label: str) -> bool:
    return normalizeReference(label) in state.env.get("references", {})


def _highlight(state: StateInline, silent: bool) -> bool:
    """Take ``==words==`` for words that are marked out."""
    if not state.src.startswith("==", state.pos):
        return False
    found = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if found is None or state.level >= state.md.options["maxNesting"]:
        return False
    if not silent:
        end = state.posMax
        state.push("mark_open", "mark", 1).markup = "=="
        state.pos, state.posMax = found.span(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("mark_close", "mark", -1).markup = "=="
    state.pos = found.end()
    return True
