"""Take away what only POSIX systems have, so that the program runs as elsewhere, as far as that shows here.

What Python's own modules and the packages of others need of it is imported first: they have their own ways
elsewhere. After that it is gone for all.
"""

import builtins
import importlib
import os
import pkgutil
import select
import signal
import sys
from types import ModuleType
from typing import Any

MODULES = frozenset(
    {"fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "readline", "syslog", "curses", "posix"}
)
NAMES: dict[ModuleType, tuple[str, ...]] = {
    os: (
        *(
            "fork",
            "forkpty",
            "nice",
            "getuid",
            "geteuid",
            "getgid",
            "getegid",
            "getpgid",
            "getpgrp",
            "getsid",
        ),
        *("setsid", "setpgid", "killpg", "setuid", "setgid", "sched_getaffinity", "sched_setaffinity"),
        *("getloadavg", "mkfifo", "mknod", "chown", "lchown", "fchown", "fchmod", "statvfs", "fstatvfs"),
        *("uname", "sync", "openpty", "ttyname", "ctermid", "wait3", "wait4", "WNOHANG", "O_NOFOLLOW"),
        *("O_NONBLOCK", "O_NOCTTY", "O_DIRECTORY", "O_CLOEXEC", "O_SYNC", "set_blocking", "tcgetpgrp"),
        *("posix_spawn", "sysconf", "confstr", "getgroups", "pipe2", "fchdir", "chroot", "fdatasync"),
    ),
    signal: (
        *("SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGPIPE", "SIGALRM", "SIGUSR1", "SIGCHLD"),
        *(
            "SIGQUIT",
            "SIGSTOP",
            "SIGTTIN",
            "SIGTTOU",
            "alarm",
            "setitimer",
            "pthread_sigmask",
            "pthread_kill",
        ),
    ),
    select: ("poll", "epoll"),
}
NEED_IT = (
    *("subprocess", "selectors", "asyncio", "shutil", "tempfile", "multiprocessing", "getpass", "pathlib"),
    *(
        "socket",
        "platform",
        "zipfile",
        "sqlite3",
        "logging.handlers",
        "concurrent.futures",
        "importlib.metadata",
    ),
    *("textual.app", "spacy", "trafilatura", "httpx", "docutils.core", "mammoth"),
)


def remove() -> None:
    """Take away what other systems have not, for modules that are imported from now on by the package."""
    for name in NEED_IT:
        importlib.import_module(name)
    of_python = builtins.__import__

    def imports(name: str, *more: Any, **named: Any) -> ModuleType:
        importer = str((more[0] or {}).get("__name__")) if more else ""
        if name in MODULES and importer.partition(".")[0] == "tui":
            raise ImportError(f"No module named {name!r}")
        return of_python(name, *more, **named)

    builtins.__import__ = imports
    sys.modules["textual.drivers.linux_driver"] = None  # type: ignore[assignment]
    for module, gone in NAMES.items():
        for name in gone:
            if hasattr(module, name):
                delattr(module, name)


def import_all() -> None:
    """Import every module of the package, but those that train pipelines."""
    package = importlib.import_module("tui")
    for found in pkgutil.walk_packages(package.__path__, "tui."):
        if not found.name.startswith("tui.analysis.training") and not found.name.endswith("__main__"):
            importlib.import_module(found.name)
