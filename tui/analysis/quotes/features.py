"""Features of pairs of quotation marks and of candidate speakers, for the linear models.

A feature is a short text that names what holds: ``size 2 t`` is "two words, set like a title". No
words of articles are in them but reporting verbs, nouns for speakers, and words of grammar.
"""

from collections.abc import Sequence

from tui.analysis.quotes.candidates import History, SpeakerCandidate
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import AUXILIARIES, CUES, DETERMINERS, PEOPLE, SMALL_WORDS, STOPS, WORD
from tui.analysis.quotes.rules import NAMED_AFTER, NAMERS, Proposal, Setting
from tui.analysis.quotes.syntax import ParsedSentence, cue_class, kind_class
from tui.domain.text.sentences import word_set

_LEXICAL = STOPS | DETERMINERS | AUXILIARIES | NAMERS | NAMED_AFTER | PEOPLE | frozenset(CUES)
"""Words that the features may name."""
_GRAMMAR = STOPS | DETERMINERS
_NEIGHBOURS = 8
"""Pairs of marks before and after one that are counted with it."""
_SIZES = ((6, "6"), (9, "9"), (15, "15"))
_TALKING = word_set("""
    i we you he she they it my your our me us i'm i've we're it's don't can't
    i\u2019m i\u2019ve we\u2019re it\u2019s don\u2019t can\u2019t
""")
_VERBS = word_set("is are was were be been will would can could should must have has had do does did not")


def shape(proposal: Proposal) -> str:
    """Return where a quotation stands and how it ends, in a few letters.

    They are: where it opens (``P`` is a whole paragraph, ``p`` and ``s`` open a paragraph or
    sentence, ``m`` none), the sign before it, a capital or none, the sign it ends with, what
    follows, and whether it is long.
    """
    setting = proposal.setting
    inside = setting.inside.strip()
    stop = inside[-1:]
    stop = stop if stop in ",.?" else "?" if stop == "!" else "-" if stop in "\u2014\u2013-\u2026" else "0"
    opens = "P" if setting.alone else "m" if not setting.opens else "p" if proposal.number == 0 else "s"
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
    article: MaskedArticle, proposals: Sequence[Proposal], position: int, history: History
) -> list[str]:
    """Return the features that hold for ``proposals[position]``, for and against its being speech.

    ``proposals`` are all the pairs of marks of the paragraph.
    """
    proposal = proposals[position]
    words = WORD.findall(proposal.setting.inside)
    size = _size(len(words))
    title = _title_class(words)
    own = "-" if proposal.own is None else f"{proposal.own.strength:d}{proposal.own.closeness:d}"
    named = article.named(proposal.quoted)
    found = ["bias", f"named {named}", f"named {named} {size}", f"named {named} {title}"]
    found += _looks(proposal, size, title, own)
    found += _neighbours(proposal, size, title)
    found += _words_around(proposal.setting, size, title)
    found += _words_inside(words, size)
    others = sum(other.speech for other in proposals[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS])
    found.append(f"others {min(others - proposal.speech, 2)} {min(len(proposals), 3)}")
    last = history.last
    spoke = "-"
    if last is not None and last.block == proposal.quoted.paragraph:
        spoke = "s" if last.sentence == proposal.number else "p"
    found += [f"spoke {spoke} {size}", f"spoke {spoke} {own}"]
    return found


def _size(length: int) -> str:
    if length <= 4:
        return str(length)
    return next((name for most, name in _SIZES if length <= most), "+")


def _looks(proposal: Proposal, size: str, title: str, own: str) -> list[str]:
    """Return features of how it is set: marks, signs, capitals, and what the rules make of it."""
    setting = proposal.setting
    stop = setting.inside.strip()[-1:]
    stop = stop if stop and not stop.isalnum() else "0"
    marks = ("1" if proposal.quoted.single else "2") + ("" if proposal.quoted.closed else "o")
    led = "^" if setting.opens else _sign(setting.before.rstrip()[-1:])
    follow = _sign(setting.after.lstrip()[:1])
    return [
        f"rule {proposal.speech:d}",
        f"rule {proposal.speech:d} {size}",
        f"size {size}",
        f"size {size} marks {marks}",
        f"size {size} {title}",
        f"size {size} own {own}",
        f"size {size} stop {stop}",
        f"own {own}",
        f"own {own} {title}",
        f"own {own} {led} {size}",
        f"shape {shape(proposal)}",
        f"title {title} {led} {follow}",
        f"title {title} stop {stop} {size}",
        f"led {led} {size}",
        f"follow {follow} {size}",
        f"marks {marks} {led}",
        f"headline {proposal.quoted.paragraph == 0:d} {marks}",
    ]


