"""Two programs edit one annotation: what one saved, the other neither overwrites nor brings back."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.store import annotation, article, main_file, start
from tui.domain.annotation import Annotation, Colour
from tui.domain.edit import Clash, NoteEdit
from tui.store.store import Store


def notes(folder: Path) -> list[str]:
    return sorted(item.note for item in Store(folder).annotations(article().id))


def test_two_notes_written_from_one_state_are_both_stored(folder: Path) -> None:
    one, other, item = Store(folder), Store(folder), annotation("as it was")
    one.put(article(), item)
    assert one.edit(article(), NoteEdit(item, replace(item, note="one"))).clash is Clash.NONE
    result = other.edit(article(), NoteEdit(item, replace(item, note="other")))
    assert result.clash is Clash.APART
    assert sorted(each.note for each in result.annotations) == notes(folder) == ["one", "other"]
    assert len({each.target.span for each in result.annotations}) == 1


def test_an_edit_that_is_tried_again_makes_one_annotation(folder: Path) -> None:
    store, item = Store(folder), annotation("as it was")
    store.put(article(), replace(item, note="theirs"))
    edit = NoteEdit(item, replace(item, note="mine"))
    store.edit(article(), edit)
    store.edit(article(), edit)
    assert notes(folder) == ["mine", "theirs"]


def test_an_edit_of_what_was_deleted_does_not_bring_it_back(folder: Path) -> None:
    one, other, item = Store(folder), Store(folder), annotation("as it was")
    one.put(article(), item)
    assert one.edit(article(), NoteEdit(item, None)).clash is Clash.NONE
    assert other.edit(article(), NoteEdit(item, replace(item, colour=Colour.RED))).clash is Clash.GONE
    assert notes(folder) == []
    result = other.edit(article(), NoteEdit(item, replace(item, note="mine")))
    assert result.clash is Clash.RENEWED
    assert [(each.note, each.id == item.id) for each in result.annotations] == [("mine", False)]


def test_an_article_that_was_removed_comes_back_for_words_alone(folder: Path) -> None:
    one, other, item = Store(folder), Store(folder), annotation("as it was")
    one.put(article(), item)
    other.bulk_edits.remove(article().id, "removed")
    one.edit(article(), NoteEdit(item, replace(item, colour=Colour.RED)))
    assert Store(folder).articles() == ()
    one.edit(article(), NoteEdit(item, replace(item, note="mine")))
    assert [known.note_count for known in Store(folder).articles()] == [1]


def test_a_deletion_leaves_what_another_program_wrote_since(folder: Path) -> None:
    one, other, item = Store(folder), Store(folder), annotation("as it was")
    one.put(article(), item)
    one.edit(article(), NoteEdit(item, replace(item, note="more")))
    result = other.edit(article(), NoteEdit(item, None))
    assert result.clash is Clash.LEFT
    assert notes(folder) == ["more"]
    assert other.edit(article(), NoteEdit(result.annotations[0], None)).clash is Clash.NONE
    assert notes(folder) == []
    data = main_file(folder).read_bytes()
    assert one.edit(article(), NoteEdit(item, None)).clash is Clash.GONE
    assert main_file(folder).read_bytes() == data


def test_words_that_no_file_can_hold_are_no_clash(folder: Path) -> None:
    store, item = Store(folder), annotation("as it was")
    store.put(article(), item)
    first = replace(item, note="\ud83d", tags=("a", "a"))
    store.edit(article(), NoteEdit(item, first))
    assert store.edit(article(), NoteEdit(first, replace(first, note="more"))).clash is Clash.NONE
    assert notes(folder) == ["more"]


EDITOR = """
import json, random
from dataclasses import replace
from tui.domain.annotation import now
from tui.domain.edit import NoteEdit

me, chance, seen = sys.argv[2], random.Random(sys.argv[3]), {}
for number in range(int(sys.argv[4])):
    # A reader edits what it has seen, and looks again only now and then.
    if not seen or chance.random() < 0.4:
        seen = {each.id: each for each in store.annotations(article().id)}
    if not seen:
        continue
    before = seen[chance.choice(sorted(seen))]
    words = f"{me}{number}"
    after = replace(before, note=words, modified=now())
    result = store.edit(article(), NoteEdit(before, after))
    if chance.random() < 0.5:
        seen = {each.id: each for each in result.annotations}
    print(json.dumps([before.note, words]), flush=True)
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_no_note_that_two_processes_wrote_is_lost(folder: Path, seed: int) -> None:
    store = Store(folder)
    for number in range(2):
        store.put(article(), annotation(f"begin {number}", start=number * 10, end=number * 10 + 5))
    programs = [start(EDITOR, folder, me, f"{me} {seed}", 40) for me in ("a", "b")]
    steps = []
    for program in programs:
        output, errors = program.communicate(timeout=120)
        assert program.returncode == 0, errors
        steps += [json.loads(line) for line in output.splitlines()]
    written = {words for _, words in steps}
    replaced = {before for before, _ in steps}
    # A note goes only where whoever replaced it had it before the eyes.
    assert written - replaced <= set(notes(folder))
    assert len(written) == 80


@pytest.mark.parametrize("seed", range(6))
def test_readers_who_edit_and_delete_by_chance_lose_no_words(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    stores, seen = [Store(folder) for _ in range(3)], [dict[str, Annotation]() for _ in range(3)]
    given_up: set[str] = set()
    written: set[str] = set()
    for step in range(120):
        who = chance.randrange(3)
        store, known = stores[who], seen[who]
        match chance.choice(("look", "new", "note", "note", "tag", "colour", "delete")):
            case "look":
                known.clear()
                known.update((each.id, each) for each in store.annotations(article().id))
                continue
            case "new":
                edit = NoteEdit(None, annotation(f"note {step}"))
            case what if known:
                before = chance.choice(list(known.values()))
                after = {
                    "note": replace(before, note=f"note {step}"),
                    "tag": replace(before, tags=(*before.tags, f"tag {step}")),
                    "colour": replace(before, colour=chance.choice(list(Colour))),
                    "delete": None,
                }[what]
                edit = NoteEdit(before, after)
            case _:
                continue
        words = {edit.after.note, *edit.after.tags} if edit.after else set()
        old = {edit.before.note, *edit.before.tags} if edit.before else set()
        result = store.edit(article(), edit)
        if not (edit.after is None and result.clash is not Clash.NONE):
            given_up |= old - words
        written |= words - old
        here = {word for each in result.annotations for word in (each.note, *each.tags)}
        assert words - old <= here
        assert written - given_up <= here
