"""How the probe of the network scores quotation marks."""

import re

import numpy as np
import pytest

from tui.analysis.pipeline import Pipeline, chunks
from tui.analysis.quotes.extraction import shipped_probe
from tui.analysis.quotes.probe import BIAS, PARTS, Probe, pooled

TEXT = "He read.\nShe calls it a “great big day” for them all.\n“Yes,” he said."
STARTS = [found.start() for found in re.finditer(r"[“”]|[\w’]+|[.,]", TEXT)]
WORDS = [TEXT[start:].split(" ")[0] for start in STARTS]


def value(text: str, part: str) -> dict[int, float]:
    """The mean of a part, by opening mark, where each word has its number for its one value."""
    values = np.arange(len(STARTS), dtype=np.float32)[:, None]
    return {start: float(means[PARTS.index(part), 0]) for start, means in pooled(text, STARTS, values)}


def test_each_part_is_the_mean_of_its_words_on_the_line() -> None:
    first, second = TEXT.index("“"), TEXT.rindex("“")
    opening = STARTS.index(first)
    assert value(TEXT, "opening") == {first: opening, second: STARTS.index(second)}
    assert value(TEXT, "closing")[first] == opening + 4
    assert value(TEXT, "inside")[first] == opening + 2
    # She calls it a: what stands on the line before is another paragraph's.
    assert value(TEXT, "before") == {first: opening - 2.5, second: 0}
    assert value(TEXT, "after")[first] == pytest.approx(opening + 6.5)


def test_a_probe_gives_the_same_for_reduced_and_for_whole_vectors() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(len(STARTS), 7)).astype(np.float32)
    probe = Probe({part: chance.normal(size=7).tolist() for part in PARTS} | {BIAS: [0.25]})
    reduced = dict(probe.probe_scores(TEXT, STARTS, vectors @ probe.weights))
    whole = {start: probe.probe_score(means) for start, means in pooled(TEXT, STARTS, vectors)}
    assert reduced == pytest.approx(whole)
    assert len(reduced) == 2


@pytest.mark.parametrize("text", ["", "“", "“”", "no marks", "“a", '"" "" ""', "“" * 50])
def test_odd_marks_and_missing_words_are_taken(text: str) -> None:
    for starts in ([], list(range(len(text)))):
        values = np.zeros((len(starts), 2), dtype=np.float32)
        assert all(means.shape == (len(PARTS), 2) for _, means in pooled(text, starts, values))


@pytest.mark.xdist_group("pipeline")
def test_the_pipeline_that_ships_scores_every_pair_of_marks() -> None:
    probe = shipped_probe()
    assert probe is not None
    shipped = Pipeline.load()
    text = (
        "The mayor, Ada Byron, said “we will not leave before the bridge is mended”. "
        "She was reading “War and Peace” on the train.\n\n“Nobody asked us,” she added.\n\n"
    )
    found = shipped.find(text * 30).probe_scores
    assert sorted(found) == [match.start() for match in re.finditer("“", text * 30)]
    assert np.isfinite(list(found.values())).all()
    assert len({round(found[match.start()], 3) for match in re.finditer("“", text)}) == 3
    assert len(chunks(text * 30)) > 1
