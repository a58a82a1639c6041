"""The copy of each day: made by its first save, thinned out, and the last resort."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.store import annotation, article, files_below, main_file, mirror_file
from tui.domain.annotation import Annotation
from tui.library import Library
from tui.store.daily import DAYS
from tui.store.store import Store
from tui.system import files

STORED = annotation("kept")
OTHER = article("The bridge is closed.")


def store_of(folder: Path) -> Store:
    """A store whose daily copies are made at once."""
    return Store(folder, pause=lambda seconds: None, in_background=lambda make: make())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a note in today's copy, and one made since."""
    store = store_of(tmp_path / "notes")
    store.put(article(), STORED)
    store.put(article(), annotation("later"))
    return tmp_path / "notes"


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "daily").iterdir())


def restored(folder: Path) -> tuple[Annotation, ...]:
    return Store(folder, pause=lambda seconds: None).annotations(article().id)


def test_the_first_save_of_a_day_has_a_copy_made_for_the_owner_alone(folder: Path) -> None:
    [name] = copies(folder)
    before = (folder / "daily" / name).read_bytes()
    store_of(folder).put(OTHER, annotation("x"))
    assert files_below(folder / "daily") == {name: before}
    with zipfile.ZipFile(folder / "daily" / name) as copy:
        assert copy.namelist() == [main_file(folder).name]
    assert (folder / "daily" / name).stat().st_mode & 0o777 == 0o600
    assert (folder / "daily").stat().st_mode & 0o777 == 0o700


def test_the_save_does_not_wait_for_it(tmp_path: Path) -> None:
    waiting = []
    store = Store(tmp_path / "notes", in_background=waiting.append)
    assert store.put(article(), STORED) == (STORED,)
    assert not (tmp_path / "notes" / "daily").exists()
    [make] = waiting
    make()
    assert len(copies(tmp_path / "notes")) == 1


def test_a_library_has_made_it_when_it_is_closed(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.annotate(article(), STORED)
    library.close()
    assert len(copies(tmp_path / "notes")) == 1


def test_what_keeps_it_from_being_made_fails_no_save(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "daily").write_bytes(b"in the way")
    store = store_of(folder)
    assert store.put(article(), STORED) == (STORED,)
    (folder / "daily").unlink()
    store.opened(article())
    assert len(copies(folder)) == 1
    assert store.take_notices() == ()


def test_old_copies_go_but_the_first_of_each_month(folder: Path) -> None:
    [today] = copies(folder)
    (folder / "daily" / today).unlink()
    days = [f"2024-{month:02}-{day:02}.zip" for month in (1, 2) for day in range(3, 20)]
    for name in days:
        files.replace(folder / "daily" / name, b"")
    (folder / "daily" / "mine.zip").write_bytes(b"")
    store_of(folder).opened(article())
    stored = ["2024-01-03.zip", "2024-02-03.zip", *days[-(DAYS - 1) :], today, "mine.zip"]
    assert copies(folder) == stored


@pytest.mark.parametrize("bad", [(b"garbage", b"rubbish"), (b"", b""), (None, b"rubbish"), (b"{}", None)])
def test_with_both_files_bad_the_day_s_copy_takes_their_place(folder: Path, bad) -> None:
    for path, data in zip((main_file(folder), mirror_file(folder)), bad, strict=True):
        path.unlink()
        if data is not None:
            path.write_bytes(data)
    store = Store(folder, pause=lambda seconds: None)
    assert store.annotations(article().id) == (STORED,)
    [notice] = store.take_notices()
    for part in (main_file(folder) if bad[0] is not None else mirror_file(folder), *_places(folder)):
        assert str(part) in notice
    assert "noted later is missing" in notice
    assert str(datetime.now(UTC).date()) in notice
    assert set(files_below(folder / "quarantine").values()) == {data for data in bad if data is not None}
    assert mirror_file(folder).read_bytes() == main_file(folder).read_bytes()
    assert restored(folder) == (STORED,)


def _places(folder: Path) -> list[Path]:
    return [*(folder / "quarantine").iterdir(), *(folder / "daily").iterdir()]


def test_a_damaged_copy_gives_way_to_the_one_before(folder: Path) -> None:
    [today] = copies(folder)
    (folder / "daily" / today).rename(folder / "daily" / "2024-01-01.zip")
    data = (folder / "daily" / "2024-01-01.zip").read_bytes()
    (folder / "daily" / "2024-01-02.zip").write_bytes(data[:60] + b"\xff\xff\xff\xff" + data[64:])
    (folder / "daily" / "2024-01-03.zip").write_bytes(data[: len(data) // 2])
    (folder / "daily" / "2024-01-04.zip").write_bytes(b"")
    with zipfile.ZipFile(folder / "daily" / "2024-01-05.zip", "w") as copy:
        copy.writestr(main_file(folder).name, b'{"settings": 1}')
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    assert restored(folder) == (STORED,)


def test_what_cannot_be_mended_is_shown_from_the_day_s_copy(folder: Path) -> None:
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    (folder / "quarantine").write_bytes(b"in the way")
    store = Store(folder, pause=lambda seconds: None)
    assert store.annotations(article().id) == (STORED,)
    [notice] = store.take_notices()
    assert "shown from the copy of" in notice


def test_former_states_are_thinned_but_never_the_last_ten(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    for number in range(files.MOST_FORMER + 5):
        files.keep(folder, "key", str(number).encode())
        files.keep(folder, "other", str(number).encode())
        files.thin(folder, "key")
    stored = [path.read_bytes() for path in folder.glob("key.*")]
    assert len(stored) == files.MOST_FORMER
    assert str(files.MOST_FORMER + 4).encode() in stored
    assert len(list(folder.glob("other.*"))) == files.MOST_FORMER + 5
    for number in range(12):
        files.keep(folder, "large", bytes([number]) * (files.MOST_FORMER_BYTES // 4))
    files.thin(folder, "large")
    assert len(list(folder.glob("large.*"))) == files.LEAST_FORMER
