"""``postil import``: annotations find their articles, come once, and come back as they went."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.annotations import PAGE, QUOTE, row, web
from tests.support.commands import Commands
from tests.support.store import files_below
from tests.support.web_server import Server
from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.text.spans import TextSpan
from tui.library import Library

IDLE = {**QUOTE, "exact": "mill was idle", "prefix": "The ", "suffix": ". The miller"}


def write(document: object, name: str = "notes.json") -> str:
    Path(name).write_text(json.dumps(document))
    return name


def counts(postil: Commands, *arguments: str) -> tuple[int, int, int, int]:
    """Added, already there, orphaned, unplaced."""
    reported = postil.json("import", "--format", "json", *arguments)
    return reported["added"], reported["already_there"], reported["orphaned"], reported["unplaced"]


def passages(postil: Commands) -> list[tuple[str, int | None]]:
    return [(each["exact"], each["start"]) for each in postil.json("notes", "--format", "json")]


@pytest.fixture
def filled(postil: Commands, tmp_path: Path) -> Commands:
    """A library with notes of all kinds on a file and on a page, of which two versions were annotated."""
    for arguments in (
        ("--quote", "The miller, who", "--note", "“Müller”\x00\n\t=1", "--tag", "a b", "--tag", "東"),
        ("--quote", "owed a year", "--colour", "red"),
    ):
        postil.json("note", "mill.txt", *arguments)
    library = Library(tmp_path / "data")
    for text in ("The page as it was.", "The page as it is now."):
        page = Article(PAGE, text, (), title="A page", date="2025-03-02", site="Gazette", address=PAGE)
        library.annotate(page, Annotation(describe(text, TextSpan(4, 8), page.text_hash), note=text))
    return postil


@pytest.mark.parametrize("form", ["jsonl", "jsonld"])
@pytest.mark.parametrize("gone", [False, True], ids=["with the file", "without the file"])
def test_what_was_exported_comes_back_the_same(filled: Commands, form: str, gone: bool) -> None:
    before = filled.json("notes", "--format", "json")
    filled.done("export", "--format", form, "-o", "notes")
    if gone:
        Path("mill.txt").unlink()
    other = ("--data-dir", "other")
    line = filled.done("import", "notes", *other).decode()
    assert line.startswith("4 added, 0 already there, 0 orphaned")
    assert line.count("\n") == 1
    assert filled.done("export", "--format", form, *other) == Path("notes").read_bytes()
    there = files_below(Path("other/notes/articles"))
    assert counts(filled, "notes", *other) == (0, 4, 0, 0)
    assert files_below(Path("other/notes/articles")) == there
    assert counts(filled, "notes") == (0, 4, 0, 0)
    after = filled.json("notes", "--format", "json", *other)
    by_id = {each["id"]: each for each in before}
    assert {each["id"]: each for each in after} == by_id


def test_lines_bring_texts_and_corrections(filled: Commands, tmp_path: Path, summit_model: str) -> None:
    library = Library(tmp_path / "data")
    article = library.open("mill.txt")
    made = Correction(CorrectionKind.ADD, EntityName(Label.ORG, "Mill"),
                      target=describe(article.text, TextSpan(0, 4), article.text_hash))  # fmt: skip
    library.correct(article, made)
    data = filled.done("export", "--model", summit_model, "-o", "-")
    Path("notes.jsonl").write_bytes(data)
    Path("mill.txt").unlink()
    reported = filled.json("import", "notes.jsonl", "--data-dir", "other", "--format", "json")
    assert (reported["added"], reported["corrections"], reported["articles"]) == (4, 1, 2)
    assert filled.done("export", "--model", summit_model, "--data-dir", "other") == data
    there = Library(Path("other"))
    assert there.corrections(article) == (made,)
    assert there.snapshot_text(article.text_hash) == article.text


def test_a_hypothesis_export_goes_to_the_article_that_is_named(postil: Commands) -> None:
    lost = row(
        "lost", target=[{"selector": [{**QUOTE, "exact": "zebras graze there", "prefix": "", "suffix": ""}]}]
    )
    found = row("found", target=[{"selector": [IDLE]}])
    name = write({"rows": [found, lost], "total": 2})
    assert postil.done("import", name, "--article", "mill.txt") == b"1 added, 0 already there, 1 orphaned\n"
    assert postil.done("import", name, "--article", "mill.txt") == b"0 added, 2 already there, 0 orphaned\n"
    text = Library(Path("x")).open("mill.txt").text
    assert dict(passages(postil)) == {
        "zebras graze there": None,
        "mill was idle": text.index("mill was idle"),
    }


def test_an_article_that_the_library_knows_is_found_by_its_address(postil: Commands, tmp_path: Path) -> None:
    text = "It rains.\n\nThe mill stood idle. Nobody asked why it did, or for how long."
    page = Article(PAGE, text, (), title="Known", address="https://example.org/canonical")
    library = Library(tmp_path / "data")
    library.annotate(page, Annotation(describe(text, TextSpan(0, 2), page.text_hash)))
    assert counts(postil, write(web())) == (1, 0, 0, 0)
    assert counts(postil, write({"rows": [row()]})) == (1, 0, 0, 0)
    start = text.index("stood idle")
    assert passages(postil) == [("It", 0), ("stood idle", start), ("stood idle", start)]
    assert [(each.id, each.note_count) for each in library.recent()] == [(page.id, 3)]


def test_files_are_opened_where_they_lie_if_that_is_asked_for(postil: Commands, tmp_path: Path) -> None:
    source = (tmp_path / "work" / "mill.txt").as_uri()
    notes = write(web(target={"source": source, "selector": IDLE}))
    assert counts(postil, notes, "--local") == (1, 0, 0, 0)
    [reported] = postil.json("notes", "--format", "json")
    assert reported["article"]["title"] == "Mill stands idle"
    assert reported["start"] is not None
    assert reported["article"]["location"] == str(tmp_path / "work" / "mill.txt")


@pytest.mark.parametrize("as_address", [True, False])
def test_a_file_that_notes_name_is_opened_only_when_it_is_asked_for(
    postil: Commands, tmp_path: Path, as_address: bool
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret title\n\nThe mill stood idle for nine years, and nobody was to know of it.\n")
    place = secret.as_uri() if as_address else str(secret)
    target = {"source": place, "dcterms:source": str(secret), "selector": {**QUOTE, "exact": "stood idle"}}
    assert counts(postil, write(web(target=target))) == (1, 0, 0, 1)
    [reported] = postil.json("notes", "--format", "json")
    assert "secret title" not in json.dumps(reported)
    assert reported["start"] is None
    assert not list((tmp_path / "data" / "notes").glob("texts/*"))
    # Of a file that the library knows it is no more than the library has already.
    postil.json("note", str(secret), "--quote", "nine years")
    assert counts(postil, write(web(id="urn:x:2", target=target))) == (1, 0, 0, 0)


def test_notes_on_a_file_that_was_never_opened_wait_for_it_once_and_do_not_open_it(
    postil: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "work" / "far off.txt"
    path.write_text(Path("mill.txt").read_text())
    for number, source in enumerate((path.as_uri(), f"FILE://localhost{path}", f"/{path}")):
        notes = write(web(id=f"urn:x:{number}", target={"source": source, "selector": IDLE}))
        assert counts(postil, notes) == (1, 0, 0, 1)
        # Now the library knows that there is such an article, but not its text.
        assert counts(postil, notes) == (0, 1, 0, 0)
    assert [each["start"] for each in postil.json("notes", "--format", "json")] == [None] * 3
    assert not list((tmp_path / "data" / "notes").glob("texts/*"))
    assert counts(postil, notes, "--local") == (0, 1, 0, 0)
    postil.done("add", str(path))
    assert postil.done("--plain", "--marks", "notes", str(path)).count(b"[NOTED ") == 3
    path.replace("moved.txt")
    assert postil.done("--plain", "--marks", "notes", "moved.txt").count(b"[NOTED ") == 3


def test_no_password_in_an_address_is_stored_or_written(postil: Commands, tmp_path: Path) -> None:
    address = "https://ada:s3cret@talks.example/one"
    target = {"source": address, "dcterms:source": address, "selector": IDLE}
    assert counts(postil, write([web(target=target), row(uri=address)])) == (2, 0, 0, 2)
    outputs = [postil.done("notes"), postil.done("notes", "--format", "json")]
    outputs += [postil.done("export", "--format", form) for form in ("md", "jsonld", "csv", "jsonl")]
    for output in outputs:
        assert b"talks.example" in output
    stored = [path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert not any(b"s3cret" in data for data in (*outputs, *stored))
    code, output, errors = postil.run("analyze", "https://ada:s3cret@127.0.0.1:1/", "--model", "nowhere")
    assert code == 1
    assert "s3cret" not in output.decode() + errors
    assert "s3cret" not in postil.refused("note", "https://ada:s3cret@127.0.0.1:1/", "--quote", "x")


def test_two_annotations_with_one_id_are_both_kept(postil: Commands) -> None:
    one, other, third = (
        web(id="urn:x:6", body={"type": "TextualBody", "value": said}) for said in ("one", "other", "one")
    )
    for _ in range(2):
        postil.done("import", write([one, other, third]), "--article", "mill.txt")
        assert sorted(each["note"] for each in postil.json("notes", "--format", "json")) == ["one", "other"]
    assert counts(postil, write([one, other, third]), "--article", "mill.txt") == (0, 3, 0, 0)


def test_an_article_that_is_not_at_hand_waits(postil: Commands) -> None:
    assert counts(postil, write([web()])) == (1, 0, 0, 1)
    line = postil.done("import", write([row()]))
    assert line.startswith(b"1 added, 0 already there, 0 orphaned; 1 of those")
    assert {quote for quote, _ in passages(postil)} == {"stood idle"}


def test_the_network_is_used_only_when_it_is_asked_for(postil: Commands) -> None:
    server = Server()
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/plain"
        there = {
            "type": "TextQuoteSelector",
            "exact": "still there",
            "prefix": "Boat on bridge It is ",
            "suffix": ".",
        }
        name = write(web(target={"source": address, "selector": there}))
        assert counts(postil, name) == (1, 0, 0, 1)
        assert counts(postil, name, "--fetch", "--data-dir", "other") == (1, 0, 0, 0)
        [reported] = postil.json("notes", "--format", "json", "--data-dir", "other")
        assert (reported["article"]["id"], reported["article"]["title"]) == (address, "Boat on bridge")
        assert reported["start"] is not None
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def test_a_quote_without_context_must_stand_in_one_place(postil: Commands) -> None:
    once, often = ({"type": "TextQuoteSelector", "exact": exact} for exact in ("a year", "mill was"))
    both = [web(id=f"http://example.com/{n}", target={"source": "x:y", "selector": one})
            for n, one in enumerate((once, often))]  # fmt: skip
    assert counts(postil, write(both), "--article", "mill.txt") == (1, 0, 1, 0)


def test_offsets_that_do_not_fit_the_text_are_not_believed(filled: Commands) -> None:
    lines = [json.loads(line) for line in filled.done("export").splitlines()]
    spoilt: Any = next(line for line in lines if line["title"] == "Mill stands idle")
    for annotation in spoilt["annotations"]:
        position = annotation["target"]["position"]
        position["start"] += 3
        position["end"] += 3
    Path("spoilt.jsonl").write_text(json.dumps(spoilt))
    assert counts(filled, "spoilt.jsonl", "--data-dir", "other") == (2, 0, 0, 0)
    text = spoilt["text"]
    for each in filled.json("notes", "--format", "json", "--data-dir", "other"):
        assert text[each["start"] : each["end"]] == each["exact"]


def test_what_notes_prints_is_understood(filled: Commands) -> None:
    reported = [
        each for each in filled.json("notes", "--format", "json") if each["article"]["title"] != "A page"
    ]
    assert counts(filled, write(reported), "--data-dir", "other", "--local") == (2, 0, 0, 0)
    assert filled.json("notes", "--format", "json", "--data-dir", "other") == reported


def test_what_has_no_place_is_left_out_of_brat_and_reported(postil: Commands) -> None:
    lost = web(target={"source": "x:y", "selector": {**QUOTE, "exact": "zebras graze there"}})
    assert counts(postil, write([lost]), "--article", "mill.txt") == (0, 0, 1, 0)
    postil.json("note", "mill.txt", "--quote", "owed")
    code, output, errors = postil.run("export", "--format", "brat", "-o", "out", "mill.txt")
    assert (code, output) == (0, b"")
    assert errors == "postil: Mill stands idle: 1 annotation has no place in its text; left out\n"
    assert Path("out/Mill stands idle.ann").read_text().count("\tMade ") == 1


def test_what_changed_here_is_not_overwritten(filled: Commands) -> None:
    data = filled.done("export")
    Path("changed.jsonl").write_bytes(
        data.replace(b"owed a year", b"OWED a year").replace("“Müller”".encode(), b"x")
    )
    line = filled.refused("import", "changed.jsonl")
    assert line.startswith(("changed.jsonl, line 1: ", "changed.jsonl, line 2: "))
    Path("other.jsonl").write_bytes(data.replace("“Müller”".encode(), b"x"))
    before = filled.json("notes", "--format", "json")
    assert counts(filled, "other.jsonl") == (0, 4, 0, 0)
    assert filled.json("notes", "--format", "json") == before


def test_of_a_damaged_file_nothing_stays(filled: Commands) -> None:
    data = filled.done("export")
    Path("cut.jsonl").write_bytes(data[: len(data) - 30])
    line = filled.refused("import", "cut.jsonl", "--data-dir", "other")
    assert line == "cut.jsonl, line 2: this is not JSON"
    assert not Path("other").exists()
    Path("bad.json").write_text(json.dumps([row(), row("b", uri=3)]))
    assert (
        filled.refused("import", "bad.json", "--data-dir", "other")
        == "bad.json, record 2: 'uri' is not a text"
    )
    assert not Path("other").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("none.json", "no such file"), (".", "folder"), ("/dev/urandom", "device"), ("mill.txt", "not JSON")],
)
def test_what_cannot_be_read(postil: Commands, name: str, reason: str) -> None:
    line = postil.refused("import", name)
    assert line.startswith(f"{name}: ")
    assert reason in line


def test_an_article_that_cannot_be_opened(postil: Commands) -> None:
    assert "no such file" in postil.refused("import", write([row()]), "--article", "none.txt")
    assert postil.json("notes", "--format", "json") == []


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--format", "xml"]])
def test_unusable_arguments(postil: Commands, arguments: list[str]) -> None:
    postil.refused("import", *arguments, code=2)
