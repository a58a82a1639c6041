"""Lines of plain texts: prose that was broken is joined, and all else stays as it was written."""

import random
import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.sources.files import Refusal
from tui.sources.plain_text import article_from_text

PARAGRAPHS = [
    "The lock keeper had worked on the canal for thirty years before the council decided that the gates, "
    "which had been built of elm in the reign of a king nobody could name, should be replaced with steel "
    "ones made in a town far away.",
    "He said that elm lasts as long as it is wet. “Let it dry and it goes in a summer,” he told Ann Ray, "
    "who had come from the Quell Courier to write about it, and she wrote that down and asked what it did.",
    "Steel, he said, is different. It does not care. In 1954 his father had seen a barge go through the "
    "lower gate at Tarn and nobody was hurt except a goat, which was a good goat and belonged to Mr. Beck.",
    "The council met on Tuesday in the old chapel. It did not decide, because the man who had the plans of "
    "the gates had gone to the wrong village and was eating soup there.",
]


def ragged(paragraph: str, width: int, seed: int, indent: str = "") -> str:
    """The paragraph in lines of uneven length, as people break them by hand."""
    rng = random.Random(seed)
    lines, line, limit = [], indent, width
    for word in paragraph.split():
        if line.strip() and len(line) + 1 + len(word) > limit:
            lines.append(line)
            line, limit = word, width - rng.randint(0, width // 5)
        else:
            line = f"{line} {word}" if line.strip() else line + word
    return "\n".join([*lines, line])


def paragraphs_of(text: str) -> list[str]:
    article = article_from_text(text, "x.txt")
    assert_lawful(article)
    return [part for _, part in block_texts(article)]


def kinds_of(text: str) -> list[tuple[str, str]]:
    """The blocks after a headline."""
    article = article_from_text(f"A headline\n\n{text}", "x.txt")
    assert_lawful(article)
    return block_texts(article)[1:]


@pytest.mark.parametrize("width", [30, 40, 55, 66, 72, 80, 100])
def test_prose_broken_to_any_width_is_joined(width: int) -> None:
    assert paragraphs_of("\n\n".join(textwrap.fill(p, width) for p in PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("width", [50, 64, 72, 90])
def test_ragged_lines_are_joined(width: int) -> None:
    assert paragraphs_of("\n\n".join(ragged(p, width, 7) for p in PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("width", [50, 72])
def test_ragged_lines_are_joined_where_paragraphs_are_known_by_indentation(width: int) -> None:
    assert paragraphs_of("\n".join(ragged(p, width, 3, "   ") for p in PARAGRAPHS * 3)) == PARAGRAPHS * 3


@pytest.mark.parametrize("width", [50, 72])
def test_double_spaced_lines_are_joined(width: int) -> None:
    text = "\n\n\n".join(ragged(p, width, 5).replace("\n", "\n\n") for p in PARAGRAPHS)
    assert paragraphs_of(text) == PARAGRAPHS


def test_double_spaced_lines_with_indented_paragraphs() -> None:
    text = "\n\n".join(ragged(p, 66, 5, "     ").replace("\n", "\n\n") for p in PARAGRAPHS)
    assert paragraphs_of(text) == PARAGRAPHS


def test_lines_without_blank_ones_whose_sentences_end_with_paragraphs() -> None:
    words = " ".join(["the keeper of the lock said that the gates which were made of elm would go"] * 7)
    paragraph = words.capitalize() + "."
    text = "CHAPTER 1\n\n" + "\n".join(ragged(paragraph, 62, seed) for seed in range(6))
    assert paragraphs_of(text) == ["CHAPTER 1", *[paragraph] * 6]


def test_paragraphs_of_one_line_with_blank_lines_between_stay_apart() -> None:
    lines = [f"Paragraph {number} is short. It ends here." for number in range(30)]
    assert paragraphs_of("\n\n".join(lines)) == lines


def test_words_with_hyphens_and_dashes_are_whole_again() -> None:
    text = (
        "The keeper of the lock and his daughter had built a great water-\n"
        "wheel of elm, of oak and of whatever else they found—nobody knew—\n"
        "how it was done, and the mill turned again on market days, on pre-\n"
        "and after them on feast days of the village and of its neighbours"
    )
    (found,) = paragraphs_of(text)
    assert "a great water-wheel of elm" in found
    assert "nobody knew—how it was done" in found
    assert "pre- and after" in found


def test_items_of_a_list_are_joined_each() -> None:
    assert kinds_of(
        "- a coat that is not thin, since it rains at Tarn on most of the days of the\n"
        "  year and sometimes twice\n"
        "- a pencil, because pens do not write in the wet and there is nothing else to\n"
        "  write with\n"
        "- bread"
    ) == [
        (
            "paragraph",
            "- a coat that is not thin, since it rains at Tarn on most of the days of the year and "
            "sometimes twice",
        ),
        (
            "paragraph",
            "- a pencil, because pens do not write in the wet and there is nothing else to write with",
        ),
        ("paragraph", "- bread"),
    ]


def test_turns_of_a_transcript_stay_apart() -> None:
    assert kinds_of(
        "ANNA: What did the keeper say to you on that morning when the\ngates were taken away?\n"
        "BEN: He said that elm lasts as long as it is wet, and nothing\nelse at all.\nANNA: And then?"
    ) == [
        ("paragraph", "ANNA: What did the keeper say to you on that morning when the gates were taken away?"),
        ("paragraph", "BEN: He said that elm lasts as long as it is wet, and nothing else at all."),
        ("paragraph", "ANNA: And then?"),
    ]


AS_THEY_ARE = {
    "verse": "Four walls against the western sea,\nOne door toward the north,\nAnd few of them come forth.",
    "verse without capitals": "i carry the lamp down to the water\nand the water takes it\nwithout a word\n"
    "the way it took my brother\nand his boat\nand the long nets",
    "pentameters": "The gate of elm was older than the town,\nAnd none of those who leaned on it at noon\n"
    "Could say what hand had cut the timber down,\nOr why the keeper went away so soon.",
    "an address": "Ottoline Marsh\nThe Quell Courier\n14 Harbour Street\nQuell",
    "a log": "2026-11-30 22:21:01 INFO started the server on port 80\n"
    "2026-11-30 22:21:02 INFO loaded 12 modules in 3 ms\n2026-11-30 22:21:03 WARN no cache",
    "a list of phrases": "mend the gate that was broken by the ice in spring\n"
    "add a rail for the people who walk there by night\npaint the lamps, and the post that holds them\n"
    "ask the council for more elm and a longer ladder",
    "a recipe": "2 cups flour\n1 egg\na pinch of salt\nsome butter\nwater",
    "commands": "$ git clone https://example.org/x\n$ cd x\n$ make install",
    "a quoted mail": "> On Tuesday you wrote that it is open\n> and nobody was there.\n> Is that so?",
}


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_what_is_no_prose_keeps_its_lines(name: str) -> None:
    lines = AS_THEY_ARE[name]
    assert kinds_of(lines) == [("paragraph", lines)]
    prose = "\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS)
    assert [part for _, part in kinds_of(f"{prose}\n\n{lines}\n\n{prose}")] == [
        *PARAGRAPHS,
        lines,
        *PARAGRAPHS,
    ]


EVERY_SPACE = {
    "a drawing": "        |\\\n        | \\\n   _____|__\\____\n   \\          /\n  ~~~~~~~~",
    "a table": "Year   Boats   Men\n1954   12      40\n1955   9       31",
    "a drawn table": "  +-----+------+\n  | a   | b    |\n  +-----+------+\n  | 1   | 22   |",
    "code": "def main():\n    for name in names:\n        print(name)\n    return 0",
    "more code": "function f(a) {\n  return a + 1;\n}",
    "an indented poem": "    The gulls came down\n        and sat along the wall\n    and no one called",
}


@pytest.mark.parametrize("name", EVERY_SPACE)
def test_where_every_space_counts_it_stays(name: str) -> None:
    assert kinds_of(EVERY_SPACE[name]) == [("code", EVERY_SPACE[name])]
    after = textwrap.fill(PARAGRAPHS[0], 60)
    assert kinds_of(f"{EVERY_SPACE[name]}\n\n{after}") == [
        ("code", EVERY_SPACE[name]),
        ("paragraph", PARAGRAPHS[0]),
    ]


def test_a_drawing_that_comes_first_keeps_its_indent_and_is_no_headline() -> None:
    article = article_from_text(f"\n\n{EVERY_SPACE['a drawing']}\n\n{PARAGRAPHS[0]}", "x.txt")
    assert block_texts(article)[0] == ("code", EVERY_SPACE["a drawing"])
    assert article.title == "X"


def test_tabs_part_columns_of_eight() -> None:
    table = "Name\tLength\tBuilt\nElm\t12.3\t1954\nOrrey Maid\t9.8\t1961"
    assert kinds_of(table) == [
        ("code", "Name    Length  Built\nElm     12.3    1954\nOrrey Maid      9.8     1961")
    ]
    assert kinds_of(table.replace("\n", "\r\n")) == kinds_of(table)


def test_tabs_that_indent_paragraphs_begin_them() -> None:
    text = "\n".join(f"\t{p}" for p in PARAGRAPHS)
    assert kinds_of(text) == [("paragraph", p) for p in PARAGRAPHS]


def test_a_long_list_is_one_block() -> None:
    names = "\n".join(f"Name number {number} of all" for number in range(1, 301))
    assert kinds_of(names) == [("paragraph", names)]


def test_chinese_is_joined_without_spaces() -> None:
    text = "昨天市长在新闻发布会上说这座桥将关闭一年以便进行全面的维修工作而居民们对这个决定并不满意"
    lines = "\n".join(text[start : start + 20] for start in range(0, len(text), 20))
    assert kinds_of(lines) == [("paragraph", text)]


def test_sentences_that_end_with_lines_by_chance_are_one_paragraph() -> None:
    text = (
        "The six gates of elm are done. The new keeper came on Monday. The water is low in the canal, "
        "and the boats of the town wait below the mill until the board has met in Tarn on the Friday. "
        "The vote was won by two seats. The lock opens on the first of May, at ten, and is free then. "
        "The keeper asks for some help. The children swim in the lake."
    )
    assert paragraphs_of(textwrap.fill(text, 30)) == [text]


_VOCABULARY = sorted(
    {word.strip("“”.,") for paragraph in PARAGRAPHS for word in paragraph.split()} - {"1954", "Mr"}
)
_SENTENCES = st.lists(st.sampled_from(_VOCABULARY), min_size=6, max_size=30).map(
    lambda words: " ".join(words)[:1].upper() + " ".join(words)[1:] + "."
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_SENTENCES, min_size=3, max_size=8).map(" ".join), st.integers(30, 100))
def test_a_paragraph_broken_to_any_width_is_one_again(paragraph: str, width: int) -> None:
    lines = textwrap.wrap(paragraph, width)
    low = sum(line[0].islower() for line in lines[1:])
    assume(len(lines) > 2 and low >= 0.5 * (len(lines) - 1))
    assert paragraphs_of("\n".join(lines)) == [paragraph]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet="abc \t.,;:-—|_'\"AB12中", max_size=90),
            st.sampled_from(
                ["", "", "- an item", "\tindented", "    x = 1;", "ANNA: yes", PARAGRAPHS[0][:70]]
            ),
        ),
        max_size=60,
    )
)
def test_no_sign_is_lost_whatever_the_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = article_from_text(text, "x")
    except Refusal:
        assert not text.strip()
        return
    assert_lawful(article)
    assert "".join(article.text.split()) == "".join(text.split())


