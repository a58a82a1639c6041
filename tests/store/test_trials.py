"""The short forms of what ``python -m benchmarks.store`` does at length: nothing acknowledged is lost."""

import os
from pathlib import Path

import pytest

from benchmarks import faults, trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.mark.parametrize("writers", [1, 4])
def test_nothing_acknowledged_is_lost_when_all_writers_are_killed(quick: Path, writers: int) -> None:
    outcome = trials.killed(quick, 15, writers)
    assert outcome.acknowledged > 15 * writers
    assert outcome.losses == ()


def test_no_writer_overwrites_what_another_one_saved(quick: Path) -> None:
    outcomes = trials.raced(quick, writers=4, saves=15), trials.counted(quick, writers=4, times=15)
    assert outcomes == (trials.Outcome(4, 60), trials.Outcome(4, 60))


def test_no_fault_of_any_system_call_of_a_save_loses_anything(quick: Path) -> None:
    outcome = faults.faulted(quick, ["a note is there"], modes=2)
    assert outcome.trials >= 80
    assert outcome.acknowledged > 20
    assert outcome.losses == ()
    asked = set(faults.calls_of(quick, "a note is there"))
    assert asked >= {
        "open",
        "read",
        "write",
        "fsync",
        "replace",
        "close",
        "flock",
        "fstat",
        "stat",
        "listdir",
    }


def test_no_fault_loses_anything_in_a_store_that_was_not_well(quick: Path) -> None:
    others = [scene for scene in faults.SCENES if scene != "a note is there"]
    outcome = faults.faulted(quick, others, modes=1, every=6)
    reading = faults.faulted(quick, ["the file is missing"], modes=1, every=2, reading=True)
    assert outcome.trials > 60
    assert reading.trials > 10
    assert (*outcome.losses, *reading.losses) == ()


def test_a_loss_would_be_seen(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Acknowledged without having been written: what a broken store would do.
    monkeypatch.setattr(trials.Store, "put", lambda self, article, annotation: ())
    assert len(trials.raced(quick, writers=1, saves=3).losses) == 3
