"""Who appears: everybody in all articles, what they said, and where it was noted."""

from pathlib import Path

from tests.support.app import in_library
from tests.support.library import shelve
from tests.support.widgets import marked
from tui.domain.analysis import Analysis, Label
from tui.domain.article import Article
from tui.domain.people import name_key
from tui.library import Library
from tui.system.resources import samples
from tui.ui.library.people import PeopleScreen
from tui.ui.widgets.row_list import RowList


async def test_everybody_is_listed_and_what_they_said_leads_to_the_article(
    new_library: Library, tmp_path: Path
) -> None:
    opened = shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        await run.press("w")
        await run.settled()
        rows = run.app.screen.query_one("#list RowList", RowList)
        assert "3 in 2 of 3 articles" in run.shown()
        # One of them is spelt with an accent in one article.
        listed = [f"{row.label} {row.name} {row.articles} {row.quotations}" for row in rows.rows]
        assert listed == ["PERSON Ann Lee 2 1", "ORG Rail Union 2 0", "PERSON Tom Roe 1 1"]
        await run.press("s", "s", "G")
        assert marked(rows)[0].startswith("P Tom Roe")
        await run.press("slash", *"ann", "enter", "enter")
        await run.settled()
        text = run.shown()
        assert text.index("Said") < text.index("“It is not safe.”") < text.index("Your notes")
        assert text.index("who measured it?") < text.index("Named in") < text.index("Ferry [b]strikes[/b]")
        assert "#safety" not in text[text.index("Your notes") :]
        await run.press("escape", "escape")
        await run.press("slash", *"roe", "enter", "enter")
        await run.settled()
        # On what he said, and naming him.
        assert "“tired”" in run.shown()
        assert "ask Tom Roe" in run.shown()
        await run.press("enter")
        await run.furnished()
        assert run.text_at_cursor.startswith("“We are tired,”")
        assert run.reader.article is not None
        assert run.reader.article.id == opened["ferry"].id


async def test_what_is_read_and_corrected_is_known_at_once(library: Library) -> None:
    summit = next(path for path in samples() if path.stem == "london-summit")
    # It was analysed before it was stored who appears.
    library.opened(library.open(str(summit)))
    async with in_library(library) as run:
        await run.press("w")
        await run.settled()
        assert "P Volodymyr Zelensky" in run.shown()
        await run.press("escape", "enter")
        await run.furnished()
        await run.analysed()
        await run.press("2", "slash", *"volodymyr", "enter", "d")
        await run.until(lambda: "not a name" in run.strip, "it is corrected")
        await run.settled()
        await run.press("L", "w")
        await run.settled()
        assert "P Volodymyr Zelensky" not in run.shown()


