"""``postil export``: what the reader corrected, as training data."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.domain.article import Article
from tui.domain.errors import OpeningError, PostilError
from tui.domain.plain import one_line
from tui.exchange.formats import FORMATS
from tui.exchange.output import ExportError, check_free, write_file
from tui.exchange.training import TrainingText, partly_seen, wholly_seen
from tui.library import Library


def export(library: Library, arguments: argparse.Namespace) -> int:
    """Write the articles at ``arguments.locations``, else all that have corrected names; the exit code.

    What cannot be exported is told in a line on standard error, and the others go on.

    Raises:
        PostilError: there is nothing to export, or it cannot be written.
    """
    chosen = FORMATS[arguments.format]
    path = _path(arguments.output, chosen.suffix)
    if path is not None:
        check_free(path, force=arguments.force)
    elif chosen.binary and sys.stdout.isatty():
        raise ExportError(f"{arguments.format} is no text that a terminal could show; name a file with -o")
    texts = _Texts(library, whole=arguments.whole)
    # Looked for before anything is written, or spaCy imported.
    first = next(found := texts.of(arguments.locations), None)
    if first is None:
        if texts.failed:
            return 1
        raise ExportError("nothing has been corrected yet, so there is nothing to export")
    pieces = chosen.encoded(_with(first, found))
    if path is not None:
        write_file(path, pieces, force=arguments.force)
    else:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    return 1 if texts.failed else 0


def _path(output: str, suffix: str) -> Path | None:
    """The file to write, in a folder if one is named; None for standard output."""
    if output == "-":
        return None
    path = Path(output).expanduser()
    return path / f"postil{suffix}" if path.is_dir() else path


def _with(first: TrainingText, others: Iterable[TrainingText]) -> Iterator[TrainingText]:
    yield first
    yield from others


class _Texts:
    """The texts to export, one after the other.

    Attributes:
        failed: whether one could not be exported.
    """

    def __init__(self, library: Library, *, whole: bool) -> None:
        self._library = library
        self._whole = whole
        self.failed = False

    def of(self, locations: list[str]) -> Iterator[TrainingText]:
        """Those of the articles at ``locations``, else of all that have corrections."""
        articles = map(self._open, locations) if locations else self._library.corrected_articles()
        for article in articles:
            text = self._text(article) if isinstance(article, Article) else article
            if isinstance(text, TrainingText):
                yield text
            else:
                self.failed = True
                self._tell(str(text))
            for notice in self._library.take_notices():
                self._tell(notice)

    def _open(self, location: str) -> Article | PostilError:
        try:
            article = self._library.open(location)
        except OpeningError as error:
            return error
        made = self._library.corrections(article)
        if not self._whole and all(correction.kind.is_of_quotation for correction in made):
            return OpeningError(location, "no name in it has been corrected")
        return article

    def _text(self, article: Article) -> TrainingText | PostilError:
        try:
            analysis = self._library.analyse_here(article)
        except PostilError:
            raise
        except Exception as error:  # one text that a foreign pipeline fails on must not end the others
            return OpeningError(article.title, f"could not be analysed: {type(error).__name__}: {error}")
        source = article.site or article.title
        if self._whole:
            shown = self._library.corrected_analysis(article, analysis)
            return wholly_seen(article.id, source, article.text, shown)
        return partly_seen(article.id, source, article.text, self._library.seen_to(article, analysis))

    @staticmethod
    def _tell(line: str) -> None:
        sys.stderr.write(f"postil: {one_line(line, 1_200)}\n")
