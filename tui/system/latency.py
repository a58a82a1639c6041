"""Keep a key from waiting: for what Python does beside it, and for what might follow it."""

import gc
import os
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


def settle() -> None:
    """Take what there is now for lasting, and collect only what comes after it.

    A full collection over the 80,000 mentions of a long text stalls everything for 50-200 ms;
    what was there at a call of this is never walked again.
    """
    gc.freeze()
    gc.set_threshold(*_RARELY)
    gc.enable()
