"""A person's own editor, for the text of a note."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line


class EditorError(PostilError):
    """The editor could not be used; ``str`` of it is the line to show."""


def editor_command() -> list[str]:
    """The editor that $VISUAL or else $EDITOR names, with its arguments.

    Raises:
        EditorError: neither does.
    """
    for name in ("VISUAL", "EDITOR"):
        said = os.environ.get(name, "").strip()
        if said:
            try:
                return shlex.split(said)
            except ValueError as error:
                raise EditorError(f"${name} cannot be understood: {str(error).lower()}") from error
    raise EditorError("no editor is named: set $VISUAL or $EDITOR")


def edited_outside(text: str, command: list[str]) -> str:
    """What became of ``text`` in the editor that ``command`` starts; blocks until it ends.

    The editor gets a file that nobody else can read, in a folder that is gone afterwards. The terminal
    must be its own meanwhile.

    Raises:
        EditorError: it could not be started, failed, or left nothing that could be read.
    """
    name = one_line(command[0], 60)
    try:
        with TemporaryDirectory(prefix="postil-") as folder:
            path = Path(folder) / "note.md"
            path.touch(mode=0o600)
            # Editors expect a line to have an end; whoever has none gets none.
            path.write_text(f"{text}\n" if text else "", encoding="utf-8", errors="replace", newline="\n")
            with _interrupts_are_its_own():
                ended = subprocess.run([*command, str(path)], check=False).returncode
            if ended:
                raise EditorError(f"{name} {_failure(ended)}: the note is as it was")
            written = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        missing = error.filename == command[0]
        why = "there is no such program" if missing else "it left no file"
        raise EditorError(f"{name}: {why}") from error
    except UnicodeDecodeError as error:
        raise EditorError(f"{name} left text that is not UTF-8: the note is as it was") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise EditorError(f"{name}: {reason.lower()}") from error
    return written.removesuffix("\n")


@contextmanager
def _interrupts_are_its_own() -> Iterator[None]:
    """Let ctrl+c end the editor, if it is made so, and not the program that waits for it."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _failure(code: int) -> str:
    if code > 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
