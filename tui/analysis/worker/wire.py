"""An analysis as JSON: between the processes, and in the cache.

Entities and quotations are arrays of plain values: they are read thousands at a time, and the
reader must not stall meanwhile.

    entity       [label, name, start, end, start, end, ...]
    quotation    [start, end, kind, certainty, cue start, cue end,
                  speaker start, speaker end, speaker name, speaker certainty]
    mentions     [start, end, label, start, end, label, ...]

A cue or speaker that is not there has null for its offsets.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tui.domain.analysis import Entity, Label, Mention, Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan

_LABELS = tuple(Label)
_NUMBERS = {label: number for number, label in enumerate(_LABELS)}

WIRE_ERRORS = (ValueError, TypeError, KeyError, IndexError)
"""What is raised for JSON that was not written here."""


def dump_mentions(mentions: Iterable[Mention]) -> list[int]:
    """Return mentions as one flat list of numbers."""
    return [number for start, end, label in mentions for number in (start, end, _NUMBERS[label])]


def load_mentions(numbers: Sequence[int]) -> list[Mention]:
    """Return the mentions that ``dump_mentions`` wrote."""
    flat = iter(numbers)
    return [Mention(start, end, _LABELS[label]) for start, end, label in zip(flat, flat, flat, strict=True)]


def dump_entity(entity: Entity) -> list[Any]:
    """Return one entity as a list."""
    return [entity.label, entity.name, *(offset for span in entity.mentions for offset in span)]


def load_entity(parts: Sequence[Any]) -> Entity:
    """Return the entity that ``dump_entity`` wrote.

    Raises:
        one of ``WIRE_ERRORS``: it was not.
    """
    label, name, *offsets = parts
    flat = iter(offsets)
    spans = tuple(map(_span, flat, flat))
    if not isinstance(name, str) or not spans or len(spans) * 2 != len(offsets):
        raise ValueError("an entity needs a name and mentions")
    return Entity(Label(label), name, spans)


def dump_quotation(quotation: Quotation) -> list[Any]:
    """Return one quotation as a list."""
    speaker = quotation.speaker
    return [
        *quotation.span,
        quotation.kind,
        quotation.certainty,
        *(quotation.cue or (None, None)),
        *(speaker.span if speaker else (None, None)),
        *((speaker.name, speaker.certainty) if speaker else (None, None)),
    ]


def load_quotation(parts: Sequence[Any]) -> Quotation:
    """Return the quotation that ``dump_quotation`` wrote.

    Raises:
        one of ``WIRE_ERRORS``: it was not.
    """
    start, end, kind, certainty, cue_start, cue_end, *said_by = parts
    speaker_start, speaker_end, name, speaker_certainty = said_by
    return Quotation(
        _span(start, end),
        QuotationKind(kind),
        None if cue_start is None else _span(cue_start, cue_end),
        None if speaker_start is None else _speaker(speaker_start, speaker_end, name, speaker_certainty),
        float(certainty),
    )


def _speaker(start: Any, end: Any, name: Any, certainty: Any) -> Speaker:
    return Speaker(_span(start, end), name, float(certainty))


def _span(start: Any, end: Any) -> TextSpan:
    if not 0 <= start < end:
        raise ValueError("a stretch of text needs a start before its end")
    return TextSpan(start, end)
