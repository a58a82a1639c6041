"""Memory and processor time of a process and its descendants, read from /proc (Linux)."""

import os
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_MIB = 2**20
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def descendants(root: int) -> list[int]:
    """The processes that ``root`` started, and those that they started."""
    found: list[int] = []
    waiting = [root]
    while waiting:
        process = waiting.pop()
        # A child belongs to the thread that started it.
        for thread in (_PROC / str(process) / "task").glob("*/children"):
            with suppress(OSError):
                children = [int(word) for word in thread.read_text().split()]
                found += children
                waiting += children
    return found


def is_running(process: int) -> bool:
    """Whether there is such a process and it has not ended (a zombie has)."""
    fields = _stat(process)
    return bool(fields) and fields[0] not in "ZX"


def resident_mib(process: int) -> float:
    """Resident memory now, in MiB; 0 when the process has ended."""
    fields = _stat(process)
    return int(fields[21]) * _PAGE / _MIB if fields else 0.0


def peak_mib(process: int) -> float:
    """The most resident memory that the process ever had, in MiB; 0 when it has ended."""
    with suppress(OSError):
        for line in (_PROC / str(process) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(process: int) -> float:
    """Processor time of all threads so far, in seconds; 0 when the process has ended."""
    fields = _stat(process)
    return (int(fields[11]) + int(fields[12])) / _TICK if fields else 0.0


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on (number 3 in proc(5)); none when it has ended."""
    try:
        return (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
