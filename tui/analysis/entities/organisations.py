"""Organisations, places and other names that are no persons: which mean one thing, and pairs with a dash."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.analysis.entities.gazetteer import country, known_organisation, place
from tui.analysis.entities.normalization import fold, without_possessive
from tui.domain.analysis import Label, Mention
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_WORD = re.compile(r"[^\W_]+")
_AMOUNT = re.compile(r"\d[\d.,]*|[^\W\d_]+|[$£€¥₹₽₴₦₩]")
_FULL_STOP = re.compile(r"\.(?!\d)|(?<!\d)\.")
_LINKED = re.compile(r"\b([A-Z]) ?& ?(?=[A-Z]\b)")
_BRACKETED = re.compile(r"(.*\S) ?[(\[]([^()\[\]]+)[)\]]\Z")
_SMALL = word_set("of the and for in on a an at de la le du des & to")
_LEGAL = word_set("inc corp ltd co plc llc llp ag sa gmbh nv spa lp limited incorporated corporation company")
_KINDS = {
    Label.ORG: word_set("""
        party group holdings bank airlines airways motors agency news university college foundation institute
        institution department ministry newspaper fc afc cf sc club network committee commission union
        movement trust council school hospital police church association society federation league front
        army forces militia authority office service services bureau industries energy pharmaceuticals records
    """)
    | _LEGAL,
    Label.FAC: word_set("""
        airport stadium hospital prison bridge station palace cathedral church museum library tower arena
        hotel centre center dam port plant camp market theatre theater hall monastery temple mosque castle
        jail
    """),
    Label.LOC: word_set("river mount mt"),
    Label.MISC: word_set("disease syndrome virus prize award awards festival"),
}
"""Words that may be left out of a name: Labour and the Labour Party, Heathrow and Heathrow Airport."""
_TURNED = word_set("department ministry university bank office bureau institute")
"""Words for which "X of Y" is the same as "Y X"."""
_COMMON = word_set("""
    parliament congress senate house assembly government state national international republic royal united
    general federal world european african american british us un eu supreme court city new old first great
    north south east west central free
""")
"""Words that are no name by themselves, or are the name of something else."""
_NARROWER = word_set("""
    liberal social christian new conservative national people young anti non former
    cloud music web maps pay ventures capital labs studios pictures sports research asia africa europe
    america china india japan international uk usa
