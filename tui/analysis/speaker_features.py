"""What speaks for and against each of those who may have said something, as the fitted model sees it."""

from tui.analysis.chunks import Chunk, Kind
from tui.analysis.proposals import Proposal
from tui.analysis.quotes.candidates import Candidate, History
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.features import shape
from tui.analysis.quotes.syntax import Reading, cue_class, kind_class

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

    def _by_sentence(self, chunk: Chunk, place: str, reading: Reading) -> list[str]:
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
    def _previous(reading: Reading, chunk: Chunk) -> str:
        return reading.classes[chunk.first - 1] if chunk.first else "^"

    @staticmethod
    def _next(reading: Reading, chunk: Chunk) -> str:
        return reading.classes[chunk.last + 1] if chunk.last + 1 < len(reading.classes) else "$"
