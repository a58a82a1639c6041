"""How the text is set before somebody's eyes: its width, its spacing, and what stands beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.config.preferences import Preferences
from tui.domain.annotation import Colour
from tui.domain.article import Article
from tui.library import Library
from tui.ui.article.layout import DEFAULT_MEASURE, MEASURES, Typesetting
from tui.ui.article.view import ArticleView
from tui.ui.reader.hints import HintingScreen

SPACINGS = ((1, 1), (1, 2), (2, 1))
"""What the key for spacing goes through: rows from line to line, and lines between paragraphs."""
_IN_WORDS = {
    (1, 1): "single spacing",
    (1, 2): "single spacing, paragraphs wide apart",
    (2, 1): "double spacing",
}


class ComfortScreen(HintingScreen):
    """An article that is set as its reader likes it; what is changed is remembered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "measure(1)", "Wider", id="view.wider", show=False),
        Binding("minus", "measure(-1)", "Narrower", id="view.narrower", show=False),
        Binding("equals_sign", "measure(0)", "Default width", id="view.default-width", show=False),
        Binding(
            "W", "spacing", "Line spacing", id="view.spacing", show=False,
            tooltip="Single or double spacing, or paragraphs wide apart",
        ),
        Binding(
            "J", "justify", "Justify", id="view.justify", show=False,
            tooltip="Spread lines to the same width, or leave them ragged",
        ),
    ]  # fmt: skip

    def __init__(self, library: Library, article: Article, preferences: Preferences | None = None) -> None:
        """Show ``article`` as the preferences say, or as is usual without any."""
        super().__init__(library, article)
        self.preferences = preferences or Preferences()
        settings = self.preferences.settings
        self.view.set_reactive(ArticleView.measure, settings.measure)
        self.view.set_reactive(ArticleView.setting, self._setting())
        self.notes.colour = Colour(settings.colour)
        self.set_class(settings.focus_mode, "-focus-mode")

    def _setting(self) -> Typesetting:
        settings = self.preferences.settings
        return Typesetting(settings.line_spacing, settings.paragraph_spacing, settings.justify)

    def action_highlight_in(self, colour: str) -> None:
        super().action_highlight_in(colour)
        self.preferences.choose(colour=self.notes.colour.value)

    def action_measure(self, direction: int) -> None:
        # From the width there is: a pane that is too narrow for more makes no hidden steps.
        measure = self.view.columns + direction * MEASURES.step if direction else DEFAULT_MEASURE
        self.view.measure = max(MEASURES.start, min(measure, MEASURES[-1]))
        self.preferences.choose(measure=self.view.measure)
        self.tell(f"text {self.view.columns} cells wide")

    def action_spacing(self) -> None:
        settings = self.preferences.settings
        present = (settings.line_spacing, settings.paragraph_spacing)
        number = SPACINGS.index(present) + 1 if present in SPACINGS else 0
        chosen = SPACINGS[number % len(SPACINGS)]
        self.preferences.choose(line_spacing=chosen[0], paragraph_spacing=chosen[1])
        self.view.setting = self._setting()
        self.tell(_IN_WORDS[chosen])

    def action_justify(self) -> None:
        self.preferences.choose(justify=not self.preferences.settings.justify)
        self.view.setting = self._setting()
        spread = self.view.setting.justify
        self.tell("lines spread to the same width" if spread else "lines ragged at the end")
