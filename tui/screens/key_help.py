"""The lists of keys that the help shows, made from the bindings themselves."""

from textual.binding import Binding
from textual.dom import DOMNode

from tui.config.key_names import keys_in_words
from tui.screens.chords import CHORDS
from tui.screens.help import HelpSection
from tui.widgets.article_view import ArticleView
from tui.widgets.entity_list import EntityList
from tui.widgets.list_pane import ListPane
from tui.widgets.name_list import NameList
from tui.widgets.note_list import NoteList
from tui.widgets.quote_list import QuoteList
from tui.widgets.row_list import RowList


def _rows(owner: type[DOMNode]) -> list[tuple[str, str]]:
    return [
        (keys_in_words(key.strip() for key in binding.key.split(",")), binding.tooltip or binding.description)
        for binding in owner.BINDINGS
        if isinstance(binding, Binding)
    ]


def help_sections(screen: type[DOMNode], app: type[DOMNode]) -> list[HelpSection]:
    """All keys, by where they act.

    Args:
        screen: the reader's screen class.
        app: the application's class.
    """
    jumps = [
        (f"]{forward.key} [{forward.key}", f"next, previous {forward.description}") for forward in CHORDS["]"]
    ]
    article = [*_rows(ArticleView), ("gg", "Top")]
    return [
        HelpSection("Anywhere", [("1 2 3 4", "Article, names, quotes, notes"), *_rows(screen), *_rows(app)]),
        HelpSection("Article", article),
        HelpSection("Jumps: a number before them repeats them", jumps),
        HelpSection("Lists", [*_rows(RowList), ("gg", "First"), *_rows(ListPane)]),
        HelpSection("Names", [*_rows(NameList), *_rows(EntityList)]),
        HelpSection("Quotes", _rows(QuoteList)),
        HelpSection("Notes", _rows(NoteList)),
    ]
