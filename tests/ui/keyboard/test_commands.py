"""All that keys do, and clashes between keys that somebody wants."""

import re

import pytest
from textual.binding import Binding

from tui.config.keys import read_sequences
from tui.ui.keyboard.commands import actions, check_keys, owners

ID = re.compile(r"[a-z-]+(\.[a-z0-9-]+)?")


def test_every_action_has_an_id_a_key_and_words_and_wherever_it_acts_the_same() -> None:
    known = actions()
    assert len(known) > 100
    assert all(action.id and action.sequences and action.name for action in known)
    assert {action.id for action in known if not ID.fullmatch(action.id)} == set()
    alike = {(action.id, tuple(action.sequences)) for action in known}
    assert len(alike) == len({action.id for action in known})
    assert all(binding.id for owner in owners() for binding in owner.BINDINGS if isinstance(binding, Binding))


def test_nobody_s_usual_keys_clash_when_they_are_written_down() -> None:
    assert check_keys({action.id: action.sequences for action in actions()}) == []


@pytest.mark.parametrize(
    ("keys", "blamed", "parts"),
    [
        ({"library.opne": "l"}, "library.opne", ["no action library.opne", "did you mean library.open?"]),
        ({"zzz": "l"}, "zzz", ["no action zzz", "config --default"]),
        ({"search.open": "gs"}, "search.open", ["search.open takes single keys", "gs"]),
        ({"jump.next-note": "]e"}, "jump.next-note", ["]e calls jump.next-note", "jump.next-entity"]),
        ({"jump.top": "x"}, "jump.top", ["x calls jump.top", "article.not-a-quote or", "entities.hide"]),
        (
            {"library.open": "j"},
            "library.open",
            ["article.line-down or list.down, so"],
        ),
        ({"view.theme": "5"}, "view.theme", ["5 is part of a number", "view.theme"]),
        ({"notes.edit": "d"}, "notes.edit", ["d calls notes.edit", "never calls notes.delete"]),
        ({"article.last": "]"}, "article.last", ["] is the first key of ]e", "never calls article.last"]),
        ({"quit": "f9", "note.undo": "f9"}, "quit", ["F9 calls note.undo", "never calls quit"]),
        ({"correct.split": "r"}, "correct.split", ["r calls correct.split", "never calls correct.relabel"]),
    ],
)
def test_what_cannot_be_is_told(keys: dict[str, str], blamed: str, parts: list[str]) -> None:
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
    ],
)
def test_what_can_be_is_not_complained_of(keys: dict[str, str]) -> None:
    assert check_keys({key: read_sequences(value) if value else () for key, value in keys.items()}) == []
