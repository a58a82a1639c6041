"""The persons of a text: which of the names of persons in it, full, short or nicknames, mean one person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, cached_property
from itertools import combinations, islice
from typing import NamedTuple

from tui.analysis.entities.context import NameContext
from tui.analysis.entities.genders import Gender, of_first_name, short_forms
from tui.analysis.entities.normalization import spelling
from tui.domain.text.sentences import word_set


@cache
def _usual_forms() -> dict[str, str]:
    usual: dict[str, str] = {}
    for group in short_forms().split(","):
        names = group.split()
        for name in names:
            usual.setdefault(spelling(name), spelling(names[0]))
    return usual


def _usual(first_name: str) -> str:
    """Return what short forms and transcriptions of a folded first name share: Bill, William."""
    spelled = spelling(first_name)
    return _usual_forms().get(spelled, spelled)


_SUFFIXES = word_set("jr sr ii iii iv junior senior")
_PARTICLES = word_set("van von der den de del della di da dos la le al el bin ben abu ter ten zu st bint")
_LONGEST = 8
"""Words of a name that are compared; no name in the news has more."""
_LONGEST_CUT = 5
"""Words of a name that may be shortened by leaving out any of them."""

_Words = tuple[str, ...]
_Key = tuple[str, str, str]
"""First name in its usual form, surname, suffix: what two full names of a person share."""


class _Part(IntEnum):
    """The part of a full name that a shorter one is; the first that fits counts."""

    END = 0
    START = 1
    MIDDLE = 2
    FAMILIAR = 3
    INITIALS = 4


def _spelled(words: _Words) -> _Words:
    """Return the words as they compare whatever the transcription."""
    return tuple(map(spelling, words))


def _is_suffixed(words: _Words) -> bool:
    """Return whether it is a surname with a suffix, such as Ray Jr.; "Charles III" is a full name."""
    return len(words) == 2 and words[1] in ("jr", "sr")


class _FullName:
    """A name of two words or more.

    Attributes:
        written: all of its words, folded.
        words: the same without a suffix such as "Jr".
        suffix: the suffix, or empty.
    """

    def __init__(self, written: _Words, nickname: str = "") -> None:
        """Split a name; ``nickname`` is what else the person is called, or empty."""
        has_suffix = len(written) > 2 and written[-1] in _SUFFIXES
        self.written = written
        self.words = written[:-1] if has_suffix else written
        self.suffix = written[-1] if has_suffix else ""
        self.nickname = nickname

    @cached_property
    def alike(self) -> _Words:
        """Return ``words``, spelled as they compare."""
        return _spelled(self.words)

    @cached_property
    def key(self) -> _Key:
        """Return what all full names of the person share."""
        return _usual(self.words[0]), self.alike[-1], self.suffix

    @cached_property
    def middle(self) -> _Words:
        """Return the words between first name and surname, without particles."""
        return tuple(spelling(word) for word in self.words[1:-1] if word not in _PARTICLES)

    def short_forms(self) -> Iterator[_Words]:
        """Yield names of two or more words that this longer one may be cut to, spelled.

        Those with both ends are left out: the middle name decides on them.
        """
        words = self.alike
        if not 3 <= len(words) <= _LONGEST:
            return
        for cut in range(2, len(words)):
            yield words[:cut]
            yield words[-cut:]
        if 4 <= len(words) <= _LONGEST_CUT:  # "Gabriel García" of "Gabriel José García Márquez"
            for size in range(1, len(words) - 2):
                for inner in combinations(words[1:-1], size):
                    yield (words[0], *inner)

    def parts(self) -> list[tuple[_Part, _Words]]:
        """Return the short names of the person, as written and spelled, by their place in the name."""
        found = dict.fromkeys(_parts(self.words, self.suffix))
        if self.alike != self.words:
            found.update(dict.fromkeys(_parts(self.alike, self.suffix)))
        for form in self.short_forms():
            found.setdefault((_Part.START if form[0] == self.alike[0] else _Part.END, form))
        found.setdefault((_Part.FAMILIAR, (_usual(self.words[0]),)))
        if len(self.words) > 2:
            initials = "".join(word[0] for word in self.words)
            found.update(dict.fromkeys((_Part.INITIALS, (letters,)) for letters in (initials, initials[:-1])))
        if self.nickname:
            found.setdefault((_Part.MIDDLE, (self.nickname,)))
        return list(found)


def _parts(words: _Words, suffix: str) -> Iterator[tuple[_Part, _Words]]:
    words = words[:_LONGEST]
    ends = [words[cut:] for cut in range(1, len(words))]
    if len(words) > 2:
        ends.append((words[0], words[-1]))
    inner = [(word,) for word in words[1:-1] if len(word) > 1 and word not in _PARTICLES]
    if suffix:  # a bare surname is the father's, where there is one
        inner += [end for end in ends if len(end) == 1]
        ends = [*(end for end in ends if len(end) > 1), *((*end, suffix) for end in ends)]
    yield from ((_Part.END, end) for end in ends)
    yield from ((_Part.START, words[:cut]) for cut in range(1, len(words)))
    yield from ((_Part.MIDDLE, word) for word in inner)


def _same_persons(names: Sequence[_FullName]) -> list[int | None]:
    """Return the number of the person that each of ``names`` means; None where it could be several.

    Two full names are one person's when first name (or its short form or initial), surname and
    suffix agree and no middle names differ; also where one gives the surname first.
    """
    first_names: dict[_Key, set[str]] = defaultdict(set)
    called: dict[_Key, _Key] = {}
    for name in names:
        first, surname, suffix = name.key
        if len(first) > 1:
            first_names[first[0], surname, suffix].add(first)
        if name.nickname:
            called.setdefault((_usual(name.nickname), surname, suffix), name.key)

    def key(name: _FullName) -> _Key:
        known = called.get(name.key, name.key)
        among = first_names.get(known, ())
        return (next(iter(among)), *known[1:]) if len(among) == 1 else known

    keys = [key(name) for name in names]
    middles = defaultdict(list)
    for found, name in zip(keys, names, strict=True):
        if name.middle:
            middles[found].append(name.middle)
    which = {found: _Middles(among) for found, among in middles.items()}
    numbers: dict[tuple[_Key, int], int] = {}
    persons: list[int | None] = []
    for found, name in zip(keys, names, strict=True):
        turned = (_usual(name.words[-1]), spelling(name.words[0]), name.suffix)
        if len(name.words) == 2 and found not in which and (turned, 0) in numbers:
            persons.append(numbers[turned, 0])
            continue
        middle = which[found].number(name.middle) if found in which else 0
        persons.append(None if middle is None else numbers.setdefault((found, middle), len(numbers)))
    return persons


class _Middles:
    """The middle names that go with one first name and surname, and which of them are one person's."""

    def __init__(self, middles: Iterable[_Words]) -> None:
        """Number the persons that ``middles`` belong to."""
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

    def number(self, middle: _Words) -> int | None:
        """Return which of the persons has ``middle``; without one the only person, or None."""
        if not middle:
            return 0 if self._count == 1 else None
        full = next((word for word in middle if len(word) > 1), None)
        return self._by_word[full] if full else self._by_initial[middle[0]]


