"""Where a name begins and ends, after the conventions that Postil's own pipeline has learnt."""

import re
from bisect import bisect_left

from tui.analysis.entities.normalization import without_titles
from tui.analysis.sightings import Sighting
from tui.domain.analysis import Label

_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")
_ARTICLE = re.compile(r"[Tt]he\s+")
_WITH_ARTICLE = re.compile(r"The (?:Hague|Gambia)\b")
_HYPHENS = "-\u2010\u2011"
_LETTERS = re.compile(r"[^\W\d_]+")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d\b")
_SPACES = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_NO_START = _SPACES + ",;:)]}*"
_NO_END = _SPACES + ",;:([{*"
_LETTER = re.compile(r"[^\W\d_]\.")
_DANGLING = re.compile(r"(?<=\S)\s+(?:of|and|for|in|into|to|at|on|by|the|a|&)$")
_AFTER_PERSON = re.compile(r"(?:,? (?:KC|QC|SC|MP|MEP|MSP|OBE|CBE|MBE|KBE|MD|JP|PhD|Ph\.D\.|M\.D\.))+$")
_BEFORE_DATE = re.compile(
    r"(?:(?:since|in|on|of|by|from|until|till|to|between|during|early|late|mid|around)\s+)+"
)
_MORE_MONEY = re.compile(r"(?:m|bn|k|tn)\b|\s(?:million|billion|trillion|crore|lakh)\b")

_NICKNAMED = re.compile(
    r"[^\W\d_]\w*[ \n](?:\"[^\"\n]{1,20}\"|“[^”\n]{1,20}”|‘[^’\n]{1,20}’|'[^'\n]{1,20}')[ \n][^\W\d_]\w*"
)


def with_nicknames(wording: str, sightings: list[Sighting], offset: int) -> list[Sighting]:
    """``sightings``, sorted, where a person's name goes on beyond a nickname in marks: one name then.

    Args:
        wording: the text in which they are.
        offset: of that text in the one that the sightings count in.
    """
    for match in _NICKNAMED.finditer(wording):
        first, last = match.start() + offset, match.end() + offset
        low = bisect_left(sightings, first, key=lambda one: one.end - 1)
        high = bisect_left(sightings, last, key=lambda one: one.start)
        parts = sightings[low:high]
        if len(parts) > 1 and all(part.label is Label.PERSON for part in parts):
            whole = parts[0]._replace(start=min(first, parts[0].start), end=max(last, parts[-1].end))
            sightings[low:high] = [whole]
    return sightings


def trim(wording: str, start: int, end: int, label: Label) -> tuple[int, int]:
    """The part of ``wording[start:end]`` that is the name, after the conventions of the training data.

    White space, a leading "the", a possessive 's, titles, and marks and small words at its ends
    stay outside, and so does what follows the end of a line; a word that was cut at a hyphen and
    an amount that was cut before its power of ten are made whole. An empty stretch where nothing
    is left.
    """
    end = _whole(wording, start, end, label)
    name = wording[start:end]
    start += len(name) - len(name.lstrip(_NO_START))
    name = wording[start:end].split("\n", 1)[0].rstrip()
    if label is not Label.MISC and not _WITH_ARTICLE.match(name) and (article := _ARTICLE.match(name)):
        start += article.end()
        name = name[article.end() :]
    if label is Label.DATE and (before := _BEFORE_DATE.match(name)):
        start += before.end()
        name = name[before.end() :]
    if label is Label.PERSON:
        name = _AFTER_PERSON.sub("", name)
        plain = without_titles(name)
        start += len(name) - len(plain)
        name = plain
    name = _POSSESSIVE.sub("", name)
    while name != (shorter := _DANGLING.sub("", name).rstrip(_NO_END)):
        name = shorter
    if label is not Label.PERSON and _LETTER.fullmatch(name):
        name = name[0]  # what ends there is the sentence: "he wrote on X."
    if not any(character.isalnum() for character in name):
        return start, start
    return start, start + len(name)


def _whole(wording: str, start: int, end: int, label: Label) -> int:
    """Where a name ends that was cut within a word, a date or an amount."""
    if label is Label.DATE and (date := _ISO_DATE.match(wording, start)):
        return max(end, date.end())
    if label is Label.MONEY and (more := _MORE_MONEY.match(wording, end)):
        return more.end()
    if end - start > 1 and wording[end - 1] in _HYPHENS and (rest := _LETTERS.match(wording, end)):
        return rest.end()
    return end
