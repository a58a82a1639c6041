"""The dialogs and what they return, each imported when it is first needed, or in the background.

Together they cost more to import than the article takes to be shown.
"""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.ui.dialogs.base import Fate, NewName, NoteText, SaidBy, ToCorrect, Written
    from tui.ui.dialogs.card import EntityCard, QuoteCard, SpeakerCard
    from tui.ui.dialogs.correct import CorrectMenu, KindChooser, MergeDialog, NameAdder, Remedy
    from tui.ui.dialogs.export import ExportDialog
    from tui.ui.dialogs.headings import HeadingsDialog
    from tui.ui.dialogs.help import HelpScreen, help_sections
    from tui.ui.dialogs.note_chooser import NoteChooser
    from tui.ui.dialogs.note_editor import NoteEditor
    from tui.ui.dialogs.open import OpenDialog
    from tui.ui.dialogs.speaker import SpeakerDialog
    from tui.ui.dialogs.suggestions import (
        Decision,
        SuggestionsDialog,
        suggestion_in_words,
        suggestion_mark,
        suggestion_source,
    )
    from tui.ui.dialogs.tag_editor import TagEditor
    from tui.ui.dialogs.theme import ThemeChooser
    from tui.ui.dialogs.unsaved import FolderDialog, Leaving, UnsavedDialog

__all__ = [
    "OFTEN",
    "CorrectMenu",
    "Decision",
    "EntityCard",
    "ExportDialog",
    "Fate",
    "FolderDialog",
    "HeadingsDialog",
    "HelpScreen",
    "KindChooser",
    "Leaving",
    "MergeDialog",
    "NameAdder",
    "NewName",
    "NoteChooser",
    "NoteEditor",
    "NoteText",
    "OpenDialog",
    "QuoteCard",
    "Remedy",
    "SaidBy",
    "SpeakerCard",
    "SpeakerDialog",
    "SuggestionsDialog",
    "TagEditor",
    "ThemeChooser",
    "ToCorrect",
    "UnsavedDialog",
    "Written",
    "help_sections",
    "suggestion_in_words",
    "suggestion_mark",
    "suggestion_source",
]  # fmt: skip

_HOMES = {
    "CorrectMenu": "tui.ui.dialogs.correct",
    "Decision": "tui.ui.dialogs.suggestions",
    "EntityCard": "tui.ui.dialogs.card",
    "ExportDialog": "tui.ui.dialogs.export",
    "Fate": "tui.ui.dialogs.base",
    "FolderDialog": "tui.ui.dialogs.unsaved",
    "HeadingsDialog": "tui.ui.dialogs.headings",
    "HelpScreen": "tui.ui.dialogs.help",
    "KindChooser": "tui.ui.dialogs.correct",
    "Leaving": "tui.ui.dialogs.unsaved",
    "MergeDialog": "tui.ui.dialogs.correct",
    "NameAdder": "tui.ui.dialogs.correct",
    "NewName": "tui.ui.dialogs.base",
    "NoteChooser": "tui.ui.dialogs.note_chooser",
    "NoteEditor": "tui.ui.dialogs.note_editor",
    "NoteText": "tui.ui.dialogs.base",
    "SuggestionsDialog": "tui.ui.dialogs.suggestions",
    "OpenDialog": "tui.ui.dialogs.open",
    "QuoteCard": "tui.ui.dialogs.card",
    "Remedy": "tui.ui.dialogs.correct",
    "SaidBy": "tui.ui.dialogs.base",
    "SpeakerCard": "tui.ui.dialogs.card",
    "SpeakerDialog": "tui.ui.dialogs.speaker",
    "TagEditor": "tui.ui.dialogs.tag_editor",
    "ThemeChooser": "tui.ui.dialogs.theme",
    "ToCorrect": "tui.ui.dialogs.base",
    "UnsavedDialog": "tui.ui.dialogs.unsaved",
    "Written": "tui.ui.dialogs.base",
    "help_sections": "tui.ui.dialogs.help",
    "suggestion_in_words": "tui.ui.dialogs.suggestions",
    "suggestion_mark": "tui.ui.dialogs.suggestions",
    "suggestion_source": "tui.ui.dialogs.suggestions",
}
__getattr__ = lazily(__name__, _HOMES)

OFTEN = tuple(
    f"tui.ui.dialogs.{name}"
    for name in ("note_editor", "tag_editor", "card", "help", "note_chooser", "headings", "theme")
)
"""The modules of the dialogs that are opened most."""
