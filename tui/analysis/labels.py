"""What other pipelines call the kinds of entity, in our words."""

import re

from tui.domain.analysis import Label

_NAMES: dict[Label, str] = {
    Label.PERSON: "PERSON PER PRS PERSNAME PERSONNAME PEOPLE",
    Label.ORG: "ORG ORGANIZATION ORGANISATION ORGNAME CORPORATION COMPANY GPE_ORG GROUP INSTITUTION",
    Label.LOC: "LOC GPE LOCATION PLACE PLACENAME GEOGNAME GPE_LOC GEO COUNTRY CITY",
    Label.FAC: "FAC FACILITY BUILDING",
    Label.NORP: "NORP NAT_REL_POL NATIONALITY LANGUAGE DRV",
    Label.DATE: "DATE",
    Label.MONEY: "MONEY",
    Label.PRODUCT: "PRODUCT PROD OBJ OBJECT VEHICLE",
    Label.MISC: "MISC MISCELLANEOUS WORK_OF_ART WRK EVENT EVT EVN LAW AWARD DISEASE CREATIVE-WORK",
}
# What else pipelines find - CARDINAL, ORDINAL, PERCENT, QUANTITY, TIME - are no names, and stay out.
_OURS = {name: label for label, names in _NAMES.items() for name in names.split()}

_CALENDAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|1[0-9]{3}s?|20[0-9]{2}s?)\b|\d[/.-]\d",
    re.IGNORECASE,
)


def own_label(label: str) -> Label | None:
    """Our name for what a pipeline calls ``label``, or None for what Postil does not show."""
    return _OURS.get(label.strip().upper())


def is_calendar_date(wording: str) -> bool:
    """Whether an English wording names a day, month or year, rather than "last week" or "three years".

    Most pipelines call both DATE; Postil shows only the former.
    """
    return _CALENDAR.search(wording) is not None
