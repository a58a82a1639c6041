"""Edits of one annotation that began from the same state, and met."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.store import annotation
from tui.domain.annotation import Annotation, Colour
from tui.domain.edit import Clash, NoteEdit, is_same

BASE = annotation("as it was", ["river"])
MOVED = annotation(start=10, end=13).target


def edited(**changes: object) -> Annotation:
    return replace(BASE, modified="2090-01-01T00:00:00.000Z", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("theirs", "mine", "clash", "both"),
    [
        ({}, {"note": "mine"}, Clash.NONE, {"note": "mine"}),
        ({"colour": Colour.RED}, {"note": "mine"}, Clash.JOINED, {"note": "mine", "colour": Colour.RED}),
        ({"note": "theirs"}, {"colour": Colour.RED}, Clash.JOINED, {"note": "theirs", "colour": Colour.RED}),
        ({"note": "theirs"}, {"moved": MOVED}, Clash.JOINED, {"note": "theirs", "moved": MOVED}),
        ({"tags": ("river", "a")}, {"tags": ("b",)}, Clash.JOINED, {"tags": ("a", "b")}),
        ({"tags": ()}, {"tags": ("river", "b")}, Clash.JOINED, {"tags": ("b",)}),
        ({"note": "theirs", "tags": ("a",)}, {"tags": ("river", "b")}, Clash.JOINED,
         {"note": "theirs", "tags": ("a", "b")}),
        ({"note": ""}, {"tags": ()}, Clash.JOINED, {"note": "", "tags": ()}),
        ({"note": "the same"}, {"note": "the same"}, Clash.NONE, None),
        ({"note": "theirs"}, {}, Clash.NONE, None),
        ({"colour": Colour.RED}, {"colour": Colour.BLUE}, Clash.LEFT, None),
        ({"moved": MOVED}, {"moved": BASE.target}, Clash.LEFT, None),
    ],
)  # fmt: skip
def test_what_two_changed_in_different_places_is_put_together(
    theirs: dict[str, object], mine: dict[str, object], clash: Clash, both: dict[str, object] | None
) -> None:
    found, result = NoteEdit(BASE, edited(**mine)).settle(replace(BASE, **theirs))  # type: ignore[arg-type]
    assert found is clash
    if both is None:
        assert result is None
    else:
        assert result is not None
        assert is_same(result, replace(edited(**both), motivation=result.motivation))
        assert result.modified == "2090-01-01T00:00:00.000Z"


def test_of_two_notes_the_second_is_an_annotation_of_its_own() -> None:
    edit = NoteEdit(BASE, edited(note="mine", tags=("river", "b")))
    clash, result = edit.settle(replace(BASE, note="theirs"))
    assert clash is Clash.APART
    assert result is not None
    assert (result.id, result.note, result.tags) == (edit.spare_id, "mine", ("river", "b"))
    assert result.target == BASE.target
    assert edit.settle(replace(BASE, note="theirs")) == (clash, result)


@pytest.mark.parametrize(
    ("mine", "clash"),
    [
        ({"note": "mine"}, Clash.RENEWED),
        ({"tags": ("river", "b")}, Clash.RENEWED),
        ({"tags": ()}, Clash.GONE),
        ({"note": ""}, Clash.GONE),
        ({"colour": Colour.RED}, Clash.GONE),
        ({"moved": MOVED}, Clash.GONE),
    ],
)
def test_what_was_deleted_comes_back_under_another_id_and_only_for_words(
    mine: dict[str, object], clash: Clash
) -> None:
    edit = NoteEdit(BASE, edited(**mine))
    found, result = edit.settle(None)
    assert found is clash
    assert (result is not None) == (clash is Clash.RENEWED)
    assert result is None or result.id == edit.spare_id != BASE.id


def test_a_deletion_takes_only_what_was_seen() -> None:
    deletion = NoteEdit(BASE, None)
    assert deletion.settle(BASE) == (Clash.NONE, None)
    assert deletion.settle(replace(BASE, modified="2090-01-01T00:00:00.000Z")) == (Clash.NONE, None)
    assert deletion.settle(replace(BASE, tags=("river", "new"))) == (Clash.LEFT, None)
    assert deletion.settle(None) == (Clash.GONE, None)


def test_a_new_annotation_whose_id_another_program_saved_meanwhile() -> None:
    new = NoteEdit(None, BASE)
    assert new.settle(None) == (Clash.NONE, BASE)
    assert new.settle(BASE) == (Clash.NONE, None)
    clash, result = new.settle(replace(BASE, note="theirs"))
    assert clash is Clash.APART
    assert result is not None
    assert result.note == "as it was"


NOTES = st.sampled_from(["", "as it was", "one", "two"])
TAGS = st.lists(st.sampled_from(["river", "a", "b"]), unique=True).map(tuple)
STATES = st.builds(
    lambda note, tags, colour, moved: replace(
        BASE.with_words(note, tags), colour=colour, moved=MOVED if moved else None
    ),
    NOTES, TAGS, st.sampled_from(Colour), st.booleans(),
)  # fmt: skip


@given(STATES, STATES, st.none() | STATES)
def test_no_words_of_either_are_lost(
    before: Annotation, after: Annotation, stored: Annotation | None
) -> None:
    edit = NoteEdit(before, after)
    result = edit.settle(stored)[1]
    left = {each.id: each for each in (stored, result) if each is not None}
    notes = {each.note for each in left.values()}
    tags = {tag for each in left.values() for tag in each.tags}
    if after.note != before.note and after.note:
        assert after.note in notes
    assert set(after.tags) - set(before.tags) <= tags
    if stored is not None and stored.note != before.note and stored.note:
        assert stored.note in notes
    if stored is not None:
        assert set(stored.tags) - set(before.tags) <= tags
    # Once more, as after a save of which it is not known whether it reached the disk.
    then = edit.settle(left.get(before.id))[1]
    assert then is None or left.get(then.id) in (None, then)
