"""The words of a sentence, and what in it can be a speaker: names, pronouns, noun phrases."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from tui.analysis.cues import ALSO_NOUNS, CUES
from tui.analysis.wording import TITLES
from tui.domain.analysis import Label, Mention
from tui.domain.span import TextSpan
from tui.domain.words import word_set

MASK = "\ue000"
"""What stands in place of quoted words."""

_TOKEN = re.compile(
    rf"{MASK}+[.,!?;:\u2026-]?\"?"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|St|Adm)\.(?=\s)"
    r"|[^\W_]+(?:[.'\u2019&-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=s)['\u2019](?=\s))?"
    r"|[^\w\s]|_"
)

PRONOUNS = word_set("he she they i we who it you")
_DETERMINERS = word_set("""
    the a an this that these those his her their its our my your one another some many several most two
    three four five six both all each every no any other few dozens hundreds thousands top senior former
    local fellow key federal other
""")
PREPOSITIONS = word_set("""
    of for to in on by with from at about against after before during under over between among into
    through without within toward towards upon via amid like than as despite since until near behind
    beyond including regarding concerning per
""")
_STOPS = (
    PREPOSITIONS
    | PRONOUNS
    | word_set("""
    and or but nor if when while where because although though that which whom whose what how why so yet
    then is are was were be been being am has have had having do does did will would can could may might
    must shall should not n't never also just now still already often even only once again later
    recently there here him them me us himself herself themselves itself went goes gone got get gets
    came come comes made make makes took take takes gave give gives left won lost ran run runs wants
    seems seemed appears appeared became becomes began begins did does said-- wants needs likes sat
    stood met held kept knew saw sees seen
""")
)
PEOPLE = word_set("""
    official officials spokesman spokeswoman spokesperson spokespeople spokesmen aide aides adviser
    advisers advisor advisors campaign administration supporter supporters voter voters critic critics
    expert experts analyst analysts ally allies opponent opponents lawmaker lawmakers senator senators
    congressman congresswoman governor mayor president minister premier chancellor leader leaders
    chairman chairwoman chair director manager strategist strategists pollster source sources reporter
    reporters journalist journalists host anchor author writer editor columnist lawyer lawyers attorney
    attorneys prosecutor prosecutors judge police officer officers sheriff candidate candidates nominee
    nominees rival rivals democrat democrats republican republicans conservative conservatives liberals
    protester protesters protestors activist activists student students professor man woman men women
    people person father mother son daughter brother sister wife husband couple friend friends crowd
    audience statement report ad article editorial email memo letter poll survey study group groups
    company court committee panel board department agency newspaper paper site website network
    organization union party team office government white-house billionaire businessman businesswoman
    businessmen mogul veteran veterans delegate delegates donor donors surrogate surrogates operative
    operatives executive executives diplomat diplomats general soldier scientist scientists researcher
    researchers doctor doctors teacher teachers worker workers resident residents witness witnesses
    representative representatives secretary commissioner coach player actor actress singer comedian
    moderator insider insiders staffer staffers member members owner founder historian economist
    economists observers observer others some many most one several both another neither user users fan
    fans guest firm kremlin pentagon authorities immigrants families family mom dad kid kids boy girl
    pastor priest pope bishop cleric speaker whip delegation ministry commission regulators investors
    trader traders farmer farmers neighbor neighbors neighbour neighbours survivors victim victims
    suspect defendant billboard headline tweet post message sign banner caption document documents
    filing ruling complaint indictment transcript release video caller questioner interviewer respondent
    respondents participant participants attendee attendees organizers organiser organisers organizer
    volunteer volunteers chief boss head captain manager envoy ambassador monarch king queen prince duke
    captain investigators
