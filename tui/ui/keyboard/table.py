"""The commands and the scopes that they act in: the one table of keys.

Bindings, help, palette, footer, hints, the config file and the check for clashes read it. The rows have
the order in which the config file and its page list them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.config.keys import KeySequence, read_key

SequencesById = Mapping[str, Sequence[KeySequence]]
"""Keys, by the ids of the commands that they call: usual ones, or those that the user wants."""

ANYWHERE = "anywhere"
"""The scope of the application itself, which is around every screen but dialogs."""
ARTICLE = "article"
"""The scope of the text."""
READER = "reader"
"""The scope of the screen on which an article is read; it alone takes counts and key sequences."""


@cache
def _sequences(keys: str) -> Sequence[KeySequence]:
    if " " in keys:
        return (tuple(map(read_key, keys.split(" "))),)
    return tuple((read_key(key),) for key in keys.split(","))


class Command(NamedTuple):
    """Something that keys do.

    Attributes:
        id: what the config file knows it by; several scopes may have commands of one id.
        scope: the name of the scope that it acts in.
        keys: the usual keys: single ones, by Textual's names of them and with commas between them, or a
            sequence of two as they are typed, with a space between them: ``] e``.
        action: the action that Textual calls; empty for a command of one of the reader's features, which the
            reader's screen runs by its id.
        name: what it does, in a word or two, for the foot of the screen.
        hint: the same in more words, or empty.
        shown: whether the foot of the screen shows it.
        priority: whether it acts before whatever has the focus.
        display: what the foot of the screen shows in place of the key, or None.
        while_selecting: whether it acts only while something is selected.
        while_reading: whether it acts only while nothing is selected.
        in_text: whether it is meant for the text: a list may have its key for something else.
    """

    id: str
    scope: str
    keys: str
    action: str
    name: str
    hint: str = ""
    shown: bool = True
    priority: bool = False
    display: str | None = None
    while_selecting: bool = False
    while_reading: bool = False
    in_text: bool = False

    @property
    def call(self) -> str:
        """Return the action that Textual calls."""
        return self.action or f"command('{self.id}')"

    @property
    def is_sequence(self) -> bool:
        """Return whether its usual keys are two, pressed one after the other."""
        return " " in self.keys

    @property
    def sequences(self) -> Sequence[KeySequence]:
        """Return the usual keys, by Textual's names of them."""
        return _sequences(self.keys)

    @property
    def words(self) -> str:
        """Return what it does, in as many words as there are."""
        return self.hint or self.name


class Scope(NamedTuple):
    """Where keys act together: a screen, a dialog, a widget.

    Attributes:
        name: what commands and classes know it by.
        title: the same for people.
        extends: the scope whose commands it has besides its own, as a class has its base's; or empty.
        parts: scopes that it is made of; their commands are its own, in this order and before those that
            name it themselves.
        within: the scopes around it, any of which gets the keys that it leaves.
        is_modal: whether nothing below gets the keys that it leaves.
    """

    name: str
    title: str
    extends: str = ""
    parts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    is_modal: bool = False


