import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.encoder.tokenizer import OPENINGS, SHAPES, openings, shape


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("--", "none"),
        ("1997", "digits"),
        ("UN", "capitals"),
        ("U.N.", "capitals"),
        ("A", "capital"),
        ("Utopia", "title"),
        ("O’Neill", "mixed"),
        ("McVey", "mixed"),
        ("iPhone", "mixed"),
        ("the", "lower"),
        ("Ångström", "title"),
        ("東京", "lower"),
    ],
)
def test_shape(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


@given(st.text())
def test_everything_has_a_shape(word: str) -> None:
    assert 0 <= shape(word) < len(SHAPES)


def opened(words: str) -> list[str]:
    """The words that open something; ``|`` stands before the first of a line."""
    forms, lines = [], []
    for word in words.split():
        lines.append(word.startswith("|"))
        forms.append(word.lstrip("|"))
    found = openings(forms, lines)
    return [f"{form}:{OPENINGS[number]}" for form, number in zip(forms, found, strict=True) if number]


def test_lines_and_sentences_are_opened() -> None:
    assert opened("|Ada left . She came back ! |“ Why ? ” Ada asked .") == [
        "Ada:line",
        "She:sentence",
        "“:line",
        "Why:sentence",
        "”:sentence",
        "Ada:sentence",
    ]


def test_opening_marks_do_not_close_the_door() -> None:
    assert opened('|End . ( " Ada said') == ["End:line", "(:sentence", '":sentence', "Ada:sentence"]
