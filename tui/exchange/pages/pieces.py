"""What a page that was written before is made of: pieces by Postil, and all else."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class Piece(NamedTuple):
    """A part of a page: the parts, each with what is below it, make up the page.

    Attributes:
        text: all of it.
        name: what it is of, such as the id of an annotation; empty for what Postil did not write.
        is_edited: whether a person changed it since it was written.
        digest: of what Postil wrote, as it stands in the page.
        more: what a person added below, and that belongs to it.
        article: the id of the article that it is in, where the page may be of several.
        is_head: whether it is the head of an article, which is written once and then a person's own.
        indent: what stands before its first line, or before those of what is below a head: blanks, or the
            stars of a heading.
        unit: what stands before the lines of a page for each level.
    """

    text: str
    name: str = ""
    is_edited: bool = False
    digest: str = ""
    more: str = ""
    article: str = ""
    is_head: bool = False
    indent: str = ""
    unit: str = ""


class PageForm(Protocol):
    """A format whose pages are brought up to date."""

    @property
    def between(self) -> str:
        """Return what stands before a piece that is new."""

    def pieces(self, page: str) -> Sequence[Piece]:
        """Return the pieces of a page, in their order."""

    def placed(self, fresh: Piece, near: Piece, /) -> str:
        """Return the text of a new piece as it stands in the place of another one, or after it."""

    def is_held(self, name: str, text: str) -> bool:
        """Return whether a text, which a person made of what Postil wrote, has the passage with a name."""


DIGITS = 8
"""Characters of a digest."""


def digest_of(lines: Iterable[str]) -> str:
    """Return a digest of lines."""
    text = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]
