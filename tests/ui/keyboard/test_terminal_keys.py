"""From the bytes of a terminal to the keys that the program sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tui.system.terminal_input import TerminalInput
from tui.ui.textual_internals import CodeReader


def seen(*reads: bytes) -> list[Message]:
    """Return what the program is given of these reads, the last of which nothing follows."""
    terminal, reader, found = TerminalInput(0.01), CodeReader(), list[Message]()
    for read in reads:
        found += [message for token in terminal.feed(read) for message in reader.read(token)]
    return [*found, *(message for token in terminal.give_up() for message in reader.read(token))]


def keys(sent: str) -> list[tuple[str, str | None]]:
    """Return the keys, and what each types."""
    return [
        (key.key, key.character if key.is_printable else None)
        for key in seen(sent.encode())
        if isinstance(key, events.Key)
    ]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        # kitty's protocol: letters, shift with and without what is typed, locks, repeats.
        ("\x1b[106;1;106u", [("j", "j")]),
        ("\x1b[106u", [("j", "j")]),
        ("\x1b[106;1:1u\x1b[106;1:2u\x1b[106;1:3u", [("j", "j")] * 2),
        ("\x1b[106;2;74u", [("J", "J")]),
        ("\x1b[106:74;2u", [("J", "J")]),
        ("\x1b[106;2u", [("J", "J")]),
        ("\x1b[106;65u\x1b[106;66u", [("J", "J"), ("j", "j")]),
        ("\x1b[106:74:107;2:1;74u", [("J", "J")]),
        ("\x1b[51:35;2u", [("number_sign", "#")]),
        ("\x1b[51;2;35u\x1b[93;129;93u", [("number_sign", "#"), ("right_square_bracket", "]")]),
        ("\x1b[93u\x1b[32u", [("right_square_bracket", "]"), ("space", " ")]),
        ("\x1b[1092::97;5u", [("ctrl+ф", None)]),
        ("\x1b[97;5u\x1b[97;6u\x1b[122;3u", [("ctrl+a", None), ("ctrl+shift+a", None), ("alt+z", None)]),
        ("\x1b[0;;228:246u", [("ä", "ä"), ("ö", "ö")]),
        ("\x1b[27u\x1b[27;129u\x1b[13u", [("escape", None), ("escape", None), ("enter", None)]),
        ("\x1b[9;2u\x1b[127;5u", [("shift+tab", None), ("ctrl+backspace", None)]),
        ("\x1b[A\x1b[1;1A\x1b[1;5:2C\x1b[1;1:3B\x1b[5~\x1b[3;3~\x1b[1;2R",
         [("up", None), ("up", None), ("ctrl+right", None), ("pageup", None), ("alt+delete", None),
          ("shift+f3", None)]),
        # The keypad, by its numbers and by its own codes.
        ("\x1b[57413u\x1b[57410;129;47u\x1b[57400;129;49u\x1b[57409u\x1b[57414u\x1b[57419u",
         [("plus", "+"), ("slash", "/"), ("1", "1"), ("full_stop", "."), ("enter", None), ("up", None)]),
        ("\x1bOk\x1bOo\x1bOj\x1bOm\x1bOp\x1bOl\x1bOX\x1bOM",
         [("plus", "+"), ("slash", "/"), ("asterisk", "*"), ("minus", "-"), ("0", "0"), ("comma", ","),
          ("equals_sign", "="), ("enter", None)]),
        # Others: xterm's keys without a code, rxvt, the Linux console.
        ("\x1b[27;5;106~\x1b[27;2;74~", [("ctrl+j", None), ("J", "J")]),
        ("\x1b[3$\x1b[3^\x1b[a", [("shift+delete", None), ("ctrl+delete", None), ("shift+up", None)]),
        ("\x1b[[B\x1b[Z", [("f2", None), ("shift+tab", None)]),
        ("\x1b", [("escape", None)]),
        ("\x1bz\x1b\r", [("alt+z", None), ("alt+enter", None)]),
        ("é漢", [("é", "é"), ("漢", "漢")]),
        # What is no key at all.
        ("\x1b[12;3R\x1b[?62;c\x1b[?1u\x1b[0n\x1b[>0;1;2c\x1b[e\x1b[99999999u\x1b[1114112u\x1b[55296u", []),
        ("\x1b[106;999u\x1b[106;1:9u\x1b[106;1;1:2:3:4:5:6u\x1b[;;;;u\x1b[:::u\x1b[25~\x1bOe\x1b[0u",
         [("j", "j")]),
        ("\x1b]11;rgb:00/00/00\x1b\\\x1bP1$r0m\x1b\\", []),
    ],
)  # fmt: skip
def test_codes_are_the_keys_that_they_mean(sent: str, expected: list[tuple[str, str | None]]) -> None:
    assert keys(sent) == expected


def test_the_mouse_the_focus_and_sizes_are_reported() -> None:
    found = seen(b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;1;1M\x1b[I\x1b[O\x1b[48;24;80;0;0t\x1b[48;0;0;0;0t")
    assert [type(message) for message in found] == [
        events.MouseDown, events.MouseUp, events.MouseScrollUp,
        events.AppFocus, events.AppBlur, events.Resize,
    ]  # fmt: skip
    assert isinstance(pressed := found[0], events.MouseDown)
    assert (pressed.x, pressed.y) == (2, 3)
    assert isinstance(resized := found[-1], events.Resize)
    assert resized.size == (80, 24)


def test_a_size_that_no_terminal_has_is_not_believed() -> None:
    assert not seen(b"\x1b[48;99999;80;1;1t\x1b[48;24;99999;1;1t")


def test_what_is_pasted_is_one_text_without_orders() -> None:
    pasted = "one\t\x1b[31mtwo\x1b[A\r\nthree \x1bq\x07"
    (message,) = seen(b"\x1b[200~", pasted.encode(), b"\x1b[20", b"1~")
    assert isinstance(message, events.Paste)
    assert message.text == "one\ttwo\nthree "


CODES = st.from_regex(r"\A(\x1b(\[|O)[<?]?[0-9:;]{0,12}[ -~]|[ -~]|\x1b)\Z")


@given(st.lists(st.one_of(CODES.map(str.encode), st.binary(max_size=8))))
def test_nothing_that_a_terminal_may_send_ends_the_program(sent: list[bytes]) -> None:
    assert all(isinstance(message, Message) for message in seen(*sent))
