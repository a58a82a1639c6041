"""The tags that the network gives to words: outside of names, or the beginning or inside of one of a kind."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui.analysis.labels import LABELS
from tui.domain.analysis import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""By number, as the network has them: outside, then beginning and inside of each label."""

_NEVER = -1e9


def beginning(label: Label) -> int:
    """Return the number of the tag of a name's first word; that of its other words is one more."""
    return 1 + 2 * LABELS.index(label)


def best_tags(scores: "NDArray[np.float32]") -> list[int]:
    """Return the tags with the highest sum of scores among those that make sense together (Viterbi 1967).

    What makes no sense is the inside of a name that has not begun.

    Args:
        scores: [words, tags]
    """
    likeliest = scores.argmax(axis=1) if len(scores) else np.zeros(0, dtype=np.int64)
    if _make_sense(likeliest):
        known: list[int] = likeliest.tolist()
        return known
    kinds = len(LABELS)
    best = np.full(len(TAGS), _NEVER, dtype=np.float64)
    best[0], best[1::2] = scores[0, 0], scores[0, 1::2]
    back = np.zeros((len(scores), len(TAGS)), dtype=np.int64)
    inside = np.arange(2, 2 * kinds + 1, 2)
    for number in range(1, len(scores)):
        top = int(best.argmax())
        back[number] = top
        reached = np.full(len(TAGS), best[top])
        continues = best[inside] >= best[inside - 1]
        reached[inside] = np.where(continues, best[inside], best[inside - 1])
        back[number, inside] = np.where(continues, inside, inside - 1)
        best = reached + scores[number]
    tag = int(best.argmax())
    tags = [tag]
    for number in range(len(scores) - 1, 0, -1):
        tag = int(back[number, tag])
        tags.append(tag)
    return tags[::-1]


def _make_sense(tags: "NDArray[np.int64]") -> bool:
    """Return whether every inside of a name follows its beginning or another inside: most rows do."""
    before = np.concatenate([[0], tags[:-1]])
    is_inside = (tags > 0) & (tags % 2 == 0)
    return not (is_inside & (before != tags) & (before != tags - 1)).any()


def names(tags: Sequence[int]) -> Iterator[tuple[int, int, Label]]:
    """Yield the names in a row of tags: first word, the one after the last, label."""
    start, label = 0, -1
    for number, tag in enumerate([*tags, 0]):
        if label >= 0 and tag != 2 * label + 2:
            yield start, number, LABELS[label]
            label = -1
        if tag % 2:
            start, label = number, tag // 2


def label_shares(scores: "NDArray[np.float32]") -> bytes:
    """Return how likely each of ``LABELS`` is for a name, in 255ths: the geometric mean over its words.

    Args:
        scores: [words, tags] of its words.
    """
    likelihoods = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    means = (likelihoods[0, 1::2] + likelihoods[1:, 2::2].sum(axis=0)) / len(scores)
    shares = np.exp(means - means.max())
    return bytes((255 * shares / shares.sum()).round().astype(np.uint8))
