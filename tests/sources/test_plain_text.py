"""Plain text as an article."""

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.sources.files import Refusal
from tui.sources.plain_text import article_from_text

PROSE = (
    "The harbour at Quell was built by people who did not trust the sea. Its walls are four metres thick, "
    "and the only gap in them faces north, away from the weather; “a door with its back to the wind,” the "
    "harbour master called it, and he did not mean it kindly. Boats come in slowly here or not at all."
)


def test_a_file_with_a_header_line() -> None:
    article = article_from_text(
        "  date 2025-01-31 The bridge will close for a year. Old bridge to close\n\nFirst.\n\nSecond.\n",
        "x.txt",
    )
    assert_lawful(article)
    assert article.date == "2025-01-31"
    assert article.title == "Old bridge to close"
    assert article.text == "Old bridge to close\n\nThe bridge will close for a year.\n\nFirst.\n\nSecond."
    assert block_texts(article) == [
        ("headline", "Old bridge to close"),
        ("standfirst", "The bridge will close for a year."),
        ("paragraph", "First."),
        ("paragraph", "Second."),
    ]


def test_a_date_alone_leaves_the_next_line_as_headline() -> None:
    article = article_from_text("date 2025-01-31\n\nOld bridge to close\n\nIt was old.", "x.txt")
    assert article.date == "2025-01-31"
    assert block_texts(article) == [("headline", "Old bridge to close"), ("paragraph", "It was old.")]


def test_nothing_but_a_header() -> None:
    article = article_from_text("date 2025-01-31 Old bridge to close", "x.txt")
    assert block_texts(article) == [("headline", "Old bridge to close")]


def test_a_date_and_nothing_else_is_no_article() -> None:
    with pytest.raises(Refusal, match="no text"):
        article_from_text("date 2025-01-31\n", "x.txt")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x07\x1b[31m", "\ufeff\u200b"])
def test_no_text_no_article(text: str) -> None:
    with pytest.raises(Refusal, match="no text"):
        article_from_text(text, "x.txt")


def test_a_short_first_line_is_the_headline() -> None:
    article = article_from_text(f"A door with its back to the wind\n\n{PROSE}", "/a/quell_harbour-2.txt")
    assert article.title == "A door with its back to the wind"
    assert block_texts(article)[0][0] == "headline"


def test_a_headline_with_a_line_below_it() -> None:
    article = article_from_text(f"A door to the north\n  By Ottoline Marsh\n\n{PROSE}", "x.txt")
    assert_lawful(article)
    assert block_texts(article) == [
        ("headline", "A door to the north"),
        ("paragraph", "By Ottoline Marsh"),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize("first", ["It rained.", "“Come in,” he said,", "“Come in!”", "* * *"])
def test_a_first_line_that_is_no_headline(first: str) -> None:
    article = article_from_text(f"{first}\n\n{PROSE}", "/a/quell_harbour-2.txt")
    assert article.title == "Quell harbour 2"
    assert block_texts(article)[0] == ("paragraph", first)


@pytest.mark.parametrize("width", [60, 72, 80, 99])
def test_lines_broken_to_a_width_are_joined(width: int) -> None:
    other = " ".join(reversed(PROSE.split()))
    text = (
        f"{textwrap.fill(PROSE, width)}\n\n{textwrap.fill(other, width)}\n\n{textwrap.fill(PROSE, width)}\n"
    )
    article = article_from_text(text, "x.txt")
    assert_lawful(article)
    assert [part for _, part in block_texts(article)] == [PROSE, other, PROSE]


def test_paragraphs_known_by_indentation_alone() -> None:
    text = "\n".join(textwrap.fill(PROSE, 70, initial_indent="    ") for _ in range(3))
    assert [part for _, part in block_texts(article_from_text(text, "x.txt"))] == [PROSE] * 3


def test_a_line_for_each_paragraph() -> None:
    article = article_from_text(f"{PROSE}\n{PROSE}\n   {PROSE} \n", "x.txt")
    assert [part for _, part in block_texts(article)] == [PROSE] * 3


def test_verse_among_prose_keeps_its_lines() -> None:
    verse = "The gulls came down at evening\n  and sat along the wall,\nand no one called them."
    article = article_from_text(
        f"{textwrap.fill(PROSE, 70)}\n\n{verse}\n\n{textwrap.fill(PROSE, 70)}", "x.txt"
    )
    assert [part for _, part in block_texts(article)] == [PROSE, verse, PROSE]


def test_a_poem_keeps_its_lines() -> None:
    stanza = "Four walls against the western sea,\nOne door toward the north,\nAnd few of them come forth."
    article = article_from_text(f"{stanza}\n\n{stanza}", "x.txt")
    assert [part for _, part in block_texts(article)] == [stanza, stanza]


def test_blank_lines_may_hold_spaces() -> None:
    article = article_from_text("One.\n \t \nTwo.\n\u3000\n\n   Three.", "x.txt")
    assert [part for _, part in block_texts(article)] == ["One.", "Two.", "Three."]


def test_escape_sequences_leave_nothing_behind() -> None:
    article = article_from_text(
        "\x1b]0;title\x07Red \x1b[31malert\x1b[0m\r\n\r\n[bold]x[/bold] [@click=app.quit]y\x9b2J\x00\ttab",
        "x.txt",
    )
    assert article.text == "Red alert\n\n[bold]x[/bold] [@click=app.quit]y tab"


_PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["\n", "\n\n", " ", "\t", "date 2025-03-02 ", "A headline", "The end. ", "\r\n", "- item ", PROSE]
    ),
)


