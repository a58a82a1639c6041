"""Made-up training data: examples with other names, marks or case, and tables of results.

Annotated corpora have few tables, and they are not like other text: there a town is a team, a country
in brackets is a place, and only the order of the line shows what is a person.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tui.analysis.encoder.tags import beginning
from tui.analysis.encoder.tokenizer import SHAPES, openings, shape
from tui.analysis.lists import read_lists
from tui.analysis.training.corpora import Example, spans
from tui.domain.analysis import Label

_REPLACED = (Label.PERSON, Label.ORG, Label.LOC, Label.FAC, Label.PRODUCT)
_CURLY = {
    "'s": "’s",
    "'": "’",
    "n't": "n’t",
    "'re": "’re",
    "'ll": "’ll",
    "'ve": "’ve",
    "'d": "’d",
    "'m": "’m",
}
_CAPITALS, _TITLE, _LOWER = SHAPES.index("capitals"), SHAPES.index("title"), SHAPES.index("lower")
_CASED = frozenset({_CAPITALS, _TITLE, _LOWER, SHAPES.index("capital"), SHAPES.index("mixed")})


class Inventory:
    """Names of the training documents by label and number of words, to put in the place of others."""

    def __init__(self, examples: Iterable[Example]) -> None:
        found: dict[tuple[Label, int], set[tuple[str, ...]]] = {}
        for sample in examples:
            for start, end, label in spans(sample.tags):
                if label in _REPLACED:
                    name = tuple(sample.forms[start:end])
                    found.setdefault((label, min(end - start, 4)), set()).add(name)
        self._names = {key: sorted(names) for key, names in found.items()}

    def draw(self, label: Label, size: int, chance: random.Random) -> tuple[str, ...]:
        """Return some name with that label and about as many words."""
        return chance.choice(self._names[label, min(size, 4)])


def with_other_names(sample: Example, inventory: Inventory, chance: random.Random, share: float) -> Example:
    """Return ``sample`` with a share of its people, organisations and places renamed, each alike throughout.

    A surname that stands alone follows the full name that was replaced before it.
    """
    chosen: dict[tuple[Label, tuple[str, ...]], tuple[str, ...] | None] = {}
    out = Example([], [], [], [])
    reached = 0
    for start, end, label in spans(sample.tags):
        if label not in _REPLACED:
            continue
        name = tuple(sample.forms[start:end])
        key = label, name
        if key not in chosen:
            chosen[key] = inventory.draw(label, len(name), chance) if chance.random() < share else None
            if label is Label.PERSON and len(name) > 1 and (other := chosen[key]) is not None:
                chosen.setdefault((label, name[-1:]), other[-1:])
        if (new := chosen[key]) is None:
            continue
        out.append(sample.part(reached, start))
        first = beginning(label)
        in_capitals = all(number == _CAPITALS for number in sample.shapes[start:end])
        shapes = [_CAPITALS if in_capitals else shape(word) for word in new]
        others = len(new) - 1
        opened = [sample.openings[start], *[0] * others]
        out.append(Example(list(new), shapes, opened, [first, *[first + 1] * others]))
        reached = end
    out.append(sample.part(reached, len(sample.forms)))
    return out


def with_curly_marks(sample: Example) -> Example:
    """Return ``sample`` with straight quotation marks and apostrophes made curly, as printers set them."""
    forms = []
    is_open = False
    for form, opening in zip(sample.forms, sample.openings, strict=True):
        is_open = is_open and opening != 2
        if form == '"':
            forms.append("”" if is_open else "“")
            is_open = not is_open
        else:
            forms.append(_CURLY.get(form, form))
    return replace(sample, forms=forms)


def with_other_case(sample: Example, chance: random.Random, share: float) -> Example:
    """Return ``sample`` with a share of its lines in capitals, With Capitals or, seldom, in small letters."""
    shapes = list(sample.shapes)
    case: int | None = None
    for number, opening in enumerate(sample.openings):
        if opening == 2:
            drawn = chance.random() / share
            case = _CAPITALS if drawn < 0.5 else _TITLE if drawn < 0.8 else _LOWER if drawn < 1 else None
        if case is not None and shapes[number] in _CASED:
            form = sample.forms[number]
            if case != _TITLE:
                shapes[number] = case
            elif shapes[number] == _LOWER and len(form) > 3:
                shapes[number] = _TITLE
    return replace(sample, shapes=shapes)


_LISTS = Path(__file__).with_name("tables.txt")
_SPORTS = (
    *("soccer", "tennis", "golf", "cricket", "rugby union", "basketball", "baseball", "athletics", "cycling"),
    *("ice hockey", "boxing", "skiing"),
)
_VERBS = ("beat", "edge", "crush", "hold", "stun", "face", "draw with", "lose to", "lead")
_MONTHS = ("Jan.", "Feb.", "March", "April", "June", "Aug.", "Sept.", "Oct.", "Dec.")

Line = list[tuple[str, Label | None]]


def _list(listing: str) -> list[tuple[str, ...]]:
    return [tuple(name.split()) for name in listing.replace("\n", "|").split("|")]


class Tables:
    """Makes examples of tables, with persons and places of the training documents."""

    def __init__(self, inventory: Inventory, chance: random.Random) -> None:
        self._inventory = inventory
        self._chance = chance
        lists = read_lists(_LISTS)
        self._clubs, self._teams = _list(lists["clubs"]), _list(lists["teams"])
        self._countries = _list(lists["countries"])

    def example(self) -> Example:
        """Return one table of 4 to 30 lines of the same form, under a headline and a dateline."""
        rows = self._chance.choice(
            (
                self._scores,
                self._standings,
                self._fixtures,
                self._times,
                self._matches,
                self._ranking,
                self._scorers,
            )
        )
        lines = [self._headline(), self._dateline(), *(rows() for _ in range(self._chance.randint(4, 30)))]
        forms: list[str] = []
        tags: list[int] = []
        opens_line: list[bool] = []
        for line in lines:
            before: Label | None = None
            for number, (word, label) in enumerate(line):
                forms.append(word)
                opens_line.append(number == 0)
                tags.append(0 if label is None else beginning(label) + (label is before))
                before = label
        return Example(forms, list(map(shape, forms)), openings(forms, opens_line), tags)

    def _name(self, label: Label, names: list[tuple[str, ...]] | None = None) -> Line:
        name = self._chance.choice(names) if names else self._inventory.draw(label, 2, self._chance)
        return [(word, label) for word in name]

    def _club(self) -> Line:
        return self._name(Label.ORG, self._chance.choice((self._clubs, self._teams)))

    def _country(self) -> Line:
        return self._name(Label.LOC, self._countries)

    def _side(self) -> Line:
        return self._country() if self._chance.random() < 0.4 else self._club()

    def _person(self) -> Line:
        return self._name(Label.PERSON)

    def _figure(self, most: int) -> Line:
        return _plain(str(self._chance.randint(0, most)))

    def _headline(self) -> Line:
        sport = self._chance.choice(_SPORTS)
        verb = self._chance.choice(_VERBS).split()
        subject = self._chance.choice((self._side, self._side, self._person))()
        line = [*_plain(*sport.split(), "-"), *subject, *_plain(*verb), *self._side(), *_plain("again")]
        return [(word.upper(), label) for word, label in line]

    def _dateline(self) -> Line:
        place = self._name(Label.LOC, self._countries + self._teams)
        year, month, day = (
            self._chance.randint(1990, 2024),
            self._chance.randint(1, 12),
            self._chance.randint(1, 28),
        )
        if self._chance.random() < 0.5:
            date = [f"{year}", "-", f"{month:02}", "-", f"{day:02}"]
        else:
            date = [self._chance.choice(_MONTHS), str(day)]
        line: Line = [(word.upper(), label) for word, label in place]
        if self._chance.random() < 0.4:
            line += [*_plain(","), *self._country()]
        return [*line, *((word, Label.DATE) for word in date)]

    def _scores(self) -> Line:
        return [*self._club(), *self._figure(130), *self._club(), *self._figure(130)]

    def _standings(self) -> Line:
        count = self._chance.randint(3, 7)
        figures = [figure for _ in range(count) for figure in self._figure(60)]
        return [*(self._country() if self._chance.random() < 0.15 else self._club()), *figures]

    def _fixtures(self) -> Line:
        word = self._chance.choice(("at", "v", "vs", "-"))
        return [*self._club(), *_plain(word), *self._club()]

    def _times(self) -> Line:
        time = f"{self._chance.randint(1, 59)}.{self._chance.randint(10, 99)}"
        place = _plain(f"{self._chance.randint(1, 40)}", ".") if self._chance.random() < 0.8 else []
        return [*place, *self._person(), *_plain("("), *self._country(), *_plain(")", time)]

    def _matches(self) -> Line:
        sets = [f"{self._chance.randint(0, 7)}-{self._chance.randint(0, 7)}" for _ in range(2)]
        seed = _plain(f"{self._chance.randint(1, 16)}", "-") if self._chance.random() < 0.3 else []
        first = [*self._person(), *_plain("("), *self._country(), *_plain(")", "beat")]
        return [*seed, *first, *self._person(), *_plain("("), *self._country(), *_plain(")", *sets)]

    def _ranking(self) -> Line:
        rounds = _plain(*(str(self._chance.randint(62, 80)) for _ in range(self._chance.randint(1, 4))))
        total = _plain(str(self._chance.randint(130, 300)))
        people = self._person()
        if self._chance.random() < 0.3:
            people = [*people, *_plain(","), *self._person()]
        return [*total, *people, *rounds]

    def _scorers(self) -> Line:
        line = [*self._side(), *_plain("-")]
        for number in range(self._chance.randint(1, 3)):
            minute = _plain(f"{self._chance.randint(1, 90)}")
            line += [*(_plain(",") if number else []), *self._person(), *minute]
        return line


def _plain(*words: str) -> Line:
    return [(word, None) for word in words]
