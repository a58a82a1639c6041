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


def read(pages: list[list[Words]], set_in: float = 0) -> Article:
    """The article of a PDF, which is lawful."""
    made = article_from_pdf(make_pdf(pages, set_in=set_in), "p.pdf", "")
    assert made is not None
    assert_lawful(made)
    return made


@pytest.mark.parametrize("set_in", [0, 1, 12])
def test_lines_are_joined_into_paragraphs_under_headings(set_in: float) -> None:
    made = read(
        [
            [
                Words("The lock at Tarn", 72, 720, 20),
                *paragraph(GATES, 690),
                Words("The mill", 72, 640, 14),
                *paragraph(MILL, 620, indent=12),
                *paragraph(GATES, 620 - 12 * len(MILL), indent=12),
            ]
        ],
        set_in,
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


def test_a_hyphen_of_its_own_stays_where_it_ends_a_line() -> None:
    words = [
        "She is a well-known keeper, and as well-",
        "known as the old one was in the re-",
        "gion of Tarn.",
    ]
    made = read([paragraph(words, 700)])
    assert made.text.endswith("and as well-known as the old one was in the region of Tarn.")


def test_a_hyphen_that_stands_for_the_rest_of_a_word_stays() -> None:
    made = read([paragraph(["It was told in books of the pre-", "and post-war years of Tarn."], 700)])
    assert made.text == "It was told in books of the pre- and post-war years of Tarn."


def test_markers_that_are_written_after_the_text_stand_before_their_items() -> None:
    items = ["Gates that Parliament", "paid for", "Wheels", "Boats"]
    words = [Words(item, 90, 600 - 12 * at) for at, item in enumerate(items)]
    markers = [Words("-" if at else "1.", 76, 600 - 12 * at) for at in (0,)]
    dots = [Words("\u2022", 76, 600 - 12 * at) for at in (2, 3)]
    made = read([[*paragraph(GATES, 700), *words, *paragraph(MILL, 600 - 12 * 4), *markers, *dots]])
    assert block_texts(made) == [
        (BlockKind.PARAGRAPH, " ".join(GATES)),
        (BlockKind.LIST_ITEM, "Gates that Parliament paid for"),
        (BlockKind.LIST_ITEM, "Wheels"),
        (BlockKind.LIST_ITEM, "Boats"),
        (BlockKind.PARAGRAPH, " ".join(MILL)),
    ]


def test_code_stays_as_it_stands() -> None:
    prose = [Words(line, 72, 700 - 12 * at, font="Times-Roman") for at, line in enumerate(GATES)]
    code = [Words("if open:", 72, 640, 9), Words("close(gate)", 72 + 4 * 5.4, 629, 9)]
    after = [Words(line, 72, 600 - 12 * at, font="Times-Roman") for at, line in enumerate(GATES)]
    kinds = block_texts(read([[*prose, *code, *after]]))
    assert kinds[1] == (BlockKind.CODE, "if open:\n    close(gate)")
    assert kinds[0][1] == kinds[2][1] == " ".join(GATES)


def test_a_table_of_contents_has_a_line_for_each_entry() -> None:
    entries = [f"{at} Of locks and mills{' .' * 30} {at}" for at in range(1, 4)]
    made = read([[*paragraph(entries, 700), *paragraph(GATES, 640)]])
    assert [text for _, text in block_texts(made)][:3] == [
        f"{at} Of locks and mills … {at}" for at in (1, 2, 3)
    ]


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


@pytest.mark.parametrize(("turned", "shown"), [(90, 0), (270, 0), (180, 0), (270, 90), (90, 270), (0, 90)])
def test_a_page_is_read_whichever_way_it_is_turned(turned: int, shown: int) -> None:
    words = [Words("The lock", 72, 560, 20), *paragraph(GATES, 530), *paragraph(MILL, 440, indent=12)]
    made = article_from_pdf(make_pdf([words], turned=turned, shown=shown), "p.pdf", "")
    assert made is not None
    assert [text for _, text in block_texts(made)] == ["The lock", " ".join(GATES), " ".join(MILL)]


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
    assert made.text.count("of the book.") == 8 * len(GATES)


def test_of_a_head_and_a_foot_on_two_pages_one_is_left_and_parts_no_sentence() -> None:
    halves = GATES[:3], GATES[3:]
    pages = [
        [
            Words("THE LOCK OF TARN", 72, 770, 9),
            *paragraph(half, 700),
            Words("Herald of the valley", 72, 30, 9),
        ]
        for half in halves
    ]
    texts = [text for _, text in block_texts(read(pages))]
    assert texts == ["THE LOCK OF TARN", " ".join(GATES), "Herald of the valley"]
    close = [
        paragraph(["Sold: all.", *(f"Row {at} of day {day}." for at in range(6))], 780) for day in (1, 2)
    ]
    assert read(close).text.count("Sold: all.") == 2


def test_text_that_is_alike_on_all_pages_is_no_running_head() -> None:
    pages = [
        [
            Words("THE LOCK OF TARN", 72, 785, 9),
            *paragraph([f"Level {row} of day {number} is given here." for row in range(40)], 755),
        ]
        for number in range(1, 6)
    ]
    text = read(pages).text
    assert "TARN" not in text
    assert all(f"Level {row} of day {number} is" in text for row in range(40) for number in range(1, 6))


def test_a_running_head_of_two_rows_is_left_out() -> None:
    pages = [
        [
            Words("THE LOCK OF TARN", 72, 785, 9),
            Words("A report to the council", 72, 772, 9),
            *paragraph([f"Sentence {number} of the book. {line}" for line in GATES], 740),
        ]
        for number in range(1, 6)
    ]
    text = read(pages).text
    assert "TARN" not in text
    assert "A report" not in text
    assert text.count("of the book.") == 5 * len(GATES)


def test_hyphens_before_capitals_and_between_numbers_are_their_own() -> None:
    lines = [
        "The keeper of the lock at Tarn said that the gates were new in 1984-",
        "85 and that they would be replaced, as the council had said to anti-",
        "American friends of it.",
    ]
    text = read([paragraph(lines, 700)]).text
    assert "in 1984-85 and" in text
    assert "to anti-American friends" in text


def test_a_head_that_is_another_on_each_page_is_known_by_the_number() -> None:
    heads = ["Of locks", "Of mills and wheels", "The weir", "Boats, old and new"]
    pages = [
        [Words(f"{head} {at}", 72, 770, 10), *paragraph([f"Page {at} says so.", *GATES], 700)]
        for at, head in enumerate(heads, 1)
    ]
    text = read(pages).text
    assert not any(head in text for head in heads)
    assert text.count("says so.") == 4


@pytest.mark.parametrize("apart", [False, True])
def test_numbers_of_lines_are_left_out(apart: bool) -> None:
    lines = [*GATES, *MILL, *GATES, *MILL]
    words = paragraph(lines, 700)
    numbers = [Words(str(at), 40, word.y, 7) for at, word in enumerate(words, 31)]
    page = (
        [*words, *numbers] if apart else [each for pair in zip(numbers, words, strict=True) for each in pair]
    )
    made = read([page])
    assert made.text.split() == " ".join(lines).split()


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


def test_notes_at_the_foot_of_a_column_part_no_sentence() -> None:
    narrow = wrap(" ".join([*GATES, *MILL]), 34)
    first = [*narrow[:4], "and so it was that the coun-"]
    second = ["cil paid for all of it, with", *narrow[4:]]
    made = read(
        [
            [
                *paragraph(first, 700),
                *paragraph(["1 Elm of Orrey, it is", "said, by Ann Ray."], 60, size=7, leading=9),
                *paragraph(second, 700, x=320),
            ]
        ]
    )
    assert [text for _, text in block_texts(made)] == [
        " ".join([*narrow[:4], "and so it was that the council paid for all of it, with", *narrow[4:]]),
        "1 Elm of Orrey, it is said, by Ann Ray.",
    ]


def test_an_item_goes_on_in_the_next_column() -> None:
    narrow = wrap(" ".join(GATES), 34)
    left = [*paragraph(narrow, 700), *paragraph(["• Sluices, of which the wa-"], 600, x=350 - 72)]
    made = read([left, [*paragraph(["ter is let through, and the", "council knows."], 700, x=200)]])
    assert block_texts(made)[-1] == (
        BlockKind.LIST_ITEM,
        "Sluices, of which the water is let through, and the council knows.",
    )


def test_the_number_of_a_note_stands_in_brackets() -> None:
    # A letter of this font is six points wide, and of a number of a note four.
    line = [Words("was elm.", 72, 688), Words("1", 120, 692, 6), Words("It was M", 128, 688)]
    line += [Words("2", 176, 686, 6), Words("or 12.", 188, 688)]
    made = read([[*paragraph(GATES[:1], 700), *line, *paragraph(MILL, 640)]])
    assert "was elm.[1] It was M2 or 12." in made.text


def test_a_table_keeps_its_cells_apart() -> None:
    rows = [("Elm12", "12.3", "1954"), ("Orrey Maid", "9.8", "1961"), ("Tarn", "7.0", "1970")]
    cells = [
        Words(cell, 72 + 150 * at, 600 - 14 * y) for y, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    made = read([[*paragraph(GATES, 700), *cells]])
    table = block_texts(made)[-1]
    assert table[0] == BlockKind.CODE
    assert [line.split("  ")[0] for line in table[1].split("\n")] == ["Elm12", "Orrey Maid", "Tarn"]


def test_a_cell_of_several_lines_is_one_cell_and_narrow_gaps_part_cells_below_wide_ones() -> None:
    rows = [("Tarn", "12 m", "Built of elm by the"), ("Upper weir of Orrey", "7 m", "Steel")]
    places = (72, 198, 260)
    words = [
        Words(cell, places[at], 600 - 30 * y) for y, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    words.insert(3, Words("keeper of the lock", 260, 588))
    table = block_texts(read([[*paragraph(GATES, 700), *words]]))[-1]
    assert table[0] == BlockKind.CODE
    assert [" ".join(line.split()) for line in table[1].split("\n")] == [
        "Tarn 12 m Built of elm by the keeper of the lock",
        "Upper weir of Orrey 7 m Steel",
    ]


def test_words_that_are_spread_to_the_edges_of_a_column_are_no_table() -> None:
    full = ["the keeper of the", "lock had not been", "asked whether the", "weir should close"]
    spread = [("council", "removed"), ("winter", "weather")]
    words = [Words(line, 72, 640 - 12 * at) for at, line in zip((0, 1, 4, 5), full, strict=True)]
    for at, (first, last) in enumerate(spread, 2):
        words += [Words(first, 72, 640 - 12 * at), Words(last, 72 + 6 * (17 - len(last)), 640 - 12 * at)]
    made = read([[*paragraph(GATES[:1], 700), *words]])
    assert all(block.kind is BlockKind.PARAGRAPH for block in made.blocks)


def test_the_words_of_an_item_that_are_spread_are_no_table() -> None:
    rows = [("•", "Water", "of a", "river"), ("", "lets", "boats", "through"), ("", "every", "other", "day")]
    words = []
    for row, (marker, *three) in enumerate(rows):
        if marker:
            words.append(Words(marker, 72, 640 - 12 * row))
        gap = (180 - 6 * sum(map(len, three))) / 2
        at = 84.0
        for word in three:
            words.append(Words(word, at, 640 - 12 * row))
            at += 6 * len(word) + gap
    made = read([[*paragraph(GATES[:1], 700), *words]])
    assert block_texts(made)[-1] == (
        BlockKind.LIST_ITEM,
        "Water of a river lets boats through every other day",
    )


def test_a_table_has_its_head_in_the_middle_of_its_columns() -> None:
    rows = [("Upper weir of Tarn", "12", "1954"), ("Lower lock of Dale", "7", "1961")]
    words = [
        Words(cell, 72 + 150 * at, 600 - 14 * y) for y, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    heads = [Words("Name", 115, 614), Words("Number", 210, 614), Words("Opened in", 357, 614)]
    table = block_texts(read([[*paragraph(GATES, 700), *heads, *words]]))[-1]
    assert [line.split()[0] for line in table[1].split("\n")] == ["Name", "Upper", "Lower"]


def test_the_number_of_a_heading_is_no_cell() -> None:
    heads = [[Words(f"{at}.1", 72, 700 - 200 * at), Words("Locks", 110, 700 - 200 * at)] for at in (1, 2)]
    bodies = [paragraph(GATES, 680 - 200 * at) for at in (1, 2)]
    made = read([[*heads[0], *bodies[0], *heads[1], *bodies[1]]])
    assert all(block.kind is not BlockKind.CODE for block in made.blocks)


@pytest.mark.parametrize("said", [b"Water and the valley", b"Water and the valley: a study - The Herald"])
def test_a_title_that_the_file_says_otherwise_is_not_there_twice(said: bytes) -> None:
    words = paragraph([*GATES, *MILL] * 3, 690)
    data = make_pdf([[Words("Water and the valley: a study", 72, 720, 14), *words]])
    about = b"\n99 0 obj\n<</Title(%s)>>\nendobj\nxref" % said
    made = article_from_pdf(
        data.replace(b"/Root", b"/Info 99 0 R/Root").replace(b"\nxref", about), "p.pdf", ""
    )
    assert made is not None
    assert made.title == "Water and the valley: a study"
    assert made.text.count("Water") == 1


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    around = [
        Words("12/1/26, 4:07 AM   Locks of Tarn", 30, 775, 8),
        Words("https://t.example/a 1/1", 30, 15, 8),
    ]
    made = read([[*paragraph(GATES, 700), *around]])
    assert made.text == " ".join(GATES)


def test_lines_that_leave_much_of_the_column_free_are_paragraphs() -> None:
    verses = ["Let not a murmur", "meet the ear", "nor discontent"]
    made = read([[*paragraph(GATES, 700), *paragraph(verses, 700 - 12 * len(GATES))]])
    assert [text for _, text in block_texts(made)] == [" ".join(GATES), *verses]


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
