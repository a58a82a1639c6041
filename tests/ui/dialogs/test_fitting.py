"""Every dialog fits in a small terminal, shows its keys there, and can be left by key and by mouse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from tests.support.widgets import PENDING, showing_dialog, shown
from tui.domain.analysis import Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import propose_range
from tui.domain.text.spans import TextSpan
from tui.sources.plain_text import article_from_text
from tui.ui.dialogs.base import NoteText
from tui.ui.dialogs.card import EntityCard, QuoteCard, SpeakerCard
from tui.ui.dialogs.correct import CorrectMenu, KindChooser, MergeDialog, NameAdder
from tui.ui.dialogs.export import ExportDialog
from tui.ui.dialogs.help import HelpScreen, HelpSection
from tui.ui.dialogs.note_chooser import NoteChooser
from tui.ui.dialogs.note_editor import NoteEditor
from tui.ui.dialogs.open import OpenDialog
from tui.ui.dialogs.speaker import SpeakerDialog
from tui.ui.dialogs.suggestions import OffersDialog
from tui.ui.dialogs.tag_editor import TagEditor
from tui.ui.dialogs.theme import ThemeChooser
from tui.ui.widgets.footer import KeyLine

TEXT = "“Words, words, words,” said somebody with a very long name indeed. " * 60
SAYS = QuotationKind.DIRECT
QUOTATIONS = tuple(
    Quotation(TextSpan(start, start + 22), SAYS, None, Speaker(TextSpan(start + 28, start + 36), "S"))
    for start in range(0, 60 * 67, 67)
)
LONG = Quotation(TextSpan(0, len(TEXT)), SAYS, None, None)

ARTICLE = article_from_text(TEXT, "x.txt")
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


DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "note": lambda: NoteEditor(TEXT, NoteText("a note", ("tag",) * 99)),
    "tags": lambda: TagEditor(TEXT, ("one", "two"), lambda: dict.fromkeys(map(str, range(200)), 1)),
    "which note": lambda: NoteChooser([(QUOTATIONS[0].span, TEXT)] * 12),
    "export": lambda: ExportDialog("A name " * 30, bool, lambda _typed, _force: ""),
    "open": OpenDialog,
    "help": lambda: HelpScreen([HelpSection("Section", [("k", "does something")] * 100)]),
    "entity": lambda: EntityCard(NAME, TEXT, remark="as you corrected it in “An article”"),
    "correct": lambda: CorrectMenu(NAME, NAME.mentions[1], TEXT, SUGGESTIONS[0]),
    "kind": lambda: KindChooser(NAME),
    "add": adder,
    "merge": lambda: MergeDialog(NAME.name, NAME, [Entity(Label.ORG, f"Name {n}", ()) for n in range(90)]),
    "speaker": lambda: SpeakerDialog(LONG, [NAME, *(replace(NAME, name=f"N{n}") for n in range(90))], TEXT),
    "said": lambda: SpeakerCard("S " * 90, QUOTATIONS, TEXT),
    "offers": lambda: OffersDialog(SUGGESTIONS),
    "quotation": lambda: QuoteCard(QUOTATIONS[3], QUOTATIONS, TEXT),
    "long quotation": lambda: QuoteCard(LONG, QUOTATIONS, TEXT),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_fits_in_any_size_and_the_mouse_leaves_it(name: str) -> None:
    async with showing_dialog(DIALOGS[name](), (60, 20)) as (app, pilot):
        for size in ((60, 20), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0)
            await pilot.pause()
            box, keys = app.screen.query_one(".dialog"), app.screen.query_one(KeyLine)
            assert app.screen.region.contains_region(box.region), size
            for widget in box.children:
                assert box.region.contains_region(widget.region), (widget, size)
            assert "esc" in keys.render().plain
        await pilot.click(keys, offset=(keys.render().plain.index("esc"), 0))
        assert app.result is None


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (60, 19)], ids=str)
async def test_a_note_can_be_written_where_there_is_hardly_room(size: tuple[int, int]) -> None:
    async with showing_dialog(DIALOGS["note"](), size) as (app, pilot):
        await pilot.press("x")
        box, field = app.screen.query_one(".dialog"), app.screen.query_one(TextArea)
        assert app.screen.region.contains_region(box.region)
        assert "a notex" in shown(app)
        assert field.content_size.height > 0
        assert box.region.contains_region(app.screen.query_one(KeyLine).region)


async def test_themes_are_seen_where_there_is_hardly_room() -> None:
    async with showing_dialog(ThemeChooser(["one", "two"], "one"), (20, 6)) as (app, _):
        assert "› one" in shown(app)
        assert "two" in shown(app)


@pytest.mark.parametrize("name", DIALOGS)
async def test_escape_leaves_it_and_the_tab_key_does_nothing_worse_than_move_the_focus(name: str) -> None:
    async with showing_dialog(DIALOGS[name]()) as (app, pilot):
        await pilot.press("tab", "tab", "shift+tab", "tab")
        assert app.result == PENDING
        await pilot.press("escape")
        assert app.result is None
