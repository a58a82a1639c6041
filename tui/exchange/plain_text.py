"""An article as plain text, with brackets around what is marked.

A mark is ``[KIND: text]``, with more to say between the kind and the colon, or ``[KIND text]`` for
names. Marks stand within each other and never cross: what would is taken up again as ``continued``.
Square brackets and backslashes of the article itself have a backslash before them, and so have colons
in the head of a mark; nothing else is to be known to separate marks from text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from tui.domain.analysis import Analysis, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.article import Article, Block, BlockKind, Markup
from tui.domain.motions import block_number_at
from tui.domain.text.sanitize import displayed, one_line
from tui.domain.text.spans import Intervals

_SPECIAL = re.compile(r"[\\\[\]]")
_SPECIAL_IN_HEAD = re.compile(r"[\\\[\]:]")
_BLANK_LINES = re.compile(r"\n\s*\n")
_PASSAGE = 500
"""Code points that are shown of a passage that is no more in the text."""


class _Mark(NamedTuple):
    """A stretch of text in brackets; of those that begin at one place, the longest is the outermost.

    Attributes:
        start, minus_end: code points; the end is negative, so that marks sort by their nesting.
        rank: of marks of the same stretch, the least is the outermost.
        kind: what it is.
        detail: what the head says besides the kind, or empty.
        continued: whether it goes on after what it would have crossed.
    """

    start: int
    minus_end: int
    rank: int
    kind: str
    detail: str = ""
    continued: bool = False

    @property
    def end(self) -> int:
        """Return the code point just after the stretch."""
        return -self.minus_end

    @property
    def opening(self) -> str:
        """Return the bracket and the head."""
        if self.rank == _NAME:
            return f"[{self.kind} "
        detail = f" {self.detail}" if self.detail else ""
        return f"[{self.kind}{detail}{', continued' if self.continued else ''}: "


_NOTED, _QUOTE, _NAME = range(3)


def bracketed(
    article: Article, analysis: Analysis, notes: Sequence[AnchoredNote], marked: Collection[Markup]
) -> Iterator[str]:
    """Return the article in pieces: its title, where it is from, and its blocks, with blank lines between.

    Args:
        article: the article.
        analysis: what was found in it, or of it.
        notes: the annotations, as ``Library.anchored`` places them.
        marked: what is marked. If that is nothing, brackets in the text are left as they are.
    """
    return _Writer(article, analysis, notes, frozenset(marked)).pieces()


class _Writer:
    """Writes one article."""

    def __init__(
        self, article: Article, analysis: Analysis, notes: Sequence[AnchoredNote], marked: frozenset[Markup]
    ) -> None:
        self._article = article
        self._marked = marked
        self._notes = list(enumerate(notes, 1)) if Markup.NOTES in marked else []
        self._notes_in: dict[int, list[tuple[int, AnchoredNote]]] = {}
        """The notes, with their numbers, by the block in which their passage ends."""
        for number, note in self._notes:
            if note.anchored.span is not None:
                block = block_number_at(article.blocks, note.anchored.span.end - 1)
                self._notes_in.setdefault(block, []).append((number, note))
        self._marks = Intervals(self._all_marks(analysis))

    def pieces(self) -> Iterator[str]:
        """Yield the article piece by piece."""
        article = self._article
        has_headline = any(block.kind is BlockKind.HEADLINE for block in article.blocks[:1])
        if not has_headline:
            yield self._head("TITLE", self._escaped(one_line(article.title))) + "\n"
        about = ", ".join(filter(None, map(one_line, (article.author, article.site, article.date))))
        if about:
            about = self._head("FROM", self._escaped(about)) + "\n"
        if not has_headline:
            yield f"{about}\n"
        before: Block | None = None
        after_note = False
        for block_number, block in enumerate(article.blocks):
            in_list = before is not None and before.kind is block.kind is BlockKind.LIST_ITEM
            if before is not None and (after_note or not in_list):
                yield "\n"
            yield f"{self._block(block)}\n"
            if before is None and has_headline:
                yield about
            notes = self._notes_in.get(block_number, [])
            yield from (f"{self._note(number, note)}\n" for number, note in notes)
            before, after_note = block, bool(notes)
        lost = [(number, note) for number, note in self._notes if note.anchored.span is None]
        if lost:
            yield "\n"
        yield from (f"{self._note(number, note)}\n" for number, note in lost)

    # -- blocks ------------------------------------------------------------------------------

    def _block(self, block: Block) -> str:
        """Return a block with its marks."""
        words = self._with_marks(block)
        match block.kind:
            case BlockKind.HEADLINE:
                return self._head("TITLE", words)
            case BlockKind.HEADING:
                return self._head(f"HEADING {block.level}", words)
            case BlockKind.LIST_ITEM:
                return f"{'  ' * block.level}{self._escaped(block.marker)} {words}"
            case BlockKind.BLOCK_QUOTE:
                bar = "> " * (block.level + 1)
                return "\n".join(bar + line for line in words.split("\n"))
            case _:
                return words

    def _head(self, kind: str, words: str) -> str:
        """Return the words marked as no paragraph, unless that is not wanted."""
        return f"[{kind}: {words}]" if Markup.HEADINGS in self._marked else words

    def _with_marks(self, block: Block) -> str:
        text, position = self._article.text, block.start
        waiting = [
            mark._replace(
                start=max(mark.start, block.start),
                minus_end=-min(mark.end, block.end),
                continued=mark.start < block.start,
            )
            for mark in self._marks.crossing(block.start, block.end)
        ]
        heapify(waiting)
        open_marks: list[_Mark] = []
        pieces: list[str] = []
        while waiting or open_marks:
            if open_marks and (not waiting or open_marks[-1].end <= waiting[0].start):
                end = open_marks.pop().end
                pieces += [self._escaped(text[position:end]), "]"]
                position = end
                continue
            mark = heappop(waiting)
            around = open_marks[-1].end if open_marks else block.end
            if mark.end > around:
                heappush(waiting, mark._replace(start=around, continued=True))
                mark = mark._replace(minus_end=-around)
            pieces += [self._escaped(text[position : mark.start]), mark.opening]
            position = mark.start
            open_marks.append(mark)
        return "".join([*pieces, self._escaped(text[position : block.end])])

    # -- marks -------------------------------------------------------------------------------

    def _all_marks(self, analysis: Analysis) -> Iterator[_Mark]:
        if Markup.NAMES in self._marked:
            for entity in analysis.entities:
                for start, end in entity.mentions:
                    yield _Mark(start, -end, _NAME, entity.label)
        if Markup.QUOTES in self._marked:
            for quotation in analysis.quotations:
                start, end = quotation.span
                yield _Mark(start, -end, _QUOTE, "QUOTE", self._by(quotation))
        for number, note in self._notes:
            if note.anchored.span is not None:
                start, end = note.anchored.span
                yield _Mark(start, -end, _NOTED, "NOTED", str(number))

    def _by(self, quotation: Quotation) -> str:
        """Return who said it; with a question mark where that is not sure."""
        speaker = quotation.speaker
        if speaker is None:
            return "?" if quotation.is_doubtful else ""
        name = one_line(speaker.name or speaker.span.of(self._article.text))
        return f"by {_in_head(name)}{'' if quotation.is_clear else '?'}"

    def _note(self, number: int, note: AnchoredNote) -> str:
        """Return what the reader made on a passage: its colour, the note, the tags."""
        annotation = note.annotation
        head = f"{number}, {annotation.colour}"
        if note.anchored.is_doubtful:
            head += ", changed - confirm"
        if annotation.is_on_all:
            head += ", on the whole article"
        elif note.anchored.span is None:
            passage = one_line(annotation.target.quote.exact, _PASSAGE)
            head += f", on a passage that is no longer there, “{_in_head(passage)}”"
        words = _BLANK_LINES.sub("\n", displayed(annotation.note).strip())
        tags = [f"#{one_line(tag)}" for tag in annotation.tags]
        said = self._escaped(" ".join(filter(None, [words, *tags])))
        return f"[NOTE {head}: {said}]" if said else f"[NOTE {head}]"

    def _escaped(self, text: str) -> str:
        shown = displayed(text)
        return _SPECIAL.sub(r"\\\g<0>", shown) if self._marked else shown


def _in_head(text: str) -> str:
    return _SPECIAL_IN_HEAD.sub(r"\\\g<0>", text)
