"""Marks: places in an article that a reader named with a letter, to come back to."""

from dataclasses import dataclass
from string import ascii_lowercase

from tui.domain import motions
from tui.domain.annotation import Target, describe
from tui.domain.article import Article
from tui.domain.span import TextSpan

LETTERS = ascii_lowercase
"""The letters that there are."""
_LONGEST = 200
"""Code points of the wording by which a mark is found again in a changed text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with a letter.

    Attributes:
        letter: one of ``LETTERS``; an article has one mark of each at most.
        target: the wording that stood there; the mark is where it begins.
    """

    letter: str
    target: Target


def mark_at(article: Article, letter: str, offset: int) -> Mark:
    """The mark with that letter on ``offset``, which is within the text: on the rest of its sentence.

    Raises:
        ValueError: there is no text there.
    """
    sentence = motions.sentence_at(article, offset)
    end = max(offset + 1, min(sentence.end if sentence else 0, offset + _LONGEST))
    return Mark(letter, describe(article.text, TextSpan(offset, end), article.text_hash))
