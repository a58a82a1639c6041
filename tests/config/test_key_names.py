"""Names of keys, as they are typed and read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import Keys, _character_to_key

from tui.config.keys import is_key, read_sequences, sequence_in_words

SIGNS = [chr(code) for code in range(0x21, 0x7F) if chr(code) != ","]
NAMED = re.compile("[uU][pP]|[aA][tT]|[fF][1-9]")
"""What stands for one key, though it might be two."""
SEQUENCES = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=2)


@given(st.lists(SEQUENCES.filter(lambda signs: not NAMED.fullmatch("".join(signs))), min_size=1))
def test_what_is_written_is_read_by_the_names_that_the_interface_has(sequences: list[list[str]]) -> None:
    written = ",".join("".join(sequence) for sequence in sequences)
    assert read_sequences(written) == [tuple(map(_character_to_key, sequence)) for sequence in sequences]


@pytest.mark.parametrize(
    ("written", "read", "shown"),
    [
        ("ctrl+n", ("ctrl+n",), "ctrl+n"),
        ("Ctrl+N", ("ctrl+n",), "ctrl+n"),
        ("question_mark", ("question_mark",), "?"),
        ("comma", ("comma",), ","),
        ("f5", ("f5",), "F5"),
        ("PageUp", ("pageup",), "PgUp"),
        ("alt+left", ("alt+left",), "alt+←"),
        ("ctrl++", ("ctrl+plus",), "ctrl++"),
        ("]e", ("right_square_bracket", "e"), "]e"),
        ("g up", ("g", "up"), "g ↑"),
    ],
)
def test_names_of_keys(written: str, read: tuple[str, ...], shown: str) -> None:
    assert read_sequences(written) == [read]
    assert sequence_in_words(read) == shown


@pytest.mark.parametrize(
    "written", ["", "j,,k", "ctrl+", "bananas", "abc", "shift+g", "ctrl+i", "x y z", "\x07"]
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"key|written|tab"):
        read_sequences(written)


def test_noise_of_a_terminal_is_no_key() -> None:
    people_know = [key.value for key in Keys if key.value in ("up", "f12", "ctrl+q", "ctrl+pageup", "delete")]
    assert all(map(is_key, people_know))
    assert not any(map(is_key, ("left_shift", "ignore", "<scroll-up>", "ctrl+nonsense", "", "caps_lock")))
