"""The tokens of a text, by which two versions of it are compared.

A token is a word, a run of dashes or dots, or any other sign. Two tokens are the same where their
keys are: the keys of words are folded as the reader would fold them, curly quotation marks and
straight ones have one key, and so have all dashes; ligatures are taken apart, soft hyphens dropped.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
# Chinese and Japanese put no spaces between words: there each sign is a token.
_WORD = rf"(?:[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\u0300-\u036f{_UNSEEN}])+"
_DASHES = "-\u2010-\u2015\u2212"
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›＂＇「」『』"
_TOKEN = re.compile(rf"{_WORD}(?:['’‘ʼ]{_WORD})*|[{_DASHES}]+|\.{{2,}}|['’‘]{{2}}|\S")
_DROPPED = re.compile(rf"[{_UNSEEN}\s]+")
_LONG = 64


class Token(NamedTuple):
    """A stretch of text, in code points, and what it is compared by; the key is never empty."""

    start: int
    end: int
    key: str


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text`` from ``start`` to ``end``, in order, disjoint, without white space.

    What cannot be seen, such as a soft hyphen alone, is no token either.
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    spelt = []
    for match in found:
        wording = match.group()
        key = _short_key(wording) if len(wording) <= _LONG else _key(wording)
        if key:
            spelt.append(Token(match.start(), match.end(), key))
    return spelt


def keys_of(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the keys of the tokens of ``text`` from ``start`` to ``end``, in order."""
    return [token.key for token in tokens_of(text, start, end)]


def weight(key: str) -> int:
    """Return the weight of a token: words by their length, up to 8, signs next to nothing."""
    return min(8, len(key)) * 4 if key[0].isalnum() else 1


def _key(wording: str) -> str:
    if wording[0] in _QUOTES:
        return '"'
    if wording.isascii():
        return "-" if wording[0] == "-" else wording.lower()
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", wording).casefold())
    # The text goes on meaning the same in either form, and casefold may leave another than NFKC.
    folded = unicodedata.normalize("NFC", folded)
    if not folded:
        return ""
    if folded[0] in "-‐‑‒–—―−":
        return "-"
    return folded.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


_short_key = lru_cache(maxsize=1 << 15)(_key)
