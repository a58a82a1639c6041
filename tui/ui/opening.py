"""Open an article beside the interface."""

from collections.abc import Callable
from threading import Thread

from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.domain.library import OpenRequest
from tui.library import Library


def open_beside(
    library: Library,
    destination: OpenRequest,
    opened: Callable[[Article, str], object],
    failed: Callable[[str], object],
) -> None:
    """Open an article in a thread; one of the two is called there, with what came of it.

    ``opened`` gets the article and a line on it for the reader, mostly empty; ``failed`` the reason.
    The thread is none of the workers: leaving the program does not wait for a slow server.
    """

    def run() -> None:
        from tui.library.reopen import reopen  # noqa: PLC0415 - the first article comes without it

        try:
            article, remark = reopen(library, destination.location, destination.article)
        except OpeningError as error:
            failed(str(error))
        else:
            opened(article, remark)

    Thread(target=run, name="opening", daemon=True).start()
