"""Corrections on their way to the history of a reader screen: what names and quotations share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.screen import Screen

from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, EntityName
from tui.domain.history import ChangeWords
from tui.library import Library
from tui.ui.reader.analysis import AnalysisRunner
from tui.ui.reader.saving import ChangeKeeper

PlaceT = TypeVar("PlaceT")
"""Where to look once a correction is saved."""


@dataclass(frozen=True, slots=True)
class CorrectionChange:
    """Corrections that are made as one.

    Attributes:
        article: what they are of.
        corrections: in the order in which they are made.
        words: what they say, for the person.
        after, before: the entity to look at once they are made, and once they are taken back.
        finder: shows the article's names anew.
        kept: is called with the entity to look at once the change is saved.
        hint: what tells the key that takes them back.
    """

    article: Article
    corrections: tuple[Correction, ...]
    words: str
    before: EntityName | None
    after: EntityName | None
    finder: AnalysisRunner
    kept: Callable[[EntityName | None], None]
    hint: str = ""

    noun: ClassVar[str] = "correction"

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""
        return self._done + self.hint

    @property
    def _done(self) -> str:
        return f"saved · {self.words}"

    def save(self, library: Library) -> Callable[[], None]:
        """Save the change, and have the names told as they are now; see ``Change.save``."""
        words = ChangeWords(self._done, self.before, self.after)
        library.correct(self.article, *self.corrections, words=words)
        self.finder.tell_again(self.article)
        return lambda: self.kept(self.after)


class Corrector(Generic[PlaceT]):
    """Makes corrections on one reader screen, as part of its history."""

    def __init__(
        self,
        screen: Screen[None],
        changes: ChangeKeeper,
        finder: AnalysisRunner,
        kept: Callable[[PlaceT], None],
    ) -> None:
        """Make corrections for ``screen``.

        Args:
            screen: shows the dialogs.
            changes: the history that saves.
            finder: shows what was found anew.
            kept: is called with where to look once a correction is saved.
        """
        self.screen = screen
        self.changes = changes
        self.finder = finder
        self.kept = kept
