"""``postil export`` of annotations: needs an articles, where to, and nothing in place of what is there."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.support.commands import Commands
from tests.support.w3c import assert_page
from tui.library import Library

OTHER = "Mill stands idle\n\nAnother article with the same title.\n"


@pytest.fixture
def filled(postil: Commands) -> Commands:
    """Two articles of one title with notes, and one without."""
    Path("other.txt").write_text(OTHER)
    Path("plain.txt").write_text("Nothing was noted here.")
    postil.json("note", "mill.txt", "--quote", "owed a year", "--note", "=By whom?", "--tag", "debt")
    postil.json("note", "mill.txt", "--quote", "The miller, who")
    postil.json("note", "other.txt", "--quote", "Another article")
    return postil


def test_each_format_writes_all_annotations(filled: Commands) -> None:
    page = json.loads(filled.done("export", "--format", "jsonld"))
    assert_page(page)
    assert len(page["items"]) == 3
    rows = list(csv.DictReader(io.StringIO(filled.done("export", "--format", "csv").decode(), newline="")))
    assert [row["note"] for row in rows if row["note"]] == ["'=By whom?"]
    assert len(rows) == 3
    written = filled.done("export", "--format", "md").decode()
    assert "> owed a year\n\n=By whom?\n\n#debt\n" in written
    assert written.count("\n# Mill stands idle\n") == 2
    lines = [json.loads(line) for line in filled.done("export").splitlines()]
    assert sorted(len(line["annotations"]) for line in lines) == [1, 2]
    assert all(line["spans"] == [] and line["missing_spans"] == [[0, len(line["text"])]] for line in lines)


def test_who_said_what_is_annotated_is_written_where_an_analysis_was_stored(
    filled: Commands, monkeypatch: pytest.MonkeyPatch, summit_model: str
) -> None:
    Path("talks.txt").write_text("Talks\n\n“We will go on,” said Mark Rutte. *Nobody* knew when.\n")
    filled.json("note", "talks.txt", "--quote", "We will go on")
    filled.json("note", "talks.txt", "--quote", "knew when")
    markdown = ("export", "--format", "md", "talks.txt", "--model", summit_model)
    assert "Rutte" not in filled.done(*markdown).decode()
    filled.done("analyze", "talks.txt", "--model", summit_model)
    assert "> We will go on\n>\n> — Mark Rutte\n\n> knew when\n" in filled.done(*markdown).decode()
    table = filled.done("export", "--format", "csv", "talks.txt", "--model", summit_model).decode()
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["speaker"] for row in rows] == ["Mark Rutte", ""]


def test_articles_that_are_named(filled: Commands) -> None:
    [line] = filled.done("export", "other.txt").splitlines()
    assert json.loads(line)["text"] == OTHER.strip()
    code, output, errors = filled.run("export", "--format", "md", "plain.txt", "other.txt")
    assert (code, errors) == (1, "postil: plain.txt: nothing in it has been annotated\n")
    assert output.decode().startswith('---\ntitle: "Mill stands idle"\npostil-id: "sha256:')
    assert "plain.txt" in filled.refused("export", "--format", "csv", "plain.txt")


@pytest.mark.parametrize(("form", "suffixes"), [
    ("md", [".md"]), ("jsonld", [".jsonld"]), ("csv", [".csv"]), ("jsonl", [".jsonl"]),
    ("brat", [".ann", ".txt"]), ("logseq", [".md"]), ("org", [".org"]),
    ("anki", [".tsv"]), ("readwise", [".csv"]), ("csl", [".json"]), ("bibtex", [".bib"]),
])  # fmt: skip
def test_a_folder_gets_files_for_each_article(filled: Commands, form: str, suffixes: list[str]) -> None:
    Path("out").mkdir()
    assert filled.done("export", "--format", form, "-o", "out") == b""
    written = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    assert sorted({Path(name).suffix for name in written}) == suffixes
    assert len(written) == 2 * len(suffixes)
    assert all(name.startswith("Mill stands idle") for name in written)
    again = ("export", "--format", form, "-o", "out")
    # What says what it is of is brought up to date.
    assert filled.done(*again) == b"" if form in ("logseq", "org") else "--force" in filled.refused(*again)
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == written
    assert filled.done("export", "--format", form, "-o", "out", "--force") == b""
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == written


def test_one_file_in_the_way_stops_all(filled: Commands) -> None:
    filled.done("export", "--format", "md", "-o", "out/")
    first, second = sorted(Path("out").iterdir())
    first.unlink()
    second.write_text("mine")
    filled.refused("export", "--format", "md", "-o", "out/")
    assert [(path.name, path.read_text()) for path in Path("out").iterdir()] == [(second.name, "mine")]


def test_places_that_do_not_fit(filled: Commands) -> None:
    assert "name a folder" in filled.refused("export", "--format", "brat")
    assert "not a folder" in filled.refused("export", "--format", "brat", "-o", "mill.txt")
    assert "there is no folder" in filled.refused("export", "--format", "md", "-o", "no/out/")
    Path("taken.csv").write_text("mine")
    assert "--force" in filled.refused("export", "--format", "csv", "-o", "taken.csv")
    assert Path("taken.csv").read_text() == "mine"


def test_nothing_to_export(postil: Commands) -> None:
    assert "nothing has been annotated yet" in postil.refused("export", "--format", "md", "-o", "a.md")
    assert not Path("a.md").exists()


def test_notes_whose_text_is_lost_are_written_all_the_same(filled: Commands, tmp_path: Path) -> None:
    for path in (tmp_path / "data" / "notes" / "texts").iterdir():
        path.unlink()
    lines = [json.loads(line) for line in filled.done("export").splitlines()]
    assert [line["text"] for line in lines] == ["", ""]
    assert sum(len(line["annotations"]) for line in lines) == 3
    assert len(json.loads(filled.done("export", "--format", "jsonld"))["items"]) == 3
    code, output, errors = filled.run("export", "--format", "brat", "-o", "out")
    assert (code, output) == (1, b"")
    assert errors.count("the text of an article is missing") == errors.count("\n") == 2
    # The article itself still has its text.
    assert filled.done("export", "--format", "brat", "-o", "out", "mill.txt") == b""
    assert Path("out/Mill stands idle.txt").read_text() == Library(tmp_path).open("mill.txt").text


@pytest.mark.parametrize(("form", "suffix"), [("obsidian", ".md"), ("org", ".org"), ("html", ".html")])
def test_pages_get_a_folder_where_no_ending_says_that_it_is_a_file(
    filled: Commands, form: str, suffix: str
) -> None:
    assert filled.run("export", "--format", form, "-o", "vault")[:2] == (0, b"")
    files = list(Path("vault").iterdir())
    assert files
    assert all(each.suffix == suffix for each in files)
    assert filled.run("export", "--format", form, "-o", f"one{suffix}")[:2] == (0, b"")
    assert Path(f"one{suffix}").is_file()


def test_a_folder_for_obsidian_is_updated_and_other_files_are_left(filled: Commands) -> None:
    filled.done("export", "--format", "obsidian", "-o", "out/")
    first, second = sorted(Path("out").iterdir())
    written = first.read_text()
    first.write_text(written + "\nMy own words.\n")
    assert filled.done("export", "--format", "obsidian", "-o", "out/") == b""
    assert first.read_text() == written + "\nMy own words.\n"
    second.write_text("mine")
    assert "--force" in filled.refused("export", "--format", "obsidian", "-o", "out/")
    assert second.read_text() == "mine"


def test_a_page_is_found_again_under_another_title_and_name(filled: Commands, tmp_path: Path) -> None:
    export = ("export", "--format", "obsidian", "-o", "out/")
    filled.done(*export)
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "Mill stands idle 2.md",
        "Mill stands idle.md",
    ]
    [page] = [path for path in Path("out").iterdir() if "another article" in path.read_text().lower()]
    page.rename("out/My own name.md")
    Path("other.txt").write_text(OTHER.replace("Mill stands", "Mills stand"))
    filled.json("note", "other.txt", "--quote", "Mills stand idle", "--note", "new")
    assert filled.done(*export) == b""
    assert {path.name for path in Path("out").iterdir()} - {page.name} == {
        "My own name.md", *({"Mill stands idle.md", "Mill stands idle 2.md"} - {page.name})
    }  # fmt: skip
    assert "new" in Path("out/My own name.md").read_text()
    # Also in a folder that it was moved to.
    Path("out/Mills").mkdir()
    page = Path("out/My own name.md").rename("out/Mills/My own name.md")
    filled.json("note", "other.txt", "--quote", "idle", "--note", "newer")
    assert filled.done(*export) == b""
    assert len(list(Path("out").rglob("*.md"))) == 2
    assert "newer" in page.read_text()
    page.rename("out/My own name.md")
    before = Path("out/My own name.md").stat().st_mtime_ns
    assert filled.done(*export, "--force") == b""
    filled.done(*export)
    assert Path("out/My own name.md").stat().st_mtime_ns != before  # by --force alone
    # One article alone takes no page of another one of the same title.
    filled.done("export", "--format", "obsidian", "-o", "one/", "mill.txt")
    filled.done("export", "--format", "obsidian", "-o", "one/", "other.txt")
    assert len(list(Path("one").iterdir())) == 2


def test_pages_of_people_link_to_the_articles_and_are_updated(filled: Commands, summit_model: str) -> None:
    model = ("--model", summit_model)
    Path("talks.txt").write_text("Talks\n\n“We will go on,” said Mark Rutte. *Nobody* knew when.\n")
    filled.json("note", "talks.txt", "--quote", "We will go on")
    for form, suffix in (("obsidian", ".md"), ("logseq", ".md"), ("org", ".org")):
        export = ("export", "--format", form, "--people", "-o", form, "talks.txt", *model)
        assert filled.done(*export) == b""
        person = Path(form, "People", f"Mark Rutte{suffix}")
        page = person.read_text()
        assert "We will go on" in page
        assert ("[[Talks]]" if suffix == ".md" else "[[file:../Talks.org][Talks]]") in page
        assert "postil://open?article=sha256%3A" in page
        if suffix == ".md":
            assert "[[Mark Rutte]]" in Path(form, "Talks.md").read_text()
        person.write_text(f"{page}* mine\n")
        person.rename(person.with_stem("Rutte"))
        assert filled.done(*export) == b""
        assert [path.name for path in Path(form, "People").iterdir()] == [f"Rutte{suffix}"]
        assert person.with_stem("Rutte").read_text() == f"{page}* mine\n"
    assert "[[Rutte]]" in Path("obsidian", "Talks.md").read_text()
    assert "goes with" in filled.refused("export", "--people", "-o", "x/")
    assert "name a folder" in filled.refused("export", "--people", "--format", "org")
    code, _, errors = filled.run("export", "--people", "--format", "org", "-o", "all/", *model)
    assert code == 0
    assert (
        errors
        == "postil: names in 2 articles are not known yet; name the articles, and they are looked for\n"
    )


def test_pages_of_people_are_linked_to_wherever_they_and_the_articles_are(
    filled: Commands, summit_model: str
) -> None:
    for number, title in enumerate(("People", "Mark Rutte")):
        said = f"“We will go on {number},” said Mark Rutte. Nobody knew when, nor who was to pay for it.\n"
        Path(f"{number}.md").write_text(f"# {title}\n\n{said}")
        filled.json("note", f"{number}.md", "--quote", "We will go on")
    export = (
        "export",
        "--format",
        "org",
        "--people",
        "-o",
        "vault/",
        "0.md",
        "1.md",
        "--model",
        summit_model,
    )
    assert filled.done(*export) == b""
    person = Path("vault/People/Mark Rutte 2.org")  # a link to the article is none to the person
    assert "[[file:../People.org][People]]" in person.read_text()
    assert "[[file:../Mark Rutte.org][Mark Rutte]]" in person.read_text()
    for place in ("vault/Persons/He.org", "vault/Read/People.org"):
        Path(place).parent.mkdir()
    person = person.rename("vault/Persons/He.org")
    Path("vault/People.org").rename("vault/Read/People.org")
    assert filled.done(*export) == b""
    assert {str(path.relative_to("vault")) for path in Path("vault").rglob("*.org")} == {
        "Mark Rutte.org", "Persons/He.org", "Read/People.org"
    }  # fmt: skip
    assert "[[file:../Read/People.org][People]]" in person.read_text()


def test_a_template_makes_the_pages_and_the_built_in_one_can_be_had(filled: Commands) -> None:
    example = filled.done("export", "--template-example")
    Path("mine.md").write_bytes(example.replace(b"Sentence: ", b"Around: "))
    filled.done("export", "--template", "mine.md", "--format", "obsidian", "-o", "out/", "mill.txt")
    page = Path("out/Mill stands idle.md").read_text()
    assert "\nAround: " in page
    filled.json("note", "mill.txt", "--quote", "Mill", "--note", "more")
    filled.done("export", "--template", "mine.md", "--format", "obsidian", "-o", "out/", "mill.txt")
    assert "\nmore\n" in Path("out/Mill stands idle.md").read_text()
    assert b"\nAround: " in filled.done("export", "--template", "mine.md", "mill.txt")
    assert "md or obsidian" in filled.refused("export", "--template", "mine.md", "--format", "org")
    Path("mine.md").write_text("\n${titel}")
    assert "mine.md, line 2: there is no titel" in filled.refused("export", "--template", "mine.md")


def test_a_web_page_of_an_article_needs_no_notes(filled: Commands, summit_model: str) -> None:
    page = filled.done("export", "--format", "html", "plain.txt", "--model", summit_model).decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "Nothing was noted here." in page
    filled.done("analyze", "mill.txt", "other.txt", "--model", summit_model)
    filled.done("export", "--format", "html", "-o", "pages/", "--model", summit_model)
    assert sorted(path.name for path in Path("pages").iterdir()) == [
        "Mill stands idle 2.html",
        "Mill stands idle.html",
    ]


def test_the_author_of_an_article_that_was_read_is_written(filled: Commands) -> None:
    Path("page.md").write_text("---\ntitle: Ferries\nauthor: Jo Roe, Al Poe\n---\n\nThe ferry was late.\n")
    filled.json("note", "page.md", "--quote", "late")
    Path("page.md").unlink()
    forms = "obsidian md logseq org csv readwise csl bibtex jsonl jsonld html"
    for form in forms.split():
        assert filled.run("export", "--format", form, "-o", f"{form}/")[0] == 0
        assert any("Jo Roe" in path.read_text() for path in Path(form).iterdir()), form
