"""Who appears: everybody in all articles, and all that is known of one of them."""

from collections.abc import Sequence
from time import monotonic

from textual import on, work
from textual.worker import get_current_worker

from tui.domain.annotation import Target, TextPositionSelector, TextQuoteSelector
from tui.domain.destination import Destination, note_destination
from tui.domain.people import Somebody
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.library.people import Known, WhoAppears
from tui.screens.list_screen import ListScreen
from tui.widgets.known_list import KnownList, KnownRow
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.who_list import WhoList, times

TITLE = "Who appears"
EVERY = 0.5
"""Seconds after which the first of those counted so far are listed."""
MEANWHILE = 200
"""So many of them."""
SAID, NOTED, NAMED = "Said", "Noted by you", "Named in"


class WhoScreen(ListScreen[Destination | None]):
    """Returns the place that was chosen on the screen of one of them, or None."""

    def __init__(self, library: Library) -> None:
        self._list = WhoList()
        super().__init__(self._list, TITLE)
        self._list.empty = "Looking through the articles …"
        self._who = WhoAppears(library)
        self._done = False

    def on_mount(self) -> None:
        """Begin to look through the articles."""
        self._gather()

    @work(thread=True, group="gathering", exit_on_error=False)
    def _gather(self) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        due = monotonic() + EVERY
        for share in self._who.gather():
            if worker.is_cancelled:
                return
            if share < 1.0 and monotonic() > due:
                call(self._show, self._who.listed(MEANWHILE), share)
                due = monotonic() + EVERY
        call(self._show, self._who.listed(), 1.0)

    def _show(self, everybody: Sequence[Somebody], share: float) -> None:
        self._done = share == 1.0
        self._list.everybody = everybody
        if self._done:
            self._list.empty = "Nobody yet. Who is named in an article is known once it has been read."
        self._tell(share)

    def _tell(self, share: float = 1.0) -> None:
        who = self._who
        if share < 1.0:
            self.head(f"{TITLE} · looking through the articles {share:.0%}")
            return
        some = f"{who.counted:,} of " if who.counted < who.articles else ""
        number = f"{len(self._list.everybody):,}"
        self.head(f"{TITLE} · {number} in {some}{times(who.articles, 'article')}, {self._list.order.value}")

    @on(WhoList.Sorted)
    def _sorted(self) -> None:
        if self._done:
            self._tell()

    @on(WhoList.Chosen)
    def _chosen(self, message: WhoList.Chosen) -> None:
        message.stop()

        def go_on(destination: Destination | None) -> None:
            if destination is not None:
                self.dismiss(destination)

        if self._done:
            self.app.push_screen(KnownScreen(self._who, message.somebody), go_on)


class KnownScreen(ListScreen[Destination | None]):
    """All that is known of somebody; returns the place that was chosen, or None."""

    def __init__(self, who: WhoAppears, somebody: Somebody) -> None:
        self._list = KnownList()
        style = LABEL_STYLES[somebody.label]
        counts = [times(somebody.articles, "article"), times(somebody.mentions, "mention")]
        counts.append(times(somebody.quotations, "quote"))
        super().__init__(self._list, " · ".join([f"{style.mark} {one_line(somebody.name, 80)}", *counts]))
        self._who = who
        self._somebody = somebody

    def on_mount(self) -> None:
        """Look for what is known."""
        self._look()

    @work(thread=True, group="knowing", exit_on_error=False)
    def _look(self) -> None:
        worker = get_current_worker()
        known = self._who.known_of(self._somebody.key, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, rows_of(known))

    def _show(self, rows: Sequence[KnownRow]) -> None:
        self._list.empty = "Nothing is known any more."
        self._list.known = rows

    @on(KnownList.Chosen)
    def _chosen(self, message: KnownList.Chosen) -> None:
        message.stop()
        self.dismiss(message.destination)


def rows_of(known: Known) -> list[KnownRow]:
    """What is known, as rows of the list: what was said, then notes, then the articles."""
    rows = [
        KnownRow(
            SAID,
            each.article,
            Destination(each.article.location, each.article, each.said.target(each.text_hash)),
            said=each.said,
        )
        for each in known.said
    ]
    rows += [
        KnownRow(
            NOTED,
            each.article,
            note_destination(each.article, each.annotation),
            annotation=each.annotation,
        )
        for each in known.noted
    ]
    for named in known.named:
        place = Target(TextPositionSelector(*named.first), TextQuoteSelector(named.name), named.text_hash)
        destination = Destination(named.article.location, named.article, place)
        rows.append(KnownRow(NAMED, named.article, destination, mentions=named.mentions))
    return rows
