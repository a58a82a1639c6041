"""The labels of names: what pipelines call them, and the label that all of an article votes for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from typing import Any, NamedTuple

from tui.analysis.entities.kinds import settle
from tui.domain.analysis import Label, Mention

LABELS = tuple(Label)
SHARES = "postil_shares"
"""Where a ``Doc``'s ``user_data`` has the ``ScoredMention.shares`` of its names, by their first tokens."""

Found = tuple[Any, ...]
"""Start, end and the pipeline's label, and whatever else is known of a name."""

_NAMES: dict[Label, str] = {
    Label.PERSON: "PERSON PER PRS PS PERSNAME PERSONNAME PEOPLE",
    Label.ORG: "ORG OG ORGANIZATION ORGANISATION ORGNAME CORPORATION COMPANY GPE_ORG GROUP INSTITUTION",
    Label.LOC: "LOC LC GPE LOCATION PLACE PLACENAME GEOGNAME GPE_LOC GEO COUNTRY CITY",
    Label.FAC: "FAC FACILITY BUILDING",
    Label.NORP: "NORP NAT_REL_POL NATIONALITY LANGUAGE DRV DERIV_PER LOCDERIV PERDERIV ORGDERIV",
    Label.DATE: "DATE DT DATETIME TIM TME",
    Label.MONEY: "MONEY",
    Label.PRODUCT: "PRODUCT PROD OBJ OBJECT VEHICLE VEHI",
    Label.MISC: "MISC MISCELLANEOUS OTH WORK_OF_ART WRK ART MEDIA CREATIVE_WORK CREATIVE-WORK "
    "EVENT EVT EVN EVE MOVEMENT LAW AWARD DISEASE DIS NAT",
}
# What else pipelines find - CARDINAL, ORDINAL, PERCENT, QUANTITY, TIME, titles, telephone numbers - are no
# names, and stay out.
_OURS = {name: label for label, names in _NAMES.items() for name in names.split()}
_PLACE_IN_NAME = re.compile(r"([BILUESM])[-_](?=\w)")
_CONTINUES = frozenset("ILEM")
_FIRST_PART = re.compile(r"[^-/.:|]+(?=[-/.:|])")

_CALENDAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|1[0-9]{3}s?|20[0-9]{2}s?)\b|\d[/.-]\d",
    re.IGNORECASE,
)


def own_label(label: str) -> Label | None:
    """Return our label for what a pipeline calls ``label``, or None for what Postil does not show.

    Capitals do not matter. Marks of the place within a name (``B-PER``, ``I-PER``, ``U-PER``) are
    ignored, and of a finer label (``location-island``) the coarse one counts.
    """
    name = _plain(label)
    if name in _OURS:
        return _OURS[name]
    name = _PLACE_IN_NAME.sub("", name, count=1)
    coarse = _FIRST_PART.match(name)
    return _OURS.get(name) or (_OURS.get(coarse[0]) if coarse else None)


def merge_parts(found: Iterable[Found], text: str) -> Iterator[Found]:
    """Yield ``found`` with the parts of one name, such as ``B-PER`` and ``I-PER``, merged into one.

    Args:
        found: tuples of start, end, the pipeline's label, and anything more; sorted and disjoint.
        text: the text that they are in.
    """
    name: Found | None = None
    for part in found:
        start, end, label, *_ = part
        if name is not None and _continues(name, label) and not text[name[1] : start].strip():
            name = (name[0], end, *name[2:])
            continue
        if name is not None:
            yield name
        name = part
    if name is not None:
        yield name


def _continues(name: Found, label: str) -> bool:
    mark = _PLACE_IN_NAME.match(_plain(label))
    return mark is not None and mark[1] in _CONTINUES and own_label(label) is own_label(name[2])


def _plain(label: str) -> str:
    return label.strip().upper().replace(" ", "_")


def is_calendar_date(wording: str) -> bool:
    """Return whether an English wording names a day, month or year, unlike "last week" and "three years".

    Most pipelines call both DATE; Postil shows only the former.
    """
    return _CALENDAR.search(wording) is not None


_SURNAME = 2
"""How much the full name of a person counts for the surname alone; chosen on held-out documents."""

_WITHOUT_VOTE = frozenset({Label.DATE, Label.MONEY})
_PERSON, *_NEVER = map(LABELS.index, (Label.PERSON, *sorted(_WITHOUT_VOTE)))


class ScoredMention(NamedTuple):
    """A name at one place.

    Attributes:
        start, end: code points.
        label: its label by this place alone.
        shares: how likely each of ``LABELS`` is here, in 255ths; empty where only ``label`` is possible.
            One byte each, since a long text has a hundred thousand names.
    """

    start: int
    end: int
    label: Label
    shares: bytes = b""

    @property
    def mention(self) -> Mention:
        """Return the name with its label by this place alone."""
        return Mention(self.start, self.end, self.label)

    def weights(self) -> list[int]:
        """Return ``shares``, also where they are empty."""
        return list(self.shares) or [255 * (self.label is label) for label in LABELS]


class ChunkFindings(NamedTuple):
    """What is found in one chunk of a text.

    Attributes:
        mentions: the names, sorted and disjoint.
        probe_scores: what each pair of quotation marks adds to the logarithm of the odds of speech, by
            its opening mark; see ``tui.analysis.quotes.probe``.
    """

    mentions: list[ScoredMention]
    probe_scores: dict[int, float]


class Findings(NamedTuple):
    """What is found in a text, all of whose chunks were analysed.

    Attributes:
        mentions: the names, sorted and disjoint.
        probe_scores: as in ``ChunkFindings``.
    """

    mentions: list[Mention]
    probe_scores: dict[int, float]


def merge_findings(text: str, chunks: Iterable[ChunkFindings]) -> Findings:
    """Return what the analysed ``chunks`` of ``text``, in order, amount to."""
    mentions: list[ScoredMention] = []
    probe_scores: dict[int, float] = {}
    for chunk in chunks:
        mentions += chunk.mentions
        probe_scores |= chunk.probe_scores
    return Findings(settle(text, vote(text, mentions)), probe_scores)


def vote(text: str, mentions: Sequence[ScoredMention]) -> list[Mention]:
    """Return the names with the labels that are likeliest over all places with the same wording.

    Letters' case does not matter. A word that stands alone is also judged by the persons whose
    name ends with it. Dates and amounts stay what they are. No name is lost or moved.
    """
    votes: dict[str, list[int]] = defaultdict(lambda: [0] * len(LABELS))
    surnames: dict[str, int] = defaultdict(int)
    wordings = [" ".join(text[mention.start : mention.end].split()).casefold() for mention in mentions]
    for mention, wording in zip(mentions, wordings, strict=True):
        weights = mention.weights()
        votes[wording] = list(map(add, votes[wording], weights))
        if " " in wording:
            surnames[wording.rpartition(" ")[2]] += weights[_PERSON]
    found = []
    for mention, wording in zip(mentions, wordings, strict=True):
        label = mention.label
        if label not in _WITHOUT_VOTE:
            weights = list(votes[wording])
            weights[_PERSON] += _SURNAME * surnames.get(wording, 0)
            for never in _NEVER:
                weights[never] = 0
            most = max(weights)
            if weights[LABELS.index(label)] < most:
                label = LABELS[weights.index(most)]
        found.append(Mention(mention.start, mention.end, label))
    return found
