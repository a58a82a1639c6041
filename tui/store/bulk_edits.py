"""Changes of several articles at once, each of which can be taken back as one."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tinydb import TinyDB

from tui.domain.annotation import Annotation, now
from tui.domain.errors import StoreError
from tui.domain.history import ChangeWords, SharedChange, SharedUndoResult, UndoResult
from tui.domain.library import Filing
from tui.domain.serialization import Record, annotation_of, annotation_record
from tui.domain.text.sanitize import encodable
from tui.store.contents import Contents
from tui.store.edits import filing_in, put_filing
from tui.store.layout import Layout
from tui.store.storage import ANNOTATIONS, CORRECTIONS, FILING
from tui.store.summaries import SummaryCache
from tui.store.transaction import Transactions
from tui.store.undo_log import Sights, mark_removed, moment, recorded, swap

Alter = Callable[[Annotation], Annotation | None]
"""Returns what an annotation becomes: the same, another with the same id, or None where it goes."""
AlterFiling = Callable[[Filing], Filing]
"""Returns how an article is to be filed, by how it is filed."""
Progress = Callable[[int, int], object]
"""Takes how many articles are done, and of how many."""


def _no_progress(done: int, of: int) -> None:
    """Show no progress."""


def _as_filed(filing: Filing) -> Filing:
    """Leave an article filed as it is."""
    return filing


_State = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class _ArticlePart:
    """One article's part in a shared change; ``undo_log.Part`` says what the fields mean."""

    article_id: str
    title: str
    change_id: str
    swapped: str
    undone: bool

    @property
    def state(self) -> _State:
        """Return what differs once any program has swapped it."""
        return self.change_id, self.swapped, self.undone


