"""Word lists for English: reporting verbs, nouns for people, and the small words of grammar."""

import re
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType

from tui.analysis.lists import read_lists
from tui.domain.text.sentences import word_set

_LISTS = read_lists(Path(__file__).with_name("lexicon.txt"))

WORD = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*")
"""A word, with the hyphens, apostrophes and full stops inside it."""

DASHES = "-\u2013\u2014\u2015"
"""Dashes, of which any may stand before the name that signs a quotation."""
PRONOUNS = word_set("he she they i we who it you")
ARTICLES = word_set("the a an this these those his her its their our my your")
"""Determiners with which a noun phrase begins, wherever they stand."""
DETERMINERS = word_set(_LISTS["determiners"])
PREPOSITIONS = word_set(_LISTS["prepositions"])
STOPS = PREPOSITIONS | PRONOUNS | word_set(_LISTS["stops"])
POST_NOMINALS = word_set("KC QC SC MP MPs MEP MSP MLA MLC TD OBE CBE MBE KBE JP MD PhD")
"""Letters after a name, which are no name by themselves."""
PEOPLE = word_set(_LISTS["people"])
"""Nouns for those who say things, and for what says them in their place."""
_NO_PERSONS = word_set(_LISTS["no persons"])
_BEARS = re.compile(r"[a-z]+(?:er|or|ist|ian|man|woman|eer|ant|ess)")
_MORE_PERSONS = word_set(_LISTS["more persons"])
PARTICLES = word_set("de von van der den del della di da al bin la le el ibn dos du")
DAYS = word_set(_LISTS["days"])
OPENING = word_set(_LISTS["opening"])
AUXILIARIES = word_set(_LISTS["auxiliaries"])
"""Words between a subject and its verb."""
JOINS = word_set("and or but then")
SMALL_WORDS = word_set(
    "a an the of and or to in on at for with by from is vs as de la it my your our his her i"
)
"""Words that have no capital in a title."""


def is_person_noun(noun: str) -> bool:
    """Return whether a noun in lower case is one for a single person, by a list or its ending."""
    if noun in _NO_PERSONS:
        return False
    if noun in _MORE_PERSONS:
        return True
    if noun in PEOPLE:
        return not noun.endswith("s") or noun in ("boss", "actress", "witness")
    return len(noun) > 4 and _BEARS.fullmatch(noun) is not None


_IRREGULAR = {line.split()[0]: line.split() for line in _LISTS["irregular"].splitlines()}
_DOUBLED_ENDINGS = word_set("stop drop pen rip pan plan")


class Strength(IntEnum):
    """How surely a verb introduces speech."""

    NAMING = 1
    """It says what a person calls something: what it quotes are mostly fragments."""
    SAYING = 2
    """It introduces speech."""


PHRASAL = MappingProxyType(
    {
        form: particle
        for particle, forms in (
            ("on", "went goes"),
            ("back", "shot shoots fired fires hit hits pushed pushes clapped"),
            ("in", "chimed chimes weighed weighs broke jumped"),
            ("up", "piped pipes summed sums"),
            ("out", "blurted blurts"),
        )
        for form in forms.split()
    }
)
"""Forms that introduce speech only with a particle after them: "shot back"."""


def _forms(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if verb in _DOUBLED_ENDINGS else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [verb, third, stem + "ed", stem + "ing"]


def _table() -> dict[str, Strength]:
    table: dict[str, Strength] = {}
    for listing, strength in ((_LISTS["naming"], Strength.NAMING), (_LISTS["saying"], Strength.SAYING)):
        for verb in listing.split():
            for form in _forms(verb):
                table[form] = strength
    return table | dict.fromkeys(PHRASAL, Strength.SAYING)


CUES = MappingProxyType(_table())
"""Every form, in lower case, of the verbs that introduce what is quoted."""

ALSO_NOUNS = frozenset(form for verb in _LISTS["also nouns"].split() for form in (verb, verb + "s"))
"""Forms that are nouns as well: after an article, an adjective or a preposition they are no verbs."""
