"""Saving, one system call after the other: in order, failing, and the last one before death."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.store import annotation, article, main_file, mirror_file, notes, run, start
from tui.store.store import Store


def strace(output: Path, *options: str) -> list[str]:
    """The command that watches or disturbs a program's system calls; skips the test without it."""
    command = [
        "strace",
        "-f",
        "-y",
        "-o",
        str(output),
        "-e",
        "trace=fsync,?rename,?renameat,?renameat2,write",
    ]
    if not shutil.which("strace") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("system calls cannot be watched here")
    return [*command, *(part for option in options for part in ("-e", option))]


def test_it_acknowledges_only_what_is_on_the_disk(tmp_path: Path) -> None:
    folder, trace = tmp_path / "notes", tmp_path / "trace"
    Store(folder).put(article(), annotation("one"))
    [line] = run("save('two')", folder, before=strace(trace))
    assert line.startswith("saved ")
    key = main_file(folder).name
    steps = {
        r"write\(.*/articles/\.postil": "write",
        r"fsync\(.*/articles/\.postil": "fsync file",
        rf"rename.*/articles/\.postil.*/articles/{key}": "rename",
        r"fsync\(.*/articles>": "fsync folder",
        r"write\(1<": "acknowledge",
        rf"rename.*/backup/\.postil.*/backup/{key}": "mirror",
    }
    order = [
        step
        for call in trace.read_text().splitlines()
        for pattern, step in steps.items()
        if re.search(pattern, call)
    ]
    assert order[:5] == ["write", "fsync file", "rename", "fsync folder", "mirror"]
    assert set(order[5:]) == {"acknowledge"}


RENAMES = "?rename,?renameat,?renameat2"
FAULTS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "write of the file": ("inject=write:error=ENOSPC:when=1", lambda line: "no space left" in line),
    "fsync of the file": ("inject=fsync:error=EIO:when=1", lambda line: "input/output error" in line),
    "rename of the file": (f"inject={RENAMES}:error=EACCES:when=1", lambda line: "permission" in line),
    "fsync of the folder": ("inject=fsync:error=EIO:when=2", lambda line: "input/output error" in line),
    "write of the mirror": ("inject=write:error=ENOSPC:when=2", lambda line: line.startswith("saved ")),
    "rename of the mirror": (f"inject={RENAMES}:error=EIO:when=2", lambda line: line.startswith("saved ")),
}


@pytest.mark.parametrize(("fault", "answer"), FAULTS.values(), ids=FAULTS)
def test_a_failing_system_call_is_reported_and_loses_nothing(
    tmp_path: Path, fault: str, answer: Callable[[str], bool]
) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    before = main_file(folder).read_bytes()
    [line] = run("save('two')", folder, before=strace(tmp_path / "trace", fault))
    assert answer(line), line
    assert line.startswith(("saved ", "refused Not saved: "))
    if line.startswith("refused") and "when=2" not in fault:
        assert main_file(folder).read_bytes() == before
    assert notes(folder) in (["one"], ["one", "two"])
    assert line.startswith("refused") or notes(folder) == ["one", "two"]
    assert not list(folder.rglob("*.tmp"))
    Store(folder).put(article(), annotation("three"))
    assert {"one", "three"} <= set(notes(folder))
    assert mirror_file(folder).read_bytes() == main_file(folder).read_bytes()


@pytest.mark.parametrize("call", ["write", "fsync", RENAMES])
@pytest.mark.parametrize("when", [1, 2])
def test_death_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, call: str, when: int) -> None:
    folder = tmp_path / "notes"
    Store(folder).put(article(), annotation("one"))
    fault = f"inject={call}:signal=KILL:when={when}"
    with start("save('two')", folder, before=strace(tmp_path / "trace", fault)) as program:
        output, _ = program.communicate(timeout=60)
    assert output == ""
    assert program.returncode != 0
    assert notes(folder) in (["one"], ["one", "two"])
    store = Store(folder)
    store.put(article(), annotation("three"))
    assert {"one", "three"} <= set(notes(folder))
    assert store.take_notices() == ()
    assert not list(folder.rglob("*.tmp"))
