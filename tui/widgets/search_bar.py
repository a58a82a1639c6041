"""The line in which one types what to look for."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


class SearchBar(Horizontal):
    """Asks for words, and tells each change of them at once."""

    BINDING_GROUP_TITLE = "Search"
    BINDINGS = [Binding("escape", "leave", "Leave the search", id="search.leave", show=False)]

    class Changed(Message):
        """The words to look for are others now."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Submitted(Message):
        """The search is to be kept, and its first hit gone to."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Left(Message):
        """The search was given up."""

    def compose(self) -> ComposeResult:
        yield Label("/", id="search-sign", markup=False)
        yield Input(placeholder="words in the article", id="search-words", compact=True)
        yield Label("", id="search-count", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def focus_words(self) -> None:
        """Go on typing."""
        self.query_one(Input).focus()

    def show_count(self, text: str) -> None:
        """Say how many hits there are."""
        self.query_one("#search-count", Label).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))

    def action_leave(self) -> None:
        self.post_message(self.Left())
