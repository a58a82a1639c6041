import pytest

from tui.analysis.labels import is_calendar_date, merge_parts, own_label
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
        ("per", Label.PERSON),
        (" Gpe ", Label.LOC),
        ("Work of Art", Label.MISC),
        ("B-PER", Label.PERSON),
        ("I-ORG", Label.ORG),
        ("U-gpe", Label.LOC),
        ("S_MISC", Label.MISC),
        ("I-CARDINAL", None),
        ("location-island", Label.LOC),
        ("B-organization-sportsteam", Label.ORG),
        ("creative-work", Label.MISC),
        ("LOCderiv", Label.NORP),
        ("O", None),
        ("B-", None),
        ("-PER", None),
    ],
)
def test_labels_of_other_pipelines_are_put_in_our_words(theirs: str, ours: Label | None) -> None:
    assert own_label(theirs) is ours


NO_NAMES = {
    *(
        "CARDINAL",
        "ORDINAL",
        "PERCENT",
        "QUANTITY",
        "TIME",
        "time",
        "QT",
        "TI",
        "MSR",
        "NUMERIC_VALUE",
        "PERIOD",
    ),
    *("PHONE", "PET_NAME", "TITLE_AFFIX"),
}
ONTONOTES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY "
    "TIME WORK_OF_ART"
)


@pytest.mark.parametrize(
    "scheme",
    [
        pytest.param(ONTONOTES, id="en, zh, nl, fi, mk"),
        pytest.param(f"{ONTONOTES} MOVEMENT PET_NAME PHONE TITLE_AFFIX", id="ja"),
        pytest.param("LOC MISC ORG PER", id="ca, da, de, es, fr, it, pt, ru, uk, xx"),
        pytest.param("DERIV_PER LOC MISC ORG PER", id="hr, sl"),
        pytest.param("EVENT GPE LOC ORG PERSON PRODUCT", id="el"),
        pytest.param("GPE LOC ORG PERSON PRODUCT TIME", id="lt"),
        pytest.param("DRV EVT GPE_LOC GPE_ORG LOC MISC ORG PER PROD", id="nb"),
        pytest.param("date geogName orgName persName placeName time", id="pl"),
        pytest.param("EVN LOC MSR OBJ ORG PRS TME WRK", id="sv"),
        pytest.param("DT LC OG PS QT TI", id="ko"),
        pytest.param(
            "DATETIME EVENT FACILITY GPE LANGUAGE LOC MONEY NAT_REL_POL NUMERIC_VALUE ORDINAL ORGANIZATION "
            "PERIOD PERSON PRODUCT QUANTITY WORK_OF_ART",
            id="ro",
        ),
    ],
)
def test_every_name_that_published_pipelines_find_is_shown(scheme: str) -> None:
    """The label schemes that spaCy publishes with its pipelines, by language."""
    labels = set(scheme.split())
    assert {label for label in labels if own_label(label) is None} == labels & NO_NAMES


def test_the_parts_of_a_name_are_joined() -> None:
    text = "Ada Byron, Grace\nHopper of New York; Ada"
    found = [
        (0, 3, "B-PER", 1),
        (4, 9, "I-PER", 2),
        (11, 16, "B-PER", 3),
        (17, 23, "L-PER", 4),
        (27, 30, "B-LOC", 5),
        (31, 35, "I-ORG", 6),
        (37, 40, "I-PER", 7),
    ]
    assert list(merge_parts(found, text)) == [
        (0, 9, "B-PER", 1),
        (11, 23, "B-PER", 3),
        (27, 30, "B-LOC", 5),
        (31, 35, "I-ORG", 6),
        (37, 40, "I-PER", 7),
    ]


def test_names_without_such_marks_stay_apart() -> None:
    found = [(0, 3, "PER"), (4, 9, "PER"), (9, 12, "B-PER")]
    assert list(merge_parts(found, "Ada Byron Poe")) == found
    assert list(merge_parts([], "")) == []


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
