"""Run Postil as a shell runs it, or in this process where another one would only take seconds to start."""

import io
import json
import subprocess
import sys
from typing import Any
from unittest.mock import patch

from tui.cli import main

SAID = 'Tim Cook of Apple was in Berlin on Monday. "We are happy with it," Mr Cook said.'


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", *arguments]


def run(*arguments: str, data: bytes | None = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), input=data, capture_output=True, timeout=60, check=False, **options
    )


def run_here(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The same in this process, in which spaCy is imported but once."""
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


def assert_one_line(done: subprocess.CompletedProcess[bytes], *parts: str) -> None:
    """Fail unless the program ended with 1, no output, and one plain line that has all the parts."""
    line = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b""), line
    assert line.startswith("postil: ")
    assert line.endswith("\n")
    assert line[:-1].isprintable()
    for part in parts:
        assert part in line


def document(output: bytes) -> dict[str, Any]:
    """The one document in ``output``, after checking that its offsets and wordings agree."""
    found: dict[str, Any] = json.loads(output)
    text = found["text"]
    spans = [mention for entity in found["entities"] for mention in entity["mentions"]]
    for quote in found["quotes"]:
        spans += [span for span in (quote, quote["cue"], quote["speaker"]) if span]
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]
    return found
