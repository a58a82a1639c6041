"""The lock that only one writer holds at a time."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import tui.system.lock
from tui.system.lock import WriteLock


def someone_waits_for(path: Path) -> bool:
    """Whether the kernel keeps anybody waiting for a lock on this very file."""
    inode = f":{path.stat().st_ino} "
    return any("->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())


@pytest.fixture(params=["flock", "sqlite"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks as POSIX has them, and as they are where that is missing."""
    if request.param == "sqlite":
        monkeypatch.setattr(tui.system.lock, "fcntl", None)


@pytest.mark.usefixtures("either_way")
def test_it_is_never_nested(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
    taken = threading.Event()

    def take() -> None:
        with lock:
            taken.set()

    thread = threading.Thread(target=take)
    with lock:
        with pytest.raises(RuntimeError, match="nested"), lock:
            pass
        thread.start()
        assert not taken.is_set()
    # The failed attempt neither released the lock nor held it.
    assert taken.wait(timeout=10)
    thread.join()


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("times", [1, 2])
def test_failing_to_take_it_does_not_keep_it(tmp_path: Path, times: int) -> None:
    lock = WriteLock(tmp_path / "folder" / "lock")
    for _ in range(times):
        with pytest.raises(FileNotFoundError), lock:
            pass
    (tmp_path / "folder").mkdir()
    with lock:
        assert (tmp_path / "folder" / "lock").exists()


@pytest.mark.usefixtures("either_way")
def test_an_error_inside_releases_it(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
    with pytest.raises(KeyError), lock:
        raise KeyError
    with WriteLock(tmp_path / "lock"), pytest.raises(RuntimeError):
        raise RuntimeError


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="cannot see who waits for a lock")
def test_who_waited_for_a_deleted_lock_waits_for_its_successor(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    inside: list[str] = []

    def late() -> None:
        with WriteLock(path):
            inside.append("late")

    first, second = WriteLock(path), WriteLock(path)
    thread = threading.Thread(target=late)
    with first:
        thread.start()
        deadline = time.monotonic() + 10
        while not someone_waits_for(path):
            assert time.monotonic() < deadline
        path.unlink()
        second.__enter__()
    # The thread now has the lock on the deleted file, and goes on to wait for the second holder.
    while not someone_waits_for(path):
        assert inside == []
        assert time.monotonic() < deadline
    inside.append("second")
    second.__exit__(None, None, None)
    thread.join(timeout=10)
    assert inside == ["second", "late"]


HOLD = """
import sys
sys.modules["fcntl"] = None
from pathlib import Path
from tui.system.lock import WriteLock
with WriteLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_waits_until_the_holder_is_gone_also_without_flock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.system.lock, "fcntl", None)
    path, inside = tmp_path / "lock", threading.Event()

    def take() -> None:
        with WriteLock(path):
            inside.set()

    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        thread = threading.Thread(target=take)
        thread.start()
        assert not inside.wait(timeout=0.3)
        holder.kill()
    thread.join(timeout=10)
    assert inside.is_set()
    assert path.read_bytes() == b""
    assert [each.name for each in tmp_path.iterdir()] == ["lock"]


def test_what_is_no_lock_is_named_also_without_flock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tui.system.lock, "fcntl", None)
    (tmp_path / "lock").mkdir()
    with pytest.raises(OSError, match="unable to open") as caught, WriteLock(tmp_path / "lock"):
        pass
    assert caught.value.filename == str(tmp_path / "lock")
