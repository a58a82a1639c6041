"""Pages that are written again: what Postil wrote is brought up to date, what a person wrote stays."""

import hashlib
import re

_REGION = re.compile(r"^%% postil (p-\w+) (\w+) %%\n(.*?)^%% postil end %%\n", re.MULTILINE | re.DOTALL)
_SOURCE = re.compile(r"\A---\n(?:.*\n)*?(source: .*)\n(?:.*\n)*?---\n")


def region(name: str, lines: list[str]) -> list[str]:
    """Return the lines of one passage between comments that say what Postil wrote, and its digest."""
    body = [line.replace("%% postil", "%\\% postil") for line in "\n".join(lines).split("\n")]
    digest = _digest("\n".join(body) + "\n")
    return [f"%% postil {name} {digest} %%", *body, "%% postil end %%"]


def merged(old: bytes, new: bytes) -> bytes | None:
    """Return ``old`` with the passages of ``new``; None if it is no page of the same article.

    A passage that a person edited stays as it is, and so does all between passages. One that is gone from
    ``new`` is dropped unless it was edited; one that is new stands after the one that precedes it.
    """
    try:
        before, after = old.decode(), new.decode()
    except UnicodeDecodeError:
        return None
    sources = [found[1] if (found := _SOURCE.match(text)) else "" for text in (before, after)]
    if not sources[0] or sources[0] != sources[1]:
        return None
    fresh = {found[1]: found[0] for found in _REGION.finditer(after)}
    known = {found[1] for found in _REGION.finditer(before)}
    following: dict[str, str] = {}
    last = ""
    for name, text in fresh.items():
        if name in known:
            last = name
        else:
            following[last] = following.get(last, "") + "\n" + text

    def updated(found: re.Match[str]) -> str:
        kept = found[0] if found[2] != _digest(found[3]) else fresh.get(found[1], "")
        return kept + following.pop(found[1], "")

    result = _REGION.sub(updated, before)
    rest = "".join(following.values())
    if rest and not result.endswith("\n"):
        result += "\n"
    return (result + rest).encode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
