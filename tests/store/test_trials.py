"""The short forms of what ``python -m benchmarks.store`` does at length: nothing acknowledged is lost."""

import os
from pathlib import Path

import pytest

from benchmarks import trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.mark.parametrize("writers", [1, 4])
def test_nothing_acknowledged_is_lost_when_all_writers_are_killed(tmp_path: Path, writers: int) -> None:
    outcome = trials.killed(tmp_path, 20, writers)
    assert outcome.acknowledged > 0
    assert outcome.lost == 0


def test_no_writer_overwrites_what_another_one_saved(tmp_path: Path) -> None:
    outcome = trials.raced(tmp_path, writers=4, saves=15)
    assert (outcome.acknowledged, outcome.lost) == (60, 0)


def test_no_fault_of_any_system_call_of_a_save_loses_anything(tmp_path: Path) -> None:
    outcome = trials.faulted(tmp_path)
    # Two files, each opened, written, closed and renamed; fsyncs and folders of one; the lock.
    assert outcome.trials >= len(trials.MODES) * 14
    assert outcome.acknowledged > 0
    assert outcome.lost == 0


def test_a_loss_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Acknowledged without having been written: what a broken store would do.
    monkeypatch.setattr(trials.Store, "put", lambda self, article, annotation: ())
    assert trials.raced(tmp_path, writers=1, saves=3).lost == 3
