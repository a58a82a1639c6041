"""A web server on this machine that behaves well and badly."""

import gzip
import itertools
import sys
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
from backports import zstd

WORDS = "The boat is still on the bridge, and the bridge is still shut, said the harbour master on Monday. "
PAGE = (
    "<!DOCTYPE html><html><head><title>Boat on bridge</title><link rel=canonical href='/boat'></head><body>"
    f"<nav><a href='/'>Home</a></nav><article><h1>Boat on bridge</h1><p>{WORDS * 5}</p>"
    f"<p>{WORDS} <a href='more'>More</a>.</p></article></body></html>"
)
COMPRESSED = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
"""What compresses a page, by the name that the header gives it."""
BOMBS = {name: compress(bytes(4 << 20)) for name, compress in COMPRESSED.items()}
BOMB = gzip.compress(bytes(50 << 20))


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what is sent stands in the methods named after it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        # To a proxy the whole address is sent.
        path = self.path.split("?")[0].removeprefix("http://far.example").removeprefix("http://other.example")
        name, _, rest = path.strip("/").partition("/")
        getattr(self, f"get_{name.replace('.', '_')}", self.get_missing)(rest)

    def reply(
        self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str) -> None:
        self.reply(b"", status=302, Location=target)

    def stream(self, pieces: Iterator[bytes], **headers: str) -> None:
        """Send without saying how much; until the other side has enough."""
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Connection", "close")
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass

    def get_missing(self, _: str) -> None:
        self.reply(b"<p>not here</p>", status=404)

    def get_page(self, _: str) -> None:
        self.reply(PAGE.encode())

    def get_lead(self, target: str) -> None:
        self.redirect(target)

    def get_leading(self, target: str) -> None:
        """A page that leads on at once: to another here, to itself, or to another site."""
        refresh = f'<meta http-equiv="Refresh" content="0; URL={target or "/page"}">'
        self.reply(f"<html><head>{refresh}</head><body><p>One moment.</p></body></html>".encode())

    def get_octets(self, _: str) -> None:
        self.reply(PAGE.encode(), "application/octet-stream")

    def get_octets_pdf(self, _: str) -> None:
        self.reply(b"%PDF-1.7 and so on", "application/octet-stream")

    def get_xhtml(self, kind: str) -> None:
        page = PAGE.replace("<!DOCTYPE html><html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
        self.reply(f'<?xml version="1.0" encoding="utf-8"?>\n{page}'.encode(), kind)

    def get_rss(self, kind: str) -> None:
        self.reply(b'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title></channel></rss>', kind)

    def get_xml(self, _: str) -> None:
        self.reply(b'<?xml version="1.0"?><data><a>1</a></data>', "application/xml")

    def get_status(self, rest: str) -> None:
        self.reply(b"no", status=int(rest))

    def get_lies(self, _: str) -> None:
        self.reply(PAGE.replace("Monday", "Café Monday").encode(), "text/html; charset=iso-8859-1")

    def get_cut(self, rest: str) -> None:
        name, _, size = rest.partition("/")
        body = COMPRESSED[name](PAGE.encode())
        self.reply(body[: len(body) * int(size) // 100], Content_Encoding=name)

    def get_bomb_in(self, name: str) -> None:
        self.reply(BOMBS[name], Content_Encoding=name)

    def get_latin(self, _: str) -> None:
        self.reply(
            f"<html><body><p>Zażółć gęślą jaźń. {WORDS}</p>".encode("iso-8859-2", "ignore"),
            "text/html; charset=ISO-8859-2",
        )

    def get_notes_md(self, _: str) -> None:
        self.reply(b"# Notes\n\nSome [more](x).", "text/plain")

    def get_plain(self, _: str) -> None:
        self.reply(b"Boat on bridge\n\nIt is still there.", "text/plain; charset=utf-8")

    def get_untyped(self, _: str) -> None:
        self.reply(PAGE.encode(), "")

    def get_pdf(self, _: str) -> None:
        self.reply(b"%PDF-1.7", "application/pdf")

    def get_image(self, _: str) -> None:
        self.reply(b"\x89PNG", "image/png")

    def get_strange(self, _: str) -> None:
        self.reply(b"x", "application/x-\x1b[31mred")

    def get_disguised(self, _: str) -> None:
        self.reply(b"%PDF-1.7 and so on", "text/html")

    def get_empty(self, _: str) -> None:
        self.reply(b"")

    def get_nothing(self, _: str) -> None:
        self.reply(b"<html><body></body></html>")

    def get_broken(self, _: str) -> None:
        self.reply(b"oh", status=500)

    def get_odd(self, _: str) -> None:
        self.reply(b"oh", status=799)

    def get_hops(self, rest: str) -> None:
        left = int(rest)
        self.redirect(f"/hops/{left - 1}" if left > 1 else "/page")

    def get_loop(self, _: str) -> None:
        self.redirect("/loop")

    def get_to(self, rest: str) -> None:
        self.redirect({"file": "file:///etc/hosts", "ftp": "ftp://x.example/", "none": ""}[rest])

    def get_endless(self, _: str) -> None:
        self.stream(itertools.repeat(bytes(65536)))

    def get_drip(self, _: str) -> None:
        self.stream(self.server.drips())  # type: ignore[attr-defined]

    def get_silent(self, _: str) -> None:
        self.server.done.wait(20)  # type: ignore[attr-defined]

    def get_slow_headers(self, _: str) -> None:
        self.close_connection = True
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
            for drip in self.server.drips():  # type: ignore[attr-defined]
                self.wfile.write(b"X-Drip: " + drip + b"\r\n")
        except OSError:
            pass

    def get_claims_more(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"Only this much.")
        self.close_connection = True

    def get_claims_huge(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "9" * 12)
        self.end_headers()
        self.close_connection = True

    def get_gzip(self, _: str) -> None:
        self.reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def get_deflate(self, rest: str) -> None:
        packed = zlib.compress(PAGE.encode())
        self.reply(packed[2:-4] if rest == "bare" else packed, Content_Encoding="deflate")

    def get_bomb(self, _: str) -> None:
        self.stream(iter([BOMB]), Content_Encoding="gzip")

    def get_bomb_in_bomb(self, _: str) -> None:
        self.reply(b"x", "text/plain", Content_Encoding="gzip, gzip")

    def get_damaged(self, _: str) -> None:
        self.reply(b"\x1f\x8b\x08\x00 this is no gzip", Content_Encoding="gzip")


class Server(ThreadingHTTPServer):
    """Ends at once, whatever its handlers wait for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.done = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that go away early, as they should; tell the rest."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def drips(self) -> Iterator[bytes]:
        """A byte every twentieth of a second."""
        while not self.done.wait(0.05):
            yield b"x"
