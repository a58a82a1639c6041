"""What the place of a name says against its label: seats of power, brands, months, parties, pairs."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from tui.analysis.entities.gazetteer import pairs_of_places, seats, shops
from tui.analysis.entities.genders import of_first_name
from tui.analysis.entities.normalization import TITLES, fold
from tui.domain.analysis import Label, Mention
from tui.domain.text.sentences import word_set

_MONTH_WORDS = "january february march april may june july august september october november december"
_MONTH = r"(?:January|April|May|June|July|August|March|October)"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SAID = (
    r"(?:said|says|asked|added|told|wrote|writes|replied|recalls|recalled|explained|answered|admitted|insisted"
    r"|joked|laughed|smiled|nodded|shrugged|argued|called)"
)
_SAID_AFTER = re.compile(rf"(?: also| then)? {_SAID}\b")
_SAID_BEFORE = re.compile(rf"\b{_SAID} (?:Mr |Mrs |Ms |Dr )?\Z")
_IN_TIME = re.compile(
    r"(?:\b(?:in|on|of|by|until|till|since|from|to|before|after|during|late|early|mid|next|last|this|each|every"
    rf"|and|between|through|for|past|that|a|the|or|{_MONTH})|\d),? \Z",
    re.I,
)
"""Words before a month or a day that is one."""
_DAY_OF = word_set("day days bank holiday fools fool madness revolution queen poll bush ball " + _MONTH_WORDS)
_A_MONTH, _A_WEEKDAY = re.compile(_MONTH), re.compile(_WEEKDAY)
_A_DATE = re.compile(f"{_MONTH}|{_WEEKDAY}")
_NAME = re.compile(r"[ ]([A-Z\u00c0-\u00de][^\W\d_]+(?:['\u2019-][A-Z][^\W\d_]+)?)(?![\w'\u2019]*\d)")
_MODAL = re.compile(r"\b(?:to|will|can|may|would|could|might|must|should|not|n['\u2019]t|cannot|ll) \Z")
_GOVERNING = word_set("in at near from to of outside across around over through for and with by")
_THE_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|outside|inside) the \Z")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|of|outside|across|around) \Z")
_ADDRESS = re.compile(r"[\w.+-]*@\w")
_PARTY = re.compile(r"(?:[DRI]|[A-Z]{2,5}|Lab|Con)[-\u2013][A-Z]")
_AT_PARTY = re.compile(r"[(,] ?\Z")
_OF_PARTY = re.compile(r"[(,] ?(?:[DRI]|[A-Z]{2,5}|Lab|Con)[-\u2013]\Z")
_OPENS_BRACKET = re.compile(r"\([A-Z][\w.]*, \Z")
_PLACES = word_set(
    "street road avenue square lane boulevard palace castle villa bridge airport stadium hospital"
)
_BODIES = word_set("university college bank institute foundation")
_QUOTED_BEFORE = re.compile(r"[\"\u201c\u2018']\Z")
_SMALL_INSIDE = re.compile(
    r" (?!(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ben|ibn|the|of|y|e)\b)[a-z]+ "
)
_NOT_NAMED = word_set("""
    applause laughter inset pictured photograph photo laughs cheers crosstalk
    chap chap. p.s. ps twas tis ere lor hm alas amen hurrah
""")
_BARE_TITLES = TITLES - word_set(
    "king pope prince major justice judge lord mayor bishop cardinal father general"
)
_OFFICES = word_set(
    "minister secretary chancellor president premier governor ambassador commissioner director"
)
_OFFICE_AFTER = re.compile(" (?:Secretary|Minister|Chancellor|Commissioner|Ambassador)\\b(?! [A-Z])")
_THE_OFFICE = re.compile(r"\b[Tt]he (?:[A-Z]\w+ ){0,2}\Z")
_EPITHET = re.compile(r" the ([A-Z][a-z]{2,}(?:-[A-Za-z]+)?)\b(?! [A-Z])")
_EPITHETS = word_set("""
    great terrible elder younger conqueror confessor lionheart magnificent bald bold brave cruel fair good
    pious wise just simple silent short tall fat red lame hermit navigator impaler apostle baptist evangelist
    unready victorious
