"""Postil: a terminal reader for articles, with their names, quotations and your notes.

What other programs may use is below, and in docs/api.md; each is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis as Analysis
    from tui.domain.analysis import Entity as Entity
    from tui.domain.analysis import Quotation as Quotation
    from tui.domain.annotation import Annotation as Annotation
    from tui.domain.article import Article as Article
    from tui.domain.errors import PostilError as PostilError
    from tui.library import Library as Library
    from tui.library import data_folder as data_folder
    from tui.library.texts import analyse as analyse
    from tui.library.texts import analyse_all as analyse_all
    from tui.library.texts import as_data as as_data
    from tui.library.texts import note_on as note_on
    from tui.sources.open import open_article as open_article

__version__ = "0.1.0"

PUBLIC = {
    "open_article": "tui.sources.open",
    "analyse": "tui.library.texts",
    "analyse_all": "tui.library.texts",
    "as_data": "tui.library.texts",
    "note_on": "tui.library.texts",
    "Library": "tui.library",
    "data_folder": "tui.library",
    "Article": "tui.domain.article",
    "Analysis": "tui.domain.analysis",
    "Entity": "tui.domain.analysis",
    "Quotation": "tui.domain.analysis",
    "Annotation": "tui.domain.annotation",
    "PostilError": "tui.domain.errors",
}
"""The module of each name that other programs may import from here."""

__getattr__ = lazily(__name__, PUBLIC)


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
