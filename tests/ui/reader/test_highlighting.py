"""Passages highlighted, recoloured, reshaped and copied while reading."""

import json
from pathlib import Path

from tests.support.annotations import exported as as_exported
from tests.support.app import Reading, reading
from tui.domain.annotation import Colour, Motivation
from tui.exchange.webannotation import annotation_page
from tui.library import Library
from tui.ui.dialogs.note_chooser import NoteChooser
from tui.ui.dialogs.note_editor import NoteEditor


async def test_a_selection_is_highlighted_recoloured_reshaped_and_all_of_it_undone(library: Library) -> None:
    async with reading(library) as run:
        view = run.reader.view
        await run.press("right_parenthesis", "right_parenthesis", "v", "w", "w", "e")
        assert run.strip.startswith("selected: 3 words, 16 characters")
        await run.press("enter")
        await run.saved()
        (made,) = run.reader.annotations
        assert (made.target.quote.exact, made.colour) == ("The leaders came", Colour.YELLOW)
        assert made.motivation is Motivation.HIGHLIGHTING
        assert "highlighted in yellow · u undoes it, Hg makes it green" in run.strip
        await run.until(
            lambda: "Delete" in run.keys, "the key that deletes is offered on what it would delete"
        )
        assert not view.is_selecting

        await run.press("h")
        assert "already" in run.strip
        await run.press("H", "b")
        await run.saved()
        assert [note.colour for note in run.reader.annotations] == [Colour.BLUE]
        assert "highlighted in blue" in run.strip

        await run.press("g", "n", "w", "w", "enter")
        await run.saved()
        (reshaped,) = run.reader.placed_notes
        assert reshaped.anchored.span is not None
        assert reshaped.anchored.span.of(view.rows.text).startswith("The leaders came to")
        assert reshaped.annotation.id == made.id
        assert reshaped.annotation.target == made.target

        await run.press("u")
        await run.saved()
        await run.press("u")
        await run.saved()
        assert run.reader.annotations == (made,)
        # What was undone is where the cursor is now.
        await run.press("d")
        await run.saved()
        assert run.reader.annotations == ()


async def test_a_highlight_is_made_for_what_it_has(library: Library) -> None:
    async with reading(library) as run:

        def motivations() -> list[Motivation]:
            return [note.motivation for note in run.reader.annotations]

        await run.press("right_square_bracket", "o", "h")
        await run.saved()
        assert motivations() == [Motivation.HIGHLIGHTING]
        await run.press("T")
        await run.type("alliance")
        await run.press("enter")
        await run.saved()
        assert motivations() == [Motivation.TAGGING]
        await run.press("a")
        await run.type("why")
        await run.press("ctrl+s")
        await run.saved()
        assert motivations() == [Motivation.COMMENTING]
        for motivation in (Motivation.TAGGING, Motivation.HIGHLIGHTING):
            await run.press("u")
            await run.saved()
            assert motivations() == [motivation]


async def test_a_tag_on_a_highlight_and_one_on_a_selection_are_exported_alike(
    library: Library, tmp_path: Path
) -> None:
    exported = []
    for way, keys in (("highlighted", ("v", "e", "enter", "T")), ("selected", ("v", "e", "T"))):
        fresh = Library(tmp_path / way)
        async with reading(fresh, analysed=False) as run:
            await run.press("w", *keys)
            await run.type("alliance")
            await run.press("enter")
            await run.saved()
            [record] = fresh.records()
        [item] = json.loads(b"".join(annotation_page([as_exported(record)])))["items"]
        exported.append({**item, "id": "", "created": "", "modified": ""})
        fresh.close()
    assert exported[0] == exported[1]


async def test_objects_are_selected_and_what_is_not_there_is_reported(library: Library) -> None:
    async with reading(library) as run:
        view = run.reader.view

        def selected() -> str:
            return view.selected.of(view.rows.text) if view.selected else ""

        await run.press("right_square_bracket", "p", "v", "i", "e")
        assert selected() == "Keir Starmer"
        await run.press("escape", "right_square_bracket", "q", "v", "i", "q")
        assert selected() == '"once-in-a-generation moment"'
        await run.press("i", "s")
        assert selected().startswith("Europe had reached")
        await run.press("i", "p")
        assert selected().startswith("Keir Starmer, the British prime minister")
        assert selected().endswith('"step up".')
        await run.press("escape", "g", "g", "down", "down", "v", "i", "q")
        assert "no quote here" in run.strip
        # A count in a selection opens no list, and escape gives up one thing at a time.
        before = selected()
        await run.press("2", "w")
        assert run.reader.panes.active == "article"
        assert len(selected()) > len(before)
        await run.press("escape")
        assert not view.is_selecting
        await run.press("g", "v")
        assert len(selected()) > len(before)
        # Looking through a list leaves the selection as it is.
        stored = selected()
        await run.press("tab", "down", "down", "escape")
        assert selected() == stored


