"""What a program's output showed, and when it changed: read after the run, with pyte."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

import pyte

from benchmarks.terminal import Chunk, Resize, Size

# Sequences that pyte would print: of the kitty keyboard, requests for modes, device strings.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^].*?\x1b\\")


class Area(NamedTuple):
    """A part of the screen in cells: the last column and line are not included."""

    left: int
    top: int
    right: int
    bottom: int


class Run(NamedTuple):
    """What a run left to be read.

    Attributes:
        size: of the terminal at the start.
        chunks: all output.
        resizes: changes of size in between.
    """

    size: Size
    chunks: Sequence[Chunk]
    resizes: Sequence[Resize] = ()


class _Screen:
    """A screen that says whether a part of it changed."""

    def __init__(self, size: Size, area: Area | None, with_style: bool) -> None:
        self.screen = pyte.Screen(size.columns, size.lines)
        self._stream = pyte.ByteStream(self.screen)
        self._area = area
        self._with_style = with_style
        self._lines: dict[int, tuple[object, ...]] = {}

    def feed(self, data: bytes) -> bool:
        """Take in output; whether the area has changed by it."""
        with suppress(Exception):  # what pyte cannot read must not end the measuring
            self._stream.feed(_UNKNOWN.sub(b"", data))
        area = self._area or Area(0, 0, self.screen.columns, self.screen.lines)
        changed = False
        for number in sorted(self.screen.dirty):
            if area.top <= number < area.bottom:
                line = self._line(number, area)
                changed = changed or self._lines.get(number, ()) != line
                self._lines[number] = line
        self.screen.dirty.clear()
        return changed

    def _line(self, number: int, area: Area) -> tuple[object, ...]:
        line = self.screen.buffer[number]
        cells = (line[column] for column in range(area.left, min(area.right, self.screen.columns)))
        return tuple(cells) if self._with_style else tuple(cell.data for cell in cells)


def _played(
    run: Run, area: Area | None = None, with_style: bool = True
) -> Iterator[tuple[float, bool, _Screen]]:
    """After each chunk: when it came, whether it changed the area, and the screen."""
    screen = _Screen(run.size, area, with_style)
    resizes = list(run.resizes)
    for number, (when, data) in enumerate(run.chunks):
        while resizes and resizes[0].chunks_before <= number:
            size = resizes.pop(0).size
            screen.screen.resize(size.lines, size.columns)
        yield when, screen.feed(data), screen


def changes(run: Run, area: Area | None = None, with_style: bool = True) -> list[float]:
    """When the area of the screen changed, in seconds from the start.

    Args:
        run: what came out.
        area: the part of the screen to look at; all of it if None.
        with_style: whether a change of colours alone counts.
    """
    return [when for when, changed, _ in _played(run, area, with_style) if changed]


def first_time(run: Run, holds: Callable[[pyte.Screen], bool]) -> float | None:
    """When something first held for the screen, in seconds from the start; None when it never did."""
    return next((when for when, changed, screen in _played(run) if changed and holds(screen.screen)), None)


def last_time(run: Run, holds: Callable[[pyte.Screen], bool]) -> float | None:
    """When something last began to hold no more, in seconds from the start; None when it never did."""
    held, ended = False, None
    for when, changed, screen in _played(run):
        if changed:
            now = holds(screen.screen)
            ended = when if held and not now else ended
            held = now
    return ended


def last_screen(run: Run) -> list[str]:
    """The lines of the screen at the end."""
    screen: list[str] = []
    for _, _, played in _played(run):
        screen = list(played.screen.display)
    return screen


def shows(words: str) -> Callable[[pyte.Screen], bool]:
    """Whether ``words`` stand in one line of the screen."""
    return lambda screen: any(words in line for line in screen.display)


def highlights(words: str, plain: str) -> Callable[[pyte.Screen], bool]:
    """Whether ``words`` stand on the screen and look unlike ``plain``, words that are never highlighted."""

    def holds(screen: pyte.Screen) -> bool:
        looks = _look_of(screen, words), _look_of(screen, plain)
        return None not in looks and looks[0] != looks[1]

    return holds


def _look_of(screen: pyte.Screen, words: str) -> tuple[object, ...] | None:
    """Colours and style of the first character of ``words``, where they first stand on the screen."""
    for number, line in enumerate(screen.display):
        column = line.find(words)
        if column >= 0:
            cell = screen.buffer[number][column]
            return cell.fg, cell.bg, cell.bold, cell.italics, cell.underscore, cell.reverse
    return None


def latency(sent: float, changed: Sequence[float], patience: float) -> float | None:
    """Seconds from a key press to the next change of the screen, or None after ``patience`` seconds.

    Args:
        sent: when the key was pressed.
        changed: what ``changes`` gave.
        patience: seconds after which a change is no answer any more.
    """
    number = bisect_left(changed, sent)
    if number == len(changed) or changed[number] - sent > patience:
        return None
    return changed[number] - sent


def settled(sent: float, changed: Sequence[float], quiet: float = 0.5) -> float | None:
    """Seconds from an event to the last of the changes after it, or None when there was none.

    Args:
        sent: when the event was.
        changed: what ``changes`` gave.
        quiet: seconds without a change after which the screen counts as settled.
    """
    last = None
    for when in changed[bisect_left(changed, sent) :]:
        if when - (sent if last is None else last) > quiet:
            break
        last = when
    return None if last is None else last - sent
