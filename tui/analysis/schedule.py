"""Which piece of a text is analysed next: what is being read first."""

from bisect import bisect_right
from collections.abc import Sequence

from tui.domain.span import TextSpan


class Schedule:
    """The pieces of a text that are still to do.

    Attributes:
        pieces: all of them, in order and without gaps.
    """

    def __init__(self, pieces: Sequence[TextSpan]) -> None:
        self.pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._is_done = bytearray(len(pieces))
        self._left = len(pieces)

    def __len__(self) -> int:
        """How many pieces are still to do."""
        return self._left

    def nearest(self, focus: int) -> int:
        """The number of the piece to do next when ``focus``, a code point, is being read.

        The piece that holds the focus, then the ones around it; what follows is wanted more than
        what went before, since people read on.

        Raises:
            IndexError: all are done.
        """
        here = max(0, bisect_right(self._starts, focus) - 1)
        after = self._is_done.find(0, here)
        before = self._is_done.rfind(0, 0, here)
        if after < 0 and before < 0:
            raise IndexError("nothing is left to do")
        if after >= 0 and (before < 0 or after - here <= 2 * (here - before)):
            return after
        return before

    def is_open(self, number: int) -> bool:
        """Whether there is a piece of that number and it is still to do."""
        return 0 <= number < len(self.pieces) and not self._is_done[number]

    def done(self, number: int) -> None:
        """Take a piece off the list."""
        if not self._is_done[number]:
            self._is_done[number] = 1
            self._left -= 1

    def known(self) -> list[TextSpan]:
        """The stretches of text that are done, as few as they can be."""
        stretches: list[TextSpan] = []
        for piece, is_done in zip(self.pieces, self._is_done, strict=True):
            if not is_done:
                continue
            if stretches and stretches[-1].end == piece.start:
                stretches[-1] = TextSpan(stretches[-1].start, piece.end)
            else:
                stretches.append(piece)
        return stretches
