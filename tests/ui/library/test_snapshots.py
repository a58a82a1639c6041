"""What the screens of the library look like. Each picture was looked at by a person before it was stored."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support.app import Reading, SnapCompare
from tests.support.library import shelve
from tui.library import Library
from tui.ui.app import PostilApp


def then(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys, each once what the one before it has begun is done."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, PostilApp)
        reading = Reading(app, pilot)
        await reading.settled()
        for key in keys:
            await pilot.press(key)
            await reading.settled()

    return run


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((100, 24), ("s", "j"), id="articles"),
        pytest.param((80, 24), ("w", "enter"), id="known"),
        pytest.param((60, 20), ("T", "j", "r"), id="rename"),
    ],
)
def test_library(
    snap_compare: SnapCompare,
    new_library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    # Paths are reported from there, and so are the same in every run.
    monkeypatch.setenv("HOME", str(tmp_path))
    shelve(new_library, tmp_path)
    assert snap_compare(PostilApp(new_library), terminal_size=size, run_before=then(*keys))
