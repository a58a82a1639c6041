"""``postil feed``: feeds are followed, asked when that is wanted, and say what is new."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import Commands
from tests.support.feed_server import FeedServer, feed_server
from tui.library import Library


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A site with a feed."""
    with feed_server() as server:
        yield server


def new(postil: Commands) -> list[str]:
    """The titles of what is new, as data."""
    done = postil.run("feed", "--format", "json")
    assert done[0] == 0
    return [each["title"] for each in json.loads(done[1])]


def test_what_is_new_is_asked_for_and_nothing_twice(postil: Commands, home: Path, server: FeedServer) -> None:
    feed = f"{server.site}/feed"
    assert postil.done("feed", "add", feed) == f"added: Herald ({feed})\n".encode()
    assert postil.done("feed", "add", feed) == f"already there: Herald ({feed})\n".encode()
    asked = len(server.answers)
    assert postil.done("feed", "list") == f"Herald ({feed}): 2 items, 2 new\n".encode()
    assert len(server.answers) == asked
    assert postil.done("feed").decode() == (
        f"Herald\n  2026-03-01  Mayor opens bridge\n              {server.site}/0\n"
        f"  2026-03-02  Port closes\n              {server.site}/1\n"
    )
    server.items.append("Rain falls")
    assert new(postil) == ["Mayor opens bridge", "Port closes", "Rain falls"]
    assert postil.run("feed", "--read")[0] == 0
    assert server.answers[asked:] == [304, 200, 304]
    assert postil.run("feed") == (0, b"", "postil: nothing is new\n")
    server.items.append("Sun shines")
    assert new(postil) == ["Sun shines"]


def test_what_is_added_or_opened_is_not_new(postil: Commands, home: Path, server: FeedServer) -> None:
    postil.done("feed", "add", f"{server.site}/feed")
    postil.done("add", f"{server.site}/0")
    assert new(postil) == ["Port closes"]
    library = Library(home)
    library.opened(library.open(f"{server.site}/1"))
    assert new(postil) == []


def test_the_page_of_a_site_names_its_feed(postil: Commands, home: Path, server: FeedServer) -> None:
    assert postil.done("feed", "add", f"{server.site}/") == f"added: Herald ({server.site}/feed)\n".encode()
    assert "this is not a feed" in postil.refused("feed", "add", f"{server.site}/7")


def test_a_feed_that_fails_is_reported_and_the_others_go_on(
    postil: Commands, home: Path, server: FeedServer
) -> None:
    Path("local.xml").write_bytes(server.rss().replace(b"<link>/", b"<link>https://c.example/"))
    feed = f"{server.site}/feed"
    postil.done("feed", "add", feed, "local.xml")
    server.status = 500
    code, output, errors = postil.run("feed")
    assert code == 1
    assert output.decode().count("Port closes") == 2
    assert errors == f"postil: {feed}: the server answered 500 Internal Server Error\n"
    assert b"500 Internal Server Error" in postil.done("feed", "list")
    server.status = 200
    assert len(new(postil)) == 4
    assert b"500" not in postil.done("feed", "list")


def test_a_feed_is_removed_by_its_title_or_address(postil: Commands, home: Path, server: FeedServer) -> None:
    feed = f"{server.site}/feed"
    for name in ("herald", feed):
        postil.done("feed", "add", feed)
        assert postil.done("feed", "remove", name) == f"removed: Herald ({feed})\n".encode()
    assert postil.done("feed", "list") == b""
    assert "no such feed" in postil.refused("feed", "remove", "herald")
    assert "no feed is followed yet" in postil.refused("feed")


def test_a_list_of_feeds_is_followed_without_asking_them(
    postil: Commands, home: Path, server: FeedServer
) -> None:
    outline = f'<outline text="My herald" type="rss" xmlUrl="{server.site}/feed"/>'
    Path("feeds.opml").write_text(f'<opml version="2.0"><body>{outline}</body></opml>')
    line = f"My herald ({server.site}/feed)\n"
    assert postil.done("feed", "add", "feeds.opml").decode() == f"added: {line}"
    assert postil.done("add", "feeds.opml").decode() == f"already there: {line}"
    assert server.answers == []
    assert new(postil) == ["Mayor opens bridge", "Port closes"]
    # The name that the user's list gave it stays.
    assert b"My herald" in postil.done("feed", "list")


def test_a_feed_is_no_article_and_the_line_says_where_it_goes(
    postil: Commands, home: Path, server: FeedServer
) -> None:
    feed = f"{server.site}/feed"
    assert f"`postil feed add {feed}`" in postil.refused("--plain", feed)


def test_a_damaged_file_is_named_and_nothing_is_lost(
    postil: Commands, home: Path, server: FeedServer
) -> None:
    postil.done("feed", "add", f"{server.site}/feed")
    path = home / "notes" / "feeds.json"
    document = json.loads(path.read_bytes())
    document["feeds"].append({"address": 7, "items": []})
    path.write_text(json.dumps(document))
    code, output, errors = postil.run("feed", "list")
    assert (code, output.count(b"\n")) == (0, 1)
    assert errors.count("\n") == 1
    assert "feeds.json is damaged" in errors
    code, output, _ = postil.run("doctor")
    assert code == 1
    assert b"feeds.json: this list of feeds is damaged" in output
    assert b"it is stored as" in postil.done("doctor", "--repair")
    assert postil.done("feed", "list").startswith(b"Herald")
    path.write_bytes(b"\0\1")
    assert postil.run("feed", "list")[:2] == (0, b"")
    code, output, errors = postil.run("feed", "add", f"{server.site}/feed")
    assert (code, output[:6]) == (0, b"added:")
    aside = (home / "notes" / "quarantine").glob("feeds.*")
    assert b"\0\1" in [each.read_bytes() for each in aside]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["follow"], "is not add, remove or list"),
        (["add"], "no feed is named"),
        (["remove"], "no feed is named"),
        (["list", "x"], "nothing more"),
        (["list", "--read"], "--read"),
    ],
)
def test_unusable_arguments(postil: Commands, home: Path, arguments: list[str], said: str) -> None:
    assert said in postil.refused("feed", *arguments, code=2)


def test_bad_input_gets_one_line(postil: Commands, home: Path) -> None:
    Path("bad").write_bytes(bytes(range(256)) * 40)
    Path("empty.xml").touch()
    for name in ("none.xml", "bad", "empty.xml", ".", "http://127.0.0.1:1/feed", "ftp://x/y"):
        assert "\n" not in postil.refused("feed", "add", name)
    assert not (home / "notes" / "feeds.json").exists()


def test_listing_feeds_imports_no_parser(home: Path) -> None:
    from tests.test_imports import SLOW, imported

    assert imported("import tui.cli; tui.cli.main(['feed', 'list'])", SLOW) == []
