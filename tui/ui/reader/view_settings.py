"""How the text is set: its width, its spacing, justified or ragged; what is changed is remembered."""

from __future__ import annotations

from functools import partial

from tui.ui.article.layout import DEFAULT_MEASURE, MEASURES, Typesetting
from tui.ui.article.view import ArticleView
from tui.ui.reader.context import Feature, ReaderContext

SPACINGS = ((1, 1), (1, 2), (2, 1))
"""What the key for spacing goes through: rows from line to line, and lines between paragraphs."""
_IN_WORDS = {
    (1, 1): "single spacing",
    (1, 2): "single spacing, paragraphs wide apart",
    (2, 1): "double spacing",
}


class ViewSettings(Feature):
    """Sets the text as the reader likes it."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self.commands = {
            "view.wider": partial(self.change_measure, 1),
            "view.narrower": partial(self.change_measure, -1),
            "view.default-width": partial(self.change_measure, 0),
            "view.spacing": self.change_spacing,
            "view.justify": self.toggle_justify,
        }
        self.view.set_reactive(ArticleView.measure, context.preferences.settings.measure)
        self.view.set_reactive(ArticleView.setting, self._typesetting())

    def _typesetting(self) -> Typesetting:
        settings = self.context.preferences.settings
        return Typesetting(settings.line_spacing, settings.paragraph_spacing, settings.justify)

    def change_measure(self, direction: int) -> None:
        """Make the text wider or narrower by a step; 0 for the default width."""
        # From the width there is: a pane that is too narrow for more makes no hidden steps.
        measure = self.view.columns + direction * MEASURES.step if direction else DEFAULT_MEASURE
        self.view.measure = max(MEASURES.start, min(measure, MEASURES[-1]))
        self.context.preferences.choose(measure=self.view.measure)
        self.context.report(f"text {self.view.columns} cells wide")

    def change_spacing(self) -> None:
        """Go on to the next of ``SPACINGS``."""
        settings = self.context.preferences.settings
        present = (settings.line_spacing, settings.paragraph_spacing)
        number = SPACINGS.index(present) + 1 if present in SPACINGS else 0
        chosen = SPACINGS[number % len(SPACINGS)]
        self.context.preferences.choose(line_spacing=chosen[0], paragraph_spacing=chosen[1])
        self.view.setting = self._typesetting()
        self.context.report(_IN_WORDS[chosen])

    def toggle_justify(self) -> None:
        """Spread lines to the same width, or leave them ragged."""
        preferences = self.context.preferences
        preferences.choose(justify=not preferences.settings.justify)
        self.view.setting = self._typesetting()
        spread = self.view.setting.justify
        self.context.report("lines spread to the same width" if spread else "lines ragged at the end")
