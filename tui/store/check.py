"""Look at every file of a store, and change none."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tui.domain.health import NotesHealth
from tui.store import files
from tui.store.contents import Contents
from tui.store.daily import DailyCopies
from tui.store.drafts import read_drafts
from tui.store.layout import Layout
from tui.store.places import everything, in_the_way, is_closed, is_open_to_others, what_is
from tui.store.recovery import Copy, copy_of, from_daily, look
from tui.store.side_files import damaged

_REPAIR = "`postil doctor --repair`"
_MADE_ANEW = f"the next note on its article writes it anew, or {_REPAIR}"


def check(layout: Layout) -> NotesHealth:
    """The state of every file and of its mirror, and of all others."""
    return _Checkup(layout).health()


@dataclass
class _Checkup:
    """One look at a store.

    Attributes:
        blocked: what is in the way of files and folders.
        problems: what was found to be wrong so far, a line for each thing.
    """

    layout: Layout
    blocked: set[Path] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def health(self) -> NotesHealth:
        """What is there, and all that is wrong."""
        for path in in_the_way(self.layout):
            self.blocked.add(path)
            self.problems.append(f"{files.shown(path)}: {what_is(path)}; {_REPAIR} sets it aside")
        self.problems += _permissions(self.layout)
        try:
            keys = self.layout.keys()
        except OSError as error:
            told = self.problems or [f"{files.explain(error)}; make the folder readable"]
            return NotesHealth(problems=tuple(told))
        found = [self._contents(key) for key in sorted(keys)]
        self._look_for_gone(keys)
        self._look_at_others()
        return NotesHealth(
            articles=sum(contents.article is not None for contents in found),
            annotations=sum(len(contents.annotations) for contents in found),
            corrections=sum(len(contents.corrections) for contents in found),
            drafts=self._drafts(),
            set_aside=self._set_aside(),
            problems=tuple(self.problems),
        )

    def _look_for_gone(self, keys: set[str]) -> None:
        """Tell of the articles of which a daily copy is all that is left."""
        with contextlib.suppress(OSError):  # daily copies that cannot be read are told of with the others
            self.problems += [
                f"{files.shown(self.layout.main(key))}: missing, and so is its copy;"
                f" {_REPAIR} restores it from a daily copy"
                for key in sorted(DailyCopies(self.layout).keys() - keys)
            ]

    def _look_at_others(self) -> None:
        """Tell what is wrong with the files that are not an article's."""
        for bad in damaged(self.layout):
            if bad.path in self.blocked:
                continue
            shown = files.shown(bad.path)
            if bad.is_derived:
                line = f"{shown}: {bad.damage}; it is made anew when it is needed, or by {_REPAIR}"
            elif bad.damage:
                damage = files.shown(bad.damage)
                line = f"{shown}: this {bad.noun} is damaged ({damage}); {_REPAIR} sets it aside"
            else:
                line = f"{bad.error}; make it readable"
            self.problems.append(line)

    def _drafts(self) -> int:
        """How many drafts there are."""
        found = 0
        with contextlib.suppress(OSError):
            for path in sorted(self.layout.drafts.glob("*.json")):
                with contextlib.suppress(OSError):
                    found += len(read_drafts(files.read(path)).drafts)
        return found

    def _set_aside(self) -> int:
        """How many files are in the quarantine."""
        with contextlib.suppress(OSError):
            return sum(not files.is_left_over(path) for path in self.layout.quarantine.iterdir())
        return 0

    def _contents(self, key: str) -> Contents:
        """What is kept of one article, in the better of its two files; tells what is wrong with them."""
        main = self._copy(self.layout.main(key), key)
        mirror = self._copy(self.layout.mirror(key), key, main)
        if main is None:
            return mirror.contents if mirror else Contents()
        path = files.shown(main.path)
        if main.good:
            if mirror and mirror.damage:
                self.problems.append(
                    f"{files.shown(mirror.path)}: this copy is damaged ({files.shown(mirror.damage)});"
                    f" {_MADE_ANEW}"
                )
            if mirror and mirror.data is None:
                self.problems.append(f"{files.shown(mirror.path)}: this copy is missing; {_MADE_ANEW}")
            if main.contents.newer:
                self.problems.append(
                    f"{path}: a newer Postil wrote it; its notes can be read here, not changed"
                )
            return main.contents
        state = f"damaged ({files.shown(main.damage)})" if main.damage else "missing"
        if mirror and mirror.good:
            self.problems.append(f"{path}: {state}; opening its article restores it from its copy")
            return mirror.contents
        if mirror is not None:  # one that cannot be read has been told of
            self.problems.append(f"{path}: {state}, and {self._last_resort(key)}")
        return Contents()

    def _last_resort(self, key: str) -> str:
        """What is left to be done for an article of which neither file is good."""
        with contextlib.suppress(OSError):
            if from_daily(self.layout, key):
                return "so is its copy; opening its article restores a daily copy"
        return "it has no good copy; put back a backup of your own, if any"

    def _copy(self, path: Path, key: str, same: Copy | None = None) -> Copy | None:
        """What a file holds, or None if it cannot be read, which is told.

        Where it holds the same as ``same``, that is taken for it: reading is quick, and parsing is not.
        """
        if path in self.blocked:
            return None
        try:
            if same is None:
                return look(path, key)
            data = files.read(path)
        except OSError as error:
            self.problems.append(f"{files.explain(error)}; make it readable")
            return None
        if data is None:
            return Copy(path)
        return same if data == same.data else copy_of(path, data, key)


def _permissions(layout: Layout) -> Iterator[str]:
    """What is closed to its owner, and what is open to others, in a line each."""
    closed: list[Path] = []
    exposed: list[Path] = []
    for path in everything(layout.folder):
        if is_closed(layout, path) and (path == layout.lock or not path.is_file()):
            closed.append(path)  # other files are told of where they are read
        if is_open_to_others(path):
            exposed.append(path)
    for paths, told in (
        (closed, f"it may not be written or read; {_REPAIR} ends that, if it is yours"),
        (exposed, f"others may read or change it; {_REPAIR} ends that"),
    ):
        if paths:
            more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
            yield f"{files.shown(paths[0])}{more}: {told}"
