"""Look at every file of a store, and change none."""

from pathlib import Path

from tui.domain.health import NotesHealth
from tui.store import files
from tui.store.contents import Contents
from tui.store.layout import Layout
from tui.store.recovery import Copy, look


def check(layout: Layout) -> NotesHealth:
    """The state of every file and of its mirror."""
    try:
        keys = sorted(layout.keys())
        set_aside = _count(layout)
    except OSError as error:
        return NotesHealth(problems=(f"{files.explain(error)}; make the folder readable",))
    problems: list[str] = []
    found = [_contents(layout, key, problems) for key in keys]
    return NotesHealth(
        articles=sum(contents.article is not None for contents in found),
        annotations=sum(len(contents.annotations) for contents in found),
        corrections=sum(len(contents.corrections) for contents in found),
        set_aside=set_aside,
        problems=tuple(problems),
    )


def _count(layout: Layout) -> int:
    try:
        return sum(path.suffix == ".json" for path in layout.quarantine.iterdir())
    except FileNotFoundError:
        return 0


def _contents(layout: Layout, key: str, problems: list[str]) -> Contents:
    """What is kept of one article, in the better of its two files; adds what is wrong with them."""
    main = _copy(layout.main(key), key, problems)
    mirror = _copy(layout.mirror(key), key, problems)
    if main is None:
        return mirror.contents if mirror else Contents()
    path = files.shown(main.path)
    if main.good:
        if mirror and mirror.damage:
            problems.append(
                f"{files.shown(mirror.path)}: this copy is damaged ({files.shown(mirror.damage)});"
                " the next note on its article writes it anew"
            )
        if main.contents.newer:
            problems.append(f"{path}: a newer Postil wrote it; its notes can be read here, not changed")
        return main.contents
    state = f"damaged ({files.shown(main.damage)})" if main.damage else "missing"
    if mirror and mirror.good:
        problems.append(f"{path}: {state}; opening its article restores it from its copy")
        return mirror.contents
    if mirror is not None:  # one that cannot be read has been told of
        problems.append(f"{path}: {state}, and it has no good copy; put back a backup of your own, if any")
    return Contents()


def _copy(path: Path, key: str, problems: list[str]) -> Copy | None:
    """What a file holds, or None if it cannot be read, which is added to the problems."""
    try:
        return look(path, key)
    except OSError as error:
        problems.append(f"{files.explain(error)}; make it readable")
        return None
