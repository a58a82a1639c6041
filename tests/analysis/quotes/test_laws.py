"""What holds of the quotations of any text."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.entities.clustering import cluster_mentions
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import Label, Mention

PIECES = st.lists(
    st.sampled_from(
        [
            *"\"'“”‘’«»„,.:;?!—\n",
            "''",
            "``",
            " ",
            " said ",
            "Ann Lee",
            " he ",
            "the mayor",
            " according to ",
            "I’m",
            "\ue000",
            "\ud800",
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@given(PIECES, st.data())
@settings(max_examples=100, deadline=None)
def test_nothing_is_raised_and_spans_are_in_order(text: str, data: st.DataObject) -> None:
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    label = st.sampled_from(list(Label))
    mentions = [Mention(a, b, data.draw(label)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    quotations = find_quotations(text, mentions, cluster_mentions(text, mentions))
    at = 0
    for quotation in quotations:
        assert at <= quotation.span.start < quotation.span.end <= len(text)
        at = quotation.span.end
        for inner in (quotation.cue, quotation.speaker.span if quotation.speaker else None):
            assert inner is None or (0 <= inner.start < inner.end <= len(text))
        assert quotation.speaker is None or quotation.speaker.name != ""


@pytest.mark.parametrize(
    "unit",
    [
        "“We will not leave,” Ann Lee said. He said “no more of this”.\n",
        "“We will not leave,” Ann Lee said. “I can’t say,” he added, ",
        '"',
        "“ ",
        "'a ",
        "”",
        "he said ",
        "\n“a b c d",
        "Ann Lee ",
        "the mayor of “all of it” ",
    ],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        mentions = [
            Mention(found.start(), found.end(), Label.PERSON) for found in re.finditer("Ann Lee", text)
        ]
        began = time.process_time()
        find_quotations(text, mentions, cluster_mentions(text, mentions))
        return time.process_time() - began

    seconds(1000)  # reads the weights
    most = 0.1 + 8 * seconds(10_000)
    # The better of two: whatever else the machine does only adds.
    assert any(seconds(40_000) < most for _ in range(2))
