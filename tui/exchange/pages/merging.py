"""Pages that are written again: what Postil wrote is brought up to date, what a person wrote stays."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tui.exchange.pages.outlines import LOGSEQ, ORG
from tui.exchange.pages.pieces import PageForm, Piece
from tui.exchange.pages.regions import OBSIDIAN

HEAD = 8_192
"""Bytes at the top of a page in which it says which article it is of."""
_ID = re.compile(r"^[-\s:]*postil[-_]id::? *(.*)$", re.MULTILINE | re.IGNORECASE)
_SOURCE = re.compile(r"\A---\n(?:.*\n)*?source: (.*)\n(?:.*\n)*?---\n")


class Identity(NamedTuple):
    """Which article a page says that it is of.

    Attributes:
        id: the id of the article, or empty: older programs did not write it.
        source: where it is from, or empty.
    """

    id: str
    source: str

    def is_of(self, other: "Identity") -> bool:
        """Return whether two pages are of one article."""
        if self.id and other.id:
            return self.id == other.id
        return bool(self.source) and self.source == other.source


def identity_of(page: str) -> Identity:
    """Return which article a page says that it is of, at its top."""
    head = page[:HEAD].replace("\r\n", "\n")
    return Identity(*(_value(pattern.search(head)) for pattern in (_ID, _SOURCE)))


def _value(found: re.Match[str] | None) -> str:
    said = found[1].strip() if found else ""
    if said.startswith("'") and said.endswith("'"):  # as other programs may write YAML again
        return said[1:-1].replace("''", "'")
    with suppress(ValueError):
        return str(json.loads(said)) if said.startswith('"') else said
    return said


_MOST_FILES = 50_000
"""Files that are looked at, where somebody names a folder that has far more than notes in it."""
_COPIES = frozenset({"bak", "node_modules"})
"""Folders in which programs keep copies: Logseq has its own in logseq/bak."""


def pages_in(folder: Path, suffix: str) -> dict[str, str]:
    """Return the names, without suffix, of the pages in a folder by the id of their article, else its source.

    Pages in folders within are found, too, and have names such as ``Cities/Oslo``; of two pages of one
    article the one that is less deep counts. What cannot be read is left out.
    """
    found: dict[str, str] = {}
    for path in islice(_files(folder), _MOST_FILES):
        if path.suffix != suffix or path.name.startswith("."):
            continue
        with suppress(OSError), path.open("rb") as file:
            identity = identity_of(file.read(HEAD).decode(errors="replace"))
            if key := identity.id or identity.source:
                found.setdefault(key, path.relative_to(folder).as_posix().removesuffix(suffix))
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder, then those in its folders, and so on; hidden folders are left out."""
    level = [folder]
    while level:
        below: list[Path] = []
        for each in level:
            try:
                with os.scandir(each) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in listed:
                if not entry.is_dir(follow_symlinks=False):
                    yield Path(entry.path)
                elif not entry.name.startswith(".") and entry.name not in _COPIES:
                    below.append(Path(entry.path))
        level = below


# -- two versions of a page ------------------------------------------------------------------------


def merged_regions(old: bytes, new: bytes) -> bytes | None:
    """Return a page for Obsidian brought up to date; see ``_merged``."""
    return _merged(old, new, OBSIDIAN)


def merged_blocks(old: bytes, new: bytes) -> bytes | None:
    """Return a page for Logseq brought up to date; see ``_merged``."""
    return _merged(old, new, LOGSEQ)


def merged_headings(old: bytes, new: bytes) -> bytes | None:
    """Return a file for Org brought up to date; see ``_merged``."""
    return _merged(old, new, ORG)


def _merged(old: bytes, new: bytes, form: PageForm) -> bytes | None:
    """Return ``old`` with the passages of ``new``; None if it is no page of the same article.

    A passage that a person edited stays as it is, and so does all between passages and what was added below
    one. One that is gone from ``new``, though its article is there, is dropped unless it was edited or has
    something below it. One that is new stands after the one that precedes it, and an article that is new at
    the end.
    """
    try:
        said, after = old.decode(), new.decode()
    except UnicodeDecodeError:
        return None
    before = said.replace("\r\n", "\n")
    pieces, fresh = form.pieces(before), form.pieces(after)
    is_same = identity_of(before).is_of(identity_of(after))
    if not is_same and not _articles(pieces) & _articles(fresh):
        return None
    result = _Merger(form, pieces, fresh).merged()
    return (result.replace("\n", "\r\n") if "\r\n" in said else result).encode()


def _articles(pieces: Sequence[Piece]) -> set[str]:
    return {piece.article for piece in pieces if piece.article}


class _Merger:
    """Puts what is new in a page into the page as it is."""

    def __init__(self, form: PageForm, pieces: Sequence[Piece], fresh: Sequence[Piece]) -> None:
        self._form = form
        self._pieces = pieces
        self._fresh = {piece.name: piece for piece in fresh if piece.name}
        self._in_new = _articles(fresh) | {""}
        # The page of an older program does not say which article it is of: it is the one that was asked for.
        self._in_old = (_articles(pieces) or _articles(fresh)) | {""}
        self._following, self._rest = self._placed()

    def _placed(self) -> tuple[dict[str, list[Piece]], list[Piece]]:
        """Return what is new by the name of the piece that it follows, and what stands at the end."""
        known = {piece.name for piece in self._pieces if piece.name}
        others = "\n".join(
            piece.more if piece.name and not piece.is_edited else piece.text for piece in self._pieces
        )
        following: dict[str, list[Piece]] = {}
        rest: list[Piece] = []
        last = ""
        for name, piece in self._fresh.items():
            if name in known:
                last = name
            elif piece.is_head and piece.article in self._in_old:
                last = ""  # the page of an older program
            elif not self._form.is_held(name, others):
                is_at_end = not last or piece.article not in self._in_old
                (rest if is_at_end else following.setdefault(last, [])).append(piece)
        return following, rest

    def merged(self) -> str:
        """Return the whole page."""
        result = ""
        for piece in self._pieces:
            result += self._kept(piece)
            for each in self._following.pop(piece.name, ()) if piece.name else ():
                result = _ended(result) + self._form.between + self._form.placed(each, piece)
        for each in self._rest:
            result = _ended(result) + self._form.between + each.text
        return result

    def _kept(self, piece: Piece) -> str:
        """Return what becomes of a piece of the page."""
        if not piece.name or piece.is_head or piece.is_edited:
            return piece.text + piece.more
        fresh = self._fresh.get(piece.name)
        if fresh is None:
            is_gone = piece.article in self._in_new and not piece.more.strip()
            return piece.more if is_gone else piece.text + piece.more
        if fresh.digest == piece.digest:
            return piece.text + piece.more
        text = self._form.placed(fresh, piece)
        return (_ended(text) if piece.more else text) + piece.more


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"
