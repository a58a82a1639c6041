"""Short passages of the kinds of names and quotations that readers of news meet, each with what is right."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.support.gold import DATA
from tui.analysis.analyser import analyse_checked
from tui.analysis.models import find_model
from tui.analysis.pipeline import Pipeline
from tui.domain.analysis import Analysis, Label

# One worker loads the pipeline.
pytestmark = pytest.mark.xdist_group("pipeline")

_EXPECTED = re.compile(rf"({'|'.join(Label)}|QUOTES): (.*)")
_RIGHT = 0.9
"""The share of a kind's passages in which all must be right."""


class Passage(NamedTuple):
    """A text, and by label or QUOTES what is right."""

    text: str
    expected: dict[str, dict[str, str]]

    def faults(self, analysis: Analysis) -> list[str]:
        """What is found otherwise than expected."""
        return [
            f"{what}: {found} for {right}\n  in {self.text}"
            for what, right in self.expected.items()
            if (found := self._found(what, right, analysis)) != right
        ]

    def _found(self, what: str, right: dict[str, str], analysis: Analysis) -> dict[str, str]:
        if what != "QUOTES":
            named = [entity for entity in analysis.entities if entity.label == what]
            return {entity.name: str(len(entity.mentions)) for entity in named}
        found = {}
        for quotation in analysis.quotations:
            said = re.sub(r"\A\W+", "", quotation.span.of(self.text))
            name = quotation.speaker.name if quotation.speaker else None
            found[next((start for start in right if said.startswith(start)), said)] = name or "nobody"
        return found


def _passages() -> Iterator[tuple[str, Passage]]:
    kind, lines, expected = "", [], {}
    for line in [*(DATA / "kinds.txt").read_text(encoding="utf-8").splitlines(), "=="]:
        found = _EXPECTED.match(line)
        if found:
            sign = " = " if found[1] == "QUOTES" else " "
            pairs = [pair.rpartition(sign) for pair in found[2].split("; ") if pair != "-"]
            expected[found[1]] = {name: value for name, _, value in pairs}
            continue
        if expected:
            yield kind, Passage("\n".join(lines).strip(), expected)
            lines, expected = [], {}
        if line.startswith("=="):
            kind = line[3:]
        elif not line.startswith("#"):
            lines.append(line)


PASSAGES: dict[str, list[Passage]] = defaultdict(list)
for _kind, _passage in _passages():
    PASSAGES[_kind].append(_passage)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(None)


@pytest.mark.parametrize("kind", PASSAGES)
def test_names_and_speakers_of_a_kind_are_right(pipeline: Pipeline, kind: str) -> None:
    passages = PASSAGES[kind]
    shipped = find_model(None)
    found = [analyse_checked(lambda: pipeline, shipped, passage.text, "", "") for passage in passages]
    faults = [passage.faults(analysis) for passage, analysis in zip(passages, found, strict=True)]

    wrong = [fault for each in faults for fault in each]
    assert sum(not each for each in faults) >= _RIGHT * len(passages), "\n".join(wrong)
