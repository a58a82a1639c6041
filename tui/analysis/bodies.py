"""Which namings of organisations, places and other things mean the same one."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tui.analysis.countries import country
from tui.analysis.wording import fold
from tui.domain.analysis import Label
from tui.domain.words import word_set

_WORD = re.compile(r"[^\W_]+")
_SMALL = word_set("of the and for in on a an at de la le du des & to")
_LEGAL = word_set("inc corp ltd co plc llc llp ag sa gmbh nv spa lp limited incorporated")
_KINDS = word_set("""
    party group company corporation holdings bank airlines airways motors agency news university college
    foundation institute institution department ministry newspaper fc club network committee commission
    union
""")
"""Words that may be left out of a name: Labour and the Labour Party, Harvard and Harvard University."""
_TURNED = word_set("department ministry university bank office bureau institute")
"""Words for which "X of Y" is the same as "Y X"."""
_SPELLINGS = {
    "defence": "defense",
    "labour": "labor",
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "jan": "january",
    "feb": "february",
    "mar": "march",
    "apr": "april",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "september",
    "sept": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
}


class Body(NamedTuple):
    """A name of an organisation, a place, ... as it compares with others.

    Attributes:
        key: words in a standard spelling and order.
        initials: what it may be abbreviated to, in lower case; empty for a single word.
        is_short: whether it may itself be such an abbreviation.
    """

    key: str
    initials: frozenset[str]
    is_short: bool


def body(label: Label, name: str) -> Body:
    """How ``name``, without possessive and article, compares with other names of its label."""
    plain = name.replace(".", "")
    folded = fold(plain)
    if label in (Label.LOC, Label.ORG) and (known := country(plain, folded)) is not None:
        return Body(known, frozenset(), False)
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(folded.replace("&", " and "))]
    if not words:
        return Body(name.casefold(), frozenset(), False)
    is_short = len(words) == 1 and 2 <= len(words[0]) <= 7 and plain[:1].isupper()
    initials = _initials(words)
    if label is Label.ORG:
        words = _standard(words)
    elif label is Label.NORP and len(words) == 1 and len(words[0]) > 4 and words[0].endswith("s"):
        words = [words[0][:-1]] if not words[0].endswith("ss") else words
    return Body(" ".join(words), initials, is_short)


def _initials(words: list[str]) -> frozenset[str]:
    if len(words) < 2:
        return frozenset()
    large = [word for word in words if word not in _SMALL]
    letters = {"".join(word[0] for word in words), "".join(word[0] for word in large)}
    return frozenset(found for found in letters if len(found) > 1)


def _standard(words: list[str]) -> list[str]:
    """The words of an organisation's name without legal form, in one order."""
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    if len(words) > 2 and words[0] in _TURNED and words[1] == "of":
        rest = words[3:] if words[2] == "the" and len(words) > 3 else words[2:]
        words = [*rest, words[0]]
    return words


class Bodies:
    """The organisations, or places, or ... of one text."""

    def __init__(self, label: Label, names: Iterable[Body]) -> None:
        """Get to know all ``names`` of the text that have ``label``, in its order."""
        self._long: dict[str, dict[str, None]] = defaultdict(dict)
        self._whole: dict[str, str] = {}
        self._last: dict[str, str] = {}
        for name in dict.fromkeys(names):
            for initials in name.initials:
                self._long[initials].setdefault(name.key)
            head, _, kind = name.key.rpartition(" ")
            if label is Label.ORG and kind in _KINDS:
                self._whole.setdefault(head, name.key)

    def which(self, name: Body) -> str:
        """The key of what ``name`` means; ask in the order of the text.

        An abbreviation means the name it abbreviates; of several, the one named last.
        """
        for initials in name.initials:
            self._last[initials] = name.key
        if name.is_short and name.key in self._long:
            return self._last.get(name.key) or next(iter(self._long[name.key]))
        return self._whole.get(name.key, name.key)
