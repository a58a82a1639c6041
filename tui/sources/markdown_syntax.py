"""The Markdown that is read: CommonMark, and what GitHub, Pandoc and Obsidian add to it."""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

_DEEPEST = 60
"""Blocks or styles within each other; what is nested deeper is dropped by the parser."""
_WIKILINK = re.compile(r"!?\[\[([^\[\]\n|]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![(\[:])")
_HAS_SUFFIX = re.compile(r"\.\w{1,5}\Z")
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|\Z)")
_CALLOUT = re.compile(r"\[!(\w[\w -]{0,30})\][+-]?[ \t]*")
_HEADING_ID = re.compile(r"\s*\{#[\w:.-]+\}\s*\Z")
_HIGHLIGHT = re.compile(r"(?<![\w=])==(?=[^\s=])((?:`[^`]*`|[^`]){1,1000}?(?<=[^\s=]))==(?![\w=])")


def markdown_parser() -> MarkdownIt:
    """Return a parser: CommonMark with tables, strikes, footnotes, definitions, bare addresses, and more."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _DEEPEST
    # Footnotes stay where they are defined, so that those nobody refers to are not lost.
    parser.use(footnote_plugin, move_to_end=False).use(deflist_plugin).use(gfm_autolink_plugin)
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
        if opened.type == "heading_open" and last.type == "text":
            last.content = _HEADING_ID.sub("", last.content)
        if opened.type != "paragraph_open" or first.type != "text":
            continue
        if before.type == "list_item_open" and (found := _TASK.match(first.content)):
            before.meta["box"] = "☐" if found.group(1) == " " else "☑"
            first.content = first.content[found.end() :]
        if before.type == "blockquote_open" and (found := _CALLOUT.match(first.content)):
            before.meta["callout"] = found.group(1)
            first.content = first.content[found.end() :]


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Take ``[[Page]]``, ``[[Page#Part|words]]`` and ``![[Page]]`` for links to a file next to this one."""
    if state.src[state.pos] not in "[!" or state.linkLevel:
        return False
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if found is None or _is_reference(state, found.group(1)):
        return False
    target = found.group(1).strip()
    words = (found.group(2) or "").strip() or target.lstrip("#").replace("#", " > ")
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
