import json
from pathlib import Path

import pytest

from tui.analysis.models import find_model
from tui.domain.errors import PipelineError


def pipeline_folder(folder: Path, **meta: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "meta.json").write_text(json.dumps({"lang": "en", "name": "mine", "version": "0.3"} | meta))
    return folder


def test_the_shipped_pipeline_has_a_name_a_card_and_a_licence_of_its_own() -> None:
    assert find_model(None).name == "postil_en 2.0.0"
    shipped = find_model(None)
    assert shipped.is_own
    assert "# postil_en 2.0.0" in (shipped.folder / "MODEL_CARD.md").read_text()
    licence = (shipped.folder / "LICENSE-WEIGHTS").read_text()
    assert "https://creativecommons.org/licenses/by-nc-sa/4.0/" in licence
    assert sum(path.stat().st_size for path in shipped.folder.rglob("*") if path.is_file()) < 25_000_000


def test_a_folder_is_named_by_what_it_says_of_itself(tmp_path: Path) -> None:
    assert find_model(str(pipeline_folder(tmp_path / "x"))).name == "en_mine 0.3"
    assert find_model(str(pipeline_folder(tmp_path / "y", name="mine_en"))).name == "mine_en 0.3"


def test_pipelines_that_call_themselves_the_same_have_different_keys(tmp_path: Path) -> None:
    one = find_model(str(pipeline_folder(tmp_path / "one")))
    two = find_model(str(pipeline_folder(tmp_path / "two", description="trained longer")))
    assert one.name == two.name
    assert one.key != two.key
    assert one.key == find_model(str(tmp_path / "one")).key


def test_an_installed_package_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "en_invented"
    pipeline_folder(package)
    (package / "__init__.py").write_text("raise SystemExit('must not be imported to be found')")
    inner = pipeline_folder(package / "en_invented-0.3")
    (inner / "config.cfg").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("en_invented", "en-invented"):
        found = find_model(name)
        assert (found.name, found.package, found.folder) == ("en_mine 0.3", "en_invented", inner)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("en_no_such_thing", "no spaCy pipeline of that name is installed"),
        ("./no/such/folder", "no such folder"),
        ("json", "no meta.json"),
        ("", "empty name"),
        ("a\x00b", "no such folder"),
        ("x" * 5000 + "/y", "no such folder"),
        ("\x1b[31mred", "no such folder"),
        ("tui.analysis", "no such folder"),
    ],
)
def test_what_is_no_pipeline_is_reported_in_one_line(model: str, reason: str) -> None:
    with pytest.raises(PipelineError, match=reason) as caught:
        find_model(model)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_files_and_folders_that_are_no_pipelines_are_distinguished(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(PipelineError, match="not a folder"):
        find_model(str(tmp_path / "file"))
    with pytest.raises(PipelineError, match=r"no meta\.json"):
        find_model(str(tmp_path))
    for content in ("", "[1]", '{"lang": "en"}', "\x00"):
        (tmp_path / "meta.json").write_text(content)
        with pytest.raises(PipelineError, match="not what it should be"):
            find_model(str(tmp_path))
