"""Names without what surrounds them, and folded so that their spellings compare."""

import re
import unicodedata
from functools import lru_cache

from tui.domain.text.sentences import word_set

TITLES = word_set("""
    mr mrs ms miss mx dr prof professor sir dame lord lady sen sens senator senators rep reps
    representative gov governor president pres vice prime premier minister chancellor secretary general gen
    col colonel capt captain lt lieutenant sgt sergeant cpl corporal pvt private maj major adm admiral cmdr
    commander brig brigadier king queen prince princess pope saint mother judge justice rev reverend fr
    father bishop archbishop patriarch cardinal rabbi imam mullah sheikh shaikh sultan ayatollah emperor
    empress tsar mayor ambassador congressman congresswoman councillor cllr councilman councilwoman
    alderman former ex then deputy chief acting attorney foreign finance defence defense interior shadow
    first speaker coach chairman chairwoman chairperson ceo director detective det officer inspector insp
    supt superintendent constable hon honourable honorable pm mp president-elect vice-president elect late
    mme mlle monsieur madame herr frau senor senora baroness viscount countess taoiseach alhaji hajji haji
    dci pc wpc shri smt datuk dato ustaz comrade engr barrister excellency highness majesty
""")
"""Words before a name that are no part of it."""
_NAME_TITLES = word_set(
    "king queen prince princess pope lord lady saint mother sheikh sultan emperor empress imam tsar"
)
"""Titles without which a single name would not be known: "Pope Leo", "King Charles"."""

_EDGES = " \t\n\r\u00a0\"'`\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb\u2039\u203a,;:!?([{<-\u2013\u2014*_"
_POSSESSIVE = re.compile(r"(?:['\u2019\u02bc]s|(?<=s)['\u2019\u02bc])\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)*")
_APOSTROPHE = re.compile("['\u2019\u02bc]")
_NICKNAME = re.compile(r"\s[\"\u201c\u2018'(]([^\"\u201d\u2019')]*)[\"\u201d\u2019')](?=\s)")
_AFTER_NAME = re.compile(
    r"(?:,? (?:KC|QC|SC|MP|MEP|MSP|OBE|CBE|MBE|KBE|MD|JP|DBE|FRS|FBA|VC|RA|PhD|Ph\.D\.|M\.D\.))+\Z"
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_DOUBLED = re.compile(r"([^\W\d_])\1")
_TRANSCRIBED = [
    (re.compile(pattern), same)
    for pattern, same in (
        ("ee", "i"),  # before doubled letters become one: Rasheed, Rashid
        ("oo|ou", "u"),  # Mahmood, Mahmoud, Mahmud
        (_DOUBLED.pattern, r"\1"),
        ("tsch|tch|sch(?=[^aeiou])", "ch"),
        ("ph", "f"),
        ("z", "s"),  # Gonzalez, Gonzales
        ("x", "ks"),  # Alexei, Aleksei
        ("ck|kh|q|c(?![eiyh])", "k"),  # Qassem, Kassem; Khodorkovsky, Hodorkovsky stay apart
        ("(?<=[dgt])h", ""),
        ("w", "v"),
        ("(?:[ea]?[iy])+", "i"),  # Zelenskyy, Zelenskiy; Sergey, Sergei; Hussein, Hussain
        ("(?<=[auo])e", ""),  # Mueller, Müller
        ("(?<=[aeiou])h\\Z", ""),  # Abdullah, Abdulla
        ("e(?!\\Z)", "a"),  # Ahmed, Ahmad
        ("o", "u"),  # Mohammed, Muhammad
        (_DOUBLED.pattern, r"\1"),
    )
]
"""Rules, applied in turn, that remove the differences between transcriptions of one name."""
_AL = word_set("el al ul ad as ash ar an az at")
_SERVANT = re.compile(r"abd[aeu]l(?!l)(?=\w{3})")


def without_possessive(raw: str) -> str:
    """Return ``raw`` on one line, without the marks around it and without a possessive ending."""
    name = " ".join(raw.split()).strip(_EDGES)
    name = _POSSESSIVE.sub("", name).strip(_EDGES)
    if name.endswith((")", "]", "}")) and not any(c in name for c in "([{"):
        name = name.rstrip(")]}").strip(_EDGES)
    if name[:4].lower() == "the " and len(name) > 4:
        name = name[4:].lstrip(_EDGES)
    return name


def without_titles(name: str) -> str:
    """Return a person's ``name`` without the titles before it, unless it is known by one ("Pope Leo")."""
    words = name.split(" ")
    first = 0
    while first < len(words) - 1 and words[first].rstrip(".,").lower() in TITLES:
        first += 1
    if first and len(words) - first == 1 and words[first - 1].lower() in _NAME_TITLES:
        first -= 1
    plain = " ".join(words[first:])
    return _AFTER_NAME.sub("", plain) or plain


def keeps_title(name: str) -> bool:
    """Return whether ``name`` begins with a title that it needs, such as "Pope Leo"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.lower() in _NAME_TITLES


def fold(text: str) -> str:
    """Return ``text`` without case, accents and the like."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of ``name``, folded; never empty: a name of signs alone is one word."""
    found = tuple(_APOSTROPHE.sub("", word) for word in _WORD.findall(fold(name)))
    return found or (name.casefold(),)


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """Return what the transcriptions of one folded name have in common: Zelensky, Zelenskyy, Zelenskiy."""
    if len(word) < 5:
        return word
    for pattern, same in _TRANSCRIBED:
        word = pattern.sub(same, word)
    return word


def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name as they compare: no titles, no nickname in quotation marks."""
    words = list(folded_words(_NICKNAME.sub("", name)))
    first = 0
    while first < len(words) - 1 and words[first] in TITLES:
        first += 1
    words = words[first:]
    if len(words) > 1 and len(words[0]) in (2, 3) and _is_initials(name.split(" ", 1)[0], name):
        words = [*words[0], *words[1:]]  # "JD Vance" as "J. D. Vance"
    return tuple(_arabic(words, name)) if len(words) > 1 else tuple(words)


def nickname(name: str) -> str:
    """Return the folded nickname that stands in quotation marks or brackets within ``name``, or empty."""
    found = _NICKNAME.search(name)
    words = folded_words(found[1]) if found else ()
    return words[0] if len(words) == 1 and words[0][0].isalpha() else ""


def _is_initials(first: str, name: str) -> bool:
    if len(first) == 2 and not name.isupper():
        return first.isupper()
    # In a headline "JD VANCE" but "AL GORE"; and "KIM Jong Un" sets off the surname.
    return first.isupper() and not any(vowel in first for vowel in "AEIOUY")


def _arabic(words: list[str], name: str) -> list[str]:
    """Return ``words`` with "the", "son of" and "servant of" in one spelling each: el-Sisi as al-Sisi."""
    joined = "-" in name
    found: list[str] = []
    for at, word in enumerate(words):
        if (
            word in _AL
            and at < len(words) - 1
            and (at or (joined and name[len(word) : len(word) + 1] == "-"))
        ):
            if not (found and found[-1] == "abd"):
                found.append("al")
        elif word in ("abdel", "abdul", "abdal") and at < len(words) - 1:
            found.append("abd")
        elif servant := _SERVANT.match(word):
            found += ["abd", word[servant.end() :]]
        else:
            found.append("bin" if word == "ibn" else word)
    return found
