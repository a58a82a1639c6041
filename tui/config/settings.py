"""The settings: names, allowed values, defaults."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tui import config
from tui.config.keys import KeySequence
from tui.config.programs import Program
from tui.domain.annotation import Colour
from tui.domain.text.sanitize import one_line

Value = str | int | bool

AUTO = "auto"
"""The theme that suits the colours of the terminal."""
# The first six are Postil's own (tui/ui/theme.py); the others come with Textual.
THEMES = (
    "postil-dark", "postil-light", "postil-sepia", "postil-contrast", "ansi-dark", "ansi-light",
    "textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "catppuccin-latte",
    "catppuccin-frappe", "catppuccin-macchiato", "dracula", "tokyo-night", "monokai", "flexoki",
    "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark",
    "atom-one-light",
)  # fmt: skip
PRESETS = ("usual", "vim")
"""Sets of keys to begin with (tui/ui/keyboard)."""
_MOST_WORDS = 7
"""The most allowed words that are listed in the message on a wrong one."""


class _OneOf(NamedTuple):
    """A setting that is one of some words."""

    words: Sequence[str]

    def allows(self, value: object) -> bool:
        """Return whether it is one of them."""
        return isinstance(value, str) and value in self.words

    def __str__(self) -> str:
        more = len(self.words) - _MOST_WORDS
        rest = f" or one of {more} more, which `postil config --default` lists" if more > 0 else ""
        return f"one of {', '.join(self.words[:_MOST_WORDS])}{rest}"


class _Whole(NamedTuple):
    """A setting that is a whole number, from the least to the most."""

    least: int
    most: int

    def allows(self, value: object) -> bool:
        """Return whether it is such a number; true and false are none."""
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most

    def __str__(self) -> str:
        return f"a whole number from {self.least} to {self.most}"


class _YesNo:
    """A setting that is true or false."""

    def allows(self, value: object) -> bool:
        """Return whether it is either."""
        return isinstance(value, bool)

    def __str__(self) -> str:
        return "true or false"


class Setting(NamedTuple):
    """A setting, and what it may be.

    Attributes:
        name: what it is called in the file.
        default: what it is where the config file does not say.
        allowed: what it may be; ``str`` of it says so in words.
        meaning: what it does, in a sentence.
    """

    name: str
    default: Value
    allowed: _OneOf | _Whole | _YesNo
    meaning: str

    def allowed_in_full(self) -> str:
        """Return what it may be, however many words that takes."""
        known = self.allowed
        return f"one of {', '.join(known.words)}" if isinstance(known, _OneOf) else str(known)


SETTINGS = (
    Setting(
        "theme",
        AUTO,
        _OneOf((AUTO, *THEMES)),
        "The colours. auto takes postil-dark, or ansi-dark where the terminal has few colours or $NO_COLOR "
        "is set; only the ansi themes are available there.",
    ),
    Setting("measure", 72, _Whole(32, 160), "The widest that a line of text may be, in cells."),
    Setting("line_spacing", 1, _Whole(1, 2), "Rows from one line of text to the next."),
    Setting("paragraph_spacing", 1, _Whole(1, 3), "Lines left free between two paragraphs."),
    Setting("justify", False, _YesNo(), "Whether lines are justified."),
    Setting("focus_mode", False, _YesNo(), "Whether to start with the article alone, without the lists."),
    Setting(
        "colour", "yellow", _OneOf(tuple(Colour)), "The colour of a highlight for which none was chosen."
    ),
    Setting(
        "preset",
        "usual",
        _OneOf(PRESETS),
        "The keys of all actions to which [keys] gives no others; those of vim move in the text as vim does.",
    ),
    Setting(
        "signs",
        AUTO,
        _OneOf((AUTO, "unicode", "ascii")),
        "How frames and signs are drawn. auto takes ascii on the console of Linux, and in a Chinese, "
        "Japanese or Korean locale, where a terminal may draw them too wide.",
    ),
)
"""All that can be set, except the keys."""


class Settings(NamedTuple):
    """The values of all settings. The fields are those of ``SETTINGS``, with the same meaning.

    Attributes:
        keys: the keys of commands that have other keys than the default, by the ids of the commands;
            none for a command that is to have no key.
        programs: the programs that get the passage at the cursor.
    """

    theme: str = AUTO
    signs: str = AUTO
    measure: int = 72
    line_spacing: int = 1
    paragraph_spacing: int = 1
    justify: bool = False
    focus_mode: bool = False
    colour: str = "yellow"
    preset: str = "usual"
    keys: Mapping[str, Sequence[KeySequence]] = MappingProxyType({})
    programs: Sequence[Program] = ()

    def having(self, values: Mapping[str, Value]) -> "Settings":
        """Return the same with these values, whose names and values are valid."""
        return self._replace(**values)  # type: ignore[arg-type]


def setting(name: str) -> Setting | None:
    """Return the setting with that name, or None."""
    return next((each for each in SETTINGS if each.name == name), None)


def what_is_wrong(name: str, value: object) -> str:
    """Return what is wrong with a value of a setting; empty where nothing is, or there is no such setting."""
    known = setting(name)
    if known is None or known.allowed.allows(value):
        return ""
    given = one_line(in_toml(value) if isinstance(value, str | int) else repr(value), 60)
    words = known.allowed.words if isinstance(known.allowed, _OneOf) else ()
    meant = suggestion(value, words) if isinstance(value, str) else ""
    return f"{name} = {given} is not {known.allowed}{meant}"


def in_toml(value: Value) -> str:
    """Return a value as TOML writes it. Texts need no escapes: they are words of ours."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def suggestion(word: str, known: Sequence[str]) -> str:
    """Return ``; did you mean …?`` with the known word most like ``word``; empty where none is."""
    found = config.get_close_matches(word.casefold(), known, n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""
