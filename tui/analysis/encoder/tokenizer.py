"""How text goes into the network: its words, their shapes and openings, and their word pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in three lists of one length.

    Attributes:
        forms: as they are written.
        tokens: their numbers in the ``Doc``.
        opens_line: whether they are the first of a line.
    """

    forms: list[str]
    tokens: list[int]
    opens_line: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Return the tokens of ``doc`` that are not white space."""
        forms: list[str] = []
        tokens: list[int] = []
        opens_line: list[bool] = []
        after_feed = True
        for token in doc:
            form = token.text
            if form.isspace():
                after_feed = after_feed or "\n" in form
                continue
            forms.append(form)
            tokens.append(token.i)
            opens_line.append(after_feed)
            after_feed = False
        return cls(forms, tokens, opens_line)


SHAPES = ("none", "digits", "capitals", "capital", "title", "mixed", "lower")
"""The shapes of a word: no letter or digit, digits, several capitals, one capital alone, a capital
first, capitals elsewhere, small letters. The order is the network's."""

OPENINGS = ("inside", "sentence", "line")
"""Whether a word opens neither a sentence nor a line, a sentence, or a line."""

_NUMBER = {name: number for number, name in enumerate(SHAPES)}
_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*")
_OPENING_MARKS = frozenset("\"'“‘([``«„")


def shape(word: str) -> int:
    """Return the number in ``SHAPES`` of the shape of ``word``."""
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return _NUMBER["digits" if any(c.isdigit() for c in word) else "none"]
    capitals = sum(character.isupper() or character.istitle() for character in letters)
    if not capitals:
        return _NUMBER["lower"]
    if capitals == len(letters):
        return _NUMBER["capital" if len(letters) == 1 else "capitals"]
    if capitals == 1 and letters[0].isupper():
        return _NUMBER["title"]
    return _NUMBER["mixed"]


def openings(words: Sequence[str], opens_line: Sequence[bool]) -> list[int]:
    """Return the number in ``OPENINGS`` of each of ``words``.

    A word opens a sentence where the one before ends one, or where only opening marks stand between.
    """
    found = []
    after_end = False
    for word, is_first in zip(words, opens_line, strict=True):
        if is_first:
            found.append(2)
            after_end = word in _OPENING_MARKS
            continue
        found.append(1 if after_end else 0)
        if _ENDS.fullmatch(word):
            after_end = True
        elif not (after_end and (word in _OPENING_MARKS or not word.strip("\"'”’)]"))):
            after_end = False
    return found


MOST_PIECES = 16
"""Pieces of a word that are used; what has more is an address or rubbish."""

_FIRST, _LAST, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class Row(NamedTuple):
    """A window as the network takes it: a number in each list for each of its pieces.

    Attributes:
        pieces: the first and the last are marks of where the window begins and ends.
        shapes, openings: those of the word that the piece is of.
        firsts: where in these lists the first piece of each word is.
    """

    pieces: list[int]
    shapes: list[int]
    openings: list[int]
    firsts: list[int]


_KNOWN_WORDS = 20_000
"""Words whose pieces are remembered; when there are more, all are forgotten."""


class WordPieces:
    """A vocabulary of word pieces."""

    def __init__(self, description: str) -> None:
        """Take a vocabulary as the tokenizers library describes it, in JSON.

        Raises:
            Exception: the description is none; the library has no kind of its own for that.
        """
        self._tokenizer = Tokenizer.from_str(description)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        first, last, unknown = map(self._tokenizer.token_to_id, (_FIRST, _LAST, _UNKNOWN))
        if first is None or last is None or unknown is None:
            raise ValueError(f"a vocabulary without {_FIRST}, {_LAST} and {_UNKNOWN}")
        self._first, self._last, self._unknown = first, last, unknown
        self._known: dict[str, list[int]] = {}

    @property
    def description(self) -> str:
        """Return the JSON that the vocabulary can be made from again."""
        return self._tokenizer.to_str()

    def of(self, words: Sequence[str]) -> list[list[int]]:
        """Return the pieces of each word: at least one, at most ``MOST_PIECES``."""
        known = self._known
        if len(known) > _KNOWN_WORDS:
            known.clear()
        new = [word for word in dict.fromkeys(words) if word not in known]
        found = self._tokenizer.encode_batch_fast(
            [[word] for word in new], is_pretokenized=True, add_special_tokens=False
        )
        for word, encoding in zip(new, found, strict=True):
            known[word] = encoding.ids[:MOST_PIECES] or [self._unknown]
        return [known[word] for word in words]

    def row(self, pieces: Sequence[Sequence[int]], shapes: Sequence[int], openings: Sequence[int]) -> Row:
        """Return a window of words, each with its pieces, its shape and what it opens."""
        row = Row([self._first], [0], [0], [])
        for ids, shape, opening in zip(pieces, shapes, openings, strict=True):
            row.firsts.append(len(row.pieces))
            row.pieces.extend(ids)
            row.shapes.extend([shape] * len(ids))
            row.openings.extend([opening] * len(ids))
        row.pieces.append(self._last)
        row.shapes.append(0)
        row.openings.append(0)
        return row


def windows(sizes: Sequence[int], openings: Sequence[int], most: int) -> Iterable[tuple[int, int]]:
    """Divide words into windows that the network sees one at a time.

    A window ends where a line does if the next line does not fit; a line that fits in none is cut
    before a sentence, or anywhere.

    Args:
        sizes: word pieces of each word, each at most ``MOST_PIECES``.
        openings: what each word opens, a number in ``OPENINGS``.
        most: pieces in a window; at least ``MOST_PIECES``.

    Yields:
        The first word of a window and the one after its last: in order, without gaps.
    """
    start = filled = 0
    line = sentence = 0  # where the latest line or sentence inside the window begins
    for number, size in enumerate(sizes):
        if openings[number] == 2:
            line = number
        elif openings[number] == 1:
            sentence = number
        while filled + size > most:
            cut = line if line > start else sentence if sentence > start else number
            yield start, cut
            start = cut
            filled = sum(sizes[cut:number])
        filled += size
    if start < len(sizes):
        yield start, len(sizes)
