"""Which namings of persons mean the same person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tui.analysis.entities.context import Surroundings
from tui.analysis.entities.genders import Gender, of_first_name
from tui.analysis.full_names import FullName, Part, Words, same_persons, spelled
from tui.analysis.nicknames import usual
from tui.domain.words import word_set

_NEAREST = 8
"""Persons with one surname, named last, among whom a title decides."""
_ESTABLISHED = 2
"""Times that a bare surname must have meant a person to go on doing so when a relative is named."""
_COMMON_TITLES = word_set("mr ms mrs miss mx mme mlle monsieur madame herr frau former then late ex")
"""Titles that are no office or rank, and so do not tell one bearer of a surname from another."""
_FAMILIES = word_set("kim lee")
"""Family names that stand first, and are first names elsewhere."""


class Naming(NamedTuple):
    """One naming of a person.

    Attributes:
        words: the name, folded, without titles; at least one.
        around: what stands around it and tells who is meant.
        nickname: what the person is said to be called here, or empty.
        is_capitals: whether it may be the initials of a name.
    """

    words: Words
    around: Surroundings
    nickname: str = ""
    is_capitals: bool = False


class _Person:
    """What is known of one person.

    Attributes:
        gender: what titles and the first name tell.
        likely: what pronouns tell where nothing else does.
        titles: those that stood before the name.
        is_married: True if called Mrs, False if called Miss.
        uses: how often a name that others share stood for this one.
    """

    __slots__ = ("gender", "is_married", "likely", "titles", "uses")

    def __init__(self) -> None:
        self.gender: Gender | None = None
        self.likely: Gender | None = None
        self.titles: set[str] = set()
        self.is_married: bool | None = None
        self.uses = 0

    def learn(self, around: Surroundings) -> None:
        """Take in what stands around a naming of this person."""
        self.gender = self.gender or around.gender
        self.likely = self.likely or around.pronoun
        if around.title:
            self.titles.add(around.title)
        if self.is_married is None:
            self.is_married = around.is_married

    def may_be(self, around: Surroundings) -> bool:
        """Whether nothing around a short name speaks against this person."""
        married = None not in (self.is_married, around.is_married) and self.is_married != around.is_married
        return not married and (
            around.gender is None or (self.gender or self.likely) in (around.gender, None)
        )

    def fit(self, around: Surroundings) -> int:
        """How much around a short name speaks for this person."""
        known = self.gender or self.likely
        told = around.gender or around.pronoun
        is_told = bool(around.title) and around.title in self.titles
        return (
            4 * (is_told and around.title not in _COMMON_TITLES)
            - (bool(around.title) and bool(self.titles) and not is_told)
            + 2 * (told is not None and known is told)
            - 2 * (around.pronoun is not None and known not in (None, around.pronoun))
        )


class _Candidates:
    """The persons, two or more, whose full name has one part; ``recent`` by when each was last so named."""

    __slots__ = ("people", "recent")

    def __init__(self) -> None:
        self.people: dict[int, None] = {}
        self.recent: dict[int, None] = {}

    def named(self, number: int) -> None:
        """Take notice that a person is named in full."""
        self.recent.pop(number, None)
        self.recent[number] = None

    def meant(self, around: Surroundings, persons: Mapping[int, _Person]) -> int | None:
        """The person that the part stands for now: who fits best, is established, was named last."""
        named = islice(reversed(self.recent), _NEAREST)
        fitting = [number for number in named if persons[number].may_be(around)]
        if not fitting:
            later = islice(self.people, _NEAREST)
            fitting = [number for number in later if persons[number].may_be(around)]
        if not fitting:
            return None

        def rank(number: int) -> tuple[int, int]:
            person = persons[number]
            return person.fit(around), person.uses if person.uses >= _ESTABLISHED else 0

        found = max(fitting, key=rank)  # the first of those that are equal
        persons[found].uses += 1
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
        told: dict[Words, list[Surroundings]] = defaultdict(list)
        for naming in namings:
            if len(naming.words) > 1:
                nicknames[naming.words] = nicknames.get(naming.words) or naming.nickname
                told[naming.words].append(naming.around)
        names = [FullName(words, nickname) for words, nickname in nicknames.items()]
        short = {form for name in names for form in name.short_forms()}
        self._numbers: dict[Words, int] = {}
        self._persons: dict[int, _Person] = defaultdict(_Person)
        self._parts: dict[tuple[Part, Words], int | _Candidates] = {}
        self._shared: dict[int, dict[_Candidates, None]] = defaultdict(dict)
        self._surnames: dict[Words, list[tuple[Gender | None, int]]] = {}
        self._enter([name for name in names if name.alike not in short], told)
        self._count = max(self._numbers.values(), default=-1) + 1

    def _enter(self, names: Sequence[FullName], told: Mapping[Words, Sequence[Surroundings]]) -> None:
        """Give each person among ``names`` a number, and remember what it may be called."""
        for name, number in zip(names, same_persons(names), strict=True):
            if number is None:
                continue  # "George Bush" where the text tells George W. from George H. W.
            self._numbers[name.naming] = number
            person = self._persons[number]
            for around in told[name.naming]:
                person.learn(around)
            person.gender = person.gender or _gender(name)
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
        for part in _shortenings(naming):
            known = self._parts.get(part)
            if isinstance(known, _Candidates):
                known = known.meant(naming.around, self._persons)
            if known is not None and self._persons[known].may_be(naming.around):
                self._persons[known].learn(naming.around)
                return known
        return self._never_in_full(naming.words, naming.around.gender)

    def _never_in_full(self, words: Words, told: Gender | None) -> int:
        """The number of a person of whom the text has but one name, told apart by titles alone."""
        same = self._surnames.setdefault(spelled(words), [])
        for index, (gender, number) in enumerate(same):
            if gender is None or told in (gender, None):
                del same[index]
                same.insert(0, (gender or told, number))
                return number
        number = self._count
        self._count += 1
        same.insert(0, (told, number))
        return number


def _gender(name: FullName) -> Gender | None:
    """What the first name tells; in "Kim Jong Un" that is the family's."""
    if len(name.words) > 2 and name.words[0] in _FAMILIES:
        return None
    return of_first_name(name.words[0])


def _shortenings(naming: Naming) -> Iterator[tuple[Part, Words]]:
    """What a short name may be of a full one, the likeliest first."""
    words, alike = naming.words, spelled(naming.words)
    for part in (Part.END, Part.START, Part.MIDDLE):
        yield part, words
        if alike != words:
            yield part, alike
    if len(words) == 1:
        yield Part.FAMILIAR, (usual(words[0]),)
        if naming.is_capitals:
            yield Part.INITIALS, words
