"""Texts whose names are marked by hand."""

import re

from tui.domain.analysis import Label, Mention

MARKED = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


def read(marked: str) -> tuple[str, list[Mention]]:
    """A text and its mentions, from one in which ``[PERSON Ann Lee]`` marks a mention."""
    text, mentions, at = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        mentions.append(Mention(len(text), len(text) + len(found[2]), Label(found[1])))
        text += found[2]
        at = found.end()
    return text + marked[at:], mentions