""")
"""Words that, added to the name of an organisation, name another one."""
_SPELLINGS = {
    "defence": "defense",
    "labour": "labor",
    "centre": "center",
    "theatre": "theater",
    "harbour": "harbor",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "saint": "st",
    "mount": "mt",
}
_MONTH_NAMES = "january february march april may june july august september october november december"
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = {name[:length]: name for name in _MONTH_NAMES.split() for length in (3, 4, len(name))}
_WEEKDAYS = {name[:length]: name for name in _WEEKDAY_NAMES.split() for length in (3, 4, 5, len(name))}
_SCALES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "bn": "billion",
    "b": "billion",
    "tn": "trillion",
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)\Z")


class Organisation(NamedTuple):
    """The name of an organisation, a place, ... in the form in which it is compared with others.

    Attributes:
        key: words in a standard spelling and order.
        initials: what it may be abbreviated to, in lower case; empty for a single word.
        is_short: whether it may itself be such an abbreviation.
        alias: the key of another name that it gives in brackets, or empty.
        is_known: whether it stands in the gazetteer, and so means itself alone.
    """

    key: str
    initials: frozenset[str] = frozenset()
    is_short: bool = False
    alias: str = ""
    is_known: bool = False


def organisation(label: Label, name: str) -> Organisation:
    """Return the form in which ``name``, without possessive and article, is compared."""
    if label in (Label.DATE, Label.MONEY):
        return Organisation(_day(name) if label is Label.DATE else _amount(name))
    if label is Label.ORG and (bracketed := _BRACKETED.match(name)):
        return _named(label, bracketed[1])._replace(alias=_named(label, bracketed[2]).key)
    return _named(label, name)


def _named(label: Label, name: str) -> Organisation:
    """Return the form of a name that is no date and no amount; brackets are left in."""
    plain = _LINKED.sub(r"\1", _FULL_STOP.sub("", name))
    folded = fold(plain)
    if label in (Label.LOC, Label.ORG):
        known = known_organisation(plain, folded) or (place if label is Label.LOC else country)(plain, folded)
        if known is not None:
            return Organisation(known, is_known=True)
        folded = place(plain, folded) or folded  # a club or a government by the name of its town
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(folded.replace("&", " and "))]
    if not words:
        return Organisation(name.casefold())
    is_short = len(words) == 1 and 2 <= len(words[0]) <= 7 and plain[:1].isupper()
    if label in (Label.LOC, Label.FAC):
        is_short = is_short and plain.isupper()
    initials = _initials(words, plain)
    if label is Label.ORG:
        words = _standard(words)
    elif label is Label.NORP and len(words) == 1 and len(words[0]) > 4 and words[0].endswith("s"):
        words = [words[0][:-1]] if not words[0].endswith("ss") else words
    return Organisation(" ".join(words), initials, is_short)


def without_bracket(name: str) -> str:
    """Return ``name`` without another name in brackets behind it; the longer of the two."""
    found = _BRACKETED.match(name)
    return max(found[1], found[2], key=lambda part: (part.count(" "), len(part))) if found else name


def _initials(words: list[str], plain: str) -> frozenset[str]:
    """Return what ``words`` may be abbreviated to; words that are abbreviations themselves stay whole."""
    if len(words) < 2:
        return frozenset()
    whole = {fold(word) for word in _WORD.findall(plain) if word.isupper()} if not plain.isupper() else ()
    letters = [word if word in whole else word[0] for word in words]
    large = [letter for word, letter in zip(words, letters, strict=True) if word not in _SMALL]
    found = {"".join(letters), "".join(large)}
    if len(large) > 3 and words[0] in ("us", "uk", "un", "eu", "united"):
        found.add("".join(large[1:]))
    return frozenset(initials for initials in found if len(initials) > 1)


def _standard(words: list[str]) -> list[str]:
    """Return the words of an organisation's name without legal form, in one order."""
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    if len(words) > 2 and words[0] in _TURNED and words[1] == "of":
        rest = words[3:] if words[2] == "the" and len(words) > 3 else words[2:]
        words = [*rest, words[0]]
    if len(words) > 2 and words[-2:] in (["affairs", "ministry"], ["affairs", "department"]):
        words = [*words[:-2], words[-1]]  # "Foreign Ministry"
    return words


def _day(name: str) -> str:
    """Return a date whose month is written out, in one order: "3 Jan." as "January 3rd"."""
    words = []
    for word in _WORD.findall(fold(name)):
        ordinal = _ORDINAL.match(word)
        words.append(ordinal[1] if ordinal else _MONTHS.get(word) or _WEEKDAYS.get(word, word))
    if any(word in _MONTHS for word in words):
        words.sort(key=lambda word: (word.isdigit() and len(word) > 2, word.isdigit(), word in _MONTHS, word))
    else:
        words = [name.casefold()] if any(word.isdigit() for word in words) else words
    return " ".join(words) or name.casefold()


def _amount(name: str) -> str:
    """Return an amount of money: "$5m" as "$5 million", but neither "£5 million" nor "$0.5 million"."""
    words = [word.strip(".,") for word in _AMOUNT.findall(fold(name))]
    return " ".join(_SCALES.get(word, word) for word in words) or name.casefold()


