"""The list of names: groups, filter, hidden kinds, messages."""

import pytest
from textual.widgets import Input

from tests.support.widgets import Seen, WidgetApp, marked, screen_lines, shown
from tui.domain.analysis import Entity, Label
from tui.domain.text.spans import TextSpan
from tui.ui.panes.entities import EntityList
from tui.ui.theme import LABEL_STYLES


def entity(label: Label, name: str, mentions: int) -> Entity:
    return Entity(label, name, tuple(TextSpan(10 * index, 10 * index + 3) for index in range(mentions)))


STARMER = entity(Label.PERSON, "Keir Starmer", 12)
ZELENSKY = entity(Label.PERSON, "Volodymyr Zelenský", 9)
UNION = entity(Label.ORG, "European Union", 7)
LONDON = entity(Label.LOC, "London", 5)
ENTITIES = (STARMER, ZELENSKY, UNION, LONDON)


def listing(entities: tuple[Entity, ...] = ENTITIES) -> EntityList:
    pane = EntityList(id="names")
    pane.entities = entities
    return pane


def test_every_kind_has_a_mark_of_its_own() -> None:
    assert set(LABEL_STYLES) == set(Label)
    for field in ("mark", "singular", "plural", "suffix"):
        assert len({getattr(style, field) for style in LABEL_STYLES.values()}) == len(Label)
    assert LABEL_STYLES[Label.PERSON].counted(1) == "1 person"
    assert LABEL_STYLES[Label.PERSON].counted(2) == "2 people"


async def test_names_stand_under_their_kind_with_their_numbers() -> None:
    app = WidgetApp(listing((LONDON, *ENTITIES[:3])))
    async with app.run_test(size=(34, 14)):
        lines = [line.split() for line in screen_lines(app)]
        assert lines[:7] == [
            ["▾", "People", "2"],
            ["▌P", "Keir", "Starmer", "12"],
            ["P", "Volodymyr", "Zelenský", "9"],
            ["▾", "Organisations", "1"],
            ["O", "European", "Union", "7"],
            ["▾", "Places", "1"],
            ["L", "London", "5"],
        ]


async def test_stepping_and_choosing_tell_the_entity() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", "j", "enter")
        assert [message.entity for message in seen.of(EntityList.Highlighted)] == [ZELENSKY, UNION]
        assert [message.entity for message in seen.of(EntityList.Chosen)] == [UNION]
        assert pane.highlighted == UNION


async def test_names_are_shown_as_they_are_and_cut_by_cells() -> None:
    odd = (
        entity(Label.PERSON, "[bold red]Ann[/] [@click=app.quit]Lee[/]", 3),
        entity(Label.PERSON, "習近平" * 9, 2),
        entity(Label.ORG, "A name\nover two lines", 1),
    )
    app = WidgetApp(listing(odd))
    async with app.run_test(size=(30, 10)):
        text = shown(app)
        assert "[bold red]Ann[/] [@cli… 3" in text
        assert "習近平習近平習近平習近… 2" in text
        assert "A name over two lines" in text


async def test_the_filter_narrows_with_every_letter_and_ignores_accents() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test(size=(34, 14)) as pilot:
        pane.focus()
        await pilot.press("slash", *"ZELENSKY")
        assert "Volodymyr Zelenský" in shown(app)
        assert "Keir Starmer" not in shown(app)
        assert "Places" not in shown(app)
        await pilot.press("enter")
        assert app.focused is pane.rows
        assert "Keir Starmer" not in shown(app)
        assert pane.highlighted == ZELENSKY
        await pilot.press("escape")
        assert "Keir Starmer" in shown(app)
        assert not app.query(Input)


async def test_escape_in_the_filter_clears_and_closes_it() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.focus()
        await pilot.press("slash", *"lon")
        assert "Keir Starmer" not in shown(app)
        await pilot.press("escape")
        assert "Keir Starmer" in shown(app)
        assert not app.query(Input)
        assert app.focused is pane.rows


async def test_the_filter_says_when_nothing_matches() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.focus()
        await pilot.press("slash", *"[x]", "enter")
        assert "Nothing here matches" in shown(app)
        await pilot.press("j", "x", "enter", "slash", "backspace", "backspace", "backspace")
        assert "Keir Starmer" in shown(app)


async def test_keys_of_the_list_are_letters_in_the_filter() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("slash", "x", "j", "X", "/")
        assert pane.filter == "xjX/"
        assert pane.hidden == frozenset()
        assert seen.of(EntityList.Highlighted) == []


async def test_a_kind_is_hidden_and_shown_again() -> None:
    pane, seen = listing(), Seen()
    app = WidgetApp(pane)
    async with app.run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", "x")
        assert "Keir Starmer" not in shown(app)
        assert marked(pane.rows)[0].split() == ["▸", "People", "2", "hidden"]
        await pilot.press("j", "x")
        assert [message.hidden for message in seen.of(EntityList.LabelsHidden)] == [
            frozenset({Label.PERSON}),
            frozenset({Label.PERSON, Label.ORG}),
        ]
        # The heading that is left can be gone to, and opened with the same key or enter.
        await pilot.press("k", "x")
        assert marked(pane.rows)[0].split() == ["P", "Keir", "Starmer", "12"]
        await pilot.press("X")
        assert "European Union" in shown(app)
        assert seen.of(EntityList.LabelsHidden)[-1].hidden == frozenset()
        assert seen.of(EntityList.Chosen) == []


async def test_enter_and_mouse_open_a_hidden_kind() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.focus()
        await pilot.press("x", "enter")
        assert pane.hidden == frozenset()
        await pilot.click(pane.rows, offset=(6, 3))
        assert pane.hidden == {Label.ORG}
        await pilot.press("G")
        await pilot.click(pane.rows, offset=(6, 3))
        assert pane.hidden == frozenset()


async def test_the_highlight_stays_on_an_entity_while_more_is_found() -> None:
    pane, seen = listing((ZELENSKY, UNION)), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j")
        assert pane.highlighted == UNION
        seen.clear()
        grown = entity(Label.ORG, "European Union", 30)
        pane.entities = (entity(Label.ORG, "Nato", 31), grown, STARMER, ZELENSKY)
        await pilot.pause()
        assert pane.highlighted == grown
        assert seen.of(EntityList.Highlighted) == []


async def test_an_empty_list_says_what_it_waits_for() -> None:
    pane = EntityList()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        assert "No names yet" in shown(app)
        pane.empty = "Analysing …"
        await pilot.pause()
        assert "Analysing …" in shown(app)
        pane.focus()
        await pilot.press("x", "j", "enter", "slash", "a", "backspace", "enter")
        pane.entities = ENTITIES
        await pilot.pause()
        assert "Keir Starmer" in shown(app)


async def test_an_entity_is_highlighted_from_outside() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen):
        assert pane.highlight(LONDON)
        assert pane.highlighted == LONDON
        assert seen.of(EntityList.Highlighted) == []


async def test_twenty_thousand_names_are_listed_and_filtered() -> None:
    pane = listing()
    labels = list(Label)
    names = tuple(entity(labels[index % 9], f"Name {index}", 1) for index in range(20_000))
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.focus()
        pane.entities = names
        await pilot.pause()
        await pilot.press("slash", *"19999")
        assert "Name 19999" in shown(app)


@pytest.mark.parametrize("theme", ["postil-dark", "postil-light", "ansi-dark", "ansi-light"])
async def test_it_can_be_shown_in_every_theme(theme: str) -> None:
    app = WidgetApp(listing(), theme)
    async with app.run_test() as pilot:
        await pilot.press("tab", "j")
        assert "Keir Starmer" in shown(app)
