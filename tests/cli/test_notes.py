"""``postil notes``: the notes of the whole library, listed and searched."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.commands import Commands, run_here
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library

PEACE = 'Peace in Paris\n\nAnna Blum of the city came. "It is done," she said. They left.\n'


@pytest.fixture
def noted(postil: Commands) -> Commands:
    """Three notes on one article, read backwards, and one on another."""
    Path("peace.txt").write_text(PEACE)
    for arguments in (
        ("mill.txt", "--quote", "sold", "--note", "To whom?\n\x1b[31mRed \u202eflip"),
        ("mill.txt", "--quote", "owed a year", "--tag", "Café", "--tag", "debt"),
        ("mill.txt", "--quote", "The miller, who", "--note", "Straße, MÜLLER", "--tag", "debt"),
        ("peace.txt", "--quote", "It is done", "--note", "of the miller"),
    ):
        postil.json("note", *arguments)
    return postil


def found(postil: Commands, *arguments: str) -> list[str]:
    """Return the passages; the exit code says whether there are any."""
    code, output, errors = postil.run("notes", "--format", "json", *arguments)
    passages = [each["exact"] for each in json.loads(output)]
    assert (code == 0, errors == "") == (bool(passages),) * 2
    return passages


def test_an_empty_library(postil: Commands, tmp_path: Path) -> None:
    assert postil.done("notes") == b""
    assert postil.json("notes", "--format", "json") == []
    assert postil.done("notes", "--format", "jsonl") == b""
    assert postil.refused("notes", "x") == "no note has the word “x”"
    assert not (tmp_path / "data").exists()


def test_text_is_grouped_by_article_in_reading_order_and_harmless(noted: Commands, tmp_path: Path) -> None:
    text = noted.done("notes").decode()
    work = tmp_path / "work"
    assert text == (
        f"Peace in Paris\n{work / 'peace.txt'}\n\n  “It is done”\n    of the miller\n\n"
        f"Mill stands idle\n{work / 'mill.txt'}\n\n  “The miller, who”\n    Straße, MÜLLER\n    #debt\n\n"
        "  “owed a year”\n    #Café #debt\n\n  “sold”\n    To whom?\n    Red flip\n"
    )


def test_all_words_are_looked_for_whatever_their_case_and_accents(noted: Commands) -> None:
    assert found(noted, "miller") == ["It is done", "The miller,\nwho"]
    assert found(noted, "MILLER", "debt") == ["The miller,\nwho"]
    assert found(noted, "muller") == ["The miller,\nwho"]
    assert found(noted, "cafe\u0301") == found(noted, "CAFE") == ["owed a year"]
    assert found(noted, "miller zebra") == []
    assert len(found(noted)) == 4


def test_tags_and_articles(noted: Commands, tmp_path: Path) -> None:
    assert found(noted, "--tag", "debt") == ["The miller,\nwho", "owed a year"]
    assert found(noted, "--tag", "#DEBT", "--tag", "cafe") == ["owed a year"]
    assert found(noted, "--tag", "deb") == []
    of_peace = ["It is done"]
    assert found(noted, "--article", "peace.txt") == found(noted, "--article", "paris peace") == of_peace
    Path("peace.txt").rename("moved.txt")
    assert found(noted, "--article", "moved.txt") == of_peace
    assert found(noted, "sold", "--article", "moved.txt") == []
    assert "knows no such article" in noted.refused("notes", "--article", "zebra")


def test_where_nothing_is_found_a_line_says_what_was_looked_for(noted: Commands) -> None:
    assert noted.refused("notes", "miller", "zebra") == "no note has all the words “miller zebra”"
    assert noted.refused("notes", "--tag", "deb") == "no note has the tag #deb"
    everything = (
        "sold",
        "--tag",
        "debt",
        "--person",
        "Anna \x1b[1mBlum",
        "--article",
        "paris",
        "--format",
        "jsonl",
    )
    assert noted.refused("notes", *everything) == (
        "no note has the word “sold” and has the tag #debt and is about Anna Blum and is on the article paris"
    )
    assert noted.run("notes", "--format", "json", "zebra") == (
        1,
        b"[]\n",
        "postil: no note has the word “zebra”\n",
    )


def test_tags_in_other_scripts_and_with_signs_stay_apart(noted: Commands) -> None:
    noted.json("note", "mill.txt", "--quote", "sold", "--tag", "학교", "--tag", "C#")
    assert found(noted, "--tag", "학교") == found(noted, "--tag", "c#") == ["sold"]
    assert found(noted, "--tag", "한국") == found(noted, "--tag", "C") == []
    assert found(noted, "strasse") == ["The miller,\nwho"]


def test_lines_are_what_note_printed(noted: Commands) -> None:
    reported = noted.json("note", "mill.txt", "--quote", "idle.", "--note", "new")
    data = noted.done("notes", "--format", "jsonl", "new")
    assert json.loads(data) == reported
    assert b"\x1b" not in noted.done("notes", "--format", "jsonl")
    assert "\u202e" not in noted.done("notes", "--format", "json").decode()


def analysed(article: Article) -> Analysis:
    """What an analysis would find: Anna Blum, and what she said."""
    said = TextSpan(article.text.index('"'), article.text.rindex('"') + 1)
    name = TextSpan(article.text.index("Anna"), article.text.index(" of the city"))
    she = TextSpan(article.text.index("she"), article.text.index(" said"))
    return Analysis(
        (Entity(Label.PERSON, "Anna Blum", (name,)),),
        (Quotation(said, QuotationKind.DIRECT, None, Speaker(she, "Anna Blum")),),
        "postil_en",
    )


def test_a_person_is_found_by_what_the_analysis_says(noted: Commands, tmp_path: Path) -> None:
    library = Library(tmp_path / "data")
    article = library.open("peace.txt")
    noted.json("note", "peace.txt", "--quote", "They left", "--note", "Where was anna   blum?")
    noted.json("note", "peace.txt", "--quote", "Blum of")
    assert found(noted, "--person", "Anna Blum") == ["They left"]
    library._analyses.cache.put(article.text_hash, analysed(article), library.model().key)
    assert found(noted, "--person", "anna BLUM") == ["Blum of", "It is done", "They left"]
    assert found(noted, "--person", "Blum", "miller") == ["It is done"]
    assert found(noted, "--person", "Ann") == []


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--tag", ""], ["--person", " "]])
def test_unusable_arguments(postil: Commands, arguments: list[str]) -> None:
    postil.refused("notes", *arguments, code=2)


def spoiled(home: Path, *, daily: bool) -> Path:
    """Damage both files of the first article's notes; return the one."""
    Path("one.txt").write_text("Bridge\n\nThe bridge is closed.")
    Path("two.txt").write_text("Ferry\n\nThe ferry was late.")
    for location, quote in (("one.txt", "bridge is"), ("two.txt", "ferry was")):
        assert run_here("note", location, "--quote", quote, "--note", f"of {location}").returncode == 0
    [path] = [each for each in (home / "notes" / "articles").iterdir() if b"of one.txt" in each.read_bytes()]
    for each in (path, home / "notes" / "backup" / path.name):
        each.write_bytes(b"garbage")
    if not daily:
        shutil.rmtree(home / "notes" / "daily")
    return path


