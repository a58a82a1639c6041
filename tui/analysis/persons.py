"""Which namings of persons mean the same person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from tui.analysis.genders import Gender, of_first_name
from tui.domain.words import word_set

_SUFFIXES = word_set("jr sr ii iii iv junior senior")
_PARTICLES = word_set("van von der den de del della di da dos la le el al bin ben ibn abu ter ten zu st")
_LONGEST = 8
"""Words of a name that are looked at; nobody's name in the news has more."""

_NICKNAMES = """
    abraham abe, albert al, alexander alex aleksandr oleksandr alexandr, andrew andy andrei andriy,
    anthony tony, benjamin ben, bernard bernie, charles charlie chuck, christopher chris, daniel dan
    danny, david dave, donald don, douglas doug, edward ed eddie ted, elizabeth liz beth, eugene gene,
    frederick fred, gregory greg, james jim jimmy, jeffrey jeff, john johnny jack, jonathan jon, joseph
    joe, joshua josh, katherine kate kathy, kenneth ken, lawrence larry, leonard len, margaret maggie,
    matthew matt, michael mike, nicholas nick, patrick pat, peter pete, philip phil, raymond ray,
    richard dick rick, robert bob bobby rob, ronald ron, samuel sam, sergei sergey serhiy, stephen steve
    steven, susan sue, theodore ted, thomas tom, timothy tim, vincent vince, vladimir volodymyr, walter
    walt, william bill billy will, mohammed mohamed muhammad mohammad mohamad
"""


def _nicknames() -> dict[str, str]:
    usual: dict[str, str] = {}
    for group in _NICKNAMES.split(","):
        names = group.split()
        for name in names:
            usual.setdefault(name, names[0])
    return usual


_USUAL = _nicknames()


class Naming(NamedTuple):
    """One naming of a person.

    Attributes:
        words: the name, folded, without titles; at least one.
        gender: what a title before it tells.
    """

    words: tuple[str, ...]
    gender: Gender | None


class _Part(IntEnum):
    """Which part of a full name a shorter one is; the first that fits counts."""

    END = 0
    START = 1
    MIDDLE = 2


_Key = tuple[str, str, str]


class _Candidates:
    """The persons whose full name has one part, and which of them was named in full last."""

    __slots__ = ("last", "people")

    def __init__(self) -> None:
        self.people: dict[int, Gender | None] = {}
        self.last: dict[Gender | None, tuple[int, int]] = {}

    def nearest(self, gender: Gender | None) -> int | None:
        """The person that the part stands for now, when it comes with what tells ``gender``."""
        if gender is None:
            recent = self.last.values()
            return max(recent)[1] if recent else next(iter(self.people))
        named = [self.last[known] for known in (gender, None) if known in self.last]
        if named:
            return max(named)[1]
        return next((p for p, known in self.people.items() if known in (gender, None)), None)


class _FullName(NamedTuple):
    """A name of several words: all of them, then by their parts."""

    naming: tuple[str, ...]
    words: tuple[str, ...]
    suffix: str

    @classmethod
    def of(cls, naming: tuple[str, ...]) -> "_FullName":
        if len(naming) > 2 and naming[-1] in _SUFFIXES:
            return cls(naming, naming[:-1], naming[-1])
        return cls(naming, naming, "")

    @property
    def key(self) -> _Key:
        """First name in its usual form, surname, suffix: what two full names of a person share."""
        return _USUAL.get(self.words[0], self.words[0]), self.words[-1], self.suffix

    @property
    def middle(self) -> str:
        """The initial of the middle name, or empty."""
        return next((word[0] for word in self.words[1:-1] if word not in _PARTICLES), "")

    def parts(self) -> list[tuple[_Part, tuple[str, ...]]]:
        """What the person may be called for short, by the place it has in the name."""
        words = self.words[:_LONGEST]
        ends = [words[cut:] for cut in range(1, len(words))]
        if len(words) > 2:
            ends.append((words[0], words[-1]))
        inner = [(word,) for word in words[1:-1] if len(word) > 1 and word not in _PARTICLES]
        if self.suffix:  # a bare surname is the father's, where there is one
            inner += [end for end in ends if len(end) == 1]
            ends = [end for end in ends if len(end) > 1]
        return [
            *((_Part.END, end) for end in ends),
            *((_Part.START, words[:cut]) for cut in range(1, len(words))),
            *((_Part.MIDDLE, word) for word in inner),
        ]


