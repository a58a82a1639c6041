"""Keys in sequence."""

import pytest

from tui.ui.keyboard.sequences import Outcome, PendingKeys


def press(*keys: str) -> tuple[PendingKeys, Outcome]:
    pending_keys = PendingKeys()
    outcome = Outcome.PASSED
    for key in keys:
        outcome = pending_keys.press(key)
    return pending_keys, outcome


def test_two_keys_call_an_action() -> None:
    pending_keys, outcome = press("right_square_bracket", "e")
    assert outcome is Outcome.COMPLETE
    assert pending_keys.action == "command('jump.next-entity')"


def test_a_count_stands_before_a_pair() -> None:
    pending_keys, outcome = press("1", "2", "left_square_bracket", "q")
    assert outcome is Outcome.COMPLETE
    assert (pending_keys.action, pending_keys.count) == ("command('jump.previous-quote')", 12)


def test_a_count_is_left_to_the_key_after_it() -> None:
    pending_keys, outcome = press("5", "j")
    assert outcome is Outcome.PASSED
    assert pending_keys.count == 5


def test_what_may_follow_is_known() -> None:
    pending_keys, outcome = press("3", "right_square_bracket")
    assert outcome is Outcome.PENDING
    assert pending_keys.pending == "3]"
    assert [item.key for item in pending_keys.continuations()] == [
        "e",
        "E",
        "p",
        "o",
        "l",
        "q",
        "n",
        "]",
        "u",
    ]


@pytest.mark.parametrize("key", ["x", "tab", "left_square_bracket", "5"])
def test_what_cannot_follow_is_refused_and_forgotten(key: str) -> None:
    pending_keys, outcome = press("2", "right_square_bracket", key)
    assert outcome is Outcome.REFUSED
    assert pending_keys.refused.startswith("2]")
    assert pending_keys.pending == ""


def test_escape_drops_what_is_pending_and_nothing_else() -> None:
    assert press("right_square_bracket", "escape")[1] is Outcome.CANCELLED
    assert press("escape")[1] is Outcome.PASSED


def test_zero_begins_no_count() -> None:
    assert press("0")[1] is Outcome.PASSED
    assert press("1", "0")[0].count == 10


def test_a_count_does_not_grow_without_end() -> None:
    assert press(*"9" * 40)[0].count == 99_999
