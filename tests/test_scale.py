"""Many texts: the example of docs/scale.md, in a cluster on this machine, and the measure of its figures."""

import os
import re
import sys
from pathlib import Path

import pytest

from benchmarks import scale

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")


def test_the_example_for_dask_runs_in_a_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dask.dataframe")
    pytest.importorskip("distributed")
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(example, "docs/scale.md", "exec"), names)
    found = names["found"]
    assert [tuple(row) for row in found.values] == [  # type: ignore[attr-defined]
        (number, "“It is done,”", "Ada Abbott") for number in range(4)
    ]


def test_figures_are_measured_of_texts_of_that_length() -> None:
    given = scale.texts(300)
    assert sum(len(text.split()) for text in given) >= 300
    found = scale.measured("here", scale.by_jobs, given, 1)
    assert found.entities > 0
    assert found.words == sum(len(text.split()) for text in given)
    assert found.processor > 0
    assert "| here | 1 |" in scale.table([found])
