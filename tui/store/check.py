"""Whether all files of a store are whole and where they belong: what is wrong, one line for each thing."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import methodcaller
from pathlib import Path
from typing import NamedTuple

from tui.domain.library import NotesHealth
from tui.domain.text.sanitize import one_line
from tui.store.contents import Contents
from tui.store.copies import Copy, believed, copy_of, disagreement, edited, read_copy
from tui.store.daily import damage_of as damage_of_day
from tui.store.daily import is_daily
from tui.store.drafts import read_drafts
from tui.store.feeds import read_feeds
from tui.store.layout import REPAIR, Layout
from tui.store.recovery import from_daily, gone
from tui.store.snapshots import damage_of as damage_of_text
from tui.store.summaries import is_whole
from tui.system import files

_OTHERS = 0o077


def in_the_way(layout: Layout) -> Iterator[Path]:
    """Yield what stands in the place of a folder and is none, or in the place of a file and is none.

    A link counts as what it leads to; one that leads nowhere is in the way. Where something is in the way
    of a folder, nothing is said of what belongs into it.
    """
    for folder in layout.folders:
        if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - Path's may raise
            yield folder
    for path in (layout.lock, layout.feeds, *layout.derived):
        if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 - Path's may raise
            yield path
    for folder in layout.folders:
        if folder not in (layout.folder, layout.quarantine):
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                odd = [entry.name for entry in entries if not entry.is_file(follow_symlinks=False)]
                for name in sorted(odd):
                    belongs = name.endswith((".json", ".txt", ".gz")) or is_daily(name)
                    if belongs and not os.path.isfile(folder / name):  # noqa: PTH113
                        yield folder / name


def what_is(path: Path) -> str:
    """Return, in words, what is wrong with something that is ``in_the_way``."""
    if path.is_symlink() and not os.path.exists(path):  # noqa: PTH110 - Path's may raise
        return "it is a broken link"
    try:
        mode = path.stat().st_mode
    except OSError:
        return "it is not what belongs here"
    # In the place of a folder, a file is.
    return "it is not what belongs here" if stat.S_ISREG(mode) else f"it is {files.kind(mode)}"


def set_aside(layout: Layout, path: Path) -> Path:
    """Move what is at ``path`` to the quarantine; the quarantine itself, and what it is in, get new names.

    Return where it is now.

    Raises:
        OSError: it stays where it is.
    """
    name = f"{path.name}.{os.urandom(4).hex()}"
    aside = path.with_name(name) if path in (layout.folder, layout.quarantine) else layout.quarantine / name
    try:
        files.make_folder(aside.parent)
        return path.rename(aside)
    except OSError as error:
        raise files.about(path, error) from error


def everything(folder: Path) -> Iterator[Path]:
    """Yield the folder and all that is below it; links are not followed.

    A folder is listed after it was yielded, so that the caller may make it readable first.
    """
    yield folder
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            yield Path(place, name)


def is_open_to_others(path: Path) -> bool:
    """Return whether others than its owner may read or change a file or folder, as far as one can tell."""
    with contextlib.suppress(OSError):
        status = path.lstat()
        return os.name == "posix" and not stat.S_ISLNK(status.st_mode) and bool(status.st_mode & _OTHERS)
    return False


def is_closed(layout: Layout, path: Path) -> bool:
    """Return whether this program lacks a right that it needs to a file or folder that is there."""
    if path.is_symlink():
        return False
    needed = os.R_OK
    if os.path.isdir(path):  # noqa: PTH112 - Path's may raise
        needed |= os.W_OK | os.X_OK
    elif path == layout.lock:
        needed |= os.W_OK
    return os.access(path, os.F_OK) and not os.access(path, needed)


def make_private(path: Path) -> bool:
    """Let the owner do all with a file or folder and others nothing; return whether that could be done."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        owner = stat.S_IRWXU if stat.S_ISDIR(mode) else stat.S_IRUSR | stat.S_IWUSR
        path.chmod((stat.S_IMODE(mode) & ~_OTHERS) | owner)
        return True
    return False


class SideFile(NamedTuple):
    """A file that something is wrong with.

    Attributes:
        path: the file.
        noun: what it is, in words.
        damage: what is wrong with it, in words; empty where it cannot be read.
        error: why it cannot be read, in words that name the file, or empty.
        is_derived: whether it is made of other files again when it is needed.
    """

    path: Path
    noun: str
    damage: str = ""
    error: str = ""
    is_derived: bool = False


_is_text, _is_json = methodcaller("endswith", (".txt", ".gz")), methodcaller("endswith", ".json")


