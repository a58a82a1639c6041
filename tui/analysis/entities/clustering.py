"""Mentions clustered into entities: one for each person, organisation, place, ... with all its mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from tui.analysis.entities.context import are_joined, called, context_of, title_before
from tui.analysis.entities.normalization import (
    keeps_title,
    nickname,
    person_words,
    without_possessive,
    without_titles,
)
from tui.analysis.entities.organisations import Organisation, Organisations, organisation, without_bracket
from tui.analysis.entities.persons import People, PersonMention
from tui.domain.analysis import Entity, Label, Mention
from tui.domain.text.spans import TextSpan

_NAMED_AFTER_OWNERS = (Label.ORG, Label.FAC, Label.PRODUCT, Label.MISC)
"""Labels whose names may end in 's themselves."""
_ABBREVIATION = re.compile(r"[^\W\d_][\w&.-]*[A-Z][\w&.-]*")


def cluster_mentions(text: str, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return the entities that ``mentions`` name: each mention in exactly one, under its own label.

    The order of ``mentions`` does not matter. Entities come most mentioned first, ties in the
    order of the text. Takes time linear in the number of mentions.
    """
    by_label: dict[Label, list[TextSpan]] = defaultdict(list)
    for start, end, label in sorted(set(mentions)):
        by_label[label].append(TextSpan(start, end))
    entities: list[Entity] = []
    for label, spans in by_label.items():
        names = _Names(text, label)
        is_person = label is Label.PERSON
        meant = _persons(text, spans, names) if is_person else _others(text, label, spans, names)
        together: dict[Hashable, list[TextSpan]] = defaultdict(list)
        for key, span in zip(meant, spans, strict=True):
            together[key].append(span)
        found_here = [Entity(label, names.fullest(found), tuple(found)) for found in together.values()]
        entities += _told_apart(text, found_here) if is_person else found_here
    entities.sort(key=lambda entity: (-len(entity.mentions), entity.mentions[0], entity.label))
    return tuple(entities)


class _Names:
    """The wordings of one label's mentions without titles, possessives and the marks around them."""

    def __init__(self, text: str, label: Label) -> None:
        self._text = text
        self._label = label
        self._known: dict[str, str] = {}

    def of(self, span: TextSpan) -> str:
        """Return the name at ``span``; the wording as it is where nothing would be left of it."""
        raw = span.of(self._text)
        name = self._known.get(raw)
        if name is None:
            name = without_possessive(raw)
            if self._label is Label.PERSON:
                name = without_titles(name)
            name = self._known[raw] = name or " ".join(raw.split()) or raw
        return name

    def fullest(self, spans: Iterable[TextSpan]) -> str:
        """Return the name with the most words; of those the commonest that is not all capitals."""
        counts = Counter(map(self._shown, spans))
        return max(counts, key=lambda name: (_word_count(name), _is_cased(name), counts[name], len(name)))

    def _shown(self, span: TextSpan) -> str:
        """Return the name as ``of`` does, but with the ending of "Lloyd's", which is never named without."""
        name = self.of(span)
        if self._label is Label.MISC and span.of(self._text).startswith(f"The {name}"):
            return f"The {name}"  # a leading "the" in a mention is part of a work's title
        if self._label in _NAMED_AFTER_OWNERS:
            raw = " ".join(span.of(self._text).split())
            if raw.startswith(name) and raw[len(name) :] in ("'s", "\u2019s") and not self._is_bare(name):
                return raw
            if self._label is Label.ORG:
                return without_bracket(name)
        return name

    def _is_bare(self, name: str) -> bool:
        """Return whether a mention is worded as ``name`` and no more; ask when all mentions are known."""
        return name in self._known


def _word_count(name: str) -> float:
    words = sum(any(map(str.isalnum, word)) for word in name.split())
    return words - 0.5 if keeps_title(name) else words


def _is_cased(name: str) -> bool:
    return not name.isupper() and not name.islower()


def _persons(text: str, spans: Sequence[TextSpan], names: _Names) -> list[int]:
    known: dict[str, tuple[tuple[str, ...], str]] = {}
    mentions: list[PersonMention] = []
    after = [*spans[1:], TextSpan(len(text), len(text))]
    before = after[-1]
    for span, following in zip(spans, after, strict=True):
        name = names.of(span)
        if name not in known:
            known[name] = person_words(name), nickname(name)
        words, familiar = known[name]
        context = context_of(text, span, following, is_full=len(words) > 1)
        if context.kin is None and mentions and mentions[-1].context.kin and are_joined(text, before, span):
            context = context._replace(kin=mentions[-1].context.kin)  # "his sons, Bo and Al Ray"
        before = span
        familiar = familiar or called(text, span, following)
        mentions.append(PersonMention(words, context, familiar, name.isupper() and 3 <= len(name) <= 5))
    people = People(mentions)
    return [people.who(mention) for mention in mentions]


def _told_apart(text: str, persons: Sequence[Entity]) -> list[Entity]:
    """Return ``persons`` with titles in the names of those that are named alike: Mr Patel and Mrs Patel."""
    alike = Counter(person.name for person in persons)
    found = []
    for person in persons:
        title = title_before(text, person.mentions) if alike[person.name] > 1 else ""
        found.append(replace(person, name=f"{title} {person.name}") if title else person)
    return found


def _others(text: str, label: Label, spans: Sequence[TextSpan], names: _Names) -> list[str]:
    known = {name: organisation(label, name) for name in map(names.of, spans)}
    in_order = [known[names.of(span)] for span in spans]
    defined = _definitions(text, spans, in_order) if label in (Label.ORG, Label.MISC) else {}
    organisations = Organisations(label, in_order, defined)
    return [organisations.which(name) for name in in_order]


def _definitions(
    text: str, spans: Sequence[TextSpan], organisations: Sequence[Organisation]
) -> dict[str, str]:
    """Return the meanings of abbreviations, where one of two names stands in brackets behind the other."""
    defined: dict[str, str] = {}
    before: tuple[TextSpan, Organisation] | None = None
    for (one, its), (other, others) in pairwise(zip(spans, organisations, strict=True)):
        between = text[one.end : min(other.start, one.end + 5)].strip(" \"'\u201c\u2018")
        closed = text[other.end : other.end + 3].lstrip(" \"'\u201d\u2019")[:1] in (")", ";", ",")
        if between == ":" and before and closed:  # a listed company: "Acme (NYSE: ACM)"
            one, its = before
        elif between != "(":
            before = None
            continue
        elif not closed:
            before = one, its
            continue
        before = None
        if its.key == others.key:
            continue
        if _ABBREVIATION.fullmatch(other.of(text)) and not one.of(text).isupper():
            defined.setdefault(others.key, its.key)
        elif " " in others.key and _ABBREVIATION.fullmatch(one.of(text)):
            defined.setdefault(its.key, others.key)
    return defined
