"""``postil export`` as a shell runs it, and what ``postil analyze`` makes of corrections."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from tests.support.commands import assert_one_line, document, run_here
from tui.analysis.training.corpora import read_corpus
from tui.cli import main
from tui.domain.analysis import Label
from tui.domain.annotation import describe
from tui.domain.article import Article
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.text.spans import TextSpan
from tui.library import Library

TEXT = "Starmer in London\n\nKeir Starmer went to London on Friday. Acme pays Starmer; Acme hopes.\n"


@pytest.fixture
def library(home: Path, summit_model: str) -> Iterator[Library]:
    """The library that the commands use, in a working folder of the test's own."""
    made = Library(home, summit_model)
    yield made
    made.close()


@pytest.fixture
def article(library: Library) -> Article:
    """An article in which London was relabelled, Acme added, and Friday removed."""
    Path("a.txt").write_text(TEXT)
    opened = library.open("a.txt")
    acme = TextSpan(opened.text.index("Acme"), opened.text.index(" pays"))
    for made in (
        Correction(CorrectionKind.RELABEL, EntityName(Label.LOC, "London"), Label.FAC),
        Correction(
            CorrectionKind.ADD,
            EntityName(Label.ORG, "Acme"),
            target=describe(opened.text, acme, opened.text_hash),
        ),
        Correction(CorrectionKind.REMOVE, EntityName(Label.DATE, "Friday")),
    ):
        library.correct(opened, made)
    return opened


@pytest.fixture
def model(summit_model: str) -> tuple[str, str]:
    return ("--model", summit_model)


def names(record: dict) -> list[tuple[str, str]]:
    return [(record["text"][start:end], label) for start, end, label in record["spans"]]


RIGHT = [("London", "FAC"), ("London", "FAC"), ("Acme", "ORG"), ("Acme", "ORG")]


def test_corrections_come_as_lines_of_json(article: Article, model: tuple[str, str]) -> None:
    Path("a.txt").unlink()
    done = run_here("export", *model)
    assert (done.returncode, done.stderr) == (0, b"")
    [record] = map(json.loads, done.stdout.splitlines())
    assert (record["id"], record["source"], record["text"]) == (article.id, "Starmer in London", article.text)
    assert names(record) == RIGHT
    friday = article.text.index("Friday")
    unknown = {offset for start, end in record["missing_spans"] for offset in range(start, end)}
    assert not unknown & set(range(friday, friday + len("Friday")))
    assert unknown >= set(range(article.text.index("Keir"), article.text.index(" went")))


def test_the_training_command_reads_them(article: Article, model: tuple[str, str]) -> None:
    assert run_here("export", *model, "-o", "c.jsonl").stdout == b""
    [read] = read_corpus(Path("c.jsonl"))
    assert [(read.text[start:end], label) for start, end, label in read.mentions] == RIGHT


def test_spacy_reads_them(article: Article, model: tuple[str, str]) -> None:
    assert run_here("export", *model, "--format", "spacy", "-o", ".").returncode == 0
    data = Path("postil.spacy").read_bytes()
    assert run_here("export", *model, "--format", "spacy").stdout == data
    [doc] = DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == RIGHT
    tags = {token.text: token.ent_iob for token in doc}
    assert (tags["Friday"], tags["Keir"]) == (2, 0)


def test_what_was_checked_from_end_to_end_is_all_right(article: Article, model: tuple[str, str]) -> None:
    Path("b.txt").write_text("Trump in London\n\nHe met Rutte and Trudeau.\n")
    done = run_here("export", *model, "--whole", "a.txt", "b.txt")
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(names(first)) == {*RIGHT, ("Starmer", "PERSON"), ("Keir Starmer", "PERSON")}
    assert first["spans"] == sorted(first["spans"])
    assert names(second) == [("Trump", "PERSON"), ("London", "LOC")]
    assert first["missing_spans"] == second["missing_spans"] == []


def test_a_file_is_not_replaced_unasked(article: Article, model: tuple[str, str]) -> None:
    Path("c.jsonl").write_text("mine")
    assert_one_line(run_here("export", *model, "-o", "c.jsonl"), "c.jsonl", "--force")
    assert Path("c.jsonl").read_text() == "mine"
    assert run_here("export", *model, "-o", "c.jsonl", "--force").returncode == 0
    assert names(json.loads(Path("c.jsonl").read_text())) == RIGHT
    assert_one_line(run_here("export", *model, "-o", "no/c.jsonl"), "there is no folder no")
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "c.jsonl"]


