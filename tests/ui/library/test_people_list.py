"""The list of everybody who appears."""

import pytest

from tui.domain.analysis import Label
from tui.domain.people import Person
from tui.ui.library.people import PeopleRenderer

ZELENSKY = Person((Label.PERSON, "volodymyr zelensky"), "Volodymyr Zelensky", 1, 12, 4)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (50, "P Volodymyr Zelensky         4 quotes · 1 article"),
        (36, "P Volodymyr Zelensky      1 article"),
        (17, "P Volodymyr Ze…"),
    ],
)
def test_the_name_goes_before_the_counts(width: int, line: str) -> None:
    (runs,) = PeopleRenderer().lines(ZELENSKY, width)
    assert "".join(run.text for run in runs).rstrip() == line
