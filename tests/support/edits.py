"""Edits of articles, done by chance, and how many of them anchoring gets right.

The articles are those of ``seeds`` and of ``tests/data``.

    python -m tests.support.edits [SEED [NUMBER]]

prints what became of the passages, by kind of edit.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from tests.support.articles import SEEDS, text_hash
from tests.support.gold import DATA, load_gold
from tui.domain.anchoring.anchor import Anchor
from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import describe
from tui.domain.text.spans import TextSpan

SURVIVES = 0.8
"""The share of a passage's letters and digits from which on it is still there."""
GONE = 0.3
"""The share under which there is nothing left to find."""
TOUCHED_OVERLAP = 0.6
PARTLY_OVERLAP = 0.3
"""Of a passage that was changed itself: shared code points by all of either, from which on it is right."""


class Draft:
    """A text under edit, each of whose code points remembers where it stood."""

    def __init__(self, text: str) -> None:
        self.chars = list(text)
        self.origins: list[int | None] = list(range(len(text)))
        self.places: list[int | None] = list(range(len(text)))
        """The same, and for a word in the place of another, where that stood."""
        self.restyled: set[int] = set()
        """What is still there although it is written in another way."""

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.chars)

    def at(self, origin: int) -> int:
        """Where the code point stands now that stood at ``origin``, or the next one that is left."""
        while origin not in self.origins:
            origin += 1
        return self.origins.index(origin)

    def insert(self, at: int, words: str, place: int | None = None) -> None:
        """Put words that were not there before at a place of the text as it is."""
        self.chars[at:at] = list(words)
        self.origins[at:at] = [None] * len(words)
        self.places[at:at] = [place] * len(words)

    def delete(self, start: int, end: int) -> None:
        """Take a stretch out of the text as it is."""
        for each in (self.chars, self.origins, self.places):
            del each[start:end]

    def replace(self, start: int, end: int, words: str) -> None:
        """Put other words in the place of a stretch."""
        place = self.places[start]
        self.delete(start, end)
        self.insert(start, words, place)

    def move(self, start: int, end: int, to: int) -> None:
        """Move a stretch to a place outside it."""
        if to >= end:
            to -= end - start
        for each in (self.chars, self.origins, self.places):
            moved = each[start:end]
            del each[start:end]
            each[to:to] = moved  # type: ignore[assignment]

    def restyle(self, pattern: str, style: str) -> None:
        """Set signs in another style: they are still the same ones."""
        for match in reversed(list(re.finditer(pattern, self.text))):
            known = self.origins[match.start() : match.end()]
            words = match.expand(style)
            self.restyled.update(origin for origin in known if origin is not None)
            self.replace(match.start(), match.end(), words)
            spread = [known[min(i, len(known) - 1)] for i in range(len(words))]
            self.origins[match.start() : match.start() + len(words)] = spread
            self.places[match.start() : match.start() + len(words)] = spread


@dataclass(frozen=True)
class Edit:
    """One edit, and the passage that is looked for after it.

    Attributes:
        kind: what was done.
        old, new: the text before and after.
        span: the passage in ``old``.
        truth: from the first to the last of what is left of it in ``new``, if anything is.
        share: how much of its letters and digits is left, from 0 to 1.
        touched: whether something was changed within it.
    """

    kind: str
    old: str
    new: str
    span: TextSpan
    truth: TextSpan | None
    share: float
    touched: bool

    def verdict(self, found: Anchor) -> str:
        """``right``, ``confirm`` (right, but shown as doubtful), ``orphan`` or ``wrong``."""
        if found.span is None:
            return "orphan"
        if self.truth is None or self.share < GONE:
            return "wrong"
        shared = min(self.truth.end, found.span.end) - max(self.truth.start, found.span.start)
        either = max(self.truth.end, found.span.end) - min(self.truth.start, found.span.start)
        least = TOUCHED_OVERLAP if self.share >= SURVIVES else PARTLY_OVERLAP
        right = shared / either >= least if self.touched else found.span == self.truth
        return ("right" if found.sure else "confirm") if right else "wrong"