async def test_what_is_selected_is_copied_with_its_source(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "y")
        assert run.app.clipboard == "NATO"
        assert "copied “NATO”" in run.strip
        await run.press("v", "i", "e", "Y")
        assert run.app.clipboard.startswith("“NATO”\n— London talks seek a way forward")
        assert "2025-03-02" in run.app.clipboard
        assert not run.reader.view.is_selecting


async def test_a_note_and_tags_go_on_what_is_selected_over_what_is_there(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "H", "b")
        await run.saved()
        await run.press("v", "i", "s", "a")
        await run.type("why")
        await run.press("ctrl+s")
        await run.saved()
        assert {note.note: note.target.quote.exact[:4] for note in run.reader.annotations} == {
            "": "NATO",
            "why": "Amon",
        }
        # What is made next has the colour that was chosen last.
        assert {note.colour for note in run.reader.annotations} == {Colour.BLUE}


async def test_a_note_goes_to_the_highlight_made_just_now_also_where_it_ends_on_a_name(
    library: Library,
) -> None:
    async with reading(library) as run:
        await run.press("2", "right_square_bracket", "p", "ctrl+left", "v", "w", "e", "enter")
        assert run.reader.view.current_entity is not None
        await run.press("a")
        assert isinstance(run.app.screen, NoteEditor)
        await run.type("why")
        await run.press("ctrl+s")
        await run.saved()
        (made,) = run.reader.annotations
        assert made.note == "why"
        assert " " in made.target.quote.exact

        # Once one has moved on, or the highlight is gone, it is one of several that may be meant.
        await run.press("h", "k", "j")
        await run.press("a")
        assert isinstance(run.app.screen, NoteChooser)


async def test_a_highlight_that_was_undone_is_not_annotated(library: Library) -> None:
    async with reading(library) as run:
        await run.press("2", "right_square_bracket", "p", "ctrl+left", "v", "w", "e", "enter")
        await run.saved()
        await run.press("u")
        await run.saved()
        assert run.reader.annotations == ()
        await run.press("a")
        await run.type("of the name alone")
        await run.press("ctrl+s")
        await run.saved()
        (made,) = run.reader.annotations
        assert made.target.quote.exact == run.reader.view.rows.text[slice(*_name_at_cursor(run))]


def _name_at_cursor(run: Reading) -> tuple[int, int]:
    mention = run.reader.view.overlays.mention_at(run.reader.view.cursor)
    assert mention is not None
    return mention.start, mention.end


async def test_what_a_list_shows_in_the_text_is_highlighted_from_there(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:

        def highlighted() -> list[str]:
            return [each.target.quote.exact for each in run.reader.annotations]

        side, text = run.reader.side, run.reader.view.rows.text
        assert side is not None
        await run.press("3", "j")
        assert "Highlight" in run.keys
        quotation = side.current.highlighted
        assert quotation is not None
        await run.press("h")
        await run.saved()
        assert highlighted() == [quotation.span.of(text)]
        assert run.reader.panes.active == "quotes"
        await run.press("u")
        await run.saved()
        assert run.reader.annotations == ()
        # On the card of a name: each row by what it shows, and nothing on one that leads elsewhere.
        await run.press("2", "g", "g", "j", "enter", "j")
        row = side.card.highlighted
        assert row is not None
        assert row.span is not None
        await run.press("h")
        await run.saved()
        assert highlighted() == [row.span.of(text)]
        assert side.shows_card


async def test_keys_in_a_list_act_on_its_row_though_the_cursor_is_elsewhere(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:
        side = run.reader.side
        assert side is not None
        await run.press("G", "2")
        entity = side.current.highlighted
        assert entity is not None
        assert not any(span.contains(run.reader.view.cursor) for span in entity.mentions)
        await run.press("h")
        await run.saved()
        (made,) = run.reader.annotations
        start, end = made.target.span
        assert (start, end) == entity.mentions[0]
        assert entity.mentions[0].contains(run.reader.view.cursor), "it is shown what was highlighted"
        await run.press("T", *"who", "enter")
        await run.saved()
        assert [each.tags for each in run.reader.annotations] == [("who",)]
        await run.press("H", "g")
        await run.saved()
        assert [each.colour for each in run.reader.annotations] == [Colour.GREEN]
        # In the list of notes, the same keys act on the note.
        await run.press("escape", "G", "4", "H", "b")
        await run.saved()
        assert [each.colour for each in run.reader.annotations] == [Colour.BLUE]
        # A heading shows nothing that could be highlighted.
        await run.press("2", "x", "h")
        assert "h does nothing here" in run.strip
        assert "Highlight" not in run.keys
