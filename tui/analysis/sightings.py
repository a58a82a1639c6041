"""Names as a pipeline first sees them, each by what stands around it; their kinds are then decided together.

In one article the same words nearly always name the same thing, and some places tell its kind better
than others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import add
from typing import NamedTuple

from tui.domain.analysis import Label, Mention

LABELS = tuple(Label)
SHARES = "postil_shares"
"""Where a ``Doc``'s ``user_data`` has the shares of its names, by their first tokens; see ``Sighting``."""
SURNAME = 2
"""How much the full name of a person counts for the surname alone; chosen on held-out documents."""

_AS_THEY_ARE = frozenset({Label.DATE, Label.MONEY})
_PERSON, *_NEVER = map(LABELS.index, (Label.PERSON, *sorted(_AS_THEY_ARE)))


class Sighting(NamedTuple):
    """A name at one place.

    Attributes:
        start, end: code points.
        label: its kind by this place alone.
        shares: how likely each of ``LABELS`` is here, in 255ths; empty where nothing but ``label`` is.
            One byte each, since a long text has a hundred thousand names.
    """

    start: int
    end: int
    label: Label
    shares: bytes = b""

    @property
    def mention(self) -> Mention:
        """The name with its kind by this place alone."""
        return Mention(self.start, self.end, self.label)

    def weights(self) -> list[int]:
        """``shares``, also where they are empty."""
        return list(self.shares) or [255 * (self.label is label) for label in LABELS]


class Seen(NamedTuple):
    """What is in a piece of a text.

    Attributes:
        sightings: the names, sorted and disjoint.
        impressions: what each pair of quotation marks adds to the logarithm of the odds of speech, by
            its opening mark; see ``tui.analysis.quotes.probe``.
    """

    sightings: list[Sighting]
    impressions: dict[int, float]


class Read(NamedTuple):
    """What is in a text whose pieces were all seen.

    Attributes:
        mentions: the names, sorted and disjoint.
        impressions: as in ``Seen``.
    """

    mentions: list[Mention]
    impressions: dict[int, float]


def decided(text: str, seen: Iterable[Seen]) -> Read:
    """What all the pieces of ``text`` together tell; ``seen`` are those that were looked at, in order."""
    sightings: list[Sighting] = []
    impressions: dict[int, float] = {}
    for one in seen:
        sightings += one.sightings
        impressions |= one.impressions
    return Read(decide(text, sightings), impressions)


def decide(text: str, sightings: Sequence[Sighting]) -> list[Mention]:
    """The names with the kinds that are likeliest over all places of ``text`` with the same wording.

    Letters' case does not matter. A word that stands alone is also judged by the persons whose
    name ends with it. Dates and amounts stay what they are. No name is lost or moved.
    """
    told: dict[str, list[int]] = defaultdict(lambda: [0] * len(LABELS))
    surnames: dict[str, int] = defaultdict(int)
    wordings = [" ".join(text[one.start : one.end].split()).casefold() for one in sightings]
    for one, wording in zip(sightings, wordings, strict=True):
        weights = one.weights()
        told[wording] = list(map(add, told[wording], weights))
        if " " in wording:
            surnames[wording.rpartition(" ")[2]] += weights[_PERSON]
    found = []
    for one, wording in zip(sightings, wordings, strict=True):
        label = one.label
        if label not in _AS_THEY_ARE:
            weights = list(told[wording])
            weights[_PERSON] += SURNAME * surnames.get(wording, 0)
            for never in _NEVER:
                weights[never] = 0
            most = max(weights)
            if weights[LABELS.index(label)] < most:
                label = LABELS[weights.index(most)]
        found.append(Mention(one.start, one.end, label))
    return found
