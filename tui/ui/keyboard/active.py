"""Which keys act now, and where: what the help, the palette and messages say of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from textual.binding import ActiveBinding
from textual.command import Hit, Hits
from textual.dom import DOMNode
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider

from tui.config.keys import KeySequence, is_key, key_in_words, read_key, sequence_in_words, typed
from tui.domain.text.folding import fold
from tui.ui.keyboard.commands import NO_KEY
from tui.ui.keyboard.sequences import USUAL_SEQUENCES, PendingKeys, SequenceTable
from tui.ui.keyboard.table import Command

IN_SEQUENCE = "Key sequences (may follow a count)"
"""Where key sequences act, for people."""
PROGRAMS = "Your programs"
"""The same for keys that the user gave to programs."""


@dataclass
class LiveKey:
    """A command that acts now, and its keys.

    Attributes:
        node: what does it.
        action: the action of ``node``.
        name: what it does, in a word or two.
        hint: the same in more words, or empty.
        place: where the keys act, for people.
        id: what the config file knows it by, or empty.
        sequences: the keys; none where the user wants none.
    """

    node: DOMNode
    action: str
    name: str
    hint: str
    place: str
    id: str = ""
    sequences: list[KeySequence] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """Return the keys, as people know them."""
        return [sequence_in_words(sequence) for sequence in self.sequences]


def live_keys(screen: Screen[Any]) -> list[LiveKey]:
    """Return all that keys do on ``screen`` now: what has the focus first, but a dialog's own keys before."""
    types = _typing(screen)
    pending_keys = getattr(screen, "pending_keys", None)
    table = _table_now(pending_keys, types) if isinstance(pending_keys, PendingKeys) else {}
    pairs = list(_pairs(screen, table)) if isinstance(pending_keys, PendingKeys) else []
    # What key sequences begin with, or what calls the same alone, is taken before anything else.
    taken = {*table, *(item.key for item in table.get("", ()))}
    found: dict[tuple[DOMNode, str], LiveKey] = {}
    for key, active in _active(screen).items():
        binding, node = active.binding, active.node
        is_listed = active.enabled and binding.description and not binding.system
        if not is_listed or not (is_key(key) or key == NO_KEY) or typed(key) in taken or types(typed(key)):
            continue
        live = found.get((node, binding.action))
        if live is None:
            dialog = (screen.title or "This dialog") if screen.is_modal and node is screen else ""
            place = node.BINDING_GROUP_TITLE or dialog or "Here"
            live = LiveKey(
                node, binding.action, binding.description, binding.tooltip, place, binding.id or ""
            )
            found[node, binding.action] = live
        if is_key(key) and not key.startswith("super+"):
            live.sequences.append((key,))
    anywhere = [live for live in found.values() if live.node is screen.app]
    here = [live for live in found.values() if live.node is not screen.app]
    if screen.is_modal:
        here.sort(key=lambda live: live.node is not screen)
    return [*here, *pairs, *anywhere]


def keys_by_id(screen: Screen[Any]) -> dict[str, LiveKey]:
    """Return all that keys do on ``screen`` now, by what the config file knows it by."""
    return {live.id: live for live in live_keys(screen) if live.id}


def _table_now(pending_keys: PendingKeys, types: Callable[[str], bool]) -> SequenceTable:
    """Return the key sequences that act now; none of which the first key is typed into a field."""
    table = {
        first: [item for item in pending_keys.awake(first) if not types(first or item.key)]
        for first in pending_keys.table
    }
    return {first: items for first, items in table.items() if items}


def _typing(screen: Screen[Any]) -> Callable[[str], bool]:
    """Return a function that says whether a key, as typed, is typed into a field that has the focus."""
    focused = screen.focused
    if focused is None:
        return lambda sign: False  # noqa: ARG005 - nothing is typed anywhere
    return lambda sign: len(sign) == 1 and focused.check_consume_key(sign, sign)


