"""The web server of ``postil serve``: who may connect, the page, and an end that saves everything.

Whoever connects reads the user's files and notes. So an address without the secret is refused, and so is a
request that another site's name led here (DNS rebinding) or that another site's page makes.
"""

import asyncio
import secrets
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address
from string import Template
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from tui.domain.errors import PostilError
from tui.system.signals import when_asked_to_end

_PATIENCE = 15.0
"""Seconds that the readers have to save everything and end."""
_SECRET = 24
"""Random bytes in the address."""

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing of the page comes from elsewhere, and nothing of it goes elsewhere."""
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Postil</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<script src="static/js/textual.js"></script>
<style>
@font-face {
  font-family: "Roboto Mono"; font-weight: 100 700; font-display: block;
  src: url("static/fonts/RobotoMono-VariableFont_wght.ttf");
}
@font-face {
  font-family: "Roboto Mono"; font-weight: 100 700; font-style: italic; font-display: block;
  src: url("static/fonts/RobotoMono-Italic-VariableFont_wght.ttf");
}
html, body { height: 100%; margin: 0; overflow: hidden; background: #15161b; color: #dad6cc; }
body { font: 16px "Roboto Mono", monospace; }
#terminal.textual-terminal { position: absolute; inset: 6px; width: auto; height: auto; }
.note { display: none; position: absolute; inset: 0; z-index: 10; place-items: center; background: #15161b; }
body.-closed .note { display: grid; }
a { color: #b4b8e6; }
.textual-terminal .xterm .xterm-viewport { overflow: hidden; background: none !important; }
.fonts { position: absolute; visibility: hidden; }
</style>
</head>
<body>
<span class="fonts">Postil <i>Postil</i> <b>Postil</b></span>
<div class="note"><p>This reader has ended; everything is saved. <a href="">Open it again</a></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket" data-font-size="16"></div>
<script nonce="$nonce">
addEventListener("load", () => document.querySelector(".xterm-helper-textarea")?.focus());
</script>
</body>
</html>
""")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Readers(Server):
    """Serves a reader to each tab that knows the secret.

    Adds to Textual's server who may connect, a page that needs nothing from elsewhere, and an end.
    """

    def __init__(self, command: str, host: str) -> None:
        """Start each reader by ``command``; answer to the name ``host`` besides the addresses of loopback."""
        super().__init__(command, host)
        self.secret = secrets.token_urlsafe(_SECRET)
        self._tabs: set[asyncio.Task[object]] = set()

    def application(self) -> web.Application:
        """Return what answers requests."""
        readers = web.Application()
        readers.add_routes(
            [
                web.get("/", self.page),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        application = web.Application(middlewares=[self.guard])
        application.add_subapp(f"/{self.secret}/", readers)
        application.on_shutdown.append(self.end_readers)
        return application

    @web.middleware
    async def guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer those alone who have the secret and asked for this server by a name of its own."""
        given = request.path.split("/")[1]
        origin = request.headers.get("Origin")
        if (
            not self.is_own_name(request.host)
            or not secrets.compare_digest(given.encode(), self.secret.encode())
            or (origin is not None and urlsplit(origin).netloc != request.host)
        ):
            raise web.HTTPForbidden(
                text="Open the whole address that `postil serve` printed.\n", headers=_HEADERS
            )
        return await handler(request)

    def is_own_name(self, host: str) -> bool:
        """Return whether a Host header is this server's: an IP address and localhost are no site's name."""
        with suppress(ValueError):
            name = urlsplit(f"//{host}").hostname or ""
            if name in ("localhost", self.host.lower()):
                return True
            address = ip_address(name)
            return address.is_loopback or not _is_loopback(self.host)
        return False

    async def page(self, request: web.Request) -> web.Response:
        """Return the page in which a reader is shown."""
        nonce = secrets.token_urlsafe(_SECRET)
        socket_address = f"ws://{request.host}/{self.secret}/ws"
        policy = _POLICY.format(nonce=nonce, host=request.host)
        return web.Response(
            text=_PAGE.substitute(socket=socket_address, nonce=nonce),
            content_type="text/html",
            headers={**_HEADERS, "Content-Security-Policy": policy},
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Show a reader in a tab until either of them is closed."""
        task = asyncio.current_task()
        assert task is not None
        self._tabs.add(task)
        try:
            return await super().handle_websocket(request)
        finally:
            self._tabs.discard(task)

    async def end_readers(self, _: web.Application) -> None:
        """End every reader, each of which saves first."""
        tabs = set(self._tabs)
        for task in tabs:
            task.cancel()
        if tabs:
            await asyncio.wait(tabs, timeout=_PATIENCE)


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def run(command: str, host: str, port: int) -> int:
    """Serve until a signal asks to end; return the exit code.

    Raises:
        PostilError: the address cannot be listened on.
    """
    return asyncio.run(_serve(Readers(command, host), host, port))


async def _serve(readers: Readers, host: str, port: int) -> int:
    ended = asyncio.Event()
    signals: list[int] = []

    def end(number: int) -> None:
        signals.append(number)
        ended.set()

    runner = web.AppRunner(readers.application(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            if isinstance(error, socket.gaierror):
                reason = "no such address on this machine"
            raise PostilError(f"cannot listen on {host}, port {port}: {reason}") from error
        when_asked_to_end(end)
        name = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"http://{name}:{runner.addresses[0][1]}/{readers.secret}/\n")
        sys.stdout.flush()
        if not _is_loopback(host):
            sys.stderr.write("postil: everyone who has this address can read and change your notes\n")
        await ended.wait()
    finally:
        await runner.cleanup()
    return 0 if signals == [signal.SIGINT] else 128 + signals[0]