class Organisations:
    """The organisations, or places, or ... of one text, and what the names in it mean."""

    def __init__(self, label: Label, names: Iterable[Organisation], defined: Mapping[str, str]) -> None:
        """Note all ``names`` of the text that have ``label``, in its order.

        Args:
            defined: abbreviations that the text explains, with their meanings; keys of organisations.
        """
        self._label = label
        self._long: dict[str, dict[str, None]] = defaultdict(dict)
        self._whole: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._opens: dict[str, dict[str, None]] = defaultdict(dict)
        self._ends: dict[str, dict[str, None]] = defaultdict(dict)
        self._last_ending: dict[str, str] = {}
        self._run_together: dict[str, str] = {}
        self._defined = dict(defined)
        for name in dict.fromkeys(names):
            self._learn(name)

    def _learn(self, name: Organisation) -> None:
        if name.alias and name.alias != name.key:
            # Whichever is the abbreviation means the other: "ANC (African National Congress)".
            short, long = sorted((name.key, name.alias), key=lambda key: (key.count(" "), len(key)))
            self._defined.setdefault(short, long)
        for initials in name.initials:
            self._long[initials].setdefault(name.key)
        words = name.key.split()
        if len(words) < 2 or name.is_known:
            return
        self._run_together.setdefault("".join(words), name.key)
        self._opens[words[0]].setdefault(name.key)
        for ending in _endings(words):
            self._ends[ending].setdefault(name.key)
        kinds = _KINDS.get(self._label, frozenset())
        if words[-1] in kinds:
            self._is_whole_of(words[:-1], name.key)
        if words[0] in kinds and (self._label is Label.LOC or words[0] in ("fc", "afc")):
            self._is_whole_of(words[1:], name.key)

    def _is_whole_of(self, words: list[str], key: str) -> None:
        """Note ``words`` as a short form of the name ``key``, unless they name a place."""
        head = " ".join(words)
        known = place if self._label is Label.LOC else country
        if not known(head.upper(), head) and head not in _COMMON:
            self._whole.setdefault(head, key)

    def which(self, name: Organisation) -> str:
        """Return the key of what ``name`` means; ask in the order of the text.

        An abbreviation means the name it abbreviates; of several, the one named last. So does
        the end of a name ("the Commission"), and its first word where no other name has it.
        """
        for initials in name.initials:
            self._last[initials] = name.key
        if not name.is_known:
            words = name.key.split()
            for ending in _endings(words):
                self._last_ending[ending] = name.key
        return self._followed(self._means(name))

    def _followed(self, key: str) -> str:
        """Follow what is defined and what may be left out, to the name in its longest form."""
        for _ in range(3):
            longer = self._defined.get(key) or self._whole.get(key)
            if longer is None or longer == key:
                break
            key = longer
        return key

    def _means(self, name: Organisation) -> str:
        key = name.key
        if key in self._defined:
            longer = self._defined[key]
            return longer if longer in self._defined else self._means(Organisation(longer))
        if name.is_short and key in self._long:
            return self._last.get(key) or next(iter(self._long[key]))
        if name.is_known or key in self._whole:
            return key
        if key in self._run_together:
            return self._run_together[key]
        if self._label not in (Label.ORG, Label.MISC):
            return key
        return self._by_end(key) or self._by_first_word(key, name.is_short) or key

    def _by_end(self, key: str) -> str | None:
        """Return "US Supreme Court" for "Supreme Court", if it is the only one; for "Rovers" the last."""
        longer = self._ends.get(key, ())
        if " " in key:
            found = next(iter(longer)) if len(longer) == 1 else None
            return None if found is None or not _NARROWER.isdisjoint(found[: -len(key)].split()) else found
        if self._label is not Label.ORG or key in _COMMON:
            return None
        return self._last_ending.get(key)

    def _by_first_word(self, key: str, is_short: bool) -> str | None:
        """Return "Goldman Sachs" for "Goldman", if it is the only one."""
        longer = self._opens.get(key, ())
        if self._label is not Label.ORG or len(longer) != 1 or key in _COMMON or place(key.upper(), key):
            return None
        found = next(iter(longer))
        rest = found.split()[1:]
        if len(rest) > 3 or not _NARROWER.isdisjoint(rest) or (is_short and len(key) < 4):
            return None
        return None if country("", rest[-1]) else found  # "Acme Gambia" is a part of "Acme"


