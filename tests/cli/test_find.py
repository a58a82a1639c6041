"""``postil find``: the texts of all articles, searched by an index that may go at any time."""

from pathlib import Path

import pytest

from tests.support.commands import Commands
from tui.domain.text.folding import whole_words_of
from tui.library import Library
from tui.library.finding import FullText

CAFE = "A café in Kraków\n\nThe Zürcher Straße is long. Anna Blum sat there and read about the mill.\n"


@pytest.fixture
def added(postil: Commands) -> Commands:
    """Two articles whose files are gone."""
    Path("cafe.txt").write_text(CAFE)
    postil.done("add", "mill.txt", "cafe.txt")
    Path("cafe.txt").unlink()
    return postil


def titles(postil: Commands, *words: str) -> set[str]:
    """Return the titles of what is found."""
    return {each["title"] for each in postil.json("find", "--format", "json", *words)}


def test_places_are_shown_with_what_is_around_them(added: Commands, tmp_path: Path) -> None:
    place = tmp_path / "work" / "cafe.txt"
    assert added.done("find", "anna", "blum").decode() == (
        f"A café in Kraków\n{place}\n\n"
        "  A café in Kraków The Zürcher Straße is long. Anna Blum sat there and read about the mill.\n"
    )
    [hit] = added.json("find", "--format", "json", "anna", "blum")
    assert CAFE[hit["start"] : hit["end"]] == hit["exact"] == "Anna Blum"


def test_case_and_accents_do_not_matter(added: Commands) -> None:
    for words in ("CAFE", "krakow", "strasse", "zurcher stras", "mill anna"):
        assert titles(added, *words.split()) == {"A café in Kraków"}
    assert titles(added, "mill") == {"A café in Kraków", "Mill stands idle"}


@pytest.mark.parametrize("words", ["zebra", '"', "anna NOT", "NEAR(", "*", "--", "\x1b[31m"])
def test_what_is_nowhere_ends_in_one_line(added: Commands, words: str) -> None:
    code, output, errors = added.run("find", "--format", "jsonl", "--", words)
    assert (code, output) == (1, b"")
    assert errors.count("\n") == 1
    assert "\x1b" not in errors


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000, None])
def test_an_index_that_is_damaged_or_gone_is_made_again(
    added: Commands, home: Path, damage: bytes | None
) -> None:
    assert titles(added, "krakow")
    [index] = (home / "cache" / "words").iterdir()
    index.unlink()
    if damage is not None:
        index.write_bytes(damage)
    assert titles(added, "krakow") == {"A café in Kraków"}


@pytest.mark.parametrize("name", ["words-1.sqlite", "words-1.sqlite-journal"])
def test_what_stands_in_place_of_the_index_or_its_journal_goes(
    added: Commands, home: Path, name: str
) -> None:
    assert titles(added, "krakow")
    folder = home / "cache" / "words"
    for target in ("/dev/full", name):  # a device, and a link to itself
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
        assert titles(added, "krakow") == {"A café in Kraków"}
        assert {path.name: path.is_symlink() for path in folder.iterdir()} == {"words-1.sqlite": False}


def test_without_a_place_for_the_index_all_the_same_is_found(added: Commands, home: Path) -> None:
    (home / "cache").mkdir(exist_ok=True)
    (home / "cache" / "words").write_bytes(b"in the way")
    assert titles(added, "zurcher", "stras") == {"A café in Kraków"}
    assert Library(home).recent()


def test_the_index_finds_what_a_look_at_every_text_finds(tmp_path: Path) -> None:
    words = ("bridge", "bridges", "café", "mill", "Łódź", "o'clock", "№5", "naïve", "漢字")
    texts = {
        f"{number:064x}": " ".join(word for bit, word in enumerate(words) if number >> bit & 1)
        for number in range(1, 1 << len(words), 7)
    }
    index = FullText(tmp_path / "cache" / "words")
    for query in ("bridge", "brid", "cafe mill", "lodz", "o'clock", "naive bridge", "漢", "mill bridges"):
        *whole, last = whole_words_of(query)
        expected = {
            key
            for key, text in texts.items()
            if {*whole} <= {*whole_words_of(text)}
            and any(word.startswith(last) for word in whole_words_of(text))
        }
        assert index.find(query, texts, texts.get) == expected
        assert expected


def test_what_nobody_waits_for_is_not_looked_for_and_the_index_grows_all_the_same(tmp_path: Path) -> None:
    texts = {f"{number:064x}": f"word{number}" for number in range(9)}
    asked: list[str] = []

    def text_of(text_hash: str) -> str:
        asked.append(text_hash)
        return texts[text_hash]

    index = FullText(tmp_path / "cache" / "words")
    assert not index.find("word", texts, text_of, lambda: len(asked) < 4)
    assert len(asked) == 4
    assert index.find("word", texts, text_of) == frozenset(texts)
    assert sorted(asked) == sorted(texts)  # none twice
