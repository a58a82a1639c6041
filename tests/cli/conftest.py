"""What tests of several commands need."""

from pathlib import Path

import pytest

from tests.support.articles import MILL
from tests.support.commands import Commands


@pytest.fixture
def postil(home: Path) -> Commands:
    """Commands in a working folder with an article, and a library of the test's own."""
    Path("mill.txt").write_text(MILL)
    return Commands()
