"""Full names of persons: by which parts they are told apart, and how they may be shortened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import combinations

from tui.analysis.entities.normalization import spelling
from tui.analysis.nicknames import usual
from tui.domain.words import word_set

SUFFIXES = word_set("jr sr ii iii iv junior senior")
_PARTICLES = word_set("van von der den de del della di da dos la le al el bin ben abu ter ten zu st bint")
_LONGEST = 8
"""Words of a name that are looked at; nobody's name in the news has more."""
_LONGEST_CUT = 5
"""Words of a name that may be shortened by leaving out any of them."""

Words = tuple[str, ...]
Key = tuple[str, str, str]
"""First name in its usual form, surname, suffix: what two full names of a person share."""


class Part(IntEnum):
    """Which part of a full name a shorter one is; the first that fits counts."""

    END = 0
    START = 1
    MIDDLE = 2
    FAMILIAR = 3
    INITIALS = 4


def spelled(words: Words) -> Words:
    """The words as they compare whatever the transcription."""
    return tuple(map(spelling, words))


class FullName:
    """A name of two words or more.

    Attributes:
        naming: all of its words, folded.
        words: the same without a suffix such as "Jr".
        suffix: the suffix, or empty.
    """

    def __init__(self, naming: Words, nickname: str = "") -> None:
        """Take a name apart; ``nickname`` is what else it tells the person to be called."""
        has_suffix = len(naming) > 2 and naming[-1] in SUFFIXES
        self.naming = naming
        self.words = naming[:-1] if has_suffix else naming
        self.suffix = naming[-1] if has_suffix else ""
        self.nickname = nickname

    @cached_property
    def alike(self) -> Words:
        """``words``, spelled as they compare."""
        return spelled(self.words)

    @cached_property
    def key(self) -> Key:
        """What all full names of the person share."""
        return usual(self.words[0]), self.alike[-1], self.suffix

    @cached_property
    def middle(self) -> Words:
        """The words between first name and surname, without particles."""
        return tuple(spelling(word) for word in self.words[1:-1] if word not in _PARTICLES)

    def short_forms(self) -> Iterator[Words]:
        """Names of two or more words that this longer one may be cut to, spelled.

        Those that keep both ends are left out: they are told by the middle name.
        """
        words = self.alike
        if not 3 <= len(words) <= _LONGEST:
            return
        for cut in range(2, len(words)):
            yield words[:cut]
            yield words[-cut:]
        if 4 <= len(words) <= _LONGEST_CUT:  # "Gabriel García" of "Gabriel José García Márquez"
            for size in range(1, len(words) - 2):
                for kept in combinations(words[1:-1], size):
                    yield (words[0], *kept)

    def parts(self) -> list[tuple[Part, Words]]:
        """What the person may be called for short, as written and spelled, by its place in the name."""
        found = dict.fromkeys(_parts(self.words, self.suffix))
        if self.alike != self.words:
            found.update(dict.fromkeys(_parts(self.alike, self.suffix)))
        for form in self.short_forms():
            found.setdefault((Part.START if form[0] == self.alike[0] else Part.END, form))
        found.setdefault((Part.FAMILIAR, (usual(self.words[0]),)))
        if len(self.words) > 2:
            initials = "".join(word[0] for word in self.words)
            found.update(dict.fromkeys((Part.INITIALS, (letters,)) for letters in (initials, initials[:-1])))
        if self.nickname:
            found.setdefault((Part.MIDDLE, (self.nickname,)))
        return list(found)


def _parts(words: Words, suffix: str) -> Iterator[tuple[Part, Words]]:
    words = words[:_LONGEST]
    ends = [words[cut:] for cut in range(1, len(words))]
    if len(words) > 2:
        ends.append((words[0], words[-1]))
    inner = [(word,) for word in words[1:-1] if len(word) > 1 and word not in _PARTICLES]
    if suffix:  # a bare surname is the father's, where there is one
        inner += [end for end in ends if len(end) == 1]
        ends = [end for end in ends if len(end) > 1]
    yield from ((Part.END, end) for end in ends)
    yield from ((Part.START, words[:cut]) for cut in range(1, len(words)))
    yield from ((Part.MIDDLE, word) for word in inner)


def same_persons(names: Sequence[FullName]) -> list[int | None]:
    """The number of the person that each of ``names`` means; None where it could be several.

    Two full names are one person's when first name (or its short form or initial), surname and
    suffix agree and no middle names differ; also where one gives the surname first.
    """
    first_names: dict[Key, set[str]] = defaultdict(set)
    called: dict[Key, Key] = {}
    for name in names:
        first, surname, suffix = name.key
        if len(first) > 1:
            first_names[first[0], surname, suffix].add(first)
        if name.nickname:
            called.setdefault((usual(name.nickname), surname, suffix), name.key)

    def key(name: FullName) -> Key:
        known = called.get(name.key, name.key)
        among = first_names.get(known, ())
        return (next(iter(among)), *known[1:]) if len(among) == 1 else known

    keys = [key(name) for name in names]
    middles = defaultdict(list)
    for found, name in zip(keys, names, strict=True):
        if name.middle:
            middles[found].append(name.middle)
    which = {found: _Middles(among) for found, among in middles.items()}
    numbers: dict[tuple[Key, int], int] = {}
    persons: list[int | None] = []
    for found, name in zip(keys, names, strict=True):
        turned = (usual(name.words[-1]), spelling(name.words[0]), name.suffix)
        if len(name.words) == 2 and found not in which and (turned, 0) in numbers:
            persons.append(numbers[turned, 0])
            continue
        middle = which[found].number(name.middle) if found in which else 0
        persons.append(None if middle is None else numbers.setdefault((found, middle), len(numbers)))
    return persons


class _Middles:
    """The middle names that go with one first name and surname, told apart."""

    def __init__(self, middles: Iterable[Words]) -> None:
        """Get to know all of them."""
        self._by_word: dict[str, int] = {}
        self._by_initial: dict[str, int] = {}
        self._count = 0
        among = list(middles)
        for middle in among:
            if full := [word for word in middle if len(word) > 1]:
                number = next((self._by_word[word] for word in full if word in self._by_word), self._count)
                self._count = max(self._count, number + 1)
                for word in full:
                    self._by_word.setdefault(word, number)
                self._by_initial.setdefault(middle[0][0], number)
        for middle in among:
            if all(len(word) == 1 for word in middle) and middle[0] not in self._by_initial:
                self._by_initial[middle[0]] = self._count
                self._count += 1

    def number(self, middle: Words) -> int | None:
        """Which of the persons has ``middle``; without one the only person, or None."""
        if not middle:
            return 0 if self._count == 1 else None
        full = next((word for word in middle if len(word) > 1), None)
        return self._by_word[full] if full else self._by_initial[middle[0]]
