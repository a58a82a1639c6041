"""Search in the texts of all articles, by an index that is made again where it is missing or damaged."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tui.domain.annotation import Target, describe
from tui.domain.errors import StoreError
from tui.domain.library import ReadArticle
from tui.domain.text.folding import TextSearch, whole_words_of
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.system import files

GoesOn = Callable[[], bool]
"""Returns whether somebody still waits for what is looked for."""
MOST_PLACES = 3
"""Places of one article that are shown."""
_AROUND = 60
"""Code points before and after what was found, at most."""


_BATCH = 0.2
"""Seconds after which what was indexed so far is stored, and stays if nobody waits any longer."""
_FORMAT = 1
"""Raise it when folding or the tables change: the index is made again then."""


class FullText:
    """Finds which texts have all of some words. What goes wrong with its file costs time and nothing else."""

    def __init__(self, folder: Path) -> None:
        """Use a file in ``folder``, which is two levels below the data folder and is made when needed."""
        self._path = folder / f"words-{_FORMAT}.sqlite"
        self._home = files.Home(folder.parent.parent)

    def find(
        self,
        words: str,
        wanted: Collection[str],
        text_of: Callable[[str], str | None],
        goes_on: GoesOn = lambda: True,
    ) -> frozenset[str]:
        """Return the SHA-256 of each wanted text that has all ``words``, the last of which may go on.

        Texts that are not in the index yet are put into it first.

        Args:
            words: as they are typed.
            wanted: the SHA-256 of the texts to look in.
            text_of: returns a text by it, or None where it cannot be read.
            goes_on: see ``GoesOn``; once it does not, nothing is found.
        """
        terms = whole_words_of(words)
        if not terms:
            return frozenset()
        query = " ".join(f'"{term}"' for term in terms) + "*"
        for _ in range(2):
            with suppress(sqlite3.Error, OSError), self._opened() as index:
                self._update(index, wanted, text_of, goes_on)
                if not goes_on():
                    return frozenset()
                found = index.execute(
                    "SELECT texts.hash FROM words JOIN texts ON texts.id = words.rowid WHERE words MATCH ?",
                    (query,),
                )
                return frozenset(row[0] for row in found) & frozenset(wanted)
            files.remove_database(self._path)
        return frozenset(text_hash for text_hash in wanted if _has(text_of(text_hash), terms))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._home.is_gone:
            raise FileNotFoundError(self._path)
        self._home.make_folder(self._path.parent)
        files.check_database(self._path)
        with closing(sqlite3.connect(self._path, timeout=5)) as index, index:
            index.execute("PRAGMA synchronous = OFF")  # it can be made again
            index.execute("CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, hash TEXT UNIQUE)")
            index.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5"
                " (folded, content='', detail=none, tokenize='unicode61 remove_diacritics 0')"
            )
            yield index
        with suppress(OSError):
            self._path.chmod(0o600)

    def _update(
        self,
        index: sqlite3.Connection,
        wanted: Collection[str],
        text_of: Callable[[str], str | None],
        goes_on: GoesOn,
    ) -> None:
        known = {row[0] for row in index.execute("SELECT hash FROM texts")}
        stored = monotonic()
        for text_hash in sorted(set(wanted) - known):
            if not goes_on():
                return
            text = text_of(text_hash)
            if text is None:
                continue
            folded = " ".join(whole_words_of(text))
            # Another program, or a search that went before, may have come first.
            new = index.execute("INSERT OR IGNORE INTO texts (hash) VALUES (?)", (text_hash,))
            if new.rowcount == 1:
                index.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (new.lastrowid, folded))
            if monotonic() - stored > _BATCH:
                index.commit()
                stored = monotonic()


def _has(text: str | None, terms: Collection[str]) -> bool:
    """Return whether a text has all the words, the last of which may go on."""
    *whole, last = terms
    found = set(whole_words_of(text or ""))
    return found.issuperset(whole) and any(word.startswith(last) for word in found)


@dataclass(frozen=True, slots=True)
class TextHit:
    """A place in the stored text of an article.

    Attributes:
        article: the article.
        target: the place in the text.
        before, exact, after: the wording there, and around it, each on one line.
    """

    article: ReadArticle
    target: Target
    before: str
    exact: str
    after: str


def find_in_texts(library: Library, words: str, goes_on: GoesOn = lambda: True) -> Iterator[TextHit]:
    """Yield the first places of ``words`` in each article whose text has all of them, last opened first.

    Case, accents and styles of marks do not matter; words are whole, but the last one may go on. The words as
    they stand come first; where they are apart, each of them.

    Args:
        library: whose texts are searched.
        words: as they are typed.
        goes_on: see ``GoesOn``; once it does not, nothing more is found.
    """
    articles = [article for article in library.recent() if article.text_hash]
    index = FullText(library.data_dir / "cache" / "words")

    def text_of(text_hash: str) -> str | None:
        try:
            return library.snapshot_text(text_hash)
        except StoreError:
            return None

    found = index.find(words, {article.text_hash for article in articles}, text_of, goes_on)
    for article in articles:
        if not goes_on():
            return
        text = text_of(article.text_hash) if article.text_hash in found else None
        if text is not None:
            for span in _places(text, words)[:MOST_PLACES]:
                yield _hit(article, text, span)


def _places(text: str, words: str) -> list[TextSpan]:
    """Return where the words begin, in the order of the text."""
    search = TextSearch(text)
    together = [span for span in search.find(words) if _begins(text, span)]
    if together:
        return together
    terms = dict.fromkeys(whole_words_of(words))
    first = (next((span for span in search.find(term) if _begins(text, span)), None) for term in terms)
    return sorted(span for span in first if span is not None)


def _begins(text: str, span: TextSpan) -> bool:
    return span.start == 0 or not (text[span.start - 1].isalnum() and text[span.start].isalnum())


def _hit(article: ReadArticle, text: str, span: TextSpan) -> TextHit:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    # White space at the edges is part of the surroundings.
    shown = one_line(f"{before}\ue000{span.of(text)}\ue000{after}", 4 * _AROUND + 1_000).split("\ue000")
    if len(shown) != 3:
        shown = [one_line(before), one_line(span.of(text)), one_line(after)]
    return TextHit(article, describe(text, span, article.text_hash), *shown)
