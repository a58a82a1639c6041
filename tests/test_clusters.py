"""The scorer of grouping, on cases that were reckoned by hand, and how well marked articles are grouped."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.clusters import (
    Agreement,
    b_cubed,
    ceaf_e,
    found_clusters,
    gold_names,
    greatest_assignment,
    wanted_clusters,
)
from tests.support.gold import entity_score, load_gold
from tui.analysis.entities.clustering import cluster_mentions
from tui.domain.analysis import Analysis
from tui.domain.text.spans import TextSpan


def clusters(*groups: str) -> dict[TextSpan, int]:
    """Each letter is a mention, each word an entity."""
    return {TextSpan(ord(c), ord(c) + 1): n for n, letters in enumerate(groups) for c in letters}


def test_what_is_grouped_as_wanted_agrees_fully() -> None:
    same = clusters("abc", "d", "ef")

    for score in (b_cubed(same, same), ceaf_e(same, same)):
        assert (score.precision, score.recall, score.f1) == (1, 1, 1)


def test_b_cubed_of_the_example_of_bagga_and_baldwin() -> None:
    # Twelve mentions: five, two and five; the second answer joins both entities of five.
    wanted = clusters("12345", "67", "89ABC")

    joined_small = b_cubed(wanted, clusters("12345", "6789ABC"))
    joined_large = b_cubed(wanted, clusters("1234589ABC", "67"))

    assert joined_small.precision == pytest.approx(0.762, abs=0.001)
    assert joined_large.precision == pytest.approx(0.583, abs=0.001)
    assert joined_small.recall == joined_large.recall == 1


def test_ceaf_pairs_each_entity_once() -> None:
    # The first answer above: one entity is as wanted, one of seven has all five of another.
    wanted = clusters("12345", "67", "89ABC")

    score = ceaf_e(wanted, clusters("12345", "6789ABC"))

    assert score.precision == pytest.approx((1 + 2 * 5 / 12) / 2)
    assert score.recall == pytest.approx((1 + 2 * 5 / 12) / 3)


def test_mentions_of_one_side_count_against_it() -> None:
    wanted, found = clusters("ab"), clusters("abc", "d")

    assert b_cubed(wanted, found).precision == pytest.approx((2 / 3 + 2 / 3) / 4)
    assert b_cubed(wanted, found).recall == 1
    assert b_cubed(found, wanted).recall == pytest.approx((2 / 3 + 2 / 3) / 4)
    assert ceaf_e(wanted, found).precision == pytest.approx(0.8 / 2)


def test_nothing_marked_and_nothing_found_agree() -> None:
    assert b_cubed({}, {}).f1 == ceaf_e({}, {}).f1 == 1
    assert b_cubed(clusters("a"), {}).recall == 0
    assert (Agreement(1, 2, 1, 4) + Agreement(1, 2, 3, 4)).f1 == 0.5


MATRICES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


@given(MATRICES)
@settings(max_examples=100, deadline=None)
def test_the_assignment_is_the_best_of_all(gains: list[list[int]]) -> None:
    wide = gains if len(gains) <= len(gains[0]) else [list(row) for row in zip(*gains, strict=True)]

    best = max(
        sum(row[column] for row, column in zip(wide, order, strict=True))
        for order in permutations(range(len(wide[0])), len(wide))
    )
    assert greatest_assignment(gains) == best


def test_marked_articles_are_grouped_as_marked() -> None:
    """The floors lie a little below what was measured."""
    golds = [load_gold(name) for name in gold_names()]
    grouped = [(gold, cluster_mentions(gold.text, gold.mentions)) for gold in golds]
    pairs = [(wanted_clusters(gold), found_clusters(entities)) for gold, entities in grouped]
    names = [entity_score(gold, Analysis(entities)) for gold, entities in grouped]

    assert sum((b_cubed(*pair) for pair in pairs), Agreement()).f1 >= 0.98
    assert sum((ceaf_e(*pair) for pair in pairs), Agreement()).f1 >= 0.98
    assert sum(score.right for score in names) >= 0.98 * sum(score.wanted for score in names)
