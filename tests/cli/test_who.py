"""``postil who``: people and bodies over everything that was read, and all that is known of one."""

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Commands
from tests.support.library import annotation, shelve
from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.article import Article
from tui.domain.people import name_key
from tui.domain.text.spans import TextSpan
from tui.library import Library

UNKNOWN = (
    "postil: 1 article is not analysed yet: who appears there is not known; --analyse analyses it first\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Article]]:
    """A library of three articles, one of which was not analysed; a later one has a date and an address."""
    folder = tmp_path_factory.mktemp("made")
    library = Library(folder / "data")
    opened = shelve(library, folder)
    text = "=Dock sold\n\nBob Roe, who is Tom Roe’s brother, came. Roe left."
    dock = Article("https://example.org/dock", text, (), title="=Dock sold", date="2025-03-02")
    dock = opened["dock"] = Article(
        dock.location, text, (), title=dock.title, date=dock.date, address=dock.location, site="Port [News]"
    )
    library.opened(dock)
    names = ("Bob Roe", "Tom Roe", "Roe")
    spans = [TextSpan(text.rindex(name), text.rindex(name) + len(name)) for name in names]
    entities = tuple(Entity(Label.PERSON, name, (span,)) for name, span in zip(names, spans, strict=True))
    library.catalogue.save_appearances(dock, dock.id, Analysis(entities))
    library.annotate(dock, annotation(dock, "brother", "=SUM(A1) | *bold*", "kin"))
    library.close()
    return folder / "data", opened


@pytest.fixture
def shelf(made: tuple[Path, dict[str, Article]], home: Path) -> dict[str, Article]:
    """A copy of it, for this test alone."""
    shutil.copytree(made[0], home)
    return made[1]


def who(*arguments: str) -> tuple[int, str, str]:
    """Run the command without analysing anything; return code, output, errors but for the usual line."""
    code, output, errors = Commands().run("who", "--no-analyse", *arguments)
    return code, output.decode(), errors.replace(UNKNOWN, "")


def documents(*arguments: str) -> list[dict[str, Any]]:
    """Return what is written as lines of JSON."""
    code, output, errors = who("--format", "jsonl", *arguments)
    assert (code, errors) == (0, "")
    return [json.loads(line) for line in output.splitlines()]


def test_all_are_listed_with_counts_and_what_is_not_known_is_said(shelf: dict[str, Article]) -> None:
    code, output, errors = Commands().run("who", "--no-analyse")
    assert (code, errors) == (0, UNKNOWN)
    assert output.decode().splitlines() == [
        " Name        Kind          Articles  Named  Said  Notes  Last",
        " Ann Lee     person               2      2     1      1",
        " Rail Union  organisation         2      2     0      0",
        " Tom Roe     person               2      2     1      2  2025-03-02",
        " Bob Roe     person               1      1     0      0  2025-03-02",
        " Roe ?       person               1      1     0      1  2025-03-02",
    ]
    assert who("--label", "ORG")[1].splitlines()[1].split()[0] == "Rail"
    assert [line.split(",")[0] for line in who("--format", "csv", "--article", "dock")[1].splitlines()] == [
        "name",
        "Bob Roe",
        "Roe",
        "Tom Roe",
    ]


def test_all_that_one_said_and_that_was_noted_comes_in_the_order_of_dates(shelf: dict[str, Article]) -> None:
    code, output, errors = who("TOM ROE")
    assert (code, errors) == (0, "")
    title, *lines = output.splitlines()
    assert title == "Tom Roe · person · 2 articles · 2 mentions · 1 quote · 2 notes · last 2025-03-02"
    ferry = shelf["ferry"].location
    assert lines[lines.index("Ferry [b]strikes[/b] 习近平 (no date)") :][:8] == [
        "Ferry [b]strikes[/b] 习近平 (no date)",
        ferry,
        "",
        "  “We are tired,”",
        "    Ferry [b]strikes[/b] 习近平 Ánn Lee was away. “We are tired,” says Tom Roe, Rail Union.",
        "",
        "  note: “tired”",
        "    #safety",
    ]
    assert lines[-2:] == ["Named in, too:", "  =Dock sold, 2025-03-02 · 1 mention"]


def test_several_are_one_timeline_with_the_name_at_each_entry(shelf: dict[str, Article]) -> None:
    code, output, errors = who("tom roe", "lee", "tom roe")
    assert (code, errors) == (0, "")
    entries = [line for line in output.splitlines() if line.startswith("  ") and line[2] != " "]
    said = [line.strip() for line in entries if "“" in line]
    assert said == [
        "Tom Roe: “We are tired,”",
        "note on Tom Roe: “tired”",
        "Ann Lee: “It is not safe.”",
        "note on Ann Lee: “not safe”",
        "note on Tom Roe: “wants it open”",
    ]


def test_json_has_entities_mentions_and_quotations_by_code_points(shelf: dict[str, Article]) -> None:
    everybody = documents()
    assert [each["name"] for each in everybody] == ["Ann Lee", "Rail Union", "Tom Roe", "Bob Roe", "Roe"]
    (ann,) = documents("ann lee")
    assert ann == everybody[0] | {"articles": ann["articles"]}
    assert (ann["label"], ann["aliases"], ann["counts"]["quotes"]) == ("PERSON", ["Ánn Lee"], 1)
    texts = {shelf[name].id: shelf[name] for name in shelf}
    for article in ann["articles"]:
        text = texts[article["id"]].text
        assert article["text_hash"] == texts[article["id"]].text_hash
        for span in (*article["mentions"], *article["quotes"]):
            assert text[span["start"] : span["end"]] == span["text"]
    (quote,) = [quote for article in ann["articles"] for quote in article["quotes"]]
    assert (quote["kind"], quote["certain"], quote["speaker"]["certain"]) == ("direct", True, True)
    assert sorted(documents("roe", "--exact")[0]["may_be"]) == ["Bob Roe", "Tom Roe"]
    assert json.loads(who("--format", "json", "--since", "2026")[1]) == []


def test_the_page_has_front_matter_and_links_and_nothing_of_an_article_is_markup(
    shelf: dict[str, Article],
) -> None:
    page = who("ann lee", "--format", "md")[1]
    assert page.startswith('---\ntitle: "Ann Lee"\naliases:\n  - "Ánn Lee"\n---\n\n# Ann Lee\n')
    assert (
        "> Old bridge to close Mayor Ann Lee says: **“It is not safe.”** The Rail Union wants it open.\n"
        in page
    )
    assert f"## [Old bridge to close](<{Path(shelf['bridge'].location).as_uri()}>)\n" in page
    assert "\nwho measured it?\n\n#Safety #bridge\n" in page
    assert "- [Ferry \\[b\\]strikes\\[/b\\] 习近平](<file:" in page
    both = who("tom roe", "ann lee", "--format", "md")[1]
    assert "> — Tom Roe\n" in both
    assert both.index("**“We are tired,”**") < both.index("> — Ann Lee")
    assert "| Tom Roe | person | 2 |" in who("--format", "md")[1]


def test_no_cell_of_the_table_is_a_formula(shelf: dict[str, Article], home: Path) -> None:
    rows = list(csv.reader(io.StringIO(who("tom roe", "bob roe", "--format", "csv")[1])))
    assert [row[:5] for row in rows[:2]] == [
        ["date", "speaker", "kind", "text", "certain"],
        ["", "Tom Roe", "quote", "“We are tired,”", "yes"],
    ]
    library = Library(home)
    library.annotate(shelf["dock"], annotation(shelf["dock"], "Bob Roe", "=1+1", "-x"))
    library.close()
    (row,) = [row for row in csv.reader(io.StringIO(who("bob roe", "--format", "csv")[1])) if "note" in row][
        1:
    ]
    assert (row[0], row[7], row[8], row[9]) == ("2025-03-02", "'=1+1", "'-x", "'=Dock sold")


def test_follow_the_money_has_people_articles_and_who_is_named_where(shelf: dict[str, Article]) -> None:
    entities = [json.loads(line) for line in who("tom roe", "ann lee", "--format", "ftm")[1].splitlines()]
    by_id = {each["id"]: each for each in entities}
    assert len(by_id) == len(entities)
    people = [each for each in entities if each["schema"] == "Person"]
    assert [each["properties"]["name"] for each in people] == [["Tom Roe"], ["Ann Lee"]]
    assert people[1]["properties"]["alias"] == ["Ánn Lee"]
    named = [each["properties"] for each in entities if each["schema"] == "Mention"]
    assert {tuple(each["name"]) for each in named} == {("Tom Roe",), ("Ann Lee",), ("Ánn Lee",)}
    articles = [
        by_id[each["document"][0]]["properties"] for each in named if each["resolved"] == [people[0]["id"]]
    ]
    assert {"title": ["=Dock sold"], "publishedAt": ["2025-03-02"]} | {
        "publisher": ["Port [News]"],
        "sourceUrl": ["https://example.org/dock"],
    } in articles


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rö"], "nobody is called “rö”"),
        (["Tomm Roe"], "nobody is called “Tomm Roe”; did you mean “Tom Roe”"),
        (["Bob Rowe"], "did you mean “Bob Roe”"),
        (["annlee"], "did you mean “Ann Lee”"),
        (["Roee"], "did you mean “Roe” or “Bob Roe” or “Tom Roe”?"),
        (["the"], "nobody is called “the”"),
        (["ann", "\x1b[31mx"], "nobody is called “x”"),
        (["", "ann"], "nobody is called “”"),
        (
            ["roe"],
            "“roe” may be Tom Roe (person, 2 articles), Bob Roe (person, 1 article) or Roe (person,"
            " 1 article); give more of the name, --label or --exact",
        ),
        (["union", "--label", "PERSON"], "nobody is called “union”"),
        (["ann", "--since", "2025"], "Ann Lee: named in none of the articles that were asked for"),
        (["--article", "nothing like it"], "nothing like it: the library knows no such article"),
    ],
)
def test_who_is_not_clear_or_not_there_ends_in_a_line(
    shelf: dict[str, Article], arguments: list[str], message: str
) -> None:
    code, output, errors = who(*arguments)
    assert (code, output) == (1, "")
    assert message in errors
    assert errors.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", ["Mayor Lee", "Dr. Ann  Lee", "mr ánn lee"])
