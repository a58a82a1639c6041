"""What a text says of persons beside their names: the Ukrainian president, a surgeon from Rome."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.analysis.demonyms import stem, words_told
from tui.analysis.entities.normalization import TITLES
from tui.analysis.vocabulary import PREPOSITIONS, STOPS, is_person_noun
from tui.domain.span import TextSpan
from tui.domain.words import word_set

RULERS = word_set("president leader premier minister chancellor ruler prime counterpart king queen")
"""Nouns for who rules a country, of which one does as well as another."""
DULL = word_set("the a an his her its their former then new old top senior") | PREPOSITIONS
"""Words that do not tell one person from another."""
_WORDS_BEFORE = re.compile(r"(?:[^\W_]+(?:['\u2019.-][^\W_]+)*\.?[ ]){0,6}[^\W_]+\.?,?[ ]\Z")
_APPOSITION = re.compile(
    r",[ ](?:who (?:is|was) )?(?:the|a|an|its|his|her|their)[ ]([^,.;:()\n\ue000]{3,80})[,.;]"
)
_TITLE_NOUNS = {
    title: nouns.split()
    for titles, nouns in (
        ("dr doctor", "doctor surgeon physician scientist researcher"),
        ("prof professor", "professor scientist researcher academic scholar"),
        ("capt captain", "captain officer"),
        ("sgt sergeant detective det insp inspector", "sergeant detective officer inspector"),
        ("judge justice", "judge justice"),
        ("sen senator", "senator lawmaker"),
        ("rep representative congressman congresswoman", "representative lawmaker congressman congresswoman"),
        ("gov governor", "governor"),
        ("rev reverend father", "reverend priest pastor"),
        ("gen general", "general commander officer"),
    )
    for title in titles.split()
}
"""What bearers of titles are called."""


class Description(NamedTuple):
    """What is said of a person at one of its names.

    Attributes:
        start: the code point of the name.
        entity: number of the person.
        told: the words, by their stems (``demonyms.stem``).
    """

    start: int
    entity: int
    told: frozenset[str]


class Descriptions:
    """All that a text says so of persons."""

    def __init__(self, masked: str, people: Sequence[tuple[TextSpan, int]]) -> None:
        """Read what stands around ``people``: where each is named, in order, and its number."""
        self._by_head: dict[str, list[Description]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[int, int]]] = defaultdict(list)
        previous = 0
        for (start, end), entity in people:
            before = _WORDS_BEFORE.search(masked[max(previous, start - 70) : start])
            after = _APPOSITION.match(masked, end, end + 100)
            previous = end
            title, apposition = before[0] if before else "", after[1] if after else ""
            self._add(start, entity, list(words_told(f"{title} {apposition}")))
            self._add_proper(start, entity, [*_run_up(title), *words_told(apposition)])

    def _add(self, start: int, entity: int, words: Sequence[str]) -> None:
        lows = [word.lower() for word in words]
        told = stems(lows)
        titles = [noun for word in lows[-3:] for noun in _TITLE_NOUNS.get(word, ())]
        for head in dict.fromkeys([*lows, *titles]):
            if head in TITLES or head in RULERS or is_person_noun(head):
                self._by_head[head].append(Description(start, entity, told))

    def _add_proper(self, start: int, entity: int, words: Sequence[str]) -> None:
        for proper in stems(word.lower() for word in words if _is_proper(word, word.lower())):
            self._by_stem[proper].append((start, entity))

    def of(self, head: str) -> Sequence[Description]:
        """Every description with a noun, in the order of the text."""
        return self._by_head.get(head, ())

    def is_elsewhere(self, described: Description) -> bool:
        """Whether a description has a capitalised word, so that it is of one country or body."""
        return any(word in self._by_stem for word in described.told)

    def last_in(self, told: Iterable[str], offset: int) -> int | None:
        """The person described last before ``offset`` in one of the capitalised words with these stems."""
        last = [
            places[at - 1]
            for places in (self._by_stem.get(word, ()) for word in told)
            if (at := bisect_left(places, (offset, 0)))
        ]
        return max(last)[1] if last else None


def _run_up(title: str) -> list[str]:
    """The last words of ``title``, right before a name: those of one noun phrase, as far as one can tell.

    So "to Ukraine, Starmer said" does not make Starmer a Ukrainian.
    """
    if title.rstrip().endswith(","):
        return []
    words = list(words_told(title.rpartition(",")[2]))
    at = len(words)
    while at and words[at - 1].lower() not in STOPS:
        at -= 1
    return words[at:]


def _is_proper(word: str, low: str) -> bool:
    """Whether a word is capitalised, and not as a title."""
    return word[0].isupper() and low not in TITLES and low not in RULERS


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of those of the words, in small letters, that tell something."""
    return frozenset(stem(word) for word in words if word not in DULL)
