"""Changes taken back and made again, by whatever program, for as long as they still fit."""

import random
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.store import annotation, article, correction, die, main_file
from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, Colour
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.errors import StoreError
from tui.domain.history import ChangeWords, UndoResult
from tui.store import undo_log as journal
from tui.store.store import Store


def notes(folder: Path) -> list[str]:
    return sorted(item.note for item in Store(folder).annotations(article().id))


def undo(folder: Path) -> UndoResult | None:
    """Take the last change back, as a program would that has just been started."""
    store = Store(folder)
    change = store.undoable(article().id)
    return store.swap_change(article(), change.id, undo=True) if change else None


def redo(folder: Path) -> UndoResult | None:
    store = Store(folder)
    change = store.redoable(article().id)
    return store.swap_change(article(), change.id, undo=False) if change else None


def test_all_that_a_reader_changes_is_taken_back_and_made_again_in_one_order(folder: Path) -> None:
    store = Store(folder)
    item, made = annotation("one"), [correction("The Quay"), correction("The Ferry")]
    said = Correction(CorrectionKind.SPEAKER, NOBODY, target=item.target)
    stages = [
        item,
        replace(item, tags=("new",)),
        replace(item, tags=("new",), colour=Colour.RED),
        replace(item, tags=("new",), colour=Colour.RED, moved=annotation(start=10, end=13).target),
    ]
    for stage in stages:
        store.put(article(), stage)
    words = ChangeWords("two names", EntityName(Label.PERSON, "The Quay"), EntityName(Label.FAC, "The Quay"))
    store.correct(article(), *made, words=words)
    store.correct(article(), said)
    store.remove(article(), item.id, "deleted")

    def state() -> tuple[tuple[Annotation, ...], int]:
        now = Store(folder)
        return now.annotations(article().id), len(now.corrections(article().id))

    states, reported = [state()], []
    while (swapped := undo(folder)) is not None:
        assert swapped.fits
        reported.append(swapped.change.words)
        states.append(state())
    last = (stages[-1],)
    notes_alone = [((stage,), 0) for stage in reversed(stages)]
    assert states == [((), 3), (last, 3), (last, 2), *notes_alone, ((), 0)]
    assert reported == [ChangeWords("deleted"), ChangeWords(), words, *[ChangeWords()] * 4]
    again = [state()]
    while redo(folder) is not None:
        again.append(state())
    assert again == states[::-1]
    assert store.corrections(article().id) == (*made, said)


def test_a_new_change_takes_the_place_of_those_that_were_taken_back(folder: Path) -> None:
    for note in ("one", "two", "three"):
        Store(folder).put(article(), annotation(note))
    undo(folder)
    undo(folder)
    Store(folder).put(article(), annotation("four"))
    assert redo(folder) is None
    assert notes(folder) == ["four", "one"]
    undo(folder)
    undo(folder)
    assert notes(folder) == []


def test_reading_positions_and_saving_the_same_again_are_no_changes(folder: Path) -> None:
    item = annotation("one")
    Store(folder).put(article(), item)
    Store(folder).put(article(), item)
    Store(folder).opened(article())
    undo(folder)
    Store(folder).opened(article())
    assert notes(folder) == []
    redo(folder)
    assert notes(folder) == ["one"]
    assert Store(folder).redoable(article().id) is None


@pytest.mark.parametrize("way", ["edited", "deleted"])
def test_what_no_longer_fits_is_reported_changes_nothing_and_is_forgotten(folder: Path, way: str) -> None:
    store = Store(folder)
    store.put(article(), annotation("one"))
    store.put(article(), annotation("two"))
    data = main_file(folder).read_bytes()
    tables = orjson.loads(data)
    if way == "edited":
        tables["annotations"]["2"]["note"] = "by hand"
    else:
        del tables["annotations"]["2"]
    main_file(folder).write_bytes(orjson.dumps(tables))
    swapped = undo(folder)
    assert swapped is not None
    assert not swapped.fits
    assert notes(folder) == (["by hand", "one"] if way == "edited" else ["one"])
    assert undo(folder) is not None
    assert notes(folder) == (["by hand"] if way == "edited" else [])


