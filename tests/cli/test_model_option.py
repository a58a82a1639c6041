"""Pipelines that do not work, as ``postil analyze --model`` reports them."""

import json
from pathlib import Path

import pytest
import spacy

from tests.support import pipelines
from tests.support.commands import SAID, assert_one_line, document, run_here


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, with an article and a pipeline."""
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(SAID)
    pipelines.ruler(tmp_path / "whole")
    return tmp_path


def refused(model: str, *parts: str) -> None:
    assert_one_line(run_here("analyze", "--model", model, "a.txt"), f"{model}: ", *parts)


def test_a_pipeline_without_names(work: Path) -> None:
    pipelines.without_names(work / "none")
    refused("none", "this spaCy pipeline has no component that finds names")


def test_a_pipeline_of_another_major_version(work: Path) -> None:
    pipelines.with_meta("whole", work / "old", spacy_version=">=2.3.0,<2.4.0")
    refused("old", f"made for spaCy >=2.3.0,<2.4.0, and {spacy.__version__} is installed here")


def test_a_pipeline_with_a_part_that_is_not_installed(work: Path) -> None:
    pipelines.with_config("whole", work / "part", 'factory = "entity_ruler"', 'factory = "gazetteer"')
    meta = {"requirements": ["spacy-gazetteer>=1.3,<1.4"]}
    path = work / "part" / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | meta))
    refused("part", "needs the component gazetteer", "it asks for spacy-gazetteer>=1.3,<1.4")


def test_a_damaged_pipeline(work: Path) -> None:
    pipelines.copied("whole", work / "bare")
    (work / "bare" / "config.cfg").unlink()
    refused("bare", "it has no config.cfg")
    pipelines.copied("whole", work / "cut")
    (work / "cut" / "tokenizer").write_bytes(b"\x93\x01")
    refused("cut", "cannot be loaded as a spaCy pipeline")


def test_a_pipeline_of_another_minor_version_works_without_a_word(work: Path) -> None:
    pipelines.with_meta("whole", work / "older", spacy_version=">=3.1.0,<3.2.0")
    done = run_here("analyze", "--model", "older", "-", data=b"Ada Byron was in Utopia.")
    assert (done.returncode, done.stderr) == (0, b"")
    assert {entity["name"] for entity in document(done.stdout)["entities"]} == {"Ada Byron", "Utopia"}
