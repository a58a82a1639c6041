"""Analyses of articles: from the cache, made in another process, or made in this one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from tui.library import lazy

if TYPE_CHECKING:
    from tui.analysis.models import Model
    from tui.analysis.pipeline import Pipeline
    from tui.analysis.worker.cache import AnalysisCache
    from tui.analysis.worker.client import Analyser
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article

_SOON_SENT = 60_000
"""Code points of a text that is analysed while Textual is imported."""


class Analyses:
    """The analyses of one library. May be used from several threads.

    Each part is made when it is first needed, so that an article is on the screen before any of them
    costs time.

    Attributes:
        folder: where the cache is.
    """

    def __init__(self, folder: Path, model: str | None, language: str) -> None:
        """Cache analyses in ``folder``; see ``Library`` for the other arguments."""
        self.folder = folder
        self._wanted_model = model
        self._language = language
        self._lock = RLock()
        self._analyser: Analyser | None = None
        self._pipeline: Pipeline | None = None

    @cached_property
    def cache(self) -> AnalysisCache:
        """Return the analyses that were made before."""
        return lazy.AnalysisCache(self.folder)

    @property
    def analyser(self) -> Analyser:
        """Return what makes them in another process."""
        with self._lock:
            if self._analyser is None:
                self._analyser = lazy.Analyser(self.cache, self._wanted_model, self._language)
            return self._analyser

    @property
    def pipeline(self) -> Pipeline:
        """Return what makes them in this process.

        Raises:
            PipelineError: it cannot be loaded.
        """
        with self._lock:
            if self._pipeline is None:
                self._pipeline = lazy.Pipeline.load(self._wanted_model)
            return self._pipeline

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the SHA-256 of each text whose analysis was in the cache when this was first asked for."""
        return self.cache.texts()

    def model(self) -> Model:
        """Return what the pipeline says of itself, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return lazy.find_model(self._wanted_model)

    def cached(self, article: Article) -> Analysis | None:
        """Return what was found in the article before, or None; quick, and never imports spaCy."""
        return self.analyser.cached(article.text, article.text_hash, article.language)

    def begin(self, article: Article) -> None:
        """Start the analysis in another process, if it was not made before.

        Not that of a long text, which takes a while to be sent, and whose first words come first.
        """
        if len(article.text) <= _SOON_SENT:
            self.analyser.begin(article.text, article.text_hash, article.language)

    def stored(self, text_hash: str) -> Iterator[Analysis]:
        """Yield what this pipeline found in the text with this SHA-256, whatever its language was said to be.

        Raises:
            PipelineError: there is no such pipeline.
        """
        own = self.model().key
        for key in self.cache.keys(text_hash):
            # What was said of the language comes after the pipeline.
            if key == own or key.startswith(f"{own} "):
                analysis = self.cache.get(text_hash, key)
                if analysis is not None:
                    yield analysis

    def here(self, article: Article, *, use_cache: bool) -> Analysis:
        """Return all of the analysis, made in this process unless it is in the cache.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        known = self.cached(article) if use_cache else None
        if known is not None:
            return known
        analysis = self.of_text(article.text, article.language)
        if use_cache:
            key = lazy.cache_key(self.model(), self._language, article.language)
            self.cache.put(article.text_hash, analysis, key)
        return analysis

    def of_text(self, text: str, declared: str) -> Analysis:
        """Return all of the analysis of a text as it is, made in this process and not cached.

        ``declared`` is the code of the language that its source says it is in, or empty.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return lazy.analyse_checked(lambda: self.pipeline, self.model(), text, self._language, declared)

    def close(self) -> None:
        """End the process that analyses, if there is one."""
        if self._analyser:
            self._analyser.close()
