"""Where a name begins and ends, after the conventions that Postil's own pipeline has learnt."""

import re

from tui.domain.analysis import Label

_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")
_ARTICLE = re.compile(r"[Tt]he\s+")
_WITH_ARTICLE = re.compile(r"The (?:Hague|Gambia)\b")
_HYPHENS = "-\u2010\u2011"
_LETTERS = re.compile(r"[^\W\d_]+")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d\b")
_NO_START = " \t\r\n\u00a0,;:)]}*"
_NO_END = " \t\r\n\u00a0,;:([{*"
_DANGLING = re.compile(r"(?<=\S)\s+(?:of|and|for|in|into|to|at|on|by|the|a|&)$")


def trim(wording: str, start: int, end: int, label: Label) -> tuple[int, int]:
    """The part of ``wording[start:end]`` that is the name, after the conventions of the training data.

    White space, a leading "the", a possessive 's, and marks and small words at its ends stay
    outside, and so does what follows the end of a line; a word that was cut at a hyphen is made
    whole. An empty stretch where nothing is left.
    """
    if label is Label.DATE and (whole := _ISO_DATE.match(wording, start)):
        end = max(end, whole.end())
    if end - start > 1 and wording[end - 1] in _HYPHENS and (rest := _LETTERS.match(wording, end)):
        end = rest.end()
    name = wording[start:end]
    start += len(name) - len(name.lstrip(_NO_START))
    name = wording[start:end].split("\n", 1)[0].rstrip()
    if label is not Label.MISC and not _WITH_ARTICLE.match(name) and (article := _ARTICLE.match(name)):
        start += article.end()
        name = name[article.end() :]
    name = _POSSESSIVE.sub("", name)
    while name != (shorter := _DANGLING.sub("", name).rstrip(_NO_END)):
        name = shorter
    if not any(character.isalnum() for character in name):
        return start, start
    return start, start + len(name)
