"""The whole way, from a corpus to a pipeline that Postil loads, in small."""

import json
from pathlib import Path

import pytest

from tui.analysis.pipeline import Pipeline, model_name
from tui.analysis.training.__main__ import main
from tui.domain.analysis import Label, Mention

PEOPLE = ["Ada Byron", "Grace Hopper", "Mary Shelley", "Jane Austen"]
PLACES = ["Utopia", "Erewhon", "Narnia", "Lilliput"]


def corpus_line(number: int) -> str:
    person, place = PEOPLE[number % 4], PLACES[number // 4 % 4]
    text = f"On that day {person} went to {place} by train."
    spans = [[12, 12 + len(person), "PERSON"], [text.index(place), text.index(place) + len(place), "LOC"]]
    return json.dumps(
        {"id": f"wikigold/{number}", "text": text, "spans": spans, "missing": [], "missing_spans": []}
    )


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "wikigold.jsonl").write_text("".join(corpus_line(number) + "\n" for number in range(80)))
    (folder / "other.jsonl").write_text(corpus_line(0).replace("wikigold/", "other/") + "\n")
    return folder


@pytest.fixture(scope="module")
def packaged(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work, output = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("output") / "small"
    assert main(["train", str(corpora), str(work), "--steps", "60", "--seed", "3", "--without", "other"]) == 0
    assert main(["package", str(work), str(output), "--release", "2.1.0", "--dev", str(corpora)]) == 0
    return output


def test_what_was_learnt_is_found_by_the_packaged_pipeline(packaged: Path) -> None:
    pipeline = Pipeline.load(str(packaged))
    text = "On that day Ada Byron went to Narnia by train."
    assert pipeline.mentions(text) == [Mention(12, 21, Label.PERSON), Mention(30, 36, Label.LOC)]
    assert pipeline.model == model_name(str(packaged)) == "postil_en 2.1.0"


def test_what_only_training_needs_stays_behind(packaged: Path) -> None:
    config = (packaged / "config.cfg").read_text()
    assert "[training" not in config
    assert "[corpora" not in config
    assert str(packaged.parent.parent) not in config
    assert "Byron" not in (packaged / "vocab" / "strings.json").read_text()


def test_the_card_tells_sources_settings_figures_and_licence(packaged: Path) -> None:
    card = (packaged / "MODEL_CARD.md").read_text()
    assert "# postil_en 2.1.0" in card
    assert "Wikigold. Licence: CC BY 4.0." in card
    assert "Groningen" not in card
    assert '"seed": 3' in card
    assert "| wikigold | 100.0 | 100.0 | 100.0 | 160 |" in card
    assert "$" not in card
    assert "creativecommons.org/licenses/by-nc-sa/4.0" in (packaged / "LICENSE-WEIGHTS").read_text()


def test_evaluate_prints_figures(packaged: Path, corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(corpora), "--model", str(packaged)]) == 0
    output = capsys.readouterr().out
    assert "| PERSON | 100.0 | 100.0 | 100.0 | 80 |" in output
    assert "| other | 100.0 | 100.0 | 100.0 | 2 |" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "no-such-folder"],
        ["evaluate", ".", "--model", "no-such-model"],
        ["train", "no-such-folder", "work"],
        ["package", "no-such-folder", "output"],
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "no-such" in output.err


def test_help_tells_the_format_of_the_corpora(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    output = capsys.readouterr().out
    assert "missing_spans" in output
    assert "evaluate" in output
