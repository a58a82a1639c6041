"""What may follow a key is waited for shortly: escape acts at once."""

import os
from queue import SimpleQueue
from threading import Event, Thread

from textual import events
from textual.message import Message

from tui.ui.driver import read_keys


def test_after_something_came_it_does_not_wait_for_long() -> None:
    reader, writer = os.pipe()
    ended = Event()
    posted: SimpleQueue[Message] = SimpleQueue()
    # Without anything begun it waits for a minute; what is left of a key's code it must not wait for so long.
    thread = Thread(target=read_keys, args=(reader, ended, posted.put, 60), daemon=True)
    thread.start()
    os.write(writer, b"\x1b")
    escape = posted.get(timeout=30)
    assert isinstance(escape, events.Key)
    assert escape.key == "escape"
    os.write(writer, "\x1b[Aé".encode())
    assert [posted.get(timeout=30).key for _ in range(2)] == ["up", "é"]  # type: ignore[attr-defined]
    ended.set()
    os.write(writer, b"x")
    thread.join(timeout=30)
    assert not thread.is_alive()
    os.close(reader)
    os.close(writer)
