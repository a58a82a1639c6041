"""Subtitles: paragraphs of what was said, with speakers, without times and markup."""

import re

import pytest

from tests.support.articles import assert_lawful
from tui.sources.documents.subtitles import article_from_subtitles
from tui.sources.files import Refusal


def read(text: str, name: str = "s.srt") -> list[str]:
    """The paragraphs of subtitles."""
    made = article_from_subtitles(text.encode(), name, "")
    assert made is not None
    assert_lawful(made)
    return made.text.split("\n\n")


def cues(*lines: str, gap: int = 0) -> str:
    """SubRip, two seconds a cue."""
    return "\n".join(
        f"{n}\n00:00:{(2 + gap) * n:02},000 --> 00:00:{(2 + gap) * n + 2:02},000\n{line}\n"
        for n, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            cues("The gate was made\nof <i>elm</i>,", "and it is old."),
            ["The gate was made of elm, and it is old."],
        ),
        (cues("It is old.", "It is wet.", gap=6), ["It is old.", "It is wet."]),
        (cues("ANN RAY: It is old.", "Very.", "BO: No."), ["ANN RAY: It is old. Very.", "BO: No."]),
        (cues("- It is old.\n- No."), ["It is old.", "No."]),
        (cues(">> It is old.", ">> No."), ["It is old.", "No."]),
        (
            cues("one line here", "one line here\nand the next", "and the next\nthe last"),
            ["one line here and the next the last"],
        ),
        (cues("He said: it is old &amp; wet."), ["He said: it is old & wet."]),
        (cues("\nOld\n\nand wet.", "It is."), ["Old and wet. It is."]),
        (cues("It was\n1954.").strip(), ["It was 1954."]),
        (cues("It was", "1954").replace("\n\n", "\n"), ["It was 1954"]),
        (re.sub(r"(?m)^[0-2]\n", "", cues("It was", "1954", "or so.")), ["It was 1954 or so."]),
        (
            cues("ÉVA #2: It&#39;s old.", "BO (off): &quot;No.&quot;"),
            ["ÉVA #2: It's old.", 'BO (off): "No."'],
        ),
        (cues("- ¿Is it old?\n- Éva says so."), ["¿Is it old?", "Éva says so."]),
        ("\n\n".join(reversed(cues("It is", "old.").split("\n\n"))), ["It is old."]),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nOld.\r\n\r\n", ["Old."]),
    ],
)
def test_subrip(text: str, paragraphs: list[str]) -> None:
    assert read(text) == paragraphs


def test_webvtt() -> None:
    text = (
        "WEBVTT - a talk\n\nNOTE not said\n\nSTYLE\n::cue { color: red }\n\nfirst\n"
        "00:01.000 --> 00:02.000 align:start\n"
        "<v Ann Ray>It <c.x>is</c> <00:01.500>old.\n\n00:02.000 --> 00:03.000\n<v Bo>No.</v>\n"
    )
    assert read(text, "s.vtt") == ["Ann Ray: It is old.", "Bo: No."]
    text += "\n00:03.100 --> 00:04.000\nThe gate\n\n00:04.000 --> 00:05.000\nis shut.\n"
    assert read(text, "s.vtt") == ["Ann Ray: It is old.", "Bo: No.", "The gate is shut."]


def test_subtitles_of_youtube() -> None:
    assert read("0:00:01.000,0:00:02.000\nIt is\n\n0:00:02.000,0:00:03.000\nold.\n", "s.sbv") == [
        "It is old."
    ]


@pytest.mark.parametrize("text", ["no times at all", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_nothing_is_said(text: str) -> None:
    with pytest.raises(Refusal, match="subtitles"):
        read(text)


def test_other_texts_are_left_to_others() -> None:
    assert article_from_subtitles(b"1\n\nOpen the gate.\n", "steps.txt", "") is None
