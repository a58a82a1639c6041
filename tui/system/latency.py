"""Keep keys fast: when garbage is collected, how long threads run, how long an escape is waited for."""

import gc
import os
import sys
from contextlib import suppress
from weakref import WeakSet

SHARED_BY = "POSTIL_SHARED_BY"
"""The environment variable that says how many processes share the cores of the machine."""
_RARELY = (2_000, 20, 1_000_000)
"""Thresholds of the collector by which it walks everything almost never: of what a long article
brings, most lives as long as the article and holds no cycles."""
BREATH = 0.02
"""Seconds between two steps of what is mounted while the reader may read already: the screen is
painted only when no messages are left, and mounting makes many."""
_TURN = 0.001
"""Seconds a thread may run while the interface waits for its turn; Python's default is five times
as long, which a key would feel."""
_ESCAPE = "10"
"""Milliseconds after which the escape key is taken for one, and not for the first byte of another key: as
tmux has it. Textual waits for 100, unless ``ESCDELAY`` says otherwise; terminals send a key at one go."""


def begin() -> None:
    """Let threads take short turns, collect no garbage until ``settle``, and wait little after an escape.

    Importing and mounting make much that stays, which it would be in vain to walk. Textual is to be
    imported after this.
    """
    os.environ.setdefault("ESCDELAY", _ESCAPE)
    sys.setswitchinterval(_TURN)
    gc.disable()


def collect_rarely() -> None:
    """Walk everything almost never: for a command that makes much that lasts as long as it runs."""
    gc.set_threshold(*_RARELY)


def spare_cores() -> int:
    """Return how many cores are left for other work while the interface has one: none, on a single core.

    Where several processes share the machine (``tui.system.processes``), each counts its part alone.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shared_by = os.environ.get(SHARED_BY, "")
    return cores // max(1, int(shared_by) if shared_by.isdecimal() else 1) - 1


def has_idle_core() -> bool:
    """Return whether a process that is started now would hardly slow this one down.

    That is guessed from the last minute: there are several cores, and not all of them had work.
    """
    busy = 0.0
    with suppress(OSError, AttributeError):  # Windows knows no such figure
        busy = os.getloadavg()[0]
    return spare_cores() > 0 and busy <= spare_cores() + 1


_MANY = 25_000
"""So many objects are walked in some 5 ms; fewer are not worth the risk that some of them are left soon."""


class Garbage:
    """What Python's collector is to find, for the whole process, as the collector is.

    A full collection over the 80,000 mentions of a long text stalls everything for 50-200 ms. So what
    lasts is frozen, which means that it is never walked again, and collections walk only what came
    after it. But what is frozen is not found when it is left: while something that was left is still
    there, nothing is frozen.
    """

    def __init__(self) -> None:
        self._left: WeakSet[object] = WeakSet()
        self._missed: WeakSet[object] = WeakSet()
        """Of these, what the last collection did not find."""

    @property
    def left(self) -> int:
        """The number of things that were left and may be found by a collection."""
        return len(self._left)

    def leave(self, thing: object) -> None:
        """Expect a collection to find ``thing``: it is part of a cycle, and is not used any more."""
        self._left.add(thing)

    def settle(self) -> None:
        """Take what there is now for lasting, if it is much and nothing that was left is part of it."""
        if not self._left and len(gc.get_objects()) > _MANY:
            gc.freeze()
        gc.set_threshold(*_RARELY)
        gc.enable()

    def collect(self, lasting: bool) -> None:
        """Collect what was left; takes 10 ms and more, so it is for moments without a key.

        What two collections did not find is not looked for any more: a thread may hold it, for one.

        Args:
            lasting: whether what then remains is to be taken for lasting, as by ``settle``.
        """
        gc.collect()
        self._left -= self._missed
        self._missed = WeakSet(self._left)
        if lasting:
            self.settle()


garbage = Garbage()


def settle() -> None:
    """Take what there is now for lasting; see ``Garbage.settle``."""
    garbage.settle()
