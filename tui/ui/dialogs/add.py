"""The dialogs in which articles are added to the library: what to add, and how far that is."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.dialogs.open import OpenDialog
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.cells import cell_width, cut
from tui.ui.widgets.inputs import CompletingInput
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

if TYPE_CHECKING:
    from tui.library.adding import Additions

BETWEEN = "⏎"
"""Stands in the field where a line ended that was pasted."""
_ADDRESSES = re.compile(r"(?:https?://\S+[\s,]+)+https?://\S+", re.IGNORECASE)
_TICK = 0.1
"""Seconds between two looks at how far it is."""


def places_in(typed: str) -> list[str]:
    """Return the paths and addresses that were typed or pasted, none twice.

    Each stood on a line of its own; web addresses may also have blanks or commas between them.
    """
    places: dict[str, None] = {}
    for piece in map(str.strip, typed.split(BETWEEN)):
        several = re.split(r"[\s,]+", piece) if _ADDRESSES.fullmatch(piece) else [piece]
        places.update(dict.fromkeys(filter(None, several)))
    return list(places)


class PlacesInput(CompletingInput):
    """A field for a path or an address; of several lines that are pasted it takes all."""

    def on_paste(self, event: events.Paste) -> None:
        """Insert what is pasted, with a sign where lines end."""
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        self.replace(f" {BETWEEN} ".join(lines), *self.selection)


class AddDialog(OpenDialog):
    """Returns what to add, one path or address a line, or None where the dialog was left."""

    FIELD = PlacesInput
    PLACEHOLDER = "a file, a list or a web address; several lines may be pasted"

    def __init__(self) -> None:
        super().__init__(title="Add to read later", enter="Add")

    def remark(self, typed: str) -> str:
        """Return how many there are."""
        number = len(places_in(typed))
        return f"{number} files or addresses." if number > 1 else super().remark(typed)

    def open(self, typed: str) -> None:
        """Return all of them; of one alone it is as when one is to be opened."""
        places = places_in(typed)
        if len(places) == 1:
            super().open(places[0])
        elif places:
            self.dismiss("\n".join(places))


class Wish(Enum):
    """What to do once the dialog is closed."""

    MORE = auto()
    """Ask for more to add."""


_LEAST = 12
"""Cells that a place has at least, however long the reason is why it could not be added."""


def _ending(place: str, room: int) -> str:
    """Return a path or address cut at its beginning: many have that in common."""
    if cell_width(place) <= room:
        return place
    while place and cell_width(place) >= room:
        place = place[1 + max(0, cell_width(place) - room) // 2 :]
    return f"…{place}"


class _ProblemRenderer(RowRenderer[str]):
    """One line for each problem: the place, as far as there is room, and the reason."""

    can_choose = False

    def key(self, row: str) -> Hashable:
        return row

    def lines(self, row: str, width: int) -> Sequence[Line]:
        place, _, reason = one_line(row).rpartition(": ")
        reason = cut(reason, max(1, width - _LEAST))
        shown = _ending(place, max(2, width - cell_width(reason) - 3))
        return ((Run(f"{shown}: ", "muted"), Run(reason)),)


def came_of(additions: Additions) -> str:
    """Return in words what came of what was to be added."""
    failed = additions.failed
    parts = [
        f"added {counted(additions.new, 'article')}" if additions.new else "nothing added",
        f"{additions.there:,} already there" if additions.there else "",
        f"{failed:,} could not be added" if failed else "",
    ]
    if left := additions.total - additions.done:
        parts.append(f"{left:,} not added any more")
    return ", ".join(filter(None, parts))


class AddingDialog(Dialog[Wish | None]):
    """Shows how far it is with what is being added, and what failed; it goes on when the dialog is closed."""

    TITLE = "Adding"
    BINDINGS: ClassVar[list[BindingType]] = bindings("adding")

    def __init__(self, additions: Additions) -> None:
        """Show ``additions``."""
        super().__init__()
        self._additions = additions
        self._state = plain("", "card-name")
        self._problems: RowList[str] = RowList(_ProblemRenderer(), empty="")
        self._was_going = True
        self._is_closed = False

    def body(self) -> Iterable[Widget]:
        """Yield how far it is, and a line for each thing that failed."""
        yield self._state
        yield self._problems

    def on_mount(self) -> None:
        """Follow what is being added."""
        self._problems.focus()
        self._look()
        self.set_interval(_TICK, self._look, name="adding")

    def _look(self) -> None:
        additions = self._additions
        is_going = additions.is_going
        going = f"{additions.done:,} of {additions.total:,} …"
        self._state.update(going if is_going else came_of(additions))
        if len(additions.problems) != len(self._problems.rows):
            self._problems.set_rows(additions.problems)
        if is_going is not self._was_going:
            self._was_going = is_going
            describe_action(self, "cancel", "Hide" if is_going else "Close")
            self.refresh_bindings()
        if not is_going and not additions.problems:
            self._close(None)

    def _close(self, wish: Wish | None) -> None:
        """Close once: it may be over at the moment in which a key closes the dialog."""
        if not self._is_closed:
            self._is_closed = True
            self.dismiss(wish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to stop while it goes on."""
        if action == "stop":
            return self._additions.is_going
        return super().check_action(action, parameters)

    def action_cancel(self) -> None:
        """Close; what failed is known then."""
        if not self._additions.is_going:
            self._additions.forget_problems()
        self._close(None)

    def action_stop(self) -> None:
        """Add nothing more."""
        self._additions.stop()
        self._look()

    def action_more(self) -> None:
        """Close, to be asked for more."""
        self._close(Wish.MORE)
