"""What a library needs only after the text is on the screen: imported when it is first asked for."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from platformdirs import user_data_path as user_data_path

    from tui.analysis.analyser import analyse_checked as analyse_checked
    from tui.analysis.models import cache_key as cache_key
    from tui.analysis.models import find_model as find_model
    from tui.analysis.pipeline import Pipeline as Pipeline
    from tui.analysis.worker.cache import AnalysisCache as AnalysisCache
    from tui.analysis.worker.client import Analyser as Analyser
    from tui.domain.anchoring.anchorer import Anchorer as Anchorer
    from tui.domain.anchoring.anchorer import reanchored_correction as reanchored_correction
    from tui.domain.corrections.apply import corrected as corrected
    from tui.domain.corrections.apply import reviewed_spans as reviewed_spans
    from tui.domain.corrections.suggestions import suggestions as suggestions
    from tui.domain.library import ArticleRecord as ArticleRecord
    from tui.domain.navigation import bookmark_at as bookmark_at
    from tui.domain.reading_position import reanchored_position as reanchored_position
    from tui.library.adding import Additions as Additions
    from tui.library.backlog import Backlog as Backlog
    from tui.library.following import Following as Following
    from tui.library.linked import linked_request as linked_request
    from tui.library.people import Catalogue as Catalogue
    from tui.library.reopen import reopen as reopen
    from tui.library.reopen import stored_instead as stored_instead
    from tui.store.identity import stored_id as stored_id
    from tui.store.layout import is_stored as is_stored
    from tui.store.store import Store as Store

__getattr__ = lazily(
    __name__,
    {
        "user_data_path": "platformdirs",  # not where the folder is named
        "Store": "tui.store.store",  # TinyDB
        "is_stored": "tui.store.layout",
        "stored_id": "tui.store.identity",  # not for what is stored under its own id
        "ArticleRecord": "tui.domain.library",
        "bookmark_at": "tui.domain.navigation",
        "reanchored_position": "tui.domain.reading_position",
        "Additions": "tui.library.adding",
        "Backlog": "tui.library.backlog",
        "Catalogue": "tui.library.people",
        "Following": "tui.library.following",  # the text comes first
        "linked_request": "tui.library.linked",  # few links lead here
        "reopen": "tui.library.reopen",  # the first article comes without it
        "stored_instead": "tui.library.reopen",
        "Anchorer": "tui.domain.anchoring.anchorer",
        "reanchored_correction": "tui.domain.anchoring.anchorer",  # few articles are changed
        "corrected": "tui.domain.corrections.apply",  # few articles are corrected
        "reviewed_spans": "tui.domain.corrections.apply",
        "suggestions": "tui.domain.corrections.suggestions",
        "AnalysisCache": "tui.analysis.worker.cache",
        "Analyser": "tui.analysis.worker.client",
        "Pipeline": "tui.analysis.pipeline",  # leads to spaCy
        "analyse_checked": "tui.analysis.analyser",
        "cache_key": "tui.analysis.models",
        "find_model": "tui.analysis.models",
    },
)
