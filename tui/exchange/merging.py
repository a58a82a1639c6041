"""Pages that are written again: what Postil wrote is brought up to date, what a person wrote stays."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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


def pages_in(folder: Path, suffix: str) -> dict[str, str]:
    """Return the names, without suffix, of the pages in a folder by the id of their article, else its source.

    What cannot be read is left out.
    """
    found: dict[str, str] = {}
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.suffix != suffix or path.name.startswith("."):
                continue
            with suppress(OSError), path.open("rb") as file:
                identity = identity_of(file.read(HEAD).decode(errors="replace"))
                if key := identity.id or identity.source:
                    found.setdefault(key, path.name.removesuffix(suffix))
    return found


class Piece(NamedTuple):
    """A part of a page: the parts make up the page.

    Attributes:
        text: all of it.
        name: what it is of, such as the id of an annotation; empty for what Postil did not write.
        is_edited: whether a person changed it since it was written.
    """

    text: str
    name: str = ""
    is_edited: bool = False


# -- pages for Obsidian: comments around each passage -----------------------------------------

_REGION = re.compile(r"^%% postil (p-\w+) (\w+) %%\n(.*?)^%% postil end %%\n", re.MULTILINE | re.DOTALL)


def region(name: str, lines: list[str]) -> list[str]:
    """Return the lines of one passage between comments that say what Postil wrote, and its digest."""
    body = [line.replace("%% postil", "%\\% postil") for line in "\n".join(lines).split("\n")]
    digest = _digest("".join(f"{line}\n" for line in body))
    return [f"%% postil {name} {digest} %%", *body, "%% postil end %%"]


def _regions(page: str) -> Iterator[Piece]:
    end = 0
    for found in _REGION.finditer(page):
        yield Piece(page[end : found.start()])
        yield Piece(found[0], found[1], found[2] != _digest(found[3]))
        end = found.end()
    yield Piece(page[end:])


# -- outlines: a line in each entry names it and says what was written -------------------------

_BLOCK = re.compile(r"^(?=(?:\t| {2,4})?- )", re.MULTILINE)
_BLOCK_ID = re.compile(r"^[-\s]*id:: (\S+)$", re.MULTILINE)
_BLOCK_DIGEST = re.compile(r"^\s*postil:: (\w+)\n", re.MULTILINE)
HEADING = re.compile(r"^(?=\*{1,2} )", re.MULTILINE)
_ORG_ID = re.compile(r"^:ID: +(\S.*)$", re.MULTILINE)
_ORG_DIGEST = re.compile(r"^:POSTIL: +(\w+)\n", re.MULTILINE)


def logseq_block(lines: list[str]) -> list[str]:
    """Return the lines of a block for Logseq, its first line its id, with the digest of all in the second."""
    digest = _digest("\n".join(lines).rstrip())
    return [lines[0], f"\t  postil:: {digest}", *lines[1:]]


def org_entry(lines: list[str]) -> list[str]:
    """Return the lines of an entry for Org, with the digest of all as the last property of its drawer."""
    end = lines.index(":END:")
    digest = _digest("\n".join(lines).rstrip())
    return [*lines[:end], f":POSTIL: {digest}", *lines[end:]]


def _blocks(page: str) -> Iterator[Piece]:
    return _entries(page, _BLOCK, _BLOCK_ID, _BLOCK_DIGEST)


def _headings(page: str) -> Iterator[Piece]:
    return _entries(page, HEADING, _ORG_ID, _ORG_DIGEST)


def _entries(
    page: str, start: re.Pattern[str], name: re.Pattern[str], digest: re.Pattern[str]
) -> Iterator[Piece]:
    for text in start.split(page):
        named, written = name.search(text), digest.search(text)
        if named is None or written is None:
            yield Piece(text)
        else:
            # An editor may end a file, or an entry, with more or fewer line ends.
            now = _digest((text[: written.start()] + text[written.end() :]).rstrip())
            yield Piece(text, named[1], now != written[1])


# -- all of them ---------------------------------------------------------------------------------


def merged_regions(old: bytes, new: bytes) -> bytes | None:
    """Return a page for Obsidian brought up to date; see ``_merged``."""
    return _merged(old, new, _regions, "\n")


def merged_blocks(old: bytes, new: bytes) -> bytes | None:
    """Return a page for Logseq brought up to date; see ``_merged``."""
    return _merged(old, new, _blocks)


def merged_headings(old: bytes, new: bytes) -> bytes | None:
    """Return a file for Org brought up to date; see ``_merged``."""
    return _merged(old, new, _headings)


def _merged(
    old: bytes, new: bytes, parts: Callable[[str], Iterable[Piece]], between: str = ""
) -> bytes | None:
    """Return ``old`` with the passages of ``new``; None if it is no page of the same article.

    A passage that a person edited stays as it is, and so does all between passages. One that is gone from
    ``new`` is dropped unless it was edited; one that is new stands after the one that precedes it, with
    ``between`` before it.
    """
    try:
        said, after = old.decode(), new.decode()
    except UnicodeDecodeError:
        return None
    before = said.replace("\r\n", "\n")
    if not identity_of(before).is_of(identity_of(after)):
        return None
    fresh = {piece.name: piece.text for piece in parts(after) if piece.name}
    pieces = list(parts(before))
    known = {piece.name for piece in pieces}
    following: dict[str, str] = {}
    last = ""
    for name, text in fresh.items():
        if name in known:
            last = name
        else:
            following[last] = following.get(last, "") + between + text
    result = ""
    for piece in pieces:
        result += piece.text if piece.is_edited or not piece.name else fresh.get(piece.name, "")
        more = following.pop(piece.name, "") if piece.name else ""
        result = _ended(result) + more if more else result
    rest = "".join(following.values())
    result = _ended(result) + rest if rest else result
    return (result.replace("\n", "\r\n") if "\r\n" in said else result).encode()


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
