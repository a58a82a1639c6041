"""``postil notes``: the notes of the whole library, listed and searched."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Commands
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