class BulkEdits:
    """Changes several articles at once, and takes that back. Safe to use from any thread.

    Each article is changed in a transaction of its own: after a crash, or a failure, a change is made
    in some articles and not in others. These are as they were, those can be taken back as one, and
    making the change once more completes it.
    """

    def __init__(
        self, layout: Layout, transactions: Transactions, sights: Sights, saved: Callable[[], object]
    ) -> None:
        """Change what is stored at ``layout`` by ``transactions``; call ``saved`` after each save.

        ``sights`` know which changes of each article are this program's own.
        """
        self._transactions = transactions
        self._sights = sights
        self._known: set[_State] | None = None
        """The parts in shared changes that this program may swap, as it left them or found them first."""
        self._saved = saved
        self._summaries = SummaryCache(layout, layout.index_of_bulk_edits, _record)

    def change(
        self,
        article_ids: Iterable[str],
        alter: Alter,
        message: str,
        progress: Progress = _no_progress,
        *,
        file: AlterFiling = _as_filed,
    ) -> SharedChange | None:
        """Let ``alter`` change all annotations of some articles, as one change; return None if none changes.

        Return once all is safely on disk. ``alter`` need not set when an annotation was modified.

        Args:
            article_ids: of articles of which something is stored; others are skipped.
            alter: see ``Alter``; it is called several times with each annotation.
            file: changes how each of the articles is filed; it is called several times as well.
            message: the line that says to the reader what was done.
            progress: see ``Progress``.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """

        def is_changed(article_id: str) -> bool:
            known = self._transactions.read(article_id)
            return known.article is not None and (
                any(alter(each) != each for each in known.annotations) or file(known.filing) != known.filing
            )

        ids = [each for each in dict.fromkeys(map(encodable, article_ids)) if is_changed(each)]
        shared = SharedChange(str(uuid.uuid4()), self._next_moment(), encodable(message), len(ids))

        def change_one(article_id: str) -> None:
            def operate(db: TinyDB) -> None:
                with recorded(db, ChangeWords(shared.message), self._sights.of(article_id), shared):
                    _alter_all(db, alter)
                    known = filing_in(db)
                    if (new := file(known)) != known:
                        put_filing(db, new)

            self._transactions.change(article_id, operate)

        with self._knowing(shared):
            self._each(ids, change_one, progress)
        return shared if ids else None

    def file(
        self, article_ids: Iterable[str], file: AlterFiling, message: str, progress: Progress = _no_progress
    ) -> SharedChange | None:
        """Let ``file`` change how some articles are filed, as one change; see ``change``.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """
        return self.change(article_ids, lambda annotation: annotation, message, progress, file=file)

    def remove(self, article_id: str, message: str) -> SharedChange | None:
        """Remove an article with all that was made on it; return None where nothing is stored of it.

        Until it is opened again, that can be taken back whole. Its file as it was stays in ``history``.

        Raises:
            StoreError: that was not saved, and all is as it was.
        """
        article_id = encodable(article_id)
        if self._transactions.read(article_id).article is None:
            return None
        shared = SharedChange(str(uuid.uuid4()), self._next_moment(), encodable(message))

        def operate(db: TinyDB) -> None:
            with recorded(db, ChangeWords(shared.message), self._sights.of(article_id), shared):
                db.table(ANNOTATIONS).truncate()
                db.table(CORRECTIONS).truncate()
                db.table(FILING).truncate()
                mark_removed(db)

        with self._knowing(shared):
            self._transactions.change(article_id, operate, keep_former=True)
        self._saved()
        return shared

    def look(self) -> None:
        """Take the shared changes that are there for those that may be taken back; only once.

        What other programs change from then on is theirs to take back.
        """
        if self._known is None:
            parts = (part for found in self._changes().values() for part in found)
            self._known = {part.state for part in parts}

    @contextmanager
    def _knowing(self, shared: SharedChange) -> Iterator[None]:
        """Take a shared change, as it is left, for one of this program: also where not all was saved."""
        self.look()
        try:
            yield
        finally:
            self._known = (self._known or set()) | {part.state for part in self._changes().get(shared, ())}

    def _own(self) -> Mapping[SharedChange, list[_ArticlePart]]:
        """Return the shared changes that no other program made, took back or made again."""
        self.look()
        known = self._known or set()
        return {
            shared: parts
            for shared, parts in self._changes().items()
            if all(part.state in known for part in parts)
        }

    def undoable(self) -> SharedChange | None:
        """Return this program's last shared change that is not taken back in all articles, or None."""
        changes = self._own()
        made = [shared for shared, parts in changes.items() if not all(part.undone for part in parts)]
        return max(made, key=lambda shared: shared.made, default=None)

    def redoable(self) -> SharedChange | None:
        """Return the shared change that this program took back last, if it made none since; or None."""
        changes = self._own()
        last_made = max((shared.made for shared in changes), default="")
        undone = {
            shared: max(part.swapped for part in parts if part.undone)
            for shared, parts in changes.items()
            if any(part.undone for part in parts)
        }
        last = max(undone, key=lambda shared: undone[shared], default=None)
        return last if last and undone[last] >= last_made else None

    def swap(
        self, shared_id: str, *, undo: bool, progress: Progress = _no_progress
    ) -> SharedUndoResult | None:
        """Take a shared change back, or make it again, in each article where that is not done already.

        Where what it changed was changed otherwise since, the article stays as it is. Return once all is
        safely on disk, or None where there is nothing to do.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """
        for shared, parts in self._changes().items():
            todo = {part.article_id: part for part in parts if part.undone is not undo}
            if shared.id == shared_id and todo:
                return self._swap_all(shared, todo, undo, progress)
        return None

    def _swap_all(
        self, shared: SharedChange, todo: Mapping[str, _ArticlePart], undo: bool, progress: Progress
    ) -> SharedUndoResult:
        unfit: list[str] = []
        when = self._next_moment()

        def swap_one(article_id: str) -> None:
            part, outcome = todo[article_id], list[UndoResult | None]()
            sight = self._sights.of(article_id)
            self._transactions.change(
                article_id, lambda db: outcome.append(swap(db, part.change_id, sight, undo=undo, when=when))
            )
            # Where there is no outcome, another program was faster.
            if outcome[-1] is not None and not outcome[-1].fits:
                unfit.append(part.title)

        with self._knowing(shared):
            self._each(todo, swap_one, progress)
        return SharedUndoResult(shared, len(todo) - len(unfit), tuple(unfit), tuple(todo))

    def _each(self, article_ids: Collection[str], work: Callable[[str], object], progress: Progress) -> None:
        """Call ``work`` with one article after the other."""
        for done, article_id in enumerate(article_ids):
            try:
                work(article_id)
            except StoreError as error:
                before = f"; {done} of {len(article_ids)} articles were changed before" if done else ""
                raise StoreError(f"{error}{before}") from error
            self._saved()
            progress(done + 1, len(article_ids))

    def _next_moment(self) -> str:
        """Return this moment, or one just after the last shared change where the clock says an earlier one.

        So what was done last is the latest, whatever the clock said once.
        """
        changes = self._changes()
        known = [shared.made for shared in changes] + [
            each.swapped for all in changes.values() for each in all
        ]
        this, last = moment(), max(known, default="")
        if last < this:
            return this
        with suppress(ValueError, OverflowError):
            after = datetime.fromisoformat(last) + timedelta(microseconds=1)
            return after.isoformat(timespec="microseconds").replace("+00:00", "Z")
        return this

    def _changes(self) -> Mapping[SharedChange, list[_ArticlePart]]:
        """Return all shared changes of which something is left, and their parts."""
        found: dict[SharedChange, list[_ArticlePart]] = {}
        for article_id, title, parts in self._summaries.all().values():
            for shared, change_id, swapped, undone in parts:
                part = _ArticlePart(article_id, title, change_id, swapped, undone)
                found.setdefault(SharedChange(*shared), []).append(part)
        return found


def _record(contents: Contents) -> Any:
    """Return the summary of an article: its id, its title, and its parts in shared changes."""
    article = contents.article or contents.removed
    if article is None or not contents.parts:
        return None
    parts = [[list(astuple(each.shared)), *each[1:]] for each in contents.parts]
    return [article.id, article.title or article.location, parts]


def _alter_all(db: TinyDB, alter: Alter) -> None:
    """Replace each annotation with what ``alter`` returns for it."""
    table = db.table(ANNOTATIONS)
    altered: dict[int, Record] = {}
    removed = []
    for document in table.all():
        old = annotation_of(document)
        new = alter(old)
        if new is None:
            removed.append(document.doc_id)
        elif new != old:
            altered[document.doc_id] = annotation_record(replace(new, modified=now()))
    # All at once: each call goes through the whole table.
    if removed:
        table.remove(doc_ids=removed)
    if altered:
        records = iter(altered.values())
        table.update(lambda document: document.update(next(records)), doc_ids=list(altered))
