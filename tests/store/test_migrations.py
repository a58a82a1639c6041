"""What an older program wrote is read, and written again at the first save, with the original stored."""

from pathlib import Path

import orjson
import pytest

from tests.support.store import annotation, article, die, files_below, main_file, mirror_file
from tui.domain.annotation import Colour
from tui.store.storage import MIGRATIONS, SCHEMA, migrated
from tui.store.store import Store

STORED = annotation("kept", ["safe"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of the first program, which knew no colours and stored no changes, that holds STORED."""
    Store(tmp_path / "notes").put(article(), STORED)
    path = main_file(tmp_path / "notes")
    tables = orjson.loads(path.read_bytes())
    tables["_meta"]["1"]["schema"] = 1
    del tables["annotations"]["1"]["colour"], tables["changes"]
    tables["of another program"] = {"1": {"left": "alone"}}
    for each in (path, mirror_file(tmp_path / "notes")):
        each.write_bytes(orjson.dumps(tables))
    return tmp_path / "notes"


def test_there_is_a_step_from_every_version() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))


def test_reading_migrates_and_writes_nothing(folder: Path) -> None:
    before = files_below(folder)
    store = Store(folder)
    assert store.annotations(article().id) == (STORED,)
    assert store.take_notices() == ()
    assert files_below(folder) == before


def test_the_first_save_writes_the_new_format_and_keeps_the_original(folder: Path) -> None:
    original = main_file(folder).read_bytes()
    store = Store(folder)
    other = annotation("new")
    assert set(store.put(article(), other)) == {STORED, other}
    tables = orjson.loads(main_file(folder).read_bytes())
    assert tables["_meta"]["1"]["schema"] == SCHEMA
    assert tables["annotations"]["1"]["colour"] == Colour.YELLOW
    assert tables["of another program"] == {"1": {"left": "alone"}}
    assert list(files_below(folder / "history").values()) == [original]
    assert mirror_file(folder).read_bytes() == main_file(folder).read_bytes()
    Store(folder).put(article(), annotation("newer"))
    assert len(files_below(folder / "history")) == 1


def test_migrating_is_pure_and_does_nothing_twice(folder: Path) -> None:
    tables = orjson.loads(main_file(folder).read_bytes())
    before = orjson.dumps(tables)
    once = migrated(tables)
    assert orjson.dumps(tables) == before
    assert migrated(once) is once


@pytest.mark.parametrize("call", range(1, 7))
def test_a_migration_that_is_killed_midway_loses_nothing(folder: Path, call: int) -> None:
    body = (
        "import os, tui.system.files as files\n"
        "left = [int(sys.argv[2])]\n"
        "def dying(real):\n"
        "    def call(*args, **options):\n"
        "        left[0] -= 1\n"
        "        if not left[0]: os._exit(9)\n"
        "        return real(*args, **options)\n"
        "    return call\n"
        "files.os.fsync = dying(os.fsync)\n"
        "files.Path.replace = dying(Path.replace)\n"
        "save('new')\n"
    )
    original = main_file(folder).read_bytes()
    die(body, folder, call)
    assert STORED in Store(folder).annotations(article().id)
    Store(folder).put(article(), annotation("after"))
    assert {"kept", "after"} <= {item.note for item in Store(folder).annotations(article().id)}
    assert original in files_below(folder / "history").values()
    assert not list(folder.rglob("*.tmp"))
