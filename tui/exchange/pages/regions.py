"""The passages in a page for Obsidian: comments around each say what Postil wrote."""

import re
from collections.abc import Sequence

from tui.exchange.pages.pieces import Piece, digest_of

# An editor may leave out the last line end of a file, and blanks at the ends of lines.
_REGION = re.compile(
    r"^%% postil (p-\w+) (\w+) %%[ \t]*\n(.*?)^%% postil end %%[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL
)


def region(name: str, lines: list[str]) -> list[str]:
    """Return the lines of one passage between comments that say what Postil wrote, and its digest."""
    body = [line.replace("%% postil", "%\\% postil") for line in "\n".join(lines).split("\n")]
    return [f"%% postil {name} {_digest(body)} %%", *body, "%% postil end %%"]


def _digest(body: Sequence[str]) -> str:
    return digest_of(line.rstrip() for line in body)


class _Regions:
    """Pages for Obsidian."""

    between = "\n"

    def pieces(self, page: str) -> Sequence[Piece]:
        """Return the regions of a page, and what is between them."""
        pieces, end = [], 0
        for found in _REGION.finditer(page):
            name, digest, body = found.groups()
            is_edited = digest != _digest(body.split("\n")[:-1])
            pieces += [Piece(page[end : found.start()]), Piece(found[0], name, is_edited, digest)]
            end = found.end()
        return [*pieces, Piece(page[end:])]

    def placed(self, fresh: Piece, _near: Piece, /) -> str:
        """Return the text of a new piece."""
        return fresh.text

    def is_held(self, name: str, text: str) -> bool:
        """Return whether a text has the comment or the block id of a passage, in whatever form."""
        of_it = rf"%% postil {re.escape(name)} |(?:^|\s)\^{re.escape(name)}[ \t]*$"
        return re.search(of_it, text, re.MULTILINE) is not None


OBSIDIAN = _Regions()
"""Pages for Obsidian, as they are read and brought up to date."""
