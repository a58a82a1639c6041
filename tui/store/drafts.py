"""Drafts: notes that are begun and not saved, stored so that neither leaving nor a crash loses them.

One small file for each article, away from what is saved: a draft is written every second or so while
the reader types, and none of that is to pass through the article's own file, its copy and its history.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tui.domain.annotation import Annotation
from tui.domain.errors import StoreError
from tui.domain.serialization import InvalidRecord, annotation_of, annotation_record
from tui.domain.text.sanitize import encodable
from tui.store.layout import Layout, Notices, key_of
from tui.system import files
from tui.system.lock import WriteLock

_FORMAT = 1
_FORM, _DRAFTS = "postil_drafts", "drafts"


class DraftFile(NamedTuple):
    """What a file of drafts holds.

    Attributes:
        drafts: by the ids of the annotations that they are to become.
        data: the bytes of the file.
        damage: what is wrong with it, or empty.
        newer: whether a newer program wrote it, which this one cannot read.
    """

    drafts: dict[str, Annotation]
    data: bytes = b""
    damage: str = ""
    newer: bool = False


class Drafts:
    """The drafts of all articles. Safe to use from any thread, and by several programs at once."""

    def __init__(self, layout: Layout, notices: Notices) -> None:
        """Keep drafts in the store at ``layout``; ``notices`` takes what the reader should know."""
        self._layout = layout
        self._notices = notices
        self._lock = WriteLock(layout.lock)
        self._mine: dict[tuple[str, str], Annotation] = {}
        """What this program read or wrote last, as it is on disk, by the ids of article and draft here."""

    def of(self, article_id: str) -> tuple[Annotation, ...]:
        """Return the drafts on an article, each as the annotation that it would be; never raises."""
        path = self._layout.drafts_of(key_of(encodable(article_id)))
        try:
            data = files.read(path)
        except OSError as error:
            self._notices.add(f"Drafts cannot be read: {files.explain(error)}", once=True)
            return ()
        found = read_drafts(data)
        if found.damage:
            self._notices.add(
                f"{files.shown(path)} is damaged ({files.shown(found.damage)}); drafts on this article may"
                " be missing",
                once=True,
            )
        self._mine |= {(article_id, draft.id): draft for draft in found.drafts.values()}
        return tuple(found.drafts.values())

    def put(self, article_id: str, draft: Annotation) -> None:
        """Add a draft, or replace the one with its id; return when that is safely on disk.

        What another program has written under that id meanwhile stays: this one then has an id of its own
        on the disk, and so is found again as a note of its own.

        Raises:
            StoreError: it was not saved.
        """
        try:
            checked = annotation_of(annotation_record(draft))
        except InvalidRecord as error:
            raise StoreError(f"Draft not saved: {error}") from error
        place = article_id, checked.id
        mine = self._mine.get(place)
        if mine is not None:
            checked = replace(checked, id=mine.id)

        def put(drafts: dict[str, Annotation]) -> None:
            there = drafts.get(checked.id)
            is_others = there not in (None, mine, checked)
            stored = replace(checked, id=str(uuid.uuid4())) if is_others else checked
            drafts[stored.id] = self._mine[place] = stored

        self._change(article_id, put)

    def remove(self, article_id: str, annotation_id: str) -> None:
        """Remove a draft, if there is one that this program has read or written and no other changed since.

        Raises:
            StoreError: it is still there.
        """
        mine = self._mine.get((article_id, annotation_id))
        if mine is None:
            return

        def remove(drafts: dict[str, Annotation]) -> None:
            if drafts.get(mine.id) == mine:
                del drafts[mine.id]

        self._change(article_id, remove)
        self._mine.pop((article_id, annotation_id), None)

    def _change(self, article_id: str, change: Callable[[dict[str, Annotation]], None]) -> None:
        key = key_of(encodable(article_id))
        path = self._layout.drafts_of(key)
        try:
            self._layout.presence.check()
            self._layout.presence.make_folder(path.parent)
            with self._lock:
                found = read_drafts(files.read(path))
                if found.newer:
                    raise StoreError(f"Draft not saved: {files.shown(path)}: a newer Postil wrote it")
                if found.damage:
                    files.keep(self._layout.quarantine, f"drafts-{key}", found.data)
                drafts = dict(found.drafts)
                change(drafts)
                if drafts:
                    files.replace(path, _encoded(article_id, drafts))
                else:
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"Draft not saved: {files.explain(error)}") from error


def read_drafts(data: bytes | None) -> DraftFile:
    """Return what is in a file of drafts with these bytes; None stands for a file that is not there."""
    if data is None:
        return DraftFile({})
    try:
        document: Any = orjson.loads(data)
        form = document[_FORM]
        if isinstance(form, int) and form > _FORMAT:
            return DraftFile({}, data, newer=True)
        records = list(document[_DRAFTS])
    except (ValueError, TypeError, LookupError):
        return DraftFile({}, data, "it holds no drafts")
    drafts, damage = {}, ""
    for record in records:
        try:
            draft = annotation_of(record)
            drafts[draft.id] = draft
        except (InvalidRecord, AttributeError, TypeError) as error:
            damage = f"{error}"
    return DraftFile(drafts, data, damage)


def without_damage(path: Path) -> bytes | None:
    """Return the file of drafts at ``path`` as it is with those alone that can be read; None where none can.

    Raises:
        OSError: it cannot be read.
    """
    data = files.read(path)
    drafts = read_drafts(data).drafts
    if data is None or not drafts:
        return None
    return _encoded(str(orjson.loads(data).get("article", "")), drafts)


def _encoded(article_id: str, drafts: dict[str, Annotation]) -> bytes:
    records = [annotation_record(draft) for draft in drafts.values()]
    document = {_FORM: _FORMAT, "article": encodable(article_id), _DRAFTS: records}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
