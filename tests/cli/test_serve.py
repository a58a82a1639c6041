"""``postil serve``: the reader in a browser, for those alone who have the printed address."""

import asyncio
import os
import shutil
import signal
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.support.commands import Commands, command
from tui.cli.web_server import Readers

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = aiohttp.ClientTimeout(total=30)


def decoded(payload: str) -> str:
    """Return what a reader draws, as a browser reports it."""
    return b64decode(payload).decode("utf-8", "replace") if payload[:1] != "[" else ""


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """Start the server, yield the address it prints, and end it as ctrl+c does."""
    with subprocess.Popen(
        command("serve", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "NO_COLOR"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process.stdout.readline().strip()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert (process.stdout.read(), process.stderr.read()) == ("", "")
        finally:
            process.kill()


async def first_frame(session: aiohttp.ClientSession, address: str, expected: bytes) -> bytes:
    """Return what a reader draws until it has drawn what is expected."""
    drawn = b""
    async with session.ws_connect(f"{address}ws?width=100&height=30") as socket:
        while expected not in drawn:
            message = await socket.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, drawn
            drawn += message.data
    return drawn


async def status(session: aiohttp.ClientSession, address: str, **headers: str) -> int:
    """Return how the server answers to a request."""
    async with session.get(address, headers=headers) as answer:
        return answer.status


def test_who_has_the_address_reads_and_nobody_else(postil: Commands, home: Path) -> None:
    async def visit(address: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1"
        bare = f"http://{parts.netloc}/"
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            async with session.get(address) as answer:
                page = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
            assert answer.status == 200
            assert f'data-session-websocket-url="ws://{parts.netloc}{parts.path}ws"' in page
            # All that it needs comes from here, and works.
            assert "https:" not in page
            assert "default-src 'none'" in policy
            assert await status(session, f"{address}static/js/textual.js") == 200
            for wrong in (
                bare,
                f"{bare}ws",
                f"{bare}static/js/textual.js",
                f"{bare}{'x' * 32}/",
                address[:-2] + "/",
            ):
                assert await status(session, wrong) == 403
            assert await status(session, address, Host="rebound.example") == 403
            assert await status(session, address, Origin="http://elsewhere.example") == 403
            for wrong in (f"{bare}ws", f"{bare}{'x' * 32}/ws"):
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await first_frame(session, wrong.removesuffix("ws"), b"")
            drawn = await first_frame(session, address, b"idle")
            assert b"\x1b[?1049h" in drawn
            # A flag, on which terminals disagree, moves nothing after it.
            assert "\x1b8\x1b7🇩🇪\x1b8\x1b[2C".encode() in drawn

    Path("flag.txt").write_text("The flag 🇩🇪 was lowered, and the mill was idle.\n", encoding="utf-8")
    with server("flag.txt", "--data-dir", str(home)) as address:
        asyncio.run(visit(address))


def test_a_name_that_is_not_the_servers_is_refused_wherever_it_listens() -> None:
    for host, own, others in (
        (
            "127.0.0.1",
            ("127.0.0.1:80", "localhost:9", "[::1]:80"),
            ("192.168.0.7:80", "a.example", "", "[", "1"),
        ),
        ("0.0.0.0", ("192.168.0.7:80", "[fe80::1]:80", "localhost"), ("a.example:80", "localhost.example")),
        ("mine.example", ("mine.example:80",), ("other.example",)),
    ):
        readers = Readers("", host)
        assert [name for name in own if not readers.is_own_name(name)] == []
        assert [name for name in others if readers.is_own_name(name)] == []


def test_what_cannot_be_served_is_one_line(postil: Commands) -> None:
    assert "no-such-file.txt" in postil.refused("serve", "no-such-file.txt")
    assert "name a file" in postil.refused("serve", "-")
    assert "cannot listen on 203.0.113.1" in postil.refused("serve", "--host", "203.0.113.1")
    assert "not a port" in postil.refused("serve", "--port", "70000", code=2)


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
def test_a_browser_shows_it_and_keys_arrive(postil: Commands, home: Path, tmp_path: Path) -> None:
    assert BROWSER is not None

    async def look(address: str) -> None:
        profile = tmp_path / "profile"
        browser = await asyncio.create_subprocess_exec(
            *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"),
            *(f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"),
            stderr=asyncio.subprocess.PIPE,
        )
        assert browser.stderr is not None
        try:
            while b"listening on" not in (line := await asyncio.wait_for(browser.stderr.readline(), 30)):
                assert line
            host = urlsplit(line.decode().split()[-1]).netloc
            async with aiohttp.ClientSession(timeout=PATIENCE) as session:
                async with session.put(f"http://{host}/json/new?about:blank") as answer:
                    tab = await answer.json()
                await read_in(session, tab["webSocketDebuggerUrl"], address)
        finally:
            browser.terminate()
            await browser.communicate()

    async def read_in(session: aiohttp.ClientSession, tab: str, address: str) -> None:
        async with session.ws_connect(tab, max_msg_size=0) as socket:

            async def call(method: str, **arguments: object) -> None:
                await socket.send_json({"id": 1, "method": method, "params": arguments})

            for method in ("Network.enable", "Log.enable"):
                await call(method)
            await call("Page.navigate", url=address)
            drawn, pressed = "", False
            event: dict[str, Any] = {}
            while event.get("method") != "Network.webSocketClosed":
                event = await socket.receive_json()
                assert event.get("method") != "Log.entryAdded", event
                if event.get("method") == "Network.requestWillBeSent":
                    assert event["params"]["request"]["url"].startswith((address, "data:"))
                if event.get("method") == "Network.webSocketFrameReceived":
                    drawn += decoded(event["params"]["response"]["payloadData"])
                if "help" in drawn and not pressed:
                    pressed = True
                    await call("Input.dispatchKeyEvent", type="keyDown", text="q", key="q")

    with server("mill.txt", "--data-dir", str(home)) as address:
        asyncio.run(asyncio.wait_for(look(address), 60))
