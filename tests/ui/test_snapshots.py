"""What whole screens look like. Each picture was looked at by a person before it was stored.

Run with ``--snapshot-update`` after a change that is meant, and look at what changed.
"""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.support.app import SUMMIT, Reading, SnapCompare
from tests.support.articles import SEEDS
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.app import PostilApp


def analysed_then(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Wait until the article is analysed, then press keys."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, PostilApp)
        reading = Reading(app, pilot)
        await reading.furnished()
        placed = lambda: reading.reader.placed  # noqa: E731
        await reading.until(lambda: placed() is not None and placed().analysis.complete, "it is analysed")
        for key in keys:
            # What a key makes of the list and the text is there before the next one comes.
            await reading.press(key)
            await reading.settled()
        await app.workers.wait_for_complete()
        await pilot.pause()

    return run


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((120, 40), ("2", "right_square_bracket", "p"), id="person"),
        pytest.param((80, 24), ("3", "j", "j"), id="quotes"),
        pytest.param((80, 24), ("3", "j", "r"), id="speaker"),
        pytest.param((100, 30), ("g", "g", "3", "enter"), id="said"),
        pytest.param((60, 20), ("2", "j"), id="overlay"),
        pytest.param((100, 30), ("3", "right_square_bracket"), id="chord"),
        pytest.param((100, 30), ("slash", "z", "e", "l"), id="search"),
        pytest.param((100, 30), ("right_square_bracket", "p", "enter"), id="card"),
        pytest.param((100, 30), ("right_square_bracket", "q", "a", "h", "m"), id="note"),
        pytest.param((100, 30), ("z", "right_parenthesis", "right_parenthesis"), id="focus"),
        pytest.param((120, 40), ("t", "t", "enter", "right_square_bracket", "q"), id="light"),
        pytest.param((80, 24), ("question_mark",), id="help"),
        pytest.param((80, 24), ("right_square_bracket", "o", "c"), id="correct"),
        pytest.param((60, 20), ("right_parenthesis", "right_parenthesis", "c", "w"), id="add"),
        pytest.param((80, 24), ("f",), id="hints"),
    ],
)
def test_reader(
    snap_compare: SnapCompare, library: Library, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = PostilApp(library, library.open(SUMMIT))
    assert snap_compare(app, terminal_size=size, run_before=analysed_then(*keys))


def test_markdown(snap_compare: SnapCompare, library: Library) -> None:
    app = PostilApp(library, library.open(str(SEEDS / "lighthouse-keepers.md")))
    assert snap_compare(app, terminal_size=(90, 40), run_before=analysed_then("space", "z"))


def test_headings(snap_compare: SnapCompare, library: Library) -> None:
    app = PostilApp(library, library.open(str(SEEDS / "lighthouse-keepers.md")))
    keys = analysed_then(*("right_square_bracket", "right_square_bracket") * 3, "g", "h")
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys)


def test_no_colour(snap_compare: SnapCompare, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = PostilApp(library, library.open(SUMMIT))
    assert snap_compare(app, terminal_size=(100, 30), run_before=analysed_then("right_square_bracket", "p"))


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("right_square_bracket", "n", "4", "s", "j", "1"), id="by tag"),
        pytest.param(("g", "g", *("right_parenthesis",) * 2, "v", "right_curly_bracket"), id="selecting"),
    ],
)
def test_notes(snap_compare: SnapCompare, library: Library, keys: tuple[str, ...]) -> None:
    article = library.open(SUMMIT)
    for words, note, tags, colour in (
        ("Keir Starmer gathered Ukraine's friends in London", "The host.", ("defence", "europe"), "yellow"),
        ("the security\nof Ukraine", "", (), "red"),
        ("once-in-a-generation moment", "Who says so?\n\n- he does\n- nobody else", ("europe",), "blue"),
    ):
        words = words.replace("\n", " ")
        span = TextSpan(article.text.index(words), article.text.index(words) + len(words))
        target = describe(article.text, span, article.text_hash)
        time = "2025-03-02T12:00:00.000Z"
        made = Annotation(target, note=note, tags=tags, created=time, modified=time, colour=Colour(colour))
        library.annotate(article, made)
    app = PostilApp(library, article)
    assert snap_compare(app, terminal_size=(100, 30), run_before=analysed_then(*keys))
