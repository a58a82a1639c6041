"""Plain text -> Article: the header in its first line, its headline, its columns."""

import itertools
import re
from datetime import date
from typing import NamedTuple

from tui.domain.article import Article, Block, BlockKind
from tui.domain.text.sanitize import one_line, sanitize
from tui.domain.text.sentences import sentence_spans
from tui.sources.files import Refusal, title_from_location
from tui.sources.paragraphs import begins_turn, lay_out

_DATE = re.compile(r"\s*date:?[^\S\n]+(\d{4}-\d{2}-\d{2})(?=\s|$)[^\S\n]*([^\n]*)", re.IGNORECASE)
_LONGEST_HEADLINE = 160
"""Code points; what is longer is taken for a sentence of the standfirst."""
_LONGEST_RUN = 10_000
"""Code points of the first line that are looked at; no standfirst is as long."""
_LONGEST_BROKEN_RUN = 1_200
"""The same for a first line that was broken into several."""
_SHORTEST_STANDFIRST = 45
"""Code points; where the end of a sentence is in doubt, what is shorter is no standfirst."""
_DOUBTFUL_END = (
    r"\b(?!(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Sens?|Reps?|Govs?|Lt|Col|Sgt|Capt|Rev|Hon|St|Mt|Ft|No|vs?)\.)"
    r"(?:(?:[A-Z]\.){2,}|[ap]\.m\.|\w{2,}\.)[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])"
)
_FULL_STOP = re.compile(r"[.…][\"'”’»)\]]*\Z")


class Header(NamedTuple):
    """What a first line says.

    Attributes:
        date: the day of publication, ``YYYY-MM-DD``, a day that exists.
        standfirst, headline: without white space around them; either may be empty.
        end: the code point of the text just after the line.
    """

    date: str
    standfirst: str
    headline: str
    end: int


def read_header(text: str) -> Header | None:
    """Return what the first line of a sanitized text says, or None if it is not such a line.

    The line may have been broken to a width, like the rest of the text.
    """
    found = _DATE.match(text)
    if found is None or not _is_day(found.group(1)):
        return None
    run, end = found.group(2).strip(), found.end()
    if len(run) > _LONGEST_RUN:
        return None
    if run and text[end + 1 : end + 2].strip():
        run, end = _mended(text, found.start(2), run, end)
    standfirst, headline = _split_run(run)
    return Header(found.group(1), standfirst, headline, end)


def _mended(text: str, start: int, run: str, end: int) -> tuple[str, int]:
    """Return the run and its end, joined from several lines if it was broken to a width like prose."""
    blank = text.find("\n\n", end, start + _LONGEST_BROKEN_RUN)
    if blank > 0:
        joined, blocks = lay_out(text[start:blank])
        if len(blocks) == 1 and "\n" not in joined:
            return joined, blank
    return run, end


def _is_day(day: str) -> bool:
    """Return whether ``YYYY-MM-DD`` names a day of the calendar."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _split_run(run: str) -> tuple[str, str]:
    """Return standfirst and headline of a run that holds the one, then the other, and no mark between.

    A standfirst is made of sentences and a headline has no full stop, so the headline is what
    follows the last full stop; question and exclamation marks, which headlines may hold, part
    the two only where there is no full stop. A run of one sentence is a headline.
    """
    sentences = sentence_spans(run, 0, len(run))
    if not sentences:
        return "", ""
    cut = 0
    for before, after in itertools.pairwise(sentences):
        if _FULL_STOP.search(run, before.start, before.end):
            cut = after.start
    if not cut or len(run) - cut > _LONGEST_HEADLINE:
        # No full stop, or much too far back: perhaps one that also ends an abbreviation, else
        # the last question or exclamation.
        doubtful = [found.end() for found in re.compile(_DOUBTFUL_END).finditer(run, cut)]
        for end in (doubtful[-1] if doubtful else 0, sentences[-1].start):
            if end - cut > _SHORTEST_STANDFIRST:
                cut = end
                break
    return run[:cut].rstrip(), run[cut:]


_LONGEST_TITLE = 120
"""Code points; a longer first line is no headline."""
_NOT_A_HEADLINE = r"\A[*+•‣·–—-]\s|[.,;:…-][\"'”’)\]]*\Z|\A[\"“'‘«][^\n]*[\"”'’»]\Z"


def article_from_text(text: str, location: str, *, address: str = "") -> Article:
    """Return the article that a plain text holds.

    A first line ``date YYYY-MM-DD standfirst. Headline`` is recognised (see ``read_header``);
    else a short first line without a full stop is the headline.

    Raises:
        Refusal: the text holds nothing but white space and control characters.
    """
    text = sanitize(_with_columns(text) if "\t" in text else text)
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


def _with_columns(text: str) -> str:
    """Return a text whose tabs are spaces up to every eighth column, where they indent or part columns.

    A single tab between two words of a line that stands alone is no column: it stays.
    """
    lines = text.split("\n")
    tabs = [line.strip().count("\t") for line in lines]
    tabs.append(0)
    for number, line in enumerate(lines):
        inner = tabs[number]
        if "\t" in line and (
            line[:1].isspace() or inner > 1 or (inner and (tabs[number - 1] or tabs[number + 1]))
        ):
            lines[number] = line.expandtabs(8)
    return "\n".join(lines)


def _front_matter(headline: str, standfirst: str) -> list[Block]:
    """Return the blocks of headline and standfirst at the start of a text; an empty one has none."""
    blocks = []
    start = 0
    for part, kind in ((headline, BlockKind.HEADLINE), (standfirst, BlockKind.STANDFIRST)):
        if part:
            blocks.append(Block(start, start + len(part), kind))
            start += len(part) + 2
    return blocks


def _headline_first(text: str, blocks: list[Block]) -> list[Block]:
    """Return the first block of a text, or the headline and what follows it if it begins with one.

    A headline may have a line or two right below it, such as who wrote the article.
    """
    if len(blocks) < 2 or blocks[0].kind is BlockKind.CODE:
        return blocks[:1]
    if blocks[0].kind is BlockKind.HEADING:
        return [blocks[0]._replace(kind=BlockKind.HEADLINE, level=0)]
    first, second = blocks[0], blocks[1]
    lines = text[first.start : min(first.end, first.start + 3 * _LONGEST_TITLE)].split("\n")
    following = text[second.start : second.start + _LONGEST_TITLE]
    if not _is_headline(lines[0]) or (begins_turn(lines[0]) and begins_turn(following)):
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
    """Return whether a line reads like a headline."""
    short = len(line) <= _LONGEST_TITLE
    return short and re.search(_NOT_A_HEADLINE, line) is None and any(map(str.isalpha, line))
