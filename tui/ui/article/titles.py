"""What the titles and feet of frames say: the article, the tabs with keys and counts, how far one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style

from tui.domain.text.sanitize import one_line
from tui.domain.text.times import MONTHS
from tui.ui.widgets.cells import cell_width, cut

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.ui.theme import LabelStyle

PANES = {"article": "Article", "entities": "Names", "quotes": "Quotes", "notes": "Notes"}
"""What tab goes through, and the keys 1 to 4 open."""
FRAMED = 70
"""Cells of a screen from which on text and lists have frames; on others one row of tabs stands above all."""

_MOST_CELLS = 30
"""Cells that a source or an author may take."""
_KEY, _WORD, _IDLE, _LINE = "bold $accent", "bold $bright", "$muted", "$border"


def publication_day(day: str) -> str:
    """Write ``2025-03-02`` as ``2 March 2025``; return anything that is not such a day as it is."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    # Not strftime: its names of months depend on the locale, and the interface is English.
    return f"{parsed.day} {MONTHS[parsed.month - 1]} {parsed.year}"


def reading_time(minutes: int) -> str:
    """Write minutes as people say them: ``48 min``, from two hours on ``48 h``."""
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def percent(share: float) -> str:
    """Write a share from 0 to 1 as ``47 %``."""
    return f"{share:.0%}".replace("%", " %")


def progress_in_words(article: Article, share: float) -> str:
    """Write how much of an article is above the lower edge of the screen, and the time that is left."""
    left = ceil(article.reading_minutes * (1 - share))
    return f"{percent(share)} · {reading_time(left)} left" if left else percent(share)


class Tab(NamedTuple):
    """A pane as a title names it.

    Attributes:
        pane: its id; a click runs the command ``pane.ID`` of the screen.
        key: what opens it, as people know it, or empty.
        title: what it is called.
        number: how much is in it; 0 is not shown.
    """

    pane: str
    key: str
    title: str
    number: int = 0


@lru_cache(maxsize=32)
def tabs_title(tabs: tuple[Tab, ...], active: str, width: int) -> Content:
    """Write tabs in a title of ``width`` cells; idle ones without their counts where those have no room."""
    for counted, between in ((True, " ─ "), (True, "  "), (False, " ─ "), (False, " ")):
        title = _tabs(tabs, active, counted, between)
        if title.cell_length <= width:
            break
    return title


def _tabs(tabs: Sequence[Tab], active: str, counted: bool, between: str) -> Content:
    return Content.assemble(
        *(
            part
            for number, tab in enumerate(tabs)
            for part in ((between if number else "", _LINE), _tab(tab, tab.pane == active, counted))
        )
    )


def _tab(tab: Tab, is_active: bool, counted: bool) -> Content:
    key, word, count = (_KEY, _WORD, "$foreground") if is_active else (_IDLE, _IDLE, _IDLE)
    shown = f" {tab.number:,}" if tab.number and counted else ""
    said = Content.assemble((f"{tab.key} " if tab.key else "", key), (tab.title, word), (shown, count))
    return said.stylize(Style.from_meta({"@click": f"screen.command('pane.{tab.pane}')"}))


def card_title(tab: Tab | None, style: LabelStyle, name: str, width: int) -> Content:
    """Write whose card it is in ``width`` cells, behind the ``tab`` of the names if there is one."""
    before = Content.assemble(_tab(tab, False, False), (" › ", _IDLE)) if tab is not None else Content()
    room = width - before.cell_length - 2
    said = Content.assemble(
        (f"{style.mark} ", f"bold $label-{style.suffix}"), (cut(one_line(name, 200), room), _WORD)
    )
    return before + said


def article_title(article: Article, key: str, width: int, *, named: bool, active: bool) -> Content:
    """Write the title of an article's frame in ``width`` cells.

    Args:
        article: what is read.
        key: what opens its pane, as people know it, or empty.
        width: the cells that there are.
        named: whether the headline is out of sight, and the frame has to name the article.
        active: whether the frame has the focus.
    """
    key_style, word = (_KEY, _WORD) if active else (_IDLE, _IDLE)
    before = f"{key} " if key else ""
    room = width - cell_width(before)
    if named and article.title:
        return Content.assemble((before, key_style), (cut(one_line(article.title, 1_000), room), word))
    return Content.assemble((before, key_style), ("Article", word), (_details(article, room - 7), _IDLE))


def _details(article: Article, room: int) -> str:
    """Write source, author and day, as many as there is room for: the first give way."""
    parts = [
        cut(one_line(article.source), _MOST_CELLS),
        cut(one_line(article.author), _MOST_CELLS),
        publication_day(one_line(article.date)),
    ]
    parts = [part for part in parts if part]
    while parts and sum(cell_width(part) + 3 for part in parts) > room:
        parts.pop(0)
    return "".join(f" · {part}" for part in parts)