def test_taking_the_same_change_back_twice_takes_it_back_once(folder: Path) -> None:
    store = Store(folder)
    store.put(article(), annotation("one"))
    store.put(article(), annotation("two"))
    change = store.undoable(article().id)
    assert change is not None
    assert store.swap_change(article(), change.id, undo=True) is not None
    assert store.swap_change(article(), change.id, undo=True) is None
    assert store.swap_change(article(), "no such change", undo=True) is None
    assert notes(folder) == ["one"]


def took_back(store: Store) -> bool | None:
    """Take a program's last change back; whether that was done, None where there is nothing to take back."""
    change = store.undoable(article().id)
    swapped = store.swap_change(article(), change.id, undo=True) if change else None
    return swapped.fits if swapped else None


def made_again(store: Store) -> bool | None:
    change = store.redoable(article().id)
    swapped = store.swap_change(article(), change.id, undo=False) if change else None
    return swapped.fits if swapped else None


def test_a_program_takes_back_what_it_found_and_what_it_did_and_no_more(folder: Path) -> None:
    Store(folder).put(article(), annotation("found"))
    one, other = Store(folder), Store(folder)
    assert len(one.annotations(article().id)) == len(other.annotations(article().id)) == 1
    other.put(article(), annotation("by the other"))
    one.put(article(), annotation("by the one"))
    other.put(article(), annotation("by the other, too"))
    assert [took_back(one) for _ in range(3)] == [True, True, None]
    assert notes(folder) == ["by the other", "by the other, too"]
    assert made_again(other) is None
    assert [made_again(one) for _ in range(3)] == [True, True, None]
    assert notes(folder) == ["by the one", "by the other", "by the other, too", "found"]
    assert [took_back(other) for _ in range(3)] == [True, True, None]
    assert notes(folder) == ["by the one", "found"]


def test_what_one_took_back_outlives_a_change_by_another(folder: Path) -> None:
    one, other = Store(folder), Store(folder)
    one.put(article(), annotation("by the one"))
    assert other.annotations(article().id)
    assert took_back(one)
    other.put(article(), annotation("by the other"))
    assert made_again(other) is None
    assert made_again(one)
    assert notes(folder) == ["by the one", "by the other"]


def test_what_another_program_changed_since_is_not_taken_back(folder: Path) -> None:
    one, other, item = Store(folder), Store(folder), annotation("by the one")
    one.put(article(), item)
    other.put(article(), replace(item, note="by the other"))
    assert took_back(one) is False
    assert notes(folder) == ["by the other"]
    assert took_back(one) is None


def test_what_one_made_and_another_took_back_is_not_made_again_unseen(folder: Path) -> None:
    one = Store(folder)
    one.put(article(), annotation("by the one"))
    assert took_back(Store(folder))
    assert took_back(one) is made_again(one) is None
    assert notes(folder) == []


