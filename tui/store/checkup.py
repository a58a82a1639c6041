"""Look at every file of a store, and change none."""

import contextlib
from pathlib import Path

from tui.domain.errors import StoreError
from tui.domain.health import NotesHealth
from tui.store import files
from tui.store.contents import Contents
from tui.store.daily import DailyCopies, damage_of
from tui.store.drafts import read_drafts
from tui.store.gathered import is_whole
from tui.store.layout import Layout
from tui.store.recovery import Copy, from_daily, look
from tui.store.repair import open_to_others
from tui.store.texts import Texts

_MADE_ANEW = "the next note on its article writes it anew, or `postil doctor --repair`"


def check(layout: Layout) -> NotesHealth:
    """The state of every file and of its mirror."""
    try:
        keys = sorted(layout.keys())
        set_aside = _count(layout)
        gone = sorted(DailyCopies(layout).keys() - layout.keys())
    except OSError as error:
        return NotesHealth(problems=(f"{files.explain(error)}; make the folder readable",))
    problems: list[str] = []
    found = [_contents(layout, key, problems) for key in keys]
    problems += [
        f"{files.shown(layout.main(key))}: missing, and so is its copy; `postil doctor --repair` restores it"
        " from a daily copy"
        for key in gone
    ]
    problems += _others(layout)
    drafts = _drafts(layout, problems)
    return NotesHealth(
        articles=sum(contents.article is not None for contents in found),
        annotations=sum(len(contents.annotations) for contents in found),
        corrections=sum(len(contents.corrections) for contents in found),
        drafts=drafts,
        set_aside=set_aside,
        problems=tuple(problems),
    )


def _count(layout: Layout) -> int:
    try:
        return sum(path.suffix == ".json" for path in layout.quarantine.iterdir())
    except FileNotFoundError:
        return 0


def _others(layout: Layout) -> list[str]:
    """What is wrong with the files that are not an article's."""
    problems = [
        f"{files.shown(path)}: it cannot be used; it is made anew when it is needed, or by"
        " `postil doctor --repair`"
        for path in layout.gathered
        if not is_whole(path)
    ]
    for path in DailyCopies(layout).files():
        damage = damage_of(path)
        if damage:
            problems.append(f"{files.shown(path)}: this daily copy is damaged ({files.shown(damage)})")
    texts = Texts(layout)
    with contextlib.suppress(OSError):
        for path in sorted(layout.texts.glob("*.txt")):
            try:
                texts.read(path.stem)
            except StoreError as error:
                problems.append(str(error))
    exposed = open_to_others(layout.folder)
    if exposed:
        more = f" and {len(exposed) - 1:,} more" if len(exposed) > 1 else ""
        problems.append(
            f"{files.shown(exposed[0])}{more}: others may read or change it;"
            " `postil doctor --repair` ends that"
        )
    return problems


def _drafts(layout: Layout, problems: list[str]) -> int:
    """How many drafts there are; adds what is wrong with their files."""
    found = 0
    with contextlib.suppress(OSError):
        for path in sorted(layout.drafts.glob("*.json")):
            try:
                kept = read_drafts(files.read(path))
            except OSError as error:
                problems.append(f"{files.explain(error)}; make it readable")
                continue
            found += len(kept.drafts)
            if kept.damage:
                problems.append(
                    f"{files.shown(path)}: these drafts are damaged ({files.shown(kept.damage)});"
                    " the next one on their article sets the file aside"
                )
    return found


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
                f" {_MADE_ANEW}"
            )
        if mirror and mirror.data is None:
            problems.append(f"{files.shown(mirror.path)}: this copy is missing; {_MADE_ANEW}")
        if main.contents.newer:
            problems.append(f"{path}: a newer Postil wrote it; its notes can be read here, not changed")
        return main.contents
    state = f"damaged ({files.shown(main.damage)})" if main.damage else "missing"
    if mirror and mirror.good:
        problems.append(f"{path}: {state}; opening its article restores it from its copy")
        return mirror.contents
    if mirror is not None and from_daily(layout, key):
        problems.append(f"{path}: {state}, and so is its copy; opening its article restores a daily copy")
        return Contents()
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
