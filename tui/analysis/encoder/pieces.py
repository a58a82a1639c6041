"""The word pieces that the network reads (WordPiece: Schuster and Nakajima 2012), in small letters."""

from collections.abc import Sequence
from typing import NamedTuple

from tokenizers import Tokenizer

MOST_PIECES = 16
"""Pieces of a word that are looked at; what has more is an address or rubbish."""

_FIRST, _LAST, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class Row(NamedTuple):
    """A window as the network takes it: a number in each list for each of its pieces.

    Attributes:
        pieces: the first and the last are marks of where the window begins and ends.
        shapes, openings: those of the word that the piece is of; see ``features``.
        firsts: where in these lists the first piece of each word is.
    """

    pieces: list[int]
    shapes: list[int]
    openings: list[int]
    firsts: list[int]


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

    @property
    def description(self) -> str:
        """What the vocabulary can be made from again."""
        return self._tokenizer.to_str()

    def of(self, words: Sequence[str]) -> list[list[int]]:
        """The pieces of each word: at least one, at most ``MOST_PIECES``."""
        found = self._tokenizer.encode_batch_fast(
            [[word] for word in words], is_pretokenized=True, add_special_tokens=False
        )
        return [one.ids[:MOST_PIECES] or [self._unknown] for one in found]

    def row(self, pieces: Sequence[Sequence[int]], shapes: Sequence[int], openings: Sequence[int]) -> Row:
        """A window of words, each with its pieces, its shape and what it opens."""
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
