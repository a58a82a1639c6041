"""Words as the cursor moves by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.motions import word_at, word_end, word_start

TEXT = "“Don’t go,” said O'Neill — the well-known U.S. critic.\n\nHe paid €5 🎉 in café Noé."


def words_of(text: str) -> list[str]:
    """All the words of a text, as ``w`` and ``e`` find them one after another."""
    words, at = [], word_start(text, -1, 1)
    while (found := word_at(text, at)) is not None:
        words.append(found.of(text))
        after = word_start(text, at, 1)
        if after == at:
            break
        at = after
    return words


def test_words_are_what_a_reader_takes_for_one() -> None:
    assert words_of(TEXT) == [
        "Don’t", "go", "said", "O'Neill", "the", "well-known", "U.S", "critic",
        "He", "paid", "€", "5", "🎉", "in", "café", "Noé",
    ]  # fmt: skip
    assert words_of("東京は大きい。") == ["東", "京", "は", "大", "き", "い"]
    assert words_of("cafe\u0301 नमस्ते दुनिया") == ["cafe\u0301", "नमस्ते", "दुनिया"]


@pytest.mark.parametrize(
    ("offset", "count", "start"), [(0, 1, 1), (3, -1, 1), (1, -1, 1), (7, -2, 1), (0, 3, 12), (0, 99, 77)]
)
def test_counts_lead_as_far_as_there_are_words(offset: int, count: int, start: int) -> None:
    assert word_start(TEXT, offset, count) == start


def test_the_end_of_a_word_leads_to_the_end_of_the_next() -> None:
    assert word_end(TEXT, 1, 1) == 5
    assert word_end(TEXT, 5, 1) == 8
    assert word_end(TEXT, 5, 999) == len(TEXT) - 2


@given(st.text(alphabet="ab é’-.\n 東🎉\u0301"), st.data())
def test_forward_and_back_is_a_way_that_leads_home(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    after = word_start(text, offset, 1)
    assert offset <= after
    if after > offset:
        here = word_at(text, after)
        assert here is not None
        assert here.start == after
        assert word_start(text, here.end, -1) == after
        assert word_end(text, after - 1, 1) >= here.start
    assert word_start(text, offset, -1) <= offset <= word_end(text, offset, 1)
