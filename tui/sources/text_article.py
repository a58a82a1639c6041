"""Plain text -> Article."""

import re

from tui.domain.article import Article, Block, BlockKind
from tui.domain.text.sanitize import harmless, one_line
from tui.sources.header import read_header
from tui.sources.naming import title_from_location
from tui.sources.plain_text import lay_out
from tui.sources.refusal import Refusal

_LONGEST_TITLE = 120
"""Code points; a longer first line is no headline."""
_NOT_A_HEADLINE = re.compile(r"[.,;:…-][\"'”’)\]]*\Z|\A[\"“'‘«][^\n]*[\"”'’»]\Z")


def article_from_text(text: str, location: str, *, address: str = "") -> Article:
    """The article that a plain text holds.

    A first line ``date YYYY-MM-DD standfirst. Headline`` is recognised (``tui.sources.header``);
    else a short first line without a full stop is the headline.

    Raises:
        Refusal: the text holds nothing but white space and control characters.
    """
    text = harmless(text)
    header = read_header(text)
    date = header.date if header else ""
    if header and (header.headline or header.standfirst):
        body, blocks = lay_out(text[header.end :])
        parts = [part for part in (header.headline, header.standfirst, body) if part]
        shift = sum(len(part) + 2 for part in (header.headline, header.standfirst) if part)
        text = "\n\n".join(parts)
        blocks = _front_matter(header.headline, header.standfirst) + [
            block._replace(start=block.start + shift, end=block.end + shift) for block in blocks
        ]
    else:
        text, blocks = lay_out(text[header.end :] if header else text)
        blocks[:1] = _headline_first(text, blocks)
    if not blocks:
        raise Refusal("there is no text in it")
    first = blocks[0]
    headline = text[first.start : first.end] if first.kind is BlockKind.HEADLINE else ""
    return Article(
        location=location,
        text=text,
        blocks=tuple(blocks),
        title=one_line(headline) or title_from_location(location),
        date=date,
        address=address,
    )


def _front_matter(headline: str, standfirst: str) -> list[Block]:
    """The blocks of headline and standfirst at the start of a text; an empty one has none."""
    blocks = []
    start = 0
    for part, kind in ((headline, BlockKind.HEADLINE), (standfirst, BlockKind.STANDFIRST)):
        if part:
            blocks.append(Block(start, start + len(part), kind))
            start += len(part) + 2
    return blocks


def _headline_first(text: str, blocks: list[Block]) -> list[Block]:
    """The first block of a text, or the headline and what follows it if it begins with one.

    A headline may have a line or two right below it, such as who wrote the article.
    """
    if len(blocks) < 2:
        return blocks[:1]
    first, second = blocks[0], blocks[1]
    lines = text[first.start : min(first.end, first.start + 3 * _LONGEST_TITLE)].split("\n")
    if not _is_headline(lines[0]):
        return [first]
    headline = Block(first.start, first.start + len(lines[0].rstrip()), BlockKind.HEADLINE)
    if len(lines) == 1:
        return [headline]
    if (
        len(lines) > 3
        or second.end - second.start < _LONGEST_TITLE
        or "\n" in text[second.start : second.end]
    ):
        return [first]
    start = first.start + len(lines[0]) + 1
    start += len(text[start : first.end]) - len(text[start : first.end].lstrip())
    return [headline, Block(start, first.end)]


def _is_headline(line: str) -> bool:
    """Whether a line reads like a headline."""
    short = len(line) <= _LONGEST_TITLE
    return short and _NOT_A_HEADLINE.search(line) is None and any(map(str.isalpha, line))
