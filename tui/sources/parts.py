"""Part: a stretch of a page that becomes one block of an article."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element

from tui.domain.article import BlockKind, InlineStyle
from tui.sources.builder import ArticleBuilder, link_target
from tui.sources.tables import plain_cell, write_table

PICTURE, FILM = "▣", "►"
"""The signs of what a terminal does not show."""
_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, in small letters: what two renderings of it share."""
    return _LETTERS.sub("", text).lower()


class Piece(NamedTuple):
    """A step in writing a part: a text, a line break, or the begin or end of a style."""

    text: str = ""
    style: InlineStyle | None = None
    href: str = ""
    ends: bool = False
    breaks: bool = False


@dataclass(slots=True, eq=False)
class Part:
    """A stretch of a page that is shown as one block.

    Attributes:
        kind: what it is.
        element: the element that it is the text of.
        level, marker: as of ``Block``.
        key: its letters, as ``letters`` returns them.
        linked: how many of them are in links.
        pieces: what is written, for a part of running text.
        code: the lines, for code.
        rows: the cells, for a table.
        surrounds: whether it is in an element that by its name is not of the article, or is hidden.
        extra: whether it is a caption, or the sign of a picture or film.
    """

    kind: BlockKind
    element: _Element
    level: int = 0
    marker: str = ""
    key: str = ""
    linked: int = 0
    pieces: list[Piece] = field(default_factory=list)
    code: str = ""
    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False
    surrounds: bool = False
    extra: bool = False

    @property
    def text(self) -> str:
        """The words of running text."""
        return " ".join("".join(" " if piece.breaks else piece.text for piece in self.pieces).split())

    def write(self, builder: ArticleBuilder, base: str, kind: BlockKind | None = None) -> None:
        """Add the part to an article, as what it is or as a block of another kind.

        Args:
            builder: takes it.
            base: the address that links are relative to, or empty.
            kind: the other kind, or None.
        """
        if self.rows:
            write_table(
                builder, [[plain_cell(each) for each in row] for row in self.rows], has_head=self.has_head
            )
        elif self.kind is BlockKind.RULE:
            builder.rule()
        elif self.kind is BlockKind.CODE:
            with builder.block(BlockKind.CODE):
                builder.write_verbatim(self.code)
        else:
            with builder.block(kind or self.kind, self.level if kind is None else 0, self.marker):
                self._write_pieces(builder, base)

    def _write_pieces(self, builder: ArticleBuilder, base: str) -> None:
        with ExitStack() as whole:
            opened: list[ExitStack] = []
            for piece in self.pieces:
                if piece.breaks:
                    builder.line_break()
                elif piece.ends:
                    opened.pop().close()
                elif piece.style is not None:
                    opened.append(whole.enter_context(ExitStack()))
                    href = link_target(base, piece.href) if piece.href else ""
                    if href or piece.style is not InlineStyle.LINK:
                        opened[-1].enter_context(builder.style(piece.style, href))
                else:
                    builder.write(piece.text)
