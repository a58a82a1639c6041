"""The gender of persons, by titles, kinship, first names and nouns: whether "he" or "she" can mean them."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from tui.analysis.lists import read_lists
from tui.domain.text.sentences import word_set

_LISTS = Path(__file__).with_name("first_names.txt")


class Gender(StrEnum):
    """The pronoun that a title or a first name goes with."""

    HE = "he"
    SHE = "she"


_HIS_TITLES = word_set("mr sir lord king prince pope father monsieur herr congressman councilman baron duke")
_HER_TITLES = word_set("mrs ms miss mme mlle madame dame lady queen princess frau congresswoman councilwoman")
_HIS_KIN = word_set("father son brother husband uncle nephew grandfather grandson widower")
_HER_KIN = word_set("mother daughter sister wife aunt niece grandmother granddaughter widow")
_HIS_NOUNS = _HIS_KIN | word_set("man gentleman boy king prince spokesman chairman congressman businessman")
_HER_NOUNS = _HER_KIN | word_set(
    "woman lady girl queen princess spokeswoman chairwoman congresswoman businesswoman"
)


def of_title(title: str) -> Gender | None:
    """Return the gender of the title before a name, such as ``Mrs.``, or None."""
    low = title.rstrip(".").lower()
    return Gender.HE if low in _HIS_TITLES else Gender.SHE if low in _HER_TITLES else None


def of_relative(noun: str) -> Gender | None:
    """Return the gender of the noun before a full name, as in "his wife, Ann Lee", or None."""
    low = noun.lower()
    return Gender.HE if low in _HIS_KIN else Gender.SHE if low in _HER_KIN else None


def of_first_name(folded: str) -> Gender | None:
    """Return the gender of a first name without case and accents; None where it is unknown or both."""
    his, hers = (folded in names for names in _first_names())
    return None if his == hers else Gender.HE if his else Gender.SHE


def of_noun(words: Iterable[str]) -> Gender | None:
    """Return the gender of a noun phrase, such as ``the spokeswoman``, or None."""
    for word in words:
        low = word.lower()
        if low in _HIS_NOUNS:
            return Gender.HE
        if low in _HER_NOUNS:
            return Gender.SHE
    return None


def short_forms() -> str:
    """Return the forms of first names: a comma divides names, and the usual form of each comes first."""
    return _lists()["forms"]


@cache
def _lists() -> dict[str, str]:
    return read_lists(_LISTS)


@cache
def _first_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first names that go with "he", and those that go with "she"."""
    lists = _lists()
    return word_set(lists["he"]), word_set(lists["she"])
