"""reStructuredText, Org and AsciiDoc -> Article: headings, paragraphs, lists, quotations, code and links."""

import re
from dataclasses import replace

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import day_of
from tui.sources.documents.asciidoc import markdown_of_asciidoc
from tui.sources.documents.org import markdown_of_org
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
_OF_CODE = re.compile(
    r"(?m)^([ \t]*\.\. (?:code|code-block|sourcecode)::[^\n]*\n)((?:[ \t]+:[\w-]+:[^\n]*\n)+)"
)
"""The options of a directive of code, for one of which that docutils does not know it leaves out the code."""


def article_from_rst(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that a reStructuredText holds, or None if the data is none by its name.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "reStructuredText" and media_type != "text/x-rst":
        return None
    # Roles and directives of other programs, which docutils does not know, become what they hold.
    source = _OF_CODE.sub(r"\1", decode(data).replace("\r\n", "\n"))
    source = _UNKNOWN.sub(_contained, _ROLE.sub(r"``\1``", source))
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


def article_from_org(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that an Org file holds, or None if the data is none.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "an Org file" and media_type != "text/org":
        return None
    text, about = markdown_of_org(decode(data).replace("\r\n", "\n"))
    date = about.get("date", "").strip("<[>]")
    return _from_markdown(text, about.get("title", ""), about.get("author", ""), date)


def article_from_asciidoc(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that an AsciiDoc holds, or None if the data is none by its name.

    Raises:
        Refusal: there is no text in it.
    """
    if format_of(name, data, Kind.TEXT) != "AsciiDoc" and media_type != "text/asciidoc":
        return None
    text, about = markdown_of_asciidoc(decode(data).replace("\r\n", "\n"))
    return _from_markdown(text, about.get("title", ""), about["author"], about["date"])


def _from_markdown(text: str, title: str, author: str, date: str) -> Article:
    article = article_from_markdown(f"# {title}\n\n{text}" if title else text, "")
    return replace(article, author=one_line(author, 300) or article.author, date=day_of(date) or article.date)
