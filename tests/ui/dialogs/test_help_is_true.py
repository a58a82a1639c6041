"""On every screen, in each of its states: the help lists the keys that act, and every other key says so.

Keys are really pressed, but what they call is only noted down, so that a state stays as it is.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.support.app import Reading, reading
from tests.support.dialogs import DIALOGS
from tests.support.library import shelve
from tui.config.keys import KeySequence, key_in_words, typed
from tui.domain.article import Block, BlockKind
from tui.library import Library
from tui.library.tags import Tag
from tui.ui import dialogs
from tui.ui.dialogs.base import ConfirmDialog, Dialog
from tui.ui.dialogs.help import AllKeys, HelpScreen, HelpSection
from tui.ui.keyboard.active import LiveKey, live_keys
from tui.ui.library.base import PreviewScreen
from tui.ui.library.tags import RenameDialog
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.footer import KeyLine

SOME_IDLE = 3
"""So many keys that nothing takes are pressed in each state."""
KEYS = (
    *"qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM056789",
    *("exclamation_mark", "number_sign", "percent_sign", "ampersand", "comma", "full_stop", "colon"),
    *("semicolon", "at", "backslash", "circumflex_accent", "underscore", "vertical_line", "tilde"),
    *(f"ctrl+{letter}" for letter in "abefgklnoqrstuvwxy"),
    *(f"f{number}" for number in range(1, 13)),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "backspace", "delete"),
    *("shift+up", "shift+left", "alt+left", "alt+x", "ctrl+right", "insert", "space", "escape"),
)


class Outcome(NamedTuple):
    """What came of a key: the names of the actions that it called, and what was said."""

    called: tuple[str, ...]
    said: str


class Trial:
    """Keys pressed in one program, where nothing happens but that it is noted what would.

    They are pressed all at once: the program takes one after the other.
    """

    def __init__(self, run: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run = run
        self.untrue: list[str] = []
        self._noting = False
        self._tried: set[tuple[object, ...]] = set()
        self._called: list[str] = []
        self._outcomes: list[Outcome] = []
        dispatch, handle = run.app._dispatch_action, run.app._handle

        async def note(node: DOMNode, name: str, parameters: tuple[object, ...]) -> bool:
            if not self._noting:
                return await dispatch(node, name, parameters)
            self._called.append(str(parameters[0]) if name == "command" else name)
            return True

        async def note_last_and_handle(event: Key) -> None:
            self._note()
            await handle(event)

        monkeypatch.setattr(run.app, "_dispatch_action", note)
        monkeypatch.setattr(run.app, "_handle", note_last_and_handle)

    @property
    def screen(self) -> Screen[Any]:
        return self.run.app.screen

    def _note(self) -> None:
        self._outcomes.append(Outcome(tuple(self._called), self._said))
        self._called.clear()

    @property
    def _said(self) -> str:
        screen = self.screen
        if isinstance(screen, ReaderScreen | PreviewScreen):
            return screen.strip.message
        return " ".join(line.message for line in screen.query(KeyLine))

    async def press(self, keys: Sequence[str]) -> list[Outcome]:
        """What each of the keys does."""
        self._outcomes.clear()
        self._called.clear()
        self._noting = True
        app = self.run.app
        with app.batch_update():
            for key in keys:
                app.post_message(Key(key, typed(key) if len(typed(key)) == 1 else None))
            await self.run.until(
                lambda: len(self._outcomes) == len(keys) and app._receiver is None, "all are pressed"
            )
        self._noting = False
        self._note()
        return self._outcomes[1:]

    async def check_help(self) -> None:
        """Note whether the help lists other keys than those that are known to act here."""
        live = {(" ".join(each.keys), each.hint or each.name) for each in live_keys(self.screen) if each.keys}
        below = self.screen
        await self.run.press("f1")
        screen = self.screen
        assert isinstance(screen, HelpScreen)
        await self.run.press("f1")
        assert self.screen is below
        listed = {row for section in screen.sections for row in section.rows}
        if listed != live:
            self.untrue.append(f"{below}: {listed ^ live} are listed otherwise")

    async def check(self, state: str) -> None:
        """Note what is untrue in this state."""
        live = [each for each in live_keys(self.screen) if each.keys]
        if not any(
            each.action.endswith("help") or each.id in ("help.close", "all-keys.close") for each in live
        ):
            self.untrue.append(f"{state}: nothing opens the help")
        wanted = [
            (sequence, name_of(each))
            for each in live
            for sequence in each.sequences
            if self._is_new(each, sequence)
        ]
        keys = [key for sequence, _ in wanted for key in sequence]
        idle = self._idle({sequence[0] for each in live for sequence in each.sequences})
        outcomes = iter(await self.press([*keys, *idle]))
        for sequence, name in wanted:
            came = [next(outcomes) for _ in sequence][-1]
            if came.called != (name,):
                self.untrue.append(f"{state}: {sequence} is to call {name}: {came}")
        for key, came in zip(idle, outcomes, strict=True):
            if came.called or not came.said.startswith(f"{key_in_words(key)} does nothing here"):
                self.untrue.append(f"{state}: {key} is not listed: {came}")

    def _is_new(self, live: LiveKey, sequence: KeySequence) -> bool:
        """Whether a key was not tried yet in something of the same kind."""
        if live.id.startswith("pane.") and sequence[0].isdigit():
            # A pane is opened by a digit before any action is called.
            return False
        where = ("reader" if isinstance(self.screen, ReaderScreen) else "", type(self.screen.focused))
        tried = (*where, type(live.node), live.action, sequence)
        is_new = tried not in self._tried
        self._tried.add(tried)
        return is_new

    def _idle(self, known: set[str]) -> Sequence[str]:
        """Some keys of which none of the known ones, nor a field, takes any."""
        idle = [key for key in KEYS if key not in known and not self._is_text(key)]
        if isinstance(self.screen, ReaderScreen):
            idle = [
                key for key in idle if not key.isdigit() and not self.screen.pending_keys.awake(typed(key))
            ]
        return idle[:: max(1, len(idle) // SOME_IDLE)]

    def _is_text(self, key: str) -> bool:
        """Whether a key is typed into a field."""
        editing = ("backspace", "delete", "enter", "tab")
        focused = self.screen.focused
        return isinstance(focused, (Input, TextArea)) and (len(typed(key)) == 1 or key in ("space", *editing))


def name_of(live: LiveKey) -> str:
    """The name of the action, without what it is of and with; of a feature's command, its id."""
    name = live.action.partition("(")[0].rpartition(".")[2]
    return live.id if name == "command" else name


