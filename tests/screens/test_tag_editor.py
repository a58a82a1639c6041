import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screens.harness import running
from tests.widgets.harness import shown
from tui.screens.tag_editor import TagEditor, TagSuggester, parse_tags


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ,# ", ()),
        ("europe", ("europe",)),
        ("#europe, #Defence money", ("europe", "Defence", "money")),
        ("b a b,B ; a", ("b", "a")),
        ("Ärger äRGER", ("Ärger",)),
        ("c# c++ 中国", ("c", "c++", "中国")),
        ("\x1b[31mred", ("red",)),
    ],
)
def test_tags_are_told_apart(typed: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(typed) == tags


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_tags_read_again_are_the_same(typed: str) -> None:
    tags = parse_tags(typed)
    assert parse_tags(", ".join(tags)) == tags
    assert len({tag.casefold() for tag in tags}) == len(tags)


async def test_tags_are_completed_from_the_known_ones() -> None:
    suggester = TagSuggester(("europe", "European Union", "Defence"))
    assert await suggester.get_suggestion("eu") == "europe"
    assert await suggester.get_suggestion("a, #def") == "a, #defence"
    assert await suggester.get_suggestion("europe, eu") == "europe, european Union"
    assert await suggester.get_suggestion("europe, ") is None
    assert await suggester.get_suggestion("x") is None


async def test_enter_saves_and_the_tab_key_completes() -> None:
    async with running(TagEditor("The [b]passage[/b]", ("one",), ("one", "europe"))) as (app, pilot):
        assert "The [b]passage[/b]" in shown(app)
        assert "one, " in shown(app)
        assert "#europe" in shown(app)
        await pilot.press("e", "u")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("tab", "enter")
        assert app.result == ("one", "europe")


async def test_all_tags_can_be_taken_away() -> None:
    async with running(TagEditor("passage", ("one", "two"))) as (app, pilot):
        await pilot.press("ctrl+u", "enter")
        assert app.result == ()


async def test_escape_changes_nothing() -> None:
    async with running(TagEditor("passage", ("one",))) as (app, pilot):
        await pilot.press("x", "escape")
        assert app.result is None


async def test_a_known_tag_is_not_markup() -> None:
    async with running(TagEditor("passage", (), ("[bold]x[/bold]",))) as (app, _pilot):
        assert "#[bold]x[/bold]" in shown(app)
