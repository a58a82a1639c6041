"""The store: what readers make on articles, saved, read and searched."""

from __future__ import annotations

import time
from functools import cached_property, partial
from typing import TYPE_CHECKING

from tinydb import TinyDB, where

from tui.domain.annotation import Annotation, now
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction
from tui.domain.corrections.suggestions import ArticleCorrections
from tui.domain.edit import EditResult, NoteEdit
from tui.domain.errors import StoreError
from tui.domain.history import ChangeWords, LoggedChange, UndoResult
from tui.domain.library import (
    NOT_FILED,
    ArticleRecord,
    Filing,
    NotesHealth,
    ReadArticle,
    ReadingPosition,
    SearchHit,
)
from tui.domain.navigation import Bookmark
from tui.domain.reading_position import with_context
from tui.domain.serialization import annotation_record, bookmark_record, correction_record, position_record
from tui.domain.text.sanitize import encodable
from tui.store.bulk_edits import BulkEdits
from tui.store.check import check
from tui.store.contents import Contents
from tui.store.daily import DailyCopies
from tui.store.edits import (
    NO_WORDS,
    ArticleEdits,
    InBackground,
    checked,
    describe,
    put_records,
    removal,
    save_position,
)
from tui.store.index import CorrectionsIndex, Index
from tui.store.layout import Layout, Notices, is_stored, key_of
from tui.store.recovery import gone
from tui.store.repair import Repair
from tui.store.snapshots import Snapshots
from tui.store.storage import ANNOTATIONS, BOOKMARKS, CORRECTIONS
from tui.store.transaction import Stamp, Transactions
from tui.store.undo_log import Sights, last_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from tui.store.people import PeopleEdits


