"""The dialog in which tags are given."""

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.plain import harmless, one_line
from tui.screens.dialog import Dialog, plain
from tui.widgets.completing_input import CompletingInput

_BETWEEN = re.compile(r"[\s,;]+")


def parse_tags(typed: str) -> tuple[str, ...]:
    """The tags that somebody typed, with commas or spaces between: no ``#``, none twice, in order.

    Tags that differ in case alone are the same; the first way of writing it stays.
    """
    tags: dict[str, str] = {}
    for word in _BETWEEN.split(harmless(typed)):
        if tag := word.strip("#"):
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


class TagSuggester(Suggester):
    """Completes the last tag from those that are known."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """``value`` with its last tag completed, or None."""
        begun = _BETWEEN.split(value)[-1].lstrip("#")
        if not begun:
            return None
        before = {tag.casefold() for tag in parse_tags(value[: len(value) - len(begun)])}
        for tag in self._known:
            if tag.casefold().startswith(begun.casefold()) and tag.casefold() not in before:
                return value + tag[len(begun) :] if len(tag) > len(begun) else None
        return None


class TagEditor(Dialog[tuple[str, ...] | None]):
    """Returns the tags, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Tags"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="tags.save", show=False),
        Binding("escape", "cancel", "Leave as it was", id="tags.cancel"),
    ]

    def __init__(self, passage: str, tags: Sequence[str] = (), known: Sequence[str] = ()) -> None:
        """Edit ``tags``, which are on ``passage``; ``known`` ones are offered."""
        super().__init__()
        self._passage = passage
        self._tags = tuple(tags)
        self._known = tuple(known)

    def body(self) -> Iterable[Widget]:
        """The passage, the field, and the tags that are known."""
        yield plain(one_line(self._passage, 160), "dialog-passage")
        yield CompletingInput(
            "".join(f"{tag}, " for tag in self._tags),
            placeholder="tags, with commas or spaces between",
            suggester=TagSuggester(self._known),
            select_on_focus=False,
        )
        if self._known:
            yield plain(one_line(" ".join(f"#{tag}" for tag in self._known), 300), "dialog-hint")

    def action_save(self) -> None:
        """Return the tags."""
        self.dismiss(parse_tags(self.query_one(Input).value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_save()