def test_a_title_before_a_name_is_no_part_of_it(shelf: dict[str, Article], name: str) -> None:
    assert documents(name)[0]["name"] == "Ann Lee"
    assert documents("the Rail and Union")[0]["name"] == "Rail Union"


def test_nobody_of_a_removed_article_is_meant_or_offered(shelf: dict[str, Article], home: Path) -> None:
    library = Library(home)
    library.bulk_edits.remove(shelf["dock"].id, "removed")
    library.close()
    assert "nobody is called “Bob Rowe”\n" in who("Bob Rowe")[2]
    assert "nobody is called “bob roe”\n" in who("bob roe")[2]
    assert "did you mean “Tom Roe”?" in who("Tomm Roe")[2]
    key, only = name_key(Label.PERSON, "Roe"), ("Tom Roe",)
    assert library.catalogue.may_be(key, library.catalogue.choices()) == only


def test_all_of_everybody_is_what_each_has_alone(shelf: dict[str, Article]) -> None:
    for each in documents():
        (alone,) = documents(each["name"], "--exact", "--label", each["label"])
        order = {article["id"]: number for number, article in enumerate(alone["articles"])}
        each["articles"].sort(key=lambda article: order[article["id"]])
        assert each == alone


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "soon"],
        ["--since", "2025-13"],
        ["--since", "2025-02-30"],
        ["--label", "LOC"],
        ["--format", "xml"],
    ],
)
def test_what_cannot_be_meant_is_refused(postil: Commands, arguments: list[str]) -> None:
    assert "who --help" in postil.refused("who", *arguments, code=2)


