"""How names are worded: what spellings have in common, and where a wording stands in a text."""

import re
import unicodedata
from collections.abc import Iterator

from tui.domain.analysis import Entity
from tui.domain.span import TextSpan

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\Z")
_ARTICLE = re.compile(r"\Athe\s+(?=\S)", re.IGNORECASE)


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no article, possessive or odd white space."""
    return without_possessive(_ARTICLE.sub("", " ".join(name.split()))).replace("’", "'")


def without_possessive(name: str) -> str:
    """``name`` without the ``'s`` at its end."""
    return _POSSESSIVE.sub("", name)


def wordings_of(entity: Entity, text: str) -> tuple[str, ...]:
    """What the mentions of ``entity`` say in ``text``, each wording once, in its order."""
    return tuple(dict.fromkeys(span.of(text) for span in entity.mentions))


def whole_words(text: str, wording: str) -> Iterator[TextSpan]:
    """Where ``wording`` stands in ``text``, not as a part of longer words; in order, disjoint."""
    at = text.find(wording) if wording else -1
    while at >= 0:
        end = at + len(wording)
        if _divides(text, at) and _divides(text, end):
            yield TextSpan(at, end)
            at = text.find(wording, end)
        else:
            at = text.find(wording, at + 1)


def _divides(text: str, offset: int) -> bool:
    """Whether no word goes on across ``offset``."""
    if not 0 < offset < len(text):
        return True
    return not (_in_word(text[offset - 1]) and _in_word(text[offset]))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"