""")
"""What rulers and saints are called who have one name; another word counts where it is taken for a person."""
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?(?!\w)|,? (?:II|III|IV)\b")
_OWNER = re.compile(r"['\u2019]s\b")
_NO_NOUN = re.compile(
    r"(?:[.,;:!?)\n]|\Z| (?:and|or|but|is|was|has|had|will|would|can|could|may|said|says|on|in|at|to|for|with"
    r"|of|from|by|did|does|expects?|sold|bought|wants?|plans?|shares|stores?|restaurants?|are|were)\b)"
)
_BRANDS = (Label.ORG, Label.FAC, Label.PRODUCT)
_UNBALANCED = re.compile(r"[\"\u201c\u201d]")
_COMPANY_AFTER = re.compile(
    r"(?:['\u2019]s)?(?: \w+){1,3} its\b"
    r"|(?:['\u2019]s)? (?:shares|stock|plc|PLC|Inc|Ltd|LLP|dealers|plants?|factor(?:y|ies)|workers|stores)\b"
    r"| (?:employs|recalled|manufactures)\b"
)
_COMPANY_BEFORE = re.compile(
    r"\b(?:[Ss]hares in|[Ss]hares of|[Ss]tock of|owned by|workers at|jobs at|founded"
    r"|founder of|CEO of|chief executive of) \Z"
)
_OF_A_PERSON = re.compile(r"[^.!?\n]{0,60}\b(?:he|she|his|her|him|who)\b")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|President|Minister|Senator|Sen|Gov|Governor|Judge)\.? \Z"
)
_AND = re.compile(r" (?:and|&) \Z")


def settle(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with those put right that their place in the text speaks against.

    Args:
        text: in which they are.
        mentions: sorted and disjoint, as those that are returned.
    """
    found = _without_persons_that_are_none(text, mentions)
    found = _dates_as_names(text, found)
    found = _pairs(text, _epithets(text, found))
    return _brands(text, _suffixes(text, found))


