"""Emoji that terminals count differently move nothing that stands after them."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ui.widgets.cells import cell_width, steady

PIECES = (
    *("🇩🇪", "🇩🇪🇫🇷", "🇩", "1️⃣", "#️⃣", "❤️", "❤️‍🔥", "☎️", "👩‍🌾", "👨‍👩‍👧‍👦", "🧑🏽‍🤝‍🧑🏻", "👍🏽"),
    *("☝🏽", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👁‍🗨", "⛓‍💥", "🎉", "©️", "a", " word ", "é", "漢字", "▾", "→"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
STYLE, END = "\x1b[1;38;2;10;20;30m", "\x1b[0m"


class Drawn:
    """What a terminal shows that counts ``wide`` cells for a part of an emoji, ``joiner`` for what joins."""

    def __init__(self, output: str, before: str = "x" * 80, *, wide: int = 2, joiner: int = 0) -> None:
        screen = pyte.Screen(80, 1)
        stream = pyte.Stream(screen)
        stream.feed(f"\x1b[?7l{before}\r")

        def width(sign: str) -> int:
            if sign in "\ufe0f\u200d\u20e3":
                return joiner
            return wide if ord(sign) >= 0x1F000 else cell_width(sign)

        patch = pytest.MonkeyPatch()
        with patch.context() as patched:
            patched.setattr("pyte.screens.wcwidth", width)
            stream.feed(output)
        self.cells = [screen.buffer[0][column].data for column in range(80)]
        self.bold = [screen.buffer[0][column].bold for column in range(80)]


@pytest.mark.parametrize(("wide", "joiner"), [(1, 0), (2, 0), (2, 1), (1, 1)])
@given(text=TEXTS)
def test_what_follows_stands_where_it_belongs_and_nothing_is_left_of_before(
    wide: int, joiner: int, text: str
) -> None:
    output = steady(f"{STYLE}{text}{END}| end")
    drawn = Drawn(output, wide=wide, joiner=joiner)
    at = cell_width(text)
    assert "".join(drawn.cells[at : at + 5]) == "| end"
    assert not any(drawn.bold[at : at + 5])
    assert "x" not in drawn.cells[:at]


@given(st.text(max_size=20), TEXTS)
def test_nothing_is_added_but_blanks_and_ways_of_the_cursor(anything: str, text: str) -> None:
    anything = "".join(sign for sign in anything if sign.isprintable())
    for sent in (anything, text, f"{STYLE}{anything}{text}{END}{text}"):
        output = steady(sent)
        for added in ("\x1b7 \x1b8\x1b7", "\x1b7  \x1b8\x1b7", "\x1b8\x1b[1C", "\x1b8\x1b[2C"):
            output = output.replace(added, "")
        assert output.rstrip("\u200d") == sent.rstrip("\u200d") or "\u200d" in anything


@pytest.mark.parametrize(
    "output",
    [
        "",
        "plain \x1b[1mbold\x1b[0m",
        "Łódź, naïve, 漢字, ▾ → ✓ and नमस्ते",
        "\x1b]8;id=1;https://example.org/👩‍🌾\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]0;title 🇩🇪\x07",
    ],
)
def test_other_text_and_codes_stay_as_they_are(output: str) -> None:
    assert steady(output) == output
