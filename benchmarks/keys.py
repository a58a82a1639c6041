"""Keys as one writes them on a command line, and as a terminal sends them."""

import re

NAMED = {
    "tab": "\t",
    "enter": "\r",
    "esc": "\x1b",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
}
_KEY = re.compile(r"<(?:c-[a-z]|" + "|".join(NAMED) + r")>|.", re.IGNORECASE | re.DOTALL)


def split_keys(text: str) -> list[str]:
    """The single key presses that ``jj<pgdn><c-d>`` stands for, as written."""
    return _KEY.findall(text)


def characters(key: str) -> str:
    """What a terminal sends for one of the keys that ``split_keys`` gives."""
    name = key[1:-1].lower() if len(key) > 2 else ""
    if name.startswith("c-"):
        return chr(ord(name[2]) - ord("a") + 1)
    return NAMED.get(name, key)
