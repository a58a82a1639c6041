"""What stands around a person's name and shows who is meant: titles, kinship, pronouns, nicknames."""

import re
from typing import NamedTuple

from tui.analysis.entities.genders import Gender, of_relative, of_title
from tui.analysis.entities.normalization import TITLES, folded_words
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_WORD_BEFORE = re.compile(r"(\w{2,13})[.,]?\s\Z")
_REACH_BEFORE = 15
"""Code points before a name in which a title is looked for."""
_REACH_AFTER = 80
"""Code points after a name in which a pronoun is looked for."""
_CLAUSE_END = re.compile("[.!?;:\n\"\u201c\u201d\u2018\u2019'](?!s\\b)|\u2019s\\b")
_PRONOUN = re.compile(r"\b(?:(?P<he>he|him|his|himself)|she|her|hers|herself)\b")
_CALLED = re.compile(
    r",? (?:who is |who was )?(?:also |better |widely |popularly |universally )?"
    r"(?:nicknamed|known (?:simply )?as|dubbed|alias|aka|a\.k\.a\.) (?:the )?[\"\u201c\u2018']?"
)
_MARRIED = word_set("mrs wife widow")


class NameContext(NamedTuple):
    """What stands around a name at one place.

    Attributes:
        gender: by a title, or before a full name by the kind of relative.
        pronoun: the gender by the next pronoun in the same clause; a guess.
        title: the title before the name, or empty.
        is_married: True for "Mrs" and "wife", False for "Miss", None where it is not known.
    """

    gender: Gender | None
    pronoun: Gender | None
    title: str
    is_married: bool | None


def context_of(text: str, span: TextSpan, until: int, *, is_full: bool) -> NameContext:
    """Return what stands around the name at ``span``.

    Args:
        until: where the next person is named.
        is_full: whether it is a full name, before which a relative may stand ("his wife, Ann Lee").
    """
    found = _WORD_BEFORE.search(text[max(0, span.start - _REACH_BEFORE) : span.start])
    before = found[1].lower() if found else ""
    inside = span.of(text).split(" ", 1)[0].rstrip(".").lower()
    title = inside if inside in TITLES and not is_full else before if before in TITLES else ""
    title = title or (inside if inside in TITLES else "")
    relative = before if is_full else ""
    married = title in _MARRIED or relative in _MARRIED
    return NameContext(
        of_title(before) or of_title(inside) or of_relative(relative),
        _pronoun(text, span.end, min(until, span.end + _REACH_AFTER)),
        title,
        married or (False if title in ("miss", "mlle") else None),
    )


def _pronoun(text: str, start: int, end: int) -> Gender | None:
    after = text[start:end]
    if after[:2] in ("'s", "\u2019s"):
        after = after[2:]
    clause = _CLAUSE_END.search(after)
    found = _PRONOUN.search(after, 0, clause.start() if clause else len(after))
    return None if found is None else Gender.HE if found["he"] else Gender.SHE


def called(text: str, span: TextSpan, other: TextSpan) -> str:
    """Return the nickname at ``other`` that the person at ``span``, just before, has; or empty."""
    if 0 < other.start - span.end < 40 and _CALLED.fullmatch(text, span.end, other.start):
        words = folded_words(other.of(text))
        return words[0] if len(words) == 1 else ""
    return ""
