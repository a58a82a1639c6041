"""The dialogs that the reader opens, each imported when it is first opened.

Between them they cost more to import than the article takes to be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.domain.analysis import Entity, Quotation

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tui.library import Library
    from tui.screens.card import EntityCard, QuoteCard
    from tui.screens.help import HelpScreen
    from tui.screens.library import LibraryScreen
    from tui.screens.note_editor import NoteEditor
    from tui.screens.open_dialog import OpenDialog
    from tui.screens.tag_editor import TagEditor

# ruff: noqa: PLC0415 - lazy imports are what this module is for


def entity_card(entity: Entity, text: str, at: int) -> EntityCard:
    """All the mentions of an entity, that at the offset ``at`` highlighted."""
    from tui.screens.card import EntityCard

    return EntityCard(entity, text, at)


def quote_card(quotation: Quotation, quotations: Sequence[Quotation], text: str) -> QuoteCard:
    """A quotation in full, with the others of its speaker."""
    from tui.screens.card import QuoteCard

    return QuoteCard(quotation, quotations, text)


def note_editor(passage: str, note: str) -> NoteEditor:
    """The editor of a note on a passage."""
    from tui.screens.note_editor import NoteEditor

    return NoteEditor(passage, note)


def tag_editor(passage: str, tags: tuple[str, ...], known: tuple[str, ...]) -> TagEditor:
    """The editor of the tags of a passage, which offers those ``known``."""
    from tui.screens.tag_editor import TagEditor

    return TagEditor(passage, tags, known)


def open_dialog() -> OpenDialog:
    """Asks what to open."""
    from tui.screens.open_dialog import OpenDialog

    return OpenDialog()


def help_screen(screen: type[DOMNode], app: type[DOMNode]) -> HelpScreen:
    """All keys, of the reader's screen and of the application."""
    from tui.screens.help import HelpScreen
    from tui.screens.key_help import help_sections

    return HelpScreen(help_sections(screen, app))


def library_screen(library: Library) -> LibraryScreen:
    """What was read, newest first, and the samples."""
    from tui.screens.library import LibraryScreen

    samples = [(path.stem.replace("-", " ").capitalize(), str(path)) for path in library.samples()]
    return LibraryScreen(library.recent(), samples)
