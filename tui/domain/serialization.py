"""Records <-> domain objects, validated.

The same checks stand on the way in and on the way out, so nothing is written that could not be
read again. The fields are written out here: structs of msgspec would take as many lines, read a
quarter faster (6 µs an annotation, not 8), and make the terms need a package.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from tui.domain.analysis import Label
from tui.domain.annotation import (
    Annotation,
    Colour,
    Motivation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.library import Filing, ReadingPosition
from tui.domain.navigation import LETTERS, Bookmark
from tui.domain.text.sanitize import encodable, without_passwords

Record = dict[str, Any]
"""One object of a file, as JSON has it."""

E = TypeVar("E", bound=StrEnum)

_LARGEST = 2**53 - 1  # the largest whole number that every reader of JSON takes exactly


class InvalidRecord(ValueError):
    """A value that cannot be stored; ``str`` of it says which and why."""


def cleaned(value: Any) -> Any:
    """Return a record, or what stands in one, with all its texts as UTF-8 can hold them."""
    if isinstance(value, str):
        return encodable(str(value))
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return value


def part(record: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return the record within the record."""
    value = record.get(name)
    if not isinstance(value, dict):
        raise InvalidRecord(f"{name!r} is missing")
    return value


def text(record: Mapping[str, object], name: str) -> str:
    """Return a text."""
    value = record.get(name)
    if not isinstance(value, str):
        raise InvalidRecord(f"{name!r} is not a text")
    return value


def whole(record: Mapping[str, object], name: str) -> int:
    """Return a whole number from 0 on."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise InvalidRecord(f"{name!r} is not an offset")
    return value


def time(record: Mapping[str, object], name: str) -> str:
    """Return a time, ISO 8601, UTC."""
    value = text(record, name)
    try:
        utc = datetime.fromisoformat(value).utcoffset() == timedelta(0)
    except ValueError:
        utc = False
    if not utc:
        raise InvalidRecord(f"{name!r} is not an ISO 8601 time in UTC")
    return value


def texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return any number of texts."""
    value = record.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidRecord(f"{name!r} is not a list of texts")
    return tuple(value)


def choice(record: Mapping[str, object], name: str, kind: type[E], noun: str) -> E:
    """Return a member of ``kind``, which is called ``noun`` in the error."""
    value = text(record, name)
    try:
        return kind(value)
    except ValueError:
        raise InvalidRecord(f"{value!r} is not {noun}") from None


def identity(record: Mapping[str, object]) -> str:
    """Return what identifies the record: a text that is not empty."""
    value = text(record, "id")
    if not value:
        raise InvalidRecord("'id' is empty")
    return value


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def annotation_record(annotation: Annotation) -> Record:
    """Return what is stored of an annotation.

    Raises:
        InvalidRecord: ``annotation_of`` would not read it.
    """
    record: Record = cleaned(valid_annotation_record(annotation))
    annotation_of(record)
    record["tags"] = list(dict.fromkeys(record["tags"]))
    return record


def valid_annotation_record(annotation: Annotation) -> Record:
    """Return what is stored of an annotation that ``annotation_of`` made: it is not checked again."""
    return {
        "id": annotation.id,
        "motivation": annotation.motivation,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": annotation.created,
        "modified": annotation.modified,
        "colour": annotation.colour,
        "target": _target_record(annotation.target),
        **({"moved": _target_record(annotation.moved)} if annotation.moved else {}),
    }


