"""Fetching from a real server on this machine, which behaves well and badly."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.support.articles import assert_lawful
from tests.support.web_server import Server
from tui.domain.errors import OpeningError
from tui.sources.files import Refusal
from tui.sources.open import open_article
from tui.sources.web import Limits, article_from_web, fetch

HINT = "; if a browser shows the page, save it there and open the file"
FEED = "this is an RSS feed, not an article; `postil feed add ADDRESS` shows what is new in it"
FAST = Limits(size=1 << 20, seconds=5, silence=0.4)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the server."""
    with pytest.MonkeyPatch.context() as patch, Server() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            patch.delenv(name, raising=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.done.set()
        server.shutdown()
        thread.join()


def reason(address: str, limits: Limits = FAST) -> str:
    """Why the page cannot be had; it fits a line."""
    with pytest.raises(Refusal) as caught:
        article_from_web(address, limits)
    assert caught.value.reason.isprintable()
    return caught.value.reason


def test_a_page(site: str) -> None:
    article = open_article(f"{site}/page?from=feed#part")
    assert_lawful(article)
    assert article.title == "Boat on bridge"
    assert article.address == f"{site}/boat"
    assert article.id == article.address
    assert article.site.startswith("127.0.0.1")
    assert "Home" not in article.text
    assert [i.href for i in article.inlines] == [f"{site}/more"]


def test_a_page_that_leads_on_at_once_is_followed_within_its_site(site: str) -> None:
    assert article_from_web(f"{site}/leading", FAST).title == "Boat on bridge"
    assert "only redirects to https://e.example/a" in reason(f"{site}/leading/https://e.example/a")
    assert "only redirects to" in reason(f"{site}/leading/leading/leading")


@pytest.mark.parametrize(
    ("target", "is_taken"),
    [
        ("http://127.1:1/admin", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("http://printer.local/", False),
        ("http://other.example/page", True),
    ],
)
def test_a_server_outside_does_not_lead_into_this_network(
    site: str, monkeypatch: pytest.MonkeyPatch, target: str, is_taken: bool
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site)
    monkeypatch.setenv("NO_PROXY", "")
    address = f"http://far.example/lead/{target}"
    if is_taken:
        assert open_article(address).title == "Boat on bridge"
    else:
        assert "redirects into this network, to" in reason(address)


def test_a_password_is_sent_and_neither_shown_nor_remembered(site: str) -> None:
    address = site.replace("://", "://ada:s%40cret@")
    article = open_article(f"{address}/page")
    assert article.title == "Boat on bridge"
    assert (article.location, article.address) == (f"{site}/page", f"{site}/boat")
    with pytest.raises(OpeningError) as caught:
        open_article(f"{address}/missing")
    assert str(caught.value) == f"{site}/missing: the server answered 404 Not Found"


def test_an_error_names_the_address_and_is_one_line(site: str) -> None:
    with pytest.raises(OpeningError) as caught:
        open_article(f"{site}/missing")
    assert str(caught.value) == f"{site}/missing: the server answered 404 Not Found"


@pytest.mark.parametrize("path", ["gzip", "deflate", "deflate/bare", "untyped", "hops/1", "hops/10"])
def test_pages_that_come_in_other_ways(site: str, path: str) -> None:
    article = article_from_web(f"{site}/{path}", FAST)
    assert article.title == "Boat on bridge"
    assert article.address == f"{site}/boat"


@pytest.mark.parametrize("name", ["br", "zstd", "gzip", "deflate"])
def test_pages_that_are_compressed_in_ways_that_were_not_asked_for(site: str, name: str) -> None:
    assert article_from_web(f"{site}/cut/{name}/100", FAST).title == "Boat on bridge"
    assert reason(f"{site}/bomb_in/{name}") == "larger than 1 MB"


@pytest.mark.parametrize("name", ["br", "zstd", "gzip", "deflate"])
@pytest.mark.parametrize("share", [30, 60, 95])
def test_a_compressed_page_that_ends_early_is_no_article(site: str, name: str, share: int) -> None:
    assert reason(f"{site}/cut/{name}/{share}") == "the page arrived damaged: its end is missing"


@pytest.mark.parametrize(
    "path", ["octets", "xhtml/application/xml", "xhtml/text/xml", "xhtml/application/xhtml+xml"]
)
def test_pages_under_other_names(site: str, path: str) -> None:
    article = article_from_web(f"{site}/{path}", FAST)
    assert_lawful(article)
    assert article.title == "Boat on bridge"
    assert "<" not in article.text


def test_utf8_is_utf8_whatever_the_server_says(site: str) -> None:
    assert "Café Monday" in article_from_web(f"{site}/lies", FAST).text


def test_the_encoding_that_the_reader_names(site: str) -> None:
    article = open_article(f"{site}/latin", encoding="cp1250")
    assert article.text.startswith("Zażółć gę¶l± jaĽń")


def test_plain_text_and_markdown(site: str) -> None:
    assert article_from_web(f"{site}/plain").title == "Boat on bridge"
    notes = article_from_web(f"{site}/notes.md")
    assert notes.title == "Notes"
    assert notes.address == f"{site}/notes.md"
    assert notes.inlines[0].href == f"{site}/x"


def test_the_encoding_that_the_server_names(site: str) -> None:
    assert article_from_web(f"{site}/latin").text.startswith("Zażółć gęślą jaźń.")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("broken", "the server answered 500 Internal Server Error"),
        ("odd", "the server answered 799"),
        ("status/403", f"the server answered 403 Forbidden{HINT}"),
        ("status/429", f"the server answered 429 Too Many Requests{HINT}"),
        ("status/401", f"the server answered 401 Unauthorized{HINT}"),
        ("status/410", "the server answered 410 Gone"),
        ("rss/application/rss+xml", FEED),
        ("rss/text/xml", FEED),
        ("rss/text/html", FEED),
        ("xml", "this is XML, which cannot be opened yet"),
        ("octets_pdf", "this PDF is damaged"),
        ("image", "this is not an article but image/png"),
        ("strange", "this is not an article but application/x-red"),
        ("disguised", "this is not text (it looks like a PDF)"),
        ("empty", "the page is empty"),
        ("nothing", "no article text found"),
        ("hops/11", "the server redirects more than 10 times"),
        ("loop", "the server redirects more than 10 times"),
        ("to/file", "the server redirects to file:/etc/hosts, which is not a web address"),
        ("to/ftp", "the server redirects to ftp://x.example/, which is not a web address"),
        ("to/none", "the server redirects without saying where"),
        ("endless", "larger than 1 MB"),
        ("claims_huge", "larger than 1 MB"),
        ("claims_more", "the server broke off the connection, or does not speak HTTP"),
        ("bomb", "larger than 1 MB"),
        ("bomb_in_bomb", "the page is compressed in a way that was not asked for (gzip, gzip)"),
        ("damaged", "the page arrived damaged"),
        ("silent", "the server does not answer"),
    ],
)
def test_what_cannot_be_had(site: str, path: str, expected: str) -> None:
    assert reason(f"{site}/{path}") == expected.replace("ADDRESS", f"{site}/{path}")


@pytest.mark.parametrize("path", ["drip", "slow_headers"])
def test_a_page_that_comes_byte_by_byte_takes_no_longer_than_the_limit(site: str, path: str) -> None:
    assert (
        reason(f"{site}/{path}", Limits(seconds=0.5, silence=5)) == "the server took longer than 0.5 seconds"
    )


def test_a_bomb_takes_little_memory(site: str) -> None:
    import tracemalloc

    tracemalloc.start()
    try:
        reason(f"{site}/bomb")
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_a_connection_that_is_refused() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}/") == "the connection was refused"


def test_what_speaks_no_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert reason(address) == "the server broke off the connection, or does not speak HTTP"
        thread.join()


def test_no_secure_connection(site: str) -> None:
    assert reason(site.replace("http:", "https:")) == "there is no secure connection to this server"


def test_an_unknown_host() -> None:
    assert reason("http://no-such-host.invalid/") == "there is no such server, or no network"


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///path",
        "http://[",
        "http://[::1",
        "http://a b/",
        "http://x:99999/",
        "http://x\x1b[31m/",
        "http://" + "a" * 300,
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(Refusal) as caught:
        fetch(address, FAST)
    assert caught.value.reason in ("this is not a web address", "there is no such server, or no network")
