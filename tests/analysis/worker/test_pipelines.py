"""Which pipeline the process loads, and whether it can."""

import json
from pathlib import Path

import pytest

from tests.support import languages, pipelines
from tests.support.analyses import start
from tests.support.articles import text_hash
from tui.analysis.worker.cache import AnalysisCache
from tui.analysis.worker.client import Analyser
from tui.domain.analysis import Analysis
from tui.domain.errors import PipelineError


def test_the_pipeline_that_is_not_there_is_reported_before_anything_starts(tmp_path: Path) -> None:
    analyser = Analyser(AnalysisCache(tmp_path), "en_no_such_thing")
    assert analyser.cached("text", text_hash("text")) is None
    with pytest.raises(PipelineError, match="en_no_such_thing: no spaCy pipeline of that name"):
        next(start(analyser, "text"))
    assert analyser.worker_pid is None
    analyser.close()


def test_a_pipeline_that_the_process_cannot_load_is_reported(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en", "name": "hollow", "version": "1"}))
    analyser = Analyser(AnalysisCache(tmp_path / "cache"), str(tmp_path))
    for _ in range(2):
        with pytest.raises(PipelineError, match=r"it has no config\.cfg") as caught:
            list(start(analyser, "text"))
        assert "\n" not in str(caught.value)
    analyser.close()


def test_a_text_in_another_language_is_left_alone_by_the_pipeline_that_ships(tmp_path: Path) -> None:
    text = f"{languages.GERMAN}\n\n" * 50
    analyser = Analyser(AnalysisCache(tmp_path))
    (found,) = start(analyser, text)
    assert isinstance(found, Analysis)
    assert found.complete
    assert (found.entities, len(found.quotations)) == ((), 50)  # by their marks alone
    assert found.remark.startswith("This article seems to be German; ")
    assert analyser.cached(text, text_hash(text)) == found
    chosen = Analyser(AnalysisCache(tmp_path), language="en")
    assert chosen.cached(text, text_hash(text)) is None
    final = list(start(chosen, text))[-1]
    assert isinstance(final, Analysis)
    assert (final.remark, final.entities != ()) == ("", True)
    chosen.close()
    (found,) = analyser.run("Nein.", text_hash("Nein."), lambda: 0, lambda: False, "de")
    assert isinstance(found, Analysis)
    assert found.remark.startswith("This article is marked as German; ")
    assert analyser.cached("Nein.", text_hash("Nein.")) is None
    analyser.close()


def test_a_pipeline_that_was_chosen_finds_what_it_can_in_any_language(tmp_path: Path) -> None:
    model = pipelines.ruler(tmp_path / "model")
    analyser = Analyser(AnalysisCache(tmp_path / "cache"), model)
    text = f"{languages.FRENCH}\n\n" * 50
    *earlier, final = start(analyser, text)
    analyser.close()
    assert isinstance(final, Analysis)
    assert "Claire Fontaine" in [entity.name for entity in final.entities]
    assert final.remark == "This article seems to be French; en_rules 0.1 is for English."
    assert {found.remark for found in earlier if isinstance(found, Analysis)} == {final.remark}
    assert Analyser(AnalysisCache(tmp_path / "cache"), model).cached(text, text_hash(text)) == final


def test_a_pipeline_that_mends_is_loaded_then(tmp_path: Path) -> None:
    model = Path(pipelines.ruler(tmp_path / "model"))
    (model / "config.cfg").rename(tmp_path / "config.cfg")
    analyser = Analyser(AnalysisCache(tmp_path / "cache"), str(model))
    with pytest.raises(PipelineError):
        list(start(analyser, "To Utopia."))
    (tmp_path / "config.cfg").rename(model / "config.cfg")
    assert isinstance(list(start(analyser, "To Utopia."))[-1], Analysis)
    analyser.close()
