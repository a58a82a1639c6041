"""What the documents for people who change the program say is true."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/api.md",
    "docs/scale.md",
    "docs/formats.md",
    "benchmarks/README.md",
    "tests/data/README.md",
)
PATH = re.compile(
    r"(?<![\w/.~-])(?:\.ci|benchmarks|docs|seeds|styles|tests|tui)(?:/[\w.-]+)*(?:/|\.(?:json|md|py|svg|tcss|txt|1))(?!\w)"
)
MODULE = re.compile(r"python -m ((?:benchmarks|docs|tests|tui)(?:\.\w+)*)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_and_module_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = {*PATH.findall(text)}
    modules = {module.replace(".", "/") for module in MODULE.findall(text)}
    assert paths | modules
    assert [path for path in sorted(paths) if not (ROOT / path).exists() and "NAME" not in path] == []
    assert [
        path
        for path in sorted(modules)
        if not (ROOT / f"{path}.py").exists() and not (ROOT / path / "__main__.py").exists()
    ] == []


def test_the_parts_in_the_picture_of_the_house_are_all_there_are() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^ {6}(\w+)/ ", picture, re.MULTILINE))
    assert drawn == {path.parent.name for path in (ROOT / "tui").glob("*/__init__.py")}
    drawn = set(re.findall(r"^ {8}(\w+)/ ", picture, re.MULTILINE))
    assert drawn == {path.parent.name for path in (ROOT / "tui" / "ui").glob("*/__init__.py")}


def test_the_table_says_where_to_go_for_twenty_things() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, table = text.partition("## To change X, go to Y")
    assert len(re.findall(r"^\| .* \| `", table, re.MULTILINE)) >= 20


def test_the_pictures_of_the_readme_are_small_and_load_nothing() -> None:
    named = re.findall(r"\]\((docs/\w+\.svg)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.svg")} == set(named)
    for name in named:
        picture = (ROOT / name).read_text(encoding="utf-8")
        assert len(picture.encode()) < 2_000_000
        assert set(re.findall(r"https?://[^\s\"')]+", picture)) == {"http://www.w3.org/2000/svg"}
        assert "<script" not in picture
