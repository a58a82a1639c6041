"""``postil doctor`` over real folders, whole and broken."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy

import tui
from tests.support import pipelines
from tests.support.commands import run_here
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder and a working folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("POSTIL_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that loads at once."""
    return pipelines.ruler(tmp_path_factory.mktemp("models") / "rules")


@pytest.fixture
def articles(home: Path) -> list[Path]:
    """Three articles with a note each; the files they are stored in."""
    library = Library(home)
    for number in range(3):
        Path(f"{number}.txt").write_text(f"Title {number}\n\nThe bridge number {number} is closed.")
        article = library.open(f"{number}.txt")
        library.annotate(article, note_on(article))
    library.close()  # the copy of the day is made in the background, of what is there at the time
    return sorted((home / "notes" / "articles").iterdir())


def note_on(article: Article) -> Annotation:
    start = article.text.index("bridge")
    target = describe(article.text, TextSpan(start, start + 6), article.text_hash)
    return Annotation(target, note="Which?")


def report(*arguments: str, code: int = 0, sections: Sequence[str] = ()) -> dict[str, Any]:
    """What ``doctor --format json`` says, after checking how it ended."""
    done = run_here("doctor", "--format", "json", *arguments)
    assert (done.returncode, done.stderr) == (code, b""), done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    assert list(found) == ["programs", "pipeline", "notes", "cache", "terminal", *sections, "problems"]
    for problem in found["problems"]:
        assert problem.isprintable()
    return found


def test_everything_is_well(home: Path, articles: list[Path]) -> None:
    Library(home).analyse_here(Library(home).open("0.txt"))
    done = run_here("doctor")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.endswith("\nAll is well.\n")
    rows = dict(line.split(maxsplit=1) for line in text.splitlines() if line.startswith("  "))
    assert rows["Postil"] == f"{tui.__version__} (code: MIT)"
    assert rows["spaCy"].startswith("made for >=3.8")
    assert rows["name"].startswith("postil_en ")
    assert rows["name"].endswith("(the one that ships)")
    assert rows["licence"] == "CC BY-NC-SA 4.0 for its weights, which are not for commercial use"
    assert rows["language"] == "English"
    assert rows["size"].endswith((" MB", "standard output is not a terminal"))
    assert (rows["articles"], rows["annotations"], rows["files"]) == ("3", "3", "all can be read")
    assert rows["analyses"].startswith("1, ")
    assert "PERSON" in rows["names"]
    column = text.splitlines()[1].index(tui.__version__)
    for line in text.splitlines():
        if line.startswith("  "):  # what is said begins in the same place everywhere
            assert line[column - 1] == " " != line[column]


def test_the_same_as_data(home: Path, articles: list[Path], model: str) -> None:
    found = report("--model", model)
    assert found["programs"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["programs"]["packages"]["spacy"] == spacy.__version__
    pipeline = found["pipeline"]
    assert (pipeline["name"], pipeline["language"], pipeline["ships"]) == ("en_rules 0.1", "en", False)
    assert (pipeline["licence"], pipeline["folder"]) == ("CC0", model)
    assert pipeline["bytes"] == sum(path.stat().st_size for path in Path(model).rglob("*") if path.is_file())
    assert pipeline["labels"] == {"GPE": "LOC", "PERSON": "PERSON"}
    assert pipeline["spacy_fit"] == "fits"
    assert pipeline["seconds_to_load"] > 0
    assert found["notes"] == {
        "folder": str(home),
        "writable": True,
        "articles": 3,
        "annotations": 3,
        "corrections": 0,
        "starred": 0,
        "archived": 0,
        "tagged": 0,
        "drafts": 0,
        "texts": 3,
        "set_aside": 0,
        "unreadable": 0,
    }
    assert found["problems"] == []


def test_nothing_was_read_yet_and_nothing_is_made(home: Path, model: str) -> None:
    found = report("--model", model)
    assert (found["notes"]["articles"], found["cache"]["analyses"]) == (0, 0)
    assert not home.exists()
    other = Path("elsewhere").absolute()
    assert report("--model", model, "--data-dir", "elsewhere")["notes"]["folder"] == str(other)


def test_damaged_files_are_reported_and_left_as_they_are(articles: list[Path], model: str) -> None:
    mirror = articles[0].parents[1] / "backup"
    articles[0].write_text("{ damaged \x1b[31m")
    articles[1].write_text("")
    (mirror / articles[1].name).unlink()
    for copy in (mirror.parent / "daily").iterdir():
        copy.unlink()
    articles[2].unlink()
    before = {path: path.read_bytes() for path in mirror.parent.rglob("*.json")}
    found = report("--model", model, code=1)
    assert (found["notes"]["articles"], found["notes"]["unreadable"]) == (2, 3)
    one, two, three = sorted(found["problems"])
    assert one.startswith(f"{articles[0]}: damaged (it is not JSON")
    assert one.endswith("; opening its article restores it from its copy")
    reason = "damaged (it is empty), and it has no good copy; restore a backup of your own, if any"
    assert two == f"{articles[1]}: {reason}"
    assert three == f"{articles[2]}: missing; opening its article restores it from its copy"
    assert {path: path.read_bytes() for path in mirror.parent.rglob("*.json")} == before
    done = run_here("doctor", "--model", model)
    assert done.returncode == 1
    assert b"\n3 things are wrong:\n- " in done.stdout
    assert b"\x1b" not in done.stdout


def test_a_damaged_copy_is_reported(articles: list[Path], model: str) -> None:
    mirror = articles[0].parents[1] / "backup" / articles[0].name
    mirror.write_text("[]")
    (problem,) = report("--model", model, code=1)["problems"]
    assert problem.startswith(f"{mirror}: this copy is damaged (it holds no tables); ")


def test_what_was_set_aside_is_counted(home: Path, articles: list[Path], model: str) -> None:
    articles[0].write_text("damaged")
    Library(home).annotations(Library(home).open("0.txt"))
    for number in range(3):
        Library(home).annotations(Library(home).open(f"{number}.txt"))
    found = report("--model", model)
    assert found["notes"]["set_aside"] == 1
    assert found["notes"]["articles"] == 3


def test_a_file_of_a_newer_program_is_reported(articles: list[Path], model: str) -> None:
    for path in (articles[0], articles[0].parents[1] / "backup" / articles[0].name):
        path.write_text(path.read_text().replace('"schema": 2', '"schema": 99'))
    (problem,) = report("--model", model, code=1)["problems"]
    assert problem == f"{articles[0]}: a newer Postil wrote it; its notes can be read here, not changed"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no_such_pipeline", "no_such_pipeline: no spaCy pipeline of that name is installed"),
        ("./nowhere", "./nowhere: no such folder"),
        ("none", "none: this spaCy pipeline has no component that finds names"),
        ("old", f"old: this pipeline is made for spaCy >=2.3.0,<2.4.0, and {spacy.__version__} is installed"),
        ("bare", "bare: not a whole spaCy pipeline: it has no config.cfg"),
    ],
)
def test_a_pipeline_that_does_not_work(tmp_path: Path, model: str, name: str, reason: str) -> None:
    pipelines.without_names(tmp_path / "none")
    pipelines.with_meta(model, tmp_path / "old", spacy_version=">=2.3.0,<2.4.0")
    pipelines.copied(model, tmp_path / "bare")
    (tmp_path / "bare" / "config.cfg").unlink()
    found = report("--model", name, code=1)
    (problem,) = found["problems"]
    assert problem.startswith(reason)
    assert problem.endswith(("; name another with --model, or none", "none for the one that ships"))
    assert found["pipeline"]["error"].startswith(reason)


