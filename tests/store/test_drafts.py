"""Drafts: on the disk until they are saved or discarded, whatever becomes of their file."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.store import annotation, article, files_below
from tui.domain.errors import StoreError
from tui.store.drafts import Drafts
from tui.store.layout import Layout, Notices, key_of
from tui.store.store import Store

FERRY = article().id
ONE, TWO = annotation("one\n\ud800 # two", ["tag"]), annotation("two", start=10, end=13)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "notes")


def drafts(layout: Layout) -> Drafts:
    return Drafts(layout, Notices())


def test_a_draft_is_there_until_it_is_removed_and_then_so_is_no_file(layout: Layout) -> None:
    assert drafts(layout).of(FERRY) == ()
    drafts(layout).remove(FERRY, "none")
    assert not layout.folder.exists()
    program = drafts(layout)
    program.put(FERRY, ONE)
    program.put(FERRY, TWO)
    longer = replace(TWO, note="two, and more")
    program.put(FERRY, longer)
    assert drafts(layout).of(FERRY) == (replace(ONE, note="one\n\ufffd # two"), longer)
    assert drafts(layout).of("another") == ()
    assert all(path.stat().st_mode & 0o077 == 0 for path in [layout.drafts, *layout.drafts.iterdir()])
    program.remove(FERRY, ONE.id)
    after = drafts(layout)
    assert after.of(FERRY) == (longer,)
    after.remove(FERRY, TWO.id)
    assert list(layout.drafts.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"postil_drafts": 1}', b"\xff" * 9])
def test_a_damaged_file_is_reported_and_set_aside_by_the_next_draft(layout: Layout, damage: bytes) -> None:
    drafts(layout).put(FERRY, ONE)
    path = layout.drafts_of(key_of(FERRY))
    path.write_bytes(damage)
    notices = Notices()
    assert Drafts(layout, notices).of(FERRY) == ()
    assert str(path) in notices.take()[0]
    (problem,) = Store(layout.folder).check().problems
    assert str(path) in problem
    drafts(layout).put(FERRY, TWO)
    assert drafts(layout).of(FERRY) == (TWO,)
    assert [aside.read_bytes() for aside in layout.quarantine.iterdir()] == [damage]
    health = Store(layout.folder).check()
    assert (health.problems, health.drafts) == ((), 1)


def test_of_a_file_with_one_bad_record_the_others_stay(layout: Layout) -> None:
    drafts(layout).put(FERRY, ONE)
    drafts(layout).put(FERRY, TWO)
    path = layout.drafts_of(key_of(FERRY))
    path.write_text(path.read_text().replace(ONE.id, ""))
    assert drafts(layout).of(FERRY) == (TWO,)


def test_what_a_newer_program_wrote_is_left_alone(layout: Layout) -> None:
    drafts(layout).put(FERRY, ONE)
    path = layout.drafts_of(key_of(FERRY))
    path.write_text(path.read_text().replace('"postil_drafts": 1', '"postil_drafts": 2'))
    before = files_below(layout.folder)
    with pytest.raises(StoreError, match="newer"):
        drafts(layout).put(FERRY, TWO)
    assert files_below(layout.folder) == before


def test_a_place_where_no_draft_can_be_saved_is_named(layout: Layout) -> None:
    layout.folder.mkdir(mode=0o700)
    layout.drafts.write_text("a file")
    with pytest.raises(StoreError, match=str(layout.drafts)):
        drafts(layout).put(FERRY, TWO)
    assert drafts(layout).of(FERRY) == ()


def test_two_programs_that_begin_one_note_lose_no_word_of_either(layout: Layout) -> None:
    one, other = drafts(layout), drafts(layout)
    by_one, by_other = replace(TWO, note="by the one"), replace(TWO, note="by the other")
    one.put(FERRY, by_one)
    other.put(FERRY, by_other)
    one.put(FERRY, replace(by_one, note="more by the one"))
    other.put(FERRY, replace(by_other, note="more by the other"))
    found = drafts(layout).of(FERRY)
    assert [each.note for each in found] == ["more by the one", "more by the other"]
    assert found[0].id == TWO.id != found[1].id
    other.remove(FERRY, TWO.id)
    other.remove(FERRY, TWO.id)
    assert [each.note for each in drafts(layout).of(FERRY)] == ["more by the one"]
    drafts(layout).remove(FERRY, TWO.id)
    one.remove(FERRY, TWO.id)
    assert drafts(layout).of(FERRY) == ()


def test_a_draft_that_another_program_goes_on_with_is_its_own(layout: Layout) -> None:
    one, other = drafts(layout), drafts(layout)
    one.put(FERRY, TWO)
    assert other.of(FERRY) == (TWO,)
    other.put(FERRY, replace(TWO, note="two, and more"))
    one.remove(FERRY, TWO.id)
    assert [each.note for each in drafts(layout).of(FERRY)] == ["two, and more"]