def kinds_of(dialog: type[Dialog[Any]]) -> set[type[Dialog[Any]]]:
    """All classes of the program's that are dialogs of a kind."""
    below = {kind for each in dialog.__subclasses__() for kind in (each, *kinds_of(each))}
    return {kind for kind in below if kind.__module__.startswith("tui.")}


async def push(run: Reading, screen: Screen[Any]) -> None:
    run.app.push_screen(screen)
    await run.settled()


IN_THE_READER = {
    "text": (),
    "selecting": ("v",),
    "names": ("2",),
    "names filtered": ("2", "slash"),
    "quotes": ("3",),
    "no notes": ("4",),
    "search": ("slash",),
    "one name": ("right_square_bracket", "p"),
}
WITH_FIELDS = {"help": ("slash",), "open": ("tab",)}


async def test_in_the_reader_and_its_dialogs(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library, size=(80, 24)) as run:
        trial = Trial(run, monkeypatch)
        for state, keys in IN_THE_READER.items():
            await run.press(*keys)
            await trial.check(state)
            if state in ("text", "selecting"):
                await trial.check_help()
            await run.press("escape", "escape", "escape")
        await run.press("right_square_bracket", "p", "h")
        await run.saved()
        await trial.check("highlight")
        await run.press("4")
        await trial.check("notes")
        await run.press("1")
        made = {
            **DIALOGS,
            "themes": lambda: dialogs.ThemeChooser(["nord", "dracula"], "nord"),
            "headings": lambda: dialogs.HeadingsDialog("A title", [Block(0, 7, BlockKind.HEADING, 1)], 0),
            "unsaved": lambda: dialogs.UnsavedDialog(["note"], "the disk is full"),
            "folder": lambda: dialogs.FolderDialog("/tmp"),
            "all keys": lambda: AllKeys([HelpSection("Section", [("k", "does something")])]),
            "confirm": lambda: ConfirmDialog("Sure?", "Really?"),
            "rename": lambda: RenameDialog(Tag("safety", ("safety",), 2), {}.get),
        }
        shown = set()
        for state, make in made.items():
            await push(run, make())
            shown.add(type(trial.screen))
            await trial.check(state)
            if state == "add":
                await trial.check_help()
            if state in WITH_FIELDS:
                await run.press(*WITH_FIELDS[state])
                await trial.check(f"{state}, {WITH_FIELDS[state]}")
            while trial.screen is not run.reader:
                run.app.pop_screen()
                await run.pilot.pause()
        assert trial.untrue == []
        kinds = {kind for kind in kinds_of(Dialog) if "BINDINGS" in vars(kind) and not kind.__subclasses__()}
        assert kinds <= shown


async def test_in_the_library(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library, size=(80, 24), analysed=False) as run:
        trial = Trial(run, monkeypatch)
        await run.press("L")
        await run.settled()
        await trial.check("one article")
        await run.press("escape")
        shelve(library, tmp_path)
        await run.press("L")
        await run.settled()
        await trial.check("library")
        await run.press("slash")
        await trial.check("library filtered")
        await trial.check_help()
        await run.press("escape", "ctrl+f")
        await trial.check("find")
        await run.press(*"safe")
        await run.settled()
        await run.until(lambda: "Old bridge" in run.shown(), "it is found")
        await run.press("enter")
        await trial.check("found")
        for state, key in {"who": "w", "tags": "T", "feeds": "f"}.items():
            # One escape leaves the screen before, and two who was chosen on it.
            await run.press("escape", *(["escape"] if state == "tags" else []), key)
            await run.settled()
            await trial.check(state)
            if state == "who":
                await run.press("enter")
                await run.settled()
                await trial.check("known")
        assert trial.untrue == []