_NEAREST = 8
"""Persons with one surname, named last, among whom a title decides."""
_ESTABLISHED = 2
"""Times that a bare surname must have meant a person to go on doing so when a relative is named."""
_COMMON_TITLES = word_set("mr ms mrs miss mx mme mlle monsieur madame herr frau former then late ex")
"""Titles that are no office or rank, and so do not decide between two persons with one surname."""
_OFFICES = word_set("""
    president premier minister chancellor secretary senator representative congressman congresswoman governor
    king queen prince princess emperor empress tsar sultan general mayor justice
""")
"""Titles by which a person is known without a first name."""
_FAMILIES = word_set("kim lee")
"""Family names that stand first, and are first names elsewhere."""


class PersonMention(NamedTuple):
    """A person's name at one place.

    Attributes:
        words: the name, folded, without titles; at least one.
        context: what stands around it and helps to find who is meant.
        nickname: the nickname that is given to the person here, or empty.
        is_capitals: whether it may be the initials of a name.
    """

    words: _Words
    context: NameContext
    nickname: str = ""
    is_capitals: bool = False


class _Person:
    """What is known of one person.

    Attributes:
        gender: known from titles and the first name.
        likely: the gender by pronouns, where nothing else is known.
        titles: those that stood before the name.
        is_married: True if called Mrs, False if called Miss.
        uses: how often a name that others share meant this one.
        is_relative: whether the text introduces the person as somebody's relative, after another one
            with the same surname.
        is_kin: whether the text introduces the person as somebody's relative.
        has_role: whether an age or an office followed a name.
    """

    __slots__ = ("gender", "has_role", "is_kin", "is_married", "is_relative", "likely", "titles", "uses")

    def __init__(self) -> None:
        self.gender: Gender | None = None
        self.likely: Gender | None = None
        self.titles: set[str] = set()
        self.is_married: bool | None = None
        self.uses = 0
        self.is_relative = False
        self.has_role = False
        self.is_kin = False

    def learn(self, context: NameContext) -> None:
        """Note what stands around a mention of this person."""
        self.gender = self.gender or context.gender
        self.likely = self.likely or context.pronoun
        self.has_role = self.has_role or context.has_role
        if context.title:
            self.titles.add(context.title)
        if self.is_married is None:
            self.is_married = context.is_married

    def may_be(self, context: NameContext) -> bool:
        """Return whether nothing around a short name speaks against this person."""
        married = None not in (self.is_married, context.is_married) and self.is_married != context.is_married
        return not married and (
            context.gender is None or (self.gender or self.likely) in (context.gender, None)
        )

    def fit(self, context: NameContext) -> int:
        """Return how much around a short name speaks for this person."""
        known = self.gender or self.likely
        gender = context.gender or context.pronoun
        has_title = bool(context.title) and context.title in self.titles
        return (
            4 * (has_title and context.title not in _COMMON_TITLES)
            - (bool(context.title) and bool(self.titles) and not has_title)
            + 2 * (gender is not None and known is gender)
            - 2 * (context.pronoun is not None and known not in (None, context.pronoun))
        )