class _Known:
    """What the text says of the words of persons' names."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.ends: set[str] = set()
        self.opens: set[str] = set()
        for start, end, label in mentions:
            if label is Label.PERSON:
                words = text[start:end].split()
                if len(words) > 1:
                    self.ends.add(words[-1])
                    self.opens.add(words[0])


def _without_persons_that_are_none(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    known = _Known(text, mentions)
    companies = _companies(text, mentions, known)
    found = []
    for number, mention in enumerate(mentions):
        start, end, label = mention
        before = text[max(0, start - 12) : start]
        if (
            label is not Label.PERSON
            and (party := _PARTY.match(text[start:end]))
            and _AT_PARTY.search(before)
        ):
            found.append(mention._replace(start=start + party.end() - 1, label=Label.LOC))  # (R-Calif.)
            continue
        if label is Label.LOC and text[start:end] in known.ends | known.opens:
            speaks = _SAID_AFTER.match(text, end) and not _PLACE_BEFORE.search(before)
            found.append(mention._replace(label=Label.PERSON) if speaks else mention)
            continue
        if label is not Label.PERSON or text[start:end] in companies:
            found.append(mention._replace(label=Label.ORG) if label is Label.PERSON else mention)
            continue
        after = mentions[number + 1] if number + 1 < len(mentions) else mention
        if found and " " not in text[start:end] and _is_first_name(text, found[-1], start):
            found[-1] = mention._replace(start=found[-1].start)  # Georgia Meloni
            continue
        if after.label is Label.LOC and text[end : after.start] == ", " and _PLACE_BEFORE.search(before):
            found.append(mention._replace(label=Label.LOC))  # in Lincoln, Nebraska
            continue
        for first, last in _unquoted(text, start, end):
            is_title = (
                after.label is Label.PERSON and after.start == last + 1 and fold(text[first:last]) in TITLES
            )
            kind = None if is_title else _kind_of_person(text, first, last, known)
            if kind is not None:
                found.append(Mention(first, last, kind))
    return found


def _is_first_name(text: str, place: Mention, surname: int) -> bool:
    """Return whether a place right before a surname is a first name: known as one, or opening a sentence."""
    if place.label is not Label.LOC or place.end != surname - 1 or " " in text[place.start : place.end]:
        return False
    before = text[max(0, place.start - 24) : place.start].split()[-1:]
    if not before or before[0].endswith((".", "!", "?", '"', "\u201d")):
        return True
    return (
        before[0].lower() not in _GOVERNING and of_first_name(fold(text[place.start : place.end])) is not None
    )


def _companies(text: str, mentions: Sequence[Mention], known: _Known) -> set[str]:
    """Return the surnames that stand for a company wherever they are alone: Ford, beside Henry Ford."""
    for_it: Counter[str] = Counter()
    for start, end, label in mentions:
        if label is Label.PERSON and (wording := text[start:end]) in known.ends:
            if _TITLED.search(text[max(0, start - 10) : start]) or _OF_A_PERSON.match(text, end):
                for_it[wording] -= 99
            for_it[wording] += _is_company(text, start, end)
    return {wording for wording, count in for_it.items() if count > 0}


def _kind_of_person(text: str, start: int, end: int, known: _Known) -> Label | None:
    """Return the label of what is taken for a person; None where it is no name."""
    wording = text[start:end]
    words = wording.split()
    before = text[max(0, start - 12) : start]
    if "@" in wording or _ADDRESS.match(text, end):
        return None
    if _PARTY.match(wording) or fold(wording) in _NOT_NAMED or (wording.islower() and _MODAL.search(before)):
        return None
    if _QUOTED_BEFORE.search(before) and (wording.islower() or _SMALL_INSIDE.search(wording)):
        return None  # talks were "frank"; "Ich bin ein Berliner"
    if (_OPENS_BRACKET.search(before) and text[end : end + 1] == ")") or _OF_PARTY.search(before):
        return Label.LOC
    seat = seats().get(fold(wording))
    if seat is not None and wording not in known.ends:
        return seat
    last = words[-1].lower()
    if _OFFICE_AFTER.match(text, end) and wording not in known.ends and _follows_the(text, start):
        return None
    if len(words) == 1:
        if (
            last.rstrip(".") in _BARE_TITLES
            and wording not in known.ends
            and _is_bare_title(text, start, end)
        ):
            return None
        is_house = _THE_PLACE_BEFORE.search(before) and _NO_NOUN.match(text, end) and last not in TITLES
        return Label.ORG if is_house and last[-1] != "s" else Label.PERSON  # at the Hilton
    if last in _OFFICES and wording not in known.ends and _follows_the(text, start):
        return None  # the Home Secretary
    if last in _PLACES | _BODIES and of_first_name(fold(words[0])) is None:
        return Label.ORG if last in _BODIES else Label.LOC
    return Label.PERSON


def _is_bare_title(text: str, start: int, end: int) -> bool:
    """Return whether a title stands for its bearer, or before a name that was not seen as one with it."""
    before = text[max(0, start - 7) : start].lower()
    return (
        text[start:end].endswith(".")
        or text[end : end + 1] == "."
        or _follows_the(text, start)
        or before.endswith(("madam ", "mr. ", "mr ", "a "))
    )


def _follows_the(text: str, start: int) -> bool:
    """Return whether "the", and at most two capitalised words, stand before ``start``."""
    return _THE_OFFICE.search(text[max(0, start - 30) : start]) is not None


def _unquoted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a name of which one is quoted and the other is not: ``Ann" Walker``."""
    marks = [start + mark.start() for mark in _UNBALANCED.finditer(text[start:end])]
    if len(marks) != 1 or _UNBALANCED.match(text, max(0, start - 1)):
        yield start, end
        return
    left, right = text[start : marks[0]].rstrip(" ,."), text[marks[0] + 1 : end]
    if left:
        yield start, start + len(left)
    if right.strip():
        yield end - len(right.lstrip()), end


