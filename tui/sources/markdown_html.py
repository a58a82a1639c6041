"""What stands within Markdown and is none: HTML, whose tags form the words in it, and boxes of dialects."""

import itertools
import re
from contextlib import AbstractContextManager, ExitStack
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from tui.domain.article import BlockKind, InlineStyle
from tui.sources.builder import BULLETS, ArticleBuilder, link_target, superscript
from tui.sources.tables import Cell, write_table

STYLES = {
    **dict.fromkeys(("b", "strong", "mark", "dt", "summary", "caption"), InlineStyle.STRONG),
    **dict.fromkeys(("em", "i", "var", "dfn", "cite", "figcaption"), InlineStyle.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), InlineStyle.CODE),
    **dict.fromkeys(("s", "del", "strike"), InlineStyle.STRIKE),
}
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside body caption center details dialog dir div dl dt fieldset figcaption
        figure footer form header hgroup html main menu nav ol option p search section summary ul
        """,
    )
)
_OTHER_BLOCKS = ("li", "dd", "pre", "blockquote", "table", "thead", "tbody", "tr", "td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = frozenset(("script", "style", "template", "title"))
_LISTS = ("ul", "ol", "menu", "dir")
_ENDED_BY = {
    **dict.fromkeys(("dd", "dt"), ("dd", "dt")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    "tr": ("td", "th", "tr"),
}
"""The tags that go without an end tag where another begins."""
_MOST_OPEN = 200
"""Tags that are open at a time; what is nested deeper has no form of its own."""


_DIVISION = re.compile(r":{3,}[ ]*(?:\{[ ]*\.?([\w-]*)([^{}]*)\}|([\w-]*))[ ]*(.*?)[ ]*:*\Z")
"""What opens a box in Pandoc, MyST and Docusaurus, or closes it: ``::: {.note title="x"}``, ``:::note x``."""
OPTION = re.compile(r":[\w-]+:(?:[ ]|\Z)")
BOXES = re.compile(
    r"(?:callout-)?(note|tip|warning|caution|important|danger|info|hint|attention|error|seealso|success|question|"
    r"abstract|summary|example|bug|quote|details|admonition)\Z"
)
_LONGEST_BOX = 200
"""Lines in which the end of what is to be left as it is must stand."""
_INDENTED_BOX = re.compile(r"(?:(?:!!!|\?\?\?\+?)[ ]+([\w-]+)[\w -]*|===)[ ]*(\"[^\"]*\")?[ ]*\Z")
_FORMULA_END = re.compile(r"\$\$\s*(?:\([^()]*\)\s*)?\Z")


class _Table:
    """A table that is being read.

    Attributes:
        builder: what the table is written into at its end.
        rows: the cells so far.
        has_head: whether the first row holds the heads of columns.
    """

    def __init__(self, builder: ArticleBuilder) -> None:
        self.builder = builder
        self.rows: list[list[Cell]] = []
        self.has_head = False

    def add(self, cell: Cell, *, is_head: bool) -> None:
        """Add a cell to the last row."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(cell)
        if is_head and len(self.rows) == 1:
            self.has_head = True


