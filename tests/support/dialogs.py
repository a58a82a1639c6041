"""One dialog of every kind, with more in it than fits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.screen import Screen

from tui.domain.analysis import Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import propose_range
from tui.domain.people import Person
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.adding import Additions
from tui.library.export import FORMS
from tui.sources.plain_text import article_from_text
from tui.ui.dialogs.add import AddDialog, AddingDialog
from tui.ui.dialogs.base import NoteText
from tui.ui.dialogs.card import QuoteCard, SpeakerCard
from tui.ui.dialogs.choose_entity import JoinDialog, MergeDialog, SpeakerDialog
from tui.ui.dialogs.correct import CorrectMenu, KindChooser, NameAdder
from tui.ui.dialogs.export import ExportDialog
from tui.ui.dialogs.help import HelpScreen, HelpSection
from tui.ui.dialogs.note_chooser import NoteChooser
from tui.ui.dialogs.note_editor import NoteEditor
from tui.ui.dialogs.open import OpenDialog
from tui.ui.dialogs.program import ProgramOutput
from tui.ui.dialogs.suggestions import SuggestionsDialog
from tui.ui.dialogs.tag_editor import TagEditor

TEXT = "“Words, words, words,” said somebody with a very long name indeed. " * 60


SAYS = QuotationKind.DIRECT


QUOTATIONS = tuple(
    Quotation(TextSpan(start, start + 22), SAYS, None, Speaker(TextSpan(start + 28, start + 36), "S"))
    for start in range(0, 60 * 67, 67)
)


LONG = Quotation(TextSpan(0, len(TEXT)), SAYS, None, None)


ARTICLE = article_from_text(TEXT, "x.txt")


PERSON = Person((Label.PERSON, "ann lee"), "Ann Lee", 3, 4, 5)
NAME = Entity(Label.MISC, "A name " * 30, tuple(quotation.span for quotation in QUOTATIONS))


SUGGESTIONS = [
    Suggestion(
        Correction(CorrectionKind.RELABEL, EntityName(Label.MISC, NAME.name), Label.ORG),
        times,
        "A long title " * 9,
        times > 1,
    )
    for times in (1, 1, 1, 1, 2, 2, 2, 2)
]


def adder() -> NameAdder:
    choice = propose_range(ARTICLE, 300)
    assert choice is not None
    return NameAdder(ARTICLE, choice.moved(-30, 30))


def output() -> ProgramOutput:
    dialog = ProgramOutput("A name " * 30, TEXT)
    dialog.show("\n".join([TEXT, "", *map(str, range(99))]), "ended with exit code 1: " + TEXT[:170])
    return dialog


def failed() -> Additions:
    """What could not be added."""
    additions = Additions(Library(Path("/none")))
    additions.total = additions.failed = 50
    additions.problems = tuple(f"https://example.org/{number}: there is no such page" for number in range(50))
    return additions


DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "note": lambda: NoteEditor(TEXT, NoteText("a note", ("tag",) * 99)),
    "tags": lambda: TagEditor(TEXT, ("one", "two"), lambda: dict.fromkeys(map(str, range(200)), 1)),
    "which note": lambda: NoteChooser([(QUOTATIONS[0].span, TEXT)] * 12),
    "export": lambda: ExportDialog("A name " * 30, lambda *_: False, lambda *_: "", FORMS),
    "open": OpenDialog,
    "program": output,
    "add to the library": AddDialog,
    "adding": lambda: AddingDialog(failed()),
    "help": lambda: HelpScreen([HelpSection("Section", [("k", "does something")] * 100)]),
    "correct": lambda: CorrectMenu(NAME, NAME.mentions[1], TEXT, SUGGESTIONS[0]),
    "kind": lambda: KindChooser(NAME),
    "add": adder,
    "join": lambda: JoinDialog(PERSON, [PERSON._replace(key=(Label.ORG, f"ann {n}")) for n in range(90)]),
    "merge": lambda: MergeDialog(NAME.name, NAME, [Entity(Label.ORG, f"Name {n}", ()) for n in range(90)]),
    "speaker": lambda: SpeakerDialog(LONG, [NAME, *(replace(NAME, name=f"N{n}") for n in range(90))], TEXT),
    "said": lambda: SpeakerCard("S " * 90, QUOTATIONS, TEXT),
    "offers": lambda: SuggestionsDialog(SUGGESTIONS),
    "quotation": lambda: QuoteCard(QUOTATIONS[3], QUOTATIONS, TEXT),
    "long quotation": lambda: QuoteCard(LONG, QUOTATIONS, TEXT),
}