def test_what_has_no_date_is_left_out_by_a_date_and_that_is_said(shelf: dict[str, Article]) -> None:
    code, output, errors = who("tom", "--since", "2025-03")
    assert (code, output.count("=Dock sold")) == (0, 1)
    # One that names him, and one with a note that does.
    assert errors == "postil: 2 articles without a date are left out by --since\n"


def test_an_empty_library_stays_one(postil: Commands, home: Path) -> None:
    assert postil.done("who") == postil.done("who", "--format", "jsonl") == b""
    assert postil.json("who", "--format", "json") == []
    assert "nobody is called “Ann”" in postil.refused("who", "Ann")
    assert not home.exists()


def test_who_are_joined_are_one_and_who_is_followed_comes_first(
    shelf: dict[str, Article], home: Path
) -> None:
    library = Library(home)
    tom, bob = name_key(Label.PERSON, "Tom Roe"), name_key(Label.PERSON, "Bob Roe")
    library.catalogue.edits.join(bob, "Bob Roe", tom, "Tom Roe", "joined")
    library.catalogue.edits.follow(bob, "Bob Roe", "followed")
    library.close()
    first = who()[1].splitlines()[1]
    assert first.split()[:6] == ["★", "Tom", "Roe", "person", "2", "3"]
    (found,) = documents("bob")
    assert (found["name"], found["joined"], found["followed"]) == ("Tom Roe", ["Bob Roe"], True)


