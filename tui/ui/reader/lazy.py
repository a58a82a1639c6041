"""What the reader's features need only when a key asks for it: imported when it is first asked for."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tempfile import mkdtemp as mkdtemp

    from tui.domain.anchoring.anchor import AnchoredNote as AnchoredNote
    from tui.domain.anchoring.anchor import at_own_offsets as at_own_offsets
    from tui.domain.corrections.correction import NOBODY as NOBODY
    from tui.domain.corrections.correction import Correction as Correction
    from tui.domain.corrections.correction import CorrectionKind as CorrectionKind
    from tui.domain.corrections.correction import EntityName as EntityName
    from tui.domain.corrections.suggestions import Suggestion as Suggestion
    from tui.domain.corrections.surface_forms import propose_range as propose_range
    from tui.domain.corrections.surface_forms import range_around as range_around
    from tui.domain.corrections.surface_forms import surface_forms as surface_forms
    from tui.domain.corrections.surface_forms import without_possessive as without_possessive
    from tui.domain.history import ChangeWords as ChangeWords
    from tui.domain.library import OpenRequest as OpenRequest
    from tui.domain.library import ReadingPosition as ReadingPosition
    from tui.domain.people import WHO as WHO
    from tui.domain.people import name_key as name_key
    from tui.library.tags import LibraryTags as LibraryTags
    from tui.ui.panes.card_rows import Elsewhere as Elsewhere
    from tui.ui.panes.card_rows import Everywhere as Everywhere
    from tui.ui.widgets.search_bar import SearchBar as SearchBar

_HOMES = {
    "AnchoredNote": "tui.domain.anchoring.anchor",
    "at_own_offsets": "tui.domain.anchoring.anchor",
    "Correction": "tui.domain.corrections.correction",
    "CorrectionKind": "tui.domain.corrections.correction",
    "EntityName": "tui.domain.corrections.correction",
    "NOBODY": "tui.domain.corrections.correction",
    "Suggestion": "tui.domain.corrections.suggestions",
    "propose_range": "tui.domain.corrections.surface_forms",
    "range_around": "tui.domain.corrections.surface_forms",
    "surface_forms": "tui.domain.corrections.surface_forms",
    "without_possessive": "tui.domain.corrections.surface_forms",
    "ChangeWords": "tui.domain.history",
    "OpenRequest": "tui.domain.library",
    "ReadingPosition": "tui.domain.library",
    "LibraryTags": "tui.library.tags",
    "Elsewhere": "tui.ui.panes.card_rows",
    "Everywhere": "tui.ui.panes.card_rows",
    "name_key": "tui.domain.people",
    "WHO": "tui.domain.people",
    "mkdtemp": "tempfile",
    "SearchBar": "tui.ui.widgets.search_bar",
}
__getattr__ = lazily(__name__, _HOMES)

OFTEN = tuple(dict.fromkeys(_HOMES.values()))
"""Modules to import while the reader reads."""
