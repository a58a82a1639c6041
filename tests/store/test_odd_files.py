"""Files that nobody writes by will: odd numbers, doubles, pipes. None stops the rest, and each is named."""

import atexit
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.damage import kinds, make
from tests.support.store import annotation, article, correction, files_below, main_file, mirror_file, run
from tui.domain.annotation import Annotation
from tui.domain.errors import StoreError
from tui.library import Library
from tui.store.layout import Layout
from tui.store.store import Store
from tui.system import files

ONE, TWO = annotation("one", ["a"]), annotation("two", ["b"], start=10, end=13)
OTHER = article("The bridge is closed.", title="Closed bridge")
HUGE = "9" * 4_301


def store_of(folder: Path) -> Store:
    return Store(folder, pause=lambda seconds: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with two notes and a correction on one article, and a note on another."""
    return filled(tmp_path / "notes")


def filled(folder: Path) -> Path:
    store = store_of(folder)
    store.put(OTHER, annotation("other"))
    store.put(article(), ONE)
    store.put(article(), TWO)
    store.correct(article(), correction())
    return folder


@cache
def _filled() -> Path:
    """Return a store like that, to be copied: making one takes as long as all the rest of an example."""
    place = tempfile.mkdtemp(prefix="postil-filled-")
    atexit.register(shutil.rmtree, place)
    return filled(Path(place) / "notes")


def edit(folder: Path, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Change the tables of an article's file, and of its mirror, as a person would; return the file."""
    tables = orjson.loads(main_file(folder).read_bytes())
    change(tables)
    data = orjson.dumps(tables, option=orjson.OPT_INDENT_2)
    main_file(folder).write_bytes(data)
    mirror_file(folder).write_bytes(data)
    return data


def renumbered(table: str, old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(tables: dict[str, Any]) -> None:
        tables[table][new] = tables[table].pop(old)

    return change


@pytest.mark.parametrize("table", ["_meta", "annotations", "corrections", "changes"])
@pytest.mark.parametrize("number", [HUGE, "01", "00", "007", "9" * 16])
def test_an_odd_number_of_a_record_loses_nothing(folder: Path, table: str, number: str) -> None:
    before = edit(folder, renumbered(table, "1", number))
    store = store_of(folder)
    assert store.annotations(article().id) == (ONE, TWO)
    [problem] = store_of(folder).check().problems
    said = f"the number {number}" if len(number) < 16 else f"a number of {len(number):,} digits"
    assert f"{main_file(folder)}: a record of '{table}' has {said}" in problem
    new = annotation("new", start=20, end=24)
    assert store.put(article(), new) == (ONE, TWO, new)
    assert store.undoable(article().id) is not None
    assert store_of(folder).check().problems == ()
    assert before in files_below(folder / "history").values()
    assert len(store.corrections(article().id)) == 1


def test_two_records_with_one_number_are_both_there(folder: Path) -> None:
    edit(folder, renumbered("annotations", "2", "01"))
    assert store_of(folder).annotations(article().id) == (ONE, TWO)
    [line, of_copy] = store_of(folder).repair()
    assert of_copy == f"{mirror_file(folder)}: this copy was written again"
    assert f"{main_file(folder)}: a record of 'annotations' has the number 01" in line
    assert set(orjson.loads(main_file(folder).read_bytes())["annotations"]) == {"1", "2"}
    assert store_of(folder).annotations(article().id) == (ONE, TWO)
    assert store_of(folder).repair() == ()


def test_two_notes_with_one_id_are_named_and_parted(folder: Path) -> None:
    def double(tables: dict[str, Any]) -> None:
        later = {**tables["annotations"]["1"], "note": "a copy", "modified": "2999-01-01T00:00:00.000Z"}
        tables["annotations"]["3"] = later

    before = edit(folder, double)
    assert [each.note for each in store_of(folder).annotations(article().id)] == ["a copy", "two"]
    [problem] = store_of(folder).check().problems
    assert f"{main_file(folder)}: 2 notes have one id, {ONE.id}; the latest is shown" in problem
    [line, _] = store_of(folder).repair()
    assert "repaired" in line
    assert before in files_below(folder / "history").values()
    found = {each.note: each for each in store_of(folder).annotations(article().id)}
    assert set(found) == {"one", "a copy", "two"}
    assert found["a copy"].id == ONE.id
    assert store_of(folder).check().problems == ()


def test_a_double_is_stored_before_a_save(folder: Path) -> None:
    before = edit(folder, lambda tables: tables["annotations"].update({"3": tables["annotations"]["1"]}))
    store_of(folder).opened(article())
    assert before in files_below(folder / "history").values()


def nested(depth: int) -> Callable[[dict[str, Any]], None]:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return lambda tables: tables.update(mine={"1": {"deep": value}})


def test_what_is_nested_too_deeply_to_be_written_gives_way_to_the_mirror(folder: Path) -> None:
    good = main_file(folder).read_bytes()
    tables = orjson.loads(good)
    nested(400)(tables)
    main_file(folder).write_bytes(json.dumps(tables).encode())
    assert store_of(folder).put(article(), ONE) == (ONE, TWO)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def socket_at(path: Path) -> None:
    place = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as listening:  # its address must be short
            listening.bind(f"/proc/self/fd/{place}/{path.name}")
    finally:
        os.close(place)


def device(path: Path) -> None:
    path.symlink_to("/dev/full")


NO_FILES = {"a named pipe": pipe, "a socket": socket_at, "a device": device}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs the devices of Linux")
@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_keeps_nothing_waiting_and_is_named(tmp_path: Path, what: str) -> None:
    make(tmp_path / "notes")
    for path in kinds(tmp_path / "notes").values():
        if path.is_file() and path.name != "write.lock":
            path.unlink()
            NO_FILES[what](path)
    # In a program of its own, so that one that waits is ended.
    body = (
        "from tests.support.damage import STORED, store_of\n"
        "store = store_of(folder)\n"
        "store.annotations(article().id), store.articles(), store.search('x'), store.tags()\n"
        "store.position(article().id), store.other_corrections('')\n"
        "print(*store.check().problems, sep='\\n')\n"
        "save('x')\n"
        "print(*store.repair(), sep='\\n')\n"
        "print(*store.check().problems, sep='\\n')\n"
        "save('y')\n"
    )
    lines = run(body, tmp_path / "notes")
    for path in kinds_that_were(tmp_path / "notes"):
        assert any(line.startswith(f"{path}: it is {what}; `postil doctor --repair`") for line in lines), path
    assert lines[-1].startswith("saved ")
    assert Path("/dev/full").is_char_device()


def kinds_that_were(folder: Path) -> list[Path]:
    layout = Layout(folder)
    key = main_file(folder).stem
    return [layout.main(key), layout.mirror(key), layout.snapshot(article().text_hash), *layout.derived]


@pytest.mark.parametrize("what", NO_FILES)
def test_reading_what_is_no_file_says_so(tmp_path: Path, what: str) -> None:
    NO_FILES[what](tmp_path / "odd")
    with pytest.raises(files.NotAFileError, match=f"it is {what}, not a file") as raised:
        files.read(tmp_path / "odd")
    assert raised.value.filename == str(tmp_path / "odd")


def test_a_pipe_in_the_cache_of_analyses_is_no_analysis(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.cache_folder.mkdir(parents=True)
    text_hash = article().text_hash
    os.mkfifo(library.cache_folder / f"{text_hash}-x.json")
    assert list(library._analyses.stored(text_hash)) == []


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.sampled_from(["annotations", "2999-01-01T00:00:00.000Z", ONE.id, HUGE, "01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return each container in ``value``, with each key in it."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found.append((value, key))
        places(value[key], found)
    return found


def harmed(draw: st.DrawFn, tables: Any) -> bytes:
    """Return the tables with some values replaced, gone, or under another name."""
    for _ in range(draw(st.integers(1, 3))):
        inside, key = draw(st.sampled_from(places(tables, [])))
        how = draw(st.sampled_from(["replace", "remove", "rename"]))
        if how == "replace":
            inside[key] = draw(VALUES)
        elif how == "remove":
            del inside[key]
        elif isinstance(inside, dict):
            inside[draw(st.sampled_from(["0", "01", HUGE, "-1", "x", "", "²"]))] = inside.pop(key)
        if not places(tables, []):
            break
    return json.dumps(tables).encode()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_of_any_value_loses_anything_else(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(_filled(), Path(place) / "notes")
        good = main_file(folder).read_bytes()
        both = data.draw(st.booleans())
        bad = data.draw(st.composite(harmed)(orjson.loads(good)))
        for path in (main_file(folder), mirror_file(folder)) if both else (main_file(folder),):
            path.write_bytes(bad)
        assert_nothing_else_is_lost(folder, good, bad, both=both)


def assert_nothing_else_is_lost(folder: Path, good: bytes, bad: bytes, *, both: bool) -> None:
    store = store_of(folder)
    undone: set[Annotation] = set()
    assert all(problem.isprintable() for problem in store.check().problems)
    assert "other" in {hit.annotation.note for hit in store.search()}
    store.articles(), store.tags(), store.other_corrections(""), store.bulk_edits.undoable()
    change = store.undoable(article().id)
    assert [each.note for each in store.annotations(OTHER.id)] == ["other"]
    new, refusals = annotation("new", start=20, end=24), []
    try:
        stored: tuple[Annotation, ...] = store.put(article(), new)
        assert new in stored
        if change is not None:
            before = set(stored)
            store.swap_change(article(), change.id, undo=True)
            undone = before - set(store.annotations(article().id))
    except StoreError as error:  # a newer program's file, or a log of changes that holds what is none
        refusals.append(str(error))
    assert all(each.startswith("Not saved: ") and each.isprintable() for each in refusals)
    lines = [*store.repair(), *store.take_notices()]
    assert not [line for line in lines if "\n" in line or line.startswith("not mended")]
    found = list(files_below(folder).values())
    # What was not taken for an edit is stored as it was found, and what a copy had is there.
    assert bad in found or not (folder / "quarantine").exists()
    if not both:
        assert good in found or {ONE, TWO} <= {*store.annotations(article().id), *undone}