def test_few_articles_are_analysed_first(postil: Commands, home: Path) -> None:
    Path("peace.txt").write_text(
        'Peace in Paris\n\nAnna Blum of NATO came. "It is done," she said. They left.\n'
    )
    postil.done("add", "peace.txt")
    assert b"Anna Blum" in postil.done("who", "blum")
    assert b"Anna Blum" in postil.done("who", "--no-analyse", "--format", "csv")  # it is known by now


def test_an_article_whose_file_of_people_is_damaged_or_in_the_way_is_not_left_out(
    postil: Commands, home: Path
) -> None:
    Path("peace.txt").write_text("Peace in Paris\n\nAnna Blum of NATO came. Anna Blum left.\n")
    postil.done("add", "peace.txt")
    listed, said = postil.done("who"), postil.done("who", "blum")
    assert b"Anna Blum" in listed
    assert b"2 mentions" in said
    (path,) = (home / "cache" / "people").iterdir()
    path.write_bytes(path.read_bytes().replace(b"Blum", b"Blun"))
    assert postil.done("who", "blum") == said
    in_the_way = {
        "a pipe": lambda: os.mkfifo(path),
        "a loop": lambda: path.symlink_to(path),
        "a device": lambda: path.symlink_to("/dev/full"),
        "a folder": path.mkdir,
    }
    for what, put in in_the_way.items():
        path.unlink()
        put()
        assert postil.done("who") == listed, what
        assert postil.done("who", "blum") == said, what


def test_where_nothing_can_be_stored_it_is_said_what_is_left_out(postil: Commands, home: Path) -> None:
    Path("peace.txt").write_text("Peace in Paris\n\nAnna Blum of NATO came. Anna Blum left.\n")
    postil.done("add", "peace.txt")
    (home / "cache").mkdir(exist_ok=True)
    (home / "cache" / "people").write_bytes(b"in the way")
    code, output, errors = postil.run("who")
    assert (code, output) == (0, b"")
    assert errors == (f"postil: 1 article left out: who appears there cannot be stored in {home / 'cache'}\n")
