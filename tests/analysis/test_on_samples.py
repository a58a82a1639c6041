"""What the shipped pipeline and the rules for quotations find in the samples that are marked by hand.

The floors lie a little below what was measured when they were set; they are there to notice a
loss, not to say how good the analysis is on articles at large.
"""

import pytest

from tests.support.gold import (
    Gold,
    entity_score,
    load_gold,
    mention_score,
    quotation_score,
    speaker_name_score,
    speaker_score,
)
from tui.analysis.analyser import analyse_text
from tui.analysis.pipeline import Pipeline
from tui.domain.analysis import Analysis, Label

# One worker loads the pipeline.
pytestmark = pytest.mark.xdist_group("pipeline")

Analysed = dict[str, tuple[Gold, Analysis]]


@pytest.fixture(scope="module")
def analysed() -> Analysed:
    """The marked samples, each with what is found in it."""
    pipeline = Pipeline.load(None)
    golds = {name: load_gold(name) for name in ("london-summit", "saffron-trial")}
    return {name: (gold, analyse_text(pipeline, gold.text)) for name, gold in golds.items()}


@pytest.mark.parametrize(
    ("name", "label", "recall", "precision"),
    [
        ("london-summit", None, 0.85, 0.85),
        ("london-summit", Label.PERSON, 0.90, 0.90),
        ("london-summit", Label.LOC, 0.90, 0.85),
        ("london-summit", Label.NORP, 0.80, 0.80),
        ("london-summit", Label.DATE, 0.85, 0.85),
        # Names of a village, bakeries and a parrot that nobody has heard of.
        ("saffron-trial", None, 0.55, 0.65),
        ("saffron-trial", Label.PERSON, 0.50, 0.75),
        ("saffron-trial", Label.DATE, 0.80, 0.80),
    ],
)
def test_names_are_found_with_their_kind(
    analysed: Analysed, name: str, label: Label | None, recall: float, precision: float
) -> None:
    score = mention_score(*analysed[name], label)

    assert score.recall >= recall, score
    assert score.precision >= precision, score


@pytest.mark.parametrize(("name", "floor"), [("london-summit", 0.85), ("saffron-trial", 0.60)])
def test_each_is_listed_once_under_its_fullest_name(analysed: Analysed, name: str, floor: float) -> None:
    score = entity_score(*analysed[name])

    assert score.recall >= floor, score
    assert score.precision >= floor, score


@pytest.mark.parametrize(
    ("name", "recall", "precision", "speakers", "names"),
    [("london-summit", 0.85, 0.90, 0.80, 0.60), ("saffron-trial", 0.90, 0.80, 0.80, 0.60)],
)
def test_what_was_said_is_found_with_its_speaker(
    analysed: Analysed, name: str, recall: float, precision: float, speakers: float, names: float
) -> None:
    gold, analysis = analysed[name]

    found, attributed, named = (
        score(gold, analysis) for score in (quotation_score, speaker_score, speaker_name_score)
    )
    assert found.recall >= recall, found
    assert found.precision >= precision, found
    assert attributed.recall >= speakers, attributed
    assert named.recall >= names, named


def test_words_that_nobody_said_are_left_out_or_doubtful(analysed: Analysed) -> None:
    gold, analysis = analysed["saffron-trial"]
    not_said = gold.pairs_of_marks_not_said()

    sure = {quotation.span for quotation in analysis.quotations if not quotation.is_doubtful}
    taken = sure.intersection(not_said)

    assert len(not_said) == 6
    assert len(taken) <= 2, [span.of(gold.text) for span in taken]


def test_a_quotation_over_two_paragraphs_has_one_speaker(analysed: Analysed) -> None:
    gold, analysis = analysed["saffron-trial"]
    speakers = {quotation.span.of(gold.text)[:8]: quotation.speaker for quotation in analysis.quotations}
    first, second = speakers['"It was '], speakers['"I thoug']

    assert first is not None
    assert second is not None
    assert (first.span, first.name) == (second.span, second.name)
