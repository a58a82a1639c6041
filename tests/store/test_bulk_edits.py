"""Changes of several articles at once, taken back as one, by whatever program."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.store import annotation, article, correction, files_below, main_file
from tui.domain.annotation import Annotation
from tui.domain.errors import StoreError
from tui.domain.history import SharedUndoResult
from tui.domain.library import ReadingPosition
from tui.store.layout import Layout
from tui.store.store import Store

ARTICLES = [article(f"{number}. The ferry was late again.", location=f"{number}.txt") for number in range(3)]
IDS = [each.id for each in ARTICLES]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "notes")


def filled(folder: Path) -> Path:
    """A store of three articles: two notes, one note, and one that has not the tag."""
    store = Store(folder)
    store.put(ARTICLES[0], annotation("a", ["late"]))
    store.put(ARTICLES[0], annotation("b", ["late", "ferry"]))
    store.put(ARTICLES[1], annotation("c", ["late"]))
    store.put(ARTICLES[2], annotation("d", ["ferry"]))
    return folder


def tags(folder: Path) -> dict[str, tuple[str, ...]]:
    """The tags of all notes, by what they say."""
    store = Store(folder)
    return {each.note: each.tags for key in IDS for each in store.annotations(key)}


def renamed(old: str, new: str) -> Callable[[Annotation], Annotation]:
    return lambda each: replace(each, tags=tuple(new if tag == old else tag for tag in each.tags))


def rename(folder: Path, old: str, new: str) -> None:
    assert Store(folder).bulk_edits.change(IDS, renamed(old, new), f"{old} is now {new}")


def undo(folder: Path) -> SharedUndoResult | None:
    """Take the last shared change back, as a program would that has just been started."""
    bulk_edits = Store(folder).bulk_edits
    change = bulk_edits.undoable()
    return bulk_edits.swap(change.id, undo=True) if change else None


def redo(folder: Path) -> SharedUndoResult | None:
    bulk_edits = Store(folder).bulk_edits
    change = bulk_edits.redoable()
    return bulk_edits.swap(change.id, undo=False) if change else None


def test_a_change_of_several_articles_is_one_to_take_back(folder: Path) -> None:
    before, untouched = tags(folder), main_file(folder, ARTICLES[2]).read_bytes()
    modified = Store(folder).annotations(IDS[1])[0].modified
    done: list[tuple[int, int]] = []
    change = Store(folder).bulk_edits.change(
        IDS, renamed("late", "delay"), "late is now delay", progress=lambda *how: done.append(how)
    )
    after = tags(folder)
    assert after == {"a": ("delay",), "b": ("delay", "ferry"), "c": ("delay",), "d": ("ferry",)}
    assert Store(folder).annotations(IDS[1])[0].modified >= modified
    assert done == [(1, 2), (2, 2)]
    assert main_file(folder, ARTICLES[2]).read_bytes() == untouched
    assert change is not None
    assert undo(folder) == SharedUndoResult(change, 2)
    assert tags(folder) == before
    assert undo(folder) is None
    assert redo(folder) == SharedUndoResult(change, 2)
    assert tags(folder) == after
    assert redo(folder) is None
    assert Store(folder).bulk_edits.change(IDS, renamed("late", "delay"), "") is None


def test_what_was_ended_midway_is_taken_back_or_completed(folder: Path) -> None:
    before = tags(folder)

    def end(done: int, of: int) -> None:
        raise KeyboardInterrupt

    for complete in (False, True):
        with pytest.raises(KeyboardInterrupt):
            Store(folder).bulk_edits.change(IDS, renamed("late", "delay"), "renamed", progress=end)
        assert tags(folder) == {**before, "a": ("delay",), "b": ("delay", "ferry")}
        if complete:
            rename(folder, "late", "delay")
            assert tags(folder)["c"] == ("delay",)
            undo(folder)
        undo(folder)
        assert tags(folder) == before


def test_a_failure_is_reported_with_how_far_it_went_and_leaves_what_can_be_taken_back(folder: Path) -> None:
    before = tags(folder)
    main = main_file(folder, ARTICLES[1])
    newer = main.read_bytes().replace(b'"schema": 2', b'"schema": 99')
    main.write_bytes(newer)
    with pytest.raises(StoreError, match=r"newer Postil.*; 1 of 2 articles were changed before"):
        Store(folder).bulk_edits.change(IDS, renamed("late", "delay"), "")
    assert main.read_bytes() == newer
    undo(folder)
    assert tags(folder) == before


def test_an_article_whose_notes_were_changed_since_stays_and_is_reported(folder: Path) -> None:
    rename(folder, "late", "delay")
    item = Store(folder).annotations(IDS[1])[0]
    Store(folder).put(ARTICLES[1], replace(item, note="c!"))
    swapped = undo(folder)
    assert swapped is not None
    assert (swapped.swapped, swapped.unfit) == (1, ("Late ferry",))
    assert tags(folder) == {"a": ("late",), "b": ("late", "ferry"), "c!": ("delay",), "d": ("ferry",)}


def test_a_part_that_was_taken_back_in_its_article_is_not_taken_back_twice(folder: Path) -> None:
    before = tags(folder)
    rename(folder, "late", "delay")
    change = Store(folder).undoable(IDS[0])
    assert change is not None
    assert change.shared == Store(folder).bulk_edits.undoable()
    Store(folder).swap_change(ARTICLES[0], change.id, undo=True)
    assert tags(folder) == {**before, "c": ("delay",)}
    swapped = undo(folder)
    assert swapped is not None
    assert swapped.swapped == 1
    assert tags(folder) == before
    redo(folder)
    assert tags(folder)["a"] == tags(folder)["c"] == ("delay",)


def test_an_article_is_removed_with_all_that_was_made_of_it_and_comes_back_whole(folder: Path) -> None:
    store, here = Store(folder), ARTICLES[0]
    store.correct(here, correction())
    store.save_position(here, ReadingPosition(3, 0.5))
    data, known = main_file(folder, here).read_bytes(), (store.articles(), store.notes(here.id))
    assert store.bulk_edits.remove(here.id, "removed")
    store.save_position(here, ReadingPosition(5, 0.7))  # of a reader that is still open
    for one in (store, Store(folder)):
        assert here.id not in [each.id for each in one.articles()]
        assert (one.notes(here.id), one.position(here.id)) == (None, None)
        assert [found.annotation.note for found in one.search()] == ["d", "c"]
        assert one.check().problems == ()
    assert data in files_below(Layout(folder).history).values()
    assert Store(folder).bulk_edits.remove(here.id, "again") is None
    assert undo(folder) is not None
    store.save_position(here, ReadingPosition(3, 0.5))
    assert (store.articles(), store.notes(here.id)) == known
    redo(folder)
    assert store.notes(here.id) is None


def test_an_article_that_was_removed_and_is_opened_again_is_new_until_that_is_taken_back(
    folder: Path,
) -> None:
    store, here = Store(folder), ARTICLES[0]
    store.save_position(here, ReadingPosition(3, 0.5))
    assert store.bulk_edits.remove(here.id, "removed")
    store.opened(here)
    assert (store.annotations(here.id), store.position(here.id)) == ((), None)
    assert here.id in [each.id for each in store.articles()]
    store.put(here, annotation("new"))
    assert undo(folder) is not None
    assert sorted(tags(folder)) == ["a", "b", "c", "d", "new"]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(["late", "ferry", "undo", "redo"]), max_size=8))
def test_shared_changes_are_a_stack(doings: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = filled(Path(name))
        done, undone = [tags(folder)], list[dict[str, tuple[str, ...]]]()
        for number, doing in enumerate(doings):
            if doing == "undo":
                assert (undo(folder) is not None) == (len(done) > 1)
                if len(done) > 1:
                    undone.append(done.pop())
            elif doing == "redo":
                assert (redo(folder) is not None) == bool(undone)
                if undone:
                    done.append(undone.pop())
            elif any(doing in each for each in done[-1].values()):
                rename(folder, doing, f"{doing} {number}")
                done.append(tags(folder))
                undone.clear()
            assert tags(folder) == done[-1]


def test_what_another_program_changed_meanwhile_is_its_own_to_take_back(folder: Path) -> None:
    one, other = Store(folder).bulk_edits, Store(folder).bulk_edits
    one.look()
    assert one.change(IDS, renamed("late", "delay"), "by the one")
    change = other.remove(IDS[2], "by the other")
    assert change is not None
    last = one.undoable()
    assert last is not None
    assert last.message == "by the one"
    assert one.swap(last.id, undo=True) == SharedUndoResult(last, 2)
    assert one.undoable() is None
    assert one.redoable() == last
    assert other.undoable() == change
    assert other.redoable() is None
    assert other.swap(change.id, undo=True) == SharedUndoResult(change, 1)
    assert one.redoable() == last


def test_what_was_done_last_is_undone_first_whatever_the_clock_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as wrong:
        wrong.setattr("tui.store.bulk_edits.moment", lambda: "2999-01-01T00:00:00.000000Z")
        rename(folder, "late", "wrong clock")
    rename(folder, "wrong clock", "second")
    with monkeypatch.context() as wrong:
        wrong.setattr("tui.store.bulk_edits.moment", lambda: "1970-01-01T00:00:00.000000Z")
        rename(folder, "second", "third")
    rename(folder, "third", "fourth")
    seen = []
    while undo(folder):
        seen.append(tags(folder)["a"][0])
    assert seen == ["third", "second", "wrong clock", "late"]
    while redo(folder):
        seen.append(tags(folder)["a"][0])
    assert seen[4:] == ["wrong clock", "second", "third", "fourth"]
