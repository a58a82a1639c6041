"""The dialogs that the reader opens, each imported when it is first opened, or while somebody reads.

Between them they cost more to import than the article takes to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from tui.domain.analysis import Entity, Label, Quotation

if TYPE_CHECKING:
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article, Block
    from tui.domain.corrections.suggestions import Suggestion
    from tui.domain.corrections.surface_forms import WordRange
    from tui.domain.tags import KnownTags
    from tui.domain.text.spans import TextSpan
    from tui.library import Library
    from tui.ui.dialogs.base import NoteText
    from tui.ui.dialogs.card import EntityCard, QuoteCard, SpeakerCard
    from tui.ui.dialogs.correct import CorrectMenu, KindChooser, MergeDialog, NameAdder
    from tui.ui.dialogs.export import ExportDialog
    from tui.ui.dialogs.headings import HeadingsDialog
    from tui.ui.dialogs.help import HelpScreen
    from tui.ui.dialogs.note_chooser import NoteChooser
    from tui.ui.dialogs.note_editor import NoteEditor
    from tui.ui.dialogs.open import OpenDialog
    from tui.ui.dialogs.speaker import SpeakerDialog
    from tui.ui.dialogs.suggestions import OffersDialog
    from tui.ui.dialogs.tag_editor import TagEditor
    from tui.ui.dialogs.theme import ThemeChooser
    from tui.ui.dialogs.unsaved import FolderDialog, UnsavedDialog
    from tui.ui.keyboard.active import LiveKey
    from tui.ui.library.articles import LibraryScreen
    from tui.ui.library.people import WhoScreen
    from tui.ui.library.search import FindScreen
    from tui.ui.library.tags import TagScreen

_OFTEN = (
    "dialogs.note_editor",
    "dialogs.tag_editor",
    "dialogs.card",
    "dialogs.help",
    "dialogs.note_chooser",
    "dialogs.headings",
    "library.articles",
    "dialogs.theme",
)

# ruff: noqa: PLC0415 - lazy imports are what this module is for


def import_beside() -> None:
    """Import what is opened most beside the interface, so that the first key that opens it need not wait."""
    Thread(target=_import_often, name="dialogs", daemon=True).start()


def _import_often() -> None:
    for name in _OFTEN:
        import_module(f"tui.ui.{name}")


def entity_card(entity: Entity, text: str, at: int, remark: str) -> EntityCard:
    """All the mentions of an entity, that at the offset ``at`` highlighted, and a remark."""
    from tui.ui.dialogs.card import EntityCard

    return EntityCard(entity, text, at, remark)


def quote_card(quotation: Quotation, quotations: Sequence[Quotation], text: str) -> QuoteCard:
    """A quotation in full, with the others of its speaker."""
    from tui.ui.dialogs.card import QuoteCard

    return QuoteCard(quotation, quotations, text)


def speaker_card(name: str, quotations: Sequence[Quotation], text: str) -> SpeakerCard:
    """All that is told as said by one person or body."""
    from tui.ui.dialogs.card import SpeakerCard

    return SpeakerCard(name, quotations, text)


def note_editor(
    passage: str, saved: NoteText, draft: NoteText | None, keep: Callable[[NoteText], None], known: KnownTags
) -> NoteEditor:
    """The editor of what is ``saved`` on a passage; see ``NoteEditor``."""
    from tui.ui.dialogs.note_editor import NoteEditor

    return NoteEditor(passage, saved, draft, keep=keep, known=known)


def export_dialog(library: Library, article: Article) -> ExportDialog:
    """Asks for a file, and writes the notes on an article to it."""
    from functools import partial

    from tui.library.export import export_notes, is_taken, proposed_name
    from tui.ui.dialogs.export import ExportDialog

    return ExportDialog(proposed_name(article), is_taken, partial(export_notes, library, article))


def note_chooser(meant: Sequence[tuple[Annotation | TextSpan, str]]) -> NoteChooser:
    """Asks which of several notes, and passages without one, is meant."""
    from tui.ui.dialogs.note_chooser import NoteChooser

    return NoteChooser(meant)


def tag_editor(passage: str, tags: tuple[str, ...], known: KnownTags) -> TagEditor:
    """The editor of the tags of a passage, which offers those that ``known`` gives."""
    from tui.ui.dialogs.tag_editor import TagEditor

    return TagEditor(passage, tags, known)


def correct_menu(
    entity: Entity, mention: TextSpan | None, text: str, offer: Suggestion | None
) -> CorrectMenu:
    """All that can be put right about an entity, and about one mention of it."""
    from tui.ui.dialogs.correct import CorrectMenu

    return CorrectMenu(entity, mention, text, offer)


def kind_chooser(entity: Entity) -> KindChooser:
    """Asks of what kind an entity is."""
    from tui.ui.dialogs.correct import KindChooser

    return KindChooser(entity)


def name_adder(article: Article, choice: WordRange, present: Label | None) -> NameAdder:
    """Asks which words are a name, and of what kind."""
    from tui.ui.dialogs.correct import NameAdder

    return NameAdder(article, choice, present)


def merge_dialog(wording: str, entity: Entity, entities: Sequence[Entity]) -> MergeDialog:
    """Asks which other entity one that is called ``wording`` is the same as."""
    from tui.ui.dialogs.correct import MergeDialog

    return MergeDialog(wording, entity, entities)


def speaker_dialog(quotation: Quotation, entities: Sequence[Entity], text: str) -> SpeakerDialog:
    """Asks who of the entities of ``text`` said a quotation."""
    from tui.ui.dialogs.speaker import SpeakerDialog

    return SpeakerDialog(quotation, entities, text)


def offers_dialog(suggestions: Sequence[Suggestion]) -> OffersDialog:
    """What corrections in other articles say, to say yes or no to."""
    from tui.ui.dialogs.suggestions import OffersDialog

    return OffersDialog(suggestions)


def open_dialog(title: str = "Open") -> OpenDialog:
    """Asks what to open, or for what else ``title`` says."""
    from tui.ui.dialogs.open import OpenDialog

    return OpenDialog(title=title)


def help_screen(live: Sequence[LiveKey]) -> HelpScreen:
    """The keys that act on the screen below."""
    from tui.ui.dialogs.help import HelpScreen, help_sections

    return HelpScreen(help_sections(live))


def theme_chooser(names: Sequence[str], present: str) -> ThemeChooser:
    """Asks which theme to wear."""
    from tui.ui.dialogs.theme import ThemeChooser

    return ThemeChooser(names, present)


def headings_dialog(text: str, headings: Sequence[Block], place: int) -> HeadingsDialog:
    """The headings of ``text``, to go to one; ``place`` is where one is."""
    from tui.ui.dialogs.headings import HeadingsDialog

    return HeadingsDialog(text, headings, place)


def unsaved_dialog(nouns: Sequence[str], problem: str) -> UnsavedDialog:
    """Asks how to leave while what is called by ``nouns`` could not be saved."""
    from tui.ui.dialogs.unsaved import UnsavedDialog

    return UnsavedDialog(nouns, problem)


def folder_dialog(proposal: str) -> FolderDialog:
    """Asks for another folder to save into."""
    from tui.ui.dialogs.unsaved import FolderDialog

    return FolderDialog(proposal)


def library_screen(library: Library) -> LibraryScreen:
    """What was read, newest first, and the samples."""
    from tui.ui.library.articles import LibraryScreen

    samples = [(path.stem.replace("-", " ").capitalize(), str(path)) for path in library.samples()]
    return LibraryScreen(library, samples)


def find_screen(library: Library, tag: str = "") -> FindScreen:
    """Searches everything, or what has a tag."""
    from tui.ui.library.search import FindScreen

    return FindScreen(library, tag)


def tag_screen(library: Library) -> TagScreen:
    """All tags of the library."""
    from tui.ui.library.tags import TagScreen

    return TagScreen(library)


def who_screen(library: Library) -> WhoScreen:
    """Everybody who appears."""
    from tui.ui.library.people import WhoScreen

    return WhoScreen(library)