def damaged(layout: Layout) -> Iterator[SideFile]:
    """Yield the files that are damaged or cannot be read; a folder, or a link to nowhere, is no file."""
    for path in layout.derived:
        if not is_whole(path):
            yield SideFile(path, "index", "it cannot be used", is_derived=True)
    yield from _in(layout.daily, is_daily, "daily copy", damage_of_day)
    yield from _in(layout.snapshots, _is_text, "text of an article", damage_of_text)
    yield from _in(layout.history, _is_json, "former state", _damage_of_former)
    yield from _in(
        layout.drafts, _is_json, "file of drafts", lambda path: read_drafts(files.read(path)).damage
    )
    yield from _among([layout.feeds], "list of feeds", lambda path: read_feeds(files.read(path)).damage)


def _in(
    folder: Path, belongs: Callable[[str], bool], noun: str, damage_of: Callable[[Path], str]
) -> Iterator[SideFile]:
    try:
        paths = sorted(path for path in folder.iterdir() if belongs(path.name) and files.is_there(path))
    except OSError:
        return  # it is not there, or its folder is reported
    yield from _among(paths, noun, damage_of)


def _among(paths: Iterable[Path], noun: str, damage_of: Callable[[Path], str]) -> Iterator[SideFile]:
    for path in paths:
        try:
            damage = damage_of(path)
        except files.NO_FILE:
            continue  # it is reported as in the way
        except OSError as error:
            yield SideFile(path, noun, error=files.explain(error))
            continue
        if damage:
            yield SideFile(path, noun, damage)


def _damage_of_former(path: Path) -> str:
    """Return what is wrong with a file that ``files.keep`` made, whose name ends in its check sum."""
    digest = hashlib.sha256(files.read(path) or b"").hexdigest()
    return "" if path.stem.endswith(f".{digest[:16]}") else "it is not what was stored"


_REWRITTEN = f"the next note on its article writes it again, or {REPAIR}"