async def test_what_was_not_analysed_yet_is_analysed_while_the_people_are_shown(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    # Nobody of these articles is known: the tower, which is a file, and a page that is not at hand.
    page = Article(
        "https://example.org/a", "A page\n\nLondon.", (), title="A page", address="https://example.org/a"
    )
    new_library.opened(page)
    # Neither text was stored, as by an earlier version.
    for path in (tmp_path / "data").rglob("texts/*"):
        path.unlink()
    (tmp_path / "tower.txt").write_text("Tower found\n\nMark Rutte of NATO saw it.")
    async with in_library(new_library) as run:
        await run.press("w")
        await run.until(lambda: "articles not analysed yet" in run.shown(), "it is said")
        await run.until(lambda: "P Mark Rutte" in run.shown(), "one is analysed and counted")
        assert "5 in 3 of 4 articles" in run.shown()
        await run.until(lambda: "1 article not analysed yet: the text" in run.shown(), "the other cannot be")
    (tower,) = (each for each in new_library.recent() if "Tower" in each.title)
    assert new_library.catalogue.names(tower.id) == 2


async def test_the_preview_shows_what_a_person_said_and_where(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, (120, 40)) as run:
        await run.press("w")
        await run.until(lambda: "“It is not safe.”" in run.shown(), "what she said")
        text = run.shown()
        assert text.index("“It is not safe.”") < text.index("Your notes") < text.index("Named in")
        await run.press("enter")
        await run.until(lambda: "…Old bridge to close Mayor Ann" in run.shown(), "the passage in its place")


async def test_who_is_followed_and_joined_is_shown_so_until_that_is_undone(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, (120, 40)) as run:
        await run.press("w")
        await run.settled()
        rows = run.app.screen.query_one("#list RowList", RowList)

        def listed() -> list[str]:
            return [f"{'★ ' * row.is_followed}{row.name} {row.articles}" for row in rows.rows]

        await run.press("G", "F")
        await run.until(lambda: "following Tom Roe · u undoes it" in run.shown(), "he is followed")
        await run.until(lambda: listed()[0] == "★ Tom Roe 1", "he comes first")
        assert marked(rows)[0].startswith("P ★ Tom Roe")
        await run.until(lambda: "★ followed" in run.shown(), "the preview says so")
        # Joined with her, who shares no word of his name.
        await run.press("M", *"ann", "enter")
        await run.until(lambda: "Tom Roe is the same as Ann Lee" in run.shown(), "they are joined")
        await run.until(lambda: listed() == ["★ Ann Lee 2", "Rail Union 2"], "they are one")
        await run.until(lambda: "with Tom Roe" in run.shown(), "the preview says with whom")
        # Asked for by either name, as from the card, it is the one of both.
        tom = name_key(Label.PERSON, "Tom Roe")
        screen = PeopleScreen(new_library, tom)
        run.app.push_screen(screen)
        await run.until(lambda: screen.pane.place == "1 of 2", "they are listed")
        assert screen.pane.highlighted.name == "Ann Lee"
        await run.press("escape")
        await run.settled()
        await run.press("P")
        await run.until(lambda: listed() == ["★ Tom Roe 1", "Ann Lee 2", "Rail Union 2"], "they are parted")
        await run.press("u")
        await run.until(lambda: len(listed()) == 2, "they are one again")
        await run.press("u", "u")
        await run.until(lambda: listed() == ["Ann Lee 2", "Rail Union 2", "Tom Roe 1"], "all is undone")
        await run.press("u")
        await run.until(lambda: "nothing to undo" in run.shown(), "there is no more")
        await run.press("ctrl+r")
        await run.until(lambda: listed()[0] == "★ Tom Roe 1", "he is followed again")


async def test_the_library_shows_which_unread_articles_name_who_is_followed(
    new_library: Library, tmp_path: Path
) -> None:
    opened = shelve(new_library, tmp_path)
    new_library.catalogue.save_appearances(opened["tower"], opened["tower"].id, Analysis())
    new_library.catalogue.turn_following(Label.PERSON, "Tom Roe")
    async with in_library(new_library, (120, 40)) as run:
        await run.until(lambda: "those you follow 1" in run.shown(), "it has a group of its own")
        text = run.shown()
        assert text.index("those you follow") < text.index("Ferry") < text.index("Tower")
        await run.press("slash", *"tom roe", "enter")
        await run.until(lambda: "you follow Tom Roe" in run.shown(), "the preview says who")
        assert "Tower found" not in run.shown()
        await run.press("escape", "w")
        await run.until(lambda: "P ★ Tom Roe" in run.shown(), "the people")
        await run.press("F")
        await run.until(lambda: "removed Tom Roe from those you follow" in run.shown(), "he is not followed")
        await run.press("escape")
        await run.until(lambda: "Unread 2" in run.shown(), "there is no such group")
        assert "those you follow" not in run.shown()


async def test_a_name_that_is_followed_is_marked_and_comes_first_in_every_article(library: Library) -> None:
    summit = next(path for path in samples() if path.stem == "london-summit")
    library.opened(library.open(str(summit)))
    async with in_library(library, (120, 40)) as run:
        await run.press("enter")
        await run.furnished()
        await run.analysed()
        await run.press("2", "slash", *"meloni", "enter", "F")
        await run.until(lambda: "following Giorgia Meloni" in run.strip, "she is followed")
        await run.press("escape")
        await run.until(lambda: "P ★ Giorgia Meloni" in run.shown(), "it is shown")
        shown = run.shown()
        assert shown.index("P ★ Giorgia Meloni") < shown.index("P Volodymyr Zelensky")
        # The same when the article is opened again, until it is asked for once more.
        await run.press("L", "enter")
        await run.furnished()
        await run.press("2")
        await run.until(lambda: "P ★ Giorgia Meloni" in run.shown(), "it is shown again")
        await run.press("slash", *"meloni", "enter", "F", "escape")
        await run.until(lambda: "★" not in run.shown(), "she is not followed")
        assert not library.catalogue.choices().followed