class Store:
    """Annotations, corrections and reading positions in a folder. Safe to use from any thread.

    What is read always comes from the disk, so that programs which share the folder see each
    other's changes. Reading never raises: what cannot be read is reported by ``take_notices``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        pause: Callable[[float], None] = time.sleep,
        in_background: InBackground | None = None,
    ) -> None:
        """Use ``folder``, which is made when something is saved first.

        Args:
            folder: where everything is stored.
            pause: waits for the given number of seconds, before a damaged file is read again.
            in_background: runs what it is given without waiting for it: after the first save of a day,
                what makes the day's copy. None: no daily copies are made.
        """
        self._notices = Notices()
        self._layout = layout = Layout(folder)
        self._transactions = Transactions(layout, self._notices, pause)
        self._pause = pause
        self._snapshots = Snapshots(layout)
        self._corrections = CorrectionsIndex(layout)
        daily = DailyCopies(layout)
        self._sights = sights = Sights()
        self._edits = ArticleEdits(
            self._transactions, self._snapshots, sights, self._notices, daily, in_background
        )
        self._index = Index(layout, partial(self._notices.add, once=True))
        self.bulk_edits = BulkEdits(layout, self._transactions, sights, self._edits.copy_daily)
        """Changes of several articles at once."""

    @cached_property
    def people(self) -> PeopleEdits:
        """Return what the user says of people over the library."""
        from tui.store.people import PeopleEdits  # noqa: PLC0415 - SQLite comes after the first words

        return PeopleEdits(self._transactions, self._sights, self._edits.copy_daily)

    def _read(self, article_id: str) -> Contents:
        article_id = encodable(article_id)
        contents = self._transactions.read(article_id)
        self._sights.of(article_id).begin(contents.changes)
        return contents

    def _swappable(self, article_id: str) -> tuple[LoggedChange | None, LoggedChange | None]:
        if self.problem:
            raise StoreError(f"Not saved: {self.problem}")
        changes = self._read(article_id).changes
        return last_changes(changes, self._sights.of(encodable(article_id)))

    @property
    def layout(self) -> Layout:
        """Return where the files are."""
        return self._layout

    @property
    def problem(self) -> str:
        """Return in words why the folder is not the one that it was, or empty; see ``Presence``."""
        return self._layout.presence.problem

    def stamp(self, article_id: str) -> Stamp | None:
        """Return what the file of an article is like from outside, which each save changes; or None."""
        return self._transactions.stamp(encodable(article_id))

    def is_own(self, since: Stamp | None, now: Stamp | None) -> bool:
        """Return whether it was this program alone that led a file from one stamp to another."""
        return self._transactions.is_own(since, now)

    def stored(self, article_id: str) -> Contents:
        """Return all that is stored of an article, read at once."""
        return self._read(article_id)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """Return the annotations of an article, in the order of its text."""
        return self._read(article_id).annotations

    def position(self, article_id: str) -> ReadingPosition | None:
        """Return where reading of an article stopped, in the text that was read then, or None."""
        return self._read(article_id).position

    def contents(self, article_id: str) -> Contents:
        """Return all that the file of an article holds, read once."""
        return self._read(article_id)

    def bookmarks(self, article_id: str) -> tuple[Bookmark, ...]:
        """Return the bookmarks of an article, in no order, one for each letter."""
        return self._read(article_id).bookmarks

    def articles(self) -> tuple[ReadArticle, ...]:
        """Return all articles of which something is stored, last opened first."""
        return self._index.articles()

    def known_articles(self) -> tuple[ReadArticle, ...]:
        """Return at once the articles as they were when ``articles`` was last called; perhaps none."""
        return self._index.known_articles()

    def some_articles(self, article_ids: Collection[str]) -> tuple[ReadArticle, ...]:
        """Return those of the articles with these ids of which something is stored, last opened first.

        Of few among thousands that is far quicker than ``articles``.
        """
        return self._index.some(map(encodable, article_ids))

    def other_articles(self, file_names: AbstractSet[str]) -> tuple[ReadArticle, ...]:
        """Return all articles but those whose files are called so, last opened first; quick for few."""
        return self._index.others(file_names)

    @property
    def left_out(self) -> int:
        """Return how many articles the last look at all of them left out, since they cannot be read."""
        return self._index.left_out

    def tags(self) -> dict[str, int]:
        """Return how many annotations of all articles have each tag, as it is spelt."""
        return self._index.tags()

    def article_tags(self) -> dict[str, int]:
        """Return how many articles themselves have each tag, as it is spelt."""
        return self._index.article_tags()

    def has(self, article_id: str) -> bool:
        """Return whether there is a file of the article, or the copy of one; whatever is in it."""
        return is_stored(self._layout.folder, encodable(article_id))

    def titled(self, title: str) -> tuple[ReadArticle, ...]:
        """Return the articles with this title, whatever its case and white space, last opened first."""
        return self._index.titled(encodable(title))

    def like(self, text_hash: str, location: str) -> tuple[ReadArticle, ...]:
        """Return the articles whose text had this SHA-256 last, then those last opened from ``location``.

        Where there is none, one is restored of which the daily copies are all that is left.
        """
        place = encodable(location)
        found = self._index.like(text_hash, place)
        if not found:
            for article in [copy.contents.article for copy in gone(self._layout)]:
                if article and (article.text_hash == text_hash or (place and article.location == place)):
                    self._transactions.read(article.id)
                    found = self._index.like(text_hash, place)
        return found

    def search(self, words: str = "", *, tag: str = "", article: str = "") -> tuple[SearchHit, ...]:
        """Return the annotations that hold all of ``words`` in their note, their passage or their tags.

        Case, accents and styles of marks do not matter. Without words all are found. The article
        last opened comes first, and its annotations in the order of its text.

        Args:
            words: with white space between; parts of words are found too.
            tag: find only what has this tag.
            article: find only what is on the article with this id.
        """
        return self._index.search(words, tag, encodable(article))

    def notes_on(self, article_ids: Collection[str]) -> tuple[SearchHit, ...]:
        """Return the annotations on the articles with these ids, in the order of ``search``."""
        return self._index.notes_on(map(encodable, article_ids))

    def put(self, article: Article, annotation: Annotation, message: str = "") -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; return all of the article.

        Return only after they are safely on disk. Lone surrogates become U+FFFD. The text is stored as
        well, since its later versions are compared with it; where that fails, there is a notice, and the
        annotation is saved all the same. ``message`` is what to say of the change when it is made again.

        Raises:
            StoreError: it was not saved.
        """
        record = checked(lambda: annotation_record(annotation))

        def put(db: TinyDB) -> None:
            self._edits.keep_text(article.text, article.text_hash)
            put_records(db, ANNOTATIONS, [record])

        return self._edits.make(article, put, ChangeWords(message)).annotations

    def remove(self, article: Article, annotation_id: str, message: str = "") -> tuple[Annotation, ...]:
        """Remove the annotation with this id, if there is one; return those left, as ``put`` does.

        Raises:
            StoreError: the removal was not saved.
        """
        known = self._read(article.id)
        if known.readable and all(annotation.id != annotation_id for annotation in known.annotations):
            return known.annotations
        operation = removal(ANNOTATIONS, annotation_id)
        return self._edits.make(article, operation, ChangeWords(message)).annotations

    def edit(self, article: Article, edit: NoteEdit, message: str = "") -> EditResult:
        """Make an edit of an annotation, unless another program has changed the same since it began.

        What is stored is compared with the state that the edit began from, and neither text is lost: see
        ``tui.domain.edit``. Else this is like ``put`` and ``remove``.

        Raises:
            StoreError: it was not saved.
        """
        return self._edits.edit(article, edit, message)

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """Return the corrections of an article, in the order in which they were made."""
        return self._read(article_id).corrections

    def correct(
        self, article: Article, *corrections: Correction, words: ChangeWords | None = None
    ) -> tuple[Correction, ...]:
        """Add corrections, or replace those with their ids, as one change; return all of the article.

        Return only after they, and the text that these were made in, are safely on disk. ``words`` are
        what to say of the change, if there is anything.

        Raises:
            StoreError: they were not saved.
        """
        records = [checked(partial(correction_record, each, article.text_hash)) for each in corrections]

        def correct(db: TinyDB) -> None:
            self._snapshots.keep(article.text, article.text_hash)
            put_records(db, CORRECTIONS, records)

        return self._edits.make(article, correct, words or NO_WORDS).corrections

    def remove_correction(self, article: Article, correction_id: str) -> tuple[Correction, ...]:
        """Remove the correction with this id, if there is one; return those left, as ``correct`` does.

        Raises:
            StoreError: the removal was not saved.
        """
        known = self._read(article.id)
        if known.readable and all(correction.id != correction_id for correction in known.corrections):
            return known.corrections
        return self._edits.make(article, removal(CORRECTIONS, correction_id)).corrections

    def undoable(self, article_id: str) -> LoggedChange | None:
        """Return this program's last change of annotations or corrections not taken back yet, or None.

        What was there when the article was first read counts as its own.

        Raises:
            StoreError: the folder is not the one that it was.
        """
        return self._swappable(article_id)[0]

    def redoable(self, article_id: str) -> LoggedChange | None:
        """Return the change of an article that this program took back last, or None; see ``undoable``.

        Raises:
            StoreError: the folder is not the one that it was.
        """
        return self._swappable(article_id)[1]

    def swap_change(self, article: Article, change_id: str, *, undo: bool) -> UndoResult | None:
        """Take a change back, or make it again; return None where that is done already or it is unknown.

        Return only after that is safely on disk. Where what it changed was changed otherwise since,
        all stays as it is.

        Raises:
            StoreError: it was not saved.
        """
        return self._edits.swap(article, change_id, undo=undo)

    def other_corrections(self, article_id: str) -> tuple[ArticleCorrections, ...]:
        """Return what the corrections of names in all articles but this one say, in no order."""
        key = key_of(encodable(article_id))
        return tuple(teaching for other, teaching in self._corrections.all().items() if other != key)

    def notes(self, article_id: str) -> ArticleRecord | None:
        """Return all that was made on an article, without its texts, or None where nothing is stored."""
        return self._read(article_id).notes

    def merge(self, notes: ArticleRecord) -> frozenset[str]:
        """Add what is not there yet of an article's notes, corrections and texts; return the ids of that.

        All of it or nothing is added, as one change, and it is safely on disk on return. What is there
        stays as it is, also where the ids are the same and all else differs.

        Raises:
            StoreError: nothing was saved.
        """
        return self._edits.merge(notes)

    def text(self, text_hash: str) -> str:
        """Return the text with this SHA-256, which something was annotated or corrected in.

        Raises:
            StoreError: it is not there any more, or is not what it was.
        """
        return self._snapshots.read(text_hash)

    def snapshot(self, text_hash: str) -> str | None:
        """Return the text with this SHA-256, or None where ``text`` would raise."""
        try:
            return self._snapshots.read(text_hash)
        except StoreError:
            return None

    def article(self, text_hash: str, location: str) -> Article | None:
        """Return the article with this text as it was stored, or None where it was not stored whole."""
        try:
            return self._snapshots.article(text_hash, location)
        except StoreError:
            return None

    def add_notice(self, line: str) -> None:
        """Have ``take_notices`` return one line more."""
        self._notices.add(line)

    def opened(self, article: Article) -> None:
        """Record that an article was opened now, and from where, and store all of it while it is at hand.

        Raises:
            StoreError: it was not saved.
        """

        def opened(db: TinyDB) -> None:
            describe(db, {"opened": now()})
            self._edits.keep_article(article)

        self._edits.make(article, opened)

    def add(self, article: Article, filing: Filing = NOT_FILED, *, is_read: bool = False) -> bool:
        """Add an article to what there is to read, all of it stored; return whether it is new there.

        An article that is there already stays as it was read, and what ``filing`` says is added to how it is
        filed. One that is new stands where it would, had it been opened when it was ``added``.

        Args:
            article: what to add.
            filing: how it is to be filed; without a day of its own it was added now.
            is_read: whether, if it is new, it was read to its end.

        Raises:
            StoreError: it was not saved.
        """
        return self._edits.add(article, filing, is_read=is_read)

    def save_position(self, article: Article, position: ReadingPosition) -> None:
        """Record where reading stopped.

        Raises:
            StoreError: it was not saved.
        """
        here = with_context(position, article.text, article.text_hash)
        record = checked(lambda: position_record(here, now()))

        def save(db: TinyDB) -> None:
            save_position(db, record)

        # A reader that is still open somewhere does not bring back what was removed meanwhile.
        self._edits.make(article, save, revives=False)

    def set_bookmark(self, article: Article, bookmark: Bookmark) -> None:
        """Set a bookmark, in place of the one with its letter; that cannot be taken back.

        Raises:
            StoreError: it was not saved.
        """
        record = checked(lambda: bookmark_record(bookmark))

        def set_bookmark(db: TinyDB) -> None:
            self._snapshots.keep(article.text, article.text_hash)
            db.table(BOOKMARKS).upsert(record, where("letter") == record["letter"])

        self._edits.make(article, set_bookmark, None)

    def check(self) -> NotesHealth:
        """Return the state of every file; mend nothing."""
        return check(self._layout)

    def repair(self) -> tuple[str, ...]:
        """Mend all files as far as there is a copy; return what was done, and what could not be, in words."""
        return Repair(self._layout, self._notices, self._pause).run()

    def take_notices(self) -> tuple[str, ...]:
        """Return what the reader should know, one line each, since this was last called."""
        return self._notices.take()
