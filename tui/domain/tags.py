"""Tags as people type them, and those in use that a typed one may become."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from tui.domain.text.folding import normalize
from tui.domain.text.sanitize import sanitize

# A tag with white space or commas in it stands in quotation marks, of which the last may be to come.
_TAG = re.compile(r'"([^"]*)"?|([^\s,;"]+)')

KnownTags = Callable[[], Mapping[str, int]]
"""Gives all tags in use, and on how many notes each is; blocks."""


def no_tags_known() -> Mapping[str, int]:
    """Return no tags."""
    return {}


def parse_tags(typed: str) -> tuple[str, ...]:
    """Return the tags that a person typed, with commas or spaces between, none twice, in order.

    A ``#`` before a tag is no part of it; one after it, as in ``C#``, is. A tag of several words stands in
    quotation marks. Tags that differ in case alone are the same; the first way of writing it stays.
    """
    tags: dict[str, str] = {}
    for match in _TAG.finditer(sanitize(typed)):
        words = match[1] if match[2] is None else match[2]
        if tag := " ".join(words.split()).lstrip("# "):
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def as_typed(tags: Iterable[str]) -> str:
    """Return tags as a person would type them, ready for another one: ``europe, "public money", ``."""
    words = (tag.replace('"', "'") for tag in tags)
    return "".join(f'"{tag}", ' if re.search(r"[\s,;]", tag) else f"{tag}, " for tag in words)


def split_begun(typed: str) -> tuple[str, str]:
    """Return what was typed before the tag that is being typed, and that tag so far, without its ``#``."""
    tags = list(_TAG.finditer(typed))
    if not tags or tags[-1].end() < len(typed):
        return typed, ""
    last = tags[-1]
    if len(last[0]) > 1 and last[0].endswith('"'):
        return typed, ""
    words = last[1] if last[2] is None else last[2]
    return typed[: last.start()], words.lstrip("#")


def matching_tags(begun: str, known: Mapping[str, int], given: Sequence[str] = ()) -> list[str]:
    """Return the known tags that ``begun`` may be meant to become, the likeliest first.

    Those that begin so come before those with a word that does, these before those that hold it, and
    last come those that have its letters in order; of each kind, what is used most. Neither case nor
    accents matter. What is ``given`` already is left out. Nothing begun may become any tag.
    """
    wanted = normalize(begun)
    there = {normalize(tag) for tag in given}
    ranked = []
    for tag, count in known.items():
        folded = normalize(tag)
        rank = None if folded in there else _rank(wanted, folded)
        if rank is not None:
            ranked.append((rank, -count, folded, tag))
    return [tag for *_, tag in sorted(ranked)]


def _rank(wanted: str, folded: str) -> int | None:
    """Return how well a folded tag fits, 0 best; None where it does not."""
    at = folded.find(wanted)
    if at == 0:
        return 0
    if at > 0:
        return 1 if re.search(rf"(?<![^\W_]){re.escape(wanted)}", folded) else 2
    letters = iter(folded)
    return 3 if all(letter in letters for letter in wanted) else None
