"""Names joined by a dash that mean two places, two people, or a place and a body: "Kyiv-Washington"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tui.analysis.entities.gazetteer import known_body, place
from tui.analysis.entities.normalization import fold, without_possessive
from tui.domain.analysis import Label, Mention
from tui.domain.span import TextSpan

_DASH = re.compile(r"\s?[-\u2010\u2011\u2013\u2014]\s?")
_DASHES = frozenset("-\u2010\u2011\u2013\u2014")
_DIVIDED = (Label.LOC, Label.ORG, Label.NORP, Label.PERSON, Label.MISC)
"""Kinds that a pipeline may take such a pair for."""
_PARTS = (Label.LOC, Label.ORG, Label.PERSON)


def divided(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """``mentions`` with each that is a pair divided into its parts, which lie inside of it.

    A pair is one if both parts are known: as places everywhere ("US-China"), or since the text
    names them elsewhere. "Guinea-Bissau", "Rolls-Royce" and "Anglo-American" are none.

    Args:
        mentions: sorted and disjoint, as those that are returned.
    """
    joined = {at for at, mention in enumerate(mentions) if _is_joined(text, mention)}
    if not joined:
        return mentions
    alone = _alone(text, [mention for at, mention in enumerate(mentions) if at not in joined])
    found: list[Mention] = []
    for at, mention in enumerate(mentions):
        found += (at in joined and _parts(text, mention, alone)) or [mention]
    return found


def _is_joined(text: str, mention: Mention) -> bool:
    if mention.label not in _DIVIDED:
        return False
    wording = text[mention.start : mention.end]
    return not _DASHES.isdisjoint(wording) and _DASH.search(wording) is not None


def _alone(text: str, mentions: Sequence[Mention]) -> Mapping[str, Counter[Label]]:
    """How often what is named by itself, or by surname after a first name, is of which kind."""
    kinds: dict[str, Counter[Label]] = defaultdict(Counter)
    for start, end, label in mentions:
        if label in _PARTS:
            name = _plain(text[start:end])
            kinds[name][label] += 1
            if label is Label.PERSON and " " in name:
                kinds[name.rpartition(" ")[2]][label] += 1
    return kinds


def _plain(wording: str) -> str:
    return fold(without_possessive(wording).replace(".", ""))


def _parts(text: str, mention: Mention, alone: Mapping[str, Counter[Label]]) -> list[Mention]:
    """The mentions that ``mention`` consists of; empty if it is one name."""
    if _is_place(text[mention.start : mention.end]):
        return []
    spans = list(_between_dashes(text, mention))
    kinds = [_kind(span.of(text), alone) for span in spans]
    if len(spans) < 2 or not _are_partners(mention.label, kinds, [span.of(text) for span in spans]):
        return []
    return [Mention(*span, label) for span, label in zip(spans, kinds, strict=True) if label]


def _between_dashes(text: str, mention: Mention) -> Iterator[TextSpan]:
    """The parts without article, possessive and space around them; none if one of them is empty."""
    wording = text[mention.start : mention.end]
    cuts = [found.span() for found in _DASH.finditer(wording)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(wording)]
    names = [without_possessive(wording[start:end]) for start, end in zip(starts, ends, strict=True)]
    places = [wording.find(name, start, end) for name, start, end in zip(names, starts, ends, strict=True)]
    if all(names) and min(places) >= 0:
        for name, at in zip(names, places, strict=True):
            yield TextSpan(mention.start + at, mention.start + at + len(name))


def _is_place(wording: str) -> bool:
    plain = without_possessive(wording).replace(".", "")
    return place(plain, fold(plain)) is not None


def _is_body(wording: str) -> bool:
    plain = without_possessive(wording).replace(".", "")
    return known_body(plain, fold(plain)) is not None


def _kind(part: str, alone: Mapping[str, Counter[Label]]) -> Label | None:
    """What ``part`` names: what it does elsewhere in the text, else what is known of it."""
    elsewhere = alone.get(_plain(part))
    if elsewhere:
        return max(elsewhere, key=lambda label: (elsewhere[label], -_PARTS.index(label)))
    return Label.LOC if _is_place(part) else Label.ORG if _is_body(part) else None


def _are_partners(whole: Label, kinds: Sequence[Label | None], parts: Sequence[str]) -> bool:
    """Whether names of these kinds, joined by dashes, are names of their own."""
    if all(kind is Label.LOC for kind in kinds):
        return whole is not Label.MISC  # "Paris-Dakar" may be a race
    if len(kinds) != 2 or whole is Label.MISC:
        return False
    if all(kind is Label.PERSON for kind in kinds):
        return whole is Label.PERSON
    if whole is Label.PERSON or not set(kinds) <= {Label.LOC, Label.ORG}:
        return False
    if kinds[1] is Label.LOC:  # "EU-Nigeria", but "Acme-Nigeria" may be a subsidiary
        return _is_body(parts[0])
    # "Israel-Hamas"; of two bodies only such as go by the name of a town: others may have merged.
    return kinds[0] is Label.LOC or all(map(_is_place, parts))
