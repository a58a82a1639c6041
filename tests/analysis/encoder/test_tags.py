import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tui.analysis.encoder.tags import TAGS, beginning, best_tags, label_shares, names
from tui.analysis.labels import LABELS
from tui.domain.analysis import Label

SCORES = st.integers(1, 12).flatmap(
    lambda words: arrays(np.float32, (words, len(TAGS)), elements=st.floats(-5, 5, width=32))
)


def makes_sense(tags: list[int]) -> bool:
    pairs = itertools.pairwise([0, *tags])
    return all(tag % 2 or not tag or before in (tag, tag - 1) for before, tag in pairs)


@settings(max_examples=80)
@given(SCORES)
def test_an_inside_follows_only_its_own_name(scores: np.ndarray) -> None:
    assert makes_sense(best_tags(scores))


@settings(max_examples=40)
@given(arrays(np.float32, (3, len(TAGS)), elements=st.floats(-5, 5, width=32)))
def test_no_other_tags_that_make_sense_score_higher(scores: np.ndarray) -> None:
    def total(tags: list[int]) -> float:
        return float(sum(scores[number, tag] for number, tag in enumerate(tags)))

    every = (list(tags) for tags in itertools.product(range(len(TAGS)), repeat=3))
    most = max(total(tags) for tags in every if makes_sense(tags))
    assert total(best_tags(scores)) == pytest.approx(most, abs=1e-4)


def test_an_inside_that_is_likeliest_but_makes_no_sense_is_given_up() -> None:
    person = beginning(Label.PERSON)
    scores = np.zeros((3, len(TAGS)), dtype=np.float32)
    scores[1, person + 1], scores[1, person] = 3, 2
    scores[2, person + 1], scores[0, person] = 3, -2
    assert best_tags(scores) == [0, person, person + 1]
    scores[0, person] = 0.5
    assert best_tags(scores) == [person, person + 1, person + 1]


def test_no_words_have_no_tags() -> None:
    assert best_tags(np.zeros((0, len(TAGS)), dtype=np.float32)) == []


def test_tags_are_read_as_names() -> None:
    person, place = beginning(Label.PERSON), beginning(Label.LOC)
    tags = [0, person, person + 1, person, 0, place, person, person + 1]
    assert list(names(tags)) == [
        (1, 3, Label.PERSON),
        (3, 4, Label.PERSON),
        (5, 6, Label.LOC),
        (6, 8, Label.PERSON),
    ]


@given(st.lists(st.sampled_from(range(len(TAGS))), max_size=20))
def test_every_beginning_is_one_name(tags: list[int]) -> None:
    found = list(names(tags))
    assert len(found) == sum(tag % 2 for tag in tags)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@given(arrays(np.float32, (2, len(TAGS)), elements=st.floats(-20, 20, width=32)))
def test_shares_are_255_together_but_for_rounding(scores: np.ndarray) -> None:
    shares = label_shares(scores)
    assert len(shares) == len(LABELS)
    assert abs(sum(shares) - 255) <= len(LABELS) / 2


def test_the_kind_that_all_words_speak_for_has_most() -> None:
    scores = np.zeros((2, len(TAGS)), dtype=np.float32)
    scores[0, beginning(Label.LOC)] = 3
    scores[1, beginning(Label.PERSON) + 1] = 2
    shares = label_shares(scores)
    assert LABELS[shares.index(max(shares))] is Label.LOC
    assert shares[LABELS.index(Label.PERSON)] > shares[LABELS.index(Label.ORG)]
