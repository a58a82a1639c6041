"""What other pipelines call the kinds of entity, in our words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tui.domain.analysis import Label

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
    """Our name for what a pipeline calls ``label``, or None for what Postil does not show.

    Capitals do not matter. Marks of the place within a name (``B-PER``, ``I-PER``, ``U-PER``) are
    looked over, and of a finer kind (``location-island``) the coarse one counts.
    """
    name = _plain(label)
    if name in _OURS:
        return _OURS[name]
    name = _PLACE_IN_NAME.sub("", name, count=1)
    coarse = _FIRST_PART.match(name)
    return _OURS.get(name) or (_OURS.get(coarse[0]) if coarse else None)


def joined(found: Iterable[Found], text: str) -> Iterator[Found]:
    """``found`` in ``text`` with the parts of one name, as ``B-PER`` and ``I-PER``, made one.

    Args:
        found: tuples of start, end, the pipeline's label, and anything more; sorted and disjoint.
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
    """Whether an English wording names a day, month or year, rather than "last week" or "three years".

    Most pipelines call both DATE; Postil shows only the former.
    """
    return _CALENDAR.search(wording) is not None