def annotation_of(record: Mapping[str, object]) -> Annotation:
    """Return the annotation that was stored.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    target = _target_of(part(record, "target"))
    tags = texts(record, "tags")
    known = identity(record)
    motivation = choice(record, "motivation", Motivation, "a motivation")
    return Annotation(
        target,
        motivation,
        text(record, "note"),
        tags,
        known,
        time(record, "created"),
        time(record, "modified"),
        # Records of the first versions of the program have none.
        choice(record, "colour", Colour, "a colour") if "colour" in record else Colour.YELLOW,
        None if record.get("moved") is None else _target_of(part(record, "moved")),
    )


def correction_record(correction: Correction, text_hash: str) -> Record:
    """Return what is stored of a correction that was made in the text with this SHA-256.

    Raises:
        InvalidRecord: ``correction_of`` would not read it.
    """
    record: Record = cleaned(
        {
            "id": correction.id,
            "kind": correction.kind,
            "entity": name_record(correction.entity),
            "label": correction.label,
            "into": name_record(correction.into) if correction.into else None,
            "target": _target_record(correction.target) if correction.target else None,
            "wordings": list(dict.fromkeys(correction.wordings)),
            "made": correction.made,
            "text_hash": text_hash,
        }
    )
    correction_of(record)
    return record


def correction_of(record: Mapping[str, object]) -> Correction:
    """Return the correction that was stored.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    kind = choice(record, "kind", CorrectionKind, "a kind of correction")
    into, target = record.get("into"), record.get("target")
    label = None if record.get("label") is None else _label(record)
    if kind is CorrectionKind.RELABEL and label is None:
        raise InvalidRecord("'label' is missing")
    if kind is CorrectionKind.MERGE and into is None:
        raise InvalidRecord("'into' is missing")
    about_passage = kind in (CorrectionKind.SPLIT, CorrectionKind.ADD) or kind.is_of_quotation
    if about_passage and target is None:
        raise InvalidRecord("'target' is missing")
    return Correction(
        kind,
        name_of(part(record, "entity")),
        label,
        None if into is None else name_of(part(record, "into")),
        None if target is None else _target_of(part(record, "target")),
        texts(record, "wordings"),
        identity(record),
        time(record, "made"),
    )


def position_record(position: ReadingPosition, saved: str) -> Record:
    """Return what is stored of a reading position.

    Raises:
        InvalidRecord: ``position_of`` would not read it.
    """
    record: Record = cleaned(
        {
            "offset": position.offset,
            "progress": position.progress,
            "text_hash": position.text_hash,
            "before": position.before,
            "after": position.after,
            "saved": saved,
        }
    )
    position_of(record)
    return record


def position_of(record: Mapping[str, object]) -> ReadingPosition:
    """Return the reading position that was stored.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    progress = record.get("progress")
    # bool is an int; NaN fails the comparison.
    if isinstance(progress, bool) or not isinstance(progress, int | float) or not 0 <= progress <= 1:
        raise InvalidRecord("'progress' is not a share from 0 to 1")
    # The first versions of the program stored no more than these two.
    known = (text(record, name) if name in record else "" for name in ("text_hash", "before", "after"))
    return ReadingPosition(whole(record, "offset"), float(progress), *known)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def filing_record(filing: Filing) -> Record:
    """Return what is stored of how an article was filed.

    Raises:
        InvalidRecord: ``filing_of`` would not read it.
    """
    record: Record = cleaned(
        {
            "id": "filing",
            "starred": filing.is_starred,
            "archived": filing.is_archived,
            "tags": list(filing.tags),
            "added": filing.added,
        }
    )
    record["tags"] = list(filing_of(record).tags)
    return record


def filing_of(record: Mapping[str, object]) -> Filing:
    """Return how an article was filed, as it was stored; what is missing was not said.

    Raises:
        InvalidRecord: something in it is not of its kind.
    """
    starred, archived = record.get("starred", False), record.get("archived", False)
    if not isinstance(starred, bool) or not isinstance(archived, bool):
        raise InvalidRecord("'starred' or 'archived' is neither true nor false")
    added = text(record, "added") if record.get("added") else ""
    if added and not _DAY.fullmatch(added):
        time(record, "added")
    tags: dict[str, str] = {}
    for tag in texts(record, "tags") if record.get("tags") else ():
        tags.setdefault(tag.casefold(), tag)
    return Filing(starred, archived, tuple(tags.values()), added)


def bookmark_record(bookmark: Bookmark) -> Record:
    """Return what is stored of a bookmark.

    Raises:
        InvalidRecord: ``bookmark_of`` would not read it.
    """
    record: Record = cleaned({"letter": bookmark.letter, "target": _target_record(bookmark.target)})
    bookmark_of(record)
    return record


def bookmark_of(record: Mapping[str, object]) -> Bookmark:
    """Return the bookmark that was stored.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    letter = text(record, "letter")
    if letter not in tuple(LETTERS):
        raise InvalidRecord(f"{letter!r} is not a letter of a mark")
    return Bookmark(letter, _target_of(part(record, "target")))


