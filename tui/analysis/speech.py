"""Whether words in quotation marks were said, or are a title, a nickname, a word held at arm's length."""

import re
from dataclasses import dataclass

from tui.analysis.quotes.lexicon import Strength
from tui.analysis.quotes.rules import Attribution, Closeness
from tui.domain.words import word_set

_WORD = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*")
_TITLED = re.compile(r"\b(?:en|sub)?titled:?\s*\Z|\bheadlined:?\s*\Z|\bso-called\s*\Z")
_SMALL = word_set("a an the of and or to in on at for with by from is vs as de la it my your our his her i")
NAMERS = word_set("""
    so-called dubbed nicknamed titled entitled named known term terms word words phrase slogan song
    songs album book books novel memoir film movie show series magazine drama comedy musical play sitcom
    documentary program podcast episode hit single headlined hashtag code-named codenamed subtitled
    alias hosts host
""")
NAMED_AFTER = word_set("""
    star stars host hosts anchor show series film movie album actor actress fame author magazine program
    singer song book co-host creator sitcom trilogy
""")

_HEADING = 14
"""Words that a heading in quotation marks may have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quotation and the writer's words around it.

    Attributes:
        inside: the words between the marks.
        before, after: the writer's words next to it in its sentence, a few of them.
        single: whether it stands in single marks.
        closed: whether the closing mark is there.
        opens: whether it opens its sentence.
        alone: whether it is a whole paragraph.
    """

    inside: str
    before: str
    after: str
    single: bool
    closed: bool
    opens: bool
    alone: bool


def is_speech(setting: Setting, found: Attribution | None) -> bool:
    """Whether somebody said what stands between the marks."""
    words = _WORD.findall(setting.inside)
    if not words:
        return False
    if _TITLED.search(setting.before):
        return False
    if setting.alone and setting.single and found is None and len(words) <= _HEADING:
        return False
    if not setting.closed or len(words) > 8:
        return True
    inside = setting.inside.strip()
    ends = inside[-1:] in ",.?!\u2014\u2026-"
    before = [word.lower() for word in _WORD.findall(setting.before)]
    after = [word.lower() for word in _WORD.findall(setting.after)]
    if setting.opens and ends and len(words) > 2:
        return True
    strength = found.strength if found is not None and found.closeness >= Closeness.NEAR else None
    title = _is_title(words)
    if _is_nickname(setting, words):
        return False
    if before and before[-1] in NAMERS and strength is not Strength.SAYING:
        return len(words) > 2 and not title
    if title and (any(word in NAMERS for word in before[-3:]) or (after[:1] and after[0] in NAMED_AFTER)):
        return False
    if title and len(words) > 1:
        return _is_said_title(setting, len(words), ends=ends, strength=strength)
    return len(words) > 2 or found is not None or (len(words) == 2 and ends)


def _is_said_title(setting: Setting, length: int, *, ends: bool, strength: Strength | None) -> bool:
    """Whether words that are set like a title were said all the same."""
    introduced = setting.before.rstrip()[-1:] in (",", ":") or setting.opens
    if strength is Strength.SAYING:
        return introduced or length == 2
    return strength is Strength.NAMING and (length > 3 or (length == 2 and not ends))


def _is_title(words: list[str]) -> bool:
    """Whether the words are set like a title: all but the small ones capitalised."""
    large = [word for word in words if word.lower() not in _SMALL and not word[0].isdigit()]
    return bool(large) and words[0][:1].isupper() and all(word[0].isupper() for word in large)


def _is_nickname(setting: Setting, words: list[str]) -> bool:
    """Whether the words stand inside a name: Joseph "Beau" Ray."""
    before, after = _WORD.findall(setting.before), _WORD.findall(setting.after)
    return (
        len(words) <= 3
        and words[0][0].isupper()
        and bool(before and after)
        and before[-1][0].isupper()
        and after[0][0].isupper()
        and setting.before.rstrip()[-1:].isalpha()
        and setting.after.lstrip()[:1].isalpha()
    )
