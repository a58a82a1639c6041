"""Countries, capitals and other known places, the names they go by, and the words for their people."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tui.analysis.lists import read_lists
from tui.domain.analysis import Label

_LISTS = Path(__file__).with_name("gazetteer.txt")


def place(name: str, folded: str) -> str | None:
    """Return what is common to all names of a country or another well-known place.

    Args:
        name: as it stands in the text, without full stops: abbreviations count in capitals alone.
        folded: the same without case and accents.

    Returns:
        The usual name in lower case, or None where the table has no such name.
    """
    places = _places()
    return places.get(name) or places.get(_key(folded))


def country(name: str, folded: str) -> str | None:
    """Return the same as ``place``, for countries alone."""
    found = place(name, folded)
    return found if found in _countries() else None


def known_organisation(name: str, folded: str) -> str | None:
    """Return the same as ``place``, for the few organisations that act like countries, such as the EU."""
    organisations = _organisations()
    return organisations.get(name) or organisations.get(_key(folded))


def _key(folded: str) -> str:
    words = folded.replace("-", " ").replace(",", " ").replace("\u2019", "'").replace("&", " and ").split()
    return " ".join("saint" if word == "st" else word for word in words)


def _names(listing: str) -> dict[str, str]:
    """Return the first name of the group of each name of ``listing``, folded; abbreviations in capitals."""
    from_name: dict[str, str] = {}
    for group in listing.replace("\n", ";").split(";"):
        names = [name.strip() for name in group.split("|")]
        for name in filter(None, names):
            from_name.setdefault(name if name.isupper() else _key(name.lower()), names[0].lower())
    return from_name


@cache
def _places() -> dict[str, str]:
    lists = _lists()
    return _names(lists["countries"]) | _names(lists["places"]) | _names(lists["undivided"])


@cache
def _countries() -> frozenset[str]:
    lines = _lists()["countries"].splitlines()
    return frozenset(line.split(";")[0].split("|")[0].strip().lower() for line in lines)


@cache
def _organisations() -> dict[str, str]:
    return _names(_lists()["organisations"])


@cache
def seats() -> Mapping[str, Label]:
    """Return the labels of places that stand for those who rule there, folded."""
    lines = (line.split(" ", 1) for line in _lists()["seats"].splitlines())
    return {name.strip(): Label(label) for label, names in lines for name in names.split(";")}


@cache
def shops() -> frozenset[str]:
    """Return the names of firms that end in 's or have an "and", folded."""
    return frozenset(name.strip() for name in _lists()["shops"].replace("\n", ";").split(";"))


@cache
def pairs_of_places() -> tuple[str, ...]:
    """Return the names of countries that have an "and"."""
    listing = _lists()["countries"].replace("\n", ";").replace("|", ";")
    return tuple(name.strip() for name in listing.split(";") if " and " in name)


@cache
def _lists() -> dict[str, str]:
    return read_lists(_LISTS)


_STEM = 5
"""Letters of a word that are compared, so that Ukraine is as good as Ukrainian."""
_ABBREVIATED = (
    (re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?\b)|\bUnited States\b"), "America"),
    (re.compile(r"\b(?:U\.K\.|UK\b)|\bUnited Kingdom\b"), "Britain"),
)
_WORD = re.compile(r"[^\W_]+")


def description_words(wording: str) -> Iterator[str]:
    """Return the words of a description of a person, with the US and the UK spelt out."""
    for pattern, name in _ABBREVIATED:
        wording = pattern.sub(name, wording)
    return (match[0] for match in _WORD.finditer(wording))


def stem(word: str) -> str:
    """Return what a word, in small letters, has in common with others of the same country or thing."""
    return _families().get(word, word[:_STEM])


@cache
def _families() -> dict[str, str]:
    """Return the first of the words that mean the same country, for each of them."""
    return {word: line.split()[0] for line in _lists()["families"].splitlines() for word in line.split()}
