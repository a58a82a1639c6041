"""Postil as a user gets it: the source archive, the wheel made from that, and the program run elsewhere."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

import tui

ROOT = Path(__file__).resolve().parent.parent

# One worker builds, whichever tests the others run.
pytestmark = pytest.mark.xdist_group("packaging")


@dataclass(frozen=True)
class Installed:
    """What was built, and where the wheel lies unpacked."""

    sdist: Path
    wheel: Path
    site: Path
    elsewhere: Path

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python with the wheel before everything else, in a folder that is no checkout."""
        environment = os.environ | {
            "PYTHONPATH": str(self.site),
            "POSTIL_HOME": str(self.elsewhere / "data"),
            "PYTHONUTF8": "1",
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the archive, and from it the wheel; without isolation, which would need a network."""
    folder = tmp_path_factory.mktemp("packaging")
    (folder / "elsewhere").mkdir()
    _run("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    _run("-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--target", str(site), str(wheel))
    return Installed(sdist, wheel, site, folder / "elsewhere")


def _run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_is_small_enough_to_download(installed: Installed) -> None:
    assert installed.wheel.stat().st_size <= 30_000_000


def test_the_source_archive_holds_the_project_and_nothing_else(installed: Installed) -> None:
    with tarfile.open(installed.sdist) as archive:
        names = [PurePosixPath(*PurePosixPath(name).parts[1:]) for name in archive.getnames()]

    assert {name.parts[0] for name in names} <= {
        *("tui", "tests", "seeds", "benchmarks", "docs", ".ci"),
        *(
            "styles.tcss",
            "pyproject.toml",
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
            "PKG-INFO",
            ".gitignore",
        ),
    }
    strays = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".venv", "dist"}
    assert [str(name) for name in names if strays & set(name.parts)] == []
    for wanted in (
        "tui/cli/__init__.py",
        "tests/test_packaging.py",
        "seeds/london-summit.txt",
        ".ci/run",
        "LICENSE",
    ):
        assert PurePosixPath(wanted) in names


def test_the_wheel_holds_the_package_its_files_and_both_licences(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        reported = archive.read(metadata).decode().splitlines()

    info = metadata.removesuffix("/METADATA")
    data = info.replace(".dist-info", ".data")
    assert {name.split("/")[0] for name in names} == {"tui", info, data}
    assert [name for name in names if name.startswith(data)] == [f"{data}/data/share/man/man1/postil.1"]
    for wanted in ("py.typed", "styles.tcss", "seeds/london-summit.txt", "analysis/postil_en/meta.json"):
        assert f"tui/{wanted}" in names
    assert "License-Expression: MIT AND CC-BY-NC-SA-4.0" in reported
    licences = {
        name.removeprefix(f"{info}/licenses/") for name in names if name.startswith(f"{info}/licenses/")
    }
    assert "LICENSE" in licences
    assert any(name.startswith("tui/analysis/postil_en/LICENSE") for name in licences)
    assert [name for name in names if "__pycache__" in name] == []


def test_it_runs_from_another_folder_and_prints_its_version(installed: Installed) -> None:
    done = installed.python("-m", "tui", "--version")

    assert done.returncode == 0, done.stderr
    assert tui.__version__ in done.stdout


def test_it_finds_the_files_that_travel_with_it(installed: Installed) -> None:
    script = """
import json, sys
import tui
from tui.system.resources import resource
seeds = resource("seeds")
print(json.dumps([tui.__file__, str(resource("styles.tcss")), sorted(p.name for p in seeds.iterdir())]))
"""
    done = installed.python("-c", script)

    assert done.returncode == 0, done.stderr
    package, styles, seeds = json.loads(done.stdout)
    assert Path(package).is_relative_to(installed.site)
    assert Path(styles).is_relative_to(installed.site)
    assert seeds == sorted(path.name for path in (ROOT / "seeds").iterdir())


def test_it_analyses_a_sample_with_the_pipeline_it_ships(installed: Installed) -> None:
    sample = installed.site / "tui" / "seeds" / "london-summit.txt"

    done = installed.python("-m", "tui", "analyze", str(sample))

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["model"].startswith("postil_en ")
    assert found["date"] == "2025-03-02"
    assert "Keir Starmer" in {entity["name"] for entity in found["entities"]}