def _dates_as_names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with the months and days that are names of persons: April Jones, Joe Friday."""
    speaking = {
        text[start:end]
        for start, end, label in mentions
        if label is Label.DATE and _SAID_AFTER.match(text, end)
    }
    found: list[Mention] = []
    for number, mention in enumerate(mentions):
        if found and mention.start < found[-1].end:
            continue
        after = mentions[number + 1] if number + 1 < len(mentions) else None
        whole = _as_name(text, mention, after, speaking, found[-1] if found else None)
        if whole.label is Label.PERSON and found and found[-1].label is Label.PERSON:
            last = found[-1]
            if last.end == whole.start - 1 and "-" in text[last.start : last.end]:
                whole = found.pop()._replace(end=whole.end)  # Jean-Claude, and then the surname
        found.append(whole)
    persons = {
        word for start, end, label in found if label is Label.PERSON for word in text[start:end].split()
    }
    return [_as_person(text, mention, persons) for mention in _named_again(text, found)]


def _as_name(
    text: str, mention: Mention, after: Mention | None, speaking: set[str], last: Mention | None
) -> Mention:
    """Return ``mention`` as the whole name of a person, if it is a part of one that has a month in it."""
    start, end, label = mention
    wording = text[start:end]
    joined = after is not None and after.start == end + 1
    if label is Label.DATE and _A_MONTH.fullmatch(wording):
        return _with_surname(text, mention, after, last)
    if after is not None and joined and " " not in text[after.start : after.end]:
        opens = text[max(0, start - 2) : start].strip() in ("", ".")
        day = text[after.start : after.end]
        is_day = label is Label.DATE and _A_WEEKDAY.fullmatch(wording) is not None
        is_first = label is Label.PERSON and " " not in wording and of_first_name(fold(wording)) is not None
        if (is_day and opens and after.label is Label.PERSON) or (
            is_first and after.label is Label.DATE and day in speaking
        ):
            return Mention(start, after.end, Label.PERSON)
    words = wording.split()
    if label not in (Label.PERSON, Label.MONEY) and len(words) == 2 and words[1].isalpha():
        if _A_MONTH.fullmatch(words[0]) and words[1].istitle() and words[1].lower() not in _DAY_OF:
            return mention._replace(label=Label.PERSON)
        if label is Label.LOC and _A_MONTH.fullmatch(words[1]) and of_first_name(fold(words[0])) is not None:
            return mention._replace(label=Label.PERSON)
    return mention


def _with_surname(text: str, month: Mention, after: Mention | None, last: Mention | None) -> Mention:
    """Return a month with the surname that follows it, if that is the name of a person."""
    start, end, _ = month
    name = _NAME.match(text, end)
    if name is None or name[1].lower() in _DAY_OF:
        return month
    before = text[max(0, start - 12) : start]
    if after is not None and after.start < name.end():
        if after.label not in (Label.PERSON, Label.LOC):
            return month
        if before.endswith(" of "):
            before = ""  # the shop of April Dunn
    if before.endswith(" and ") and last is not None and last.label is Label.PERSON and last.end == start - 5:
        before = ""
    if _IN_TIME.search(before):
        return month
    return Mention(start, name.end(), Label.PERSON)


def _named_again(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield ``mentions`` with each month that a surname follows as elsewhere: "by April Jones"."""
    names = {text[start:end] for start, end, label in mentions if label is Label.PERSON}
    skip = -1
    for mention in mentions:
        if mention.start < skip:
            continue
        if mention.label is Label.DATE and (name := _NAME.match(text, mention.end)):
            whole = mention._replace(end=name.end(), label=Label.PERSON)
            if text[whole.start : whole.end] in names:
                mention, skip = whole, whole.end
        yield mention


def _as_person(text: str, mention: Mention, persons: set[str]) -> Mention:
    """Return a month or day that speaks as the person whose name it is."""
    start, end, label = mention
    wording = text[start:end]
    if label is not Label.PERSON and wording in persons and _A_DATE.fullmatch(wording):
        said = _SAID_BEFORE.search(text[max(0, start - 20) : start]) and text[end : end + 1] in ".,;:"
        speaks = _SAID_AFTER.match(text, end) or label is not Label.DATE
        if said or (speaks and not _IN_TIME.search(text[max(0, start - 12) : start])):
            return mention._replace(label=Label.PERSON)
    return mention


