"""Parts of Markdown that is made of other light markup: what must stay as it is, code, tables."""

import re
from collections.abc import Iterator

_SIGN = re.compile("\ue000(\\d+)\ue001")


def without_signs(text: str) -> str:
    """Return a text without the characters of which such signs are made, which mean nothing in any text."""
    return text.replace("\ue000", "").replace("\ue001", "")


class Pieces:
    """Keeps pieces of Markdown while the text around them is changed; a sign stands for each."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def put(self, piece: str) -> str:
        """Keep a piece; return the sign that stands for it."""
        self._pieces.append(piece)
        return f"\ue000{len(self._pieces) - 1}\ue001"

    def escaped(self, text: str) -> str:
        """Return a text in which nothing that is no markup there is any in Markdown."""
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
        text = re.sub(r"[`<\[\]]", r"\\\g<0>", text)
        return re.sub(r"(?m)^([ \t]*)(#{1,6}(?=\s)|>|[-+](?=\s)|={3,}|-{3,}|~{3,})", r"\1\\\2", text)

    def restored(self, text: str) -> str:
        """Return a text with the pieces in the place of their signs, which may stand in one another."""
        while True:
            changed = _SIGN.sub(self._piece, text)
            if changed == text:
                return text
            text = changed

    def _piece(self, sign: re.Match[str]) -> str:
        number = int(sign[1])
        return self._pieces[number] if number < len(self._pieces) else ""


def fenced(lines: list[str], before: str, language: str = "") -> Iterator[str]:
    """Yield lines as code, each without what stands before it, and all without their common indentation."""
    held = [re.sub(rf"^(?:{before})", "", line) for line in lines]
    indent = min((len(line) - len(line.lstrip()) for line in held if line.strip()), default=0)
    fence = "`" * max(3, 1 + max((len(run) for line in held for run in re.findall("`+", line)), default=0))
    yield from ("", fence + re.sub(r"[^\w+-]", "", language))
    yield from (line[indent:] for line in held)
    yield from (fence, "")


def table(rows: list[list[str]], *, is_headed: bool) -> Iterator[str]:
    """Yield the lines of a table; one without a head gets an empty one, for it must have one."""
    width = max(map(len, rows), default=0)
    if not width:
        return
    rows = [
        [cell.replace("|", "\\|").replace("\n", " ") for cell in row] + [""] * (width - len(row))
        for row in rows
    ]
    head = rows[0] if is_headed else [""] * width
    yield ""
    for row in (head, ["---"] * width, *rows[is_headed:]):
        yield f"| {' | '.join(row)} |"
    yield ""
