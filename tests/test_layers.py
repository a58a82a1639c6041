"""The layers of the house: who may import whom, as pyproject.toml has it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).with_name("lint-imports")

CONTRACTS: dict[str, dict[str, Any]] = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
CIRCLES = "No circles"
TERMS = "The terms and the system need nothing but Python"

BREACHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "The layers of the house": ("tui.store", ("tui.library",)),
    "The layers of the interface": ("tui.ui.widgets", ("tui.ui.panes.side",)),
    "Only the interface imports Textual and Rich": ("tui.library", ()),
    "Only the analysis imports spaCy, and the format that is spaCy's own": ("tui.exchange", ()),
    "Only the training imports PyTorch and what comes with it": ("tui.analysis.quotes", ()),
    "The reader imports no training": ("tui.analysis.worker", ("tui.analysis.training.evaluation",)),
    "Only the store imports TinyDB": ("tui.cli", ()),
    "Only the sources import what fetches and parses articles": ("tui.exchange", ()),
    "Only the command that serves imports a web server": ("tui.library", ()),
    TERMS: ("tui.domain.text", ()),
    "The interface reaches what lies below through the library alone": ("tui.ui.reader", ()),
    "The commands reach the store through the library alone": ("tui.cli", ()),
    "Panes, the article view, widgets and the keyboard know no library": ("tui.ui.panes", ()),
    "Widgets know of the terms only what texts are": ("tui.ui.widgets", ("tui.domain.article",)),
    CIRCLES: ("tui.domain.corrections", ("tui.domain.library",)),
}
"""By contract: the package in which a new module breaks it, and what that imports; all that is forbidden
where nothing is named."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the package in ``folder``."""
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "500"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def imports(name: str) -> tuple[str, ...]:
    """Return what the module imports that is seeded to break a contract."""
    return BREACHES[name][1] or tuple(CONTRACTS[name]["forbidden_modules"])


def newcomer(name: str) -> str:
    """Return the module that is seeded to break a contract."""
    return f"{BREACHES[name][0]}.newcomer_{list(BREACHES).index(name)}"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says of a copy of the package in which every contract is broken, by contract."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "tui", copy / "tui", ignore=not_code)
    for name in BREACHES:
        path = copy.joinpath(*newcomer(name).split(".")).with_suffix(".py")
        path.write_text("".join(f"import {module}\n" for module in imports(name)))
    (copy / "tui" / "newcomer.py").touch()
    (copy / "tui" / "ui" / "newcomer.py").touch()
    output = lint(copy).stdout
    _, _, broken = output.partition("Broken contracts")
    lines = broken.splitlines()
    titles = [index for index, line in enumerate(lines) if line in CONTRACTS]
    return {
        lines[start]: "\n".join(lines[start + 1 : end])
        for start, end in zip(titles, [*titles[1:], None], strict=True)
    }


def not_code(folder: str, names: list[str]) -> list[str]:
    """Return the files of a folder that are no modules."""
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def test_no_module_imports_what_its_layer_may_not() -> None:
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_new_module_that_breaks_a_contract_is_caught(name: str, reports: dict[str, str]) -> None:
    if name == CIRCLES:  # the report names the package that has the circle
        assert "No cycles are allowed in tui.domain." in reports[name]
        return
    for module in imports(name):
        assert f"{newcomer(name)} -> {module} (l." in reports[name]


@pytest.mark.parametrize(
    ("name", "module"),
    [("The layers of the house", "tui.newcomer"), ("The layers of the interface", "tui.ui.newcomer")],
)
def test_a_new_module_without_a_layer_is_caught(name: str, module: str, reports: dict[str, str]) -> None:
    assert f"- {module}\n" in reports[name]


def test_every_package_of_others_is_forbidden_to_the_terms() -> None:
    graph = grimp.build_graph("tui", include_external_packages=True, cache_dir=None)
    imported = {module for module in graph.modules if graph.is_module_squashed(module)}
    assert imported - sys.stdlib_module_names == set(CONTRACTS[TERMS]["forbidden_modules"])