# fmt: off
SCOPES: Sequence[Scope] = (
    Scope(ANYWHERE, "Anywhere"),
    Scope(READER, "Reading", parts=(
        "reader.notes", "reader.highlights", "reader.suggestions", "reader.jumps", "reader.bookmarks",
        "reader.hints", "reader.view", "reader.panes",
    )),
    *(
        Scope(name, "Reading") for name in (
            "reader.panes", "reader.view", "reader.hints", "reader.bookmarks", "reader.jumps",
            "reader.suggestions", "reader.highlights", "reader.notes",
        )
    ),
    Scope(ARTICLE, "Article", within=(READER,)),
    Scope("list", "Lists", within=(
        "quotes", "people", "names", "tags", "feeds", "notes", "person-card", "pane", "find",
    )),
    Scope("entities", "Names", extends="pane"),
    Scope("names", "Names", extends="entities", within=(READER,)),
    Scope("person-card", "Card of a name", extends="pane", within=(READER,)),
    Scope("quotes", "Quotes", extends="pane", within=(READER,)),
    Scope("notes", "Notes", extends="pane", within=(READER,)),
    Scope("people", "Lists", extends="pane", within=("undo-screen",)),
    Scope("tags", "Lists", extends="pane", within=("undo-screen",)),
    Scope("feeds", "Lists", extends="pane", within=("feed-screen",)),
    Scope("pane", "Lists", within=("library", "list-screen")),
    *(
        Scope(name, title, extends=extends, is_modal=True) for name, title, extends in (
            ("card", "Card", "dialog"),
            ("adding", "Adding", "dialog"),
            ("confirm", "Confirm dialog", "dialog"),
            ("correct-menu", "Correct menu", "dialog"),
            ("dialog", "Dialog", ""),
            ("export", "Export dialog", "dialog"),
            ("headings", "Headings dialog", "dialog"),
            ("help", "Help screen", "dialog"),
            ("all-keys", "All keys", "dialog"),
            ("kind", "Kind dialog", "dialog"),
            ("name-adder", "Name adder", "kind"),
            ("merge", "Merge dialog", "dialog"),
            ("note-chooser", "Note chooser", "dialog"),
            ("note-editor", "Note editor", "dialog"),
            ("suggestions", "Suggestions dialog", "dialog"),
            ("open", "Open dialog", "dialog"),
            ("speaker", "Speaker dialog", "dialog"),
            ("tag-editor", "Tag editor", "dialog"),
            ("rename-tag", "Rename dialog", "dialog"),
            ("themes", "Themes", "dialog"),
            ("unsaved", "Unsaved dialog", "dialog"),
            ("folder", "Folder dialog", "dialog"),
        )
    ),
    Scope("find", "Find screen"),
    Scope("library", "Library", extends="list-screen"),
    Scope("list-screen", "List screen"),
    Scope("undo-screen", "List screen", extends="list-screen"),
    Scope("feed-screen", "Feeds", extends="list-screen"),
    Scope("tag-field", "Input", within=("tag-editor",)),
    Scope("candidate-field", "Input", within=("merge", "speaker")),
    Scope("choices", "Choices", extends="list"),
    Scope("completing-input", "Fields with completion"),
    Scope("filter", "Filter of a list"),
    Scope("search-input", "Search"),
    Scope("search-bar", "Search"),
)
"""All scopes. Fields stand alone: what is typed into them is text, and no loss for what is around."""
# fmt: on


def _read(table: str) -> Iterator[Command]:
    scope = ""
    for line in table.splitlines():
        if line.startswith("["):
            scope = line.strip("[]")
        elif line and not line.startswith("#"):
            id_, keys, action, name, hint, flags = ([*map(str.strip, line.split("|")), "", ""])[:6]
            marks = flags.split(", ")
            display = next((mark[3:] for mark in marks if mark.startswith("as ")), None)
            yield Command(
                id_, scope, keys, action, name, hint,
                "hidden" not in marks, "priority" in marks, display,
                "selecting" in marks, "reading" in marks, "in text" in marks,
            )  # fmt: skip


COMMANDS: Sequence[Command] = tuple(_read(Path(__file__).with_name("commands.txt").read_text("utf-8")))
"""All commands."""


def _read_preset(table: str) -> SequencesById:
    rows = (line.split("|") for line in table.splitlines() if line and not line.startswith("#"))
    return {id_.strip(): _sequences(keys.strip()) for id_, keys in rows}


@cache
def preset_keys(name: str) -> SequencesById:
    """Return the keys of a preset that are not the usual ones, by the ids of commands; ``usual`` has none."""
    if name == "usual":
        return {}
    return _read_preset(Path(__file__).with_name(f"{name}.txt").read_text("utf-8"))


BY_ID: Mapping[str, Command] = {command.id: command for command in reversed(COMMANDS)}
"""The first command of each id."""