def _endings(words: list[str]) -> list[str]:
    """Return the names that ``words`` may be cut to at the front."""
    if not 2 <= len(words) <= 8:
        return []
    return [" ".join(words[cut:]) for cut in range(1, len(words)) if words[cut] not in _SMALL]


_DASH = re.compile(r"\s?[-\u2010\u2011\u2013\u2014]\s?")
_DASHES = frozenset("-\u2010\u2011\u2013\u2014")
_MAY_BE_PAIRS = (Label.LOC, Label.ORG, Label.NORP, Label.PERSON, Label.MISC)
"""Labels that a pipeline may give to such a pair."""
_PARTS = (Label.LOC, Label.ORG, Label.PERSON)


def split_pairs(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return ``mentions`` with each pair of names with a dash, such as "US-China", split into its parts.

    It is a pair if both parts are known: as places in general, or since the text names them
    elsewhere. "Guinea-Bissau", "Rolls-Royce" and "Anglo-American" are none.

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
    if mention.label not in _MAY_BE_PAIRS:
        return False
    wording = text[mention.start : mention.end]
    return not _DASHES.isdisjoint(wording) and _DASH.search(wording) is not None


def _alone(text: str, mentions: Sequence[Mention]) -> Mapping[str, Counter[Label]]:
    """Return how often each name by itself, or a surname after a first name, has which label."""
    labels: dict[str, Counter[Label]] = defaultdict(Counter)
    for start, end, label in mentions:
        if label in _PARTS:
            name = _plain(text[start:end])
            labels[name][label] += 1
            if label is Label.PERSON and " " in name:
                labels[name.rpartition(" ")[2]][label] += 1
    return labels


def _plain(wording: str) -> str:
    return fold(without_possessive(wording).replace(".", ""))


def _parts(text: str, mention: Mention, alone: Mapping[str, Counter[Label]]) -> list[Mention]:
    """Return the mentions that ``mention`` consists of; empty if it is one name."""
    if _is_place(text[mention.start : mention.end]):
        return []
    spans = list(_between_dashes(text, mention))
    kinds = [_kind(span.of(text), alone) for span in spans]
    if len(spans) < 2 or not _are_partners(mention.label, kinds, [span.of(text) for span in spans]):
        return []
    return [Mention(*span, label) for span, label in zip(spans, kinds, strict=True) if label]


def _between_dashes(text: str, mention: Mention) -> Iterator[TextSpan]:
    """Yield the parts without article, possessive and space around them; none if one of them is empty."""
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


def _is_organisation(wording: str) -> bool:
    plain = without_possessive(wording).replace(".", "")
    return known_organisation(plain, fold(plain)) is not None


def _kind(part: str, alone: Mapping[str, Counter[Label]]) -> Label | None:
    """Return the label of ``part``: the one that it has elsewhere in the text, or one that is known."""
    elsewhere = alone.get(_plain(part))
    if elsewhere:
        return max(elsewhere, key=lambda label: (elsewhere[label], -_PARTS.index(label)))
    return Label.LOC if _is_place(part) else Label.ORG if _is_organisation(part) else None


def _are_partners(whole: Label, kinds: Sequence[Label | None], parts: Sequence[str]) -> bool:
    """Return whether names with these labels, joined by dashes, are names of their own."""
    if all(kind is Label.LOC for kind in kinds):
        return whole is not Label.MISC  # "Paris-Dakar" may be a race
    if len(kinds) != 2 or whole is Label.MISC:
        return False
    if all(kind is Label.PERSON for kind in kinds):
        return whole is Label.PERSON
    if whole is Label.PERSON or not set(kinds) <= {Label.LOC, Label.ORG}:
        return False
    if kinds[1] is Label.LOC:  # "EU-Nigeria", but "Acme-Nigeria" may be a subsidiary
        return _is_organisation(parts[0])
    # "Israel-Hamas"; of two organisations only such as go by the name of a town: others may have merged.
    return kinds[0] is Label.LOC or all(map(_is_place, parts))
