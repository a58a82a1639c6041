"""Run the real program in Textual's Pilot, and wait for what is to be seen."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from tests.support.articles import SEEDS
from tests.support.widgets import shown
from tui.config.preferences import Preferences
from tui.domain.analysis import Entity, Label
from tui.domain.article import Article
from tui.library import Library
from tui.ui.app import PostilApp
from tui.ui.library.base import PreviewScreen
from tui.ui.panes.entities import EntityList
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.footer import KeyLine

SUMMIT = str(SEEDS / "london-summit.txt")
PATIENCE = 20.0
"""Seconds after which what is waited for is taken not to come."""


class Reading:
    """The program while the user reads in it."""

    def __init__(self, app: PostilApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def reader(self) -> ReaderScreen:
        """The reader's screen, whatever lies on top of it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def text_at_cursor(self) -> str:
        """The text from the cursor on."""
        return self.reader.view.rows.text[self.reader.view.cursor :]

    @property
    def strip(self) -> str:
        """What the line at the foot says."""
        return self.reader.strip.render().plain

    @property
    def keys(self) -> list[str]:
        """What the line of keys offers."""
        return [key.description for line in self.reader.query(KeyLine) for key in line.keys]

    def shown(self) -> str:
        """What is on the screen."""
        return shown(self.app)

    def notices(self) -> str:
        """The notices that are on the screen."""
        toasts = [str(toast.render()) for toast in self.app.screen.query(Toast)]
        screens = [each for each in self.app.screen_stack if isinstance(each, ReaderScreen | PreviewScreen)]
        return " ".join([*toasts, *(notice for screen in screens for notice in screen.strip.notices)])

    async def press(self, *keys: str) -> None:
        """Press keys one after another, as fast as the program takes them, and wait for what they do."""
        await self._send(*(_key_event(key) for key in keys))

    async def type(self, text: str) -> None:
        """Type text into whatever has the focus, faster than it is drawn."""
        await self._send(*(events.Key(_character_to_key(character), character) for character in text))

    async def _send(self, *keys: events.Key) -> None:
        for key in keys:
            self.app.post_message(key)
        await self.pilot.pause(0)
        await self.until(lambda: self.app.keys_are_done, "all of it was taken")
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until ``condition`` holds."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    await self.pilot.pause(0.02)
        except TimeoutError:
            raise AssertionError(f"it did not come to that: {what}; the screen is:\n{self.shown()}") from None

    async def furnished(self) -> None:
        """Wait until everything around the text is there."""
        await self.until(lambda: self.reader.furnished, "the lists are there")
        await self.until(lambda: bool(self.keys), "the keys are shown")

    async def analysed(self) -> None:
        """Wait until the analysis is complete and listed."""
        await self.until(
            lambda: (
                self.reader.placed is not None
                and self.reader.placed.analysis.complete
                and self.reader.side is not None
                and bool(self.reader.side.query_one(EntityList).rows.rows)
                and "Names " in self.shown()
            ),
            "the names are listed",
        )
        await self.pilot.pause()

    async def saved(self) -> None:
        """Wait until nothing is on its way to the disk."""
        await self.until(lambda: not self.reader.save_queue.unsaved, "everything is saved")
        await self.pilot.pause()

    async def settled(self) -> None:
        """Wait until what is looked for in the background is shown."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()


def _key_event(key: str) -> events.Key:
    """Return the event of a key by its name, or by the sign that it types."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        sign: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        sign = name if len(name) == 1 else None
    return events.Key(name, sign)


@asynccontextmanager
async def running(
    library: Library,
    article: Article | None = None,
    preferences: Preferences | None = None,
    size: tuple[int, int] = (100, 30),
) -> AsyncIterator[Reading]:
    """The program, just started, with an article or with the library."""
    app = PostilApp(library, article, preferences)
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Reading(app, pilot)


@asynccontextmanager
async def reading(
    library: Library,
    location: str = SUMMIT,
    size: tuple[int, int] = (100, 30),
    *,
    analysed: bool = True,
    preferences: Preferences | None = None,
    by_worker: bool = False,
) -> AsyncIterator[Reading]:
    """The program with an article open and all around it there, and analysed unless that is not wanted.

    The article was analysed before, in this process, but ``by_worker`` the program has that done in
    another one: starting spaCy there takes a second.
    """
    article = library.open(location)
    if not by_worker:
        library.analyse_here(article)
    async with running(library, article, preferences, size) as run:
        await run.furnished()
        if analysed:
            await run.analysed()
        yield run


@asynccontextmanager
async def in_library(
    library: Library, size: tuple[int, int] = (80, 24), preferences: Preferences | None = None
) -> AsyncIterator[Reading]:
    """The program as it shows the library, with all that there is listed."""
    async with running(library, None, preferences, size) as run:
        await run.settled()
        yield run


SnapCompare = Callable[..., bool]
"""The fixture that compares what a screen looks like with its picture."""


def entity_named(run: Reading, label: Label, name: str) -> Entity | None:
    """The entity of that kind and name, if there is one now."""
    assert run.reader.placed is not None
    entities = run.reader.placed.analysis.entities
    return next((entity for entity in entities if (entity.label, entity.name) == (label, name)), None)


def mentions(run: Reading, label: Label, name: str) -> int:
    """How many places name it; 0 where there is no such entity."""
    entity = entity_named(run, label, name)
    return len(entity.mentions) if entity else 0


def colour_at(run: Reading, words: str) -> object:
    """The colour in which the first line with ``words`` on the screen shows them."""
    view = run.reader.view
    for y in range(view.height):
        for segment in view.render_line(y):
            if words in segment.text and segment.style is not None:
                return segment.style.color
    raise AssertionError(f"{words} is not on the screen by itself")


async def in_list(run: Reading, name: str, *down: str) -> None:
    """Highlight an entity in the list of names: filter by its name, and then go ``down``."""
    await run.press("2", "slash")
    await run.type(name)
    await run.press("enter", *down)
    highlighted = run.reader.query_one(EntityList).highlighted
    assert highlighted is not None
    assert highlighted.name == name


async def correction_shown(run: Reading, message: str = "saved") -> None:
    """Wait until a correction is saved and shown."""
    await run.saved()
    await run.until(lambda: message in run.strip, "the message is shown")
    await run.pilot.pause()
