"""Analyses of all kinds, for laws, and analyses that the worker process is asked for."""

from collections.abc import Iterator

from hypothesis import strategies as st

from tests.support.articles import text_hash
from tui.analysis.worker.client import Analyser
from tui.domain.analysis import (
    Analysis,
    AnalysisPiece,
    Entity,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from tui.domain.text.spans import TextSpan

spans = st.builds(
    lambda start, length: TextSpan(start, start + length), st.integers(0, 9999), st.integers(1, 300)
)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def mention_lists(draw: st.DrawFn) -> list[Mention]:
    """Sorted and disjoint."""
    found, reached = [], 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30), st.sampled_from(Label)), max_size=30)
    ):
        found.append(Mention(reached + gap, reached + gap + length, label))
        reached += gap + length
    return found


entities = st.builds(
    Entity,
    st.sampled_from(Label),
    names,
    st.lists(spans, min_size=1, max_size=9, unique=True).map(sorted).map(tuple),
)
shares = st.floats(0, 1)
quotations = st.builds(
    Quotation,
    spans,
    st.sampled_from(QuotationKind),
    st.none() | spans,
    st.none() | st.builds(Speaker, spans, st.none() | names, shares),
    shares,
)


def analyses() -> st.SearchStrategy[Analysis]:
    """Complete ones."""
    return st.builds(
        Analysis,
        st.lists(entities, max_size=8).map(tuple),
        st.lists(quotations, max_size=8).map(tuple),
        st.just("en_ruler 0.1"),
        remark=st.just("") | names,
    )


def start(analyser: Analyser, text: str, focus: int = 0) -> Iterator[AnalysisPiece | Analysis]:
    return analyser.run(text, text_hash(text), lambda: focus, lambda: False)
