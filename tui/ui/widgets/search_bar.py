"""The line in which the reader types what to search for."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from tui.domain.text.folding import EXACT
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.inputs import WordsInput

HINT = rf"words ({EXACT} after them: case and accents count)"


class SearchInput(WordsInput):
    """The words that are searched for."""

    BINDING_GROUP_TITLE = "Search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search-input")


class SearchBar(Horizontal):
    """Asks for words, and posts each change of them at once; up and down bring back those of before."""

    BINDING_GROUP_TITLE = "Search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search-bar")

    class Changed(Message):
        """Other words are searched for."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Submitted(Message):
        """The search is done, and its first hit is to be gone to."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Left(Message):
        """The search was given up."""

    def __init__(self, before: Sequence[str] = ()) -> None:
        """Ask for words; ``before`` is what was searched for before, the last at the end."""
        super().__init__()
        self._recalled = [*before, ""]
        self._number = len(before)

    def compose(self) -> ComposeResult:
        yield Label("/", id="search-sign", markup=False)
        yield SearchInput(placeholder=HINT, id="search-words", compact=True)
        yield Label("", id="search-count", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def focus_words(self) -> None:
        """Go on typing."""
        self.query_one(Input).focus()

    def show_count(self, text: str) -> None:
        """Show how many hits there are."""
        self.query_one("#search-count", Label).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))

    def action_recall(self, step: int) -> None:
        number = self._number + step
        if 0 <= number < len(self._recalled):
            field = self.query_one(Input)
            # What was typed is to be had again.
            self._recalled[self._number] = field.value
            self._number = number
            field.value = self._recalled[number]
            field.cursor_position = len(field.value)

    def action_leave(self) -> None:
        self.post_message(self.Left())
