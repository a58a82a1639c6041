"""The words that may be a name: proposed at a place, and moved word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.article import Article, Block
from tui.domain.corrections.surface_forms import propose_range, range_around
from tui.domain.text.spans import TextSpan

TEXT = (
    "A headline of few Words\n\n"
    "The Bank of England met Ursula von der Leyen’s aides, and J. D. Vance came from "
    "Saint-Denis with AT&T men. In Lyon nobody spoke. Starmer and Macron did. Keir\nStarmer's friends left"
)
ARTICLE = Article("x", TEXT, (Block(0, TEXT.index("\n\n")), Block(TEXT.index("The Bank"), len(TEXT))))


def proposed(words: str, number: int = 0) -> str:
    start = -1
    for _ in range(number + 1):
        start = ARTICLE.text.index(words, start + 1)
    choice = propose_range(ARTICLE, start)
    assert choice is not None
    return choice.span.of(ARTICLE.text)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("England", "Bank of England"),
        ("The Bank", "The Bank of England"),
        ("von", "von"),
        ("Leyen", "Ursula von der Leyen"),
        ("ursula"[1:], "Ursula von der Leyen"),
        ("D. Vance", "J. D. Vance"),
        ("Saint", "Saint-Denis"),
        ("T&T", "AT&T"),
        ("Lyon", "Lyon"),
        ("Starmer and", "Starmer"),
        ("Macron", "Macron"),
        ("Keir", "Keir\nStarmer"),
        (" friends", "Keir\nStarmer"),
        ("nobody", "nobody"),
    ],
)
def test_the_run_of_capitalised_words_is_proposed(at: str, name: str) -> None:
    assert proposed(at) == name


def test_both_ends_move_by_words_and_stay_in_the_block() -> None:
    choice = propose_range(ARTICLE, ARTICLE.text.index("Lyon"))
    assert choice is not None
    text = ARTICLE.text
    assert choice.moved(last=2).span.of(text) == "Lyon nobody spoke"
    assert choice.moved(first=-1).span.of(text) == "In Lyon"
    assert choice.moved(first=-1, last=1).moved(first=1).span.of(text) == "Lyon nobody"
    assert choice.moved(last=-5).span.of(text) == "Lyon"
    assert choice.moved(first=5).span.of(text) == "Lyon"
    assert choice.moved(first=-99).span.of(text).startswith("The Bank")
    assert choice.moved(last=99).span.of(text).endswith("left")


def test_the_words_around_a_stretch_are_chosen_whole() -> None:
    start = TEXT.index("ngland met Urs")
    choice = range_around(ARTICLE, TextSpan(start, start + 14))
    assert choice is not None
    assert choice.span.of(TEXT) == "England met Ursula"
    space = TEXT.index(" of England")
    assert range_around(ARTICLE, TextSpan(space, space + 1)) is None


def test_where_there_are_no_words_nothing_is_proposed() -> None:
    assert propose_range(Article("x", "", ()), 0) is None
    assert propose_range(Article("x", "— …", (Block(0, 3),)), 1) is None


@settings(max_examples=100)
@given(
    st.text("aB9 .'’-\nÉé", min_size=1, max_size=60),
    st.integers(0, 60),
    st.integers(-3, 3),
    st.integers(-3, 3),
)
def test_what_is_proposed_is_never_empty_and_lies_within_the_text(
    text: str, offset: int, first: int, last: int
) -> None:
    article = Article("x", text, (Block(0, len(text)),))
    choice = propose_range(article, offset)
    if choice is None:
        assert not any(character.isalnum() for character in text)
        return
    start, end = choice.moved(first, last).span
    assert 0 <= start < end <= len(text)
    assert text[start].isalnum()
    assert text[end - 1].isalnum()
