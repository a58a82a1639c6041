"""Persons: what a text says of each up to a place in it, as far as it tells who is meant."""

from dataclasses import dataclass

from tui.analysis.entities.genders import Gender, of_first_name
from tui.analysis.entities.normalization import folded_words
from tui.analysis.quotes.lexicon import AUXILIARIES, PREPOSITIONS
from tui.domain.text.spans import TextSpan

_TITLED, _FIRST, _LONE, _MEANT, _MOST = 3.0, 1.5, 1.0, 0.7, 2.5
"""Evidence of gender: a title, a first name, a name that stands alone, each pronoun, and all pronouns."""


@dataclass(slots=True)
class Person:
    """What is known of a person up to a place in the text.

    Attributes:
        title, first, pronouns: evidence of gender, above 0 for "he".
        pronoun: the last pronoun that surely meant the person, 1 for "he" and -1 for "she".
        words: of the name, up to two.
        count: how often the person was met.
        role, sentence, block, offset: of the last time.
        named: where the person was named last.
    """

    title: float = 0.0
    pronouns: float = 0.0
    pronoun: int = 0
    first: float = 0.0
    words: int = 1
    count: float = 0.0
    role: str = ""
    sentence: int = 0
    block: int = 0
    offset: int = 0
    named: TextSpan = TextSpan(0, 0)  # noqa: RUF009

    @property
    def gender(self) -> float:
        """Return the evidence so far, above 0 for "he"."""
        return self.title + self.first + max(-_MOST, min(_MOST, self.pronouns))

    def called(self, title: Gender) -> None:
        """Count a title before the name."""
        self.title = _TITLED if title is Gender.HE else -_TITLED

    def meant(self, sign: int, chance: float) -> None:
        """Count a pronoun that means the person with a certainty of ``chance``; ``sign`` is 1 for "he"."""
        self.pronouns += _MEANT * chance * sign

    @classmethod
    def named_as(cls, name: str) -> "Person":
        """Return what a name alone says of a person."""
        words = folded_words(name)
        first = of_first_name(words[0]) if words else None
        weight = _FIRST if len(words) > 1 else _LONE
        evidence = 0.0 if first is None else weight if first is Gender.HE else -weight
        return cls(first=evidence, words=min(2, len(words)))


def role(masked: str, span: TextSpan, begin: int) -> str:
    """Return the place of a name in its sentence, which begins at ``begin``: what stands before and after."""
    words = masked[max(begin, span.start - 24) : span.start].split()
    while words and (words[-1].istitle() or words[-1].rstrip(".").lower() in ("mr", "mrs", "ms", "dr")):
        words.pop()
    last = words[-1].lower() if words else ""
    before = (
        "^" if not last else "p" if last in PREPOSITIONS or last[-1] == "(" else "," if last[-1] == ","
        else "&" if last in ("and", "or") else "c" if last in ("that", "but", "as", "when", "while", "if")
        else '"' if last[-1] in "\"\u201d" else "x"
    )  # fmt: skip
    rest = masked[span.end : span.end + 16]
    word = rest.split()[0].lower() if rest.strip() else ""
    after = (
        "'" if rest[:2] in ("'s", "\u2019s", "s\u2019", "s'") else "." if not word or rest[:1] in ".!?;:"
        else "," if rest[:1] == "," else "v" if word in AUXILIARIES or word.endswith("ed") else "&"
        if word in ("and", "or") else "p" if word in PREPOSITIONS else "s" if word.endswith("s") else "x"
    )  # fmt: skip
    return before + after
