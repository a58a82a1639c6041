"""The Textual application: themes, the first screen, the palette; nothing else."""

import os
import shutil
import signal
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.config.key_names import keys_in_words
from tui.domain.article import Article
from tui.keys_in_turn import KeysInTurn
from tui.library import Library
from tui.resources import resource
from tui.screens import dialogs
from tui.screens.chords import CHORDS
from tui.screens.opening import open_beside
from tui.screens.reader import ReaderScreen
from tui.theme import CYCLE, DEFAULT_THEME, FEW_COLOURS_THEME, THEMES, label_variables

SETTLED = 0.15
"""Seconds after a resize when the size that was taken over is compared with the terminal's."""


def no_colour() -> bool:
    """Whether the person wants none: NO_COLOR is set and not empty (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


class PostilApp(KeysInTurn):
    """Postil, on the screen."""

    TITLE = "Postil"
    CSS_PATH = str(resource("styles.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "next_theme", "Theme", id="view.theme", show=False),
        Binding("q", "quit", "Quit", id="quit"),
        Binding("ctrl+q", "quit", "Quit, from anywhere", id="quit.always", show=False, priority=True),
    ]

    def __init__(self, library: Library, article: Article | None = None) -> None:
        """Read ``article``, or begin with the library if there is none."""
        few = no_colour()
        super().__init__(ansi_color=True if few else None)
        self.library = library
        self._article = article
        for theme in THEMES:
            self.register_theme(theme)
        few = few or self.console.color_system not in ("truecolor", "256")
        self.theme = FEW_COLOURS_THEME if few else DEFAULT_THEME
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(few, "-few-colours")

    def on_resize(self) -> None:
        # Of signals that come within each other Textual may take the sizes in the wrong order.
        if not self.is_headless:
            self.set_timer(SETTLED, self._check_size)

    def _check_size(self) -> None:
        if hasattr(signal, "SIGWINCH") and tuple(self.size) != tuple(shutil.get_terminal_size()):
            signal.raise_signal(signal.SIGWINCH)

    def run_reader(self) -> int:
        """Run until the person leaves; the exit code."""
        self.run()
        return self.return_code or 0

    def refresh_css(self, animate: bool = True) -> None:
        # Textual asks for this once before there is any screen; parsing the stylesheet for
        # nothing would cost a tenth of the time to the first paint.
        if self.screen_stack:
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return label_variables(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        if self._article is None:
            return super().get_default_screen()
        return ReaderScreen(self.library, self._article)

    def on_mount(self) -> None:
        if self._article is None:
            self._show_library()

    def _show_library(self) -> None:
        """Show what was read; from there one opens something or leaves."""
        self.push_screen(dialogs.library_screen(self.library), self._library_left)

    def _library_left(self, location: str | None) -> None:
        if location is None:
            self.exit()
        else:
            self._open(location)

    def _open(self, location: str) -> None:
        self.screen.loading = True
        # A program that has been left meanwhile takes no message, and needs none.
        open_beside(
            self.library,
            location,
            lambda article: self.call_later(self._opened, article),
            lambda reason: self.call_later(self._not_opened, reason),
        )

    def _opened(self, article: Article) -> None:
        self.screen.loading = False
        self.push_screen(ReaderScreen(self.library, article))

    def _not_opened(self, reason: str) -> None:
        self.screen.loading = False
        self._show_library()
        self.notify(reason, severity="error", timeout=10, markup=False)

    def action_next_theme(self) -> None:
        number = CYCLE.index(self.theme) + 1 if self.theme in CYCLE else 0
        self.theme = CYCLE[number % len(CYCLE)]

    async def action_quit(self) -> None:
        """Leave; but not while a note is on its way to the disk."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and not await screen.may_leave():
                return
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """All that the keys of ``screen`` do, beside Textual's own commands."""
        yield from super().get_system_commands(screen)
        for active in screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.description and active.node is not self and not binding.system:
                yield SystemCommand(
                    binding.description,
                    f"{binding.tooltip} · key {keys_in_words([binding.key])}".removeprefix(" · "),
                    partial(self.run_action, binding.action, active.node),
                )
        if isinstance(screen, ReaderScreen):
            for first, way in (("]", "Next"), ("[", "Previous")):
                for item in CHORDS[first]:
                    yield SystemCommand(
                        f"{way} {item.description}",
                        f"key {first}{item.key}",
                        partial(self.run_action, item.action, screen),
                    )
