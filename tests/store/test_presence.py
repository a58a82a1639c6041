"""The data folder goes while a program runs: nothing is called saved, and no empty one takes its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.store import OTHER, annotation, article, files_below
from tui.domain.errors import StoreError
from tui.domain.library import ReadingPosition
from tui.store.drafts import Drafts
from tui.store.layout import Layout, Notices
from tui.store.store import Store

GONE = r"the data folder is gone \(moved, deleted or unmounted\): "


def notes(folder: Path) -> list[str]:
    return sorted(item.note for item in Store(folder).annotations(article().id))


@pytest.fixture
def used(folder: Path) -> Store:
    store = Store(folder)
    store.put(article(), annotation("old"))
    return store


WRITES: list[Callable[[Store], object]] = [
    lambda store: store.put(article(), annotation("new")),
    lambda store: store.put(OTHER, annotation("new")),
    lambda store: store.opened(article()),
    lambda store: store.save_position(article(), ReadingPosition(3, 0.1)),
    lambda store: Drafts(store.layout, Notices()).put(article().id, annotation("begun")),
    lambda store: store.undoable(article().id),
]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("what", ["notes", "data"])
def test_nothing_is_saved_where_the_folder_was(
    folder: Path, used: Store, write: Callable[[Store], object], what: str
) -> None:
    home = folder if what == "notes" else folder.parent
    before = files_below(home)
    home.rename(home.with_name("away"))
    with pytest.raises(StoreError, match=GONE) as raised:
        write(used)
    assert "\n" not in str(raised.value)
    assert not home.exists()
    assert files_below(home.with_name("away")) == before
    home.with_name("away").rename(home)
    write(used)
    assert "old" in notes(folder)


@pytest.mark.parametrize("what", ["notes", "data"])
def test_a_link_to_a_disk_that_is_not_mounted_is_no_empty_folder(
    folder: Path, used: Store, what: str
) -> None:
    home, disk = (folder if what == "notes" else folder.parent), folder.parent.with_name("disk")
    home.rename(disk)
    home.symlink_to(disk)
    assert notes(folder) == ["old"]
    disk.rename(disk.with_name("away"))
    store = Store(folder)
    assert (store.articles(), store.annotations(article().id)) == ((), ())
    reason = f"{home}: it is a link to {disk}, which is gone (moved or unmounted)"
    assert set(store.take_notices()) == {
        f"Notes cannot be listed: {reason}",
        f"Notes cannot be read: {reason}",
    }
    with pytest.raises(StoreError, match="it is a link to"):
        store.put(article(), annotation("new"))
    assert any(str(home) in problem for problem in store.check().problems)
    assert not disk.exists()
    disk.with_name("away").rename(disk)
    store.put(article(), annotation("new"))
    assert notes(folder) == ["new", "old"]


def test_what_is_read_meanwhile_is_no_news(folder: Path, used: Store) -> None:
    assert [known.id for known in used.articles()] == [article().id]
    assert used.take_notices() == ()
    folder.rename(folder.with_name("away"))
    assert used.annotations(article().id) == ()
    assert [known.id for known in used.articles()] == [article().id]
    assert len(used.take_notices()) == 2
    assert not folder.exists()


def test_an_empty_folder_in_its_place_is_another_one(folder: Path, used: Store) -> None:
    folder.rename(folder.with_name("away"))
    Store(folder).put(OTHER, annotation("of another program"))
    before = files_below(folder)
    with pytest.raises(StoreError, match="another one, without your notes: "):
        used.put(article(), annotation("new"))
    assert files_below(folder) == before


def test_a_copy_in_its_place_is_as_good(folder: Path, used: Store) -> None:
    shutil.copytree(folder, folder.with_name("copy"))
    shutil.rmtree(folder)
    folder.with_name("copy").rename(folder)
    used.put(article(), annotation("new"))
    assert notes(folder) == ["new", "old"]


def test_a_folder_that_was_never_there_is_made(folder: Path) -> None:
    store = Store(folder)
    assert store.annotations(article().id) == store.articles() == ()
    assert not folder.exists()
    store.put(article(), annotation("new"))
    assert notes(folder) == ["new"]


def test_a_file_in_its_place_is_no_folder(folder: Path, used: Store) -> None:
    shutil.rmtree(folder)
    folder.write_text("mine")
    with pytest.raises(StoreError, match=GONE):
        used.put(article(), annotation("new"))
    assert folder.read_text() == "mine"


def test_a_save_during_which_it_goes_is_not_acknowledged(
    folder: Path, used: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.system import files

    replace = files.replace

    def replace_and_move(path: Path, data: bytes, *, durable: bool = True) -> None:
        replace(path, data, durable=durable)
        if path.parent.name == "articles":
            folder.rename(folder.with_name("away"))

    monkeypatch.setattr(files, "replace", replace_and_move)
    with pytest.raises(StoreError, match=GONE):
        used.put(article(), annotation("new"))
    assert not folder.exists()
    assert notes(folder.with_name("away")) == ["new", "old"]


def test_the_layout_alone_makes_nothing(tmp_path: Path) -> None:
    Layout(tmp_path / "notes").presence.check()
    assert list(tmp_path.iterdir()) == []
