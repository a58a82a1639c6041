"""The help: the keys that act on the screen below, by where they act."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard.active import LiveKey
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.cells import cut, gap_between, short_lines
from tui.ui.widgets.list_pane import ListPane, headed
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

_MOST_LINES = 6


class HelpSection(NamedTuple):
    """Keys that act in one place.

    Attributes:
        title: where.
        rows: pairs of keys, as people know them, and what they do.
    """

    title: str
    rows: Sequence[tuple[str, str]]


class HelpRow(NamedTuple):
    """One row of the help, in the section of that number."""

    section: int
    keys: str
    description: str


class HelpRenderer(RowRenderer[HelpRow | Heading]):
    """Keys on the left, and next to them what they do.

    Attributes:
        keys_width: the cells that the keys take.
    """

    can_choose = False

    def __init__(self, keys_width: int) -> None:
        self._keys_width = keys_width

    def key(self, row: HelpRow | Heading) -> Hashable:
        """Return the row itself."""
        return row

    def heights(self, rows: Sequence[HelpRow | Heading], width: int) -> list[int]:
        """Return as many as there are lines; the help is short."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: HelpRow | Heading, width: int) -> list[Line]:
        """Return the lines of a row; headings have an empty line above."""
        if isinstance(row, Heading):
            title: Line = (Run(cut(row.title, width), "heading"),)
            return [title] if row.group == "0" else [(), title]
        keys_width = min(self._keys_width, width // 2)
        keys = short_lines(row.keys, keys_width, _MOST_LINES)
        words = short_lines(row.description, width - keys_width - 3, _MOST_LINES)
        return [
            (Run(f" {key}{gap_between(key, '', keys_width + 1)}", "tag"), Run(part))
            for key, part in zip_longest(keys, words, fillvalue="")
        ]


class HelpList(ListPane[HelpRow]):
    """All sections, with a filter."""

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        longest = max((len(keys) for section in sections for keys, _ in section.rows), default=0)
        super().__init__(HelpRenderer(min(longest, 20)))
        self._sections = sections

    def items(self) -> Sequence[HelpRow]:
        """Return the rows of all sections."""
        return [
            HelpRow(number, *row) for number, section in enumerate(self._sections) for row in section.rows
        ]

    def searched(self, item: HelpRow) -> str:
        """Return keys and description."""
        return f"{item.keys} {item.description}"

    def arranged(self, found: Sequence[HelpRow]) -> list[HelpRow | Heading]:
        """Return the rows below their sections."""
        rows: list[HelpRow | Heading] = []
        for number, section in enumerate(self._sections):
            in_section = [row for row in found if row.section == number]
            rows += headed(in_section, str(number) if rows else "0", section.title)
        return rows


class HelpScreen(Dialog[None]):
    """Which key does what; closes with escape, ``q`` or ``?``."""

    TITLE = "Keys"

    BINDINGS: ClassVar[list[BindingType]] = bindings("help")

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        """Show ``sections`` in this order."""
        super().__init__()
        self.sections = sections
        self._list = HelpList(sections)

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self._list.focus()

    def action_first(self) -> None:
        """Go to the top."""
        self._list.action_first()


def help_sections(live: Iterable[LiveKey]) -> list[HelpSection]:
    """Return those keys, by where they act."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for each in live:
        if each.keys:
            sections.setdefault(each.place, []).append((" ".join(each.keys), each.hint or each.name))
    return [HelpSection(place, rows) for place, rows in sections.items()]
