"""The passages in outlines for Logseq and Org: a line in each entry names it and says what was written."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.exchange.pages.pieces import DIGITS, Piece

_DIGEST_IN_BLOCK = re.compile(r"^\s*postil:: (\w+)\s*$", re.MULTILINE)
_DIGEST_IN_ENTRY = re.compile(r"^\s*:POSTIL: +(\w+)\s*$", re.MULTILINE)
# Logseq writes it where somebody folds a block.
_FOLDED = re.compile(r"^\s*collapsed:: \w+\s*$")


def logseq_block(lines: list[str]) -> list[str]:
    """Return the lines of a block for Logseq, its first line its id, with the digest of all in the second."""
    return [lines[0], f"\t  postil:: {_digest(lines, _of_block)}", *lines[1:]]


def org_entry(lines: list[str]) -> list[str]:
    """Return the lines of an entry for Org, with the digest of all as the last property of its drawer."""
    end = lines.index(":END:")
    return [*lines[:end], f":POSTIL: {_digest(lines, _of_entry)}", *lines[end:]]


# -- what counts -----------------------------------------------------------------------------------


def _of_block(line: str) -> str | None:
    """Return what counts of a line for Logseq, which indents as its user likes; None if nothing does."""
    return None if _DIGEST_IN_BLOCK.match(line) or _FOLDED.match(line) else line.strip()


def _of_entry(line: str) -> str | None:
    """Return what counts of a line for Org, where headings change their level; None if nothing does."""
    return None if _DIGEST_IN_ENTRY.match(line) else re.sub(r"^\*+ ", "* ", line).strip()


def _digest(lines: Sequence[str], counted: Callable[[str], str | None]) -> str:
    *_, (_, digest) = _digests("\n".join(lines).split("\n"), counted)
    return digest


def _digests(lines: Iterable[str], counted: Callable[[str], str | None]) -> Iterator[tuple[int, str]]:
    """Yield the digests of the first lines, and of how many, wherever one counts that is not blank."""
    found = hashlib.sha256()
    for number, line in enumerate(map(counted, lines), 1):
        if line is not None:
            found.update(f"{line}\n".encode("utf-8", "replace"))
        if line:
            yield number, found.hexdigest()[:DIGITS]


# -- outlines --------------------------------------------------------------------------------------


class _Outline(NamedTuple):
    """How an outline is read.

    Attributes:
        start: finds the first line of each entry, with what says how deep it is.
        name: finds what an entry is of.
        digest: finds the digest of what was written.
        article: finds the id in the head of an article.
        counted: returns what counts of a line.
        moved: returns a text for another place.
        deeper: what is added for a deeper level; as the page has it, if empty.
    """

    start: re.Pattern[str]
    name: re.Pattern[str]
    digest: re.Pattern[str]
    article: re.Pattern[str]
    counted: Callable[[str], str | None]
    moved: Callable[[str, Piece], str]
    deeper: str = ""
    between: str = ""

    def pieces(self, page: str) -> Sequence[Piece]:
        """Return the entries of a page that Postil wrote, the heads of articles, and what is between them."""
        return list(self._pieces(page))

    def _pieces(self, page: str) -> Iterator[Piece]:
        starts = list(self.start.finditer(page))
        ends = [*(found.start() for found in starts[1:]), len(page)]
        indents = [found[1] for found in starts if found[1]]
        unit = "\t" if not indents or any("\t" in each for each in indents) else min(indents, key=len)
        article, at = "", 0
        yield Piece(page[: starts[0].start()] if starts else page)
        for number, (found, end) in enumerate(zip(starts, ends, strict=True)):
            if found.start() < at:
                continue
            own = page[found.start() : end]
            name, digest, head = (each.search(own) for each in (self.name, self.digest, self.article))
            at = end
            if name and digest:
                at = self._end(starts, number, len(page))
                yield self._entry(page[found.start() : at], name[1], digest[1], article)._replace(
                    indent=found[1], unit=unit
                )
            elif head:
                article = head[1].strip()
                below = found[1] + (self.deeper or unit)
                yield Piece(own, f"article {article}", article=article, is_head=True, indent=below, unit=unit)
            else:
                yield Piece(own)

    def _end(self, starts: Sequence[re.Match[str]], number: int, length: int) -> int:
        """Return where an entry ends, with all that is below it."""
        depth = len(starts[number][1].expandtabs(4))
        after = (each.start() for each in starts[number + 1 :] if len(each[1].expandtabs(4)) <= depth)
        return next(after, length)

    def _entry(self, text: str, name: str, digest: str, article: str) -> Piece:
        lines = text.split("\n")
        # What a person adds below comes after the lines that Postil wrote.
        found = _digests(lines, self.counted)
        count = next((number for number, now in found if now == digest), 0)
        if not count:
            return Piece(text, name, True, digest, article=article)
        end = min(len(text), list(accumulate(len(line) + 1 for line in lines))[count - 1])
        return Piece(text[:end], name, False, digest, text[end:], article)

    def placed(self, fresh: Piece, near: Piece, /) -> str:
        """Return the text of a new piece, as deep as another one."""
        return self.moved(fresh.text, near)

    def is_held(self, name: str, text: str) -> bool:
        """Return whether a text has the name of an entry, of which a person took the digest away."""
        return any(found[1] == name for found in self.name.finditer(text))


def _indented(text: str, near: Piece) -> str:
    """Return a block for Logseq, which stands below the head of a page, as deep as another one."""
    lines = []
    for line in text.split("\n"):
        inner = line.removeprefix("\t")
        rest = inner.lstrip("\t")
        lines.append(f"{near.indent}{near.unit * (len(inner) - len(rest))}{rest}" if line else "")
    return "\n".join(lines)


def _below(text: str, near: Piece) -> str:
    """Return an entry for Org, a heading of the second level, on the level of another one."""
    return re.sub(r"\A\*+", near.indent, text)


LOGSEQ = _Outline(
    re.compile(r"^([ \t]*)- ", re.MULTILINE),
    re.compile(r"^[-\s]*id:: (\S+)\s*$", re.MULTILINE),
    _DIGEST_IN_BLOCK,
    re.compile(r"^\s*postil-id:: (.+)$", re.MULTILINE),
    _of_block,
    _indented,
)
"""Pages for Logseq, as they are read and brought up to date."""

ORG = _Outline(
    re.compile(r"^(\*+) ", re.MULTILINE),
    re.compile(r"^\s*:ID: +(\S.*?)\s*$", re.MULTILINE),
    _DIGEST_IN_ENTRY,
    re.compile(r"^\s*:POSTIL_ID: +(.+)$", re.MULTILINE),
    _of_entry,
    _below,
    "*",
)
"""Files for Org, as they are read and brought up to date."""
