"""Texts whose names are marked by hand, and the quotations found in them."""

from tests.support.marked_names import read as marked_names
from tui.analysis.entities.clustering import group
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import Quotation


def read(marked: str) -> tuple[str, tuple[Quotation, ...]]:
    """The text and its quotations, from one in which ``[PERSON Ann Lee]`` marks a mention."""
    text, mentions = marked_names(marked)
    return text, find_quotations(text, mentions, group(text, mentions))


def told(marked: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Words, cue, wording of the speaker and name of each quotation."""
    text, quotations = read(marked)
    return [
        (
            quotation.span.of(text),
            quotation.cue.of(text) if quotation.cue else None,
            quotation.speaker.span.of(text) if quotation.speaker else None,
            quotation.speaker.name if quotation.speaker else None,
        )
        for quotation in quotations
    ]
