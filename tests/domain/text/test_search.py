"""What a search finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.text.folding import TextSearch, fold


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in TextSearch(text).find(words)]


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (r"US\C", ["US"]),
        (r"\C us", ["us", "us"]),
        (r"café \C", ["café"]),
        (r"the\n\nend\C", []),
        ("the end\\C", ["the\n\nend"]),
        (r"\C", []),
    ],
)
def test_a_sign_makes_case_and_accents_count(words: str, expected: list[str]) -> None:
    assert found("The US told us: cafe, café, just the\n\nend", words) == expected


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
        assert any(start <= at < end for start, end in TextSearch(text).find(word))
