"""An article whose quotations are known: its text with quoted words masked, speaker turns and bylines."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from tui.analysis.quotes.chunker import MASK, Chunk, Kind, parse_sentence
from tui.analysis.quotes.lexicon import DASHES
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.syntax import ParsedSentence
from tui.domain.analysis import Label, Mention
from tui.domain.text.sentences import sentence_spans, word_set
from tui.domain.text.spans import TextSpan

LONG = 2500
"""Code points of a sentence that is still parsed whole; longer ones are parsed in parts of that size."""
_MARGIN = 400
"""Code points by which such parts overlap."""
_REMEMBERED = 32
"""Parsed sentences, and paragraphs divided into sentences, that stay in memory."""


def mask(text: str, found: Sequence[Quoted]) -> str:
    """Return ``text``, as long as before, with every quotation masked but for the stop that it ends with."""
    parts: list[str] = []
    at = 0
    for item in found:
        inside = inside_of(text, item).rstrip()
        stop = inside[-1] if inside and inside[-1] in ".,!?;:\u2026" else MASK
        length = item.end - item.start
        parts.append(text[at : item.start])
        parts.append(MASK * (length - 2) + stop + '"' if length > 2 else MASK * length)
        at = item.end
    parts.append(text[at:])
    return "".join(parts)


def inside_of(text: str, item: Quoted) -> str:
    """Return the words between the marks."""
    return text[item.start + item.mark_width : item.end - (item.mark_width if item.closed else 0)]


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1] if name.strip() else name


class MaskedArticle:
    """A text whose quotations are known.

    Attributes:
        text: the text.
        masked: the same with quoted words masked.
        blocks: its paragraphs, without the labels of speaker turns.
        turns: whose turn it is in each, if the text is a transcript or an interview.
        bylines: the paragraphs that only name the speaker.
    """

    def __init__(
        self, text: str, found: Sequence[Quoted], mentions: Sequence[Mention], blocks: Sequence[TextSpan]
    ) -> None:
        self.text = text
        self.masked = mask(text, found)
        self.turns = SpeakerTurns(text, blocks)
        self.blocks = [self.turns.words(number) for number in range(len(blocks))]
        self._mentions = sorted(mentions)
        self._starts = [mention.start for mention in self._mentions]
        self.bylines = Bylines(self.masked, self.blocks, self._mentions)
        self._first: dict[str, int] = {}
        for start, end, label in self._mentions:
            if label is Label.PERSON:
                self._first.setdefault(_last_word(text[start:end]), start)
        self._parsed: dict[tuple[int, int], ParsedSentence] = {}
        self._sentences: dict[int, list[TextSpan]] = {}

    def named(self, item: Quoted) -> str:
        """Return the label of the name that is quoted; ``part`` or ``across`` where only some words are."""
        at = bisect_left(self._starts, item.start)
        if at and self._mentions[at - 1].end > item.start:
            return "across"
        if at == len(self._mentions) or self._mentions[at].start >= item.end:
            return ""
        mention = self._mentions[at]
        if mention.end - mention.start >= 0.7 * (item.end - item.start - 2 * item.mark_width):
            return mention.label
        return "part"

    def is_nickname(self, item: Quoted) -> bool:
        """Return whether what is quoted stands within a person's name: Earvin "Magic" Johnson."""
        at = bisect_left(self._starts, item.start)
        return (
            bool(at)
            and self._mentions[at - 1].label is Label.PERSON
            and self._mentions[at - 1].end > item.end
        )

    def is_first(self, chunk: Chunk) -> bool:
        """Return whether a name is the first in the article with its last word."""
        return self._first.get(_last_word(chunk.span.of(self.text))) == chunk.span.start

    def sentences(self, block: int) -> list[TextSpan]:
        """Return the sentences of the paragraph with that number."""
        found = self._sentences.get(block)
        if found is None:
            if len(self._sentences) > _REMEMBERED:
                self._sentences.clear()
            found = self._sentences[block] = sentence_spans(self.masked, *self.blocks[block])
        return found

    def parsed(self, span: TextSpan, at: int | None = None) -> ParsedSentence:
        """Return the sentence at ``span``, parsed; of a long one the part around ``at``, or its start."""
        part = span.start if at is None else span.start + (at - span.start) // LONG * LONG
        return self.parse(max(span.start, part - _MARGIN), min(span.end, part + LONG + _MARGIN))

    def parse(self, start: int, end: int) -> ParsedSentence:
        """Return what stands between two offsets, parsed as a sentence."""
        parsed = self._parsed.get((start, end))
        if parsed is None:
            low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
            if len(self._parsed) > _REMEMBERED:
                self._parsed.clear()
            parsed = ParsedSentence(parse_sentence(self.masked, start, end, self._mentions[low:high]), start)
            self._parsed[start, end] = parsed
        return parsed


_LABEL = re.compile(
    r"(?:[-\u2013\u2014\u2015*>\u2022]\s*)?[\"\u201c\u2018']{0,2}"
    r"(?P<name>[^\W\d_][\w.'\u2019-]*(?: (?:[^\W\d_a-z][\w.'\u2019-]*|de|van|von|al|bin|del|la)){0,5})"
    r"(?: ?\([^()\n]{1,60}\)| ?\[[^\[\]\n]{1,60}\]|,[^,:.\"\u201c\n]{1,60})?:(?=\s)"
)
_NO_SPEAKERS = word_set("""
    note notes update updated correction ps pps nb source sources photo photos image video watch read
    related listen more also see tip tips warning example examples result results summary conclusion
    background caption credit editor's abstract topline
""")
_MARKS = "\"\u201c\u2018'"
_LEAST = 3
"""Turns that make a text a transcript, in which paragraphs without a label continue the turn before."""
_QUESTION_AND_ANSWER = frozenset(["Q", "A"])


