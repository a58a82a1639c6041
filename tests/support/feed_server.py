"""A site with a feed that knows whether it has changed, and the pages that it names."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.web_server import PAGE


class FeedServer(ThreadingHTTPServer):
    """Serves a feed at ``/feed``, the page that names it at ``/``, and articles everywhere else.

    Attributes:
        items: the titles of the items; each is at the path of its number.
        answers: the status of each answer for the feed.
        status: what is answered for the feed, unless it is 200.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.items = ["Mayor opens bridge", "Port closes"]
        self.answers: list[int] = []
        self.status = 200

    @property
    def site(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"

    def rss(self) -> bytes:
        """The feed as it is now."""
        items = "".join(
            f"<item><title>{title}</title><link>/{number}</link><guid>{number}</guid>"
            f"<pubDate>Mon, 0{number + 1} Mar 2026 09:00:00 GMT</pubDate>"
            f"<description>About it: {title}.</description></item>"
            for number, title in enumerate(self.items)
        )
        return f'<rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'.encode()


class _Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/feed":
            etag = f'"{len(self.server.items)}"'
            is_same = self.headers.get("If-None-Match") == etag
            status = self.server.status if self.server.status != 200 else 304 if is_same else 200
            self.server.answers.append(status)
            body = self.server.rss() if status == 200 else b""
            self._reply(status, "application/rss+xml", body, ETag=etag)
        elif self.path == "/":
            page = '<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head><p>Hi'
            self._reply(200, "text/html", page.encode())
        else:
            page = PAGE.replace("/boat", self.path).replace("Boat on bridge", f"Page {self.path[1:]}")
            self._reply(200, "text/html", page.encode())

    def _reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server at work."""
    server = FeedServer()
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
