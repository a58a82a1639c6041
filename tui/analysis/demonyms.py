"""Facts of language: countries and what is of them, where the two do not begin alike."""

import re
from collections.abc import Iterator

_STEM = 5
"""Letters of a word that are compared, so that Ukraine is as good as Ukrainian."""
# Each line: words that mean the same country, folded to small letters.
_FAMILIES = """
america american americans
britain british briton britons
china chinese
cyprus cypriot
denmark danish dane danes
finland finnish finn finns
france french frenchman frenchwoman
greece greek greeks
iran iranian iranians
iraq iraqi iraqis
ireland irish
kuwait kuwaiti
mali malian malians
netherlands dutch holland
niger nigerien
norway norwegian norwegians
oman omani
peru peruvian peruvians
philippines filipino filipina philippine
poland polish pole poles
qatar qatari
spain spanish spaniard spaniards
sweden swedish swede swedes
switzerland swiss
togo togolese
turkey turkiye turkish turk turks
wales welsh
yemen yemeni
chad chadian
cuba cuban cubans
fiji fijian
laos lao laotian
nepal nepali nepalese
emirates emirati uae
"""
_STEMS = {word: line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()}
_ABBREVIATED = (
    (re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?\b)|\bUnited States\b"), "America"),
    (re.compile(r"\b(?:U\.K\.|UK\b)|\bUnited Kingdom\b"), "Britain"),
)
_WORD = re.compile(r"[^\W_]+")


def words_told(wording: str) -> Iterator[str]:
    """The words of what is said of somebody, with the two countries that go by letters spelt out."""
    for pattern, name in _ABBREVIATED:
        wording = pattern.sub(name, wording)
    return (match[0] for match in _WORD.finditer(wording))


def stem(word: str) -> str:
    """What a word, in small letters, has in common with others of the same country or thing."""
    return _STEMS.get(word, word[:_STEM])
