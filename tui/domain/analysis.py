"""Entity, Mention, Quotation, Speaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.domain.text.spans import TextSpan


class Label(StrEnum):
    """The kinds of entity, in the order in which lists show them."""

    PERSON = "PERSON"
    ORG = "ORG"
    LOC = "LOC"
    FAC = "FAC"
    NORP = "NORP"
    DATE = "DATE"
    MONEY = "MONEY"
    PRODUCT = "PRODUCT"
    MISC = "MISC"


class Mention(NamedTuple):
    """One naming of an entity in the text, in code points."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place, ... and all the places in the text that name it.

    Attributes:
        label: its kind.
        name: the fullest name that the text gives it.
        mentions: sorted, disjoint, at least one.
    """

    label: Label
    name: str
    mentions: tuple[TextSpan, ...]


class QuotationKind(StrEnum):
    """How much of what was said stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"


DOUBTFUL = 0.7
"""The certainty below which a speaker or quotation is to be shown as doubtful."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a quotation.

    Attributes:
        span: the nearest wording that says so: a name, a noun phrase, a pronoun.
        name: the person or body that wording stands for, or None where it is not clear.
        certainty: how likely it is that the wording is the speaker's, from 0 to 1.
    """

    span: TextSpan
    name: str | None
    certainty: float = 1.0

    @property
    def is_doubtful(self) -> bool:
        """Return whether to show that it may be another speaker."""
        return self.certainty < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a speaker said, in quotation marks.

    Attributes:
        span: from the opening to the closing mark, both included.
        kind: whether the whole utterance is quoted.
        cue: the verb or phrase that says that it was said, or None.
        speaker: who said it, or None where the text names none.
        certainty: how likely it is that it was said, from 0 to 1.
    """

    span: TextSpan
    kind: QuotationKind
    cue: TextSpan | None
    speaker: Speaker | None
    certainty: float = 1.0

    @property
    def is_doubtful(self) -> bool:
        """Return whether to show that it may be no quotation at all."""
        return self.certainty < DOUBTFUL

    @property
    def is_clear(self) -> bool:
        """Return whether it is known by name who said it, without a doubt that is to be shown."""
        speaker = self.speaker
        return not (self.is_doubtful or speaker is None or speaker.name is None or speaker.is_doubtful)


@dataclass(frozen=True, slots=True)
class AnalysisPiece:
    """What was found in one stretch of a text that is still being analysed.

    Attributes:
        span: the stretch.
        mentions: sorted and disjoint, inside the stretch.
        done: the share of the whole text that is analysed by now, from 0 to 1.
    """

    span: TextSpan
    mentions: Sequence[Mention]
    done: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is found in an article, or in what of it was analysed so far.

    Attributes:
        entities: one for each person, organisation, place, ...; most mentioned first, ties in
            the order of the text.
        quotations: in the order of the text.
        model: name and version of the pipeline, such as ``postil_en 1.0.0``.
        complete: False while parts of the text are still to be analysed.
        remark: a line for the reader on the analysis as a whole, such as that the text is in a
            language that the pipeline does not know; mostly empty.
    """

    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    model: str = ""
    complete: bool = True
    remark: str = ""

    def speaker_in(self, span: TextSpan) -> str:
        """Return who said the quotations that overlap ``span``; empty unless that is one speaker."""
        names = {
            quotation.speaker.name if quotation.speaker else None
            for quotation in self.quotations
            if quotation.span.overlaps(*span)
        }
        return names.pop() or "" if len(names) == 1 else ""


_SPEAKING = (Label.PERSON, Label.ORG)
_MUTE = (Label.DATE, Label.MONEY)


def speaker_in(quotation: Quotation, entities: Sequence[Entity]) -> Entity | None:
    """Return which of ``entities`` said ``quotation``; None where none did.

    Of several of one name it is rather a person than a place: that is the labels' order.
    """
    speaker, order = quotation.speaker, list(Label)
    if speaker is None or speaker.name is None:
        return None
    called = [entity for entity in entities if entity.name == speaker.name]
    return min(called, key=lambda entity: order.index(entity.label), default=None)


def possible_speakers(quotation: Quotation, entities: Sequence[Entity]) -> list[Entity]:
    """Return those of ``entities`` that can have said ``quotation``, the likeliest first.

    Persons and bodies come before all others, and then those that are named near the words.
    """

    def order(entity: Entity) -> tuple[bool, int]:
        near = min(quotation.span.distance(mention) for mention in entity.mentions)
        return entity.label not in _SPEAKING, near

    return sorted((entity for entity in entities if entity.label not in _MUTE), key=order)