@settings(max_examples=100)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_every_text_makes_a_lawful_article_or_none(text: str) -> None:
    try:
        article = article_from_text(text, "some file.txt")
    except Refusal:
        return
    assert_lawful(article)
    assert article == article_from_text(text, "some file.txt")


@settings(max_examples=50)
@given(st.text(alphabet="ab \n.A", max_size=400), st.integers(30, 110))
def test_no_word_is_lost_or_made(text: str, width: int) -> None:
    text = textwrap.fill(text, width) + "\n\n" + text
    try:
        article = article_from_text(text, "x")
    except Refusal:
        assert not text.strip()
        return
    assert article.text.split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        " " * 1_000_000 + "x",
        "\n " * 500_000 + "x",
        "date 2025-01-01 " + "a. " * 3_000,
        "- " * 400_000,
        "a\n" * 100_000,
    ],
    ids=["spaces", "blank lines", "sentences", "marks", "short lines"],
)
def test_odd_texts_take_linear_time(text: str) -> None:
    started = time.process_time()
    article_from_text(text, "x.txt")
    assert time.process_time() - started < 3


def test_the_first_turn_of_a_transcript_is_no_headline() -> None:
    turns = ["Q: When did you come to the lock?", "RAY: In 1954, and it was quiet then.", "Q: And now?"]
    made = article_from_text("\n\n".join(turns), "x.txt")
    assert block_texts(made) == [("paragraph", turn) for turn in turns]


def test_the_first_item_of_a_list_is_no_headline() -> None:
    made = article_from_text("* Open the gate\n\n* Let the water in\n\nThen wait.", "x.txt")
    assert [kind for kind, _ in block_texts(made)] == ["paragraph"] * 3


def test_lines_of_a_play_stand_where_they_stood() -> None:
    text = (
        "EXT. LOCK\n\nThe gates stand open.\n\n                 ANN\n            (quietly)\n        Only me."
    )
    made = article_from_text(text, "x.txt")
    assert block_texts(made)[-1] == ("code", "                 ANN\n            (quietly)\n        Only me.")


def test_the_first_line_of_a_dialogue_is_no_headline() -> None:
    made = article_from_text("— Who is there? he cried\n\n— A friend, said I.\n\n— Then come in.", "x.txt")
    assert [kind for kind, _ in block_texts(made)] == ["paragraph"] * 3
