"""``--format``: what is read is what the reader says that it is."""

import io
import sys
from pathlib import Path

import pytest

from tui.cli import main

TEXT = "One *two* <b>three</b>\n"


@pytest.mark.parametrize(
    ("kind", "shown"), [("md", "One two three\n"), ("txt", f"{TEXT}"), ("html", "One *two* three\n")]
)
def test_a_file_and_standard_input(
    kind: str,
    shown: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    options = ("--plain", "--marks", "none", "--format", kind, "--data-dir", str(tmp_path / "data"))
    assert main([*options, str(path)]) == 0
    assert capsysbinary.readouterr().out.decode().endswith(shown)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main([*options, "-"]) == 0
    assert capsysbinary.readouterr().out.decode().endswith(shown)


def test_unusable_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--format", "md"])
    assert "--format needs an article" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["--format", "pdf", "a.txt"])
    assert "invalid choice: 'pdf'" in capsys.readouterr().err
