import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.labels import ScoredMention
from tui.analysis.pipeline import trim, with_nicknames
from tui.domain.analysis import Label


def trimmed(text: str, found: str, label: Label) -> str:
    start = text.index(found)
    first, last = trim(text, start, start + len(found), label)
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "found", "label", "name"),
    [
        ("the UN’s men", "the UN’s", Label.ORG, "UN"),
        ("The Hague", "The Hague", Label.LOC, "The Hague"),
        ("on 2025-03-02 at noon", "2025-03-", Label.DATE, "2025-03-02"),
        ("since 2021 it", "since 2021", Label.DATE, "2021"),
        ("in early May 2021", "early May 2021", Label.DATE, "May 2021"),
        ("May is", "May", Label.DATE, "May"),
        ("paid £2.4m for", "£2.4", Label.MONEY, "£2.4m"),
        ("paid $3 million for", "$3", Label.MONEY, "$3 million"),
        ("paid $3 more", "$3", Label.MONEY, "$3"),
        ("Jung Hae-in came", "Jung Hae-", Label.PERSON, "Jung Hae-in"),
        ("Mrs. Ada Byron, MP, said", "Mrs. Ada Byron, MP", Label.PERSON, "Ada Byron"),
        ("Pope Leo said", "Pope Leo", Label.PERSON, "Pope Leo"),
        ("(Utopia, and", "(Utopia, and", Label.LOC, "(Utopia"),
        ("Bank of the", "Bank of the", Label.ORG, "Bank"),
        ("Ada\nByron", "Ada\nByron", Label.PERSON, "Ada"),
        ("-- '", "--", Label.ORG, ""),
        ("wrote on X.", "X.", Label.ORG, "X"),
        ("by T. S. Eliot. She", "T. S. Eliot.", Label.PERSON, "T. S. Eliot"),
        ("met Ray Cole Jr. there", "Ray Cole Jr.", Label.PERSON, "Ray Cole Jr."),
        ("said Malcolm X.", "Malcolm X.", Label.PERSON, "Malcolm X."),
    ],
)
def test_what_belongs_to_a_name(text: str, found: str, label: Label, name: str) -> None:
    assert trimmed(text, found, label) == name


@given(st.text(max_size=40), st.data(), st.sampled_from(Label))
def test_names_begin_and_end_with_something_visible(text: str, data: st.DataObject, label: Label) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = trim(text, start, end, label)
    assert start <= first <= last <= len(text)
    assert text[first:last] == text[first:last].strip()


def people(text: str, *names: str) -> list[ScoredMention]:
    found, start = [], 0
    for name in names:
        start = text.index(name, start)
        found.append(ScoredMention(start, start + len(name), Label.PERSON))
        start += len(name)
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('Then Theodore "Ted" Yarbrough left.', ["Theodore", "Ted", "Yarbrough"]),
        ("Then Theodore “Ted” Yarbrough left.", ["Theodore", "Yarbrough"]),
        ("Then Theodore ‘Big Ted’ Yarbrough left.", ["Theodore", "Big Ted", "Yarbrough"]),
    ],
)
def test_a_name_goes_on_beyond_a_nickname(text: str, parts: list[str]) -> None:
    (whole,) = with_nicknames(text, people(text, *parts), 0)
    assert text[whole.start : whole.end] == text[5:-6]


def test_what_is_no_nickname_joins_nobody() -> None:
    text = 'Ada "shouted at" Theodore, then at Ted. "Ted" Byron.'
    apart = [
        one._replace(start=one.start + 7, end=one.end + 7) for one in people(text, "Theodore", "Ted.", "Ted")
    ]
    assert with_nicknames(text, list(apart), 7) == apart
