"""What many tests need: a pipeline made in a moment, and a library of their own."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.articles import SEEDS
from tui.library import Library

# The terminal that the tests run in must not change what they see.
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)
# Nor must what the person who runs them has set.
os.environ["POSTIL_CONFIG"] = os.devnull
# Programs that tests start need not compile everything again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A machine that is busy is no fault of the program. The examples of laws are the same at each run, so that
# it tells what a change does; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("search", deadline=None)
settings.register_profile("postil", deadline=None, derandomize=True)
settings.load_profile("postil")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests of the interface wait about as long as they work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection(session: pytest.Session) -> None:
    """Import a share of the tests first, in each worker of several another one.

    Making the assertions of all tests speak takes seconds. What one worker has made, the others read.
    """
    number, workers = (os.environ.get(f"PYTEST_XDIST_WORKER{name}", "") for name in ("", "_COUNT"))
    if number and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        tests = Path(__file__).parent
        for path in sorted(tests.rglob("test_*.py"))[int(number.removeprefix("gw")) :: int(workers)]:
            with suppress(Exception, pytest.skip.Exception):  # collecting it reports that
                import_module(".".join(path.relative_to(tests.parent).with_suffix("").parts))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often, and never among the modules: it took a twentieth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


NAMES = {
    "PERSON": [
        "Keir Starmer", "Starmer", "Volodymyr Zelensky", "Zelensky", "Donald Trump", "Trump",
        "JD Vance", "Mark Rutte", "Justin Trudeau", "Giorgia Meloni", "Dmitry Peskov",
    ],
    "GPE": ["London", "Ukraine", "Washington", "Europe", "Britain", "France", "Germany", "Moscow"],
    "ORG": ["NATO", "BBC", "European Union"],
    "NORP": ["Ukrainian", "British"],
    "DATE": ["Sunday", "Friday", "Saturday"],
}  # fmt: skip


@pytest.fixture(scope="session")
def summit_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a real spaCy pipeline, of rules alone, that knows the names above."""
    from tests.support import pipelines

    return pipelines.ruler(tmp_path_factory.mktemp("models") / "summit", name="summit", names=NAMES)


@pytest.fixture(scope="session")
def summit_analysis(tmp_path_factory: pytest.TempPathFactory, summit_model: str) -> Path:
    """The folder in which what that pipeline finds in the first sample was stored."""
    made = Library(tmp_path_factory.mktemp("analysed"), summit_model)
    made.analyse_here(made.open(str(SEEDS / "london-summit.txt")))
    return made.cache_folder


@pytest.fixture
def new_library(tmp_path: Path, summit_model: str) -> Iterator[Library]:
    """A library in a folder of its own, with that pipeline; nothing was analysed before."""
    made = Library(tmp_path / "data", summit_model)
    yield made
    made.close()


@pytest.fixture
def library(new_library: Library, summit_analysis: Path) -> Library:
    """The same, but that the first sample was analysed before: starting spaCy takes seconds."""
    shutil.copytree(summit_analysis, new_library.cache_folder)
    return new_library


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands keep what they keep, for this test alone; it runs in an empty folder next to that."""
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "data"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "data"
