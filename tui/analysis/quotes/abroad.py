"""Quotations in other languages than English: by their marks, a speaker only beside a verb of saying."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tui.analysis.lists import read_lists
from tui.analysis.quotes.marks import Quoted, paragraphs, quoted
from tui.domain.analysis import Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan

_SAYING = read_lists(Path(__file__).with_name("lexicon.txt"))["saying abroad"]
_WORD = r"[^\W\d_a-zа-я][\w’'-]+"
_PARTICLE = "(?:de|del|della|di|da|von|van|der|den|la|le|el|al|bin)"
_NAME = rf"(?<!\w)(?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{0,3}})"
_BETWEEN = 110
"""Code points beside a quotation in which its speaker stands."""
_LEAST_WORDS = 4
"""Words from which a quotation is one although no verb of saying stands beside it."""
_LETTER = re.compile(r"[^\W\d_]+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DENSE_SPEAKER = re.compile(
    "(?:^|[\\s，。；！？、」』”])(?P<name>[\u30a0-\u30ff\u3400-\u9fff]{2,6}?)"
    "(?P<cue>说|說|表示|称|稱|指出)[：:，,]?\\s*$"
)
_DOUBTFUL = 0.6


def quotations_abroad(text: str, stretches: Sequence[TextSpan] | None = None) -> Iterator[Quotation]:
    """Yield the quotations of a text that is in another language than English, in order.

    Args:
        text: the whole text.
        stretches: the paragraphs that are in other languages, sorted; None where all are.
    """
    blocks = paragraphs(text) if stretches is None else list(stretches)
    for found in quoted(text, blocks):
        inside = text[found.start + found.mark_width : found.end]
        name, cue = _speaker(text, blocks[found.paragraph], found)
        length = len(_LETTER.findall(inside)) + len(_DENSE.findall(inside)) // 2
        if found.single and not found.closed:
            continue
        if cue is None and (
            length < _LEAST_WORDS
            or not (inside[:1].isupper() or length > 2 * _LEAST_WORDS or _DENSE.search(inside))
        ):
            continue
        speaker = None if name is None else Speaker(name, name.of(text), 0.8)
        yield Quotation(
            TextSpan(found.start, found.end), QuotationKind.DIRECT, cue, speaker, 0.9 if cue else _DOUBTFUL
        )


def _speaker(text: str, block: TextSpan, found: Quoted) -> tuple[TextSpan | None, TextSpan | None]:
    """Return who said a quotation, and the verb beside it; None where none stands there."""
    after = text[found.end : min(block.end, found.end + _BETWEEN)]
    begin = max(block.start, found.start - _BETWEEN)
    before = text[begin : found.start]
    for pattern in _after():
        if match := pattern.match(after):
            return _spans(match, found.end)
    for pattern in _before():
        if match := pattern.search(before):
            return _spans(match, begin)
    return None, None


def _spans(match: re.Match[str], offset: int) -> tuple[TextSpan | None, TextSpan]:
    name, cue = match.span("name"), match.span("cue")
    named = None if name[0] < 0 else TextSpan(offset + name[0], offset + name[1])
    return named, TextSpan(offset + cue[0], offset + cue[1])


@cache
def _after() -> tuple[re.Pattern[str], ...]:
    verb = _verb()
    helper = r"(?:(?:a|ha|hat|ont|è|er|sie|il|elle|han|hon) )?"
    return (
        re.compile(rf"[,.]?[ ,–—-]*{helper}{verb}[,:]? (?:(?:der|die|el|la|le|il|o|a|de|den) )?{_NAME}"),
        re.compile(rf"[,.]?[ ,–—-]*{_NAME} {helper}{verb}\b"),
        re.compile(rf"[,.]?[ ,–—-]*{helper}{verb}\b"),
    )


@cache
def _before() -> tuple[re.Pattern[str], ...]:
    verb = _verb()
    helper = r"(?:(?:a|ha|hat|è|har|je|się) )?"
    return (
        re.compile(rf"{_NAME},? {helper}{verb}[^.!?]{{0,60}}[:,]\s*\Z"),
        re.compile(rf"\b{verb} {_NAME}[^.!?]{{0,60}}[:,]\s*\Z"),
        _DENSE_SPEAKER,
        re.compile(rf"\b{verb}[^.!?]{{0,60}}:\s*\Z"),
    )


@cache
def _verb() -> str:
    return rf"(?P<cue>{'|'.join(dict.fromkeys(_SAYING.split()))})\b"
