"""Labels to type."""

from itertools import combinations

import pytest

from tui.ui.reader.keys import HOME_ROW, MOST_LABELS, hint_labels


@pytest.mark.parametrize("count", [0, 1, 9, 10, 17, 18, 81, 82, 300, MOST_LABELS])
def test_no_label_begins_another_and_they_are_as_short_as_can_be(count: int) -> None:
    labels = hint_labels(count)
    assert len(labels) == count
    assert not any(b.startswith(a) or a.startswith(b) for a, b in combinations(labels, 2))
    assert all(len(label) == 1 for label in labels) == (count <= len(HOME_ROW))
    if count <= 81:
        assert set("".join(labels)) <= set(HOME_ROW)


def test_beyond_that_there_are_none() -> None:
    assert len(hint_labels(5 * MOST_LABELS)) == MOST_LABELS