class _Candidates:
    """The persons, two or more, whose full name has one part; ``recent`` by when each was last so named.

    ``unnamed`` are those of them who have no full name in the text.
    """

    __slots__ = ("people", "recent", "unnamed")

    def __init__(self) -> None:
        self.people: dict[int, None] = {}
        self.unnamed: set[int] = set()
        self.recent: dict[int, None] = {}

    def named(self, number: int) -> None:
        """Note that a person is named in full."""
        self.recent.pop(number, None)
        self.recent[number] = None

    def meant(self, context: NameContext, persons: Mapping[int, _Person]) -> int | None:
        """Return the person that the part means here: who fits best, is established, was named last."""
        named = [*islice(reversed(self.recent), _NEAREST), *self.unnamed.difference(self.recent)]
        fitting = [number for number in named if persons[number].may_be(context)]
        if not fitting:
            later = islice(self.people, _NEAREST)
            fitting = [number for number in later if persons[number].may_be(context)]
        if not fitting:
            return None

        def rank(number: int) -> tuple[int, bool, bool, int]:
            person = persons[number]
            uses = person.uses if person.uses >= _ESTABLISHED else 0
            return person.fit(context), not person.is_relative, bool(person.titles & _OFFICES), uses

        found = max(fitting, key=rank)  # the first of those that are equal
        persons[found].uses += 1
        if found in self.unnamed:
            self.named(found)
        return found


def _can_be_one(
    people: Collection[_Person], first: Sequence[PersonMention], alone: Iterable[PersonMention]
) -> bool:
    """Return whether a surname can mean one of ``people``.

    Args:
        people: those who have it in their full names.
        first: where it stands alone at first.
        alone: all places where it stands alone.
    """
    genders = {mention.context.gender for mention in alone} - {None}
    titles = {mention.context.title for mention in first[:2]} - {""}
    if len(people) < 2:
        titles &= _OFFICES
    return any(
        not person.is_relative
        and (not genders or person.gender is None or person.gender in genders)
        and (not titles or person.has_role or not titles.isdisjoint(person.titles))
        for person in people
    )


