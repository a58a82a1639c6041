"""Every kind of file is damaged in every way: what a copy holds is not lost, and the store can be mended."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import damage as harming
from tests.support.store import TEXT, annotation, article, bound_by_permissions, run

KINDS = (
    "article", "mirror", "text", "drafts", "lock", "former state", "daily copy",
    "index.json", "index-notes.json", "index-tags.json", "taught.json", "shared.json",
)  # fmt: skip
FOLDERS = ("articles/", "backup/", "history/", "quarantine/", "texts/", "daily/", "drafts/", "notes/")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is well."""
    folder = tmp_path_factory.mktemp("whole") / "notes"
    harming.make(folder)
    assert harming.store_of(folder).check().problems == ()
    return folder


def copies(whole: Path, quick: Path) -> Iterator[Path]:
    """Copies of the store, one after the other."""
    while True:
        folder = quick / "copy" / "notes"
        shutil.copytree(whole, folder)
        yield folder
        shutil.rmtree(quick / "copy")


@pytest.mark.parametrize("kind", [*KINDS, *FOLDERS])
def test_whatever_becomes_of_a_file_or_folder(whole: Path, quick: Path, kind: str) -> None:
    folders = copies(whole, quick)
    for name, harm in (harming.TO_FOLDERS if kind.endswith("/") else harming.TO_FILES).items():
        assert list(harming.faults(next(folders), kind, harm)) == [], name
        assert list(harming.saved_meanwhile(next(folders), kind, harm)) == [], name


def test_a_note_is_saved_where_its_text_cannot_be_and_that_is_reported_once(quick: Path) -> None:
    folder, one, two = quick / "notes", annotation("one"), annotation("two")
    folder.mkdir()
    (folder / "texts").write_bytes(b"in the way")
    store = harming.store_of(folder)
    store.put(article(), one)
    [notice] = store.take_notices()
    assert str(folder / "texts") in notice
    store.put(article(), two)
    assert store.take_notices() == ()
    (folder / "texts").unlink()
    store.opened(article())
    assert harming.store_of(folder).text(article().text_hash) == TEXT
    assert set(store.annotations(article().id)) == {one, two}


@pytest.mark.skipif(os.name != "posix", reason="needs permissions of POSIX")
def test_whatever_is_closed_or_read_only(whole: Path, quick: Path) -> None:
    body = (
        "import shutil\n"
        "from tests.support import damage as harming\n"
        "for kind in harming.kinds(folder):\n"
        "    for name, harm in harming.CLOSED.items():\n"
        "        for outcome in (harming.faults, harming.saved_meanwhile):\n"
        "            name_of_copy = kind.replace('/', ' folder') + name + outcome.__name__\n"
        "            copy = Path(sys.argv[2]) / name_of_copy / 'notes'\n"
        "            shutil.copytree(folder, copy)\n"
        "            for line in outcome(copy, kind, harm):\n"
        "                print(kind, name, line)\n"
    )
    try:
        assert run(body, whole, quick, before=bound_by_permissions()) == []
    finally:
        for path in quick.rglob("*"):
            path.chmod(0o700)
