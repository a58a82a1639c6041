"""Files are there whole or not at all."""

import os
from pathlib import Path

import pytest

from tui.system import files


def test_replace_makes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for data in (b"one", b"", b"two" * 100_000):
        files.replace(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_of_any_length_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / ("n" * os.pathconf(tmp_path, "PC_NAME_MAX"))
    files.replace(path, b"one")
    assert path.read_bytes() == b"one"


def test_replace_follows_links_and_reports_loops(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link, middle, target = tmp_path / "link", tmp_path / "middle", tmp_path / "elsewhere" / "target"
    link.symlink_to(middle)
    middle.symlink_to(target)
    files.replace(link, b"one")
    assert target.read_bytes() == b"one"
    assert link.is_symlink()
    assert middle.is_symlink()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="loop"):
        files.read(tmp_path / "loop")


def test_what_a_link_leads_to_is_replaced_only_where_it_is_a_file(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    files.replace(link, b"one")
    assert link.read_bytes() == b"one"
    assert pipe.is_fifo()  # a device would have gone for all programs


def test_sqlite_is_not_to_open_what_is_no_file(tmp_path: Path) -> None:
    path, journal = tmp_path / "a.sqlite", tmp_path / "a.sqlite-journal"
    files.check_database(path)
    path.write_bytes(b"")
    files.check_database(path)
    for place in (path, journal):
        place.unlink(missing_ok=True)
        place.symlink_to("/dev/full")
        with pytest.raises(files.NotAFileError, match="it is a device") as caught:
            files.check_database(path)
        assert caught.value.filename == str(place)
        files.remove_database(path)
        assert not list(tmp_path.iterdir())


def test_errors_name_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "a.json"
    with pytest.raises(FileNotFoundError) as caught:
        files.replace(path, b"one")
    assert files.explain(caught.value) == f"{path}: no such file or directory"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder") as other:
        files.replace(tmp_path / "folder", b"one")
    assert files.explain(other.value) == f"{tmp_path / 'folder'}: is a directory"
    assert [child.name for child in tmp_path.iterdir()] == ["folder"]


def test_an_explanation_is_one_harmless_line() -> None:
    error = OSError(13, "Permission denied", "/home/a\nb\x1b[31mred")
    assert files.explain(error) == "/home/a bred: permission denied"
    assert files.explain(OSError("odd")) == "odd"
    assert files.explain(OSError()) == "unknown error"


def test_what_is_stored_is_never_overwritten(tmp_path: Path) -> None:
    places = {data: files.keep(tmp_path / "kept", "key", data) for data in (b"one", b"two", b"")}
    again = {data: files.keep(tmp_path / "kept", "key", data) for data in (b"one", b"two", b"")}
    assert again == places
    assert {path: path.read_bytes() for path in places.values()} == {
        path: data for data, path in places.items()
    }
    assert len(set(places.values())) == 3


def test_folders_are_made_with_their_parents_for_the_owner_alone(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "a" / "b")
    files.make_folder(tmp_path / "a" / "b")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b")] == [0o700] * 2
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError, match="file"):
        files.make_folder(tmp_path / "file" / "b")


def test_tidying_takes_only_what_it_left_itself(tmp_path: Path) -> None:
    left = tmp_path / ".postil-00112233445566ff.tmp"
    others = [tmp_path / name for name in ("a.tmp", ".postil-1.tmp", ".postil-00112233445566ff.tmp.json")]
    for path in (left, *others):
        path.write_bytes(b"")
    files.tidy(tmp_path)
    files.tidy(tmp_path / "missing")
    assert set(tmp_path.iterdir()) == set(others)
