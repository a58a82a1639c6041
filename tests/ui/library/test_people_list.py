"""The list of everybody who appears."""

import pytest

from tui.domain.analysis import Label
from tui.domain.people import Person
from tui.ui.library.people import PeopleRenderer

ZELENSKY = Person((Label.PERSON, "volodymyr zelensky"), "Volodymyr Zelensky", 1, 12, 4)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (50, "P Volodymyr Zelensky          4      12         1"),
        (40, "P Volodymyr Zelensky        4         1"),
        (30, "P Volodymyr Zelens…         1"),
        (17, "P Volodymyr Zel…"),
    ],
)
def test_the_name_and_the_number_of_articles_come_first(width: int, line: str) -> None:
    (runs,) = PeopleRenderer().lines(ZELENSKY, width)
    assert "".join(run.text for run in runs).rstrip() == line
