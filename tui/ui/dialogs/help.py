"""The help: a sheet of the main keys by task, those of the place below first; and all keys with a filter."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations, pairwise, zip_longest
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard import active
from tui.ui.keyboard.active import LiveKey
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import KeyHints
from tui.ui.keyboard.table import BY_ID
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.cells import cell_width, cut, gap_between, short_lines
from tui.ui.widgets.list_pane import ListPane, headed
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

_MOST_LINES = 6


class HelpSection(NamedTuple):
    """Keys that act in one place, or serve one task.

    Attributes:
        title: which.
        rows: pairs of keys, as people know them, and what they do.
    """

    title: str
    rows: Sequence[tuple[str, str]]


# -- the sheet -----------------------------------------------------------------------------------


SHEET = Path(active.__file__).with_name("sheet.txt")
"""What the sheet says, and of which commands."""


def _read_tasks() -> list[HelpSection]:
    """Return the tasks, with ids of commands in the place of keys."""
    tasks: list[HelpSection] = []
    for line in SHEET.read_text("utf-8").splitlines():
        if line.startswith("["):
            tasks.append(HelpSection(line.strip("[]"), []))
        elif line and not line.startswith("#"):
            ids, words = line.split("|")
            tasks[-1] = HelpSection(tasks[-1].title, [*tasks[-1].rows, (ids.strip(), words.strip())])
    return tasks


def help_tasks(hints: KeyHints) -> list[HelpSection]:
    """Return the sections of the sheet, with the keys that the commands have now; none without a key."""
    return [
        HelpSection(
            task.title,
            [
                (keys, words)
                for ids, words in task.rows
                if (keys := _joined([hints.first(id_) for id_ in ids.split()]))
            ],
        )
        for task in _read_tasks()
    ]


_MANY = 4
"""From so many key sequences on, what they begin with is written once."""


def _joined(keys: Sequence[str]) -> str:
    """Write several keys, each once: ``]e [e``; of many that begin alike ``H y g b r v``."""
    keys = [*dict.fromkeys(filter(None, keys))]
    # No function keys, which are one key each.
    are_pairs = all(len(key) == 2 and not key[1].isdigit() for key in keys)
    if len(keys) >= _MANY and are_pairs and len({key[0] for key in keys}) == 1:
        return " ".join([keys[0][0], *(key[1:] for key in keys)])
    return " ".join(keys)


_TEXT = ("Article", "Reading", active.IN_SEQUENCE)
"""Where keys act that the tasks are about."""


def help_here(screen: Screen[Any], live: Iterable[LiveKey]) -> HelpSection | None:
    """Return the keys of the list, card or dialog that ``screen`` shows now; None where it is the text."""
    # What Textual itself binds on any screen is in the list of all keys alone, as is the key that led here.
    here = [
        each
        for each in live
        if each.keys and each.place not in _TEXT and each.node is not screen.app and each.id in BY_ID
        if each.id not in active.HELPS
    ]
    # What is chosen first, and last what moves in any list.
    here.sort(key=lambda each: (each.id != "list.choose", each.place == "Lists"))
    title = next((each.place for each in here if each.place != "Lists"), "Lists")
    rows = [(" ".join(each.keys), each.name[:1].lower() + each.name[1:]) for each in here]
    return HelpSection(title, rows) if rows else None


class Sheet(Static):
    """Sections in as many columns as there is room for."""

    def __init__(self, sections: Sequence[HelpSection], remark: Content) -> None:
        super().__init__()
        self._sections = sections
        self._remark = remark

    def render(self) -> Content:
        """Render the columns side by side, and the remark below."""
        width = self.size.width
        number = 3 if width >= _THREE else 2 if width >= _TWO else 1
        room = (width - _GAP * (number - 1)) // number
        columns = [
            [line for section in column for line in _lines_of(section, room)]
            for column in in_columns(self._sections, number)
        ]
        gap = Content(" " * _GAP)
        lines = [
            gap.join(line if line is not None else Content(" " * room) for line in row)
            for row in zip_longest(*columns)
        ]
        return Content("\n").join([*lines, self._remark])

    def on_resize(self) -> None:
        """Take as many columns as there is room for now."""
        self.refresh(layout=True)


_THREE, _TWO, _GAP = 100, 66, 2
"""Cells from which on there are three and two columns, and those between columns."""
_AROUND = 4
"""Rows of the frame, and of the line of keys with the gap above it."""
_KEYS = 14
"""Cells that keys take in a column at most, if what they do is to have room."""


def in_columns(sections: Sequence[HelpSection], number: int) -> list[Sequence[HelpSection]]:
    """Return the sections, in their order, in so many columns that are as short as can be."""
    heights = [len(section.rows) + 2 for section in sections]
    ways = [(0, *cuts, len(sections)) for cuts in combinations(range(1, len(sections)), number - 1)]
    if not ways:
        return [sections]

    def tallest(way: Sequence[int]) -> int:
        return max(sum(heights[start:end]) for start, end in pairwise(way))

    best = min(ways, key=tallest)
    return [sections[start:end] for start, end in pairwise(best)]


def _lines_of(section: HelpSection, width: int) -> list[Content]:
    """Write a section in lines of ``width`` cells each, and a free one below."""
    title = f"{section.title} "
    rule = "─" * max(0, width - cell_width(title) - 1)
    lines = [Content.assemble((title, "bold $bright"), (rule, "$border"), " ")]
    keys_width = min(_KEYS, max((cell_width(keys) for keys, _ in section.rows), default=0))
    for keys, words in section.rows:
        shown = _that_fit(keys, keys_width)
        said = cut(words, width - keys_width - 1)
        blank = " " * (width - keys_width - 1 - cell_width(said))
        lines.append(
            Content.assemble(
                (f"{shown}{' ' * (keys_width - cell_width(shown))} ", "bold $accent"),
                (said, "$foreground"),
                blank,
            )
        )
    return [*lines, Content(" " * width)]


def _that_fit(keys: str, width: int) -> str:
    """Return the first of several keys, as many as have room."""
    kept = ""
    for key in keys.split(" "):
        longer = f"{kept} {key}" if kept else key
        if kept and cell_width(longer) > width:
            break
        kept = longer
    return cut(kept, width)


class HelpScreen(Dialog[None]):
    """Which key does what, by task; closes with escape, ``q`` or ``?``."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("help")

    def __init__(
        self,
        sections: Sequence[HelpSection],
        tasks: Sequence[HelpSection] = (),
        here: HelpSection | None = None,
        remark: str = "",
    ) -> None:
        """Show the keys that act ``here``, then those for the ``tasks`` of the reader.

        Args:
            sections: all keys that act now, by where they act; shown in a list of their own.
            tasks: what the sheet has, one task after another.
            here: what comes before them, or None.
            remark: what is said below, where text between ``*`` is keys.
        """
        super().__init__()
        self.sections = sections
        place = here.title if here is not None else "Article"
        self.title = f"Keys for {_PLACES[place]}" if place in _PLACES else f"Keys: {place}"
        shown = [*([here] if here is not None else []), *tasks]
        parts = [
            Content.styled(part, "bold $accent" if n % 2 else "$muted")
            for n, part in enumerate(remark.split("*"))
        ]
        self._scroll = VerticalScroll(Sheet(shown or sections, Content("").join(parts)), can_focus=False)
        number = sum(len(section.rows) for section in sections)
        describe_action(self, "find", f"Find among all {number}")

    def body(self) -> Iterable[Widget]:
        """Yield the sheet."""
        yield self._scroll

    def on_resize(self, event: events.Resize) -> None:
        """Take what the sheet needs, or all that there is."""
        self._scroll.styles.max_height = max(1, event.size.height - _AROUND)

    def action_move(self, rows: int) -> None:
        """Scroll by so many rows."""
        self._scroll.scroll_relative(y=rows, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by almost what is seen."""
        self.action_move(step * max(1, self._scroll.size.height - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self._scroll.scroll_home(animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self._scroll.scroll_end(animate=False)

    def action_find(self) -> None:
        """List all keys that act, with a filter."""
        self.app.push_screen(AllKeys(self.sections))


_PLACES = {
    "Article": "the text",
    "Names": "the list of names",
    "Quotes": "the list of quotes",
    "Notes": "the list of notes",
    "Card of a name": "the card of a name",
    "Library": "the library",
    "Lists": "this list",
    "Here": "this place",
}
"""What places are called in the title of the sheet, by their titles in the list of all keys."""


# -- all keys ------------------------------------------------------------------------------------


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


class AllKeys(Dialog[None]):
    """All keys that act, by where they act; the filter is open."""

    TITLE = "All keys"

    BINDINGS: ClassVar[list[BindingType]] = bindings("all-keys")

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        """Show ``sections`` in this order."""
        super().__init__()
        self._list = HelpList(sections)

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield self._list

    async def on_mount(self) -> None:
        """Let the user type at once."""
        await self._list.action_filter()

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


def help_on(screen: Screen[Any], hints: KeyHints, *, is_usual: bool = True) -> HelpScreen:
    """Return the help for what ``screen`` shows now.

    Args:
        screen: what the help is opened on.
        hints: the keys that commands have.
        is_usual: whether they are the usual ones, so that there are those of vim to name.
    """
    live = active.live_keys(screen)
    others = [key for id_ in ("search.open", "note.undo", "text.copy") for key in hints.all(id_)[1:2]]
    remarks = [
        hints.phrase("A number repeats a jump: *3{}* is the third name on.", "jump.next-entity"),
        f"Arrow keys, the mouse{''.join(f', *{key}*' for key in others)} work too.",
        "Each key can be another one"
        + (', and *keys = "vim"* in the config file gives those of vim.' if is_usual else "."),
    ]
    return HelpScreen(
        help_sections(live), help_tasks(hints), help_here(screen, live), " ".join(filter(None, remarks))
    )