@pytest.mark.parametrize("command", [("notes",), ("export", "--format", "csv")])
def test_an_article_that_cannot_be_read_is_left_out_and_that_is_said(
    home: Path, command: tuple[str, ...]
) -> None:
    path = spoiled(home, daily=False)
    done = run_here(*command)
    assert done.returncode == 1
    assert b"of two.txt" in done.stdout
    assert b"of one.txt" not in done.stdout
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"postil: Notes cannot be read: {path}: it is not JSON")
    assert "; this article is left out; " in line
    assert "`postil doctor --repair`" in line


@pytest.mark.parametrize("command", [("notes",), ("export", "--format", "csv")])
def test_of_an_article_that_cannot_be_read_the_daily_copy_is_shown(
    home: Path, command: tuple[str, ...]
) -> None:
    path = spoiled(home, daily=True)
    done = run_here(*command)
    assert done.returncode == 0
    assert b"of two.txt" in done.stdout
    assert b"of one.txt" in done.stdout
    lines = done.stderr.decode().splitlines()
    assert str(path) in lines[0]
    assert len(lines) == (1 if command == ("notes",) else 2)


def test_of_an_article_that_is_left_out_it_is_said_why_it_is_not_found(home: Path) -> None:
    path = spoiled(home, daily=False)
    done = run_here("notes", "--article", "one.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    [why, what] = done.stderr.decode().splitlines()
    assert str(path) in why
    assert "one.txt" in what
    assert run_here("notes", "--article", "two.txt").returncode == 0


def test_an_export_of_nothing_but_what_cannot_be_read_says_why(home: Path) -> None:
    path = spoiled(home, daily=False)
    for each in (home / "notes" / "articles", home / "notes" / "backup"):
        for other in each.iterdir():
            if other.name != path.name:
                other.unlink()
    done = run_here("export")
    assert (done.returncode, done.stdout) == (1, b"")
    [line] = done.stderr.decode().splitlines()
    assert "this article is left out" in line
