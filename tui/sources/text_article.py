"""Plain text -> Article."""

import re

from tui.domain.article import Article, Block, BlockKind
from tui.domain.plain import harmless, one_line
from tui.sources.header import read_header
from tui.sources.naming import title_from_location
from tui.sources.paragraphs import lay_out
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
        if _has_headline(text, blocks):
            blocks[0] = blocks[0]._replace(kind=BlockKind.HEADLINE)
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


def _has_headline(text: str, blocks: list[Block]) -> bool:
    """Whether the first block of a text reads like a headline."""
    if len(blocks) < 2 or blocks[0].end - blocks[0].start > _LONGEST_TITLE:
        return False
    first = text[blocks[0].start : blocks[0].end]
    return "\n" not in first and _NOT_A_HEADLINE.search(first) is None and any(map(str.isalpha, first))
