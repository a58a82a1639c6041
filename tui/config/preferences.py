"""Preferences: what the config file says, and what was chosen by key since.

The file is the reader's own and is never written. What is chosen by key is stored next to the notes,
with what the file said at that time: it holds until the file says something else, so that what was
said last counts, wherever it was said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread

from tui import config
from tui.config.file import ConfigFile, read_config
from tui.config.settings import Value, in_toml, setting, what_is_wrong
from tui.system.files import Home, read, replace

NAME = "remembered.toml"
_HEAD = """\
# Written by Postil: what you chose by key while reading. Your own settings stand in your config file,
# which is never written: see `postil config`. [instead_of] is what that said when you chose; where it
# says something else now, it counts, and the choice does not.
"""


class Preferences:
    """What is set, and what is chosen from now on.

    Attributes:
        settings: how to read now.
        problems: what was wrong in the config file, a line each, to be shown once.
        first_time: whether the keys that matter most were never shown.
    """

    def __init__(
        self, config: ConfigFile | None = None, folder: Path | None = None, *, first_time: bool = False
    ) -> None:
        """Begin with what ``config`` says; store choices in ``folder``, or nowhere without one."""
        self.config = config or ConfigFile(Path("config.toml"))
        self.settings = self.config.settings
        self.problems = list(self.config.problems)
        self.first_time = first_time
        self.failed: Callable[[str], object] = lambda _reason: None
        """Called, in a thread, with a line on a choice that could not be stored."""
        self._folder = folder
        self._home = Home(folder or Path())
        self._remembered: dict[str, Value] = {}
        self._chosen: dict[str, Value] = {}
        """What was chosen in this run."""
        self._lock = Lock()

    @classmethod
    def load(cls, path: Path, folder: Path) -> Preferences:
        """Read the config file at ``path``, and what is remembered in ``folder``."""
        preferences = cls(read_config(path), folder)
        # What was chosen in earlier runs.
        remembered = _read(preferences._path)
        preferences.first_time = not _table(remembered, "told").get("first_keys", False)
        preferences._remembered = preferences._holding(remembered)
        preferences.settings = preferences.settings.having(preferences._remembered)
        return preferences

    def _holding(self, remembered: Mapping[str, object]) -> dict[str, Value]:
        """Return the remembered choices that still hold: the config file says what it said then."""
        instead_of = _table(remembered, "instead_of")
        return {
            name: value
            for name, value in _table(remembered, "chosen").items()
            if setting(name)
            and not what_is_wrong(name, value)
            and instead_of.get(name) == self.config.values.get(name)
        }

    @property
    def _path(self) -> Path:
        return (self._folder or Path()) / NAME

    def is_chosen(self, name: str) -> bool:
        """Return whether a setting is what it is because it was chosen by key."""
        return name in self._chosen or name in self._remembered

    def choose(self, **values: Value) -> None:
        """Read like this from now on, and after a restart."""
        self.settings = self.settings.having(values)
        self._chosen.update(values)
        self._save()

    def first_keys_shown(self) -> None:
        """Remember that the keys that matter most were shown, so that they are not shown again."""
        if self.first_time:
            self.first_time = False
            self._save()

    def _save(self) -> None:
        if self._folder is not None:
            # In the background: a disk may be slow. Leaving the program waits for it.
            Thread(target=self._write, name="preferences").start()

    def _write(self) -> None:
        with self._lock:
            if self._home.is_gone:
                return  # the choice holds while the program runs; the reader hears of the folder elsewhere
            try:
                self._home.make_folder(self._path.parent)
                replace(self._path, self._as_toml().encode(), durable=False)
            except OSError as error:
                self.failed(f"the choice could not be saved: {self._path}: {error.strerror or error}")

    def _as_toml(self) -> str:
        """Return what to remember: what is, also by another program since, and what was chosen here."""
        remembered, said = _read(self._path), self.config.values
        chosen = {**self._holding(remembered), **self._chosen}
        were_shown = bool(_table(remembered, "told").get("first_keys", False))
        tables: dict[str, Mapping[str, Value]] = {
            "chosen": chosen,
            "instead_of": {name: said[name] for name in chosen if name in said},
            "told": {"first_keys": were_shown or not self.first_time},
        }
        return _HEAD + "".join(
            f"\n[{table}]\n" + "".join(f"{name} = {in_toml(value)}\n" for name, value in values.items())
            for table, values in tables.items()
            if values
        )


def _table(remembered: Mapping[str, object], name: str) -> dict[str, Value]:
    table = remembered.get(name)
    return table if isinstance(table, dict) else {}


def _read(path: Path) -> dict[str, object]:
    """Return what is remembered; nothing where it cannot be read, since it can be chosen again."""
    try:
        return config.loads((read(path) or b"").decode())
    except (OSError, ValueError):
        return {}
