"""The Textual application: themes, the first screen, the palette; nothing else."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget

from tui.config.preferences import Preferences
from tui.config.settings import AUTO
from tui.config.settings import THEMES as ALL_THEMES
from tui.domain.article import Article
from tui.library import Library
from tui.system.signals import end_by, terminal_is_gone, when_asked_to_end
from tui.system.terminal import is_drawn_elsewhere, signs_may_be_wide
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.background import Sweeper, open_in_background
from tui.ui.driver import own_driver, steadied
from tui.ui.keyboard.active import CommandProvider, live_keys
from tui.ui.keyboard.commands import (
    NO_KEY,
    bindings,
    check_keys,
    check_programs,
    keymap_of,
    keys_in_force,
    unusual,
)
from tui.ui.keyboard.hints import KeyHints
from tui.ui.keyboard.queue import KeysInTurn
from tui.ui.keyboard.table import ANYWHERE
from tui.ui.palette import palette_of
from tui.ui.reader.screen import ReaderScreen
from tui.ui.theme import FEW_COLOURS_THEMES, THEMES, Styles, theme_for
from tui.ui.widgets.filters import ASCII_SIGNS, HARMLESS_LINES

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from tui.domain.annotation import Target
    from tui.domain.library import OpenRequest

MOST_PROBLEMS = 3
"""So many lines on what is wrong with the config file are shown at once."""
ROOMY = 30
"""Rows of a screen on which more than one of them is."""
MOUNTED = 0.01
"""Seconds after which the program looks again whether it can end, while something is being mounted."""
SETTLED = 0.15
"""Seconds after a resize when the size that was taken over is compared with the terminal's."""


