import itertools

import spacy
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.encoder.tokenizer import MOST_PIECES, Words, windows


def test_white_space_is_no_word_and_line_feeds_open_lines() -> None:
    doc = spacy.blank("en")("Ada  left.\n\nShe came \n back")
    words = Words.of(doc)
    assert words.forms == ["Ada", "left", ".", "She", "came", "back"]
    assert words.opens_line == [True, False, False, True, False, True]
    assert [doc[number].text for number in words.tokens] == words.forms


SIZED = st.lists(st.tuples(st.integers(1, MOST_PIECES), st.integers(0, 2)), max_size=120)


@given(SIZED, st.integers(MOST_PIECES, 60))
def test_windows_hold_every_word_once_in_order_and_none_is_too_long(
    words: list[tuple[int, int]], most: int
) -> None:
    sizes, opened = [size for size, _ in words], [opening for _, opening in words]
    found = list(windows(sizes, opened, most))
    assert [number for start, end in found for number in range(start, end)] == list(range(len(words)))
    assert all(start < end and sum(sizes[start:end]) <= most for start, end in found)


@given(SIZED, st.integers(MOST_PIECES, 60))
def test_a_window_ends_in_a_line_only_where_the_line_would_not_fit_in_one(
    words: list[tuple[int, int]], most: int
) -> None:
    sizes, opened = [size for size, _ in words], [opening for _, opening in words]
    for _, end in itertools.islice(windows(sizes, opened, most), 100):
        if end < len(words) and opened[end] != 2:
            line = max((number for number in range(end) if opened[number] == 2), default=0)
            rest = next((number for number in range(end, len(words)) if opened[number] == 2), len(words))
            assert sum(sizes[line:rest]) > most
