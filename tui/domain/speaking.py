"""Who may have said a quotation."""

from collections.abc import Sequence

from tui.domain.analysis import Entity, Label, Quotation

_SPEAKING = (Label.PERSON, Label.ORG)
_MUTE = (Label.DATE, Label.MONEY)


def speaker_in(quotation: Quotation, entities: Sequence[Entity]) -> Entity | None:
    """Which of ``entities`` is told to have said ``quotation``; None where none is.

    Of several of one name it is rather a person than a place: that is the labels' order.
    """
    speaker, order = quotation.speaker, list(Label)
    if speaker is None or speaker.name is None:
        return None
    called = [entity for entity in entities if entity.name == speaker.name]
    return min(called, key=lambda entity: order.index(entity.label), default=None)


def possible_speakers(quotation: Quotation, entities: Sequence[Entity]) -> list[Entity]:
    """Those of ``entities`` that can have said ``quotation``, the likeliest first.

    Persons and bodies come before all others, and then those that are named near the words.
    """

    def order(entity: Entity) -> tuple[bool, int]:
        near = min(quotation.span.distance(mention) for mention in entity.mentions)
        return entity.label not in _SPEAKING, near

    return sorted((entity for entity in entities if entity.label not in _MUTE), key=order)
