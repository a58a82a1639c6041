"""Sentences of a paragraph."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.text.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "Nobody came.", "Why?", "Who knows!"],
        ["Mr. Hale met Dr. Ito at 3.5 Main St. Mary Road.", "They spoke."],
        ["The U.S. Senate sat.", "It rose at 5 p.m. on Friday."],
        ["She moved to the U.S.", "He did not."],
        ["J. R. Ewing and George W. Bush waited.", "Then it began."],
        ["See No. 5 and p. 12.", "On Jan. 3 it was over."],
        ["Acme Inc. Chairman Bo Lee left.", "The Acme Corp. board stayed."],
        ["“We won.”", "He smiled."],
        ['"Did we win?" Smith asked.', "Nobody knew."],
        ['"Did we win?" she asked.', "“No.”"],
        ["(It was late.)", "[So it was.]", "‘Go.’"],
        ["He paused... and went on.", "He paused…", "Then he went on."],
        ["It cost $3.50 at example.com today.", "2025 was better."],
        ["1. Wash the rice.", "Boil it."],
        ["今日は雨です。", "「明日は？」", "晴れ。"],
        ["One line.", "Another after a gap"],
        ["¿Qué?", "¡Nada!", "Élan vital."],
    ],
)
def test_sentences_are_distinguished(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_sentence_and_a_single_line_end_does_not() -> None:
    assert split("one\ntwo\n \nthree") == ["one\ntwo", "three"]


def test_only_the_block_asked_for_is_split() -> None:
    text = "Before. One. Two. After."
    assert [s.of(text) for s in sentence_spans(text, 8, 17)] == ["One.", "Two."]
    assert sentence_spans(text, 5, 5) == []
    assert sentence_spans(text, -5, 999)[-1].of(text) == "After."


PIECES = st.lists(
    st.sampled_from([*".!?…\"'”’)(“", " ", "  ", "\n", "\n\n", "Mr", "U.S", "he", "The", "3", "。", "\ud800"])
    | st.text(max_size=4),
    max_size=40,
).map("".join)


@given(PIECES, st.data())
@settings(max_examples=100, deadline=None)
def test_sentences_cover_the_block_and_keep_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = start
    for span in sentence_spans(text, start, end):
        assert span.start >= at
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert text[at:end].strip() == ""


@pytest.mark.parametrize("unit", ["Mr. A. said it. ", ".", "\n ", " ", ".'", "a.b", "? "])
def test_time_is_linear_in_the_length(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    began = time.process_time()
    sentence_spans(text, 0, len(text))
    assert time.process_time() - began < 5
