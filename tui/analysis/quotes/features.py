"""Features of quotes and speakers.

A feature is a short text that names what holds: ``size 2 t`` is "two words, set like a title". No
words of articles are in them but verbs of saying, nouns for speakers, and words of grammar.
"""

import re
from collections.abc import Sequence

from tui.analysis.quotes.candidates import Candidate, History
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import AUXILIARIES, CUES, DETERMINERS, PEOPLE, STOPS
from tui.analysis.quotes.rules import NAMED_AFTER, NAMERS, Proposal, Setting
from tui.analysis.quotes.syntax import ParsedSentence, cue_class, kind_class
from tui.domain.text.sentences import word_set

_LEXICAL = STOPS | DETERMINERS | AUXILIARIES | NAMERS | NAMED_AFTER | PEOPLE | frozenset(CUES)
"""Words that the features may name."""
_GRAMMAR = STOPS | DETERMINERS
_BESIDE = 8
"""Pairs of marks before and after one that are looked at with it."""
_SIZES = ((6, "6"), (9, "9"), (15, "15"))
_SMALL = word_set("a an the of and or to in on at for with by from is vs as de la it my your our his her i")
_TALKING = word_set("""
    i we you he she they it my your our me us i'm i've we're it's don't can't
    i\u2019m i\u2019ve we\u2019re it\u2019s don\u2019t can\u2019t
""")
_VERBS = word_set("is are was were be been will would can could should must have has had do does did not")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*")


def shape(item: Proposal) -> str:
    """Where a quotation stands and how it ends, in a few letters.

    They are: where it opens (``P`` is a whole paragraph, ``p`` and ``s`` open a paragraph or
    sentence, ``m`` none), the sign before it, a capital or none, the sign it ends with, what
    follows, and whether it is long.
    """
    setting = item.setting
    inside = setting.inside.strip()
    stop = inside[-1:]
    stop = stop if stop in ",.?" else "?" if stop == "!" else "-" if stop in "\u2014\u2013-\u2026" else "0"
    opens = "P" if setting.alone else "m" if not setting.opens else "p" if item.number == 0 else "s"
    before = setting.before.rstrip()[-1:]
    led = "" if setting.opens else before if before in (",", ":") else "w" if before.isalnum() else "~"
    length = "1" if inside.count(" ") < 4 else "2"
    return f"{opens}{led}{'U' if inside[:1].isupper() else 'u'}{stop or '0'}{_follow(setting)}{length}"


def _follow(setting: Setting) -> str:
    after = setting.after.lstrip()[:1]
    if after.isalnum():
        return "a" if after.islower() else "A"
    return (after if after in ",.;" else "~") or "$"


def speech_features(
    article: MaskedArticle, said: Sequence[Proposal], position: int, history: History
) -> list[str]:
    """What speaks for and against ``said[position]`` being speech: each of the features holds.

    ``said`` are all the pairs of marks of the paragraph.
    """
    item = said[position]
    words = _WORD.findall(item.setting.inside)
    size = _size(len(words))
    title = title_class(words)
    own = "-" if item.own is None else f"{item.own.strength:d}{item.own.closeness:d}"
    named = article.named(item.quoted)
    found = ["bias", f"named {named}", f"named {named} {size}", f"named {named} {title}"]
    found += _looks(item, size, title, own)
    found += _neighbours(item, size, title)
    found += _words_beside(item.setting, size, title)
    found += _words_inside(words, size)
    beside = sum(other.speech for other in said[max(0, position - _BESIDE) : position + _BESIDE])
    found.append(f"others {min(beside - item.speech, 2)} {min(len(said), 3)}")
    last = history.last
    spoke = "-"
    if last is not None and last.block == item.quoted.paragraph:
        spoke = "s" if last.sentence == item.number else "p"
    found += [f"spoke {spoke} {size}", f"spoke {spoke} {own}"]
    return found


def _size(length: int) -> str:
    if length <= 4:
        return str(length)
    return next((name for most, name in _SIZES if length <= most), "+")


