"""What a search finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.searching import find_all, fold


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in find_all(fold(text), words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Zelensky met ZELENSKY", "zelensky", ["Zelensky", "ZELENSKY"]),
        ("in São Paulo", "sao paulo", ["São Paulo"]),
        ("the end\n\nof it", "end of", ["end\n\nof"]),
        ("Kyiv’s allies", "kyiv's", ["Kyiv’s"]),
        ("a.b aXb", "a.b", ["a.b"]),
        ("cafe\u0301 and café", "café", ["cafe\u0301", "café"]),
        ("(brackets [here", "[here", ["[here"]),
        ("nothing", "  ", []),
    ],
)
def test_case_accents_marks_and_line_ends_do_not_matter(text: str, words: str, expected: list[str]) -> None:
    assert found(text, words) == expected


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.sampled_from("abÀéß 漢\n"), max_size=40), st.data())
def test_a_word_of_the_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if words:
        word = data.draw(st.sampled_from(words))
        at = text.index(word)
        # Without accents it may also stand a little before, and hits do not overlap.
        assert any(start <= at < end for start, end in find_all(fold(text), word))
