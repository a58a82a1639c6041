"""Saving that is killed, raced, or refused by the system."""

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import orjson
import pytest

from tests.support.store import (
    annotation,
    article,
    bound_by_permissions,
    files_below,
    main_file,
    notes,
    run,
    start,
)
from tui.domain.errors import StoreError
from tui.store.store import Store

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and limits of POSIX")


def ids(folder: Path) -> set[str]:
    return {item.id for item in Store(folder).annotations(article().id)}


def saved(lines: list[str]) -> set[str]:
    return {line.removeprefix("saved ") for line in lines if re.fullmatch(r"saved [0-9a-f-]{36}", line)}


def spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


@posix
def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for _ in range(6):
        with start("while True: save('n')", tmp_path / "notes") as program:
            assert program.stdout is not None
            lines = [program.stdout.readline().strip() for _ in range(chance.randint(1, 12))]
            spin(chance.uniform(0, 0.004))
            program.kill()
            rest = program.stdout.read()
        acknowledged |= saved(lines)
        # A last line without its end was cut off in mid-word: not an acknowledgement.
        acknowledged |= saved(rest.split("\n")[:-1])
        orjson.loads(main_file(tmp_path / "notes").read_bytes())
        store = Store(tmp_path / "notes")
        found = {item.id for item in store.annotations(article().id)}
        assert acknowledged <= found
        assert store.take_notices() == ()
    assert len(acknowledged) >= 6


def test_four_programs_saving_at_once_lose_nothing(tmp_path: Path) -> None:
    body = "for number in range(25): save(f'{sys.argv[2]} {number}')"
    programs = [start(body, tmp_path / "notes", writer) for writer in range(4)]
    acknowledged: set[str] = set()
    for program in programs:
        with program:
            output, errors = program.communicate(timeout=60)
        assert (program.returncode, errors) == (0, "")
        acknowledged |= saved(output.splitlines())
    assert len(acknowledged) == 100
    assert ids(tmp_path / "notes") == acknowledged
    assert not (tmp_path / "notes" / "history").exists()


def test_what_crashed_writers_leave_is_harmless_and_tidied(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    left = [folder / where / ".postil-0123456789abcdef.tmp" for where in ("articles", "backup")]
    for path in left:
        path.write_bytes(b'{"half": ')
    mine = folder / "articles" / ".mine.tmp"
    mine.write_bytes(b"")
    assert len(Store(folder).articles()) == 1
    Store(folder).put(article(), annotation("two"))
    assert notes(folder) == ["one", "two"]
    assert [path.exists() for path in (*left, mine)] == [False, False, True]


@pytest.mark.parametrize("blocked", [".", "articles", "write.lock"])
def test_something_in_the_way_of_the_store_is_reported(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "notes"
    path = folder / blocked
    if blocked == "write.lock":
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    before = files_below(tmp_path)
    store = Store(folder)
    with pytest.raises(StoreError, match=rf"^Not saved: {re.escape(str(path))}: [^\n]+$"):
        store.put(article(), annotation())
    assert store.annotations(article().id) == ()
    assert store.articles() == ()
    assert all("\n" not in notice for notice in store.take_notices())
    assert files_below(tmp_path) == before


@pytest.mark.parametrize("when", ["before the first save", "later"])
def test_saving_goes_on_without_a_mirror_and_says_so_once(tmp_path: Path, when: str) -> None:
    folder = tmp_path / "notes"
    if when == "later":
        Store(folder).put(article(), annotation("one"))
        shutil.rmtree(folder / "backup")
    folder.mkdir(exist_ok=True)
    (folder / "backup").write_bytes(b"in the way")
    store = Store(folder)
    store.put(article(), annotation("two"))
    [notice] = store.take_notices()
    assert "without a second copy" in notice
    assert str(folder / "backup") in notice
    store.put(article(), annotation("three"))
    assert store.take_notices() == ()
    assert notes(folder) == (["one", "three", "two"] if when == "later" else ["three", "two"])


@posix
def test_without_permission_nothing_is_read_or_saved(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    before = files_below(tmp_path)
    body = (
        "save('two')\n"
        "print(store.annotations(article().id), store.articles(), *store.take_notices(), sep='\\n')\n"
    )
    folder.chmod(0)
    try:
        refused, empty, no_articles, *notices = run(body, folder, before=bound_by_permissions())
    finally:
        folder.chmod(0o700)
    assert re.fullmatch(rf"refused Not saved: {re.escape(str(folder))}.*: permission denied", refused)
    assert (empty, no_articles) == ("()", "()")
    assert notices
    assert all(str(folder) in notice and "permission denied" in notice for notice in notices)
    assert files_below(tmp_path) == before


@posix
@pytest.mark.parametrize("state", ["good", "damaged"])
def test_a_folder_that_may_only_be_read_is_read(tmp_path: Path, state: str) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    if state == "damaged":
        main_file(folder).write_bytes(b"garbage")
    before = files_below(tmp_path)
    body = (
        "save('two')\n"
        "print([item.note for item in store.annotations(article().id)])\n"
        "print(*store.take_notices(), sep='\\n')\n"
    )
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        refused, found, *notices = run(body, folder, before=bound_by_permissions())
    finally:
        for path in paths:
            path.chmod(0o700)
    lock = re.escape(str(folder / "write.lock"))
    assert re.fullmatch(rf"refused Not saved: {lock}: permission denied", refused)
    assert found == "['one']"
    [notice] = notices
    assert ("cannot be repaired" in notice) == (state == "damaged")
    assert files_below(tmp_path) == before


@posix
def test_a_file_that_may_not_grow_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    before = files_below(folder)
    body = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))\n"
        "save('long ' * 1000)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
        "print(len(list(folder.rglob('*.tmp'))))\n"
    )
    refused, left = run(body, folder)
    assert re.fullmatch(rf"refused Not saved: {re.escape(str(main_file(folder)))}: file too large", refused)
    assert left == "0"
    assert files_below(folder) == before


def test_on_a_full_disk_nothing_is_lost_and_saving_works_again_with_room(tmp_path: Path) -> None:
    body = (
        "for number in range(1000):\n"
        "    try:\n"
        "        store.put(article(), annotation('long ' * 200))\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
        "        break\n"
        "print(number, len(store.annotations(article().id)), len(list(folder.rglob('*.tmp'))))\n"
        "(folder.parent / 'ballast').unlink()\n"
        "save('room')\n"
        "print(len(Store(folder).annotations(article().id)))\n"
    )
    mount = f"mount -t tmpfs -o size=256k none {tmp_path} && head -c 100000 /dev/zero > {tmp_path}/ballast"
    inside = ["unshare", "-rm", "sh", "-c", mount + ' && exec "$@"', "sh"]
    if not shutil.which("unshare") or subprocess.run([*inside, "true"], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    error, counts, again, after = run(body, tmp_path / "notes", before=inside)
    assert re.fullmatch(r"Not saved: .*\.json: no space left on device", error)
    done, found, left = map(int, counts.split())
    assert done == found > 5
    assert left == 0
    assert again.startswith("saved ")
    assert int(after) == done + 1