def _neighbours(proposal: Proposal, size: str, title: str) -> list[str]:
    """Return features of what the words around it do."""
    parsed, at = proposal.parsed, proposal.at
    if at is None:
        return []
    left = parsed.path(max(0, at - 4), at)
    right = parsed.path(at + 1, at + 4)
    tokens = parsed.sentence.tokens
    sides = (tokens[at - 1 : at] if at else []), tokens[at + 1 : at + 2]
    capitals = "".join("U" if token and token[0].text[:1].isupper() else "u" for token in sides)
    found = [
        f"left {' '.join(left[-1:])} {size}",
        f"left {' '.join(left[-2:])}",
        f"left {' '.join(left[-3:])} {title}",
        f"right {' '.join(right[:1])} {size}",
        f"right {' '.join(right[:2])}",
        f"around {' '.join(left[-1:])} {' '.join(right[:1])} {title}",
        f"cues {min(len(parsed.cues), 3)} {size}",
        f"capitals {capitals} {title} {size}",
    ]
    near = next((cue for cue in range(at - 1, max(-1, at - 5), -1) if cue in parsed.cue_set), None)
    if near is not None:
        found += [f"cue {tokens[near].low}", f"cue {parsed.classes[near]} {at - near} {size}"]
    return found


def _words_around(setting: Setting, size: str, title: str) -> list[str]:
    """Return features of the words next to it, where features may name them."""
    before = [word.lower() for word in WORD.findall(setting.before)[-2:]]
    after = WORD.findall(setting.after)
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
    """Return features of whether what is quoted sounds like speech."""
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


def _title_class(words: Sequence[str]) -> str:
    """Return how words are capitalised.

    Returns:
        ``-`` no words, ``0`` small ones only, ``C`` all letters of all words, ``T`` all words,
        ``t`` the only one, ``s`` the first, ``l`` others, ``n`` none.
    """
    large = [word for word in words if word.lower() not in SMALL_WORDS and not word[0].isdigit()]
    if not large:
        return "0" if words else "-"
    upper = sum(word[0].isupper() for word in large)
    if all(word.isupper() for word in large):
        return "C"
    if upper == len(large):
        return "T" if len(large) > 1 else "t"
    return "s" if words[0][0].isupper() else "l" if upper else "n"


_WORKS = word_set("""
    song songs album albums book books novel novels memoir film films
    include includes included including sang sings singing performed performs recorded directed starring hits
    track tracks opera exhibition poem poems ballad anthem essay paper thesis report article magazine
    movie movies series episode podcast single musical documentary sitcom video column play plays
    watched watches watching titled entitled saw seen read reads reading
""")
"""Words before the title of a work."""
_BEGINNING = word_set("opened opens closed closes ended ends began begins finished")


def is_work(proposals: Sequence[Proposal], position: int) -> bool:
    """Return whether a pair of marks holds the title of a song, a film or a book."""
    proposal = proposals[position]
    setting = proposal.setting
    words = WORD.findall(setting.inside)
    if _title_class(words) not in ("T", "t") or setting.inside.strip()[-1:] in ",.?!":
        return False
    before = [word.lower() for word in WORD.findall(setting.before)[-3:]]
    if len(words) == 1:
        return not _WORKS.isdisjoint(before[-1:])
    if not _WORKS.isdisjoint(before) or (before[-1:] == ["with"] and not _BEGINNING.isdisjoint(before)):
        return True
    last = proposals[position - 1] if position else None
    joined = last is not None and proposal.quoted.start - last.quoted.end < 8 and before[-1:] != ["said"]
    return joined and is_work(proposals, position - 1)


def _sign(sign: str) -> str:
    if not sign:
        return "$"
    return "A" if sign.isupper() else "w" if sign.isalnum() else sign if sign in ",:;.()'?-\u2014" else "~"


_PATH = 7
"""Words and signs between a candidate and the quotation up to which the whole path is a feature."""


