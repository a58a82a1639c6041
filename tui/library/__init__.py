"""The use cases of Postil, without an interface: open, analyse, annotate, remember."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui.library.analyses import Analyses
from tui.notebook import Notebook
from tui.sources.open import absolute_location, open_article
from tui.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.analysis.models import Model
    from tui.domain.analysis import Analysis, AnalysisPiece
    from tui.domain.article import Article
    from tui.domain.corrections.apply import SeenTo
    from tui.domain.corrections.correction import Correction
    from tui.domain.corrections.suggestions import Suggestion
    from tui.domain.library import ArticleNotes
    from tui.domain.reading import ReadArticle
    from tui.shelf import Shelf


def data_folder(chosen: str | None = None) -> Path:
    """Where Postil keeps what it keeps: ``chosen``, else $POSTIL_HOME, else the platform's place."""
    folder = chosen or os.environ.get("POSTIL_HOME")
    if folder:
        return Path(folder).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - the usual place is not always asked for

    return user_data_path("postil", appauthor=False)


class Library(Notebook):
    """What can be done with articles. May be used from several threads.

    Beside what the reader makes of them, that is to open and analyse them. Analysis and spaCy are made
    when they are first needed, so that an article is on the screen before any of them costs time.
    """

    def __init__(self, data_dir: Path, model: str | None = None, language: str = "") -> None:
        """A library that keeps its data under ``data_dir``, which is made when first needed.

        ``model`` is the folder or the package of the spaCy pipeline; None means the one that ships.
        ``language`` is the code of the language that the reader says articles are in, or empty.
        """
        super().__init__(data_dir)
        self._model = model
        self._language = language
        self._analyses = Analyses(self.cache_folder, model, language)

    def elsewhere(self, folder: str) -> Library:
        """A library like this one that keeps its data under ``folder``.

        Raises:
            RuntimeError: ``folder`` begins with the home folder of somebody who is not known.
        """
        return Library(Path(folder).expanduser().absolute(), self._model, self._language)

    @property
    def cache_folder(self) -> Path:
        """Where analyses are kept."""
        return self.data_dir / "cache" / "analysis"

    @cached_property
    def shelf(self) -> Shelf:
        """What is kept of all articles together."""
        from tui.shelf import Shelf  # noqa: PLC0415 - the text comes first

        return Shelf(self._store, self.data_dir / "cache" / "people")

    def open(self, location: str) -> Article:
        """The article at a path, an address, or on standard input (``-``); paths become absolute.

        Raises:
            OpeningError: it cannot be opened.
        """
        article = open_article(location)
        return replace(article, location=absolute_location(location))

    def cached_analysis(self, article: Article) -> Analysis | None:
        """What was found in the article before, or None; quick, and never imports spaCy."""
        return self._analyses.known(article)

    def kept_analysis(self, known: ReadArticle | ArticleNotes, text_hash: str) -> Analysis | None:
        """What was found in a text that was kept, as the reader corrected it, or None; never imports spaCy.

        ``known`` is the article whose text it is.
        """
        from tui.domain.article import Article  # noqa: PLC0415 - not for reading
        from tui.domain.errors import PipelineError, StoreError  # noqa: PLC0415

        if text_hash not in self.analysed_texts:
            return None
        with suppress(PipelineError, StoreError):
            for analysis in self._analyses.kept(text_hash):
                address = "" if known.id.startswith("sha256:") else known.id
                text = self._store.text(text_hash)
                article = Article(known.location, text, (), title=known.title, address=address)
                return self.corrected_analysis(article, analysis)
        return None

    @property
    def analysed_texts(self) -> frozenset[str]:
        """The SHA-256 of each text whose analysis was kept when this was first asked."""
        return self._analyses.texts

    def analyse(
        self, article: Article, focus: Callable[[], int], cancelled: Callable[[], bool]
    ) -> Iterator[AnalysisPiece | Analysis]:
        """Analyse in another process, nearest to ``focus()`` first; see ``Analyser.run``.

        Blocks, so it belongs in a thread. Ends early when ``cancelled()``.

        Raises:
            PipelineError: the pipeline cannot be loaded or fails.
        """
        run = self._analyses.analyser.run
        return run(article.text, article.text_hash, focus, cancelled, article.language)

    def analyse_here(self, article: Article, *, use_cache: bool = True) -> Analysis:
        """All of the analysis, made in this process unless it was kept.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.here(article, use_cache=use_cache)

    def analyse_text(self, text: str, declared: str = "") -> Analysis:
        """All of the analysis of a text as it is, made in this process and not kept.

        ``declared`` is the code of the language that it is said to be in by its source, or empty.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.of_text(text, declared)

    def model_name(self) -> str:
        """Name and version of the pipeline, such as ``postil_en 1.0.0``, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self.model().name

    def model(self) -> Model:
        """What the pipeline says of itself, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self._analyses.model()

    def load_labels(self) -> tuple[str, ...]:
        """Load the pipeline; what it calls the kinds of name that it finds.

        Raises:
            PipelineError: it cannot be loaded.
        """
        return self._analyses.pipeline.labels

    def taught(self, article: Article, analysis: Analysis) -> tuple[Suggestion, ...]:
        """What corrections in other articles say of the names in this one.

        ``analysis`` is what was found in it, without any correction.
        """
        return self._taught(article, analysis, self.placed_corrections(article))

    def corrected_analysis(self, article: Article, analysis: Analysis) -> Analysis:
        """``analysis`` of the article, complete or not, as the reader corrected it.

        What is taught and applies comes first, then the corrections of the article itself.
        """
        own = self.placed_corrections(article)
        taught = self._applied(article, analysis, own)
        if not taught and not own:
            return analysis
        from tui.domain.correcting import corrected  # noqa: PLC0415 - few articles are corrected

        return corrected(analysis, article.text, article.text_hash, [*taught, *own])

    def seen_to(self, article: Article, analysis: Analysis) -> SeenTo:
        """What the article's own corrections say of the names that ``analysis`` found in it."""
        from tui.domain.correcting import seen_to  # noqa: PLC0415 - the text comes first

        own = self.placed_corrections(article)
        taught = self._applied(article, analysis, own)
        return seen_to(analysis, article.text, article.text_hash, own, before=taught)

    def _applied(self, article: Article, analysis: Analysis, own: tuple[Correction, ...]) -> list[Correction]:
        return [each.correction for each in self._taught(article, analysis, own) if each.applied]

    def _taught(
        self, article: Article, analysis: Analysis, own: tuple[Correction, ...]
    ) -> tuple[Suggestion, ...]:
        from tui.domain.corrections.suggestions import suggestions  # noqa: PLC0415 - the text comes first

        others = self._store.teachings(self.kept_id(article))
        return suggestions(analysis, article.text, article.text_hash, own, others)

    def samples(self) -> tuple[Path, ...]:
        """The articles that come with Postil, in the order of their names."""
        try:
            found = resource("seeds").iterdir()
        except OSError:
            return ()
        return tuple(sorted(path for path in found if path.suffix in (".txt", ".md", ".html")))

    def close(self) -> None:
        """End the process that analyses, if there is one, and what else is at work beside."""
        super().close()
        self._analyses.close()