def _active(screen: Screen[Any]) -> dict[str, ActiveBinding]:
    """Return what single keys call on a screen; in a dialog also those that go before all else anywhere."""
    found = screen.active_bindings
    if screen.is_modal:
        base = screen.app.screen_stack[0]
        if not base.is_modal:
            for key, each in base.active_bindings.items():
                if each.node is screen.app and each.binding.priority:
                    found[key] = each
    return found


def _pairs(screen: Screen[Any], table: SequenceTable) -> Iterator[LiveKey]:
    """Yield what key sequences call on a screen that takes them, and single keys that call the same."""
    found: dict[str, LiveKey] = {}
    for first, continuations in table.items():
        for item in continuations:
            live = found.setdefault(item.command.call, _live_sequence(screen, item.command))
            sequence = (read_key(first), read_key(item.key)) if first else (read_key(item.key),)
            live.sequences.append(sequence)
    # Those that have no keys now, too.
    for command in (item.command for items in USUAL_SEQUENCES.values() for item in items):
        if not command.while_selecting:
            found.setdefault(command.call, _live_sequence(screen, command))
    yield from found.values()


def _live_sequence(screen: Screen[Any], command: Command) -> LiveKey:
    place = PROGRAMS if command.id.startswith("program.") else IN_SEQUENCE
    return LiveKey(screen, command.call, command.words, "", place, command.id)


class FootKey(NamedTuple):
    """A command that the foot of the screen begins with.

    Attributes:
        id: its id.
        words: what it does, in as few words as there are.
        least: the cells of a screen from which on it is shown.
    """

    id: str
    words: str
    least: int = 0


FEET: Final[Mapping[str, Sequence[FootKey]]] = {
    "Article": (
        FootKey("article.select-highlight", "highlight"),
        FootKey("article.select-other-end", "other end"),
        FootKey("jump.next-entity", "next name"),
        FootKey("jump.next-quote", "next quote", 100),
        FootKey("pane.next", "lists"),
        FootKey("note.edit", "note"),
        FootKey("note.highlight", "highlight"),
        FootKey("note.delete", "delete", 100),
        FootKey("article.card", "card", 70),
        FootKey("search.open", "search", 100),
        FootKey("note.undo", "undo", 110),
    ),
    "Names": (
        FootKey("list.choose", "card"),
        FootKey("list.filter", "filter"),
        FootKey("entities.correct", "correct", 70),
        FootKey("note.highlight", "highlight", 110),
        FootKey("entities.hide", "hide kind", 100),
        FootKey("entities.everywhere", "all articles", 110),
        FootKey("pane.next", "next"),
        FootKey("back", "back"),
    ),
    "Card of a name": (
        FootKey("list.choose", "go there"),
        FootKey("card.next-section", "next section", 70),
        FootKey("card.everywhere", "all articles", 70),
        FootKey("card.correct", "correct"),
        FootKey("card.speaker", "speaker"),
        FootKey("card.join", "same person"),
        FootKey("note.highlight", "highlight", 100),
        FootKey("card.not-a-quote", "not a quote", 100),
        FootKey("card.follow", "follow", 110),
        FootKey("note.edit", "note", 110),
        FootKey("text.copy", "copy", 110),
        FootKey("back", "names"),
    ),
    "Quotes": (
        FootKey("list.choose", "go there"),
        FootKey("note.edit", "note", 100),
        FootKey("note.highlight", "highlight", 100),
        FootKey("list.filter", "filter"),
        FootKey("quotes.sort", "order"),
        FootKey("quotes.speaker", "speaker", 70),
        FootKey("quotes.remove", "not a quote", 100),
        FootKey("pane.next", "notes", 100),
        FootKey("back", "back"),
    ),
    "Feeds": (
        FootKey("list.choose", "read"),
        FootKey("feeds.refresh", "what is new"),
        FootKey("feeds.add", "add"),
        FootKey("feeds.mark", "mark read", 70),
        FootKey("feeds.follow", "follow"),
        FootKey("list.filter", "filter", 100),
    ),
    "Library": (
        FootKey("list.choose", "read"),
        FootKey("list.filter", "filter"),
        FootKey("library.next-view", "state", 110),
        FootKey("library.find", "search all", 70),
        FootKey("library.who", "people"),
        FootKey("library.add", "add"),
        FootKey("library.star", "star", 70),
        FootKey("library.archive", "archive", 70),
        FootKey("library.sort", "order", 110),
        FootKey("library.tags", "tags", 100),
        FootKey("library.feeds", "feeds", 110),
        FootKey("library.remove", "remove", 100),
    ),
    "Note editor": (
        FootKey("editor.save", "save"),
        FootKey("editor.tags", "tags"),
        FootKey("editor.outside", "your editor", 70),
        FootKey("editor.draft", "keep as draft"),
        FootKey("editor.discard", "discard"),
    ),
    "Notes": (
        FootKey("list.choose", "go there"),
        FootKey("notes.edit", "edit"),
        FootKey("notes.tags", "tags", 70),
        FootKey("notes.delete", "delete", 70),
        FootKey("notes.confirm", "confirm place", 70),
        FootKey("list.filter", "filter", 70),
        FootKey("notes.order", "order"),
        FootKey("notes.export", "export", 100),
        FootKey("back", "back"),
    ),
}
"""What the foot of the screen begins with, by the title of what has the focus; the rest as there is room."""