@pytest.mark.parametrize("mark", ["-", "*", "•", "o ", "1.", "(a)"])
def test_lines_that_hang_below_the_mark_of_an_item_belong_to_it(mark: str) -> None:
    hanging = " " * (len(mark) + 3)
    text = (
        f"  {mark} The lever is pulled by a person who has read in this memo how\n"
        f"{hanging}to pull it.\n\n"
        f"  {mark} Then the lever is let go, which is done by the same person who\n"
        f"{hanging}pulled it, or by one who has read the memo as well, and who was\n"
        f"{hanging}standing there all the time.\n"
    )
    assert paragraphs_of(text) == [
        f"{mark} The lever is pulled by a person who has read in this memo how to pull it.",
        f"{mark} Then the lever is let go, which is done by the same person who pulled it, or by one who has "
        "read the memo as well, and who was standing there all the time.",
    ]


def test_lines_that_hang_below_a_word_that_is_explained_belong_to_it() -> None:
    text = (
        "  lever    What a person who has read in this memo how to turn the crane\n"
        "           pulls, and lets go.\n\n"
        "  crane    What turns when the lever is pulled by a person who has read\n"
        "           the memo.\n"
    )
    assert [each.split(maxsplit=1)[1] for each in paragraphs_of(text)] == [
        "What a person who has read in this memo how to turn the crane pulls, and lets go.",
        "What turns when the lever is pulled by a person who has read the memo.",
    ]


def test_a_line_of_signs_makes_what_stands_above_it_a_heading() -> None:
    made = article_from_text(
        f"The gates of the lock\n=====================\n\n{PARAGRAPHS[0]}\n\nSteel or elm\n------------\n\n"
        f"{PARAGRAPHS[2]}\n\nYear  Gates\n----  -----\n1954  2\n",
        "lock.txt",
    )
    assert_lawful(made)
    assert made.title == "The gates of the lock"
    kinds = [kind for kind, _ in block_texts(made)]
    assert kinds[:2] == ["headline", "rule"]
    assert ("heading", "Steel or elm") in block_texts(made)
    assert "Year  Gates\n----  -----\n1954  2" in made.text
