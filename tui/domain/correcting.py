"""The names and quotations of an article after the reader's corrections."""

from collections.abc import Sequence

from tui.domain.analysis import Analysis
from tui.domain.corrections.apply import Names, SeenTo
from tui.domain.corrections.correction import Correction


def corrected(analysis: Analysis, text: str, text_hash: str, corrections: Sequence[Correction]) -> Analysis:
    """``analysis`` of ``text``, whose SHA-256 is ``text_hash``, after ``corrections`` in their order.

    Each correction speaks of the entities as those before it leave them. What does not fit any
    more - the entity is gone, the passage is one of another version of the text (``brought_over``
    finds its place in this one) - has no effect. No mention is lost but
    those that a correction removes or puts an added one in the place of, and mentions stay
    disjoint. The names of speakers follow; where the entity is removed, the speaker has no
    name. No quotation is lost but those that the reader said are none, and the speaker that
    the reader gave one is beyond doubt.

    Takes time linear in text and mentions for each correction, at most. While an analysis is
    not complete, entities are found by their exact names alone: what looks like one that the
    reader meant could be another, which is found first.
    """
    if not corrections:
        return analysis
    names = Names(analysis, text, text_hash)
    effects = [names.apply(correction) for correction in corrections]
    return names.analysis() if any(effects) else analysis


def seen_to(
    analysis: Analysis,
    text: str,
    text_hash: str,
    corrections: Sequence[Correction],
    before: Sequence[Correction] = (),
) -> SeenTo:
    """What ``corrections`` say of the names of ``text``, once those ``before`` have had their effect.

    A name is seen to where its entity was relabelled (to its own label as well: that confirms
    it) or merged, where it was split off, and where it was added.
    """
    names = Names(analysis, text, text_hash)
    for correction in before:
        names.apply(correction)
    names.forget_touched()
    for correction in corrections:
        names.apply(correction)
    return names.seen_to()
