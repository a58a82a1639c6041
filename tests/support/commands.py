"""Run Postil's commands in this process: starting another one takes a third of a second."""

import json
from typing import Any

import pytest

from tui.cli import main


class Commands:
    """Commands of one library, and what they write."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture

    def run(self, *arguments: str) -> tuple[int, bytes, str]:
        """The exit code, the output, and the errors."""
        self._capture.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = int(str(ended.code))
        output, errors = self._capture.readouterr()
        return code, output, errors.decode()

    def done(self, *arguments: str) -> bytes:
        """The output of a command that must end well and say nothing else."""
        code, output, errors = self.run(*arguments)
        assert (code, errors) == (0, "")
        return output

    def json(self, *arguments: str) -> Any:
        """The JSON that a command writes."""
        return json.loads(self.done(*arguments))

    def refused(self, *arguments: str, code: int = 1) -> str:
        """The one line of a command that must fail."""
        ended, output, errors = self.run(*arguments)
        assert (ended, output) == (code, b""), errors
        assert errors.startswith("postil: ")
        assert errors.endswith("\n")
        assert errors[:-1].isprintable()
        return errors[8:-1]
