"""Run Postil as a shell runs it."""

import json
import subprocess
import sys
from typing import Any

SAID = 'Tim Cook of Apple was in Berlin on Monday. "We are happy with it," Mr Cook said.'


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", *arguments]


def run(*arguments: str, data: bytes | None = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), input=data, capture_output=True, timeout=60, check=False, **options
    )


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
