"""``postil open``: the passage that a link in a note leads to."""

import argparse

from tui.cli.arguments import CONFIG, Parser
from tui.cli.read import show
from tui.domain.annotation import Target, describe
from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.library import SearchHit
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.exchange.links import PassageLink, parsed_link
from tui.library import Library
from tui.library.reopen import known_article, reopen


def open_parser() -> Parser:
    """Return the parser of ``postil open``."""
    parser = Parser(
        "open",
        ("LINK", "a link that begins with postil://, as exported pages have it"),
        most=1,
        fewest=1,
        description="Read an article at the passage that a link leads to. Only what is in the library is "
        "opened, whatever a link says. README.md describes how a desktop opens such links by itself.",
    )
    parser.add_argument("--config", **CONFIG)
    return parser


def open_link(library: Library, arguments: argparse.Namespace) -> int:
    """Show the passage that the link at ``arguments.locations`` leads to; return the exit code.

    Raises:
        PostilError: it is no such link, the library has no such article, or it cannot be shown.
    """
    location = arguments.locations[0]
    link = parsed_link(location)
    if link is None:
        raise PostilError(f"{one_line(location)}: this is not a link to a passage: postil://open?article=...")
    article, target = linked(library, link)
    return show(library, arguments, article, target)


def linked(library: Library, link: PassageLink) -> tuple[Article, Target | None]:
    """Return the article that a link leads to, and the passage in it, if that is known.

    What is not as the link says is said in a notice of the library.

    Raises:
        PostilError: the library has no such article, or it cannot be opened.
    """
    known = known_article(library, link.article) if link.article else None
    note = _note(library, link.note, known.id if known else "") if link.note else None
    known = note.article if note else known
    if known is None:
        raise PostilError("the article that the link leads to is not in this library")
    article, remark = reopen(library, known.location, known)
    if remark:
        library.add_notice(remark)
    if note is not None:
        annotation = note.annotation
        return article, annotation.moved or annotation.target
    if link.note:
        library.add_notice("the note that the link leads to is not there any more")
    return article, _passage(article, link.text)


def _note(library: Library, annotation_id: str, article_id: str) -> SearchHit | None:
    """Return the annotation with this id, first among those of one article, then of all."""
    for where in dict.fromkeys((article_id, "")):
        for found in library.search(article_id=where):
            if found.annotation.id == annotation_id:
                return found
    return None


def _passage(article: Article, text: str) -> Target | None:
    """Return the first place in an article that says ``text``, or None where none does."""
    start = article.text.find(text) if text else -1
    return (
        describe(article.text, TextSpan(start, start + len(text)), article.text_hash) if start >= 0 else None
    )