class SpeakerFeatures:
    """The features of all the candidates of one quotation."""

    def __init__(
        self, article: MaskedArticle, proposal: Proposal, history: History, rule: Chunk | None
    ) -> None:
        """Prepare what the candidates share; ``rule`` is the speaker by the rules."""
        self._article = article
        self._proposal = proposal
        self._history = history
        self._rule = rule
        self._own = proposal.own.speaker if proposal.own is not None else None
        self._shape = shape(proposal)
        last = history.last
        block = proposal.quoted.paragraph
        if last is None:
            self._recent = "none"
        elif last.block == block:
            self._recent = "same" if last.sentence == proposal.number else "para"
        else:
            self._recent = str(min(block - last.block, 3))
        self._own_class = "-"
        if proposal.own is not None and proposal.own.speaker is not None:
            self._own_class = f"{proposal.own.strength:d}{proposal.own.closeness:d}"
        self._cues = self._nearby_cues()

    def _nearby_cues(self) -> tuple[int | None, int | None]:
        """Return the nearest reporting verbs before and after the quotation in its sentence."""
        at = self._proposal.at
        if at is None:
            return None, None
        cues = self._proposal.parsed.cues
        before = next((cue for cue in reversed(cues) if cue < at), None)
        after = next((cue for cue in cues if cue > at), None)
        return before, after

    def of(self, candidate: SpeakerCandidate) -> list[str]:
        """Return the features that hold for one candidate."""
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
        if candidate.parsed is not None:
            found += self._by_sentence(chunk, place, candidate.parsed)
            if place in "ab":
                found += self._own_sentence(chunk, place, kind, candidate)
            elif place == "n":
                path = candidate.parsed.path(0, chunk.first)
                found.append(f"n {' '.join(path[:4])} {self._next(candidate.parsed, chunk)} {self._shape}")
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
        if any(chunk.span == utterance.speaker.span for utterance in self._history.utterances):
            found.append(f"spoke {where} {self._recent}")
        return found

    def _by_sentence(self, chunk: Chunk, place: str, parsed: ParsedSentence) -> list[str]:
        """Return features of the candidate in its own sentence, wherever that is."""
        where = place + kind_class(chunk)
        before = self._previous(parsed, chunk)
        after = self._next(parsed, chunk)
        found = [f"< {where} {before}", f"> {where} {after}", f"<> {place} {before} {after}"]
        if self._own is not None and chunk.span == self._own.span:
            found.append(f"own {where} after {before}")
        is_main = parsed.main is not None and chunk.span == parsed.main.span
        if chunk.kind is Kind.NAME and self._article.is_first(chunk):
            found += [f"new {where} {self._recent} {is_main:d}", f"new {place} {self._shape} {is_main:d}"]
        if is_main:
            found += [f"main {where}", f"main {place} {self._shape}", f"main {where} {self._recent}"]
        if chunk.kind is Kind.NAME and chunk.last > chunk.first:
            found += [f"full {where} {self._recent}", f"full {place} {self._shape}"]
        tokens = parsed.sentence.tokens
        for cue, subject in parsed.subjects.items():
            if subject.span == chunk.span:
                name = cue_class(tokens[cue].low)
                found += [f"subject {place} {name}", f"subject {where}"]
                if place not in "ab":
                    found.append(f"subject {place} {name} {self._shape}")
                break
        if chunk.last + 1 < len(tokens) and place not in "ab":
            end = tokens[-1].text[-1]
            found.append(f"end {place} {end if not end.isalnum() else 'w'}")
        if parsed.announced is not None and parsed.announced.span == chunk.span:
            found.append(f"announced {place} {self._recent}")
        return found

    def _own_sentence(self, chunk: Chunk, place: str, kind: str, candidate: SpeakerCandidate) -> list[str]:
        parsed, at = candidate.parsed, self._proposal.at
        if parsed is None or at is None:
            return []
        path = parsed.path(chunk.last + 1, at) if place == "b" else parsed.path(at + 1, chunk.first)
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
        tokens = parsed.sentence.tokens
        for name, cue in (("B", before), ("A", after)):
            if cue is None:
                found.append(f"{place} no {name} {self._shape}")
                continue
            subject = parsed.subjects.get(cue)
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
        after_path = " ".join(parsed.path(chunk.last + 1, chunk.last + 4))
        before_path = " ".join(parsed.path(chunk.first - 3, chunk.first))
        found.append(f"{place} {kind} next {after_path}")
        found.append(f"{place} {kind} previous {before_path}")
        return found

    @staticmethod
    def _previous(parsed: ParsedSentence, chunk: Chunk) -> str:
        return parsed.classes[chunk.first - 1] if chunk.first else "^"

    @staticmethod
    def _next(parsed: ParsedSentence, chunk: Chunk) -> str:
        return parsed.classes[chunk.last + 1] if chunk.last + 1 < len(parsed.classes) else "$"
