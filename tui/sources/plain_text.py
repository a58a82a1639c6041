"""Plain text -> Article: the header in its first line, its paragraphs, its headline."""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tui.domain.article import Article, Block, BlockKind
from tui.domain.text.sanitize import one_line, sanitize
from tui.domain.text.sentences import sentence_spans
from tui.sources.files import Refusal, title_from_location

_BLANK_LINES = re.compile(r"\n[^\S\n]+(?=\n)")
_FIRST_WORD = re.compile(r"\s*(\S{1,40})")
_LIST_MARK = re.compile(r"\s*(?:[-*•‣–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_SENTENCE_END = (".", "!", "?", "…", ":", '."', ".”", "?”", "!”", ".’", ".)")

_NARROWEST, _WIDEST = 50, 100
"""Widths, in code points, to which people and programs break the lines of prose."""
_SAMPLE = 2_000
"""Line breaks looked at to learn to which width a text is broken."""
_VERSE_LINES = 40
"""A run of short lines stays together as one block up to this many lines."""


def lay_out(text: str) -> tuple[str, list[Block]]:
    """Return the paragraphs of a sanitized plain text, and the text that they are offsets of.

    Blank lines separate paragraphs. Within such a part, lines that were broken to a width are
    joined again by spaces; short lines that were not (verse, addresses) stay one block that
    holds line feeds; in any other part every line is a paragraph. Nothing but white space is
    added or dropped. Linear in the length of the text.
    """
    text = _BLANK_LINES.sub("\n", text.strip())
    runs = text.split("\n\n")
    width = _wrap_width(runs)
    blocks: list[Block] = []
    pieces: list[str] = []
    offset = 0
    for run in runs:
        piece = run
        if "\n" not in run:
            _add(blocks, offset, run)
        else:
            start = offset
            separator, parts = _parts(run, width)
            for part in parts:
                _add(blocks, start, part)
                start += len(part) + len(separator)
            piece = separator.join(parts)
        pieces.append(piece)
        offset += len(piece) + 2
    return "\n\n".join(pieces), blocks


def _add(blocks: list[Block], start: int, part: str) -> None:
    """Append the block for ``part``, which stands at ``start``, without the space around it."""
    core = part.strip()
    if core:
        if len(core) != len(part):
            start += len(part) - len(part.lstrip())
        blocks.append(Block(start, start + len(core)))


def _wrap_width(runs: list[str]) -> int:
    """Return the width to which the prose of a text was broken into lines, or 0 if it was not."""
    lengths: list[int] = []
    low = total = 0
    for run in runs:
        if "\n" not in run:
            continue
        lines = run.split("\n")
        if len(lines) > _SAMPLE:
            del lines[_SAMPLE:]
        if max(map(len, lines)) > _WIDEST:
            continue
        lengths += map(len, lines[:-1])
        for line in lines[1:]:
            total += 1
            low += line.lstrip()[:1].islower()
        if total > _SAMPLE:
            break
    if not total or low < 0.3 * total:
        return 0
    lengths.sort()
    width = lengths[min(len(lengths) - 1, len(lengths) * 98 // 100)]
    return width if width >= _NARROWEST else 0


def _parts(run: str, width: int) -> tuple[str, list[str]]:
    """Return the paragraphs of several lines without a blank one between, and what stands between them."""
    lines = run.split("\n")
    if width:
        longest = max(map(len, lines))
        if longest <= width:
            # Most paragraphs of a text that was broken by a program: every line is nearly full.
            shortest = min(map(len, lines[:-1]))
            if width >= 60 and shortest > width - 12 and lines[1][:1].islower():
                return "\n", [" ".join([line.strip() for line in lines])]
        if longest <= width + 8 and _is_wrapped(lines, width):
            return "\n", list(_joined(lines, width))
    if len(lines) <= _VERSE_LINES and max(map(len, lines)) <= _WIDEST - 20 and not _are_items(lines):
        return "\n", [run.strip("\n")]
    return "\n", lines


def _are_items(lines: list[str]) -> bool:
    """Return whether the lines are a list, each with its own mark."""
    return sum(_LIST_MARK.match(line) is not None for line in lines) > len(lines) // 2


def _is_full(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the following line would not have fitted on this one."""
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(word.group(1)) if word else 0) > width


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Return whether the lines were one paragraph before they were broken to ``width``."""
    breaks = len(lines) - 1
    full = low = 0
    for line, following in itertools.pairwise(lines):
        full += _is_full(line, following, width)
        low += following.lstrip()[:1].islower()
    if breaks == 1:
        return full == 1 and (low == 1 or not lines[0].rstrip().endswith(_SENTENCE_END))
    return full >= 0.7 * breaks and low >= 0.2 * breaks


def _joined(lines: list[str], width: int) -> Iterator[str]:
    """Yield the paragraphs within lines that were broken to ``width``, each on one line.

    A new one begins at a list mark, at an indented line, and after a line that ends a
    sentence although there was room for more.
    """
    parts = [lines[0].rstrip()]
    for line, following in itertools.pairwise(lines):
        indent = len(following) - len(following.lstrip())
        indented = indent >= 2 and indent > len(line) - len(line.lstrip())
        ended = line.rstrip().endswith(_SENTENCE_END) and not _is_full(line, following, width - 4)
        if _LIST_MARK.match(following) or indented or ended:
            yield " ".join(parts)
            parts = [following.rstrip()]
        else:
            parts.append(following.strip())
    yield " ".join(parts)


_DATE = re.compile(r"\s*date:?[^\S\n]+(\d{4}-\d{2}-\d{2})(?=\s|$)[^\S\n]*([^\n]*)", re.IGNORECASE)
_LONGEST_HEADLINE = 160
"""Code points; what is longer is taken for a sentence of the standfirst."""
_LONGEST_RUN = 10_000
"""Code points of the first line that are looked at; no standfirst is as long."""
_LONGEST_BROKEN_RUN = 1_200
"""The same for a first line that was broken into several."""
_SHORTEST_STANDFIRST = 45
"""Code points; where the end of a sentence is in doubt, what is shorter is no standfirst."""
_DOUBTFUL_END = re.compile(
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
        doubtful = [found.end() for found in _DOUBTFUL_END.finditer(run, cut)]
        for end in (doubtful[-1] if doubtful else 0, sentences[-1].start):
            if end - cut > _SHORTEST_STANDFIRST:
                cut = end
                break
    return run[:cut].rstrip(), run[cut:]


_LONGEST_TITLE = 120
"""Code points; a longer first line is no headline."""
_NOT_A_HEADLINE = re.compile(r"[.,;:…-][\"'”’)\]]*\Z|\A[\"“'‘«][^\n]*[\"”'’»]\Z")


def article_from_text(text: str, location: str, *, address: str = "") -> Article:
    """Return the article that a plain text holds.

    A first line ``date YYYY-MM-DD standfirst. Headline`` is recognised (see ``read_header``);
    else a short first line without a full stop is the headline.

    Raises:
        Refusal: the text holds nothing but white space and control characters.
    """
    text = sanitize(text)
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
    """Return whether a line reads like a headline."""
    short = len(line) <= _LONGEST_TITLE
    return short and _NOT_A_HEADLINE.search(line) is None and any(map(str.isalpha, line))
