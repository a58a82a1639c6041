"""Nothing in a text gives orders to the terminal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.text.sanitize import MOST_MARKS, displayed, one_line, sanitize, without_passwords

_ODD = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b]0;t\x07",
        "\x1b]8;;http://e.example\x1b\\",
        "\x9b2J",
        "\x90q\x9c",
        "\x08",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\x00",
        "\x7f",
        "\x85",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "�",
        "\U000e0041",
        "\x1b",
        "x",
    ]
)
_TEXTS = st.lists(_ODD | st.text(max_size=5), max_size=12).map("".join)


@settings(max_examples=100)
@given(_TEXTS)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    clean = sanitize(text)
    assert sanitize(clean) == clean
    assert not any(
        (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in clean
    )
    assert clean.encode().decode() == clean


@settings(max_examples=100)
@given(_TEXTS, st.integers(1, 30))
def test_one_line_is_one_line_that_fits(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;renamed\x07title", "title"),
        ("\x1b]8;;https://e.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("b\x08bo\x08ol\x08ld\x08d _\x08u", "bold u"),
        ("a\tb", "a b"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("\u2066open \u200e\u200f\u061cx\u2069\u202b", "open x"),
        ("👨\u200d👩\u200d👧 क्\u200dष", "👨\u200d👩\u200d👧 क्\u200dष"),
        ("[bold]kept[/bold]", "[bold]kept[/bold]"),
        ("half \ud800 pair", "half  pair"),
    ],
)
def test_what_goes_and_what_stays(text: str, expected: str) -> None:
    assert sanitize(text) == expected


@pytest.mark.parametrize(
    ("pile", "kept"),
    [
        ("\u0301" * 10_000, "\u0301" * MOST_MARKS),
        ("\u0301\u200d" * 5_000, "\u0301\u200d" * (MOST_MARKS // 2)),
        ("\u0903" * 50, "\u0903" * MOST_MARKS),
        ("\u20dd" * 50, "\u20dd" * MOST_MARKS),
        ("\u05b8\u0596\u05bd", "\u05b8\u0596\u05bd"),
    ],
)
def test_no_more_marks_are_displayed_on_a_letter_than_languages_have(pile: str, kept: str) -> None:
    assert displayed(f"“a{pile}b” c{pile} — d") == f"“a{kept}b” c{kept} — d"
    assert one_line(f"a{pile}") == f"a{kept}"
    assert sanitize(f"a{pile}") == f"a{pile}"


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧" * 9, "─" * 300, "。、" * 40, "क्\u200dष" * 20, "ﷺ" * 30]
)
def test_what_is_no_pile_of_marks_is_displayed_as_it_is(text: str) -> None:
    assert displayed(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://ada:s3cret@host.example/a?b=c@d#e@f now", "see https://host.example/a?b=c@d#e@f now"),
        ("https://ada:p@ss:w@host.example:8080", "https://host.example:8080"),
        ("HTTP://token@host.example/", "HTTP://host.example/"),
        ("ftp://u:p@h/ and https://x:y@z/", "ftp://h/ and https://z/"),
        (
            "https://host.example/@ada/post and ada@host.example",
            "https://host.example/@ada/post and ada@host.example",
        ),
        ("/home/ada@work/a.txt file:///home/ada@work", "/home/ada@work/a.txt file:///home/ada@work"),
    ],
)
def test_no_password_in_an_address_is_shown(text: str, shown: str) -> None:
    assert one_line(text) == without_passwords(text) == shown
