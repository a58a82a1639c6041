"""Works on several servers go on side by side; whoever leaves does not wait for them."""

from collections.abc import Generator
from threading import Event

from tui.library.lanes import side_by_side


def test_they_come_in_their_order_or_as_they_are_done() -> None:
    first = Event()

    def slow() -> str:
        assert first.wait(20)
        return "slow"

    works = [("a.example", slow), ("b.example", lambda: "quick")]
    found = side_by_side(works, in_order=False)
    assert next(found) == "quick"
    first.set()
    assert list(found) == ["slow"]
    assert list(side_by_side(works)) == ["slow", "quick"]
    assert list(side_by_side([])) == []


def test_more_servers_than_are_asked_at_once_all_have_their_turn() -> None:
    works = [(f"{number}.example", lambda number=number: number) for number in range(40)]
    assert list(side_by_side(works)) == list(range(40))


def test_leaving_ends_at_once_and_begins_nothing_more() -> None:
    begun, ends, ended = Event(), Event(), Event()
    after = []

    def endless() -> str:
        begun.set()
        ends.wait(20)
        ended.set()
        return "answered"

    def later() -> str:
        after.append("begun")
        return "later"

    found = side_by_side([("a.example", lambda: "first"), ("b.example", endless), ("b.example", later)], 0.0)
    assert isinstance(found, Generator)
    assert next(found) == "first"
    assert begun.wait(20)
    found.close()
    assert not ended.is_set()
    ends.set()
    assert ended.wait(20)
    assert after == []