def test_who_said_it_is_written_as_the_reader_says_and_teaches_no_names(
    library: Library, model: tuple[str, str]
) -> None:
    Path("b.txt").write_text("“We will not go,” Starmer said. Zelensky nodded, and “peace” was toasted.\n")
    opened = library.open("b.txt")
    said = TextSpan(opened.text.index("“"), opened.text.index(" Starmer"))
    made = Correction(
        CorrectionKind.SPEAKER,
        EntityName(Label.PERSON, "Zelensky"),
        target=describe(opened.text, said, opened.text_hash),
    )
    library.correct(opened, made)
    peace = opened.text.index("“peace”")
    target = describe(opened.text, TextSpan(peace, peace + 7), opened.text_hash)
    library.correct(opened, Correction(CorrectionKind.NOT_A_QUOTE, NOBODY, target=target))
    [quote] = document(run_here("analyze", *model, "b.txt").stdout)["quotes"]
    assert quote["speaker"]["name"] == "Zelensky"
    [line] = run_here("export", *model, "b.txt").stdout.splitlines()
    assert names(json.loads(line)) == []
    assert [made["kind"] for made in json.loads(line)["corrections"]] == ["speaker", "not-a-quote"]


def test_what_cannot_be_exported_is_reported_and_the_others_go_on(
    article: Article, library: Library, model: tuple[str, str], tmp_path: Path
) -> None:
    Path("b.txt").write_text("Nothing here was corrected.")
    done = run_here("export", *model, "missing.txt", "b.txt", "a.txt")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "postil: missing.txt: there is no such file",
        "postil: b.txt: nothing in it has been annotated or corrected",
    ]
    assert [names(json.loads(line)) for line in done.stdout.splitlines()] == [RIGHT]
    assert_one_line(run_here("export", *model, "b.txt", "-o", "c.jsonl"), "b.txt")
    assert not Path("c.jsonl").exists()
    [stored] = (tmp_path / "data" / "notes" / "texts").iterdir()
    stored.write_text("something else")
    assert_one_line(run_here("export", *model), str(stored), "damaged")


def test_with_nothing_to_export_there_is_no_file(library: Library, model: tuple[str, str]) -> None:
    for arguments in ([], ["-o", "c.spacy", "--format", "spacy"]):
        assert_one_line(run_here("export", *model, *arguments), "nothing has been annotated or corrected yet")
    assert list(Path().iterdir()) == []
    assert_one_line(
        run_here("export", "--model", "no_such_pipeline"), "nothing has been annotated or corrected yet"
    )


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["-o"], ["--nonsense"]])
def test_unusable_arguments(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["export", *arguments])
    output, errors = capfd.readouterr()
    assert (caught.value.code, output, errors.count("\n")) == (2, "", 1)


def test_an_analysis_shows_what_was_corrected(article: Article, model: tuple[str, str]) -> None:
    def labels(*arguments: str) -> dict[str, str]:
        found = document(run_here("analyze", *model, *arguments).stdout)
        return {entity["name"]: entity["label"] for entity in found["entities"]}

    right = {"Keir Starmer": "PERSON", "London": "FAC", "Acme": "ORG"}
    found = {"Keir Starmer": "PERSON", "London": "LOC", "Friday": "DATE"}
    assert labels("a.txt") == labels("a.txt", "--no-cache") == right
    assert labels("a.txt", "--no-corrections") == found
    Path("elsewhere.txt").write_text(TEXT)
    assert labels("elsewhere.txt") == right
    Path("a.jsonl").write_text(json.dumps({"id": 1, "text": article.text}))
    [line] = json.loads(run_here("analyze", *model, "--input", "jsonl", "a.jsonl").stdout)
    assert {entity["name"]: entity["label"] for entity in line["entities"]} == found


def test_an_analysis_reports_damaged_corrections(
    article: Article, model: tuple[str, str], tmp_path: Path
) -> None:
    [file] = (tmp_path / "data" / "notes" / "articles").iterdir()
    file.write_bytes(b"garbage")
    done = run_here("analyze", *model, "a.txt")
    assert done.returncode == 0
    assert done.stderr.decode().count("\n") == 1
    assert str(file) in done.stderr.decode()
    assert "Acme" in [entity["name"] for entity in document(done.stdout)["entities"]]
