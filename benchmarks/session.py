"""A program that is opened, read with keys at a steady rhythm, and left."""

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import NamedTuple

from benchmarks.keys import characters
from benchmarks.replay import Area, Run, changes, last_screen, latency, settled
from benchmarks.terminal import Memory, Size, Terminal

SIZE = Size(120, 40)
IDLE = 2.5
"""Seconds without processor time after which the children are done."""
PATIENCE = 3.0
"""Seconds after which a change of the screen is no answer to a key any more."""


class NotShown(Exception):
    """The words that were waited for never stood on the screen; the message has the last screen."""


class Press(NamedTuple):
    """A key press.

    Attributes:
        key: as one writes it on the command line.
        sent: seconds from the start of the program.
        answered: seconds from then to the change of the screen; None when there was none.
    """

    key: str
    sent: float
    answered: float | None


class Session:
    """One run of a program, from its start until ``end``."""

    def __init__(self, command: Sequence[str], words: str, size: Size = SIZE, timeout: float = 60) -> None:
        """Start ``command`` and wait until it has written ``words``.

        Raises:
            NotShown: it did not within ``timeout`` seconds.
        """
        self._first_size = size
        self._sent: list[tuple[str, float]] = []
        self._resized: list[float] = []
        self.terminal = Terminal(command, size)
        if not self.terminal.wait_for(words, timeout):
            screen = "\n".join(last_screen(self.run))
            self.end()
            raise NotShown(f"{words!r} never stood on the screen; the last screen was:\n{screen}")
        # The rest of the picture with these words is no answer to the first key.
        self.terminal.collect(0.05, until_quiet=0.01)

    @property
    def run(self) -> Run:
        """All that came out so far, to be read."""
        return Run(self._first_size, self.terminal.chunks, self.terminal.resizes)

    def press_calmly(self, keys: Sequence[str], patience: float = 2.0) -> None:
        """Press each key when the screen has come to rest after the one before."""
        terminal = self.terminal
        for key in keys:
            before = len(terminal.chunks)
            self._press(key)
            deadline = terminal.now() + patience
            while len(terminal.chunks) == before and terminal.now() < deadline and not terminal.ended:
                terminal.collect(0.02)
            # What answers a key and what follows from it are distinguished by the first change.
            terminal.collect(patience, until_quiet=0.15)

    def press_steadily(self, keys: Sequence[str], every: float, seconds: float) -> None:
        """Press keys in turn, one ``every`` seconds, for that many seconds, whatever the screen does."""
        self._press_while(keys, every, lambda now, started: now - started < seconds)

    def press_until_idle(self, keys: Sequence[str], every: float, most: float) -> bool:
        """Press keys in turn until the program's children have been idle; False after ``most`` seconds.

        Also false when no child was started within 10 seconds.
        """
        terminal = self.terminal

        def goes_on(now: float, started: float) -> bool:
            if terminal.child_since is None:
                return now - started < min(most, 10)
            return now - started < most and now - max(terminal.child_busy, terminal.child_since) < IDLE

        self._press_while(keys, every, goes_on)
        return terminal.child_since is not None and self.terminal.now() - terminal.child_busy >= IDLE

    def resize(self, size: Size, seconds: float = 3.0) -> None:
        """Give the terminal another size and wait until the screen has settled."""
        self._resized.append(self.terminal.resize(size))
        self.terminal.collect(seconds, until_quiet=0.8)

    def presses(self, area: Area | None = None, with_style: bool = True) -> list[Press]:
        """All keys pressed so far, and how they were answered.

        Args:
            area: the part of the screen in which a change counts; all of it if None.
            with_style: whether a change of colours alone counts.
        """
        changed = changes(self.run, area, with_style)
        return [Press(key, sent, latency(sent, changed, PATIENCE)) for key, sent in self._sent]

    def resizes(self, area: Area | None = None, with_style: bool = True) -> list[float]:
        """Seconds from each change of size to the last change of the screen."""
        changed = changes(self.run, area, with_style)
        return [seconds for sent in self._resized if (seconds := settled(sent, changed)) is not None]

    def end(self) -> Memory:
        """End the program; what it used."""
        memory = self.terminal.memory()
        self.terminal.stop()
        return memory

    def _press_while(
        self, keys: Sequence[str], every: float, goes_on: Callable[[float, float], bool]
    ) -> None:
        terminal = self.terminal
        started = terminal.now()
        due = started
        turn = cycle(keys)
        while goes_on(terminal.now(), started) and not terminal.ended:
            self._press(next(turn))
            due = max(due + every, terminal.now())
            terminal.collect(due - terminal.now())
        terminal.collect(PATIENCE, until_quiet=0.3)

    def _press(self, key: str) -> None:
        self._sent.append((key, self.terminal.press(characters(key))))
