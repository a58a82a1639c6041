"""The screens over all articles, each imported when it is first opened, or in the background."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.ui.library.articles import LibraryScreen
    from tui.ui.library.feeds import FeedScreen
    from tui.ui.library.people import PeopleScreen
    from tui.ui.library.search import SearchScreen
    from tui.ui.library.tags import TagScreen

__all__ = ["OFTEN", "FeedScreen", "LibraryScreen", "PeopleScreen", "SearchScreen", "TagScreen"]

__getattr__ = lazily(
    __name__,
    {
        "FeedScreen": "tui.ui.library.feeds",
        "LibraryScreen": "tui.ui.library.articles",
        "PeopleScreen": "tui.ui.library.people",
        "SearchScreen": "tui.ui.library.search",
        "TagScreen": "tui.ui.library.tags",
    },
)

OFTEN = ("tui.ui.library.articles",)
"""The modules of the screens that are opened most."""
