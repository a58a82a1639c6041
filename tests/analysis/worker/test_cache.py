import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.analyses import analyses
from tui.analysis.worker import cache as cache_module
from tui.analysis.worker.cache import AnalysisCache
from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.text.spans import TextSpan

HASH = "ab" * 32
MODEL = "postil_en 1.0.0 12345678"
ADA = Analysis((Entity(Label.PERSON, "Ada Byron", (TextSpan(3, 12),)),), (), "postil_en 1.0.0")


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@settings(max_examples=50, deadline=None)
@given(analyses(), st.text(max_size=30))
def test_what_is_put_comes_back(analysis: Analysis, model: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = AnalysisCache(Path(folder, "analysis"))
        cache.put(HASH, analysis, model)
        assert cache.get(HASH, model or analysis.model) == analysis


def test_other_texts_and_other_pipelines_have_nothing(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put(HASH, ADA, MODEL)
    assert cache.get("cd" * 32, MODEL) is None
    assert cache.get(HASH, "postil_en 1.0.1 12345678") is None
    assert cache.get(HASH, MODEL.replace("_", "/")) is None


def test_nothing_is_created_by_asking(tmp_path: Path) -> None:
    assert AnalysisCache(tmp_path / "analysis").get(HASH, MODEL) is None
    assert list(tmp_path.iterdir()) == []


def test_an_incomplete_analysis_is_not_stored(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put(HASH, Analysis(ADA.entities, (), "postil_en 1.0.0", complete=False), MODEL)
    assert cache.get(HASH, MODEL) is None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_damage_to_a_file_is_noticed_and_mended_by_the_next_put(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = AnalysisCache(folder)
        cache.put(HASH, ADA, MODEL)
        path = only_file(folder)
        content = path.read_bytes()
        at = data.draw(st.integers(0, len(content) - 1))
        damaged = data.draw(
            st.sampled_from(
                [content[:at], content[:at] + content[at + 1 :], content[:at] + b"\x00" + content[at + 1 :]]
            )
        )
        path.write_bytes(damaged)
        assert cache.get(HASH, MODEL) is None
        cache.put(HASH, ADA, MODEL)
        assert cache.get(HASH, MODEL) == ADA


def test_a_file_of_another_format_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put(HASH, ADA, MODEL)
    monkeypatch.setattr(cache_module, "FORMAT", cache_module.FORMAT + 1)
    assert cache.get(HASH, MODEL) is None
    cache.put(HASH, ADA, MODEL)
    assert cache.get(HASH, MODEL) == ADA


@pytest.mark.parametrize("model", ["../../etc/passwd 1.0", "a/b\\c 1", "x" * 400, "\x00 1", ".", "名 1"])
def test_names_never_lead_out_of_the_folder(tmp_path: Path, model: str) -> None:
    folder = tmp_path / "analysis"
    cache = AnalysisCache(folder)
    cache.put(HASH, ADA, model)
    assert cache.get(HASH, model) == ADA
    assert only_file(folder).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["analysis"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = AnalysisCache(tmp_path / "file" / "analysis")
    cache.put(HASH, ADA, MODEL)
    assert cache.get(HASH, MODEL) is None


def test_those_not_used_for_longest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_FILES", 3)
    cache = AnalysisCache(tmp_path)
    for number in range(3):
        cache.put(f"{number:064}", ADA, MODEL)
        path = next(path for path in tmp_path.iterdir() if path.name.startswith(f"{number:064}"))
        os.utime(path, (number + 1, number + 1))
    assert cache.get(f"{0:064}", MODEL) == ADA
    cache.put(f"{9:064}", ADA, MODEL)
    stored = [number for number in (0, 1, 2, 9) if cache.get(f"{number:064}", MODEL)]
    assert stored == [0, 2, 9]


def test_what_a_crash_left_half_written_does_not_stay_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MOST_BYTES", 5000)
    (tmp_path / ".postil-0123456789abcdef.tmp").write_bytes(b"x" * 6000)
    os.utime(tmp_path / ".postil-0123456789abcdef.tmp", (1, 1))
    cache = AnalysisCache(tmp_path)
    cache.put(HASH, ADA, MODEL)
    assert only_file(tmp_path).name.startswith(HASH)


@pytest.mark.skipif(os.name != "posix", reason="needs the permissions of POSIX")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path / "data" / "cache" / "analysis")
    cache.put(HASH, Analysis((), (), "m 1"))
    made = list((tmp_path / "data").rglob("*"))
    assert len(made) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "data", *made))