""")
"""Nouns for those who say things, and for what says them in their place."""


class Kind(Enum):
    """What a chunk is."""

    PRONOUN = "pronoun"
    NAME = "name"
    NOUN = "noun"


class Token(NamedTuple):
    """A word, a sign, or what is quoted; offsets are code points of the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_quote(self) -> bool:
        """Whether the token stands for quoted words."""
        return self.text[0] == MASK

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or number."""
        return self.text[0].isalnum()


class Chunk(NamedTuple):
    """Something that may be a speaker.

    Attributes:
        first, last: indexes of its tokens, the last one included.
        span: the wording: a name without titles, a pronoun, a noun phrase.
        kind: which of these it is.
        label: of the mention that it is, else None.
        head: its main word in lower case.
    """

    first: int
    last: int
    span: TextSpan
    kind: Kind
    label: Label | None
    head: str


class Sentence(NamedTuple):
    """A sentence, or the part of a very long one that matters."""

    tokens: list[Token]
    chunks: list[Chunk]

    def chunk_at(self, index: int) -> Chunk | None:
        """The chunk that holds the token with that index."""
        return next((chunk for chunk in self.chunks if chunk.first <= index <= chunk.last), None)

    def is_cue(self, index: int) -> bool:
        """Whether the token with that index is a verb that introduces what was said."""
        token = self.tokens[index]
        if token.low not in CUES or not (token.text.islower() or index == 0):
            return False
        if token.low in ALSO_NOUNS and index:
            before = self.tokens[index - 1]
            if (
                before.low in _DETERMINERS
                or before.low in PREPOSITIONS - {"to"}
                or before.low.endswith(_POSSESSIVE)
            ):
                return False
        return True


_POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")
"""Endings of a possessive."""
_LONGEST = 8
"""Words of a noun phrase after its article."""
_SPEAKING = frozenset([Label.PERSON, Label.ORG, Label.LOC, Label.NORP, Label.MISC, Label.FAC, Label.PRODUCT])
_PARTICLES = word_set("de von van der den del della di da al bin la le el ibn dos du")


def tokens(masked: str, start: int, end: int) -> list[Token]:
    """The words and signs of ``masked[start:end]``, a run of masked characters as one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(masked, start, end):
        text = match.group()
        found.append(Token(match.start(), match.end(), text, text.lower()))
    return found


