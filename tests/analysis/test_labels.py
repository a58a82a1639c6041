import pytest

from tui.analysis.labels import is_calendar_date, own_label
from tui.domain.analysis import Label


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("PERSON", Label.PERSON),
        ("PER", Label.PERSON),
        ("GPE", Label.LOC),
        ("LOC", Label.LOC),
        ("FAC", Label.FAC),
        ("ORG", Label.ORG),
        ("NORP", Label.NORP),
        ("WORK_OF_ART", Label.MISC),
        ("EVENT", Label.MISC),
        ("LAW", Label.MISC),
        ("MISC", Label.MISC),
        ("PRODUCT", Label.PRODUCT),
        ("persName", Label.PERSON),
        ("CARDINAL", None),
        ("ORDINAL", None),
        ("PERCENT", None),
        ("QUANTITY", None),
        ("TIME", None),
        ("", None),
    ],
)
def test_labels_of_other_pipelines_are_put_in_our_words(theirs: str, ours: Label | None) -> None:
    assert own_label(theirs) is ours


def test_every_label_of_ours_keeps_its_name() -> None:
    assert [own_label(label) for label in Label] == list(Label)


@pytest.mark.parametrize(
    "wording",
    ["Monday", "2 March 2025", "2025", "the 1990s", "Sept. 11", "May", "12/05/2024", "Sundays", "2025-03-02"],
)
def test_a_calendar_date_names_a_day_a_month_or_a_year(wording: str) -> None:
    assert is_calendar_date(wording)


@pytest.mark.parametrize(
    "wording", ["today", "last week", "three years", "the weekend", "annual", "the past 20 years"]
)
def test_other_times_are_no_calendar_dates(wording: str) -> None:
    assert not is_calendar_date(wording)
