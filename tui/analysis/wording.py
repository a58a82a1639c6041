"""The wording of a name: without what surrounds it, and folded so that spellings compare."""

import re
import unicodedata

from tui.domain.words import word_set

TITLES = word_set("""
    mr mrs ms miss mx dr prof professor sir dame lord lady sen sens senator senators rep reps
    representative gov governor president vice prime premier minister chancellor secretary general gen
    col colonel capt captain lt lieutenant sgt sergeant maj major adm admiral cmdr commander brig
    brigadier king queen prince princess pope saint judge justice rev reverend fr father bishop
    archbishop cardinal rabbi imam sheikh sultan ayatollah emperor empress mayor ambassador congressman
    congresswoman councillor councilman councilwoman former ex then deputy chief acting attorney foreign
    finance defence defense interior speaker coach chairman chairwoman ceo director detective officer
    inspector insp supt superintendent constable hon pm mp president-elect vice-president elect late mme
    mlle monsieur madame herr frau
""")
"""Words before a name that are no part of it."""
_KEPT = word_set("king queen prince princess pope lord lady saint sheikh sultan emperor empress imam")
"""Titles without which a single name would not be known: "Pope Leo", "King Charles"."""

_EDGES = " \t\n\r\u00a0\"'`\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb\u2039\u203a,;:!?([{<-\u2013\u2014*_"
_POSSESSIVE = re.compile(r"(?:['\u2019\u02bc]s|(?<=s)['\u2019\u02bc])\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)*")
_APOSTROPHE = re.compile("['\u2019\u02bc]")
_NICKNAME = re.compile(r"\s[\"\u201c(][^\"\u201d)]*[\"\u201d)](?=\s)")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_ENDING = re.compile(r"(?:iy|yi|yy|yj|ij|ii|y|i)\Z")
_DOUBLED = re.compile(r"([^\W\d_])\1")


def without_possessive(raw: str) -> str:
    """``raw`` on one line, without the marks around it and without a possessive ending."""
    name = " ".join(raw.split()).strip(_EDGES)
    name = _POSSESSIVE.sub("", name).strip(_EDGES)
    if name.endswith((")", "]", "}")) and not any(c in name for c in "([{"):
        name = name.rstrip(")]}").strip(_EDGES)
    if name[:4].lower() == "the " and len(name) > 4:
        name = name[4:].lstrip(_EDGES)
    return name


def without_titles(name: str) -> str:
    """A person's ``name`` without the titles before it, unless it is known by one ("Pope Leo")."""
    words = name.split(" ")
    first = 0
    while first < len(words) - 1 and words[first].rstrip(".,").lower() in TITLES:
        first += 1
    if first and len(words) - first == 1 and words[first - 1].lower() in _KEPT:
        first -= 1
    return " ".join(words[first:])


def fold(text: str) -> str:
    """``text`` without case, accents and the like."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def folded_words(name: str) -> tuple[str, ...]:
    """The words of ``name``, folded; never empty: a name of signs alone is one word."""
    found = tuple(_APOSTROPHE.sub("", word) for word in _WORD.findall(fold(name)))
    return found or (name.casefold(),)


def spelling(word: str) -> str:
    """What the transcriptions of one folded name have in common: Zelensky, Zelenskyy, Zelenskiy."""
    if len(word) < 5:
        return word
    return _DOUBLED.sub(r"\1", _ENDING.sub("i", word))


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name as they compare: no titles, no nickname in quotation marks."""
    words = folded_words(_NICKNAME.sub("", name) if '"' in name or "\u201c" in name or "(" in name else name)
    first = 0
    while first < len(words) - 1 and words[first] in TITLES:
        first += 1
    words = words[first:]
    capitals = name.split(" ", 1)[0]
    if len(words) > 1 and len(words[0]) == 2 and capitals.isupper() and not name.isupper():
        words = (*words[0], *words[1:])  # "JD Vance" as "J. D. Vance"
    return tuple(map(spelling, words))
