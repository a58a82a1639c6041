"""An article's text with labels laid over the places on the screen that one can go to."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain

from rich.segment import Segment
from textual.strip import Strip

from tui.domain.article import Article
from tui.domain.text.spans import Stretch, TextSpan
from tui.ui.article.painter import GUTTER
from tui.ui.article.pointed_text import PointedText


class HintedText(PointedText):
    """Paints labels over the beginnings of names, quotations, notes and links, as long as they are shown."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: list[tuple[int, str]] = []
        """Places, in code points, in the order of the text, and their labels."""

    def watch_article(self, article: Article | None) -> None:
        self._hints = []
        super().watch_article(article)

    def show_hints(self, labels: Mapping[int, str]) -> None:
        """Lay a label over each of these places, in code points, and over no other."""
        self._hints = sorted(labels.items())
        self.refresh()

    def hint_places(self) -> list[int]:
        """Where what is on the screen and can be gone to begins, in the order of the text."""
        seen, layers = self._seen(), self.overlays
        stretches: Iterator[Stretch] = chain(
            (each for each in layers.mentions.crossing(*seen) if each.label not in layers.hidden),
            layers.quotations.crossing(*seen),
            layers.annotations.crossing(*seen),
            layers.links.crossing(*seen),
        )
        return sorted({each.start for each in stretches if seen.contains(each.start)})

    def _seen(self) -> TextSpan:
        """What of the text is on the screen."""
        rows = self.rows
        top = min(self.scroll_offset.y, len(rows) - 1)
        last = min(top + max(1, self.height), len(rows)) - 1
        return TextSpan(rows.row(top).start, rows.row(last).end)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        return self._with_hints(strip, number) if self._hints and number < len(self.rows) else strip

    def _with_hints(self, strip: Strip, number: int) -> Strip:
        """The row of that number with its labels; one that would cover another stands after it."""
        row = self.rows.row(number)
        if row.blank or not self.rows.blocks:
            return strip
        left = self._margin() + GUTTER + self.rows.indent(self.rows.blocks[row.block])
        style, free, width = self.style_named("hint"), 0, strip.cell_length
        first = bisect_left(self._hints, (row.start, ""))
        for place, label in self._hints[first : bisect_left(self._hints, (row.end, ""))]:
            cell = max(free, min(left + self.rows.cell_of(place), width - len(label)))
            free = cell + len(label)
            strip = Strip.join([strip.crop(0, cell), Strip([Segment(label, style)]), strip.crop(free)])
        return strip.crop(0, width)