@pytest.mark.parametrize("seed", range(5))
def test_undo_and_redo_by_chance_touch_no_words_of_another_program(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    stores = [Store(folder) for _ in range(3)]
    for store in stores:
        assert store.annotations(article().id) == ()
    replaced: list[set[str]] = [set(), set(), set()]
    for step in range(80):
        who = chance.randrange(3)
        before = {note for note in notes(folder) if not note.startswith(f"{who} ")}
        match chance.choice(("new", "change", "undo", "undo", "redo")):
            case "new":
                stores[who].put(article(), annotation(f"{who} {step}"))
            case "change":
                for each in stores[who].annotations(article().id)[:1]:
                    stores[who].put(article(), replace(each, note=f"{who} {step}"))
                    replaced[who].add(each.note)
            case "undo":
                took_back(stores[who])
            case _:
                made_again(stores[who])
        assert before - replaced[who] <= set(notes(folder))


def test_the_last_hundred_are_stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert journal.MOST == 100
    monkeypatch.setattr(journal, "MOST", 12)
    store = Store(folder)
    for number in range(journal.MOST + 2):
        store.put(article(), annotation(str(number)))
    count = 0
    while undo(folder) is not None:
        count += 1
    assert count == journal.MOST
    assert notes(folder) == ["0", "1"]


def test_large_changes_push_old_ones_out_but_the_last_can_be_taken_back(folder: Path) -> None:
    store, size = Store(folder), journal.MOST_BYTES
    items = [annotation("x" * (size * 2 // 5)) for _ in range(3)] + [annotation("y" * size)]
    for item in items:
        store.put(article(), item)
    for item in items:
        store.remove(article(), item.id)
    assert main_file(folder).stat().st_size < 2 * size
    assert undo(folder) is not None
    assert undo(folder) is None
    assert notes(folder) == [items[-1].note]


@pytest.mark.parametrize(
    "changes",
    [
        {"1": {}},
        {"1": {"id": "x", "told": "", "noun": "note", "undone": False, "steps": [{"table": "_meta"}]}},
        {"1": {"id": "x", "told": 5, "noun": "note", "steps": []}, "2": {"undone": True}},
    ],
)
def test_a_garbled_history_costs_no_note(folder: Path, changes: object) -> None:
    Store(folder).put(article(), annotation("one"))
    tables = orjson.loads(main_file(folder).read_bytes())
    tables["changes"] = changes
    main_file(folder).write_bytes(orjson.dumps(tables))
    store = Store(folder)
    assert store.undoable(article().id) is None
    assert store.swap_change(article(), "x", undo=True) is None
    store.put(article(), annotation("two"))
    assert notes(folder) == ["one", "two"]
    assert undo(folder) is not None
    assert notes(folder) == ["one"]
    assert store.take_notices() == ()


DIES = """
import os, tui.system.files as files
replace = files.replace

def replace_and_die(path, data, **options):
    if sys.argv[2] == "after":
        replace(path, data, **options)
    os._exit(9)

files.replace = replace_and_die
change = store.undoable(article().id)
store.swap_change(article(), change.id, undo=True)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_change_and_its_history_are_saved_together_or_not_at_all(folder: Path, when: str) -> None:
    Store(folder).put(article(), annotation("one"))
    die(DIES, folder, when)
    assert notes(folder) == (["one"] if when == "before" else [])
    store = Store(folder)
    assert (store.undoable(article().id) is None) == (when == "after")
    assert (store.redoable(article().id) is None) == (when == "before")


def test_an_undo_that_cannot_be_saved_changes_nothing(folder: Path) -> None:
    store = Store(folder)
    store.put(article(), annotation("one"))
    change = store.undoable(article().id)
    assert change is not None
    lock = folder / "write.lock"
    lock.unlink()
    lock.mkdir()
    with pytest.raises(StoreError, match="Not saved"):
        store.swap_change(article(), change.id, undo=True)
    lock.rmdir()
    assert notes(folder) == ["one"]
    assert store.swap_change(article(), change.id, undo=True) is not None
    assert notes(folder) == []


class HistoryMachine(RuleBasedStateMachine):
    """A store agrees with two stacks of states, each call as from another program."""

    @initialize()
    def begin(self) -> None:
        import tempfile

        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "notes"
        self.states: list[dict[str, Annotation]] = [{}]
        self.ahead: list[dict[str, Annotation]] = []

    def teardown(self) -> None:
        self.temporary.cleanup()

    @rule(note=st.text(max_size=4))
    def put(self, note: str) -> None:
        item = annotation(note)
        Store(self.folder).put(article(), item)
        self.states.append({**self.states[-1], item.id: item})
        self.ahead.clear()

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def change_or_remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.states[-1])))
        now = dict(self.states[-1])
        if data.draw(st.booleans()):
            del now[key]
            Store(self.folder).remove(article(), key)
        else:
            now[key] = replace(now[key], note=now[key].note + "+")
            Store(self.folder).put(article(), now[key])
        self.states.append(now)
        self.ahead.clear()

    @rule()
    def undo(self) -> None:
        assert (undo(self.folder) is not None) == (len(self.states) > 1)
        if len(self.states) > 1:
            self.ahead.append(self.states.pop())

    @rule()
    def redo(self) -> None:
        assert (redo(self.folder) is not None) == bool(self.ahead)
        if self.ahead:
            self.states.append(self.ahead.pop())

    @invariant()
    def agrees(self) -> None:
        found = Store(self.folder).annotations(article().id)
        assert {item.id: item for item in found} == self.states[-1]


HistoryMachine.TestCase.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
TestHistoryMachine = HistoryMachine.TestCase
