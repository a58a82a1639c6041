"""What tests of the store need."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.store.store import Store


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, if there is such a thing: what is tried is not the disk."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be; nothing is there yet."""
    return tmp_path / "data" / "notes"


@pytest.fixture
def store(folder: Path) -> Store:
    """A store in ``folder`` that waits for nothing."""
    return Store(folder, pause=lambda seconds: None)
