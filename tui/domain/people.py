"""People and organisations in articles: what they said, and where they are named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import Final, NamedTuple

from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import CONTEXT, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.text.folding import whole_words_of
from tui.domain.text.spans import TextSpan

WHO: Final = (Label.PERSON, Label.ORG)
"""The kinds of entity that are listed as people."""

NameKey = tuple[Label, str]
"""What identifies a person over all articles: the kind, and the words of the name."""


class StoredQuotation(NamedTuple):
    """A quotation as it is stored: where it stands, in code points, and what it says.

    Attributes:
        start, end: from the opening to the closing mark.
        is_clear: whether nothing about it is in doubt; see ``Quotation.is_clear``.
        exact, prefix, suffix: as ``TextQuoteSelector`` has them.
    """

    start: int
    end: int
    is_clear: bool
    exact: str
    prefix: str
    suffix: str

    def target(self, text_hash: str) -> Target:
        """Return the passage, in the text with this SHA-256."""
        quote = TextQuoteSelector(self.exact, self.prefix, self.suffix)
        return Target(TextPositionSelector(self.start, self.end), quote, text_hash)


class Appearance(NamedTuple):
    """A person or an organisation in one article.

    Attributes:
        label, name: as ``Entity`` has them.
        places: where the name stands: start and end of each mention in turn, in code points.
        quotations: what it said.
    """

    label: Label
    name: str
    places: Sequence[int]
    quotations: Sequence[StoredQuotation]

    @property
    def mentions(self) -> list[TextSpan]:
        """Return where the name stands."""
        return [TextSpan(start, end) for start, end in zip(self.places[::2], self.places[1::2], strict=True)]


class Named(NamedTuple):
    """A name of any kind, and how often it stands in one article."""

    label: Label
    name: str
    mentions: int


MOST_NAMED: Final = 8
"""So many of the names of an article are known beyond its people."""


@dataclass(frozen=True, slots=True)
class Appearances:
    """Who appears in one article, and what is known of its text besides.

    Attributes:
        article_id: the id that the article is stored under.
        text_hash: SHA-256 of the text that was analysed.
        people: each person and organisation, in the order of ``Analysis.entities``.
        names: how many names of any kind there are; what wrote it earlier knew of ``people`` alone.
        named_most: those of any kind that are named most, the most first.
        words: how many words the text has, or 0 where that is not known.
    """

    article_id: str
    text_hash: str
    people: tuple[Appearance, ...]
    names: int = 0
    named_most: tuple[Named, ...] = ()
    words: int = 0


def appearances_in(article_id: str, text: str, text_hash: str, analysis: Analysis) -> Appearances:
    """Return the people in an article with this text, by its analysis as the reader corrected it."""
    by_speaker: dict[str, list[StoredQuotation]] = {}
    for quotation in analysis.quotations:
        if quotation.speaker is not None and quotation.speaker.name is not None:
            start, end = quotation.span
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            one = StoredQuotation(start, end, quotation.is_clear, text[start:end], before, after)
            by_speaker.setdefault(quotation.speaker.name, []).append(one)
    people = []
    for entity in analysis.entities:
        if entity.label in WHO:
            # Two kinds may have one name; what was said goes to the first.
            quotes = by_speaker.pop(entity.name, [])
            places = [offset for span in entity.mentions for offset in span]
            people.append(Appearance(entity.label, entity.name, places, quotes))
    most = nlargest(MOST_NAMED, analysis.entities, key=lambda entity: len(entity.mentions))
    named = tuple(Named(entity.label, entity.name, len(entity.mentions)) for entity in most)
    words = len(text.split())
    return Appearances(article_id, text_hash, tuple(people), len(analysis.entities), named, words)


def name_key(label: Label, name: str) -> NameKey:
    """Return the key of a person over all articles: the full name, whatever its case, accents and signs."""
    return label, " ".join(whole_words_of(name)) or name


class Person(NamedTuple):
    """A person or an organisation over all articles.

    Attributes:
        key: what is the same for all appearances.
        name: the commonest spelling.
        articles, mentions, quotations: in how many articles, how often named, how much said.
    """

    key: NameKey
    name: str
    articles: int
    mentions: int
    quotations: int

    @property
    def label(self) -> Label:
        """Return the kind."""
        return self.key[0]


class Tally(NamedTuple):
    """How much there is of one person or organisation in one article.

    Attributes:
        label: the value of the ``Label``.
        name: as ``Entity`` has it.
        mentions, quotations: how often it is named, and how much it says there.
    """

    label: str
    name: str
    mentions: int
    quotations: int


def tallies_of(found: Appearances) -> list[Tally]:
    """Return how much there is of each in one article."""
    return [
        Tally(one.label.value, one.name, len(one.places) // 2, len(one.quotations)) for one in found.people
    ]


class _Sum:
    """What was added up of one person so far."""

    __slots__ = ("articles", "mentions", "quotations", "spellings")

    def __init__(self) -> None:
        self.spellings: dict[str, int] = {}
        self.articles: list[str] = []
        self.mentions = 0
        self.quotations = 0


class PeopleIndex:
    """Adds up who appears, article by article."""

    def __init__(self) -> None:
        self._sums: dict[NameKey, _Sum] = {}
        self._by_spelling: dict[tuple[str, str], _Sum] = {}

    def add(self, article_id: str, tallies: Iterable[Tally]) -> None:
        """Count who appears in one more article; each article is to be added once."""
        for label, name, mentions, quotations in tallies:
            total = self._by_spelling.get((label, name))
            if total is None:
                total = self._sums.setdefault(name_key(Label(label), name), _Sum())
                self._by_spelling[label, name] = total
            total.spellings[name] = total.spellings.get(name, 0) + mentions
            if not total.articles or total.articles[-1] != article_id:
                total.articles.append(article_id)
            total.mentions += mentions
            total.quotations += quotations

    def articles_of(self, key: NameKey) -> tuple[str, ...]:
        """Return the ids of the articles that a person appears in."""
        return tuple(self._sums[key].articles) if key in self._sums else ()

    def listed(self, most: int | None = None) -> list[Person]:
        """Return all people, or the first ``most``, by the numbers of articles and mentions, then by name."""

        def order(item: tuple[NameKey, _Sum]) -> tuple[int, int, str]:
            key, total = item
            return -len(total.articles), -total.mentions, key[1]

        items = self._sums.items()
        first = sorted(items, key=order) if most is None else nsmallest(most, items, key=order)
        people = []
        for key, total in first:
            times = total.spellings
            name = min(times, key=lambda each: (-times[each], each)) if len(times) > 1 else next(iter(times))
            people.append(Person(key, name, len(total.articles), total.mentions, total.quotations))
        return people


def appearances_of(found: Appearances, key: NameKey) -> Iterator[Appearance]:
    """Yield the appearances of a person in an article."""
    return (one for one in found.people if name_key(one.label, one.name) == key)
