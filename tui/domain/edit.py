"""An edit of an annotation, held against what another program made of the same one meanwhile.

Nothing is overwritten. What the two changed in different places - one the note, the other the colour or
a tag - is put together. Of two notes neither gives way: the one that is stored stays, and the other
becomes an annotation of its own on the same passage. So do the words that were written on an annotation
that is deleted by now. What cannot be had twice, a colour or a place, stays as it is stored.
"""

import uuid
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TypeVar

from tui.domain.annotation import Annotation, motivation_of

T = TypeVar("T")


class Clash(Enum):
    """How an edit met what another program did to the annotation since the edit began."""

    NONE = auto()
    """It did nothing that differs."""
    JOINED = auto()
    """It changed something else: both changes are in the annotation."""
    APART = auto()
    """It changed the note as well: the edit is an annotation of its own."""
    RENEWED = auto()
    """It deleted the annotation: what the edit says is an annotation of its own."""
    LEFT = auto()
    """It changed the same thing: the annotation is left as it is stored."""
    GONE = auto()
    """It deleted the annotation, and the edit has no words of its own."""


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """An edit of one annotation.

    Attributes:
        before: the state it began from, or None where there was none yet.
        after: what it is to become, or None where it is deleted.
        spare_id: the id of an annotation of its own, should it need one. An edit that is tried again
            makes the same one.
    """

    before: Annotation | None
    after: Annotation | None
    spare_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def id(self) -> str:
        """Return the id of the annotation.

        Raises:
            ValueError: there is none before and none after.
        """
        known = self.after or self.before
        if known is None:
            raise ValueError("an edit of nothing")
        return known.id

    def settle(self, stored: Annotation | None) -> tuple[Clash, Annotation | None]:
        """Return how the edit meets what is ``stored`` now, and what is to be stored.

        That has the id of the annotation, or else the spare one. It is None where nothing is to be stored;
        then an edit that deletes, and meets no clash, deletes what is stored.
        """
        if self.after is None:
            return _deleted(self.before, stored), None
        if stored is None:
            return self._without_stored(self.after)
        before = self.before or self.after.with_words("", ())
        if is_same(stored, self.after):
            return Clash.NONE, None
        if is_same(stored, before):
            return Clash.NONE, self.after
        if is_same(before, self.after):
            return Clash.NONE, None
        both = _joined(before, self.after, stored)
        if both is None:
            return Clash.APART, self._apart(self.after)
        return (Clash.LEFT, None) if is_same(both, stored) else (Clash.JOINED, both)

    def _without_stored(self, after: Annotation) -> tuple[Clash, Annotation | None]:
        before = self.before
        if before is None:
            return Clash.NONE, after
        has_words = (after.note and after.note != before.note) or set(after.tags) - set(before.tags)
        return (Clash.RENEWED, self._apart(after)) if has_words else (Clash.GONE, None)

    def _apart(self, after: Annotation) -> Annotation:
        return replace(after, id=self.spare_id, created=after.modified)


@dataclass(frozen=True, slots=True)
class EditResult:
    """What became of an edit.

    Attributes:
        annotations: all of the article, in the order of its text.
        clash: how it met what another program did.
    """

    annotations: tuple[Annotation, ...]
    clash: Clash


def is_same(one: Annotation, other: Annotation) -> bool:
    """Return whether two states of an annotation say the same, whenever that was."""
    return replace(one, modified=other.modified) == other


def _deleted(before: Annotation | None, stored: Annotation | None) -> Clash:
    if stored is None:
        return Clash.GONE
    return Clash.NONE if before is not None and is_same(before, stored) else Clash.LEFT


def _joined(before: Annotation, after: Annotation, stored: Annotation) -> Annotation | None:
    """Return ``stored`` with what was changed from ``before`` to ``after``; None where the notes differ."""
    if len({before.note, after.note, stored.note}) == 3:
        return None
    note = _newer(before.note, after.note, stored.note)
    tags = _joined_tags(before.tags, after.tags, stored.tags)
    has_other_words = (note, tags) != (stored.note, stored.tags)
    return replace(
        stored,
        note=note,
        tags=tags,
        motivation=motivation_of(note, tags) if has_other_words else stored.motivation,
        colour=_newer(before.colour, after.colour, stored.colour),
        moved=_newer(before.moved, after.moved, stored.moved),
        modified=max(after.modified, stored.modified),
    )


def _newer(before: T, after: T, stored: T) -> T:
    """Return what was changed; of two changes that which is stored."""
    return after if stored == before else stored


def _joined_tags(before: tuple[str, ...], after: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
    left = [tag for tag in stored if tag in after or tag not in before]
    return tuple(dict.fromkeys([*left, *(tag for tag in after if tag not in before)]))