def _short_forms(names: Iterable[_FullName]) -> set[tuple[str, ...]]:
    """All runs of two or more words that open or close a longer one of ``names``."""
    return {
        form
        for name in names
        if 3 <= len(name.words) <= _LONGEST
        for cut in range(2, len(name.words))
        for form in (name.words[:cut], name.words[-cut:])
    }


class People:
    """The persons of one text: first those it names in full, then what shorter names mean.

    Two full names are one person's when first name (or its short form or initial), surname and
    suffix agree and no middle names differ. A shorter name means the person whose name ends with
    it, else starts with it, else has it inside; of several, the one named in full last.
    """

    def __init__(self, namings: Iterable[Naming]) -> None:
        """Find the persons; ``namings`` are all those of the text, in its order."""
        names = [_FullName.of(words) for words in dict.fromkeys(n.words for n in namings) if len(words) > 1]
        short = _short_forms(names)
        self._count = 0
        self._numbers: dict[tuple[str, ...], int] = {}
        self._parts: dict[tuple[_Part, tuple[str, ...]], _Candidates] = defaultdict(_Candidates)
        self._known_by: dict[tuple[str, ...], tuple[list[_Candidates], Gender | None]] = {}
        self._surnames: dict[tuple[str, ...], list[tuple[Gender | None, int]]] = {}
        self._tell_apart([name for name in names if name.words not in short])

    def _tell_apart(self, names: Sequence[_FullName]) -> None:
        """Give each person among ``names`` a number."""
        middles: dict[_Key, dict[str, None]] = defaultdict(dict)
        firsts: dict[_Key, dict[str, None]] = defaultdict(dict)
        for name in names:
            first, surname, suffix = name.key
            if name.middle:
                middles[name.key].setdefault(name.middle)
            if len(first) > 1:
                firsts[first[0], surname, suffix].setdefault(first)
        persons: dict[tuple[_Key, str], int] = {}
        for name in names:
            key, middle = name.key, name.middle
            if len(firsts.get(key, ())) == 1:  # "J. Smith" where there is one John Smith and no Jane
                key = (next(iter(firsts[key])), *key[1:])
            if not middle and len(middles[key]) > 1:
                continue  # "George Bush" where the text tells George W. from George H. W.
            middle = middle or next(iter(middles[key]), "")
            number = persons.setdefault((key, middle), len(persons))
            self._enter(name, number)
        self._count = len(persons)

    def _enter(self, name: _FullName, number: int) -> None:
        self._numbers[name.naming] = number
        gender = of_first_name(name.words[0])
        candidates = [self._parts[part] for part in name.parts()]
        for candidate in candidates:
            candidate.people.setdefault(number, gender)
        self._known_by[name.naming] = (candidates, gender)

    def who(self, at: int, naming: Naming) -> int:
        """The number of the person meant by ``naming``, the one with index ``at``; ask in order."""
        number = self._numbers.get(naming.words)
        if number is not None:
            candidates, gender = self._known_by[naming.words]
            for candidate in candidates:
                candidate.last[gender] = (at, number)
            return number
        for place in _Part:
            known = self._parts.get((place, naming.words))
            found = known.nearest(naming.gender) if known else None
            if found is not None:
                return found
        return self._never_in_full(naming)

    def _never_in_full(self, naming: Naming) -> int:
        """The number of a person of whom the text has but one name, told apart by titles alone."""
        same = self._surnames.setdefault(naming.words, [])
        for index, (gender, number) in enumerate(same):
            if gender is None or naming.gender in (gender, None):
                del same[index]
                same.insert(0, (gender or naming.gender, number))
                return number
        number = self._count
        self._count += 1
        same.insert(0, (naming.gender, number))
        return number
