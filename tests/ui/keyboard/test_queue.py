"""Keys that come in a burst each act on what the key before has opened."""

import asyncio

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Label

from tui.ui.keyboard.queue import KeysInTurn


class Field(Input):
    """Counts how often it was drawn."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


class Ask(ModalScreen[str]):
    """Asks for a word; enter returns it."""

    def compose(self) -> ComposeResult:
        yield Field()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Program(KeysInTurn):
    """Counts keys, and asks on ``a``."""

    BINDINGS = [Binding("a", "ask", "Ask"), Binding("n", "count", "Count"), Binding("s", "slow", "Slow")]

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str | None] = []
        self.counted = 0

    def compose(self) -> ComposeResult:
        yield Label("program")

    def action_ask(self) -> None:
        self.push_screen(Ask(), self.answers.append)

    def action_count(self) -> None:
        self.counted += 1

    async def action_slow(self) -> None:
        await asyncio.sleep(0.05)
        self.counted += 10


def burst(pilot: Pilot[None], keys: str) -> None:
    """Send keys at once, as a terminal does when they are pasted."""
    for key in keys:
        name = {"\r": "enter"}.get(key, key)
        pilot.app.post_message(events.Key(name, None if key == "\r" else key))


async def until(pilot: Pilot[None], condition: object) -> None:
    assert callable(condition)
    async with asyncio.timeout(10):
        while not condition():
            await pilot.pause(0.02)


async def test_a_burst_reaches_the_dialogs_it_opens_and_leaves_them_again() -> None:
    app = Program()
    async with app.run_test() as pilot:
        burst(pilot, "aanna\rnaname\rnn")
        await until(pilot, lambda: len(app.answers) == 2 and app.counted == 3)
        assert app.answers == ["anna", "name"]


async def test_what_follows_an_answer_goes_to_what_the_answer_leads_back_to() -> None:
    app = Program()
    async with app.run_test() as pilot:
        for _ in range(5):
            burst(pilot, "axy\rn")
        await until(pilot, lambda: len(app.answers) == 5 and app.counted == 5)
        assert app.answers == ["xy"] * 5


async def test_keys_after_the_one_that_leaves_are_dropped() -> None:
    app = Program()
    async with app.run_test() as pilot:
        app.post_message(events.Key("ctrl+q", None))
        burst(pilot, "nnn")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0


async def test_a_paste_goes_to_what_the_key_before_it_opens() -> None:
    app = Program()
    async with app.run_test() as pilot:
        burst(pilot, "a")
        app.post_message(events.Paste("na"))
        burst(pilot, "n\rn")
        await until(pilot, lambda: app.answers == ["nan"] and app.counted == 1)


async def test_a_paste_where_nothing_takes_it_holds_up_no_key() -> None:
    app = Program()
    async with app.run_test() as pilot:
        app.post_message(events.Paste("nn"))
        burst(pilot, "n")
        await until(pilot, lambda: app.counted == 1)


async def test_a_key_waits_for_a_slow_one() -> None:
    app = Program()
    async with app.run_test() as pilot:
        burst(pilot, "snsn")
        await until(pilot, lambda: app.counted == 22)


async def test_after_a_dialog_was_closed_by_a_key_the_next_one_is_not_held_up() -> None:
    app = Program()
    async with app.run_test() as pilot:
        for _ in range(10):
            burst(pilot, "ax\r")
            await pilot.pause(0.05)
        await until(pilot, lambda: len(app.answers) == 10)
        burst(pilot, "n" * 30)
        await until(pilot, lambda: app.counted == 30)


async def test_text_that_comes_as_keys_does_not_wait_for_the_screen_at_each() -> None:
    app = Program()
    async with app.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        field = app.screen.query_one(Field)
        before = field.drawn
        burst(pilot, "x" * 200)
        await until(pilot, lambda: field.value == "x" * 200)
        assert field.drawn - before < 200
