"""What may follow a key is waited for shortly: escape acts at once."""

import os
import selectors

from tui.ui.keyboard.queue import PromptSelector


def test_after_something_came_it_does_not_wait_for_long_and_else_as_long_as_it_is_told() -> None:
    reader, writer = os.pipe()
    with PromptSelector() as selector:
        selector.register(reader, selectors.EVENT_READ)
        assert selector.select(0) == []
        os.write(writer, b"\x1b")
        assert [key.fd for key, _ in selector.select(None)] == [reader]
        os.read(reader, 1)
        # Nothing more comes, and yet it returns.
        assert selector.select(None) == []
    os.close(reader)
    os.close(writer)