def test_a_pipeline_of_another_minor_version_is_no_problem(tmp_path: Path, model: str) -> None:
    older = pipelines.with_meta(model, tmp_path / "older", spacy_version=">=3.0.0,<3.1.0", license=None)
    found = report("--model", older)
    assert (found["pipeline"]["spacy_fit"], found["pipeline"]["licence"]) == ("other minor version", None)
    text = run_here("doctor", "--model", older).stdout.decode()
    assert f"made for >=3.0.0,<3.1.0; {spacy.__version__} is here, which mostly works" in text
    assert "it does not say" in text


def test_what_a_pipeline_says_of_itself_is_data(tmp_path: Path, model: str) -> None:
    named = pipelines.with_meta(
        model, tmp_path / "named", license="[red]\x1b[31mfree\nof charge", name="x\x1by"
    )
    done = run_here("doctor", "--model", named)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert b"[red]free of charge\n" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written(home: Path, model: str) -> None:
    home.mkdir(mode=0o500)
    (problem,) = report("--model", model, code=1)["problems"]
    assert problem == f"{home}: cannot be written; name another with --data-dir or $POSTIL_HOME"


def test_a_data_folder_that_is_none(home: Path, model: str) -> None:
    home.write_text("a file")
    problems = report("--model", model, code=1)["problems"]
    assert f"{home}: cannot be written; name another with --data-dir or $POSTIL_HOME" in problems


def test_unusable_arguments() -> None:
    for arguments in (["x.txt"], ["--", "x.txt"], ["--format", "xml"], ["--lang", "de"]):
        done = run_here("doctor", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1


def test_only_the_reader_needs_the_interface(model: str) -> None:
    script = (
        "import sys, tui.cli; tui.cli.main(['doctor', '--model', sys.argv[1]]);"
        "sys.exit('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, model], capture_output=True, check=False)
    assert done.returncode == 0


def test_repair_mends_what_is_reported_and_says_what_it_did(articles: list[Path], model: str) -> None:
    before = [path.read_bytes() for path in articles]
    articles[0].write_text("{ damaged \x1b[31m")
    articles[1].unlink()
    done = run_here("doctor", "--model", model, "--repair", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert [str(path) in line for path, line in zip(articles, found["repaired"], strict=False)] == [True] * 2
    assert found["problems"] == []
    assert [path.read_bytes() for path in articles] == before
    done = run_here("doctor", "--model", model, "--repair")
    assert done.returncode == 0
    assert b"Repaired:\n- nothing: no file needed it\n\nAll is well.\n" in done.stdout


def test_repair_leaves_what_it_cannot_mend_and_reports_it(articles: list[Path], model: str) -> None:
    newer = articles[0].read_text().replace('"schema": 2', '"schema": 99')
    articles[0].write_text(newer)
    done = run_here("doctor", "--model", model, "--repair")
    assert done.returncode == 1
    assert b"1 thing is wrong:" in done.stdout
    assert articles[0].read_text() == newer


def test_damaged_analyses_are_reported_and_deleted(home: Path, model: str) -> None:
    library = Library(home, model)
    Path("a.txt").write_text("The bridge is closed.")
    library.analyse_here(library.open("a.txt"))
    (analysis,) = library.cache_folder.iterdir()
    assert report("--model", model)["problems"] == []
    analysis.write_bytes(analysis.read_bytes()[:-5])
    (problem,) = report("--model", model, code=1)["problems"]
    assert problem.startswith(f"{analysis}: this analysis is damaged; ")
    repaired = report("--model", model, "--repair", sections=["repaired"])["repaired"]
    assert repaired == [f"{analysis}: this analysis was damaged and is deleted; it is made again when needed"]
    assert list(library.cache_folder.iterdir()) == []
