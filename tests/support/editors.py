"""What people do to articles, done by chance: each editor edits a draft around a passage of it.

The articles are those of ``seeds`` and of ``tests/data``.
"""

import random
import re
from collections.abc import Callable
from functools import cache

from tests.conftest import SEEDS
from tests.support.edited_text import Draft
from tests.support.gold import DATA, load_gold
from tui.domain.text.spans import TextSpan

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
    """Sentences elsewhere are gone: those beside that of the passage too."""
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
    """A sentence that is almost that of the passage comes in beside it, before or after."""
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
