"""Formats that other packages add, as docs/formats.md says: by an entry point and a function."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.support.commands import assert_one_line, error_line, run

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
CARDS = b"The lock\nIt is shut, said the keeper.\n--\nThe gate\nIt is old.\n"


def example(language: str) -> str:
    """The code in that language that the document shows."""
    [found] = re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of the document, as pip would leave it; files in the working folder are to be read."""
    points = tomllib.loads(example("toml"))["project"]["entry-points"]["postil.sources"]
    [(ending, value)] = points.items()
    folder = tmp_path / "packages"
    info = folder / "cards_for_postil-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cards-for-postil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[postil.sources]\n{ending} = {value}\n")
    (folder / f"{value.partition(':')[0]}.py").write_text(example("python"))
    before = [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    root = str(DOCUMENT.parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), root, *before]))
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return folder / f"{value.partition(':')[0]}.py"


def test_the_example_of_the_document_opens_its_files(package: Path) -> None:
    Path("a.cards").write_bytes(CARDS)
    done = run("--plain", "--marks", "headings", "a.cards")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = ["[HEADING 2: The lock]", "It is shut, said the keeper.", "[HEADING 2: The gate]", "It is old."]
    assert [line for line in done.stdout.decode().splitlines() if line][-4:] == lines


def test_without_the_package_the_same_is_a_text(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.cards").write_bytes(CARDS)
    monkeypatch.setenv("PYTHONPATH", str(DOCUMENT.parents[1]))
    done = run("--plain", "--marks", "headings", "a.cards")
    assert b"HEADING 2" not in done.stdout
    assert b"The gate" in done.stdout


def test_what_a_package_does_wrong_is_one_line(package: Path) -> None:
    Path("a.cards").write_bytes(CARDS)
    code = package.read_text()
    package.write_text(code.replace('data.decode(errors="replace")', "data.missing()"))
    assert_one_line(run("--plain", "a.cards"), "a.cards", "the plug-in cards failed", "missing")
    package.write_text("this is no Python")
    assert_one_line(run("--plain", "a.cards"), "a.cards", "the plug-in cards failed")
    package.unlink()
    assert_one_line(run("--plain", "a.cards"), "a.cards", "the plug-in cards failed")


def test_a_package_that_fails_leaves_other_formats_alone(package: Path) -> None:
    package.write_text("raise OSError('no')")
    Path("a.srt").write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nThe gate is old.\n")
    done = run("--plain", "--marks", "none", "a.srt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"The gate is old.\n")


def test_a_refusal_is_its_reason(package: Path) -> None:
    Path("a.cards").write_bytes(CARDS)
    code = package.read_text()
    refusal = (
        'from tui.sources.files import Refusal\n    raise Refusal("these cards are wet")\n    builder = '
    )
    package.write_text(code.replace("builder = ", refusal, 1))
    assert error_line(run("--plain", "a.cards")) == "a.cards: these cards are wet"
