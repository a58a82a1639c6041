"""Keep a key from waiting for what Python does beside it: garbage collection and other threads."""

import gc
import sys

_RARELY = (2_000, 20, 1_000_000)
"""Thresholds of the collector by which it walks everything almost never: of what a long article
brings, most lives as long as the article and holds no cycles."""
BREATH = 0.02
"""Seconds between two steps of what is mounted while somebody may read already: the screen is
painted only when no messages are left, and mounting makes many."""
_TURN = 0.001
"""Seconds a thread may run while the interface waits for its turn; Python's default is five times
as long, which a key would feel."""


def begin() -> None:
    """Let threads take short turns, and collect no garbage until ``settle``.

    Importing and mounting make much that stays, which it would be in vain to walk.
    """
    sys.setswitchinterval(_TURN)
    gc.disable()


def settle() -> None:
    """Take what there is now for lasting, and collect only what comes after it.

    A full collection over the 80,000 mentions of a long text stalls everything for 50-200 ms;
    what was there at a call of this is never walked again.
    """
    gc.freeze()
    gc.set_threshold(*_RARELY)
    gc.enable()
