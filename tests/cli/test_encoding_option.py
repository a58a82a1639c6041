"""``--encoding``: what the reader knows of a file counts more than what the file says."""

import json
from pathlib import Path

import pytest

from tui.cli import main

TEXT = "Zażółć gęślą jaźń, powiedział Piotr. Źle się stało."


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_plain_text_in_an_encoding_that_is_named(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("cp1257"))
    home = ("--data-dir", str(tmp_path / "data"))
    assert run("--plain", "--marks", "none", "--encoding", "cp1257", str(path), *home) == 0
    assert capsysbinary.readouterr().out.decode() == f"A\n\n{TEXT}\n"


@pytest.mark.parametrize("name", ["ISO-8859-2", "latin2", "iso8859_2"])
def test_a_page_that_names_another_encoding(
    tmp_path: Path, name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.html"
    page = f"<html><head><meta charset='windows-1252'></head><body><article><p>{TEXT}</p></article></body>"
    path.write_bytes(page.encode("iso-8859-2"))
    assert (
        run("--plain", "--marks", "none", "--encoding", name, str(path), "--data-dir", str(tmp_path / "d"))
        == 0
    )
    assert TEXT in capsysbinary.readouterr().out.decode()


def test_analyze_in_an_encoding_that_is_named(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Café Müller opened in Köln.".encode("utf-16-le"))
    assert run("analyze", "--encoding", "utf-16-le", str(path), "--data-dir", str(tmp_path / "d")) == 0
    assert json.loads(capsysbinary.readouterr().out)["text"] == "Café Müller opened in Köln."


@pytest.mark.parametrize("name", ["klingon", "base64", "idna", "undefined", "utf\n8", ""])
def test_a_name_that_is_not_known_is_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--plain", "--encoding", name, "x.txt")
    assert caught.value.code == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "is not a known encoding" in message


def test_it_goes_with_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, reason in (
        (["--encoding", "cp1250"], "--encoding needs an article"),
        (["analyze", "--encoding", "cp1250", "--input", "jsonl", "x"], "--encoding goes with articles alone"),
    ):
        with pytest.raises(SystemExit) as caught:
            run(*arguments)
        assert caught.value.code == 2
        assert reason in capsys.readouterr().err
