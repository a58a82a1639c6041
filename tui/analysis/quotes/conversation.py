"""Conversation: the persons of a text, who spoke before, and what that says of whose turn it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.analysis.entities.genders import Gender, of_first_name
from tui.analysis.entities.normalization import folded_words
from tui.analysis.quotes.chunker import Chunk
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import AUXILIARIES, PREPOSITIONS
from tui.domain.text.spans import TextSpan

NOBODY = -1
"""Stands for a person who is not named."""
_TURNS = 6
"""How many are looked back."""
_SILENT = 9
"""Stands for the turn of a person who had none of these."""


class Said(NamedTuple):
    """A quotation whose speaker's wording is known.

    Attributes:
        span: the quotation with its marks.
        paragraph: its number.
        chunk: the wording of its speaker, or None where there is none.
        certainty: how likely that wording is the right one, from 0 to 1.
    """

    span: TextSpan
    paragraph: int
    chunk: Chunk | None
    certainty: float


class _Turn(NamedTuple):
    entity: int
    said: Said


class Conversation:
    """The turns of a text up to a place in it."""

    def __init__(self, article: MaskedArticle, bare: float) -> None:
        """Begin a text, of whose quotations the share ``bare`` has no wording next to it."""
        self._article = article
        self._starts = [block.start for block in article.blocks]
        self._bare = round(4 * bare)
        self._turns: list[_Turn] = []

    def add(self, entity: int, said: Said) -> None:
        """Count a turn of a person, or of ``NOBODY`` who is named."""
        self._turns.append(_Turn(entity, said))
        del self._turns[:-_TURNS]

    @property
    def last(self) -> TextSpan | None:
        """Return what was said last, if anything was."""
        return self._turns[-1].said.span if self._turns else None

    @property
    def speakers(self) -> Sequence[int]:
        """Return whose the last three turns were."""
        return [turn.entity for turn in self._turns[-3:]]

    def before(self, block: int, said: Said | None) -> dict[int, list[str]]:
        """Return by person what the last turns were, for a wording in ``block``."""
        found: dict[int, list[str]] = {}
        seen = 0
        alone = "" if said is None else "alone" if self._is_alone(said) else "with"
        opens = said is not None and said.span.start == self._article.blocks[said.paragraph].start
        for turn in reversed(self._turns):
            if turn.entity in found and turn.entity != NOBODY:
                continue
            apart = min(3, block - turn.said.paragraph)
            found.setdefault(turn.entity, []).append(
                f"spoke {seen} {apart} {alone} {'opens' if opens else ''}"
            )
            seen += 1
            if seen == 3:
                break
        return found

    def turn(self, said: Said, worded: int | None, entity: int) -> Iterator[str]:
        """Yield what speaks for a person as the one whose turn it is.

        Args:
            said: the quotation.
            worded: whom the wording means that may be its speaker's, though it stands elsewhere; or None.
            entity: the person, or ``NOBODY``.
        """
        turns = (at for at, turn in enumerate(reversed(self._turns)) if turn.entity == entity)
        at = next(turns, _SILENT)
        yield f"turn {at} {min(4, (said.span.end - said.span.start) // 50)}"
        if self._turns:
            before = self._turns[-1].said
            gap = min(3, said.paragraph - before.paragraph)
            words = self._article.masked[before.span.end : said.span.start].split()
            ending = before.span.of(self._article.text)[-3:]
            for what in (
                f"open {ending[-1:].isalnum() or ending[-1:] in '.,!?'}",
                f"style {self._bare}",
                f"asked {'?' in ending}",
                f"whole {self._is_alone(before)}",
                f"between {min(3, len(words) // 8)}",
            ):
                yield f"turn {at} {what} {gap}"
        if worded is None or said.chunk is None:
            return
        if entity != worded:
            yield f"not worded {at}"
            return
        sure = int(said.certainty * 5)
        where = "after" if said.chunk.span.start > said.span.start else "before"
        yield f"worded {said.chunk.kind.name} {sure}"
        yield f"worded {where} {self._apart(said, said.chunk)} {self._is_alone(said)}"
        yield f"worded {at}"
        yield f"worded style {self._bare} {sure} {where}"

    def _apart(self, said: Said, chunk: Chunk) -> int:
        """Return how many paragraphs a wording stands from a quotation, up to three."""
        return min(3, abs(said.paragraph + 1 - bisect_right(self._starts, chunk.span.start)))

    def _is_alone(self, said: Said) -> bool:
        """Return whether a quotation fills its paragraph."""
        block = self._article.blocks[said.paragraph]
        return said.span.end - said.span.start >= block.end - block.start - 2


_OBJECT_ENDS = re.compile(
    r"[.,;:!?)\n\"\u201d\u2014]|\Z| (?:to|in|on|at|for|with|and|but|that|as|when|if|by|from|about|of|a|an|the"
    r"|why|how|what|it|not|again|up|out|off|down|back|away|[^\w ])"
)
"""What follows "her" where that is no "her hat"."""
_ASIDE = re.compile(
    r"[,;:()\u2014]|\A['\u2019]|\b(?:and|but|that|who|whom|when|as|while|because|if|or|which|where|than)\b"
)
"""What parts the subject of a clause from the object of another one."""
_CLAUSE = 5
"""Words between the subject of a clause and its object."""


def is_object(masked: str, word: str, end: int) -> bool:
    """Return whether a pronoun, ``word``, that ends at ``end`` is the object of a verb or a preposition."""
    return word == "him" or (word == "her" and _OBJECT_ENDS.match(masked, end) is not None)


def is_subject(between: str) -> bool:
    """Return whether a name is the subject of the verb whose object follows, by what stands between them."""
    words = between.split()
    return 0 < len(words) <= _CLAUSE and words[-1].lower() not in PREPOSITIONS and not _ASIDE.search(between)


_TITLED, _FIRST, _LONE, _MEANT, _MOST = 3.0, 1.5, 1.0, 0.7, 2.5
"""Evidence of gender: a title, a first name, a name that stands alone, each pronoun, and all pronouns."""
_CONTRADICTED = 0.6
"""Product of the evidence of first name and pronouns from which the pronouns alone count."""


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
        return self.title + self.by_name + max(-_MOST, min(_MOST, self.pronouns))

    @property
    def by_name(self) -> float:
        """Return the evidence of the first name: none where the text's pronouns say otherwise."""
        return self.first if self.first * self.pronouns > -_CONTRADICTED else 0.0

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
