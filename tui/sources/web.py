"""URL -> Article: fetches a page within limits of time, size and redirects."""

import errno
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

import httpx

from tui import __version__, sources
from tui.domain.article import Article
from tui.domain.text.sanitize import one_line, without_passwords
from tui.sources.files import STREAM_LIMIT, Kind, Refusal
from tui.sources.formats import advice
from tui.sources.open import article_of
from tui.system.files import megabytes

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})
_UNSAID = frozenset(
    {
        *("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/force-download"),
        *("application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "message/rfc822"),
    }
)
"""Types of which the page itself says more: XHTML is sent as XML, and pages as any bytes at all."""
_DOCUMENTS = re.compile(
    r"application/(?:pdf|x-pdf|epub\+zip|zip|rtf|msword|vnd\.(?:openxml|oasis|ms-word)[\w.+-]*|x-subrip|x-mobi\S*)"
    r"|text/(?!html\b|css\b|javascript\b|calendar\b|csv\b)[\w.+-]+|message/rfc822|multipart/related|application/mbox"
)
"""Types of books, papers and letters; what they hold says whether they are read."""
_NAMES = {"application/json": "JSON", "application/feed+json": "a JSON feed"}
_ARTICLES = "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1"
_FEEDS = "application/atom+xml,application/rss+xml,application/feed+json,text/html;q=0.5,*/*;q=0.1"
_HEADER = 1_000
"""Code points of a header that are stored."""
_LED_ON = 3
"""How many pages are followed that only lead on to others."""
_UNWANTED = frozenset({401, 403, 429})
_HINT = "; if a browser shows the page, save it there and open the file"
"""Said of the answers that servers give to programs and not to people."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost.

    Attributes:
        size: bytes, after decompression.
        seconds: from the first connection to the last byte, all redirects included.
        silence: seconds without a byte, or without a connection.
        redirects: how many are followed.
    """

    size: int = STREAM_LIMIT
    seconds: float = 30.0
    silence: float = 15.0
    redirects: int = 10


class Seen(NamedTuple):
    """What a server said of a page, by which it knows the next time whether that is still the same.

    Attributes:
        etag: the header ``ETag``, or empty.
        modified: the header ``Last-Modified``, or empty.
    """

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Return what to ask with."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        # A header that was changed on the disk may hold anything.
        return {name: said for name, said in asked.items() if said and said.isascii() and said.isprintable()}


NEVER_SEEN = Seen()
"""Of what was not fetched yet."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent.

    Attributes:
        address: where it came from, after all redirects.
        data: the decompressed bytes.
        kind: the media type, in lower case, or empty.
        charset: the encoding that the server names, or empty.
        seen: to ask with the next time.
        is_unchanged: whether it is the same as was seen; then there are no bytes.
    """

    address: str
    data: bytes
    kind: str
    charset: str
    seen: Seen = NEVER_SEEN
    is_unchanged: bool = False


def fetch(address: str, limits: Limits | None = None, *, seen: Seen | None = None) -> Page:
    """Return the page at an ``http:`` or ``https:`` address.

    Args:
        address: where it is.
        limits: what it may cost; the usual ones if None.
        seen: what its server said the last time, of a feed; with it any type is taken. None for an article.

    Raises:
        Refusal: it cannot be had, is no text, or is over one of the limits.
    """
    limits = limits or Limits()
    try:
        if not urlsplit(address).hostname:
            raise Refusal("this is not a web address")
    except ValueError:
        raise Refusal("this is not a web address") from None
    fetching = _Fetching(address, limits, seen)
    # In a thread of its own, because looking up a name and receiving headers byte by byte have
    # no limit of time otherwise; a daemon, so that one that hangs does not keep the program.
    thread = threading.Thread(target=fetching.run, name="fetch", daemon=True)
    thread.start()
    thread.join(limits.seconds)
    fetching.cancelled.set()
    if fetching.page is not None:
        return fetching.page
    if fetching.refusal is not None:
        raise fetching.refusal
    raise Refusal(f"the server took longer than {limits.seconds:g} seconds")


def leads_inside(origin: str, target: str) -> bool:
    """Whether a page outside leads to a machine of this network, which a stranger has nothing to ask of."""
    try:
        return _is_inside(urlsplit(target).hostname or "") and not _is_inside(urlsplit(origin).hostname or "")
    except ValueError:
        return False  # it is no address, and leads nowhere


def _is_inside(host: str) -> bool:
    host = host.rstrip(".").partition("%")[0]
    if ":" in host:
        number: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(host)
    else:
        try:
            number = ipaddress.ip_address(socket.inet_aton(host))  # 127.1, 0x7f000001
        except OSError:
            return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan"))
    return not (getattr(number, "ipv4_mapped", None) or number).is_global


class _Fetching:
    """One attempt; ends with a page or a refusal."""

    def __init__(self, address: str, limits: Limits, seen: Seen | None) -> None:
        self.page: Page | None = None
        self.refusal: Refusal | None = None
        self.cancelled = threading.Event()
        self._address = address
        self._limits = limits
        self._seen = seen
        self._deadline = time.monotonic() + limits.seconds

    def run(self) -> None:
        """Fetch; what comes of it is in the attributes."""
        try:
            headers = {
                "User-Agent": f"Postil/{__version__}",
                "Accept": _ARTICLES if self._seen is None else _FEEDS,
                "Accept-Encoding": "gzip, deflate",
                **(self._seen.headers if self._seen else {}),
            }
            with httpx.Client(headers=headers, timeout=self._limits.silence) as client:
                self.page = self._fetch(client, httpx.URL(self._address))
        except Refusal as refusal:
            self.refusal = refusal
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            self.refusal = Refusal("this is not a web address")
        except Exception as error:  # a thread must not end in a traceback
            self.refusal = Refusal(_reason(error))

    def _fetch(self, client: httpx.Client, url: httpx.URL) -> Page:
        for _ in range(self._limits.redirects + 1):
            if url.scheme not in ("http", "https"):
                where = one_line(str(url), 200)
                raise Refusal(f"the server redirects to {where}, which is not a web address")
            if not url.host:
                raise Refusal("this is not a web address")
            with client.stream("GET", url) as response:
                if response.status_code not in _REDIRECTS:
                    return self._received(response)
                target = response.headers.get("location", "")
            if not target:
                raise Refusal("the server redirects without saying where")
            url = url.join(target)
            if leads_inside(self._address, str(url)):
                raise Refusal(f"the server redirects into this network, to {one_line(url.host, 200)}")
        raise Refusal(f"the server redirects more than {self._limits.redirects} times")

    def _received(self, response: httpx.Response) -> Page:
        """Return the page that a response holds.

        Raises:
            Refusal: it holds none.
        """
        address = str(response.url.copy_with(userinfo=b"", fragment=None))
        if response.status_code == HTTPStatus.NOT_MODIFIED and self._seen is not None:
            return Page(address, b"", "", "", self._seen, is_unchanged=True)
        if not response.is_success:
            hint = _HINT if response.status_code in _UNWANTED else ""
            raise Refusal(f"the server answered {_status(response.status_code)}{hint}")
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        is_known = kind in _HTML | _MARKDOWN | _UNSAID or _DOCUMENTS.fullmatch(kind)
        if not is_known and self._seen is None:
            if kind in _NAMES and _NAMES[kind].endswith("feed"):
                raise Refusal(advice(_NAMES[kind], without_passwords(self._address)))
            shown = _NAMES.get(kind, one_line(kind, 60))
            raise Refusal(f"this is not an article but {shown}")
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._limits.size:
            raise Refusal(f"larger than {megabytes(self._limits.size)}")
        data = self._read(response)
        if not data.strip():
            raise Refusal("the page is empty")
        said = (response.headers.get(name, "")[:_HEADER] for name in ("etag", "last-modified"))
        return Page(address, data, kind, response.charset_encoding or "", Seen(*said))

    def _read(self, response: httpx.Response) -> bytes:
        """Return the bytes of a response, decompressed here, so that no chunk swells beyond the limit."""
        inflate = _decompressor(response.headers.get("content-encoding", ""))
        data = bytearray()
        for chunk in response.iter_raw():
            data += inflate(chunk, self._limits.size + 1 - len(data))
            if len(data) > self._limits.size:
                raise Refusal(f"larger than {megabytes(self._limits.size)}")
            if self.cancelled.is_set() or time.monotonic() > self._deadline:
                raise Refusal(f"the server took longer than {self._limits.seconds:g} seconds")
        if not inflate.complete:
            raise Refusal("the page arrived damaged: its end is missing")
        return bytes(data)


class _Decompressor(Protocol):
    """What undoes the compression of a response, never into many more bytes than wanted."""

    @property
    def complete(self) -> bool:
        """Whether what was compressed has come to its end."""

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return the plain bytes of the next chunk, or at least the first ``most`` of them.

        Raises:
            Refusal: it is damaged.
        """


def _decompressor(encoding: str) -> _Decompressor:
    """Return what undoes ``encoding``, as the header ``Content-Encoding`` names it.

    Only gzip and deflate are asked for, but some servers send what they have, whatever is asked.

    Raises:
        Refusal: it is not known.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _Uncompressed()
        case "gzip" | "x-gzip" | "deflate":
            return _Inflater()
        case "br" | "zstd" as name:
            try:
                return _Brotli() if name == "br" else _Zstandard()
            except ImportError:
                pass
        case name:
            pass
    raise Refusal(f"the page is compressed in a way that was not asked for ({one_line(name, 40)})")


class _Uncompressed:
    """Bytes as they come."""

    complete = True

    def __call__(self, chunk: bytes, most: int) -> bytes:
        return chunk[:most]


class _Inflater:
    """Undoes gzip and deflate."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None

    @property
    def complete(self) -> bool:
        """Whether what was compressed has come to its end."""
        return self._stream is None or self._stream.eof

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return the plain bytes of the next chunk, or the first ``most`` of them.

        Raises:
            Refusal: it is damaged.
        """
        data = bytearray()
        try:
            while chunk and len(data) < most:
                if self._stream is None or self._stream.eof:
                    # gzip, or zlib as "deflate" should be, or the bare form that it often is.
                    is_bare = chunk[0] != 0x1F and chunk[0] & 0x0F != 8
                    self._stream = zlib.decompressobj(-15 if is_bare else 47)
                data += self._stream.decompress(chunk, most - len(data))
                chunk = self._stream.unused_data or self._stream.unconsumed_tail
        except zlib.error as error:
            raise Refusal("the page arrived damaged") from error
        return bytes(data)


class _Brotli:
    """Undoes Brotli."""

    def __init__(self) -> None:
        self._stream = sources.Decompressor()

    @property
    def complete(self) -> bool:
        """Whether what was compressed has come to its end."""
        return bool(self._stream.is_finished())

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return the plain bytes of the next chunk, or at least the first ``most`` of them.

        Raises:
            Refusal: it is damaged.
        """
        try:
            data = bytearray(self._stream.process(chunk, output_buffer_limit=most))
            while len(data) < most and not self._stream.can_accept_more_data():
                data += self._stream.process(b"", output_buffer_limit=most - len(data))
        except sources.error as error:
            raise Refusal("the page arrived damaged") from error
        return bytes(data)


class _Zstandard:
    """Undoes Zstandard."""

    def __init__(self) -> None:
        self._stream = sources.ZstdDecompressor()

    @property
    def complete(self) -> bool:
        """Whether what was compressed has come to its end."""
        return self._stream.eof

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return the plain bytes of the next chunk, or the first ``most`` of them.

        Raises:
            Refusal: it is damaged.
        """
        data = bytearray()
        try:
            while len(data) < most and (chunk or not (self._stream.needs_input or self._stream.eof)):
                if self._stream.eof:
                    self._stream = sources.ZstdDecompressor()
                data += self._stream.decompress(chunk, most - len(data))
                chunk = self._stream.unused_data if self._stream.eof else b""
        except sources.ZstdError as error:
            raise Refusal("the page arrived damaged") from error
        return bytes(data)


def _status(code: int) -> str:
    """Return a status as people know it, in our own words: what the server calls it is not to be trusted."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _reason(error: BaseException) -> str:
    """Return why a page could not be fetched, in plain words."""
    cause: BaseException | None = error
    while cause is not None:
        match cause:
            case socket.gaierror():
                return "there is no such server, or no network"
            case ConnectionRefusedError():
                return "the connection was refused"
            case ssl.SSLCertVerificationError():
                return f"the server's certificate is not valid: {one_line(cause.verify_message, 120)}"
            case ssl.SSLError():
                return "there is no secure connection to this server"
            case TimeoutError():
                return "the server does not answer"
            case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH):
                return "the network cannot be reached"
            case ConnectionError():
                return "the server broke off the connection"
        cause = cause.__cause__ or cause.__context__
    names = {
        "RemoteProtocolError": "the server broke off the connection, or does not speak HTTP",
        "ReadError": "the server broke off the connection",
        "ProxyError": "the proxy refused",
    }
    return names.get(type(error).__name__, f"it could not be fetched ({type(error).__name__})")


def article_from_web(
    location: str, limits: Limits | None = None, *, encoding: str = "", kind: Kind | None = None
) -> Article:
    """Return the article at an ``http:`` or ``https:`` address.

    Args:
        location: the address.
        limits: what it may cost; the usual ones if None.
        encoding: that the page is in, whatever it says itself; empty if that is not known.
        kind: how it is to be read, whatever it says itself; None if that is not known.

    Raises:
        Refusal: it cannot be had, or holds no article.
    """
    page = fetch(location, limits)
    for _ in range(_LED_ON):
        target = sources.leads_to(page.data, page.address) if page.kind in _HTML else ""
        if not target or target == page.address or not sources.on_same_site(page.address, target):
            break
        page = fetch(target, limits)
    said = Kind.HTML if page.kind in _HTML else Kind.MARKDOWN if page.kind in _MARKDOWN else None
    return article_of(
        kind or said,
        page.data,
        without_passwords(location),
        name=urlsplit(page.address).path,
        media_type=page.kind,
        declared=page.charset,
        encoding=encoding,
        address=page.address,
    )
