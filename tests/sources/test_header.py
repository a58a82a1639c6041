"""The first line ``date YYYY-MM-DD standfirst. Headline``."""

import pytest

from tui.sources.plain_text import read_header

CASES = [
    # (first line, date, standfirst, headline)
    (
        " date 2024-05-06 The ferry to Orrey will stop in June, its owner said on Monday. Last boat to Orrey",
        "2024-05-06",
        "The ferry to Orrey will stop in June, its owner said on Monday.",
        "Last boat to Orrey",
    ),
    (
        "date 2023-11-30 A judge in the U.S. Virgin Islands freed Mr. Adair and J. Penn. Two walk free",
        "2023-11-30",
        "A judge in the U.S. Virgin Islands freed Mr. Adair and J. Penn.",
        "Two walk free",
    ),
    (
        'date 2022-01-09 The baker said the fire was "the end of it." Town loses its oldest oven',
        "2022-01-09",
        'The baker said the fire was "the end of it."',
        "Town loses its oldest oven",
    ),
    (
        "date 2022-01-09 The baker said the fire was “the end of it.” ‘No more bread’: a town mourns",
        "2022-01-09",
        "The baker said the fire was “the end of it.”",
        "‘No more bread’: a town mourns",
    ),
    (
        "date 2021-07-07 The council has no money left for the pool. Sink or swim? What the cut means",
        "2021-07-07",
        "The council has no money left for the pool.",
        "Sink or swim? What the cut means",
    ),
    (
        "date 2021-07-07 The council has no money left for the pool. Who will save it?",
        "2021-07-07",
        "The council has no money left for the pool.",
        "Who will save it?",
    ),
    (
        "date 2021-07-07 The pool shuts on Friday. Lengths were swum all night. Nobody wept. Pool: last day",
        "2021-07-07",
        "The pool shuts on Friday. Lengths were swum all night. Nobody wept.",
        "Pool: last day",
    ),
    (
        "date 2019-08-08 Will anybody ever pay for the new roof of the station? Rain stops trains",
        "2019-08-08",
        "Will anybody ever pay for the new roof of the station?",
        "Rain stops trains",
    ),
    ("date 2019-08-08 Who pays? Rain stops trains", "2019-08-08", "", "Who pays? Rain stops trains"),
    (
        "date 2018-05-05 She died at 5 a.m. on Sunday in Washington D.C. Tributes to the voice of the radio",
        "2018-05-05",
        "She died at 5 a.m. on Sunday in Washington D.C.",
        "Tributes to the voice of the radio",
    ),
    ("date 2020-02-29 Leap day brings snow to Harrow", "2020-02-29", "", "Leap day brings snow to Harrow"),
    (
        "date 2020-03-01 Prices rose 3.5 percent in March. Bread up",
        "2020-03-01",
        "Prices rose 3.5 percent in March.",
        "Bread up",
    ),
    ("date 2020-03-01", "2020-03-01", "", ""),
    ("Date: 2020-03-01   ", "2020-03-01", "", ""),
]


@pytest.mark.parametrize(("line", "date", "standfirst", "headline"), CASES)
@pytest.mark.parametrize(
    "rest", ["", "\n\nThe body begins here. It goes on.\n", "\nThe body begins here.\nMore of it."]
)
def test_a_first_line_gives_date_standfirst_and_headline(
    line: str, date: str, standfirst: str, headline: str, rest: str
) -> None:
    header = read_header(line + rest)
    assert header is not None
    assert (header.date, header.standfirst, header.headline) == (date, standfirst, headline)
    assert (line + rest)[header.end :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "date palms line the road from the harbour",
        "date 2025-02-30 There is no such day. A headline",
        "date 2025-13-01 There is no such month. A headline",
        "date 2025-1-1 Not the form. A headline",
        "dated 2025-01-01 Another word. A headline",
        "update 2025-01-01 Another word. A headline",
        "date 2025-01-011 A longer number. A headline",
        "The date 2025-01-01 stands later. A headline",
        "",
    ],
)
def test_other_first_lines_are_left_alone(line: str) -> None:
    assert read_header(line + "\n\nThe body.") is None


def test_a_run_broken_over_lines_is_read_whole() -> None:
    text = (
        "date 2024-10-10 The mill on the upper Tarn has stood empty since the spring, and its owner\n"
        "wants to turn it into a school for stonemasons from all of the valley. A mill with a\n"
        "second life\n\nThe body."
    )
    header = read_header(text)
    assert header is not None
    assert header.headline == "A mill with a second life"
    assert header.standfirst.startswith("The mill on the upper Tarn")
    assert header.standfirst.endswith("valley.")
    assert text[header.end :] == "\n\nThe body."


def test_a_very_long_first_line_is_no_header() -> None:
    assert read_header("date 2024-10-10 " + "word " * 5_000) is None