def _looks(item: Proposal, size: str, title: str, own: str) -> list[str]:
    """How it is set: marks, signs, capitals, and what the rules make of it."""
    setting = item.setting
    stop = setting.inside.strip()[-1:]
    stop = stop if stop and not stop.isalnum() else "0"
    marks = ("1" if item.quoted.single else "2") + ("" if item.quoted.closed else "o")
    led = "^" if setting.opens else _sign(setting.before.rstrip()[-1:])
    follow = _sign(setting.after.lstrip()[:1])
    return [
        f"rule {item.speech:d}",
        f"rule {item.speech:d} {size}",
        f"size {size}",
        f"size {size} marks {marks}",
        f"size {size} {title}",
        f"size {size} own {own}",
        f"size {size} stop {stop}",
        f"own {own}",
        f"own {own} {title}",
        f"own {own} {led} {size}",
        f"shape {shape(item)}",
        f"title {title} {led} {follow}",
        f"title {title} stop {stop} {size}",
        f"led {led} {size}",
        f"follow {follow} {size}",
        f"marks {marks} {led}",
        f"headline {item.quoted.paragraph == 0:d} {marks}",
    ]


def _neighbours(item: Proposal, size: str, title: str) -> list[str]:
    """What the words around it do."""
    reading, at = item.reading, item.at
    if at is None:
        return []
    left = reading.path(max(0, at - 4), at)
    right = reading.path(at + 1, at + 4)
    tokens = reading.read.tokens
    beside = (tokens[at - 1 : at] if at else []), tokens[at + 1 : at + 2]
    capitals = "".join("U" if token and token[0].text[:1].isupper() else "u" for token in beside)
    found = [
        f"left {' '.join(left[-1:])} {size}",
        f"left {' '.join(left[-2:])}",
        f"left {' '.join(left[-3:])} {title}",
        f"right {' '.join(right[:1])} {size}",
        f"right {' '.join(right[:2])}",
        f"around {' '.join(left[-1:])} {' '.join(right[:1])} {title}",
        f"cues {min(len(reading.cues), 3)} {size}",
        f"capitals {capitals} {title} {size}",
    ]
    near = next((cue for cue in range(at - 1, max(-1, at - 5), -1) if cue in reading.cue_set), None)
    if near is not None:
        found += [f"cue {tokens[near].low}", f"cue {reading.classes[near]} {at - near} {size}"]
    return found


def _words_beside(setting: Setting, size: str, title: str) -> list[str]:
    """The words next to it, where they are such as features may name."""
    before = [word.lower() for word in _WORD.findall(setting.before)[-2:]]
    after = _WORD.findall(setting.after)
    words = [
        ("before", before[-1] if before and setting.before.rstrip()[-1:].isalnum() else ""),
        ("second", before[0] if len(before) > 1 else ""),
        ("after", after[0].lower() if after and setting.after.lstrip()[:1].isalnum() else ""),
    ]
    found: list[str] = []
    for place, word in words:
        if word in _LEXICAL:
            found += [f"{place} {word}", f"{place} {word} {title}"]
        elif word:
            ending = next((ending for ending in ("ed", "ly", "ing") if word.endswith(ending)), "")
            found.append(f"{place} ?{ending} {size}")
    return found


def _words_inside(words: Sequence[str], size: str) -> list[str]:
    """Whether what is quoted sounds like speech."""
    if not words:
        return []
    lows = {word.lower() for word in words[:30]}
    found = []
    if not lows.isdisjoint(_TALKING):
        found += ["inside pronoun", f"inside pronoun {size}"]
    if not lows.isdisjoint(_VERBS):
        found += ["inside verb", f"inside verb {size}"]
    first = words[0]
    if first.lower() in _GRAMMAR:
        found.append(f"opens {first.lower()}")
    else:
        found.append(f"opens {'U' if first[0].isupper() else 'u'} {size}")
    return found


def title_class(words: Sequence[str]) -> str:
    """How words are capitalised.

    Returns:
        ``-`` no words, ``0`` none that tells, ``C`` all letters of all words, ``T`` all words,
        ``t`` the only one, ``s`` the first, ``l`` others, ``n`` none.
    """
    large = [word for word in words if word.lower() not in _SMALL and not word[0].isdigit()]
    if not large:
        return "0" if words else "-"
    upper = sum(word[0].isupper() for word in large)
    if all(word.isupper() for word in large):
        return "C"
    if upper == len(large):
        return "T" if len(large) > 1 else "t"
    return "s" if words[0][0].isupper() else "l" if upper else "n"