class SpeakerTurns:
    """The speaker turns of a transcript or an interview, by the labels that open them."""

    def __init__(self, text: str, blocks: Sequence[TextSpan]) -> None:
        """Look for turns among the paragraphs ``blocks`` of ``text``."""
        self._text = text
        self._blocks = blocks

    def speaker(self, block: int) -> Chunk | None:
        """Return the label that names the speaker of the paragraph with that number."""
        return self._speakers.get(block)

    def is_label(self, span: TextSpan) -> bool:
        """Return whether a wording is the label that opens a turn."""
        return span.start in self._labels

    def words(self, block: int) -> TextSpan:
        """Return the paragraph with that number without the label of its turn, unless that is quoted too."""
        start, end = self._blocks[block]
        chunk = self._speakers.get(block)
        if chunk is None or chunk.span.start not in self._labels or not start <= chunk.span.start < end:
            return self._blocks[block]
        after = self._text.index(":", chunk.span.end) + 1
        while after < end and self._text[after].isspace():
            after += 1
        quoted = any(sign in _MARKS for sign in self._text[start : chunk.span.start])
        return TextSpan(after, end) if after < end and not quoted else self._blocks[block]

    @cached_property
    def _labels(self) -> frozenset[int]:
        return frozenset(chunk.span.start for chunk in self._speakers.values())

    @cached_property
    def _speakers(self) -> dict[int, Chunk]:
        labels = [(number, self._label(block)) for number, block in enumerate(self._blocks)]
        spans = {number: span for number, span in labels if span is not None}
        names = Counter(span.of(self._text) for span in spans.values())
        spans = {number: span for number, span in spans.items() if self._is_speaker(span, names)}
        if len(spans) < 2 or len({span.of(self._text) for span in spans.values()}) < 2:
            return {}
        transcript = len(spans) >= max(_LEAST, len(self._blocks) // 3)
        found: dict[int, Chunk] = {}
        current: Chunk | None = None
        for number in range(min(spans), max(spans) + 1):
            if number in spans:
                span = spans[number]
                current = Chunk(0, 0, span, Kind.NAME, None, span.of(self._text).split()[-1].lower())
            elif not transcript:
                current = None
            if current is not None:
                found[number] = current
        return found

    def _label(self, block: TextSpan) -> TextSpan | None:
        found = _LABEL.match(self._text, block.start, min(block.end, block.start + 160))
        if found is None or found["name"].split()[0].lower() in _NO_SPEAKERS:
            return None
        return TextSpan(*found.span("name"))

    def _is_speaker(self, span: TextSpan, names: Counter[str]) -> bool:
        """Return whether a label is a speaker's: in capitals, or repeated."""
        name = span.of(self._text)
        if name.rstrip(".") in _QUESTION_AND_ANSWER:
            return True
        return names[name] > 1 or (name.isupper() and len(name) > 2)


_LONGEST = 100
"""Code points that a byline may have."""
_LEADING = re.compile(rf"[{re.escape(DASHES)}\s]{{0,4}}")
_LEAST_BYLINES = 2
"""Bylines without a dash that a text must have before they count."""


class Bylines:
    """The lines of a text that only name a person, whose words stand next to it: "Ann Lee, 43, teacher"."""

    def __init__(self, masked: str, blocks: Sequence[TextSpan], mentions: Sequence[Mention]) -> None:
        """Look for them among the paragraphs ``blocks``; ``mentions`` are all names, sorted."""
        self._masked = masked
        self._blocks = blocks
        self._people = {mention.start: mention for mention in mentions if mention.label is Label.PERSON}

    def of(self, block: int) -> Chunk | None:
        """Return the name in the byline of a paragraph that is quoted from end to end."""
        if self._above:
            above = block - 1
            while above > max(0, block - _LEAST_BYLINES) and self._is_quoted(above):
                above -= 1
            return self._lines.get(above)
        return self._lines.get(block + 1)

    @cached_property
    def _lines(self) -> dict[int, Chunk]:
        found = {number: line for number in range(len(self._blocks)) if (line := self._line(number))}
        return found if len(found) >= _LEAST_BYLINES else {}

    def _line(self, number: int) -> Chunk | None:
        start, end = self._blocks[number]
        leading = _LEADING.match(self._masked, start, end)
        begin = leading.end() if leading else start
        mention = self._people.get(begin)
        rest = self._masked[mention.end : end] if mention else ""
        if mention is None or end - start > _LONGEST or MASK in rest or rest[-1:] in tuple(".!?:"):
            return None
        if rest.strip() and rest.lstrip()[:1] not in (",", "(", *DASHES):
            return None
        head = self._masked[mention.start : mention.end].split()[-1].lower()
        return Chunk(0, 0, TextSpan(mention.start, mention.end), Kind.NAME, Label.PERSON, head)

    @cached_property
    def _above(self) -> bool:
        """Return whether the bylines stand above the quotations, as the first of them does."""
        first = min(self._lines, default=0)
        return not self._is_quoted(first - 1) if first else True

    def _is_quoted(self, number: int) -> bool:
        start, end = self._blocks[number]
        return self._masked[start] == MASK and self._masked.find(" ", start, end) < 0
