"""Articles and short texts that are marked by hand, and how much of them an analysis finds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tui.analysis.entities.clustering import cluster_mentions
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import Analysis, Label, Mention, Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan

DATA = Path(__file__).parent.parent / "data"

_Mark = tuple[ElementTree.Element, TextSpan]


@dataclass(frozen=True)
class Gold:
    """What a person who read the article marked in it; offsets are code points of ``text``."""

    text: str
    mentions: tuple[Mention, ...]
    names: dict[Mention, str]
    quotations: tuple[Quotation, ...]

    def entities(self) -> set[tuple[Label, str]]:
        """Kind and fullest name of everything that is named."""
        return {(mention.label, name) for mention, name in self.names.items()}

    def pairs_of_marks_not_said(self) -> list[TextSpan]:
        """The straight double marks, with what they enclose, that belong to no quotation."""
        spans = []
        for line_start, line in _lines(self.text):
            marks = [line_start + i for i, char in enumerate(line) if char == '"']
            marks = [m for m in marks if not any(q.span.contains(m) for q in self.quotations)]
            spans += [
                TextSpan(opening, closing + 1)
                for opening, closing in zip(marks[::2], marks[1::2], strict=True)
            ]
        return spans


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def load_gold(name: str) -> Gold:
    """The gold of ``data/NAME.gold.xml``; what its marks mean is said in ``tests/data/README.md``."""
    root = ElementTree.parse(DATA / f"{name}.gold.xml").getroot()
    marks: list[_Mark] = []
    lead = len(root.text or "") - len((root.text or "").lstrip())
    text = _collect(root, -lead, marks).strip()
    names = {
        Mention(*span, Label(element.tag)): element.get("name", span.of(text))
        for element, span in marks
        if element.tag in Label.__members__
    }
    return Gold(text, tuple(sorted(names)), names, tuple(_quotations(text, marks)))


def _collect(element: ElementTree.Element, start: int, marks: list[_Mark]) -> str:
    """The bare text of ``element``, which starts at ``start``; what is marked in it goes to ``marks``."""
    text = element.text or ""
    for child in element:
        child_start = start + len(text)
        words = _collect(child, child_start, marks)
        marks.append((child, TextSpan(child_start, child_start + len(words))))
        text += words + (child.tail or "")
    return text


def _quotations(text: str, marks: list[_Mark]) -> Iterator[Quotation]:
    cues: dict[str, TextSpan] = {}
    speakers: dict[str, Speaker] = {}
    for element, span in marks:
        for number in element.get("of", "").split():
            if element.tag == "cue":
                cues[number] = span
            else:
                speakers[number] = Speaker(span, element.get("name", span.of(text)) or None)
    for element, span in marks:
        if element.tag == "q":
            number = element.attrib["id"]
            kind = QuotationKind(element.attrib["kind"])
            yield Quotation(span, kind, cues.get(number), speakers.get(number))


@dataclass(frozen=True)
class Score:
    """How much was found, and how much of what was found is so."""

    right: int
    found: int
    wanted: int

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.wanted

    @property
    def precision(self) -> float:
        """The share of what was found that is there."""
        return self.right / max(1, self.found)

    def __str__(self) -> str:
        figures = f"{self.right} right, {self.found} found, {self.wanted} wanted"
        return f"P {self.precision:.0%} R {self.recall:.0%} ({figures})"


def _score(found: Iterable[object], wanted: Iterable[object]) -> Score:
    found, wanted = set(found), set(wanted)
    return Score(len(found & wanted), len(found), len(wanted))


def mention_score(gold: Gold, analysis: Analysis, label: Label | None = None) -> Score:
    """Mentions with the very span and label, of one kind or of all."""
    found = [
        Mention(*span, entity.label)
        for entity in analysis.entities
        for span in entity.mentions
        if label in (None, entity.label)
    ]
    return _score(found, [mention for mention in gold.mentions if label in (None, mention.label)])


def entity_score(gold: Gold, analysis: Analysis, label: Label | None = None) -> Score:
    """Entities by kind and fullest name: whether the list of entities reads as it should."""
    found = [(entity.label, entity.name) for entity in analysis.entities if label in (None, entity.label)]
    return _score(found, [(kind, name) for kind, name in gold.entities() if label in (None, kind)])


def quotation_score(gold: Gold, analysis: Analysis) -> Score:
    """Quotations with the very span, whoever said them."""
    return _score([q.span for q in analysis.quotations], [q.span for q in gold.quotations])


def speaker_score(gold: Gold, analysis: Analysis) -> Score:
    """Quotations with the very span whose speaker is given by wording that overlaps the marked one."""
    by_span = {q.span: q.speaker for q in analysis.quotations}
    right = 0
    for quotation in gold.quotations:
        speaker = by_span.get(quotation.span)
        if speaker and quotation.speaker and speaker.span.overlaps(*quotation.speaker.span):
            right += 1
    return Score(right, sum(s is not None for s in by_span.values()), len(gold.quotations))


def speaker_name_score(gold: Gold, analysis: Analysis) -> Score:
    """Quotations with the very span and the right name of the speaker; only those that have one."""
    found = [(q.span, q.speaker.name) for q in analysis.quotations if q.speaker and q.speaker.name]
    return _score(found, [(q.span, q.speaker.name) for q in gold.quotations if q.speaker and q.speaker.name])


MARKED = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


def read_names(marked: str) -> tuple[str, list[Mention]]:
    """A text and its mentions, from one in which ``[PERSON Ann Lee]`` marks a mention."""
    text, mentions, at = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        mentions.append(Mention(len(text), len(text) + len(found[2]), Label(found[1])))
        text += found[2]
        at = found.end()
    return text + marked[at:], mentions


def read_quotes(marked: str) -> tuple[str, tuple[Quotation, ...]]:
    """The text and its quotations, from one in which ``[PERSON Ann Lee]`` marks a mention."""
    text, mentions = read_names(marked)
    return text, find_quotations(text, mentions, cluster_mentions(text, mentions))


def quotes_found(marked: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Words, cue, wording of the speaker and name of each quotation."""
    text, quotations = read_quotes(marked)
    return [
        (
            quotation.span.of(text),
            quotation.cue.of(text) if quotation.cue else None,
            quotation.speaker.span.of(text) if quotation.speaker else None,
            quotation.speaker.name if quotation.speaker else None,
        )
        for quotation in quotations
    ]
