"""A small program that shows one widget with the colours of Postil."""

from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Footer

from tui.system.resources import resource
from tui.ui.theme import DEFAULT_THEME, THEMES, label_variables
from tui.ui.widgets.row_list import RowList

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

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return label_variables(self.current_theme)

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
    """The lines in view that are shown as highlighted, without their mark."""
    lines = [rows.render_line(y).text for y in range(rows.size.height)]
    return [line[1:].strip() for line in lines if line.startswith("›")]