def check(layout: Layout) -> NotesHealth:
    """Return the state of every file and of its mirror, and of all others."""
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
        """Return what is there, and all that is wrong."""
        for path in in_the_way(self.layout):
            self.blocked.add(path)
            self.problems.append(f"{files.shown(path)}: {what_is(path)}; {REPAIR} sets it aside")
        if not self.blocked and (problem := self.layout.presence.problem):
            self.problems.append(problem)
        self.problems += _permissions(self.layout)
        try:
            keys = self.layout.keys()
        except OSError as error:
            problems = self.problems or [f"{files.explain(error)}; make the folder readable"]
            return NotesHealth(problems=tuple(problems))
        found = [self._contents(key) for key in sorted(keys)]
        self._look_for_gone()
        self._look_at_others()
        set_aside = 0
        with contextlib.suppress(OSError):
            set_aside = sum(not files.is_left_over(path) for path in self.layout.quarantine.iterdir())
        return NotesHealth(
            articles=sum(contents.article is not None for contents in found),
            annotations=sum(len(contents.annotations) for contents in found),
            corrections=sum(len(contents.corrections) for contents in found),
            starred=sum(contents.filing.is_starred for contents in found),
            archived=sum(contents.filing.is_archived for contents in found),
            tagged=sum(bool(contents.filing.tags) for contents in found),
            drafts=self._drafts(),
            texts=self._texts(),
            set_aside=set_aside,
            problems=tuple(self.problems),
        )

    def _look_for_gone(self) -> None:
        """Report the articles of which a daily copy is all that is left."""
        for copy in gone(self.layout):
            article, number = copy.contents.article, len(copy.contents.annotations)
            about = ""
            if article is not None:
                title = one_line(article.title or article.location, 80)
                about = f", with {number:,} {'note' if number == 1 else 'notes'} on “{title}”"
            self.problems.append(
                f"{files.shown(self.layout.main(copy.key))}: missing, and so is its copy{about};"
                f" opening its article, or {REPAIR}, restores it as it was on {copy.path.stem}, from"
                f" {files.shown(copy.path)}"
            )

    def _look_at_others(self) -> None:
        """Report what is wrong with the files that are not an article's."""
        for bad in damaged(self.layout):
            if bad.path in self.blocked:
                continue
            shown = files.shown(bad.path)
            if bad.is_derived:
                line = f"{shown}: {bad.damage}; it is made again when it is needed, or by {REPAIR}"
            elif bad.damage:
                damage = files.shown(bad.damage)
                line = f"{shown}: this {bad.noun} is damaged ({damage}); {REPAIR} sets it aside"
            else:
                line = f"{bad.error}; make it readable"
            self.problems.append(line)

    def _texts(self) -> int:
        """Return how many texts are stored; the structure of one is no other."""
        found = 0
        with contextlib.suppress(OSError):
            found = sum(path.name.endswith((".txt", ".txt.gz")) for path in self.layout.snapshots.iterdir())
        return found

    def _drafts(self) -> int:
        """Return how many drafts there are."""
        found = 0
        with contextlib.suppress(OSError):
            for path in sorted(self.layout.drafts.glob("*.json")):
                with contextlib.suppress(OSError):
                    found += len(read_drafts(files.read(path)).drafts)
        return found

    def _contents(self, key: str) -> Contents:
        """Return what is stored of an article, in the better of its files; add what is wrong with them."""
        main = self._copy(self.layout.main(key), key)
        if main is not None:
            main = believed(main, self.layout, key)
        mirror = self._copy(self.layout.mirror(key), key, main)
        if main is None:
            return mirror.contents if mirror else Contents()
        path = files.shown(main.path)
        if main.good:
            self.problems += self._wrong_with_good(main, mirror, key)
            return main.contents
        state = f"damaged ({files.shown(main.damage)})" if main.damage else "missing"
        if mirror and mirror.good:
            self.problems.append(f"{path}: {state}; opening its article restores it from its copy")
            return mirror.contents
        if mirror is not None:  # one that cannot be read has been reported
            resort = "it has no good copy; restore a backup of your own, if any"
            with contextlib.suppress(OSError):
                if from_daily(self.layout, key):
                    resort = "so is its copy; opening its article restores a daily copy"
            self.problems.append(f"{path}: {state}, and {resort}")
        return Contents()

    def _wrong_with_good(self, main: Copy, mirror: Copy | None, key: str) -> Iterator[str]:
        """Yield what is wrong with a file that can be used, and with its mirror."""
        path = files.shown(main.path)
        for oddity in main.oddities:
            yield f"{path}: {oddity}; {REPAIR} repairs it"
        if changed := edited(main, self.layout, key):
            yield (
                f"{path}: changed since it was saved, not by Postil: {disagreement(main, changed)}; the"
                " next change of its article saves it as it is, and deleting this file restores its copy"
            )
        elif main.as_saved is False and mirror and mirror.tables != main.tables:
            yield (
                f"{path}: changed since it was saved, not by Postil, and its copy cannot say what it was;"
                f" the next change of its article saves it as it is, and so does {REPAIR}"
            )
        if mirror and mirror.damage:
            damage = files.shown(mirror.damage)
            yield f"{files.shown(mirror.path)}: this copy is damaged ({damage}); {_REWRITTEN}"
        if mirror and mirror.data is None:
            yield f"{files.shown(mirror.path)}: this copy is missing; {_REWRITTEN}"
        if main.contents.newer:
            yield f"{path}: a newer Postil wrote it; its notes can be read here, not changed"

    def _copy(self, path: Path, key: str, same: Copy | None = None) -> Copy | None:
        """Return what a file holds, or report that it cannot be read and return None.

        Where it holds the same as ``same``, that is taken for it: reading is quick, and parsing is not.
        """
        if path in self.blocked:
            return None
        try:
            if same is None:
                return read_copy(path, key)
            data = files.read(path)
        except OSError as error:
            self.problems.append(f"{files.explain(error)}; make it readable")
            return None
        if data is None:
            return Copy(path)
        if data == same.data:
            return same
        mirror = copy_of(path, data, key)
        # The file is as it was saved and its mirror is not, or lost its checksum: that one alone has changed.
        has_changed = mirror.as_saved is False or (mirror.as_saved is None and mirror.tables != same.tables)
        if mirror.good and same.as_saved and has_changed:
            return replace(mirror, damage="it is not as it was saved", tables=None, contents=Contents())
        return mirror


def _permissions(layout: Layout) -> Iterator[str]:
    """Yield what is closed to its owner, and what is open to others, in a line each."""
    closed: list[Path] = []
    exposed: list[Path] = []
    for path in everything(layout.folder):
        if is_closed(layout, path) and (path == layout.lock or not path.is_file()):
            closed.append(path)  # other files are reported where they are read
        if is_open_to_others(path):
            exposed.append(path)
    for paths, problem in (
        (closed, f"it may not be written or read; {REPAIR} ends that, if it is yours"),
        (exposed, f"others may read or change it; {REPAIR} ends that"),
    ):
        if paths:
            more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
            yield f"{files.shown(paths[0])}{more}: {problem}"
