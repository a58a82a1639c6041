"""Run Postil's commands: as a shell does, or in this process, where another one takes a third of a second."""

import io
import json
import subprocess
import sys
from typing import Any
from unittest.mock import patch

from tui.cli import main

SAID = 'Tim Cook of Apple was in Berlin on Monday. "We are happy with it," Mr Cook said.'
"""A short article with two names and a quotation."""


def command(*arguments: str) -> list[str]:
    """Return the command line that starts the program."""
    return [sys.executable, "-m", "tui", *arguments]


def run(*arguments: str, data: bytes | None = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does, with ``data`` on standard input."""
    return subprocess.run(
        command(*arguments), input=data, capture_output=True, timeout=60, check=False, **options
    )


def run_here(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run it in this process, in which spaCy is imported only once."""
    output, errors = io.BytesIO(), io.BytesIO()
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data))),
        patch.object(sys, "stdout", io.TextIOWrapper(output, write_through=True)),
        patch.object(sys, "stderr", io.TextIOWrapper(errors, write_through=True)),
    ):
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = int(str(ended.code))
        return subprocess.CompletedProcess(arguments, code, output.getvalue(), errors.getvalue())


def error_line(done: subprocess.CompletedProcess[bytes], code: int = 1) -> str:
    """Return the one plain line of a program that must have failed with ``code`` and without output."""
    line = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b""), line
    assert line.startswith("postil: ")
    assert line.endswith("\n")
    assert line[:-1].isprintable()
    return line[8:-1]


def assert_one_line(done: subprocess.CompletedProcess[bytes], *parts: str) -> None:
    """Fail unless the program ended with 1, no output, and one plain line that has all the parts."""
    line = error_line(done)
    for part in parts:
        assert part in line


def document(output: bytes) -> dict[str, Any]:
    """Return the one document in ``output``, after checking that its offsets and wordings agree."""
    found: dict[str, Any] = json.loads(output)
    text = found["text"]
    spans = [mention for entity in found["entities"] for mention in entity["mentions"]]
    for quote in found["quotes"]:
        spans += [span for span in (quote, quote["cue"], quote["speaker"]) if span]
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]
    return found


class Commands:
    """The commands in this process, by how they must end."""

    def run(self, *arguments: str) -> tuple[int, bytes, str]:
        """Return the exit code, the output, and the errors."""
        done = run_here(*arguments)
        return done.returncode, done.stdout, done.stderr.decode()

    def done(self, *arguments: str) -> bytes:
        """Return the output of a command that must end well and say nothing else."""
        code, output, errors = self.run(*arguments)
        assert (code, errors) == (0, "")
        return output

    def json(self, *arguments: str) -> Any:
        """Return the JSON that a command writes."""
        return json.loads(self.done(*arguments))

    def refused(self, *arguments: str, code: int = 1) -> str:
        """Return the one line of a command that must fail."""
        return error_line(run_here(*arguments), code)