def sentence(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> Sentence:
    """Read ``masked[start:end]``, a sentence; ``mentions`` are those that lie in it, sorted."""
    read = Sentence(tokens(masked, start, end), [])
    _Chunker(read, mentions).run()
    return read


class _Chunker:
    """One walk over a sentence that collects what may be a speaker."""

    def __init__(self, read: Sentence, mentions: Sequence[Mention]) -> None:
        self._read = read
        self._tokens = read.tokens
        self._mention_from: dict[int, tuple[int, Mention]] = {}
        at = 0
        for mention in mentions:
            while at < len(self._tokens) and self._tokens[at].end <= mention.start:
                at += 1
            last = at
            while last + 1 < len(self._tokens) and self._tokens[last + 1].start < mention.end:
                last += 1
            if at < len(self._tokens) and self._tokens[at].start < mention.end:
                self._mention_from[at] = (last, mention)
                at = last + 1

    def run(self) -> None:
        at = 0
        while at < len(self._tokens):
            at = self._step(at)

    def _step(self, at: int) -> int:
        """Read the chunk that starts at token ``at``, if one does; the index where to go on."""
        token = self._tokens[at]
        if not token.is_word:
            return at + 1
        if token.low in PRONOUNS and (token.text != "IT" and token.low != "us"):
            self._add(at, at, Kind.PRONOUN, None, token.low)
            return at + 1
        name_end = self._name_end(at)
        if name_end is not None:
            return self._named(at, name_end)
        if token.low in _DETERMINERS:
            return self._phrase(at, at + 1)
        if token.low in PEOPLE and not self._read.is_cue(at):
            return self._phrase(at, at)
        return at + 1

    def _name_end(self, at: int) -> int | None:
        """The index of the last token of the name that starts at ``at``, titles included."""
        known = self._mention_from.get(at)
        if known is not None:
            return known[0]
        token = self._tokens[at]
        if not token.text[0].isupper() or (at == 0 and not self._may_open(token)):
            return None
        if token.low in _STOPS | _DETERMINERS | _DAYS or self._read.is_cue(at):
            return None
        last = at
        while last + 1 < len(self._tokens) and not self._ends_possessive(last):
            following = last + 1
            if following in self._mention_from:
                known_last, mention = self._mention_from[following]
                if mention.label in (Label.PERSON, Label.ORG):
                    break
                last = known_last
                continue
            token = self._tokens[following]
            joins = (
                token.low in _PARTICLES
                and following + 1 < len(self._tokens)
                and (self._tokens[following + 1].text[0].isupper())
            )
            if not (joins or (token.is_word and token.text[0].isupper() and token.low not in _STOPS)):
                break
            last = following
        return last

    def _may_open(self, token: Token) -> bool:
        """Whether the first word of a sentence may be a name, and not a word like any other."""
        following = self._tokens[1] if len(self._tokens) > 1 else None
        if following is not None and following.is_word and following.text[0].isupper():
            return True
        return token.low not in PEOPLE and not token.low.endswith(("ing", "ly")) and token.low not in _OPENING

    def _ends_possessive(self, at: int) -> bool:
        return self._tokens[at].low.endswith(_POSSESSIVE)

    def _named(self, first: int, last: int) -> int:
        """Read on from a name: it may be a speaker, or only open a noun phrase."""
        label = self._mention_from[first][1].label if first in self._mention_from else None
        if label is not None and label not in _SPEAKING:
            return last + 1
        after = last + 1
        if self._ends_possessive(last):
            end = self._noun_run(after)
            if end is not None and self._tokens[end].text[0].islower():
                self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
                return end + 1
            return after
        end = last
        while (
            end + 1 < len(self._tokens)
            and self._tokens[end + 1].text in PEOPLE
            and not self._read.is_cue(end + 1)
        ):
            end += 1
        if end > last:
            if not (end + 1 < len(self._tokens) and self._name_end(end + 1) is not None):
                self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
            return end + 1
        if label is None:
            titles = [at for at in range(first, last) if self._tokens[at].low.rstrip(".") in TITLES]
            first = titles[-1] + 1 if titles else first
        self._add(first, last, Kind.NAME, label, self._tokens[last].low)
        return after

    def _phrase(self, first: int, begin: int) -> int:
        """Read a noun phrase that opens at ``first``; its nouns begin at ``begin``."""
        end = self._noun_run(begin)
        if end is None:
            token = self._tokens[first]
            if token.low in PEOPLE:
                self._add(first, first, Kind.NOUN, None, token.low)
            return first + 1
        name = self._name_in_end(begin, end)
        if name is not None:
            return self._named(name, end)
        self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
        return end + 1

    def _name_in_end(self, begin: int, end: int) -> int | None:
        """Where the name begins that closes the phrase of tokens ``begin`` to ``end``, if one does."""
        for at in range(begin, end + 1):
            last = self._name_end(at)
            if last is not None and last >= end:
                return at
        return None

    def _noun_run(self, begin: int) -> int | None:
        """The index of the last word of the nouns and adjectives from ``begin`` on, if there is any."""
        at = begin
        while at < len(self._tokens) and at - begin < _LONGEST:
            token = self._tokens[at]
            if not token.is_word or token.low in _STOPS or (at > begin and self._read.is_cue(at)):
                break
            if at == begin and self._read.is_cue(at) and token.low not in ALSO_NOUNS:
                break
            if token.text.islower() and token.low.endswith("ly") and at > begin:
                break
            if token.text.islower() and token.low.endswith("ed") and at > begin + 1:
                break
            at += 1
        return at - 1 if at > begin else None

    def _add(self, first: int, last: int, kind: Kind, label: Label | None, head: str) -> None:
        start, end = self._tokens[first].start, self._tokens[last].end
        if kind is not Kind.NOUN and first in self._mention_from:
            start, end, _ = self._mention_from[first][1]
        self._read.chunks.append(Chunk(first, last, TextSpan(start, end), kind, label, head))


_DAYS = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december
""")
_OPENING = word_set("""
    meanwhile however moreover still today yesterday asked again also perhaps maybe yes no not now
    earlier later instead indeed others such even only just soon democratic republican why how what when
    where yet so thus then finally first second third last next
""")
