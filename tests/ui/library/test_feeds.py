"""The screen of feeds: what is new is asked for, opened, added and marked."""

from collections.abc import Iterator

import pytest

from tests.support.app import in_library
from tests.support.feed_server import FeedServer, feed_server
from tui.library import Library
from tui.library.feeds import Feeds


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A site with a feed."""
    with feed_server() as server:
        yield server


def new(library: Library) -> list[str]:
    """The titles of what is new."""
    return [item.title for feed in Feeds(library).all() for item in feed.new]


async def test_a_feed_is_followed_and_asked_and_its_items_are_read(
    new_library: Library, server: FeedServer
) -> None:
    async with in_library(new_library) as run:
        await run.press("f")
        await run.settled()
        assert "No feeds yet. o follows one." in run.shown()
        await run.press("o")
        await run.type(f"{server.site}/feed")
        await run.press("enter")
        await run.until(lambda: "Feeds · 1 feed · 2 new" in run.shown(), "it is followed")
        assert "follows “Herald”" in run.shown()
        lines = [line for line in run.shown().splitlines() if "●" in line]
        # The newest is first.
        assert ["Port closes" in line for line in lines] == [True, False]
        server.items.append("Rain falls")
        asked = len(server.answers)
        await run.press("r")
        await run.until(lambda: "1 new item" in run.shown(), "it was asked")
        await run.press("r")
        await run.until(lambda: "nothing is new" in run.shown(), "it was asked again")
        assert server.answers[asked:] == [200, 304]
        await run.press("g", "m")
        await run.until(lambda: "2 new" in run.shown(), "it is marked")
        assert new(new_library) == ["Mayor opens bridge", "Port closes"]
        await run.press("g", "a")
        await run.until(lambda: "added “Page 1”" in run.shown(), "it is added")
        await run.until(lambda: run.shown().count("●") == 1, "it is not new any more")
        [known] = new_library.recent()
        assert (known.location, known.state.value) == (f"{server.site}/1", "unread")
        await run.press("g", "enter")
        await run.until(lambda: "The boat is still on the bridge" in run.shown(), "it is opened")
        await run.furnished()
        await run.until(lambda: new(new_library) == [], "it is not new any more")
        await run.until(lambda: len(new_library.recent()) == 2, "that it was opened is saved")
        await run.press("L")
        await run.until(lambda: "Page 0" in run.shown(), "it is in the library")


async def test_a_feed_that_cannot_be_had_says_why(new_library: Library, server: FeedServer) -> None:
    assert not [each for each in Feeds(new_library).add([f"{server.site}/feed"]) if each.problem]
    server.status = 410
    async with in_library(new_library) as run:
        await run.press("f")
        await run.settled()
        assert len(server.answers) == 1
        await run.press("r")
        await run.until(lambda: "Herald: the server answered 410 Gone" in run.notices(), "it is reported")
        await run.press("o")
        await run.type("/no/such/file")
        await run.press("enter")
        await run.until(lambda: "there is no such file" in run.notices(), "it is reported")
        await run.press("slash", *"mayor", "enter", "s")
        assert "Mayor opens bridge" in run.shown()
        assert "Port closes" not in run.shown().replace("About it: Port closes", "")
        await run.press("escape", "escape")
        await run.until(lambda: "Library" in run.shown(), "the library is back")


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_the_titles_are_there_at_every_size(
    new_library: Library, server: FeedServer, size: tuple[int, int]
) -> None:
    server.items = [
        "[b]Markup[/b] \x1b[31m 习近平",
        *(f"Number {n} is a long title indeed" for n in range(40)),
    ]
    list(Feeds(new_library).add([f"{server.site}/feed"]))
    async with in_library(new_library, size) as run:
        await run.press("f")
        await run.settled()
        await run.press("G")
        await run.pilot.pause()
        assert "[b]Markup[/b]" in run.shown()
        assert "what is new" in run.shown().splitlines()[-1]
