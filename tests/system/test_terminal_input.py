"""What a terminal sends is cut rightly, wherever the reads are cut; noise is dropped, a paste is text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.system.terminal_input import Code, Pasted, TerminalInput, Token, Typed, WithAlt

BEGINS, ENDS = b"\x1b[200~", b"\x1b[201~"


def tokens(*reads: bytes) -> list[Token]:
    """Return what comes of these reads, typed text in one piece."""
    terminal = TerminalInput(0.01)
    found: list[Token] = []
    for read in reads:
        for token in terminal.feed(read):
            if isinstance(token, Typed) and found and isinstance(before := found[-1], Typed):
                found[-1] = Typed(before.text + token.text)
            else:
                found.append(token)
    return found


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"j\xe9k\xffl", [Typed("jkl")]),
        ("é漢👩‍🌾".encode(), [Typed("é漢👩‍🌾")]),
        (b"\xe6\xbc\x1b[A\xa2j", [Code("\x1b[A"), Typed("j")]),
        (b"\x1b[A\x1bOB\x1b[106;1:3u", [Code("\x1b[A"), Code("\x1bOB"), Code("\x1b[106;1:3u")]),
        (b"\x1b[[Ej\x1b[3$j", [Code("\x1b[[E"), Typed("j"), Code("\x1b[3$"), Typed("j")]),
        (b"\x1b[M \xff!j", [Code("\x1b[M !"), Typed("j")]),
        (b"\x1b[?2026;2$yj", [Code("\x1b[?2026;2$y"), Typed("j")]),
        (b"\x1b[1;\x03j\x1b[12\x1b[Bj", [Typed("\x03j"), Code("\x1b[B"), Typed("j")]),
        (b"\x1b[1;5\xc3\xa9", [Typed("é")]),
        (b"\x1b]11;rgb:0000/0000/0000\x1b\\j\x1b]4;1;x\x07k", [Typed("jk")]),
        (b"\x1bP>|kitty(0.36)\x1b\\j\x1b_Gi=1;OK\x1b\\k", [Typed("jk")]),
        (b"\x1b]10;never ended\x1b[Aj", [Code("\x1b[A"), Typed("j")]),
        (b"\x1bz\x1b\xc3\xa9j", [WithAlt("z"), WithAlt("é"), Typed("j")]),
        (b"\x1b]e\x1bPe", [WithAlt("]"), Typed("e"), WithAlt("P"), Typed("e")]),
        (b"\x1b\x1b[A", [Typed("\x1b"), Code("\x1b[A")]),
    ],
)  # fmt: skip
def test_bytes_are_cut_into_what_they_mean(sent: bytes, expected: list[Token]) -> None:
    assert tokens(sent) == expected
    assert tokens(*(bytes([byte]) for byte in sent)) == expected


def test_a_code_without_end_is_not_held_whole() -> None:
    for begins, ends, left in ((b"\x1b[", b"u", 1), (b"\x1b]1", b"\x07", 0)):
        sent = begins + b"1;" * 9000 + ends + b"j"
        found = tokens(*(sent[at : at + 1000] for at in range(0, len(sent), 1000)))
        assert [len(token.code) < 6000 for token in found if isinstance(token, Code)] == [True] * left
        assert found[left:] == [Typed("j")]


PASTE = b"one \x1b[A\x1bq\x1b[200~ two\x1b[201\r\n\x1b\x1b[20caf\xc3\xa9\xff\0"


@pytest.mark.parametrize("cut", range(len(BEGINS + PASTE + ENDS)))
def test_a_paste_is_text_until_its_end_mark_wherever_the_reads_are_cut(cut: int) -> None:
    sent = BEGINS + PASTE + ENDS + b"j"
    expected = [Pasted(PASTE.decode("utf-8", "ignore").replace("\0", "")), Typed("j")]
    assert tokens(sent[:cut], sent[cut:]) == expected


def test_a_paste_is_one_though_the_line_is_so_slow_that_its_first_byte_is_taken_for_escape() -> None:
    terminal = TerminalInput(0.01)
    assert list(terminal.feed(b"\x1b")) == []
    assert terminal.patience == 0.01
    assert list(terminal.give_up()) == [Typed("\x1b")]
    assert list(terminal.feed(b"[2")) == []
    assert list(terminal.feed(b"00~q\x1b[201~")) == [Pasted("q")]
    # Keys that begin so are not held for long, and come in their order.
    list(terminal.feed(b"\x1b"))
    list(terminal.give_up())
    assert list(terminal.feed(b"[")) == []
    assert terminal.patience is not None
    assert list(terminal.give_up()) == [Typed("[")]
    list(terminal.feed(b"\x1b"))
    list(terminal.give_up())
    assert [token for byte in b"[e" for token in terminal.feed(bytes([byte]))] == [Typed("[e")]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        (b"\x1b", [Typed("\x1b")]),
        (b"\x1b[", [WithAlt("[")]),
        (b"\x1bO", [WithAlt("O")]),
        (b"\x1b]", [WithAlt("]")]),
        (b"\x1b[1;", []),
        (b"\x1b[M!", []),
        (b"\x1b]11;rgb", []),
        (b"\x1b\xc3", []),
    ],
)
def test_what_is_begun_and_does_not_go_on_is_a_key_or_nothing(begun: bytes, expected: list[Token]) -> None:
    terminal = TerminalInput(0.01)
    assert list(terminal.feed(begun)) == []
    assert terminal.patience is not None
    assert list(terminal.give_up()) == expected
    assert terminal.patience is None
    assert list(terminal.feed(b"j")) == [Typed("j")]


def test_nothing_is_waited_for_in_a_paste_and_between_keys() -> None:
    terminal = TerminalInput(0.01)
    assert terminal.patience is None
    assert list(terminal.feed(BEGINS + b"x\x1b[20")) == []
    assert terminal.patience is None
    assert list(terminal.feed(b"1~\xc3")) == [Pasted("x")]
    assert terminal.patience is None


PIECES = st.sampled_from(
    [b"\x1b", b"[", b"\x1b[", b"O", b"M", b"1;", b"57441", b":3", b"u", b"~", b"\xc3", b"\xa9", b"\xff", b"j",
     b"\x1b]1", b"\x07", b"\x1b\\", b"<0;1;1", b"$y", b"\x9b", BEGINS, ENDS]
)  # fmt: skip
NOISE = st.lists(st.one_of(PIECES, st.binary(max_size=6))).map(b"".join)


@given(NOISE, st.lists(st.integers(0, 200), max_size=6), st.data())
def test_whatever_comes_it_goes_on_and_what_it_means_depends_on_no_cut(
    sent: bytes, places: list[int], data: st.DataObject
) -> None:
    cuts = sorted({0, len(sent), *(place for place in places if place < len(sent))})
    parts = [sent[first:last] for first, last in pairwise(cuts)]
    assert tokens(*parts) == tokens(sent)
    terminal = TerminalInput(0.01)
    for part in parts:
        list(terminal.feed(part))
        if terminal.patience is not None and data.draw(st.booleans()):
            list(terminal.give_up())
    list(terminal.feed(ENDS + b"\x1b\\\x1b"))
    list(terminal.give_up())
    assert list(terminal.feed(b"j")) == [Typed("j")]


@given(NOISE)
def test_what_is_pasted_never_acts(pasted: bytes) -> None:
    text = pasted.replace(ENDS, b"")
    while ENDS in text:
        text = text.replace(ENDS, b"")
    # The last bytes and the end mark are not to make an earlier end mark.
    found = tokens(BEGINS + text + b"." + ENDS)
    assert [type(token) for token in found] == [Pasted]
