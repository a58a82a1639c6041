"""Where paragraph and sentence keys lead."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Article, Block
from tui.domain.motions import paragraph_start, sentence_at, sentence_start


def article_of(text: str) -> Article:
    return Article("x", text, tuple(Block(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)))


TEXT = "One here. Two here.\n\nThree is here. Four?\n\nFive."
ARTICLE = article_of(TEXT)


def test_sentences_are_stepped_through_across_paragraphs_and_back() -> None:
    starts = [TEXT.index(word) for word in ("One", "Two", "Three", "Four", "Five")]
    forward = [starts[0]]
    while len(forward) < 5:
        forward.append(sentence_start(ARTICLE, forward[-1], 1))
    assert forward == starts
    backward = [starts[-1]]
    while len(backward) < 5:
        backward.append(sentence_start(ARTICLE, backward[-1], -1))
    assert backward == starts[::-1]


def test_counts_cross_paragraphs() -> None:
    assert sentence_start(ARTICLE, 0, 3) == TEXT.index("Four")
    assert sentence_start(ARTICLE, TEXT.index("Five"), -3) == TEXT.index("Two")
    assert paragraph_start(ARTICLE, 0, 2) == TEXT.index("Five")


def test_back_from_within_goes_to_the_own_start_first() -> None:
    assert sentence_start(ARTICLE, TEXT.index("Two") + 2, -1) == TEXT.index("Two")
    assert paragraph_start(ARTICLE, TEXT.index("Four"), -1) == TEXT.index("Three")


def test_beyond_the_ends_one_stays_in_the_text() -> None:
    assert paragraph_start(ARTICLE, TEXT.index("Five"), 1) == len(TEXT) - 1
    assert sentence_start(ARTICLE, TEXT.index("Five"), 9) == len(TEXT) - 1
    assert paragraph_start(ARTICLE, 0, -1) == 0
    assert sentence_start(ARTICLE, 0, -1) == 0


def test_a_gap_belongs_to_the_sentence_before_it() -> None:
    assert sentence_at(ARTICLE, TEXT.index("\n\n")) == (TEXT.index("Two"), TEXT.index("\n\n"))
    assert sentence_at(article_of(""), 0) is None


@given(st.text(st.sampled_from("ab .?!\n"), max_size=60), st.integers(0, 60), st.sampled_from([-2, -1, 1, 2]))
def test_motions_stay_in_the_text_and_never_go_the_wrong_way(text: str, offset: int, count: int) -> None:
    article = article_of(text)
    offset = min(offset, max(0, len(text) - 1))
    for motion in (sentence_start, paragraph_start):
        target = motion(article, offset, count)
        assert 0 <= target <= max(0, len(text) - 1)


def test_a_text_without_line_ends_is_not_split_again_as_a_whole() -> None:
    text = "Some words stand here. " * 100_000
    article = article_of(text.strip())
    middle = 23 * 50_000
    assert sentence_start(article, middle + 3, 1) == middle + 23
    assert sentence_start(article, middle + 3, -1) == middle
