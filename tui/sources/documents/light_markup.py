"""reStructuredText, Org and AsciiDoc -> Article: headings, paragraphs, lists, quotations, code and links."""

import re
from collections.abc import Callable
from dataclasses import replace

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import day_of
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.encoding import decode
from tui.sources.files import Kind, Refusal
from tui.sources.formats import format_of
from tui.sources.markdown import article_from_markdown

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "doctitle_xform": True,
    "docinfo_xform": True,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "_disable_config": True,
    "line_length_limit": 1_000_000,
}
_ROLE = re.compile(r":[\w:.+-]+:`([^`<>]+?)(?:\s*<[^`<>]*>)?`")
_KNOWN = (
    "note|warning|tip|hint|important|caution|danger|error|attention|admonition|image|figure|code|code-block|"
    "sourcecode|math|topic|sidebar|epigraph|pull-quote|highlights|compound|container|table|csv-table|list-table|"
    "contents|rubric|parsed-literal|footer|header|class|role|unicode|replace|date|meta|line-block|include|raw"
)
_UNKNOWN = re.compile(
    rf"(?m)^([ \t]*)\.\. (?!(?:{_KNOWN})::)[\w:-]+::[ \t]*([^\n]*)\n((?:[ \t]+:[\w-]+:[^\n]*\n)*)"
)
"""A directive that docutils does not know, with its options."""


def article_from_rst(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that a reStructuredText holds, or None if the data is none by its name.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "reStructuredText" and media_type != "text/x-rst":
        return None
    # Roles and directives of other programs, which docutils does not know, become what they hold.
    source = _UNKNOWN.sub(_contained, _ROLE.sub(r"``\1``", decode(data).replace("\r\n", "\n")))
    try:
        tree = publish_doctree(source, settings_overrides=_SETTINGS)
        author = _said(tree, nodes.author) or _said(tree, nodes.organization)
        date = day_of(_said(tree, nodes.date))
        for information in list(tree.findall(nodes.docinfo)):
            information.parent.remove(information)
        for message in list(tree.findall(nodes.system_message)):
            message.parent.remove(message)
        page = publish_from_doctree(tree, writer="html5", settings_overrides=_SETTINGS)
    except Exception as error:  # of what a damaged text makes it raise, of any kind
        raise Refusal("this reStructuredText cannot be read") from error
    parsed = page_of(re.sub(r"\A<\?xml[^>]*\?>", "", page))
    for left_out in parsed.xpath("//*[contains(@class, 'system-messages')]|//head|//footer"):
        left_out.drop_tree()
    return article_of_page(parsed, author=author, date=date)


def _contained(directive: re.Match[str]) -> str:
    """Return a directive as a box that holds what it names and what stands in it."""
    indent, named = directive[1], directive[2].strip()
    return f"{indent}.. container::\n\n" + (f"{indent}   {named}\n" if named else "")


def _said(tree: nodes.document, kind: type[nodes.Element]) -> str:
    return ", ".join(one_line(node.astext(), 300) for node in tree.findall(kind))


_ORG_TITLE = re.compile(r"(?im)^#\+(title|author|date):[ \t]*(.*)$")
_ORG_LINE = (
    (re.compile(r"(?ims)^[ \t]*:(?:properties|logbook):[ \t]*\n.*?^[ \t]*:end:[ \t]*\n?"), ""),
    (re.compile(r"(?im)^[ \t]*(?:scheduled|deadline|closed):[^\n]*\n?"), ""),
    (re.compile(r"(?im)^[ \t]*#\+begin_(?:src|example)[ \t]*(\S*)[^\n]*$"), r"```\1"),
    (re.compile(r"(?im)^[ \t]*#\+end_(?:src|example)[ \t]*$"), "```"),
)
_ORG_QUOTE = re.compile(
    r"(?ims)^[ \t]*#\+begin_(?:quote|verse)[^\n]*\n(.*?)^[ \t]*#\+end_(?:quote|verse)[^\n]*$"
)
_ORG_HEADING = re.compile(
    r"(?m)^(\*{1,8})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[#\w\][ \t]+)?"
    r"(.*?)(?:[ \t]+:[\w@:]+:)?[ \t]*$"
)
_ORG_KEYWORD = re.compile(r"(?im)^[ \t]*#\+[\w-]+:?[^\n]*$|^#[ \t][^\n]*$")
_ORG_LINK = re.compile(r"\[\[(?:file:)?([^\]\[]+)\](?:\[([^\]\[]+)\])?\]")
_ORG_STYLE = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:])/(?=\S)([^/\n]+?)(?<=\S)/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<![\w=])[=~](?=\S)([^=~\n]+?)(?<=\S)[=~](?![\w=~])"), r"`\1`"),
    (re.compile(r"(?<![\w+])\+(?=\S)([^+\n]+?)(?<=\S)\+(?![\w+])"), r"~~\1~~"),
)


