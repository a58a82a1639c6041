"""A store that is mended: what a copy holds is back, what was found is stored, and all is well after it."""

import os
from pathlib import Path

import pytest

from tests.support.store import (
    annotation,
    article,
    bound_by_permissions,
    files_below,
    main_file,
    mirror_file,
    run,
)
from tui.domain.library import NotesHealth
from tui.store.drafts import Drafts
from tui.store.layout import Layout, Notices, key_of
from tui.store.store import Store

FERRY, BRIDGE = article(), article("The bridge is closed.", title="Closed bridge")
WELL = NotesHealth(articles=2, annotations=2, texts=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a note on each of two articles, a copy of today, and its indexes."""
    Store(tmp_path / "notes").put(FERRY, annotation("one"))
    store = store_of(tmp_path / "notes")
    store.put(BRIDGE, annotation("two"))
    store.articles()
    store.search("x")
    return tmp_path / "notes"


def store_of(folder: Path) -> Store:
    return Store(folder, pause=lambda seconds: None, in_background=lambda make: make())


def put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


def test_a_store_that_is_well_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    before = files_below(folder)
    assert store_of(folder).repair() == ()
    assert files_below(folder) == before
    assert store_of(folder).check() == WELL
    assert Store(tmp_path / "none").repair() == ()
    assert not (tmp_path / "none").exists()


BAD = {
    "emptied": b"",
    "cut off": b'{"_meta": {"1": {"sch',
    "another program's": b'{"a": {"1": {}}}',
    "gone": None,
}


@pytest.mark.parametrize("main", [*BAD.values(), b"good"], ids=[*BAD, "good"])
@pytest.mark.parametrize("mirror", [*BAD.values(), b"good"], ids=[*BAD, "good"])
def test_whatever_copy_is_left_is_put_back(folder: Path, main: bytes | None, mirror: bytes | None) -> None:
    good = main_file(folder).read_bytes()
    bad = [data for data in (main, mirror) if data not in (None, b"good")]
    for path, data in ((main_file(folder), main), (mirror_file(folder), mirror)):
        if data != b"good":
            put(path, data)
    store = store_of(folder)
    assert (store.check() == WELL) == (main == mirror == b"good")
    reported = store.repair()
    assert bool(reported) == (main != b"good" or mirror != b"good")
    assert all("\n" not in line for line in reported)
    assert (main_file(folder).read_bytes(), mirror_file(folder).read_bytes()) == (good, good)
    assert set(files_below(folder / "quarantine").values()) == set(bad)
    health = store_of(folder).check()
    assert (health.problems, health.annotations) == ((), 2)
    assert store_of(folder).repair() == ()


def test_what_has_no_copy_at_all_is_set_aside(folder: Path) -> None:
    (copy,) = (folder / "daily").iterdir()
    copy.write_bytes(b"garbage")
    for path in (main_file(folder), mirror_file(folder)):
        path.write_bytes(b"rubbish")
    reported = " ".join(store_of(folder).repair())
    assert "no good copy of it is left" in reported
    assert str(copy) in reported
    assert set(files_below(folder / "quarantine").values()) == {b"garbage", b"rubbish"}
    health = store_of(folder).check()
    assert (health.problems, health.annotations) == ((), 1)


def test_indexes_left_over_files_and_permissions_are_mended(folder: Path) -> None:
    layout = Layout(folder)
    layout.index.write_bytes(b"garbage")
    left = layout.articles / ".postil-0123456789abcdef.tmp"
    left.write_bytes(b"half")
    layout.articles.chmod(0o755)
    main_file(folder).chmod(0o644)
    problems = store_of(folder).check().problems
    assert len(problems) == 2
    reported = store_of(folder).repair()
    assert len(reported) == 3
    assert not left.exists()
    assert not layout.index.exists()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.rglob("*")))
    assert store_of(folder).check() == WELL
    assert len(store_of(folder).articles()) == 2


def test_a_copy_that_fell_behind_is_brought_up_and_stored(folder: Path) -> None:
    behind = mirror_file(folder).read_bytes()
    Store(folder).put(FERRY, annotation("three"))
    mirror_file(folder).write_bytes(behind)
    assert len(store_of(folder).repair()) == 1
    assert mirror_file(folder).read_bytes() == main_file(folder).read_bytes()
    assert list(files_below(folder / "history").values()) == [behind]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files to others")
def test_what_cannot_be_mended_is_reported_and_the_rest_is_mended(folder: Path) -> None:
    ferry, bridge = main_file(folder, FERRY), main_file(folder, BRIDGE)
    ferry.chmod(0)
    os.chown(ferry, 12345, 12345)
    bridge.write_bytes(b"")
    [reported, mended] = run(
        "print(*store.repair(), sep='\\n')", folder, before=bound_by_permissions("fowner")
    )
    assert reported == f"not repaired: {ferry}: permission denied"
    assert str(bridge) in mended
    assert bridge.read_bytes() == mirror_file(folder, BRIDGE).read_bytes()


def test_drafts_that_can_be_read_stay_when_others_next_to_them_are_damaged(folder: Path) -> None:
    drafts = Drafts(Layout(folder), Notices())
    drafts.put(FERRY.id, stored := annotation("begun"))
    drafts.put(FERRY.id, annotation("damaged"))
    path = Layout(folder).drafts_of(key_of(FERRY.id))
    path.write_text(path.read_text().replace('"note": "damaged"', '"note": 5'))
    (problem,) = store_of(folder).check().problems
    assert "damaged" in problem
    (reported,) = store_of(folder).repair()
    assert "file of drafts" in reported
    assert drafts.of(FERRY.id) == (stored,)
    assert store_of(folder).check().problems == ()
    assert len(files_below(folder / "quarantine")) == 1


def test_a_link_is_no_file_that_others_may_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(main_file(folder).read_bytes())
    (tmp_path / "elsewhere").chmod(0o644)
    main_file(folder).unlink()
    main_file(folder).symlink_to(tmp_path / "elsewhere")
    assert store_of(folder).check() == WELL
