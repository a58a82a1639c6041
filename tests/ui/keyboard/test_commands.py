"""The table of commands, and clashes between keys that the user wants."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui.ui
from tui.config.keys import read_sequences
from tui.domain.annotation import Colour
from tui.ui.keyboard.commands import bindings, check_keys, scope_of, usual_sequences
from tui.ui.keyboard.table import BY_ID, COMMANDS, READER, SCOPES
from tui.ui.reader.screen import ReaderScreen
from tui.ui.theme import COLOUR_STYLES

ID = re.compile(r"[a-z-]+(\.[a-z0-9-]+)?")
IDS = Path(__file__).with_name("ids.txt")
"""The ids that config files may hold: none is renamed or goes."""


def test_every_command_has_an_id_a_key_and_words_and_wherever_it_acts_the_same() -> None:
    assert len(COMMANDS) > 100
    assert all(command.id and command.sequences and command.name for command in COMMANDS)
    assert {command.id for command in COMMANDS if not ID.fullmatch(command.id)} == set()
    alike = {(command.id, tuple(command.sequences)) for command in COMMANDS}
    assert len(alike) == len(BY_ID)


def test_ids_stay_what_config_files_know() -> None:
    assert set(IDS.read_text().split()) <= set(BY_ID)


def test_every_command_acts_in_a_scope_and_scopes_refer_to_scopes() -> None:
    names = {scope.name for scope in SCOPES}
    assert len(names) == len(SCOPES)
    assert {command.scope for command in COMMANDS} <= names
    for scope in SCOPES:
        assert {*scope.parts, *scope.within, scope.extends or scope.name} <= names


def owners() -> set[type[DOMNode]]:
    """Every class of Postil's that binds keys."""
    modules = [import_module(module.name) for module in walk_packages(tui.ui.__path__, "tui.ui.")]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return {each for each in found if issubclass(each, DOMNode) and each.__module__.startswith("tui.")}


def test_the_bindings_of_every_class_are_rows_of_the_table() -> None:
    table = {scope.name: bindings(scope.name) for scope in SCOPES}
    bound = set()
    for owner in owners():
        given = list(owner.__dict__.get("BINDINGS", ()))
        if not given or issubclass(ReaderScreen, owner):
            continue
        scope = next((each for each in SCOPES if table[each.name] == given), None)
        assert scope is not None, owner
        bound.add(scope.name)
        assert owner.__dict__.get("BINDING_GROUP_TITLE") in (None, scope.title), owner
    parts = {part for scope in SCOPES for part in scope.parts}
    assert bound == {scope.name for scope in SCOPES} - parts - {READER}


def test_the_reader_s_bindings_are_rows_of_the_table_in_its_order() -> None:
    merged = ReaderScreen._merge_bindings().key_to_bindings.values()
    here = [binding for several in merged for binding in several if binding.id]
    wanted = list(Binding.make_bindings(bindings(READER)))
    assert sorted(here, key=repr) == sorted(wanted, key=repr)
    # Of these keys Textual's own screens bind others, so they come first in any order.
    early = ("tab", "shift+tab", "ctrl+c")
    assert [row for row in here if row.key not in early] == [row for row in wanted if row.key not in early]
    assert scope_of(BY_ID["back"]).title == ReaderScreen.BINDING_GROUP_TITLE


def test_colours_have_the_signs_that_the_text_shows() -> None:
    for colour in Colour:
        assert BY_ID[f"note.highlight-{colour}"].name == f"{COLOUR_STYLES[colour].sign} {colour}"


def test_nobody_s_usual_keys_clash_when_they_are_written_down() -> None:
    assert check_keys(usual_sequences()) == []


@pytest.mark.parametrize(
    ("keys", "blamed", "parts"),
    [
        (
            {"library.opne": "l"},
            "library.opne",
            ["unknown action library.opne", "did you mean library.open?"],
        ),
        ({"zzz": "l"}, "zzz", ["unknown action zzz", "config --default"]),
        ({"search.open": "gs"}, "search.open", ["search.open takes single keys", "gs"]),
        ({"jump.next-note": "]e"}, "jump.next-note", ["]e calls jump.next-note", "jump.next-entity"]),
        ({"jump.top": "x"}, "jump.top", ["x calls jump.top", "article.not-a-quote or", "entities.hide"]),
        ({"library.open": "j"}, "library.open", ["article.line-down or list.down, so"]),
        ({"view.theme": "5"}, "view.theme", ["5 is part of a number", "view.theme"]),
        ({"notes.edit": "d"}, "notes.edit", ["d calls notes.edit", "never calls notes.delete"]),
        ({"article.last": "]"}, "article.last", ["] is the first key of ]e", "never calls article.last"]),
        ({"quit": "f9", "note.undo": "f9"}, "quit", ["F9 calls note.undo", "never calls quit"]),
        ({"correct.split": "r"}, "correct.split", ["r calls correct.split", "never calls correct.relabel"]),
    ],
)
def test_what_cannot_be_is_reported(keys: dict[str, str], blamed: str, parts: list[str]) -> None:
    problems = check_keys({action: read_sequences(written) for action, written in keys.items()})
    found = [problem for problem in problems if problem.id == blamed]
    assert found, problems
    assert any(all(part in problem.message for part in parts) for problem in found), found


@pytest.mark.parametrize(
    "keys",
    [
        {"jump.next-entity": "ctrl+n", "jump.previous-entity": "ctrl+b"},
        {"article.speaker": "R"},
        {"quit": "Q", "note.edit": "q"},
        {"jump.next-note": "]e", "jump.next-entity": "]n"},
        {"correct.accept": "j"},
        {"view.theme": ""},
        # Each of two acts where the other does not: with something selected, in the text.
        {"article.left": "h", "note.highlight": "s"},
        {"note.tags": "l"},
        {"article.select-other-end": "c"},
        {"article.select-highlight": "f9", "article.card": "f9"},
        {"article.speaker": "R", "article.relabel": "R"},
    ],
)
def test_what_can_be_is_not_complained_of(keys: dict[str, str]) -> None:
    assert check_keys({key: read_sequences(value) if value else () for key, value in keys.items()}) == []
