"""Opening files, pipes, standard input - and saying in one line why not."""

import io
import os
import socket
import threading
from pathlib import Path

import pytest

from tui.domain.errors import OpeningError
from tui.sources import files
from tui.sources.open import open_article

TEXT = "A quiet morning\n\nNothing happened, and everybody was glad of it.\n"


def reason(location: str) -> str:
    """Why ``location`` cannot be opened; the line that says so is checked to be one and to name it."""
    with pytest.raises(OpeningError) as caught:
        open_article(location)
    line = str(caught.value)
    assert "\n" not in line
    assert line.isprintable()
    assert line == f"{caught.value.location}: {caught.value.reason}"
    return caught.value.reason


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "morning.txt"
    path.write_text(TEXT)
    article = open_article(str(path))
    assert article.title == "A quiet morning"
    assert article.location == str(path)
    assert article.id == f"sha256:{article.text_hash}"


def test_names_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("-", "--help", "a b.txt", "ümläut", "100%.txt", "C:x", "a\nb"):
        (tmp_path / name).write_text(TEXT)
        assert open_article(f"./{name}").title == "A quiet morning"
        assert open_article(f"~/{name}").title == "A quiet morning"
        assert open_article(str(tmp_path / name)).title == "A quiet morning"
    assert open_article("C:x").title == "A quiet morning"


def test_a_file_address(tmp_path: Path) -> None:
    path = tmp_path / "a b ü.txt"
    path.write_text(TEXT)
    assert open_article(path.as_uri()).title == "A quiet morning"
    assert open_article(f"file://localhost{path.as_uri()[7:]}").title == "A quiet morning"
    assert reason("file://elsewhere/etc/hosts") == "this file is on another computer"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("", "no file is named"),
        ("no-such-file.txt", "there is no such file"),
        ("no-such-file\x1b[31m.txt", "there is no such file"),
        ("no\nsuch\nfile", "there is no such file"),
        ("nul\0byte", "this is not the name of a file"),
        ("\udcff\udcfe", "there is no such file"),
        ("x" * 5_000, "file name too long"),
        ("/dev/urandom", "this is a device, not a file"),
        ("/dev/null", "this is a device, not a file"),
        ("www.example.org/a", "there is no such file; a web address begins with https://"),
        ("~no-such-user-here/x", "there is no such file"),
        ("ftp://example.org/a", "ftp: addresses cannot be opened, only http, https and file"),
    ],
)
def test_what_is_not_there(
    location: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reason(location) == expected


def test_folders_sockets_and_paths_through_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(str(tmp_path)) == "this is a folder"
    (tmp_path / "file").write_text(TEXT)
    assert "there is no such file" in reason(str(tmp_path / "file" / "x"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "symbolic links" in reason(str(tmp_path / "loop"))
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("sock")
        assert reason("sock") == "this is a socket"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert reason(str(path)) == "permission denied"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\n\t", "there is no text in it"),
        (b"%PDF-1.4 ...", "this PDF is damaged"),
        (bytes(5000), "this is not text"),
    ],
    ids=["empty", "blank", "pdf", "zeros"],
)
@pytest.mark.parametrize("suffix", [".txt", ""])
def test_files_without_text(data: bytes, expected: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    assert reason(str(path)) == expected


def test_a_file_too_large_to_be_text(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(files.FILE_LIMIT + 1)
    assert reason(str(path)) == "larger than 64 MB"


def test_standard_input() -> None:
    article = open_article("-", stdin=io.BytesIO(TEXT.encode()))
    assert (article.title, article.location) == ("A quiet morning", "-")
    assert open_article("-", stdin=io.BytesIO(b"It rained.")).title == "Standard input"
    with pytest.raises(OpeningError, match="nothing came in"):
        open_article("-", stdin=io.BytesIO())
    with pytest.raises(OpeningError, match="longer than 20 MB"):
        open_article("-", stdin=io.BytesIO(bytes(files.STREAM_LIMIT + 1)))


def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(TEXT.encode())
    try:
        assert open_article(f"/dev/fd/{reading}").title == "A quiet morning"
    finally:
        os.close(reading)


def test_a_named_pipe_with_a_slow_writer(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(TEXT.encode() * 50_000,))
    writer.start()
    assert open_article(str(path)).word_count == len(TEXT.split()) * 50_000
    writer.join()


def test_a_named_pipe_that_nobody_writes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_WRITER_WAIT", 0.05)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert reason(str(path)) == "nothing came through this pipe"


def test_a_pipe_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "STREAM_LIMIT", 1 << 20)
    reading, writing = os.pipe()

    def pour() -> None:
        try:
            while True:
                os.write(writing, bytes(65536))
        except BrokenPipeError:
            os.close(writing)

    pourer = threading.Thread(target=pour)
    pourer.start()
    try:
        assert reason(f"/dev/fd/{reading}") == "longer than 1 MB"
    finally:
        os.close(reading)
        pourer.join()


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nSome prose of it.\n",
        "---\ntitle: Words\n---\n\nProse.\n",
        '+++\ntitle = "Words"\n+++\n\nProse.\n',
        "Intro.\n\n## Part\n\nSee [it](https://e.example) there.\n",
        "\ufeffProse **bold** and\n\n```sh\nls\n```\n",
        "- [ ] a\n- [x] [b](c.md)\n",
        "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
    ],
)
def test_markdown_without_a_name_is_recognised(text: str, tmp_path: Path) -> None:
    path = tmp_path / "README"
    path.write_bytes(text.encode())
    shown = open_article("-", stdin=io.BytesIO(text.encode())).text
    assert shown == open_article(str(path)).text
    assert not any(sign in shown for sign in ("#", "**", "](", "[ ]", "```", "---", "title:", "|"))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "# a setting\n\nkey = value\n\n# another\n\nother = [x]\n",
        "#!/bin/sh\n# what it does\n\nls *\n",
        "A list:\n\n- one\n- two\n\n> quoted [1]\n\nTitle\n-----\n\n* * *\n",
        "It cost **nothing** at all, # 1 of 5.\n",
    ],
)
def test_other_texts_are_taken_for_no_markdown(text: str) -> None:
    assert files.kind_of("", text.encode()) is files.Kind.TEXT
    assert files.kind_of("a.txt", b"# T\n\n**a** [b](c)\n") is files.Kind.TEXT
