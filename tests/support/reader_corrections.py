"""What the tests of corrections look at and do while somebody reads."""

from tests.support.app import Reading
from tui.domain.analysis import Entity, Label
from tui.ui.panes.entities import EntityList


def named(run: Reading, label: Label, name: str) -> Entity | None:
    """The entity of that kind and name, if there is one now."""
    assert run.reader.placed is not None
    entities = run.reader.placed.analysis.entities
    return next((entity for entity in entities if (entity.label, entity.name) == (label, name)), None)


def mentions(run: Reading, label: Label, name: str) -> int:
    """How many places name it; 0 where there is no such entity."""
    entity = named(run, label, name)
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


async def done(run: Reading, told: str = "saved") -> None:
    """Wait until a correction is kept and shown."""
    await run.saved()
    await run.until(lambda: told in run.strip, "it is told")
    await run.pilot.pause()
