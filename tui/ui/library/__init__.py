"""The screens over all articles, each imported when it is first opened, or in the background."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.ui.library.articles import LibraryScreen
    from tui.ui.library.people import WhoScreen
    from tui.ui.library.search import FindScreen
    from tui.ui.library.tags import TagScreen

__all__ = ["OFTEN", "FindScreen", "LibraryScreen", "TagScreen", "WhoScreen"]

__getattr__ = lazily(
    __name__,
    {
        "FindScreen": "tui.ui.library.search",
        "LibraryScreen": "tui.ui.library.articles",
        "TagScreen": "tui.ui.library.tags",
        "WhoScreen": "tui.ui.library.people",
    },
)

OFTEN = ("tui.ui.library.articles",)
"""The modules of the screens that are opened most."""
