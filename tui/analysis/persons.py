"""Which namings of persons mean the same person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from tui.analysis.full_names import FullName, Part, Words, same_persons, spelled
from tui.analysis.genders import Gender, of_first_name
from tui.analysis.nicknames import usual
from tui.domain.words import word_set

_NEAREST = 20
"""Persons with one surname, named last, among whom a title decides."""
_ESTABLISHED = 2
"""Times that a bare surname must have meant a person to go on doing so when a relative is named."""

_FAMILIES = word_set("kim lee")
"""Family names that stand first, and are first names elsewhere."""


class Naming(NamedTuple):
    """One naming of a person.

    Attributes:
        words: the name, folded, without titles; at least one.
        gender: what stands before it tells, such as a title.
        nickname: what the name tells the person to be called, or empty.
    """

    words: Words
    gender: Gender | None
    nickname: str = ""


class _Candidates:
    """The persons, two or more, whose full name has one part; ``recent`` by when each was last so named."""

    __slots__ = ("owner", "people", "recent", "uses")

    def __init__(self) -> None:
        self.people: dict[int, None] = {}
        self.recent: dict[int, None] = {}
        self.owner: int | None = None
        self.uses = 0

    def named(self, number: int) -> None:
        """Take notice that a person is named in full."""
        self.recent.pop(number, None)
        self.recent[number] = None

    def meant(self, gender: Gender | None, genders: Mapping[int, Gender | None]) -> int | None:
        """The person that the part stands for now, when it comes with what tells ``gender``."""
        near: Iterator[int] = chain(islice(reversed(self.recent), _NEAREST), islice(self.people, _NEAREST))
        if gender is not None:
            return next((person for person in near if genders.get(person) in (gender, None)), None)
        found = next(near)
        if self.owner is not None and self.uses >= _ESTABLISHED:
            found = self.owner
        self.uses = self.uses + 1 if found == self.owner else 1
        self.owner = found
        return found


class People:
    """The persons of one text: first those it names in full, then what shorter names mean.

    A shorter name means the person whose name ends with it, else starts with it, else has it
    inside, else has it as the short form of the first name. Of several it means the one named in
    full last, unless it has stood for another of them again and again.
    """

    def __init__(self, namings: Iterable[Naming]) -> None:
        """Find the persons; ``namings`` are all those of the text, in its order."""
        nicknames: dict[Words, str] = {}
        told: dict[Words, Gender | None] = {}
        for naming in namings:
            if len(naming.words) > 1:
                nicknames[naming.words] = nicknames.get(naming.words) or naming.nickname
                told[naming.words] = told.get(naming.words) or naming.gender
        names = [FullName(words, nickname) for words, nickname in nicknames.items()]
        short = {form for name in names for form in name.short_forms()}
        self._numbers: dict[Words, int] = {}
        self._genders: dict[int, Gender | None] = {}
        self._parts: dict[tuple[Part, Words], int | _Candidates] = {}
        self._shared: dict[int, dict[_Candidates, None]] = defaultdict(dict)
        self._surnames: dict[Words, list[tuple[Gender | None, int]]] = {}
        self._enter([name for name in names if name.alike not in short], told)
        self._count = max(self._numbers.values(), default=-1) + 1

    def _enter(self, names: Sequence[FullName], told: Mapping[Words, Gender | None]) -> None:
        """Give each person among ``names`` a number, and remember what it may be called."""
        for name, number in zip(names, same_persons(names), strict=True):
            if number is None:
                continue  # "George Bush" where the text tells George W. from George H. W.
            self._numbers[name.naming] = number
            gender = told.get(name.naming) or _gender(name)
            self._genders[number] = self._genders.get(number) or gender
            for part in name.parts():
                self._may_mean(part, number)

    def _may_mean(self, part: tuple[Part, Words], number: int) -> None:
        known = self._parts.setdefault(part, number)
        if known == number:
            return
        if isinstance(known, int):  # most parts are one person's alone
            first, known = known, _Candidates()
            self._parts[part] = known
            known.people[first] = None
            self._shared[first][known] = None
        known.people[number] = None
        self._shared[number][known] = None

    def who(self, naming: Naming) -> int:
        """The number of the person meant by ``naming``; ask in the order of the text."""
        number = self._numbers.get(naming.words)
        if number is not None:
            for candidates in self._shared.get(number, ()):
                candidates.named(number)
            return number
        for part in _shortenings(naming.words):
            known = self._parts.get(part)
            if isinstance(known, _Candidates):
                known = known.meant(naming.gender, self._genders)
            if known is not None and (naming.gender is None or self._genders[known] in (naming.gender, None)):
                self._genders[known] = self._genders[known] or naming.gender
                return known
        return self._never_in_full(naming)

    def _never_in_full(self, naming: Naming) -> int:
        """The number of a person of whom the text has but one name, told apart by titles alone."""
        same = self._surnames.setdefault(spelled(naming.words), [])
        for index, (gender, number) in enumerate(same):
            if gender is None or naming.gender in (gender, None):
                del same[index]
                same.insert(0, (gender or naming.gender, number))
                return number
        number = self._count
        self._count += 1
        same.insert(0, (naming.gender, number))
        return number


def _gender(name: FullName) -> Gender | None:
    """What the first name tells; in "Kim Jong Un" that is the family's."""
    if len(name.words) > 2 and name.words[0] in _FAMILIES:
        return None
    return of_first_name(name.words[0])


def _shortenings(words: Words) -> Iterator[tuple[Part, Words]]:
    """What a short name may be of a full one, the likeliest first."""
    alike = spelled(words)
    for part in (Part.END, Part.START, Part.MIDDLE):
        yield part, words
        if alike != words:
            yield part, alike
    if len(words) == 1:
        yield Part.FAMILIAR, (usual(words[0]),)
