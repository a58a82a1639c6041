"""What stands around a person's name and shows who is meant: titles, kinship, pronouns, nicknames."""

import re
from collections import Counter
from collections.abc import Sequence
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
_WRITTEN_OUT = {
    "pres": "president", "pm": "minister", "sen": "senator", "sens": "senator", "rep": "representative",
    "gov": "governor", "gen": "general", "prof": "professor", "capt": "captain", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "rev": "reverend",
}  # fmt: skip
_KIN = (
    r"(?:(?:grand|step|half-|ex-|twin |foster )?"
    r"(?:wife|husband|widow|widower|son|daughter|brother|sister|father|mother|cousin|uncle|aunt|nephew|niece"
    r"|parents|children|wives|twin|fianc[eé]e?)s?(?:-in-law)?)"
)
_KIN_BEFORE = re.compile(
    r"(?:\b(?:(?P<his>[Hh]is)|(?P<her>[Hh]er)) (?:[\w-]+ ){0,2})?\b"
    rf"(?:{_KIN}(?P<of> of(?: the)?(?: late| former)?)?"
    r"|[Ff]irst (?:lady|gentleman)|born (?:[^.;\n]{0,40}\b)?to|married(?: to)?)"
    r",? (?:(?:the|former|late|[A-Z]\w+\.?) ){0,2}\Z"
)
_KIN_AFTER = re.compile(
    r",? (?:who (?:is|was) )?(?:"
    rf"(?:(?P<his>his)|(?P<her>her)|their|(?:the )?\w+['\u2019]s?) (?:[\w-]+ ){{0,2}}{_KIN}\b"
    rf"|(?:the |an? )?(?:[\w-]+ ){{0,2}}(?P<of>{_KIN} of) (?:the |a |his |her |[A-Z]))"
)
_ROLE = re.compile(
    r",? (?:\d{2},|aged \d{2}\b|[^.;:\n\"\u201c\u201d]{0,40}\b(?:president|premier|minister|chancellor"
    r"|senator|governor|leader|led|rule[rds]|elected|(?:took|in|holds?|held) office|reign(?:s|ed)?|general"
    r"|mayor|judge|bishop|king|queen|colonel|captain|served)\b)",
    re.I,
)
"""After a name: an age, or an office."""
_REACH_OF_KIN = 60
"""Code points around a name in which a relative is looked for."""
_FAMILY = re.compile(r" (?:famil(?:y|ies)|brothers|sisters|siblings|twins|dynasty|clan|children|sons)\b")
_JOINED = re.compile(r",? (?:and )?")


class NameContext(NamedTuple):
    """What stands around a name at one place.

    Attributes:
        gender: by a title, or before a full name by the kind of relative.
        pronoun: the gender by the next pronoun in the same clause; a guess.
        title: the title before the name, or empty.
        is_married: True for "Mrs" and "wife", False for "Miss", None where it is not known.
        kin: of whom the person is introduced as a relative, if so.
        has_role: whether an age or an office follows.
        is_family: whether it is the name of a family: "the Ray brothers".
    """

    gender: Gender | None
    pronoun: Gender | None
    title: str
    is_married: bool | None
    kin: "Kin | None" = None
    has_role: bool = False
    is_family: bool = False


class Kin(NamedTuple):
    """That a person is introduced as a relative of another one.

    Attributes:
        of: the gender of that other one, by "his" or "her"; None where it is not known.
        is_named: whether the other one is named in full in the same words: "wife of Bo Ray".
    """

    of: Gender | None
    is_named: bool


def context_of(text: str, span: TextSpan, following: TextSpan, *, is_full: bool) -> NameContext:
    """Return what stands around the name at ``span``.

    Args:
        following: where the next person is named.
        is_full: whether it is a full name, before which a relative may stand ("his wife, Ann Lee").
    """
    until = following.start
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
        _WRITTEN_OUT.get(title, title),
        married or (False if title in ("miss", "mlle") else None),
        _kin(text, span, following),
        is_full and _ROLE.match(text, span.end, span.end + _REACH_OF_KIN) is not None,
        _FAMILY.match(text, span.end) is not None,
    )


def title_before(text: str, spans: Sequence[TextSpan]) -> str:
    """Return the capitalised title that stands before a name most often at ``spans``, or empty."""
    before = (_WORD_BEFORE.search(text[max(0, start - _REACH_BEFORE) : start]) for start, _ in spans)
    titles = Counter(
        word[0].strip() for word in before if word and word[1].lower() in TITLES and word[1].istitle()
    )
    return titles.most_common(1)[0][0] if titles else ""


def _kin(text: str, span: TextSpan, following: TextSpan) -> Kin | None:
    """Return of whom the person at ``span`` is introduced as a relative."""
    found = _KIN_BEFORE.search(text[max(0, span.start - _REACH_OF_KIN) : span.start])
    named = False
    if found is None:
        found = _KIN_AFTER.match(text, span.end, span.end + _REACH_OF_KIN)
        if found is None:
            return None
        near = bool(found["of"]) and following.start - found.end() < _REACH_OF_KIN // 2
        named = near and " " in following.of(text)
    return Kin(Gender.HE if found["his"] else Gender.SHE if found["her"] else None, named)


def are_joined(text: str, span: TextSpan, other: TextSpan) -> bool:
    """Return whether only "and" or a comma stands between two names."""
    return other.start - span.end < 8 and _JOINED.fullmatch(text, span.end, other.start) is not None


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
