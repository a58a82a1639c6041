"""A file that is not as it was saved: rot gives way to the mirror, an edit by hand counts, both are kept."""

import os
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from tests.support.store import annotation, article, files_below, main_file, mirror_file
from tui.store.storage import decode, encode, is_as_saved, parse
from tui.store.store import Store

STORED = annotation("The crew knew it already.", ["safe"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds STORED."""
    store_of(tmp_path / "notes").put(article(), STORED)
    return tmp_path / "notes"


def store_of(folder: Path) -> Store:
    return Store(folder, pause=lambda seconds: None)


def shown(folder: Path) -> list[str]:
    return [each.note for each in store_of(folder).annotations(article().id)]


def change(path: Path, old: bytes, new: bytes) -> bytes:
    """Write ``new`` for ``old`` in a file; return what it holds then."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path.read_bytes()


def laid_out_otherwise(path: Path) -> None:
    path.write_bytes(orjson.dumps(orjson.loads(path.read_bytes())))


def says_the_same(one: bytes, other: bytes) -> bool:
    with suppress(orjson.JSONDecodeError):
        return bool(orjson.loads(one) == orjson.loads(other))
    return False


def test_a_file_says_whether_it_is_as_it_was_saved(folder: Path) -> None:
    data = main_file(folder).read_bytes()
    assert is_as_saved(data)
    assert parse(data).as_saved is True
    assert encode(decode(data)) == data
    assert parse(data.replace(b"knew", b"know")).as_saved is False
    assert parse(orjson.dumps(orjson.loads(data))).as_saved is True  # laid out otherwise, and the same
    old = orjson.loads(data)
    del old["_meta"]["1"]["checksum"]
    assert parse(orjson.dumps(old)).as_saved is None
    assert parse(data.replace(b'"schema": 2', b'"schema": 3')).as_saved is None


def test_tinydb_reads_and_writes_a_file_with_a_checksum(folder: Path) -> None:
    with TinyDB(main_file(folder)) as db:
        assert len(db.table("annotations")) == 1
        db.table("annotations").update({"note": "by TinyDB"})
    assert shown(folder) == ["by TinyDB"]


@pytest.mark.parametrize("first", ["read", "save", "list", "repair"])
def test_a_byte_that_changed_in_a_text_gives_way_to_the_mirror(folder: Path, first: str) -> None:
    good = main_file(folder).read_bytes()
    bad = change(main_file(folder), b"knew", b"kneW")
    store = store_of(folder)
    if first == "save":
        store.opened(article())
    elif first == "list":
        assert [hit.annotation.note for hit in store.search("crew")] == [STORED.note]
        assert store.take_notices() == ()
    elif first == "repair":
        [line] = store.repair()
        assert str(main_file(folder)) in line
    assert store.annotations(article().id) == (STORED,)
    assert set(files_below(folder / "quarantine").values()) == {bad}
    if first != "save":
        assert main_file(folder).read_bytes() == mirror_file(folder).read_bytes() == good
    if first == "read":
        [notice] = store.take_notices()
        assert "\n" not in notice
        for part in ("kneW it", "knew it", "delete the checksum", main_file(folder), folder / "quarantine"):
            assert str(part) in notice
    assert store_of(folder).check().problems == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(share=0.0017, byte=ord("\t"))  # between what the file holds: laid out otherwise, and the same
@given(share=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_whatever_byte_changes_the_note_is_shown_and_both_files_are_kept(
    folder: Path, share: float, byte: int
) -> None:
    good = main_file(folder).read_bytes()
    place = int(share * len(good))
    bad = good[:place] + bytes([byte]) + good[place + 1 :]
    for path, other in ((main_file(folder), mirror_file(folder)), (mirror_file(folder), main_file(folder))):
        path.write_bytes(bad)
        problems = store_of(folder).check().problems
        assert bool(problems) != says_the_same(bad, good)
        assert all(str(path) in problem and problem.isprintable() for problem in problems)
        assert store_of(folder).annotations(article().id) == (STORED,)
        store_of(folder).repair()
        if problems:
            assert path.read_bytes() == other.read_bytes() == good
            assert bad in files_below(folder / "quarantine").values()
        path.write_bytes(good)
        assert store_of(folder).check().problems == ()


def test_a_file_not_written_since_its_mirror_has_rotted_however_much_differs(folder: Path) -> None:
    bad = change(main_file(folder), b"The crew knew", b"Nobody, they said, knew")
    os.utime(main_file(folder), ns=(1, mirror_file(folder).stat().st_mtime_ns - 1))
    assert shown(folder) == [STORED.note]
    assert set(files_below(folder / "quarantine").values()) == {bad}


def test_an_edit_by_hand_counts_and_doctor_names_the_difference_until_it_is_saved(folder: Path) -> None:
    good = main_file(folder).read_bytes()
    bad = change(main_file(folder), b"The crew knew", b"The captain knew")
    os.utime(mirror_file(folder), (1_700_000_000, 1_700_000_000))
    os.utime(main_file(folder), (1_800_000_000, 1_800_000_000))
    assert shown(folder) == ["The captain knew it already."]
    [problem] = store_of(folder).check().problems
    for part in (
        f"{main_file(folder)}: changed since it was saved, not by Postil",
        "“The captain knew it already.” in it, of 2027-01-15 08:00:00 UTC",
        "“The crew knew it already.” in its copy, of 2023-11-14 22:13:20 UTC",
    ):
        assert part in problem
    [line] = store_of(folder).repair()
    assert "both were left as they are" in line
    assert (main_file(folder).read_bytes(), mirror_file(folder).read_bytes()) == (bad, good)
    assert list(files_below(folder / "history").values()) == [good]
    store_of(folder).opened(article())
    assert store_of(folder).check().problems == ()
    assert shown(folder) == ["The captain knew it already."]
    assert good in files_below(folder / "history").values()


def test_an_edit_of_a_single_letter_counts_without_the_checksum(folder: Path) -> None:
    change(main_file(folder), b"knew", b"know")
    tables = orjson.loads(main_file(folder).read_bytes())
    del tables["_meta"]["1"]["checksum"]
    main_file(folder).write_bytes(orjson.dumps(tables, option=orjson.OPT_INDENT_2))
    assert shown(folder) == ["The crew know it already."]
    assert store_of(folder).check().problems == ()
    store_of(folder).opened(article())
    assert shown(folder) == ["The crew know it already."]
    assert is_as_saved(main_file(folder).read_bytes())


def test_deleting_an_edited_file_brings_its_mirror_back(folder: Path) -> None:
    change(main_file(folder), b"The crew knew", b"The captain knew")
    main_file(folder).unlink()
    assert shown(folder) == [STORED.note]


def test_what_an_older_program_saved_over_it_counts(folder: Path) -> None:
    # It leaves the checksum as it found it, and writes the mirror too.
    old = change(main_file(folder), b"The crew knew", b"The crew forgot")
    mirror_file(folder).write_bytes(old)
    assert shown(folder) == ["The crew forgot it already."]
    assert store_of(folder).check().problems == ()
    assert store_of(folder).repair() == ()
    store_of(folder).opened(article())
    assert is_as_saved(main_file(folder).read_bytes())


@pytest.mark.parametrize("path_of", [main_file, mirror_file])
def test_another_layout_is_no_difference(folder: Path, path_of) -> None:
    laid_out_otherwise(path_of(folder))
    assert shown(folder) == [STORED.note]
    assert store_of(folder).check().problems == ()


def test_a_mirror_that_rotted_is_set_aside_and_written_again(folder: Path) -> None:
    good = main_file(folder).read_bytes()
    bad = change(mirror_file(folder), b"knew", b"grew")
    [problem] = store_of(folder).check().problems
    assert problem.startswith(f"{mirror_file(folder)}: this copy is damaged (it is not as it was saved); ")
    [line] = store_of(folder).repair()
    assert str(folder / "quarantine") in line
    assert mirror_file(folder).read_bytes() == main_file(folder).read_bytes() == good
    assert list(files_below(folder / "quarantine").values()) == [bad]


def test_both_rotted_leave_the_file_as_it_is(folder: Path) -> None:
    change(main_file(folder), b"knew", b"kneW")
    change(mirror_file(folder), b"crew", b"cREw")
    assert shown(folder) == ["The crew kneW it already."]
    [problem] = store_of(folder).check().problems
    assert f"{main_file(folder)}: changed since it was saved" in problem
    assert "its copy cannot say what it was" in problem
    store_of(folder).repair()
    assert shown(folder) == ["The crew kneW it already."]


def test_a_changed_file_without_a_mirror_is_named(folder: Path) -> None:
    change(main_file(folder), b"knew", b"kneW")
    mirror_file(folder).unlink()
    changed, missing = store_of(folder).check().problems
    assert f"{main_file(folder)}: changed since it was saved" in changed
    assert f"{mirror_file(folder)}: this copy is missing" in missing