def key_as_shown(key: str) -> str:
    """Return the name of one key as people know it."""
    return key_in_words(key)


def foot_of(screen: Screen[Any], width: int) -> list[tuple[FootKey, str, str]]:
    """Return what the foot of a screen of ``width`` cells begins with, with the keys that call it now.

    The keys are as Textual names them, with spaces between, and as people know them.
    """
    ancestors = screen.focused.ancestors_with_self if screen.focused is not None else ()
    titles = (str(node.BINDING_GROUP_TITLE) for node in ancestors)
    wanted = {row.id: row for row in FEET.get(next((each for each in titles if each in FEET), ""), ())}
    found: dict[str, KeySequence] = {}
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.id in wanted:
            found.setdefault(active.binding.id, (key,))
    pending_keys = getattr(screen, "pending_keys", None)
    if wanted and isinstance(pending_keys, PendingKeys):
        for first in pending_keys.table:
            for item in pending_keys.awake(first):
                if item.command.id in wanted:
                    keys = (read_key(first), read_key(item.key)) if first else (read_key(item.key),)
                    found[item.command.id] = keys
    return [
        (row, " ".join(found[row.id]), sequence_in_words(found[row.id]))
        for row in wanted.values()
        if row.id in found and row.least <= width
    ]


HELPS = ("help", "dialog.help")
"""The ids of the commands that open the help."""


def idle_message(screen: Screen[Any], key: str) -> str:
    """Return what to say of a key that nothing on ``screen`` takes now; empty for one that something takes.

    Noise of a terminal, and a shift or control key by itself, are not worth a word.
    """
    if not is_key(key) or ((active := screen.active_bindings.get(key)) is not None and active.enabled):
        return ""
    helps = next((live for live in live_keys(screen) if live.id in HELPS and live.keys), None)
    hint = f" · {helps.keys[0]} lists the keys" if helps is not None else ""
    return f"{key_in_words(key)} does nothing here{hint}"


_BY_WORDS = 0.01
"""Ranks what the help's words alone find after all that the names do."""


class CommandProvider(SystemCommandsProvider):
    """Gives the palette all that keys do on the screen below, and what the application does without keys."""

    async def search(self, query: str) -> Hits:
        """Yield the commands whose names are like the query, then those whose words hold it."""
        matcher, wanted = self.matcher(query), fold(query.strip())
        for name, words, callback, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(name)
            if score > 0 or wanted in fold(words):
                yield Hit(score or _BY_WORDS, matcher.highlight(name), callback, help=words)