def no_colour() -> bool:
    """Return whether the user wants no colours: NO_COLOR is set and not empty (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


class PostilApp(KeysInTurn):
    """The program on the screen: themes, keys, which screen comes when."""

    TITLE = "Postil"
    BINDING_GROUP_TITLE = "Anywhere"
    BINDINGS: ClassVar[list[BindingType]] = bindings(ANYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}

    def __init__(
        self,
        library: Library,
        article: Article | None = None,
        preferences: Preferences | None = None,
        target: Target | None = None,
    ) -> None:
        """Read ``article``, at a ``target`` if there is one, or begin with the library; else as usual."""
        no_colours = no_colour()
        super().__init__(ansi_color=True if no_colours else None)
        # A key shows at once what it did; the line under the panes' names would slide for 18 frames.
        self.animation_level = "none"
        self._sweeper: Sweeper | None = None
        self.library = library
        self.preferences = preferences or Preferences()
        self._article = article
        self._target = target
        self._is_ending = False
        self._has_failed = False
        for theme in THEMES:
            self.register_theme(theme)
        self.few_colours = no_colours or self.console.color_system not in ("truecolor", "256")
        settings = self.preferences.settings
        self._in_ascii = settings.signs == "ascii" or (settings.signs == AUTO and signs_may_be_wide())
        self.theme = theme_for(settings.theme, few_colours=self.few_colours)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.few_colours, "-few-colours")
        self._styles = Styles(self.stylesheet)
        if article is None:
            self._styles.read_all()
        else:
            self._styles.read_first(self.few_colours)
        self.key_hints = KeyHints()
        """The keys that messages name."""
        self.action_use_keys()

    def action_use_keys(self) -> None:
        """Take the keys of the preset and those that the user wants."""
        if keys := keys_in_force(self.preferences.settings):
            self.key_hints = KeyHints(keys)
            # Every key that is pressed asks for the keymap: it is to hold no more than it must.
            self.set_keymap(keymap_of(unusual(keys)))

    def get_driver_class(self) -> type[Driver]:
        given = super().get_driver_class()
        # Where Textual was given a driver, as for a browser, that one draws.
        return steadied(given) if is_drawn_elsewhere() else own_driver() or given

    def on_resize(self) -> None:
        # Of signals that come within each other Textual may take the sizes in the wrong order.
        if not self.is_headless and not self.is_web:
            self.set_timer(SETTLED, self._check_size)

    def _check_size(self) -> None:
        if hasattr(signal, "SIGWINCH") and tuple(self.size) != tuple(shutil.get_terminal_size()):
            signal.raise_signal(signal.SIGWINCH)

    @property
    def return_code(self) -> int | None:
        """Return the exit code; 1 after a panic, for which Textual leaves it as it is."""
        return super().return_code or (1 if self._has_failed else super().return_code)

    def run_reader(self) -> int:
        """Run until the person leaves; the exit code."""
        self.run()
        return self.return_code or 0

    def refresh_css(self, animate: bool = True) -> None:
        # Textual asks for this once before there is any screen; parsing the stylesheet for
        # nothing would cost a tenth of the time to the first paint.
        if self.screen_stack:
            super().refresh_css(animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        signs = (ASCII_SIGNS,) if self._in_ascii else ()
        return [*super().get_line_filters(), HARMLESS_LINES, *signs]

    def get_css_variables(self) -> dict[str, str]:
        # After what Textual makes of the theme: the roles have names of which some are Textual's own.
        self.theme_variables = {**super().get_css_variables(), **palette_of(self.current_theme)}
        return self.theme_variables

    def get_default_screen(self) -> Screen[None]:
        if self._article is None:
            return super().get_default_screen()
        return ReaderScreen(self.library, self._article, self.preferences, self._target)

    def on_mount(self) -> None:
        self._sweeper = Sweeper(self, lasting=ReaderScreen)
        if not self.is_headless:
            when_asked_to_end(self._asked_to_end)
        if self._article is None:
            self._show_library()
        else:
            self.call_after_refresh(self._read_styles)
        self.preferences.failed = self._choice_not_saved
        self.call_after_refresh(self._check_preferences)

    def _read_styles(self) -> None:
        """Read the styles of what comes after the text; what is there already gets them too."""
        self._styles.read_all()
        # One that is being left has no screens any more.
        if self.screen_stack and (len(self.screen_stack) > 1 or self.screen.query("SidePane")):
            self.refresh_css(animate=False)

    # -- settings ------------------------------------------------------------------------

    def _check_preferences(self) -> None:
        """Show what is wrong with the config file, once there is something to read."""
        config, preset = self.preferences.config, self.preferences.settings.preset
        self._show_problems(self.preferences.problems)
        of_keys = check_keys(config.keys, preset)
        of_programs = check_programs(config.programs, config.keys, preset)
        self._show_problems(
            [
                *(config.problem(f"keys.{found.id}", found.message) for found in of_keys),
                *(config.problem(f"programs.{found.id}", found.message) for found in of_programs),
            ]
        )

    def _choice_not_saved(self, reason: str) -> None:
        self.call_later(self._show_problems, [reason])

    def _show_problems(self, problems: Sequence[str]) -> None:
        """Show problems, no more at once than leaves the text to be read."""
        shown = list(problems[: MOST_PROBLEMS if self.size.height >= ROOMY else 1])
        if more := len(problems) - len(shown):
            shown[-1] += f"\n{more} more: `postil config --check` lists all"
        for problem in shown:
            self.screen.notify(problem, severity="warning", timeout=15, markup=False)

    def get_key_display(self, binding: Binding) -> str:
        return "" if binding.key == NO_KEY else super().get_key_display(binding)

    def action_themes(self) -> None:
        names = FEW_COLOURS_THEMES if self.few_colours else ALL_THEMES
        self.push_screen(dialogs.ThemeChooser(names, self.theme), self._theme_chosen)

    def _theme_chosen(self, name: str | None) -> None:
        if name is not None:
            self.preferences.choose(theme=name)

    # -- screens -------------------------------------------------------------------------

    def pop_screen(self) -> AwaitComplete:
        screen = self.screen
        leaving = super().pop_screen()
        if self._sweeper is not None:
            self._sweeper.left(screen)
        return leaving

    async def on_event(self, event: events.Event) -> None:
        if self._is_ending and isinstance(event, events.Key):
            # It would open something that goes away before it is there.
            return
        if self._sweeper is not None and isinstance(event, events.Key):
            self._sweeper.key_pressed()
        await super().on_event(event)

    def _show_library(self) -> None:
        """Show what was read; from there one opens something or leaves."""
        self.push_screen(library_screens.LibraryScreen(self.library), self._library_left)

    def _library_left(self, destination: OpenRequest | None) -> None:
        if destination is None:
            self.exit()
        else:
            self._open(destination)

    def _open(self, destination: OpenRequest) -> None:
        self.screen.loading = True
        # A program that has been left meanwhile takes no message, and needs none.
        open_in_background(
            self.library,
            destination,
            partial(self.call_later, self._opened),
            partial(self.call_later, self._not_opened),
        )

    def _opened(self, destination: OpenRequest, article: Article, remark: str) -> None:
        self.screen.loading = False
        reader = ReaderScreen(self.library, article, self.preferences, destination.target)
        self.push_screen(reader)
        if remark:
            reader.strip.notice(remark)

    def _not_opened(self, reason: str) -> None:
        self.screen.loading = False
        self._show_library()
        self.notify(reason, severity="error", timeout=10, markup=False)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        self._is_ending = True
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.stop()
        if self._is_mounting():
            # What goes away while its parts are still being mounted ends in errors.
            self.set_timer(MOUNTED, partial(self.exit, result, return_code, message))
        else:
            super().exit(result, return_code, message)

    def _is_mounting(self) -> bool:
        return not all(
            node.is_mounted
            for screen in self.screen_stack
            for node in screen.walk_children(Widget, with_self=True)
        )

    async def action_quit(self) -> None:
        """Leave; but not while a note is on its way to the disk."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and not await screen.may_leave():
                return
        self.exit()

    def _asked_to_end(self, number: int) -> None:
        self.run_worker(self._end(number), group="ending", exclusive=True)

    async def _end(self, number: int) -> None:
        """End as a signal says, once all that was begun is saved; no question is asked."""
        readers = [screen for screen in self.screen_stack if isinstance(screen, ReaderScreen)]
        rescued = [await screen.rescue() for screen in readers if not await screen.save_all()]
        if terminal_is_gone():
            end_by(number)
        self.exit(return_code=128 + number, message="\n".join(rescued) or None)

    def panic(self, *renderables: RenderableType) -> None:
        # A terminal that was closed is first noticed by reading from it.
        if not self.is_headless and terminal_is_gone():
            self._asked_to_end(getattr(signal, "SIGHUP", signal.SIGTERM))
        else:
            self._has_failed = True
            super().panic(*renderables)

    def action_help(self) -> None:
        is_usual = self.preferences.settings.preset == "usual"
        self.push_screen(dialogs.help_on(self.screen, self.key_hints, is_usual=is_usual))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return all that keys do on ``screen``, and those of Textual's own commands that no key calls."""
        live = [each for each in live_keys(screen) if each.action != "command_palette"]
        named = {each.name for each in live}
        for command in super().get_system_commands(screen):
            if command.title not in named and command.title != "Keys":
                yield command
        for each in live:
            keys = f"key {' '.join(each.keys)}" if each.keys else "no key"
            act = partial(self.run_action, each.action, each.node)
            yield SystemCommand(each.name, f"{each.hint} · {keys}" if each.hint else keys, act)