class HtmlWriter(HTMLParser):
    """Writes the words in pieces of HTML into a builder, formed as their tags say.

    Attributes:
        builder: what is written into; while a cell of a table is read, that of the cell.
        has_headline: whether there is a headline already; the first ``h1`` becomes it otherwise.
    """

    def __init__(self, builder: ArticleBuilder, base: str) -> None:
        """Write into ``builder``; links are relative to the address ``base``."""
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self.has_headline = False
        self._base = base
        self._open: list[tuple[str, ExitStack]] = []
        self._has_words = False
        self._pictures: list[str] = []
        self._hidden = 0
        self._preformatted = 0
        self._numbers: list[int | None] = []
        self._tables: list[_Table] = []

    def write_block(self, html: str) -> None:
        """Write a block of HTML; what it leaves open ends with it."""
        self.builder.end_block()
        self.reset()
        self.feed(html)
        self.close()
        self.end()

    def write_tag(self, html: str) -> None:
        """Obey a tag that stands in running text; it holds until its end tag, or ``end``."""
        self.reset()
        self.feed(html)

    def end(self) -> None:
        """Close all that is open."""
        while self._open:
            self._close_last()
        self._hidden = 0

    # -- what HTMLParser calls --------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        match tag:
            case "br":
                self.builder.line_break()
            case "hr":
                self.builder.rule()
            case "img":
                self._write_picture(attributes.get("alt", ""))
            case "input":
                if attributes.get("type") == "checkbox":
                    self.builder.write("☑ " if "checked" in attributes else "☐ ")
            case "wbr" | "col" | "source" | "track" | "link" | "meta" | "base" | "area" | "embed" | "param":
                pass
            case _ if len(self._open) < _MOST_OPEN:
                self._begin(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        is_block = tag in _BLOCKS or tag in _HEADINGS or tag in _OTHER_BLOCKS or tag in _HIDDEN
        number = max((number for number, (name, _) in enumerate(self._open) if name == tag), default=-1)
        if tag == "br":
            self.builder.line_break()
        elif number >= 0 and is_block:
            while len(self._open) > number:
                self._close_last()
        elif number >= 0:
            self._open.pop(number)[1].close()  # blocks that begin within a style may go on after it
        elif is_block:
            self.builder.end_block()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self._has_words = self._has_words or bool(data.strip())
        if self._preformatted:
            self.builder.write_verbatim(data)
        elif self._open and self._open[-1][0] == "sup":
            self.builder.write(superscript(data))
        else:
            self.builder.write(data)

    def _write_picture(self, description: str) -> None:
        """Write what a picture shows; one in a heading is no part of its words and follows it."""
        if any(tag in _HEADINGS for tag, _ in self._open):
            self._pictures.append(description)
        else:
            self.builder.write(description)

    def unknown_decl(self, data: str) -> None:
        """Pass over what browsers take for a comment."""

    # -- tags that hold something ----------------------------------------------------------

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("li", "td", "th", "tr", "dd", "dt", "p"):
            self._close_unended(tag)
        stack = ExitStack()
        for context in self._contexts(tag, attributes):
            stack.enter_context(context)
        self._open.append((tag, stack))
        match tag:
            case "pre":
                self._preformatted += 1
            case "table":
                self._tables.append(_Table(self.builder))
            case "tr" if self._tables:
                self._tables[-1].rows.append([])
            case "td" | "th" if self._tables:
                self.builder = ArticleBuilder()
            case _ if tag in _LISTS:
                start = attributes.get("start", "1")
                number = int(start) if start.isdecimal() and len(start) < 10 else 1
                self._numbers.append(number if tag == "ol" else None)
            case _ if tag in _HIDDEN:
                self._hidden += 1

    def _contexts(self, tag: str, attributes: dict[str, str]) -> list[AbstractContextManager[None]]:
        """Return what holds for the text in a tag: its block, its style."""
        builder, found = self.builder, list[AbstractContextManager[None]]()
        level = max(0, len(self._numbers) - 1)
        if tag in _HEADINGS:
            is_headline = tag == "h1" and not self.has_headline and not self._tables
            self._has_words = False
            kind = BlockKind.HEADLINE if is_headline else BlockKind.HEADING
            found.append(builder.block(kind, 0 if is_headline else int(tag[1])))
        elif tag == "li":
            found.append(builder.block(BlockKind.LIST_ITEM, level, self._next_marker(level)))
        elif tag == "dd":
            found.append(builder.block(BlockKind.LIST_ITEM, level))
        elif tag == "blockquote":
            depth = sum(name == "blockquote" for name, _ in self._open)
            found.append(builder.block(BlockKind.BLOCK_QUOTE, depth))
        elif tag == "pre":
            found.append(builder.block(BlockKind.CODE))
        elif tag in _BLOCKS or tag in ("tr", "td", "th"):
            found.append(builder.part())
        href = link_target(self._base, attributes.get("href", "")) if "href" in attributes else ""
        if tag == "a" and href:
            found.append(builder.style(InlineStyle.LINK, href))
        elif tag in STYLES and not self._preformatted:
            found.append(builder.style(STYLES[tag]))
        return found

    def _next_marker(self, level: int) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return BULLETS[min(level, len(BULLETS) - 1)]
        self._numbers[-1] = number + 1
        return f"{number}."

    def _close_unended(self, tag: str) -> None:
        """Close the tag before, which may go without its end tag."""
        names = _ENDED_BY.get(tag, (tag,))
        opened = [name for name, _ in self._open]
        # Only in the innermost table or list, or for a paragraph the innermost item.
        bounds = ("table", "dl", *_LISTS, *(("li", "td", "th", "dd", "blockquote") if tag == "p" else ()))
        inner = max((number for number, name in enumerate(opened) if name in bounds), default=-1)
        first = next((number for number in range(inner + 1, len(opened)) if opened[number] in names), None)
        while first is not None and len(self._open) > first:
            self._close_last()

    def _close_last(self) -> None:
        tag, stack = self._open.pop()
        stack.close()
        match tag:
            case _ if tag in _HEADINGS:
                if tag == "h1" and self._has_words and not self._tables:
                    self.has_headline = True
                with self.builder.part():
                    self.builder.write(" ".join(self._pictures))
                self._pictures.clear()
            case "pre":
                self._preformatted -= 1
            case "td" | "th" if self._tables:
                table = self._tables[-1]
                table.add(Cell(*self.builder.finish()), is_head=tag == "th")
                self.builder = table.builder
            case "table":
                table = self._tables.pop()
                self.builder = table.builder
                write_table(self.builder, table.rows, has_head=table.has_head)
            case _ if tag in _LISTS:
                self._numbers.pop()
            case _ if tag in _HIDDEN:
                self._hidden = max(0, self._hidden - 1)


def dialects_plugin(parser: MarkdownIt) -> None:
    """Make a parser know the blocks that Pandoc, MyST, Docusaurus, Jekyll and Obsidian add to Markdown."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "division", _division, interrupts)
    parser.block.ruler.before("fence", "verbatim", _verbatim, interrupts)
    parser.block.ruler.before("fence", "indented box", _indented_box, interrupts)


def _line(state: StateBlock, number: int) -> str:
    """Return a line of the block that is being read, without its indent; empty where there is none."""
    if number >= state.lineMax or state.is_code_block(number):
        return ""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take the lines that open and close a box for what it is called; what it holds goes on as it is."""
    line = _line(state, start)
    found = _DIVISION.match(line) if line.startswith(":::") else None
    if found is None:
        return False
    if not silent:
        state.line = start + 1
        while state.line < end and OPTION.match(_line(state, state.line)):
            state.line += 1
        named = re.search(r"title=(\"[^\"]*\"|'[^']*')", found[2] or "")
        title = found[4].strip("[]") or (named[1][1:-1] if named else "")
        _write_title(state, box_title(found[1] or found[3] or "", title))
    return True


def box_title(name: str, title: str) -> str:
    """Return what a box is called: what it is, if that is one that readers know, and its own title."""
    known = BOXES.match(name)
    kind = known[1].capitalize() if known and known[1] not in ("admonition", "details") else ""
    return f"{kind}: {title}" if kind and title else kind or title


def _write_title(state: StateBlock, title: str) -> None:
    """Add what a box is called as a paragraph, if it is called anything."""
    if title:
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = f"**{title}**", []
        state.push("paragraph_close", "p", -1)


def _indented_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a box of MkDocs, ``!!! note "Title"``, for its title and the lines that are indented below it."""
    found = _INDENTED_BOX.match(_line(state, start))
    if found is None:
        return False
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + 4):
        last += 1
    is_empty = all(map(state.isEmpty, range(start + 1, last)))
    if not found[2] and (is_empty or not found[1]):
        return False
    if not silent:
        _write_title(state, box_title(found[1] or "", (found[2] or "").strip('"')))
        state.blkIndent += 4
        state.md.block.tokenize(state, start + 1, last)
        state.blkIndent -= 4
        state.line = last
    return True


def _verbatim(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take tables that are drawn with ``+--+`` for code, and what Jekyll highlights; leave out comments."""
    line, last = _line(state, start), start
    rest = range(start + 1, min(end, start + _LONGEST_BOX))
    content = info = ""
    if re.match(r"\+[-=:]{2}", line):
        while re.match("[+|]", _line(state, last)):
            last += 1
        content = state.getLines(start, last, state.blkIndent, False)
    elif line.startswith("$$") and "$$" not in line[2:].rstrip()[:-2]:
        filled = itertools.takewhile(lambda number: not state.isEmpty(number), rest)
        lines = [start] if "$$" in line[2:] else filled
        last = next((n for n in lines if _FORMULA_END.search(_line(state, n))), -1) + 1
        content, info = state.getLines(start, last, state.blkIndent, False).replace("$$", ""), "math"
    elif found := re.match(r"\{%-?\s*highlight\s+([\w+#-]+)", line):
        last = next((n for n in rest if "endhighlight" in _line(state, n)), -1) + 1
        content, info = state.getLines(start + 1, last - 1, state.blkIndent, False), found[1]
    elif line.startswith("%%") and "%%" not in line[2:]:
        last = next((n for n in rest if "%%" in _line(state, n)), -1) + 1
    if last <= start:
        return False
    if not silent:
        state.line = last
        if content:
            token = state.push("fence", "code", 0)
            token.content, token.info = content, info
    return True