def article_record(article: Article) -> Record:
    """Return what is stored of an article: enough to list it and to open it again; never its text."""
    location = without_passwords(article.location)
    if location != "-" and not _ADDRESS.match(location):
        location = str(Path(location).absolute())
    # An author that is known stays, where what is opened again does not name one.
    author = {"author": article.author} if article.author else {}
    record: Record = cleaned(
        {
            "article": article.id,
            "title": article.title,
            "date": article.date,
            **author,
            "site": article.site,
            "location": location,
            "text_hash": article.text_hash,
        }
    )
    return record


def structure_record(article: Article) -> Record:
    """Return what is stored of an article apart from its text, with which it is the whole article again."""
    record: Record = cleaned(
        {
            "text": article.text_hash,
            "title": article.title,
            "date": article.date,
            "author": article.author,
            "site": article.site,
            "address": article.address,
            "language": article.language,
            "blocks": [list(block) for block in article.blocks],
            "inlines": [list(inline) for inline in article.inlines],
            "anchors": [list(anchor) for anchor in article.anchors],
            "pages": [list(page) for page in article.pages],
        }
    )
    return record


_ABOUT = ("title", "date", "author", "site", "address", "language")


def structured_article(record: Mapping[str, object], article_text: str, location: str) -> Article:
    """Return the article that ``structure_record`` describes, with its text.

    Raises:
        InvalidRecord: something in it is missing, not of its kind, or not in this text.
    """
    blocks: list[Block] = []
    for start, end, kind, level, marker in _rows(record, "blocks", (int, int, str, int, str)):
        if not (blocks[-1].end if blocks else 0) <= start < end <= len(article_text):
            raise InvalidRecord("'blocks' do not follow each other in the text")
        blocks.append(Block(start, end, _member(kind, BlockKind), level, marker))
    inlines = tuple(
        Inline(start, end, _member(style, InlineStyle), href)
        for start, end, style, href in _rows(record, "inlines", (int, int, str, str))
    )
    anchors = tuple((name, offset) for name, offset in _rows(record, "anchors", (str, int)))
    pages = tuple((offset, label) for offset, label in _rows(record, "pages", (int, str)))
    offsets = [offset for _, offset in anchors] + [offset for offset, _ in pages]
    spans = [(inline.start, inline.end) for inline in inlines] + [(offset, offset) for offset in offsets]
    if any(not 0 <= start <= end <= len(article_text) for start, end in spans):
        raise InvalidRecord("a place is outside the text")
    about = {name: text(record, name) for name in _ABOUT}
    return Article(location, article_text, tuple(blocks), inlines, anchors=anchors, pages=pages, **about)


def _rows(record: Mapping[str, object], name: str, kinds: tuple[type, ...]) -> list[list[Any]]:
    """Return rows of values that are of these kinds."""
    rows = record.get(name)
    if not isinstance(rows, list):
        raise InvalidRecord(f"{name!r} is not a list")
    for row in rows:
        if not isinstance(row, list) or list(map(type, row)) != list(kinds):
            raise InvalidRecord(f"{name!r} holds what does not belong there")
    return rows


def _member(value: str, kind: type[E]) -> E:
    try:
        return kind(value)
    except ValueError:
        raise InvalidRecord(f"{value!r} is not known") from None


def _target_record(target: Target) -> Record:
    quote = target.quote
    return {
        "position": {"start": target.position.start, "end": target.position.end},
        "quote": {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "text_hash": target.text_hash,
    }


def _target_of(record: Mapping[str, object]) -> Target:
    position, quote = part(record, "position"), part(record, "quote")
    start, end = whole(position, "start"), whole(position, "end")
    if start >= end:
        raise InvalidRecord(f"no passage at {start}-{end}")
    return Target(
        TextPositionSelector(start, end),
        TextQuoteSelector(text(quote, "exact"), text(quote, "prefix"), text(quote, "suffix")),
        text(record, "text_hash"),
    )


def name_record(name: EntityName) -> Record:
    """Return what is stored of the name of an entity."""
    return {"label": name.label, "name": name.name}


def name_of(record: Mapping[str, object]) -> EntityName:
    """Return the name of an entity that was stored.

    Raises:
        InvalidRecord: something in the record is missing or not of its kind.
    """
    return EntityName(_label(record), text(record, "name"))


def _label(record: Mapping[str, object]) -> Label:
    return choice(record, "label", Label, "a kind of name")
