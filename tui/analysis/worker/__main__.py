"""Run the process that analyses texts for the reader, ``python -m tui.analysis.worker [MODEL]``."""

import os
import signal
import sys
from importlib import import_module

NICE = 10
"""How far typing and scrolling come before analysis, from the first moment: importing is most of the work."""


def main() -> None:
    """Run as a program."""
    # Ctrl+C in the terminal is for the reader's process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    import_module("tui.analysis.worker.serving").serve(sys.argv[1] if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    main()
