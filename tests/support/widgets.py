"""A small program that shows one widget, one dialog or one article with the colours of Postil."""

from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise, product
from typing import Any, TypeVar

from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from tui.domain.article import Article, Block, BlockKind, Inline
from tui.system.resources import resource
from tui.ui.article.layout import Typesetting
from tui.ui.article.view import ArticleView
from tui.ui.palette import palette_of
from tui.ui.theme import DEFAULT_THEME, THEMES
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

MessageT = TypeVar("MessageT", bound=Message)


class WidgetApp(App[None]):
    """Shows ``widget`` above the keys that it offers."""

    CSS_PATH = str(resource("styles.tcss"))
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget | None = None, theme: str = DEFAULT_THEME) -> None:
        super().__init__()
        self.animation_level = "none"  # as in Postil
        self.widget = widget
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def get_css_variables(self) -> dict[str, str]:
        self.theme_variables = {**super().get_css_variables(), **palette_of(self.current_theme)}
        return self.theme_variables

    def compose(self) -> ComposeResult:
        if self.widget is not None:
            yield self.widget
            yield Footer(show_command_palette=False)


class Seen:
    """The messages that were sent, each once, in order; to be handed to ``run_test`` as its hook."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        if not any(known is message for known in self._messages):
            self._messages.append(message)

    def of(self, kind: type[MessageT]) -> list[MessageT]:
        """Those of one kind."""
        return [message for message in self._messages if type(message) is kind]

    def clear(self) -> None:
        """Forget them."""
        self._messages.clear()


def screen_lines(app: App[Any]) -> list[str]:
    """What is on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def shown(app: App[Any]) -> str:
    """What is on the screen, as one text."""
    return "\n".join(line.rstrip() for line in screen_lines(app))


def marked(rows: RowList[Any]) -> list[str]:
    """The first line in view of each row that is shown as highlighted, without the bar at its left."""
    lines = ["", *(rows.render_line(y).text for y in range(rows.size.height))]
    return [line[1:].strip() for above, line in pairwise(lines) if line[:1] == "▌" != above[:1]]


PENDING = "still open"
"""What stands for the result of a dialog that is still open."""


class DialogApp(WidgetApp):
    """Shows ``dialog`` over some text; ``result`` is what it returned."""

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.result: Any = PENDING

    def compose(self) -> ComposeResult:
        yield Static("underneath", markup=False)

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self._returned)

    def _returned(self, result: Any) -> None:
        self.result = result


@asynccontextmanager
async def showing_dialog(
    dialog: Screen[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[DialogApp, Pilot[None]]]:
    """A program that shows ``dialog``."""
    app = DialogApp(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


PARAGRAPHS = "\n\n".join(
    f"Paragraph {number} tells of Ada and of Grace. It goes on with words enough for a second row, or three."
    for number in range(1, 31)
)


def article_of(text: str, *inlines: Inline, kinds: dict[int, BlockKind] | None = None) -> Article:
    blocks, position = [], 0
    for number, part in enumerate(text.split("\n\n")):
        kind = (kinds or {}).get(number, BlockKind.PARAGRAPH)
        blocks.append(Block(position, position + len(part), kind))
        position += len(part) + 2
    return Article("x", text, tuple(blocks), tuple(inlines))


@asynccontextmanager
async def showing_article(
    article: Article, size: tuple[int, int] = (80, 24), seen: Seen | None = None
) -> AsyncIterator[tuple[ArticleView, Pilot[None]]]:
    view = ArticleView()
    app = WidgetApp(view)
    async with app.run_test(size=size, message_hook=seen) as pilot:
        view.focus()
        view.article = article
        await pilot.pause()
        yield view, pilot


PARAGRAPH = (
    st.text(st.sampled_from("ab é漢 👩\u200d🚀.-"), min_size=1, max_size=80).map(str.strip).filter(bool)
)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE, BlockKind.HEADING])


def blocks_of(parts: list[tuple[str, BlockKind]]) -> tuple[str, list[Block]]:
    """Return a text of these parts, and its blocks."""
    text, blocks = "", []
    for part, kind in parts:
        if text:
            text += "\n\n"
        blocks.append(Block(len(text), len(text) + len(part), kind))
        text += part
    return text, blocks


SETTINGS = st.sampled_from([Typesetting(*each) for each in product((1, 2), (1, 2, 3), (False, True))])


Row = tuple[str, int]


class NamedRows(RowRenderer[Row]):
    """Rows of a name and a height; names that start with ``#`` are headings."""

    def key(self, row: Row) -> Hashable:
        return row[0]

    def is_heading(self, row: Row) -> bool:
        return row[0].startswith("#")

    def heights(self, rows: Sequence[Row], width: int) -> Sequence[int] | None:
        return [row[1] for row in rows]

    def lines(self, row: Row, width: int) -> Sequence[Line]:
        return [[Run(row[0] if part == 0 else f"{row[0]}/{part}")] for part in range(row[1])]


def rows_named(*names: str, height: int = 1) -> list[Row]:
    return [(name, 1 if name.startswith("#") else height) for name in names]


def visible(rows: RowList[Row]) -> list[str]:
    return [rows.render_line(y).text[1:].strip() for y in range(rows.size.height)]


def many(count: int) -> list[Row]:
    return [(f"row {index}", 1) for index in range(count)]
