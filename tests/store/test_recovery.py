"""Damaged, missing and unreadable files: what a copy holds is not lost, and that is reported."""

import re
import threading
from pathlib import Path

import orjson
import pytest

from tests.support.store import annotation, article, files_below, main_file, mirror_file
from tui.domain.annotation import Annotation
from tui.domain.errors import StoreError
from tui.store.layout import Layout
from tui.store.store import Store

STORED = annotation("kept", ["safe"])
NO_WAIT = {"pause": lambda seconds: None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds STORED."""
    Store(tmp_path / "notes").put(article(), STORED)
    return tmp_path / "notes"


def whole_file(folder: Path) -> bytes:
    return main_file(folder).read_bytes()


def edited(data: bytes, change) -> bytes:
    tables = orjson.loads(data)
    change(tables)
    return orjson.dumps(tables)


def renamed_article(tables) -> None:
    tables["_meta"]["1"]["article"] = "https://example.org/"


def other_schema(schema: object):
    def change(tables) -> None:
        tables["_meta"]["1"]["schema"] = schema

    return change


def in_annotation(name: str, value: object):
    def change(tables) -> None:
        tables["annotations"]["1"][name] = value

    return change


DAMAGE = {
    "emptied": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "garbled": lambda data: data[:100] + b"\xff\xfe" + data[102:],
    "binary": lambda data: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "doubled": lambda data: data + data,
    "null": lambda data: b"null",
    "list": lambda data: b"[]",
    "no tables": lambda data: b"{}",
    "settings of another program": lambda data: b'{"editor": {"fontSize": 12}}',
    "TinyDB of another program": lambda data: b'{"_default": {"1": {"name": "Ann"}}}',
    "table of values": lambda data: b'{"_meta": {"1": 5}}',
    "unnumbered": lambda data: b'{"_meta": {"x": {}}}',
    "another article": lambda data: edited(data, renamed_article),
    "no schema": lambda data: edited(data, lambda tables: tables["_meta"]["1"].pop("schema")),
    "schema 0": lambda data: edited(data, other_schema(0)),
    "schema true": lambda data: edited(data, other_schema(True)),
    "schema in words": lambda data: edited(data, other_schema("one")),
    "note gone": lambda data: edited(data, in_annotation("note", None)),
    "tags in words": lambda data: edited(data, in_annotation("tags", "safe")),
    "no target": lambda data: edited(data, in_annotation("target", [])),
    "odd motivation": lambda data: edited(data, in_annotation("motivation", "cooking")),
    "odd colour": lambda data: edited(data, in_annotation("colour", "plaid")),
    "time in words": lambda data: edited(data, in_annotation("created", "today")),
    "title of numbers": lambda data: edited(data, lambda tables: tables["_meta"]["1"].update(title=[1])),
    "odd position": lambda data: edited(data, lambda tables: tables.update(position={"1": {"offset": -1}})),
}


def assert_one_line(notices: tuple[str, ...], *parts: object) -> None:
    [notice] = notices
    assert "\n" not in notice
    for part in parts:
        assert str(part) in notice


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("first", ["read", "save"])
def test_a_damaged_file_gives_way_to_its_mirror(folder: Path, damage, first: str) -> None:
    good, bad = whole_file(folder), damage(whole_file(folder))
    main_file(folder).write_bytes(bad)
    store = Store(folder, **NO_WAIT)
    if first == "save":
        store.opened(article())
    assert store.annotations(article().id) == (STORED,)
    [(name, stored)] = files_below(folder / "quarantine").items()
    assert stored == bad
    assert_one_line(store.take_notices(), main_file(folder), folder / "quarantine" / name)
    if first == "read":
        assert whole_file(folder) == good
    assert store.annotations(article().id) == (STORED,)
    assert store.take_notices() == ()


def test_a_file_cut_off_anywhere_gives_way_to_its_mirror(folder: Path) -> None:
    good = whole_file(folder)
    for cut in [*range(0, len(good) - 2, 37), len(good) - 2]:
        main_file(folder).write_bytes(good[:cut])
        store = Store(folder, **NO_WAIT)
        assert store.annotations(article().id) == (STORED,), cut
        assert len(store.take_notices()) == 1
        assert whole_file(folder) == good


def test_a_file_that_is_only_being_saved_by_an_editor_is_not_damaged(folder: Path) -> None:
    good = whole_file(folder)
    main_file(folder).write_bytes(good[:50])
    waits: list[float] = []

    def finish(seconds: float) -> None:
        waits.append(seconds)
        main_file(folder).write_bytes(good)

    store = Store(folder, pause=finish)
    assert store.annotations(article().id) == (STORED,)
    assert (waits, store.take_notices()) == ([0.2], ())
    assert not (folder / "quarantine").exists()


@pytest.mark.parametrize("first", ["read", "save"])
def test_a_missing_file_is_restored_from_its_mirror(folder: Path, first: str) -> None:
    good = whole_file(folder)
    main_file(folder).unlink()
    store = Store(folder, **NO_WAIT)
    if first == "save":
        store.opened(article())
    assert store.annotations(article().id) == (STORED,)
    assert_one_line(store.take_notices(), main_file(folder), "restored")
    if first == "read":
        assert whole_file(folder) == good


def test_a_missing_folder_of_files_is_restored_from_the_mirrors(folder: Path) -> None:
    main_file(folder).unlink()
    main_file(folder).parent.rmdir()
    assert Store(folder, **NO_WAIT).annotations(article().id) == (STORED,)


@pytest.mark.parametrize("bad", [b"", b"garbage", b"{}"])
def test_a_damaged_mirror_does_no_harm(folder: Path, bad: bytes) -> None:
    mirror_file(folder).write_bytes(bad)
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == (STORED,)
    store.opened(article())
    assert mirror_file(folder).read_bytes() == whole_file(folder)
    assert set(files_below(folder / "history").values()) == ({bad} if bad else set())
    assert store.take_notices() == ()


@pytest.mark.parametrize("first", ["read", "save"])
def test_with_both_damaged_both_are_stored_and_notes_start_again(folder: Path, first: str) -> None:
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    store = Store(folder, **NO_WAIT)
    item = annotation("new")
    if first == "read":
        assert store.annotations(article().id) == ()
    assert store.put(article(), item) == (item,)
    stored = files_below(folder / "quarantine")
    assert sorted(stored.values()) == [b"garbage", b"rubbish"]
    assert_one_line(store.take_notices(), *(folder / "quarantine" / name for name in stored))
    assert Store(folder).annotations(article().id) == (item,)


def test_with_the_file_gone_a_damaged_mirror_is_stored(folder: Path) -> None:
    main_file(folder).unlink()
    mirror_file(folder).write_bytes(b"rubbish")
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == ()
    assert list(files_below(folder / "quarantine").values()) == [b"rubbish"]
    assert len(store.take_notices()) == 1
    assert store.annotations(article().id) == ()
    assert store.take_notices() == ()


def test_many_threads_may_find_the_same_damage(folder: Path) -> None:
    main_file(folder).write_bytes(b"")
    store = Store(folder, **NO_WAIT)
    found: list[tuple[Annotation, ...]] = []
    threads = [
        threading.Thread(target=lambda: found.append(store.annotations(article().id))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(STORED,)] * 8
    assert len(store.take_notices()) == 1


def test_what_cannot_be_mended_is_shown_from_the_mirror_and_left_alone(folder: Path) -> None:
    main_file(folder).write_bytes(b"garbage")
    (folder / "quarantine").write_bytes(b"in the way")
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == (STORED,)
    assert_one_line(store.take_notices(), main_file(folder), folder / "quarantine", "copy")
    with pytest.raises(StoreError, match=re.escape(str(folder / "quarantine"))):
        store.put(article(), annotation("new"))
    assert whole_file(folder) == b"garbage"
    assert Store(folder, **NO_WAIT).annotations(article().id) == (STORED,)


def test_a_folder_in_place_of_the_file_is_reported(folder: Path) -> None:
    main_file(folder).unlink()
    main_file(folder).mkdir()
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == (STORED,)
    assert_one_line(store.take_notices(), main_file(folder), "is a directory", "copy")
    with pytest.raises(StoreError, match=r"is a directory$"):
        store.opened(article())
    for identity in (STORED.id, "not in the mirror"):
        with pytest.raises(StoreError, match=r"is a directory$"):
            store.remove(article(), identity)


def test_a_newer_format_is_read_and_never_written(folder: Path) -> None:
    newer = edited(whole_file(folder), other_schema(3))
    newer = edited(newer, lambda tables: tables["annotations"].update({"2": {"id": "of a new kind"}}))
    main_file(folder).write_bytes(newer)
    before = files_below(folder)
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == (STORED,)
    assert [item.title for item in store.articles()] == ["Late ferry"]
    assert_one_line(store.take_notices(), main_file(folder), "newer")
    for change in (
        lambda: store.put(article(), annotation()),
        lambda: store.remove(article(), STORED.id),
        lambda: store.opened(article()),
    ):
        with pytest.raises(StoreError, match=r"^Not saved: [^\n]*newer[^\n]*$"):
            change()
    assert files_below(folder) == before


@pytest.mark.parametrize("change", [renamed_article, lambda tables: tables["_meta"]["1"].update(title=1)])
def test_a_newer_format_that_cannot_be_understood_is_not_damaged(folder: Path, change) -> None:
    main_file(folder).write_bytes(edited(edited(whole_file(folder), other_schema(3)), change))
    before = files_below(folder)
    store = Store(folder, **NO_WAIT)
    assert store.annotations(article().id) == ()
    assert_one_line(store.take_notices(), main_file(folder), "newer")
    with pytest.raises(StoreError, match="newer"):
        store.opened(article())
    assert files_below(folder) == before


def test_listing_leaves_damaged_files_alone(folder: Path) -> None:
    damaged, mirrored = article("Of this one nothing is left."), article("Of this one the mirror is.")
    for other in (damaged, mirrored):
        Store(folder).put(other, annotation())
    for path in (main_file(folder, damaged), mirror_file(folder, damaged), main_file(folder, mirrored)):
        path.write_bytes(b"garbage")
    (folder / "articles" / "notes of mine.json").write_bytes(b"{}")
    before = [files_below(folder / name) for name in ("articles", "backup")]
    store = Store(folder, **NO_WAIT)
    assert {item.id for item in store.articles()} == {article().id, mirrored.id}
    assert_one_line(store.take_notices(), main_file(folder, damaged))
    assert [files_below(folder / name) for name in ("articles", "backup")] == before
    assert not (folder / "quarantine").exists()


def test_former_states_and_damaged_files_are_stored_once(folder: Path) -> None:
    good = whole_file(folder)
    for bad in (b"one", b"two", b"one", b"two"):
        main_file(folder).write_bytes(bad)
        assert Store(folder, **NO_WAIT).annotations(article().id) == (STORED,)
    assert sorted(files_below(folder / "quarantine").values()) == [b"one", b"two"]
    assert whole_file(folder) == good
    assert {path.parent for path in folder.rglob("*.json")} == {
        Layout(folder).articles,
        Layout(folder).backup,
        Layout(folder).quarantine,
    }
