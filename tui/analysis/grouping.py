"""One entry for each person, organisation, place, ... with all its mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from tui.analysis.bodies import Bodies, body
from tui.analysis.genders import Gender, of_title
from tui.analysis.persons import Naming, People
from tui.analysis.wording import person_words, without_possessive, without_titles
from tui.domain.analysis import Entity, Label, Mention
from tui.domain.span import TextSpan

_TITLE_BEFORE = re.compile(r"(\w{2,12})\.?\s\Z")
_REACH = 14
"""Code points before a name in which a title is looked for."""


def group(text: str, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """The entities that ``mentions`` name: each mention in exactly one, under its own label.

    The order of ``mentions`` does not matter. Entities come most mentioned first, ties in the
    order of the text. Takes time linear in the number of mentions.
    """
    by_label: dict[Label, list[TextSpan]] = defaultdict(list)
    for start, end, label in sorted(set(mentions)):
        by_label[label].append(TextSpan(start, end))
    entities: list[Entity] = []
    for label, spans in by_label.items():
        names = _Names(text, label)
        meant = _persons(text, spans, names) if label is Label.PERSON else _bodies(label, spans, names)
        together: dict[Hashable, list[TextSpan]] = defaultdict(list)
        for key, span in zip(meant, spans, strict=True):
            together[key].append(span)
        entities.extend(Entity(label, names.fullest(found), tuple(found)) for found in together.values())
    entities.sort(key=lambda entity: (-len(entity.mentions), entity.mentions[0], entity.label))
    return tuple(entities)


class _Names:
    """The wordings of one label's mentions without titles, possessives and the marks around them."""

    def __init__(self, text: str, label: Label) -> None:
        self._text = text
        self._label = label
        self._known: dict[str, str] = {}

    def of(self, span: TextSpan) -> str:
        """The name at ``span``; the wording as it is where nothing would be left of it."""
        raw = span.of(self._text)
        name = self._known.get(raw)
        if name is None:
            name = without_possessive(raw)
            if self._label is Label.PERSON:
                name = without_titles(name)
            name = self._known[raw] = name or " ".join(raw.split()) or raw
        return name

    def fullest(self, spans: Iterable[TextSpan]) -> str:
        """The name with the most words; of those the commonest that is not all capitals."""
        counts = Counter(map(self.of, spans))
        return max(counts, key=lambda name: (_word_count(name), not name.isupper(), counts[name], len(name)))


def _word_count(name: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in name.split())


def _persons(text: str, spans: Sequence[TextSpan], names: _Names) -> list[int]:
    words: dict[str, tuple[str, ...]] = {}
    namings = []
    for span in spans:
        name = names.of(span)
        if name not in words:
            words[name] = person_words(name)
        namings.append(Naming(words[name], _gender(text, span)))
    people = People(namings)
    return [people.who(at, naming) for at, naming in enumerate(namings)]


def _gender(text: str, span: TextSpan) -> Gender | None:
    """What a title in front of, or inside, the mention tells."""
    before = _TITLE_BEFORE.search(text[max(0, span.start - _REACH) : span.start])
    return (of_title(before[1]) if before else None) or of_title(span.of(text).split(" ", 1)[0])


def _bodies(label: Label, spans: Sequence[TextSpan], names: _Names) -> list[str]:
    known = {name: body(label, name) for name in map(names.of, spans)}
    in_order = [known[names.of(span)] for span in spans]
    bodies = Bodies(label, in_order)
    return [bodies.which(name) for name in in_order]