def made(kind: str, old: str, span: TextSpan, draft: Draft) -> Edit:
    """The edit that ``draft`` is of ``old``."""
    inside = [
        i
        for i, place in enumerate(draft.places)
        if place is not None and span.contains(place) and not draft.chars[i].isspace()
    ]
    left = {origin for i in inside if (origin := draft.origins[i]) is not None}
    left |= {origin for origin in draft.restyled if span.contains(origin)} if left else set()
    letters = [i for i in range(*span) if old[i].isalnum()]
    truth = TextSpan(inside[0], inside[-1] + 1) if inside else None
    foreign = truth is not None and any(
        draft.origins[i] is None and draft.chars[i].isalnum() for i in range(*truth)
    )
    share = sum(i in left for i in letters) / max(1, len(letters))
    return Edit(kind, old, draft.text, span, truth, share, share < 1 or foreign)


FAREWELL = "Nobody who was there has spoken of it since."

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?]+[\"”’']*|(?=\n)|\Z)")


@cache
def articles() -> tuple[str, ...]:
    """The bare texts that are edited."""
    names = sorted(path.name.removesuffix(".gold.xml") for path in DATA.glob("*.gold.xml"))
    texts = [load_gold(name).text for name in names]
    texts += [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.[mt][dx]*"))]
    return tuple(texts)


def sentences(text: str) -> list[TextSpan]:
    """The sentences of a text that have more than a few words, roughly."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        if len(words.split()) > 5:
            found.append(TextSpan(start, match.end()))
    return found


def paragraphs(text: str) -> list[TextSpan]:
    """The paragraphs of a text, without the line ends."""
    return [TextSpan(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def passage_in(text: str, sentence: TextSpan, chance: random.Random) -> TextSpan:
    """A sentence, some words of it, or one word: what people mark."""
    if chance.random() < 0.4:
        return sentence
    words = list(re.finditer(r"\w+", text[sentence.start : sentence.end]))
    length = chance.choice((1, 2, 3, 5, 8))
    long = [i for i, word in enumerate(words) if len(word.group()) > 3 and i + length <= len(words)]
    first = chance.choice(long or [0])
    last = words[min(first + length, len(words)) - 1]
    return TextSpan(sentence.start + words[first].start(), sentence.start + last.end())


def other_sentence(text: str, chance: random.Random) -> str:
    """A sentence of another article."""
    other = chance.choice([each for each in articles() if each != text])
    found = [each.of(other) for each in sentences(other) if each.of(other) not in text]
    return chance.choice(found or [FAREWELL])


Editor = Callable[[Draft, str, TextSpan, TextSpan, random.Random], None]
"""Edits a draft of the text, in which there are a sentence and a passage of it."""


def insertion(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """New sentences before and after that of the passage, and elsewhere."""
    draft.insert(draft.at(sentence.end - 1) + 1, " " + other_sentence(text, chance))
    if chance.random() < 0.7:
        draft.insert(draft.at(sentence.start), other_sentence(text, chance) + " ")
    for _ in range(3):
        place = chance.choice(sentences(text))
        draft.insert(draft.at(place.start), other_sentence(text, chance) + " ")


def deletion(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Sentences elsewhere are gone: those next to that of the passage too."""
    known = sentences(text)
    here = known.index(sentence)
    beside = {i for i in (here - 1, here + 1) if 0 <= i < len(known)}
    for i in sorted(beside | set(chance.sample(range(len(known)), min(4, len(known)))), reverse=True):
        if i != here:
            start = draft.at(known[i].start)
            draft.delete(start, draft.at(known[i].end - 1) + 1)


def reordering(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Paragraphs change places, that of the passage first."""
    known = paragraphs(text)
    home = next(each for each in known if each.contains(sentence.start))
    for place in [home, *chance.sample(known, min(4, len(known)))]:
        to = chance.choice([each for each in known if each != place])
        draft.move(draft.at(place.start), draft.at(place.end - 1) + 1, draft.at(to.start))
        draft.insert(draft.at(to.start), "\n\n")


def moved_sentence(
    draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random
) -> None:
    """The sentence of the passage moves into another paragraph."""
    known = [each for each in sentences(text) if abs(each.start - sentence.start) > 400]
    to = chance.choice(known or [sentences(text)[0]])
    if to != sentence:
        draft.move(draft.at(sentence.start), draft.at(sentence.end - 1) + 1, draft.at(to.start))
        draft.insert(draft.at(to.start), " ")


def typography(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Quotation marks, dashes, spaces, soft hyphens, ligatures all over the text."""
    for pattern, style in (
        (r'(?<!\S)"', "“"), (r'"', "”"), (r"'", "’"), (r" [-–] ", " — "), ("fi", "ﬁ"), ("fl", "ﬂ"),
        (r"(\w{4})(\w{4})", "\\1\u00ad\\2"), (r" (?=\d)", "\u00a0"), (r"\. ", ".  "), (r"\.\.\.", "…"),
    ):  # fmt: skip
        if chance.random() < 0.7:
            draft.restyle(pattern, style)
    if chance.random() < 0.3:
        draft.restyle(r"(?<=\w) (?=[a-m])", "\n")


def near_copy(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """A sentence that is almost that of the passage comes in next to it, before or after."""
    words = sentence.of(text).split(" ")
    inner = chance.randrange(1, max(2, len(words) - 1))
    words[inner] = chance.choice(("never", "Wednesday", "perhaps", "eleven"))
    copy = " ".join(words)
    if chance.random() < 0.5:
        draft.insert(draft.at(sentence.end - 1) + 1, " " + copy)
    else:
        draft.insert(draft.at(sentence.start), copy + " ")


def with_near_copy(text: str, sentence: TextSpan, chance: random.Random) -> tuple[str, TextSpan]:
    """A text in which a sentence that is almost the same stands elsewhere, and where the first one is."""
    words = sentence.of(text).split(" ")
    for inner in chance.sample(range(len(words)), max(1, len(words) // 8)):
        others = ("never", "Wednesday", "perhaps", "eleven", "the", "harbour")
        words[inner] = chance.choice([each for each in others if each != words[inner]])
    to = chance.choice([each for each in sentences(text) if each != sentence]).start
    copy = " ".join(words) + " "
    shift = len(copy) if to <= sentence.start else 0
    return text[:to] + copy + text[to:], TextSpan(sentence.start + shift, sentence.end + shift)


def light_rewriting(
    draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random
) -> None:
    """One word in nine of the sentence is another."""
    _rewrite(draft, text, sentence, chance, 9)


def heavy_rewriting(
    draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random
) -> None:
    """One word in two of the sentence is another."""
    _rewrite(draft, text, sentence, chance, 2)


def _rewrite(draft: Draft, text: str, sentence: TextSpan, chance: random.Random, share: int) -> None:
    words = list(re.finditer(r"\w+", sentence.of(text)))
    new = re.findall(r"\w+", other_sentence(text, chance))
    for word in chance.sample(words, max(1, len(words) // share)):
        start = draft.at(sentence.start + word.start())
        draft.replace(start, start + len(word.group()), chance.choice(new))


def widening(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Words come in in the middle of the sentence."""
    gaps = [match.end() for match in re.finditer(r"\s", sentence.of(text))]
    at = draft.at(sentence.start + chance.choice(gaps))
    draft.insert(at, chance.choice(("so it was said ", "as far as one knows ", "of all things ", "rather ")))


def removal(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """The sentence of the passage is gone."""
    start = draft.at(sentence.start)
    draft.delete(start, draft.at(sentence.end - 1) + 1)


def replacement(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Another sentence stands in the place of that of the passage."""
    start = draft.at(sentence.start)
    draft.replace(start, draft.at(sentence.end - 1) + 1, other_sentence(text, chance))


def mixture(draft: Draft, text: str, sentence: TextSpan, span: TextSpan, chance: random.Random) -> None:
    """Several of these at once."""
    reordering(draft, text, sentence, span, chance)
    place = chance.choice([each for each in sentences(text) if each != sentence])
    _rewrite(draft, text, place, chance, 3)
    insertion(draft, text, sentence, span, chance)
    if chance.random() < 0.5:
        typography(draft, text, sentence, span, chance)


NEAR_COPY_STAYS = "near copy stays"
EDITORS: dict[str, Editor] = {
    "insertions": insertion,
    "deletions": deletion,
    "paragraphs reordered": reordering,
    "sentence moved": moved_sentence,
    "typography": typography,
    "near copy added": near_copy,
    NEAR_COPY_STAYS: removal,
    "lightly rewritten": light_rewriting,
    "heavily rewritten": heavy_rewriting,
    "words put in": widening,
    "passage deleted": removal,
    "passage replaced": replacement,
    "all at once": mixture,
}


NUMBER = 30
"""Edits of each kind."""


def edits(seed: int = 5, number: int = NUMBER) -> Iterator[Edit]:
    """``number`` edits of each kind, the same ones for the same seed."""
    for kind, editor in EDITORS.items():
        chance = random.Random(f"{kind} {seed}")
        for _ in range(number):
            text = chance.choice(articles())
            sentence = chance.choice(sentences(text))
            if kind == NEAR_COPY_STAYS:
                text, sentence = with_near_copy(text, sentence, chance)
            span = passage_in(text, sentence, chance)
            draft = Draft(text)
            editor(draft, text, sentence, span, chance)
            yield made(kind, text, span, draft)


_NAME = re.compile(r"\b(?:[A-Z][a-z]{3,}|\d[\d,]+\d)\b")


def swaps(texts: Sequence[str], seed: int = 5, number: int = NUMBER) -> Iterator[Edit]:
    """``number`` edits in which two names or numbers of a text change places, all over it.

    What is looked for is one of them, alone or with the words next to it.
    """
    chance = random.Random(f"swaps {seed}")
    for _ in range(number):
        text = chance.choice(texts)
        one, other = chance.sample(sorted(set(_NAME.findall(text))), 2)
        places = list(re.finditer(rf"\b(?:{one}|{other})\b", text))
        draft = Draft(text)
        for place in reversed(places):
            draft.replace(*place.span(), other if place.group() == one else one)
        start, end = chance.choice(places).span()
        words = list(re.finditer(r"\w+", text))
        if chance.random() < 0.4:
            start = max(word.start() for word in words if word.start() < start or word is words[0])
        if chance.random() < 0.4:
            end = min(word.end() for word in words if word.end() > end or word is words[-1])
        yield made("names swapped", text, TextSpan(start, max(start + 1, end)), draft)


def anchored(edit: Edit, *, with_snapshot: bool = True) -> Anchor:
    """What anchoring makes of the passage."""
    old_hash = text_hash(edit.old)
    target = describe(edit.old, edit.span, old_hash)
    snapshots = {old_hash: edit.old} if with_snapshot else {}
    return Anchorer(edit.new, text_hash(edit.new), snapshots.get).anchor(target)


@dataclass
class Score:
    """How many passages of one kind of edit ended how."""

    survived: Counter[str]
    others: Counter[str]

    @property
    def wrong(self) -> int:
        """Passages found where they are not."""
        return self.survived["wrong"] + self.others["wrong"]

    @property
    def found(self) -> int:
        """Passages that survived and were found."""
        return self.survived["right"] + self.survived["confirm"]


def scores(*, with_snapshot: bool, seed: int = 5, number: int = NUMBER) -> dict[str, Score]:
    """The score of each kind of edit."""
    kinds: defaultdict[str, Score] = defaultdict(lambda: Score(Counter(), Counter()))
    for edit in edits(seed, number):
        verdict = edit.verdict(anchored(edit, with_snapshot=with_snapshot))
        score = kinds[edit.kind]
        (score.survived if edit.share >= SURVIVES else score.others)[verdict] += 1
    return dict(kinds)


def table(kinds: dict[str, Score]) -> str:
    """What ``scores`` gave, for a person to read."""
    lines = [f"{'':22}  passage survives                 |  passage (partly) gone"]
    lines += [f"{'':22}  right  confirm  orphan  wrong    |  confirm  orphan  wrong"]
    total = Score(Counter(), Counter())
    for score in kinds.values():
        total.survived += score.survived
        total.others += score.others
    for kind, score in [*kinds.items(), ("all", total)]:
        one, two = score.survived, score.others
        lines.append(
            f"{kind:22}  {one['right']:5}  {one['confirm']:7}  {one['orphan']:6}  {one['wrong']:5}    |"
            f"  {two['confirm'] + two['right']:7}  {two['orphan']:6}  {two['wrong']:5}"
        )
    number = sum(total.survived.values())
    lines.append(f"found of those that survive: {total.found} of {number}, {total.found / number:.1%}")
    return "\n".join(lines)


def main() -> None:
    """Print the scores."""
    seed, number = int([*sys.argv, "5"][1]), int([*sys.argv, "5", str(NUMBER)][2])
    for with_snapshot in (True, False):
        started = perf_counter()
        kinds = scores(with_snapshot=with_snapshot, seed=seed, number=number)
        head = "with the text it was made on" if with_snapshot else "without it"
        sys.stdout.write(f"{head} ({perf_counter() - started:.1f} s)\n{table(kinds)}\n\n")


if __name__ == "__main__":
    main()
