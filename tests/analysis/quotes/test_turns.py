"""Whose turn it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.quotes.document import SpeakerTurns
from tui.analysis.quotes.marks import paragraphs


def turns(text: str) -> list[str | None]:
    """The label under which each paragraph falls."""
    blocks = paragraphs(text)
    found = SpeakerTurns(text, blocks)
    speakers = [found.speaker(number) for number in range(len(blocks))]
    return [speaker and speaker.span.of(text) for speaker in speakers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ANN LEE: Good day.\nBO RAY: Is it?\nANN LEE: It is.", ["ANN LEE", "BO RAY", "ANN LEE"]),
        ("Q: Why?\nA: Why not?", ["Q", "A"]),
        ("Q. So?\nQ: Why?\nA: Why not?", [None, "Q", "A"]),
        ("Lee (shouting): No.\nRay: Yes.\nLee: No.\nRay, the mayor: Yes.", ["Lee", "Ray", "Lee", "Ray"]),
        (
            "LEE: One.\nTwo, she went on.\nRAY: Three.\nLEE: Four.\nThe end.",
            ["LEE", "LEE", "RAY", "LEE", None],
        ),
        ("She left.\nNote: It rained.\nNote: It rained again.", [None, None, None]),
        ("One thing is clear: it rained.\nAnd another: it was cold.", [None, None]),
        ("Tickets: ten pounds.\nDoors: seven.", [None, None]),
        ("", []),
    ],
)
def test_turns_are_found_by_labels_in_capitals_or_that_come_again(
    text: str, expected: list[str | None]
) -> None:
    assert turns(text) == expected


def test_the_words_of_a_turn_come_after_its_label() -> None:
    text = "LEE: Good day.\nRAY (laughs):  Is it?\nLEE:\nThe end."
    blocks = paragraphs(text)
    found = SpeakerTurns(text, blocks)
    words = [found.words(number).of(text) for number in range(len(blocks))]
    assert words == ["Good day.", "Is it?", "LEE:", "The end."]


@given(st.lists(st.sampled_from(["A: ", "Q: ", "LEE", ":", " (", ")", "x", "\n", "é ", "- "]), max_size=40))
@settings(max_examples=60, deadline=None)
def test_words_stay_in_their_paragraph(parts: list[str]) -> None:
    text = "".join(parts)
    blocks = paragraphs(text)
    found = SpeakerTurns(text, blocks)
    for number, block in enumerate(blocks):
        words = found.words(number)
        assert block.start <= words.start < words.end == block.end
        speaker = found.speaker(number)
        assert speaker is None or speaker.span.of(text).strip()
