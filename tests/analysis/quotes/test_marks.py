"""Where quotation marks open and close."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.quotes.marks import paragraphs, quoted


def between(text: str) -> list[str]:
    return [text[found.start : found.end] for found in quoted(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and ”no”.", ["“yes”", "”no”"]),
        ("He said ''yes'' and ``no''.", ["''yes''", "``no''"]),
        ("He said «yes», »no« and „so“.", ["«yes»", "»no«", "„so“"]),
        ("He said 'yes, indeed' and ‘it isn’t so’.", ["'yes, indeed'", "‘it isn’t so’"]),
        ("彼は「はい」と『いいえ』。", ["「はい」", "『いいえ』"]),
        ("“She said ‘no’ and “never” to us,” he said.", ["“She said ‘no’ and “never” to us,”"]),
        ("‘She said “no” to us,’ he said.", ["‘She said “no” to us,’"]),
        ("''Don't call it 'dead' yet,'' he said.", ["''Don't call it 'dead' yet,''"]),
        ("The ’90s, the players’ bus, rock ’n’ roll, 'em all.", []),
        ("‘The players’ bus is late,’ he said.", ["‘The players’ bus is late,’"]),
        ('A 6" nail and a 5\'10" man.', []),
        ('<a href="x" id="y">', []),
        ("One “open in one line\nand one” in the next.", []),
        ("“First part.\n“Second part.”", ["“First part.", "“Second part.”"]),
        ('He said, "No one closes this.', ['"No one closes this.']),
        ('He said "a" and "b" and "c.', ['"a"', '"b"']),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert between(text) == expected


def test_paragraphs_are_lines_unless_the_text_is_wrapped() -> None:
    assert [span.of(" a \n\nb\n c") for span in paragraphs(" a \n\nb\n c")] == ["a", "b", "c"]
    wrapped = "\n".join(["words and words and words and words and words and words"] * 3) + "\n\nEnd."
    assert [span.of(wrapped).count("\n") for span in paragraphs(wrapped)] == [2, 0]


@given(st.text(alphabet="\"'“”‘’„«»`,. ab\n0s", max_size=60))
@settings(max_examples=100, deadline=None)
def test_what_is_quoted_is_in_order_disjoint_and_inside_its_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    at = 0
    for found in quoted(text, blocks):
        assert at <= found.start < found.end
        assert blocks[found.paragraph].start <= found.start
        assert found.end <= blocks[found.paragraph].end
        assert found.closed or found.end == blocks[found.paragraph].end
        at = found.end
