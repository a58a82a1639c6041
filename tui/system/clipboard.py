"""The clipboard of the desktop, for terminals that do not pass text on to it themselves."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

_PATIENCE = 2.0
"""Seconds that a program for the clipboard has to take a text."""


def clipboard_command(environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Return the command that copies its standard input to the clipboard; empty without one.

    Only a program that fits the session: over a connection to another machine its clipboard is not the
    user's.
    """
    candidates: list[tuple[str, ...]] = []
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environment.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    candidates.append(("pbcopy",))
    return next((command for command in candidates if shutil.which(command[0])), ())


def copy_to_desktop(text: str) -> bool:
    """Put ``text`` on the clipboard of the desktop; return whether a program took it. Blocks for a moment."""
    command = clipboard_command()
    if not command:
        return False
    try:
        # What xclip leaves running holds on to whatever it was given to write to.
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "surrogatepass"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
