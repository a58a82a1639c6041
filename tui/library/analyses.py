"""What is found in articles: kept, made in another process, or made in this one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.analysis.models import Model
    from tui.analysis.pipeline import Pipeline
    from tui.analysis.worker.cache import AnalysisCache
    from tui.analysis.worker.client import Analyser
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article


class Analyses:
    """The analyses of one library. May be used from several threads.

    Each part is made when it is first needed, so that an article is on the screen before any of them
    costs time.

    Attributes:
        folder: where they are kept.
    """

    def __init__(self, folder: Path, model: str | None, language: str) -> None:
        """Keep analyses in ``folder``; ``Library`` says what the other arguments are."""
        self.folder = folder
        self._wanted_model = model
        self._language = language
        self._lock = RLock()
        self._made_cache: AnalysisCache | None = None
        self._made_analyser: Analyser | None = None
        self._made_pipeline: Pipeline | None = None

    @property
    def cache(self) -> AnalysisCache:
        """Those that were kept."""
        with self._lock:
            if self._made_cache is None:
                from tui.analysis.worker.cache import AnalysisCache  # noqa: PLC0415 - the text comes first

                self._made_cache = AnalysisCache(self.folder)
            return self._made_cache

    @property
    def analyser(self) -> Analyser:
        """What makes them in another process."""
        with self._lock:
            if self._made_analyser is None:
                from tui.analysis.worker.client import Analyser  # noqa: PLC0415 - the text comes first

                self._made_analyser = Analyser(self.cache, self._wanted_model, self._language)
            return self._made_analyser

    @property
    def pipeline(self) -> Pipeline:
        """What makes them in this process.

        Raises:
            PipelineError: it cannot be loaded.
        """
        with self._lock:
            if self._made_pipeline is None:
                from tui.analysis.pipeline import Pipeline  # noqa: PLC0415 - leads to spaCy

                self._made_pipeline = Pipeline.load(self._wanted_model)
            return self._made_pipeline

    @cached_property
    def texts(self) -> frozenset[str]:
        """The SHA-256 of each text whose analysis was kept when this was first asked."""
        return self.cache.texts()

    def model(self) -> Model:
        """What the pipeline says of itself, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        from tui.analysis.models import find_model  # noqa: PLC0415 - the text comes first

        return find_model(self._wanted_model)

    def known(self, article: Article) -> Analysis | None:
        """What was found in the article before, or None; quick, and never imports spaCy."""
        return self.analyser.cached(article.text, article.text_hash, article.language)

    def kept(self, text_hash: str) -> Iterator[Analysis]:
        """What this pipeline found in the text with this SHA-256, whatever was said of its language.

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
        """All of the analysis, made in this process unless it was kept.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        from tui.analysis.language import cache_key  # noqa: PLC0415 - the text comes first

        known = self.known(article) if use_cache else None
        if known is not None:
            return known
        analysis = self.of_text(article.text, article.language)
        if use_cache:
            key = cache_key(self.model(), self._language, article.language)
            self.cache.put(article.text_hash, analysis, key)
        return analysis

    def of_text(self, text: str, declared: str) -> Analysis:
        """All of the analysis of a text as it is, made in this process and not kept.

        ``declared`` is the code of the language that it is said to be in by its source, or empty.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        from tui.analysis.analyser import analyse_fitting  # noqa: PLC0415 - only where no screen waits

        return analyse_fitting(lambda: self.pipeline, self.model(), text, self._language, declared)

    def close(self) -> None:
        """End the process that analyses, if there is one."""
        if self._made_analyser:
            self._made_analyser.close()
