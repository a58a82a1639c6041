"""People and organisations in articles: what they said, and where they are named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Final, NamedTuple

from tui.domain.analysis import Analysis, Label, Quotation, Speaker
from tui.domain.annotation import CONTEXT, Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.library import ReadArticle
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
        kind: the value of the ``QuotationKind``; empty, like all that follows, where an earlier program
            stored it.
        cue_start, cue_end: of the words that say that it was said; -1 where there are none.
        speaker_start, speaker_end: of the nearest words for the speaker; -1 where that is not known.
        is_said: whether it is surely a quotation, or None.
        is_theirs: whether it is surely by this speaker, or None.
    """

    start: int
    end: int
    is_clear: bool
    exact: str
    prefix: str
    suffix: str
    kind: str = ""
    cue_start: int = -1
    cue_end: int = -1
    speaker_start: int = -1
    speaker_end: int = -1
    is_said: bool | None = None
    is_theirs: bool | None = None

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
        wordings: what stands at each of the ``places``; of earlier programs there are none.
    """

    label: Label
    name: str
    places: Sequence[int]
    quotations: Sequence[StoredQuotation]
    wordings: Sequence[str] = ()

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
            said = by_speaker.setdefault(quotation.speaker.name, [])
            said.append(_stored(quotation, quotation.speaker, text))
    people = []
    for entity in analysis.entities:
        if entity.label in WHO:
            # Two kinds may have one name; what was said goes to the first.
            quotes = by_speaker.pop(entity.name, [])
            places = [offset for span in entity.mentions for offset in span]
            wordings = [span.of(text) for span in entity.mentions]
            people.append(Appearance(entity.label, entity.name, places, quotes, wordings))
    most = nlargest(MOST_NAMED, analysis.entities, key=lambda entity: len(entity.mentions))
    named = tuple(Named(entity.label, entity.name, len(entity.mentions)) for entity in most)
    words = len(text.split())
    return Appearances(article_id, text_hash, tuple(people), len(analysis.entities), named, words)


def _stored(quotation: Quotation, speaker: Speaker, text: str) -> StoredQuotation:
    start, end = quotation.span
    cue = quotation.cue or TextSpan(-1, -1)
    return StoredQuotation(
        start,
        end,
        quotation.is_clear,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        quotation.kind.value,
        *cue,
        *speaker.span,
        not quotation.is_doubtful,
        not speaker.is_doubtful,
    )


def name_key(label: Label, name: str) -> NameKey:
    """Return the key of a person over all articles: the full name, whatever its case, accents and signs."""
    return label, " ".join(whole_words_of(name)) or name


class Person(NamedTuple):
    """A person or an organisation over all articles.

    Attributes:
        key: what is the same for all appearances.
        name: the commonest spelling.
        articles, mentions, quotations: in how many articles, how often named, how much said.
        last: the date of the newest of these articles, or empty.
        is_followed: whether the user follows it.
        joined: how many others the user said to be the same.
        may_be: others that it may be the same as: of a person with a single name those who have it.
    """

    key: NameKey
    name: str
    articles: int
    mentions: int
    quotations: int
    last: str = ""
    is_followed: bool = False
    joined: int = 0
    may_be: Sequence[NameKey] = ()

    @property
    def label(self) -> Label:
        """Return the kind."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class PeopleChoices:
    """What the user said of people over the library.

    Attributes:
        followed: who is followed.
        joined: each who is the same as another, and that other.
        names: how these were spelt.
    """

    followed: frozenset[NameKey] = frozenset()
    joined: Mapping[NameKey, NameKey] = field(default_factory=dict)
    names: Mapping[NameKey, str] = field(default_factory=dict)

    def root(self, key: NameKey) -> NameKey:
        """Return who stands for all that a person was joined with; of one that was not, the same."""
        seen = {key}
        while (above := self.joined.get(key)) is not None and above not in seen:
            seen.add(above)
            key = above
        return key

    def members(self, key: NameKey) -> tuple[NameKey, ...]:
        """Return all that are one with a person, the one that stands for them first."""
        root = self.root(key)
        return (root, *(each for each in self.joined if each != root and self.root(each) == root))

    @property
    def roots_followed(self) -> frozenset[NameKey]:
        """Return those who stand for all that are followed."""
        return frozenset(map(self.root, self.followed))

    def follows(self, key: NameKey) -> bool:
        """Return whether a person, or any that it was joined with, is followed."""
        return bool(self.followed) and self.root(key) in self.roots_followed


NO_CHOICES: Final = PeopleChoices()


def appearances_of(found: Appearances, *keys: NameKey) -> Iterator[Appearance]:
    """Yield the appearances of a person, who may have several keys, in an article."""
    return (one for one in found.people if name_key(one.label, one.name) in keys)


class QuotationIn(NamedTuple):
    """What a person said, and in which article; ``text_hash`` is of the text that it stands in."""

    article: ReadArticle
    quotation: StoredQuotation
    text_hash: str


class MentionsIn(NamedTuple):
    """An article that names a person: how often, and where.

    Attributes:
        article: the article.
        mentions: how often.
        first: where first.
        name: the fullest name there.
        text_hash: of the text that all these are places in.
        places: each of them, with what stands there; empty where an earlier program stored it.
    """

    article: ReadArticle
    mentions: int
    first: TextSpan
    name: str
    text_hash: str
    places: Sequence[tuple[TextSpan, str]] = ()


class NoteIn(NamedTuple):
    """An annotation that is about a person."""

    article: ReadArticle
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that is known of a person; the article last opened comes first.

    Attributes:
        quotations: in the order of each article.
        notes: annotations on what the person said, where the person is named, or that name the person.
        mentions: each article once.
    """

    quotations: Sequence[QuotationIn] = ()
    notes: Sequence[NoteIn] = ()
    mentions: Sequence[MentionsIn] = ()


class Dossier(NamedTuple):
    """A person or body, and all that is known of it in the articles that were asked for.

    Attributes:
        person: who it is, with the counts.
        aliases: in which other words it is named, the commonest first.
        joined: the names of others that the user said to be the same.
        may_be: the names of others that it may be the same as.
        known: what was said and noted, and where it is named.
    """

    person: Person
    aliases: tuple[str, ...]
    joined: tuple[str, ...]
    may_be: tuple[str, ...]
    known: PersonRecord