class People:
    """The persons of one text: first those it names in full, then what shorter names mean.

    A shorter name means the person whose name ends with it, else starts with it, else has it
    inside, else has it as the short form of the first name. Of several it means the one named in
    full last, unless it has meant another of them again and again.
    """

    def __init__(self, mentions: Iterable[PersonMention]) -> None:
        """Find the persons; ``mentions`` are all those of the text, in its order."""
        mentions = list(mentions)
        nicknames: dict[_Words, str] = {}
        contexts: dict[_Words, list[NameContext]] = defaultdict(list)
        for mention in mentions:
            if len(mention.words) > 1 and not _is_suffixed(mention.words):
                nicknames[mention.words] = nicknames.get(mention.words) or mention.nickname
                contexts[mention.words].append(mention.context)
        names = [_FullName(words, nickname) for words, nickname in nicknames.items()]
        short = {form for name in names for form in name.short_forms()}
        self._numbers: dict[_Words, int] = {}
        self._persons: dict[int, _Person] = defaultdict(_Person)
        self._parts: dict[tuple[_Part, _Words], int | _Candidates] = {}
        self._shared: dict[int, dict[_Candidates, None]] = defaultdict(dict)
        self._surnames: dict[_Words, list[int]] = {}
        self._enter([name for name in names if name.alike not in short], contexts)
        self._count = max(self._numbers.values(), default=-1) + 1
        self._enter_surnames(mentions)

    def _enter(self, names: Sequence[_FullName], contexts: Mapping[_Words, Sequence[NameContext]]) -> None:
        """Number the persons among ``names``, and note the short names that each may have."""
        for name, number in zip(names, _same_persons(names), strict=True):
            if number is None:
                continue  # "George Bush" where the text names both George W. and George H. W.
            self._numbers[name.written] = number
            person = self._persons[number]
            for context in contexts[name.written]:
                person.learn(context)
            person.gender = person.gender or _gender(name)
            for part in name.parts():
                self._may_mean(part, number)

    def _enter_surnames(self, mentions: Sequence[PersonMention]) -> None:
        """Number those who are known by surname alone, such as a president whose wife is named in full."""
        alone: dict[_Words, list[PersonMention]] = defaultdict(list)
        before: dict[_Words, int] = {}
        people: dict[_Words, dict[int, _Person]] = defaultdict(dict)
        for mention in mentions:
            words = mention.words
            is_short = len(words) == 1 or words[0] in _PARTICLES or _is_suffixed(words)
            number = None if is_short else self._in_full(words)
            surname = _spelled(
                words if is_short else words[:-1][-1:] if words[-1] in _SUFFIXES else words[-1:]
            )
            if is_short:
                if not mention.context.is_family:
                    alone[surname].append(mention)
            elif number is None:
                continue
            elif number not in people[surname]:
                person = people[surname][number] = self._persons[number]
                kin = mention.context.kin
                person.is_kin = kin is not None and not kin.is_named
                person.is_relative = person.is_kin and bool(alone[surname] or len(people[surname]) > 1)
                before.setdefault(surname, len(alone[surname]))
        for surname, named in people.items():
            first = alone[surname][: before[surname]]
            if not first and all(person.is_kin for person in named.values()):
                first = [mention for mention in alone[surname] if mention.context.title in _OFFICES]
                for person in named.values():
                    person.is_relative = bool(first) and not person.titles
            if first and not _can_be_one(named.values(), first, alone[surname]):
                self._enter_surname(surname, first, named.values())

    def _in_full(self, words: _Words) -> int | None:
        """Return the only person with a name of several words, written in full or shortened."""
        for known in (self._numbers.get(words), *(self._parts.get((part, words)) for part in _Part)):
            if known is not None:
                return None if isinstance(known, _Candidates) else known
        return None

    def _enter_surname(
        self, surname: _Words, alone: Sequence[PersonMention], people: Iterable[_Person]
    ) -> None:
        number = self._count
        self._count += 1
        for mention in alone:
            self._persons[number].learn(mention.context)
        for person in people:
            person.is_relative = True
        for written in {surname, *(mention.words for mention in alone)}:
            self._may_mean((_Part.END, written), number)
            known = self._parts[_Part.END, written]
            if isinstance(known, _Candidates):
                known.unnamed.add(number)

    def _may_mean(self, part: tuple[_Part, _Words], number: int) -> None:
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

    def who(self, mention: PersonMention) -> int:
        """Return the number of the person meant by ``mention``; ask in the order of the text."""
        number = self._numbers.get(mention.words)
        if number is not None:
            for candidates in self._shared.get(number, ()):
                candidates.named(number)
            return number
        for part in _shortenings(mention):
            known = self._parts.get(part)
            if isinstance(known, _Candidates):
                known = known.meant(mention.context, self._persons)
            if known is not None and self._persons[known].may_be(mention.context):
                self._persons[known].learn(mention.context)
                return known
        return self._never_in_full(mention)

    def _never_in_full(self, mention: PersonMention) -> int:
        """Return the number of a person that the text never names in full; titles alone decide here."""
        same = self._surnames.setdefault(_spelled(mention.words), [])
        for number in same:
            if self._persons[number].may_be(mention.context):
                same.remove(number)
                break
        else:
            number = self._count
            self._count += 1
        same.insert(0, number)
        person = self._persons[number]
        person.gender = person.gender or mention.context.gender
        if person.is_married is None:
            person.is_married = mention.context.is_married
        return number


def _gender(name: _FullName) -> Gender | None:
    """Return the gender of the first name; in "Kim Jong Un" that word is the family's."""
    if len(name.words) > 2 and name.words[0] in _FAMILIES:
        return None
    return of_first_name(name.words[0])


def _shortenings(mention: PersonMention) -> Iterator[tuple[_Part, _Words]]:
    """Yield which part of a full name a short one may be, the likeliest first."""
    words, alike = mention.words, _spelled(mention.words)
    for part in (_Part.END, _Part.START, _Part.MIDDLE):
        yield part, words
        if alike != words:
            yield part, alike
    if len(words) == 1:
        yield _Part.FAMILIAR, (_usual(words[0]),)
        if mention.is_capitals:
            yield _Part.INITIALS, words
