"""Other wordings of what is annotated, so that the network learns more than it is shown."""

import random
from collections.abc import Iterable
from dataclasses import replace

from tui.analysis.encoder.features import SHAPES, shape
from tui.analysis.encoder.tags import beginning
from tui.analysis.training.examples import Example, spans
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
    """Names of the training documents by kind and number of words, to put in the place of others."""

    def __init__(self, examples: Iterable[Example]) -> None:
        found: dict[tuple[Label, int], set[tuple[str, ...]]] = {}
        for one in examples:
            for start, end, label in spans(one.tags):
                if label in _REPLACED:
                    name = tuple(one.forms[start:end])
                    found.setdefault((label, min(end - start, 4)), set()).add(name)
        self._names = {key: sorted(names) for key, names in found.items()}

    def draw(self, label: Label, size: int, chance: random.Random) -> tuple[str, ...]:
        """Some name of that kind with about as many words."""
        return chance.choice(self._names[label, min(size, 4)])


def with_other_names(one: Example, inventory: Inventory, chance: random.Random, share: float) -> Example:
    """``one`` with a share of its people, bodies and places called otherwise, each alike throughout.

    A surname that stands alone follows the full name that was replaced before it.
    """
    chosen: dict[tuple[Label, tuple[str, ...]], tuple[str, ...] | None] = {}
    out = Example([], [], [], [])
    reached = 0
    for start, end, label in spans(one.tags):
        if label not in _REPLACED:
            continue
        name = tuple(one.forms[start:end])
        key = label, name
        if key not in chosen:
            chosen[key] = inventory.draw(label, len(name), chance) if chance.random() < share else None
            if label is Label.PERSON and len(name) > 1 and (other := chosen[key]) is not None:
                chosen.setdefault((label, name[-1:]), other[-1:])
        if (new := chosen[key]) is None:
            continue
        out.append(one.part(reached, start))
        first = beginning(label)
        in_capitals = all(number == _CAPITALS for number in one.shapes[start:end])
        shapes = [_CAPITALS if in_capitals else shape(word) for word in new]
        others = len(new) - 1
        opened = [one.openings[start], *[0] * others]
        out.append(Example(list(new), shapes, opened, [first, *[first + 1] * others]))
        reached = end
    out.append(one.part(reached, len(one.forms)))
    return out


def with_curly_marks(one: Example) -> Example:
    """``one`` with straight quotation marks and apostrophes made curly, as printers set them."""
    forms = []
    is_open = False
    for form, opening in zip(one.forms, one.openings, strict=True):
        is_open = is_open and opening != 2
        if form == '"':
            forms.append("”" if is_open else "“")
            is_open = not is_open
        else:
            forms.append(_CURLY.get(form, form))
    return replace(one, forms=forms)


def with_other_case(one: Example, chance: random.Random, share: float) -> Example:
    """``one`` with a share of its lines in capitals, With Capitals, or, seldom, in small letters."""
    shapes = list(one.shapes)
    case: int | None = None
    for number, opening in enumerate(one.openings):
        if opening == 2:
            drawn = chance.random() / share
            case = _CAPITALS if drawn < 0.5 else _TITLE if drawn < 0.8 else _LOWER if drawn < 1 else None
        if case is not None and shapes[number] in _CASED:
            form = one.forms[number]
            if case != _TITLE:
                shapes[number] = case
            elif shapes[number] == _LOWER and len(form) > 3:
                shapes[number] = _TITLE
    return replace(one, shapes=shapes)
