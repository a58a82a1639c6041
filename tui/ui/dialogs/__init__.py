"""The dialogs and what they return, each imported when it is first needed, or in the background.

Together they cost more to import than the article takes to be shown.
"""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.ui.dialogs.add import AddDialog, AddingDialog, Wish, came_of
    from tui.ui.dialogs.base import Fate, NewName, NoteText, SaidBy, Written
    from tui.ui.dialogs.card import QuoteCard, SpeakerCard
    from tui.ui.dialogs.choose_entity import JoinDialog, MergeDialog, SpeakerDialog
    from tui.ui.dialogs.correct import CorrectMenu, KindChooser, NameAdder, Remedy
    from tui.ui.dialogs.export import ExportDialog
    from tui.ui.dialogs.headings import HeadingsDialog
    from tui.ui.dialogs.help import HelpScreen, help_on
    from tui.ui.dialogs.note_chooser import NoteChooser
    from tui.ui.dialogs.note_editor import NoteEditor
    from tui.ui.dialogs.open import OpenDialog
    from tui.ui.dialogs.program import ProgramOutput
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

# fmt: off
__all__ = [
    "OFTEN", "AddDialog", "AddingDialog", "CorrectMenu", "Decision", "ExportDialog", "Fate", "FolderDialog",
    "HeadingsDialog", "HelpScreen", "JoinDialog", "KindChooser", "Leaving", "MergeDialog", "NameAdder",
    "NewName", "NoteChooser", "NoteEditor", "NoteText", "OpenDialog", "ProgramOutput", "QuoteCard",
    "Remedy", "SaidBy", "SpeakerCard",
    "SpeakerDialog", "SuggestionsDialog", "TagEditor", "ThemeChooser", "UnsavedDialog",
    "Wish", "Written", "came_of", "help_on", "suggestion_in_words", "suggestion_mark", "suggestion_source",
]

_NAMES = {
    "add": ("AddDialog", "AddingDialog", "Wish", "came_of"),
    "base": ("Fate", "NewName", "NoteText", "SaidBy", "Written"),
    "card": ("QuoteCard", "SpeakerCard"),
    "choose_entity": ("JoinDialog", "MergeDialog", "SpeakerDialog"),
    "correct": ("CorrectMenu", "KindChooser", "NameAdder", "Remedy"),
    "export": ("ExportDialog",),
    "headings": ("HeadingsDialog",),
    "help": ("HelpScreen", "help_on"),
    "note_chooser": ("NoteChooser",),
    "note_editor": ("NoteEditor",),
    "open": ("OpenDialog",),
    "program": ("ProgramOutput",),
    "suggestions": (
        "Decision", "SuggestionsDialog", "suggestion_in_words", "suggestion_mark", "suggestion_source",
    ),
    "tag_editor": ("TagEditor",),
    "theme": ("ThemeChooser",),
    "unsaved": ("FolderDialog", "Leaving", "UnsavedDialog"),
}
# fmt: on
__getattr__ = lazily(
    __name__, {name: f"tui.ui.dialogs.{module}" for module, names in _NAMES.items() for name in names}
)

OFTEN = tuple(
    f"tui.ui.dialogs.{name}"
    for name in ("note_editor", "tag_editor", "card", "help", "note_chooser", "headings", "theme")
)
"""The modules of the dialogs that are opened most."""
