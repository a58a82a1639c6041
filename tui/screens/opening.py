"""Open an article beside the interface."""

from collections.abc import Callable
from threading import Thread

from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.library import Library


def open_beside(
    library: Library, location: str, opened: Callable[[Article], object], failed: Callable[[str], object]
) -> None:
    """Open what is at ``location`` in a thread; one of the two is called there, with what came of it.

    The thread is none of the workers: leaving the program does not wait for a slow server.
    """

    def run() -> None:
        try:
            article = library.open(location)
        except OpeningError as error:
            failed(str(error))
        else:
            opened(article)

    Thread(target=run, name="opening", daemon=True).start()
