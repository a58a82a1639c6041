"""PDFs: words in reading order, paragraphs, headings and notes, without what only belongs to the page."""

import random
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tests.support.pdf import Words, make_pdf, paragraph
from tui.domain.article import Article, BlockKind, cited
from tui.domain.errors import OpeningError
from tui.sources.documents.pdf import article_from_pdf
from tui.sources.files import Refusal
from tui.sources.open import open_article

GATES = wrap(
    "The keeper of the lock at Tarn said that the gates, which were made of elm in the year of the flood, "
    "would be replaced with steel ones before winter. He had not been asked, and he did not like it, but it "
    "was to be done, since the council had said so.",
    70,
)
MILL = wrap(
    "A mill stands below the lock, and its wheel has not turned for forty years or more. Nobody in the town "
    "remembers the sound of it, but for the miller.",
    70,
)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven"]


def read(pages: list[list[Words]]) -> Article:
    """The article of a PDF, which is lawful."""
    made = article_from_pdf(make_pdf(pages), "p.pdf", "")
    assert made is not None
    assert_lawful(made)
    return made


def test_lines_are_joined_into_paragraphs_under_headings() -> None:
    made = read(
        [
            [
                Words("The lock at Tarn", 72, 720, 20),
                *paragraph(GATES, 690),
                Words("The mill", 72, 640, 14),
                *paragraph(MILL, 620, indent=12),
                *paragraph(GATES, 620 - 12 * len(MILL), indent=12),
            ]
        ]
    )
    assert block_texts(made) == [
        (BlockKind.HEADLINE, "The lock at Tarn"),
        (BlockKind.PARAGRAPH, " ".join(GATES)),
        (BlockKind.HEADING, "The mill"),
        (BlockKind.PARAGRAPH, " ".join(MILL)),
        (BlockKind.PARAGRAPH, " ".join(GATES)),
    ]
    assert made.title == "The lock at Tarn"


def test_a_word_that_was_parted_is_whole() -> None:
    made = read([paragraph(["The gates of the lock were re-", "placed by the well-known", "keeper."], 700)])
    assert made.text == "The gates of the lock were replaced by the well-known keeper."


def test_a_sentence_goes_on_on_the_next_page() -> None:
    made = read([paragraph(GATES, 700), paragraph(MILL, 700)])
    assert [text for _, text in block_texts(made)] == [" ".join(GATES), " ".join(MILL)]
    made = read([paragraph(GATES[:1], 700), paragraph(GATES[1:], 700)])
    assert made.text == " ".join(GATES)
    assert made.pages == ((0, "1"), (made.text.index(GATES[1]), "2"))


def test_a_passage_is_cited_with_its_page() -> None:
    made = read([paragraph(GATES, 700), paragraph(MILL, 700)])
    start = made.text.index("A mill")
    assert ", p. 2" in cited(made, start, start + 6)
    assert ", p. 1" in cited(made, 0, start - 2)


@pytest.mark.parametrize("by_line", [False, True])
def test_two_columns_are_read_one_after_the_other(by_line: bool) -> None:
    left = [f"The left column says in its line {word} that" for word in NUMBERS]
    right = [f"and then the right one says of {word} that it" for word in NUMBERS]
    columns = paragraph(left, 700, size=8), paragraph(right, 700, x=330, size=8)
    words = (
        [word for pair in zip(*columns, strict=True) for word in pair]
        if by_line
        else [*columns[0], *columns[1]]
    )
    made = read([[Words("Two columns of news", 72, 740, 18), *words]])
    text = made.text.replace("\n\n", " ")
    assert text == " ".join(["Two columns of news", *left, *right])


def test_running_heads_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [
            Words(f"{number} THE LOCK OF TARN" if number % 2 else f"ANN RAY {number}", 72, 770, 9),
            *paragraph([f"Sentence {number} of the book. {line}" for line in GATES], 700),
            Words(str(number), 300, 30, 9),
        ]
        for number in range(1, 9)
    ]
    made = read(pages)
    assert "THE LOCK" not in made.text
    assert "ANN RAY" not in made.text
    assert not any(text.isdecimal() for _, text in block_texts(made))
    assert made.text.count("of the book.") == 24


def test_notes_come_at_the_end_of_their_page() -> None:
    made = read(
        [
            [
                *paragraph(GATES[:1], 700),
                *paragraph(["1 Elm of Orrey.", "2 By Ann Ray."], 60, size=7, leading=9),
            ],
            [*paragraph(GATES[1:], 700), *paragraph(MILL, 640, indent=12)],
        ]
    )
    texts = [text for _, text in block_texts(made)]
    assert texts == [" ".join(GATES), "1 Elm of Orrey.", "2 By Ann Ray.", " ".join(MILL)]


def test_a_table_keeps_its_cells_apart() -> None:
    rows = [("Elm", "12.3", "1954"), ("Orrey Maid", "9.8", "1961"), ("Tarn", "7.0", "1970")]
    cells = [
        Words(cell, 72 + 150 * at, 600 - 14 * y) for y, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    made = read([[*paragraph(GATES, 700), *cells]])
    table = block_texts(made)[-1]
    assert table[0] == BlockKind.CODE
    assert [line.split("  ")[0] for line in table[1].split("\n")] == ["Elm", "Orrey Maid", "Tarn"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf([[], []]), "no text, only pictures"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (make_pdf([paragraph(GATES, 700)])[:300], "damaged"),
    ],
    ids=["empty pages", "header alone", "cut off"],
)
def test_what_cannot_be_read(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(data)
    with pytest.raises(OpeningError, match=reason):
        open_article(str(path))


def test_it_is_opened_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(make_pdf([paragraph(GATES, 700)]))
    assert open_article(str(path)).text == " ".join(GATES)
    assert open_article(str(path)).title == "Paper"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_damage_ends_in_an_article_or_a_refusal(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(make_pdf([paragraph(GATES, 700), paragraph(MILL, 700)]))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    try:
        made = article_from_pdf(bytes(data), "p.pdf", "")
    except Refusal:
        return
    assert made is not None
    assert_lawful(made)
