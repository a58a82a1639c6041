"""``postil note``: what is printed is safely stored, and what cannot be stored is reported in one line."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from platformdirs import user_data_path

from tests.support.commands import Commands, command
from tui.library import Library


def test_what_is_printed_is_what_is_stored(postil: Commands, tmp_path: Path) -> None:
    reported = postil.json(
        "note", "mill.txt", "--quote", "owed a year", "--note", "By whom?\n— ask", "--tag", "mill", "--tag",
        "#debts", "--tag", "mill", "--colour", "green",
    )  # fmt: skip
    library = Library(tmp_path / "data")
    article = library.open("mill.txt")
    [stored] = library.annotations(article)
    assert reported["id"] == stored.id
    assert (reported["note"], reported["tags"], reported["colour"]) == (
        "By whom?\n— ask",
        ["mill", "debts"],
        "green",
    )
    assert (reported["motivation"], reported["created"], reported["modified"]) == (
        "commenting",
        stored.created,
        stored.modified,
    )
    assert article.text[reported["start"] : reported["end"]] == reported["exact"] == "owed a year"
    target = reported["target"]
    assert target["source"] == (tmp_path / "work" / "mill.txt").as_uri()
    assert target["title"] == "Mill stands idle"
    quote, position = target["selector"]
    assert (quote["exact"], position["start"], position["end"]) == (
        "owed a year",
        reported["start"],
        reported["end"],
    )
    assert quote["suffix"].startswith(", said")
    assert (stored.note, stored.tags, stored.colour) == (
        reported["note"],
        tuple(reported["tags"]),
        reported["colour"],
    )


def test_a_quote_that_is_there_several_times(postil: Commands) -> None:
    line = postil.refused("note", "mill.txt", "--quote", "mill was")
    assert line == 'mill.txt: "mill was" occurs 2 times; choose one by --occurrence N'
    first, second = (
        postil.json("note", "mill.txt", "--quote", "mill was", "--occurrence", str(number))["start"]
        for number in (1, 2)
    )
    assert first < second
    assert "occurs 2 times" in postil.refused("note", "mill.txt", "--quote", "mill was", "--occurrence", "3")
    assert "occurs once" in postil.refused("note", "mill.txt", "--quote", "owed", "--occurrence", "2")
    assert len(postil.json("notes", "--format", "json")) == 2


def test_a_quote_over_the_end_of_a_line(postil: Commands) -> None:
    assert postil.json("note", "mill.txt", "--quote", "The miller, who")["exact"] == "The miller,\nwho"


def test_what_does_not_occur_is_refused(postil: Commands, tmp_path: Path) -> None:
    assert (
        postil.refused("note", "mill.txt", "--quote", "zebra\x1b[31m")
        == 'mill.txt: "zebra" does not occur in it'
    )
    assert "no such file" in postil.refused("note", "none.txt", "--quote", "x")
    assert not (tmp_path / "data").exists()


def test_texts_may_begin_with_a_dash(postil: Commands) -> None:
    reported = postil.json("note", "mill.txt", "--note", "--help", "--tag", "-x", "--quote", "idle.")
    assert (reported["note"], reported["tags"]) == ("--help", ["-x"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["mill.txt"],
        ["--quote", "x"],
        ["mill.txt", "b.txt", "--quote", "x"],
        ["mill.txt", "--quote", " "],
        ["mill.txt", "--quote"],
        ["mill.txt", "--quote", "x", "--occurrence", "0"],
        ["mill.txt", "--quote", "x", "--occurrence", "one"],
        ["mill.txt", "--quote", "x", "--colour", "pink"],
        ["mill.txt", "--quote", "x", "--tag", "#"],
    ],
)
def test_unusable_arguments(postil: Commands, arguments: list[str]) -> None:
    postil.refused("note", *arguments, code=2)


def test_what_cannot_be_saved_is_not_acknowledged(postil: Commands, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    assert "Not saved" in postil.refused("note", "mill.txt", "--quote", "owed")


def test_a_newer_store_is_left_alone(postil: Commands, tmp_path: Path) -> None:
    postil.json("note", "mill.txt", "--quote", "owed")
    [file] = (tmp_path / "data" / "notes" / "articles").iterdir()
    newer = re.sub(rb'"schema": \d+', b'"schema": 99', file.read_bytes())
    file.write_bytes(newer)
    assert "a newer Postil wrote it" in postil.refused("note", "mill.txt", "--quote", "a year")
    assert file.read_bytes() == newer


def test_writers_at_once_lose_nothing(postil: Commands, tmp_path: Path) -> None:
    words = ("owed", "year", "sold")
    started = [
        subprocess.Popen(
            command("note", "mill.txt", "--quote", word),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ,
        )
        for word in words
    ]
    for program in started:
        output, errors = program.communicate(timeout=60)
        assert program.returncode == 0, errors
        assert output.count(b"\n") == 1
    assert {each["exact"] for each in postil.json("notes", "--format", "json")} == set(words)


@pytest.mark.skipif(os.name != "posix", reason="locks as POSIX has them")
def test_waiting_for_another_writer_is_reported_and_nothing_fails(postil: Commands, tmp_path: Path) -> None:
    import fcntl

    postil.json("note", "mill.txt", "--quote", "owed")
    with (tmp_path / "data" / "notes" / "write.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(
            command("note", "mill.txt", "--quote", "a year"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as waiting:
            assert waiting.stdout is not None
            assert waiting.stderr is not None
            reported = waiting.stderr.readline().decode()
            assert reported.startswith("postil: still waiting to save; ")
            assert reported.endswith(f" in {tmp_path / 'data'}\n")
            fcntl.flock(held, fcntl.LOCK_UN)
            assert b'"a year"' in waiting.stdout.read()
    assert waiting.returncode == 0
    assert len(postil.json("notes", "--format", "json")) == 2


def test_with_standard_error_closed_a_note_is_saved_and_acknowledged(
    postil: Commands, tmp_path: Path
) -> None:
    (tmp_path / "data" / "notes").mkdir(parents=True)
    (tmp_path / "data" / "notes" / "backup").write_text("in the way")
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *command("note", "mill.txt", "--quote", "owed")]
    done = subprocess.run(shell, stdout=subprocess.PIPE, check=False)
    assert done.returncode == 0
    assert b'"owed"' in done.stdout


def test_where_notes_are_stored(postil: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user" / "share"))
    usual = user_data_path("postil", appauthor=False)
    postil.json("note", "mill.txt", "--quote", "owed", "--data-dir", "chosen")
    postil.json("note", "mill.txt", "--quote", "year")
    monkeypatch.setenv("POSTIL_HOME", "")
    postil.json("note", "mill.txt", "--quote", "sold")

    def stored(*options: str) -> list[str]:
        report = postil.run("doctor", "--model", "none", *options)[1].decode()
        assert f" {options[1] if options else usual}\n" in report
        return [each["exact"] for each in postil.json("notes", "--format", "json", *options)]

    assert stored() == ["sold"]
    assert tmp_path in usual.parents
    assert stored("--data-dir", str(tmp_path / "work" / "chosen")) == ["owed"]
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "data"))
    assert [each["exact"] for each in postil.json("notes", "--format", "json")] == ["year"]
    if os.name == "posix":
        for folder in (usual, tmp_path / "data", tmp_path / "work" / "chosen"):
            modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
            assert modes == {True: 0o700, False: 0o600}