def article_from_org(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that an Org file holds, or None if the data is none.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "an Org file" and media_type != "text/org":
        return None
    source = decode(data).replace("\r\n", "\n")
    about = {key.lower(): value.strip() for key, value in _ORG_TITLE.findall(source)}
    for pattern, written in _ORG_LINE:
        source = pattern.sub(written, source)
    source = _ORG_QUOTE.sub(lambda quote: "\n" + re.sub(r"(?m)^", "> ", quote[1].strip()) + "\n", source)
    text = _outside_code(source, _org_prose)
    return _from_markdown(
        text, about.get("title", ""), about.get("author", ""), about.get("date", "").strip("<[>]")
    )


def _org_prose(text: str) -> str:
    text = _ORG_KEYWORD.sub("", text)
    text = _ORG_HEADING.sub(lambda found: f"\n{'#' * min(6, len(found[1]) + 1)} {found[2]}\n", text)
    text = _ORG_LINK.sub(lambda found: f"[{found[2] or found[1]}]({_safe(found[1])})", text)
    for pattern, written in _ORG_STYLE:
        text = pattern.sub(written, text)
    return re.sub(r"(?m)^([ \t]*)([-+]|\d+[.)])[ \t]+\[([ xX-])\][ \t]", _task, text)


def _task(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]} [{'x' if found[3] in 'xX' else ' '}] "


def _safe(target: str) -> str:
    return f"<{target}>" if re.search(r"[\s()]", target) else target


_ADOC_TITLE = re.compile(
    r"\A\s*(?:(?://[^\n]*|:[\w-]+:[^\n]*)?\n)*=[ \t]+([^\n]+)\n(?:(?![=:\n])([^\n<]+)[^\n]*\n)?"
)
_ADOC_DATE = re.compile(r"(?m)^(?::revdate:[ \t]*|v?[\d.]*,?[ \t]*)(\d{4}-\d{2}-\d{2})")
_ADOC_LINES = (
    (re.compile(r"(?ms)^////\n.*?^////$"), ""),
    (re.compile(r"(?m)^//(?!/)[^\n]*$"), ""),
    (re.compile(r"(?m)^:[\w!-]+:[^\n]*$"), ""),
    (re.compile(r"(?m)^\[source[^\]\n,]*,?[ \t]*([\w+-]*)[^\]\n]*\]\n----$"), r"```\1"),
    (re.compile(r"(?m)^(?:----|\.\.\.\.)$"), "```"),
    (re.compile(r"(?m)^(={2,6})[ \t]+(.*)$"), lambda found: f"\n{'#' * len(found[1])} {found[2]}\n"),
    (re.compile(r"(?ms)^____\n(.*?)^____$"), lambda found: re.sub(r"(?m)^", "> ", found[1].strip())),
    (re.compile(r"(?m)^\[(?:quote|verse)[, ]*([^\]\n]*)\]\n"), ""),
    (re.compile(r"(?m)^(?:\[[^\]\n]*\]|\+|={4}|\*{4}|--)$"), ""),
    (re.compile(r"(?m)^(NOTE|TIP|WARNING|IMPORTANT|CAUTION): "), lambda found: f"> **{found[1].title()}**: "),
    (re.compile(r"(?m)^(\*{1,5})[ \t]+(?=\S)"), lambda found: "  " * (len(found[1]) - 1) + "- "),
    (re.compile(r"(?m)^(\.{1,5})[ \t]+(?=\S)"), lambda found: "   " * (len(found[1]) - 1) + "1. "),
    (re.compile(r"(?m)^\.(?=[^\s.])([^\n]+)$"), r"**\1**\n"),
)
_ADOC_WORDS = (
    (re.compile(r"(?:link:)?((?:https?|mailto):[^\s\[\]]+)\[([^\]\n]*?)(?:,[^\]\n]*)?\]"), r"[\2](\1)"),
    (re.compile(r"link:([^\s\[\]]+)\[([^\]\n]*)\]"), r"[\2](\1)"),
    (re.compile(r"<<#?([\w-]+)(?:,[ ]*([^>\n]+))?>>"), lambda found: found[2] or found[1]),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"), r"*\1*"),
    (re.compile(r"image::?([^\s\[]+)\[([^\]\n]*)\]"), r"![\2](\1)"),
    (re.compile(r"footnote:\w*\[([^\]\n]+)\]"), r"^[\1]"),
)


def article_from_asciidoc(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that an AsciiDoc holds, or None if the data is none by its name.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "AsciiDoc" and media_type != "text/asciidoc":
        return None
    source = decode(data).replace("\r\n", "\n")
    head = _ADOC_TITLE.match(source)
    date = _ADOC_DATE.search(source[:2_000])
    text = source[head.end() :] if head else source
    for pattern, written in _ADOC_LINES:
        text = pattern.sub(written, text)
    text = _outside_code(text, _adoc_prose)
    author = (head[2] or "").strip() if head else ""
    return _from_markdown(text, head[1].strip() if head else "", author, date[1] if date else "")


def _adoc_prose(text: str) -> str:
    for pattern, written in _ADOC_WORDS:
        text = pattern.sub(written, text)
    return text


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a text with all changed but blocks of code, which stand between lines of three back ticks."""
    parts = re.split(r"(?ms)(^```.*?^```$)", text)
    return "".join(part if part.startswith("```") else change(part) for part in parts)


def _from_markdown(text: str, title: str, author: str, date: str) -> Article:
    article = article_from_markdown(f"# {title}\n\n{text}" if title else text, "")
    return replace(article, author=one_line(author, 300) or article.author, date=day_of(date) or article.date)