def _sign(sign: str) -> str:
    if not sign:
        return "$"
    return "A" if sign.isupper() else "w" if sign.isalnum() else sign if sign in ",:;.()'?-\u2014" else "~"


_PATH = 7
"""Words and signs between a candidate and the quotation up to which all of them are looked at."""


class SpeakerFeatures:
    """The features of all the candidates of one quotation."""

    def __init__(self, article: MaskedArticle, item: Proposal, history: History, rule: Chunk | None) -> None:
        """Get ready; ``rule`` is whom the rules take for the speaker."""
        self._article = article
        self._item = item
        self._history = history
        self._rule = rule
        self._own = item.own.speaker if item.own is not None else None
        self._shape = shape(item)
        last = history.last
        block = item.quoted.paragraph
        if last is None:
            self._recent = "none"
        elif last.block == block:
            self._recent = "same" if last.sentence == item.number else "para"
        else:
            self._recent = str(min(block - last.block, 3))
        self._own_class = "-"
        if item.own is not None and item.own.speaker is not None:
            self._own_class = f"{item.own.strength:d}{item.own.closeness:d}"
        self._cues = self._nearby_cues()

    def _nearby_cues(self) -> tuple[int | None, int | None]:
        """The nearest verbs of saying before and after the quotation in its sentence."""
        at = self._item.at
        if at is None:
            return None, None
        cues = self._item.reading.cues
        before = next((cue for cue in reversed(cues) if cue < at), None)
        after = next((cue for cue in cues if cue > at), None)
        return before, after

    def of(self, candidate: Candidate) -> list[str]:
        """What can be said of one candidate: names of features, each of which holds."""
        chunk, place = candidate.chunk, candidate.place
        context = (self._shape, self._recent, self._own_class)
        if chunk is None:
            return [f"0 {part}" for part in context] + ["0", f"0 {self._shape} {self._recent}"]
        kind = kind_class(chunk)
        where = place + kind
        found = [f"k {where}", f"k {place}{min(candidate.order, 5)}"]
        found += [f"{number} {where} {part}" for number, part in enumerate(context)]
        found.append(f"3 {place} {self._shape} {self._recent}")
        found.append(f"4 {place} {self._recent} {self._own_class}")
        found += self._by_rule(chunk, where)
        found += self._by_history(chunk, where)
        if candidate.reading is not None:
            found += self._by_sentence(chunk, place, candidate.reading)
            if place in "ab":
                found += self._own_sentence(chunk, place, kind, candidate)
            elif place == "n":
                path = candidate.reading.path(0, chunk.first)
                found.append(f"n {' '.join(path[:4])} {self._next(candidate.reading, chunk)} {self._shape}")
        if chunk.head in ("they",) or (kind in "nm" and chunk.head.endswith("s")):
            found.append(f"plural {place}")
        return found

    def _by_rule(self, chunk: Chunk, where: str) -> list[str]:
        found = []
        if self._own is not None and chunk.span == self._own.span:
            found += [
                f"own {where}",
                f"own {self._own_class} {where[0]}",
                f"own {self._own_class} {self._shape}",
            ]
        if self._rule is not None and chunk.span == self._rule.span:
            found += [f"rule {where}", f"rule {self._own_class}", f"rule {self._recent} {self._shape}"]
        elif self._rule is not None and chunk.head == self._rule.head:
            found.append(f"rule head {where}")
        return found

    def _by_history(self, chunk: Chunk, where: str) -> list[str]:
        last, other = self._history.last, self._history.other
        if last is None:
            return []
        if chunk.span == last.speaker.span:
            return [
                f"last {where}",
                f"last {self._recent} {self._shape}",
                f"last {self._recent} {self._own_class}",
            ]
        found = []
        if chunk.head == last.speaker.head:
            found += [f"last head {where} {self._recent}"]
        elif other is not None and chunk.head == other.speaker.head:
            found += [f"other head {where} {self._recent}"]
        if any(chunk.span == turn.speaker.span for turn in self._history.turns):
            found.append(f"spoke {where} {self._recent}")
        return found

    def _by_sentence(self, chunk: Chunk, place: str, reading: ParsedSentence) -> list[str]:
        """What the candidate is in its own sentence, wherever that is."""
        where = place + kind_class(chunk)
        before = self._previous(reading, chunk)
        after = self._next(reading, chunk)
        found = [f"< {where} {before}", f"> {where} {after}", f"<> {place} {before} {after}"]
        if self._own is not None and chunk.span == self._own.span:
            found.append(f"own {where} after {before}")
        is_main = reading.main is not None and chunk.span == reading.main.span
        if chunk.kind is Kind.NAME and self._article.is_first(chunk):
            found += [f"new {where} {self._recent} {is_main:d}", f"new {place} {self._shape} {is_main:d}"]
        if is_main:
            found += [f"main {where}", f"main {place} {self._shape}", f"main {where} {self._recent}"]
        if chunk.kind is Kind.NAME and chunk.last > chunk.first:
            found += [f"full {where} {self._recent}", f"full {place} {self._shape}"]
        tokens = reading.read.tokens
        for cue, subject in reading.subjects.items():
            if subject.span == chunk.span:
                name = cue_class(tokens[cue].low)
                found += [f"subject {place} {name}", f"subject {where}"]
                if place not in "ab":
                    found.append(f"subject {place} {name} {self._shape}")
                break
        if chunk.last + 1 < len(tokens) and place not in "ab":
            end = tokens[-1].text[-1]
            found.append(f"end {place} {end if not end.isalnum() else 'w'}")
        if reading.announced is not None and reading.announced.span == chunk.span:
            found.append(f"announced {place} {self._recent}")
        return found

    def _own_sentence(self, chunk: Chunk, place: str, kind: str, candidate: Candidate) -> list[str]:
        reading, at = candidate.reading, self._item.at
        if reading is None or at is None:
            return []
        path = reading.path(chunk.last + 1, at) if place == "b" else reading.path(at + 1, chunk.first)
        found: list[str] = []
        cues = [name for name in path if name[0] in "STRN"]
        quotes = path.count("Q")
        skeleton = " ".join(
            name for name in path if name[0] in "STRN,:.;-QPhO" or name in ("that", "who", "and", "by")
        )
        if len(path) <= _PATH:
            found.append(f"{place} {kind} path {' '.join(path)}")
        found.append(f"{place} ends {' '.join(path[:2])} .. {' '.join(path[-2:])}")
        if len(skeleton) <= 24:
            found.append(f"{place} skeleton {skeleton}")
            found.append(f"{place} skeleton {self._shape} {skeleton}")
        found.append(f"{place} cues {' '.join(cues[:3])} {min(quotes, 2)} {self._shape}")
        found.append(f"{place} length {min(len(path), 15) // 3} {kind}")
        people = sum(name in "PhynO" for name in path)
        found.append(f"{place} passed {min(people, 3)} {min(len(cues), 2)}")
        before, after = self._cues
        tokens = reading.read.tokens
        for name, cue in (("B", before), ("A", after)):
            if cue is None:
                found.append(f"{place} no {name} {self._shape}")
                continue
            subject = reading.subjects.get(cue)
            if subject is not None and subject.span == chunk.span:
                low = tokens[cue].low
                adjacent = abs(cue - at) <= 2
                found += [
                    f"{place} of {name} {cue_class(low)} {adjacent:d} {self._shape}",
                    f"{place} of {name} {low}",
                    f"{place} of {name} {kind} {cue_class(low)}",
                ]
            elif 0 <= chunk.first - cue <= 3:
                low = tokens[cue].low
                found += [
                    f"{place} after {name} {chunk.first - cue} {cue_class(low)} {kind}",
                    f"{place} after {name} {low}",
                ]
        after_path = " ".join(reading.path(chunk.last + 1, chunk.last + 4))
        before_path = " ".join(reading.path(chunk.first - 3, chunk.first))
        found.append(f"{place} {kind} next {after_path}")
        found.append(f"{place} {kind} previous {before_path}")
        return found

    @staticmethod
    def _previous(reading: ParsedSentence, chunk: Chunk) -> str:
        return reading.classes[chunk.first - 1] if chunk.first else "^"

    @staticmethod
    def _next(reading: ParsedSentence, chunk: Chunk) -> str:
        return reading.classes[chunk.last + 1] if chunk.last + 1 < len(reading.classes) else "$"