def _epithets(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with what a person of one name is called inside the name: Peter the Great."""
    known = _Known(text, mentions)
    persons = {mention.start: mention for mention in mentions if mention.label is Label.PERSON}
    found: list[Mention] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue  # "Great" as a name
        called = _EPITHET.match(text, mention.end)
        names = [word for word in text[mention.start : mention.end].split() if word.lower() not in TITLES]
        if mention.label is Label.PERSON and called and len(names) == 1:
            alone = persons.get(called.start(1))
            is_name = (
                alone is not None and alone.end == called.end() and called[1] not in known.ends | known.opens
            )
            if is_name or called[1].lower() in _EPITHETS:
                mention = mention._replace(end=called.end())
        found.append(mention)
    return found


def _suffixes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with what ends a person's name, such as "Jr.", inside it."""
    found: list[Mention] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue  # "Jr." as a name
        if mention.label is Label.PERSON and " " in text[mention.start : mention.end + 1]:
            wording = text[mention.start : mention.end]
            if wording.endswith(("Jr", "Sr")) and text[mention.end : mention.end + 1] == ".":
                mention = mention._replace(end=mention.end + 1)
            elif suffix := _SUFFIX.match(text, mention.end):
                mention = mention._replace(end=suffix.end())
        found.append(mention)
    return found


def _pairs(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with names of two words and "and" in one: St Kitts and Nevis, Tate and Lyle."""
    found = list(_covered(text, mentions))
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    alone: Counter[str] = Counter()
    words: set[str] = set()
    for number, mention in enumerate(found):
        wording = text[mention.start : mention.end]
        alone[wording] += 1
        if mention.label is Label.PERSON and " " in wording:
            words.update(wording.split())
        if number + 1 < len(found) and _may_be_pair(text, mention, found[number + 1]):
            pairs[wording, text[found[number + 1].start : found[number + 1].end]].append(number)
    joined: set[int] = set()
    for pair, numbers in pairs.items():
        left, right = pair
        only = len(numbers) > 1 and alone[left] + alone[right] == 2 * len(numbers)
        only = only and any(_is_company(text, found[at].start, found[at + 1].end) for at in numbers)
        called = any(of_first_name(fold(word)) is None for word in pair)
        if words.isdisjoint(pair) and (left == right or (only and called)):
            joined.update(numbers)
    whole: list[Mention] = []
    for number, mention in enumerate(found):
        if number - 1 in joined:
            whole[-1] = Mention(whole[-1].start, mention.end, Label.ORG)
        else:
            whole.append(mention)
    return whole


def _may_be_pair(text: str, one: Mention, other: Mention) -> bool:
    """Return whether two names with "and" between them may be one."""
    wordings = text[one.start : one.end], text[other.start : other.end]
    return (
        {one.label, other.label} <= {Label.PERSON, Label.ORG}
        and text[one.end : other.start] in (" and ", " & ")
        and not any(" " in wording or wording.isupper() for wording in wordings)
        and not _AND.search(text[max(0, one.start - 5) : one.start])
    )


def _is_company(text: str, start: int, end: int) -> bool:
    """Return whether the words around a name speak of a company."""
    return (
        _COMPANY_AFTER.match(text, end) is not None
        or _COMPANY_BEFORE.search(text, max(0, start - 22), start) is not None
    )


def _covered(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield ``mentions`` with the countries that are called by two islands, and firms by two families."""
    known = [found.span() for found in _both().finditer(text)]
    at = 0
    for mention in mentions:
        while at < len(known) and known[at][1] <= mention.start:
            yield Mention(*known[at], _label(text, *known[at]))
            at += 1
        if at < len(known) and mention.start < known[at][1] and known[at][0] < mention.end:
            if mention.start > known[at][0] or mention.end < known[at][1] or mention[:2] == known[at]:
                continue
            at += 1  # a longer name: "Trinidad and Tobago Police"
        yield mention
    for span in known[at:]:
        yield Mention(*span, _label(text, *span))


def _label(text: str, start: int, end: int) -> Label:
    return Label.ORG if fold(text[start:end]).replace("&", "and") in shops() else Label.LOC


@cache
def _both() -> re.Pattern[str]:
    names = [
        *pairs_of_places(),
        *(name.title().replace(" And ", " and ") for name in shops() if " and " in name),
    ]
    wordings = "|".join(map(re.escape, sorted(names, key=len, reverse=True))).replace(
        "\\ and\\ ", "\\ (?:and|&)\\ "
    )
    return re.compile(rf"\b(?:{wordings.replace('Saint', '(?:Saint|St.?)').replace('Sao', 'S[aã]o')})\b")


def _brands(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with the 's inside that belongs to a name: McDonald's, Lord's."""
    owners: dict[str, list[int]] = defaultdict(list)
    for number, (start, end, _) in enumerate(mentions):
        owners[text[start:end]].append(number)
    found = list(mentions)
    for wording, numbers in owners.items():
        endings = [_OWNER.match(text, mentions[number].end) for number in numbers]
        ends = [ending.end() for ending in endings if ending is not None]
        if len(ends) < len(numbers):
            continue
        labels = {mentions[number].label for number in numbers}
        is_known = f"{fold(wording)}'s" in shops()
        may_be = len(ends) > 1 and not wording.isupper() and labels <= set(_BRANDS)
        if is_known or (may_be and any(_NO_NOUN.match(text, end) for end in ends)):
            for number, end in zip(numbers, ends, strict=True):
                label = found[number].label
                found[number] = Mention(
                    found[number].start, end, Label.ORG if label is Label.PERSON else label
                )
    return found
