"""What is imported and read to load the pipeline that ships."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui.analysis.encoder.ahead import read_ahead, taken
from tui.analysis.models import SHIPPED


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True
    )
    return done.stdout


LOAD = "from tui.analysis.pipeline import Pipeline\nimport sys\npipeline = Pipeline.load()\n"


def test_the_shipped_pipeline_needs_no_command_line_of_spacy() -> None:
    report = (
        LOAD + "print([name for name in ('spacy.cli', 'weasel', 'typer', 'jinja2') if name in sys.modules])"
    )
    assert run(report) == "[]\n"


def test_spacys_command_line_is_there_for_the_first_who_asks() -> None:
    asked = "import spacy\nprint(spacy.info(silent=True)['spacy_version'] == spacy.__version__)\n"
    assert run(LOAD + asked) == "True\n"
    assert run(LOAD + "from spacy.cli import app\nimport typer\nprint(type(app) is typer.Typer)") == "True\n"


def test_spacy_that_is_imported_already_is_left_as_it_is() -> None:
    code = "import spacy, sys\nbefore = sys.modules['spacy.cli'], spacy.info\n" + LOAD
    assert run(code + "print((sys.modules['spacy.cli'], spacy.info) == before)") == "True\n"


@pytest.mark.parametrize("missing", ["spacy.cli", "spacy.cli.info"])
def test_a_spacy_that_needs_more_of_its_command_line_is_imported_whole(missing: str) -> None:
    # As if spaCy asked at once for something that is not in the place of its command line.
    code = (
        "import sys, importlib.abc, importlib.util\n"
        "class Asking(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        asked = sys.modules.get('{missing}')\n"
        "        if name == 'spacy.errors' and asked and not hasattr(asked, '__file__'):\n"
        "            raise ImportError('not all there')\n"
        "sys.meta_path.insert(0, Asking())\n"
    )
    asked = (
        "text = 'Ada Byron went to London.'\nprint([text[m.start : m.end] for m in pipeline.mentions(text)])"
    )
    assert run(code + LOAD + asked) == "['Ada Byron', 'London']\n"


def test_an_encoder_that_is_read_ahead_is_taken_once() -> None:
    folder = SHIPPED / "names"
    read_ahead(folder)
    assert taken(folder) is not None
    assert taken(folder) is None


def test_what_cannot_be_read_ahead_is_not_there_to_be_taken(tmp_path: Path) -> None:
    read_ahead(tmp_path)
    assert taken(tmp_path) is None
