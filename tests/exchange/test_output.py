"""A file is written whole or not at all, and never over another one unasked."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.exchange.output import ExportError, check_free, write_file


def test_a_new_file(tmp_path: Path) -> None:
    check_free(tmp_path / "a", force=False)
    write_file(tmp_path / "a", [b"one", b"", b"two"], force=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"onetwo"}


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"mine")
    for attempt in (lambda: check_free(path, force=False), lambda: write_file(path, [b"new"], force=False)):
        with pytest.raises(ExportError, match="--force"):
            attempt()
        assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"mine"]
    check_free(path, force=True)
    write_file(path, [b"new"], force=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"new"]


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        (tmp_path / "a").write_bytes(b"mine")

    with pytest.raises(ExportError, match="--force"):
        write_file(tmp_path / "a", pieces(), force=False)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"mine"]


@pytest.mark.parametrize("force", [False, True])
def test_without_links_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool) -> None:
    def no_links(*paths: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_file(tmp_path / "a", [b"new"], force=force)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"new"]
    if not force:
        with pytest.raises(ExportError, match="--force"):
            write_file(tmp_path / "a", [b"newer"], force=force)


def test_what_fails_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("out of words")

    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(ValueError, match="out of words"):
        write_file(tmp_path / "a", pieces(), force=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"mine"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, reason in [
        (tmp_path, "folder"),
        (tmp_path / "no" / "a", "no folder"),
        (tmp_path / "file" / "a", "no folder"),
    ]:
        with pytest.raises(ExportError, match=reason) as caught:
            check_free(path, force=True)
        assert "\n" not in str(caught.value)
        with pytest.raises(ExportError):
            write_file(path, [b"x"], force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_links_are_followed_and_devices_written(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", [b"new"], force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    check_free(Path(os.devnull), force=False)
    write_file(Path(os.devnull), [b"gone"], force=False)
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_file(tmp_path / "pipe", [b"through"], force=False)
    reader.join()
    assert read == [b"through"]
