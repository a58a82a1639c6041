"""Find the passage that somebody quotes."""

import re

from tui.domain.annotation import Annotation, Motivation, Target, TextQuoteSelector, describe, find_passage
from tui.domain.searching import without_marks
from tui.domain.span import TextSpan

_TELLING = 16
"""Code points of a quote that tell a passage by themselves, where they stand in one place alone."""
_AGREEING = 6
"""Code points of context that must be the same for a place to be the one that is meant."""


def occurrences(text: str, quote: str) -> list[TextSpan]:
    """The places where ``quote`` stands in ``text``, in order; they do not overlap.

    Where it stands nowhere to the letter, any white space stands for any other, so that a quote
    that was copied over the end of a line is found; white space at its ends does not count then.
    """
    if not quote:
        return []
    found = [TextSpan(*match.span()) for match in re.finditer(re.escape(quote), text)]
    words = quote.split()
    if found or not words:
        return found
    folded = re.compile(r"\s+".join(map(re.escape, words)))
    return [TextSpan(*match.span()) for match in folded.finditer(text)]


def place_of(text: str, quote: TextQuoteSelector) -> TextSpan | None:
    """The one place in ``text`` that is meant by a quote from another program, or None.

    The wording must stand there. Of several places, and for a short quote, the context decides:
    it must agree better than at any other place. Better nowhere than at a wrong place.
    """
    whole = find_passage(text, "", Target(_ANYWHERE, quote, "elsewhere"))
    if whole is not None and quote.exact and (quote.prefix or quote.suffix):
        return whole
    places = occurrences(text, quote.exact)
    if not places:
        return None
    if len(places) == 1 and (len(quote.exact) >= _TELLING or not (quote.prefix or quote.suffix)):
        return places[0]
    ranked = sorted(((_agreement(text, place, quote), place) for place in places), reverse=True)
    best, place = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0
    return place if best >= _AGREEING and best > second else None


_ANYWHERE = describe(" ", TextSpan(0, 1), "").position


def _agreement(text: str, place: TextSpan, quote: TextQuoteSelector) -> int:
    """The code points that are the same before and after a place, whatever their case and white space."""
    reach = 4 * (len(quote.prefix) + len(quote.suffix))
    before = without_marks(text[max(0, place.start - reach) : place.start])[::-1]
    after = without_marks(text[place.end : place.end + reach])
    return _common(before, without_marks(quote.prefix)[::-1]) + _common(after, without_marks(quote.suffix))


def _common(one: str, other: str) -> int:
    """How long the beginning is that the two share."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def motivation_of(note: str, tags: tuple[str, ...]) -> Motivation:
    """Why an annotation that has this note and these tags was made."""
    if note:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.HIGHLIGHTING


def is_placed(annotation: Annotation) -> bool:
    """Whether the annotation was ever placed in a text of ours; see ``ArticleNotes.annotations``."""
    return bool(annotation.target.text_hash)
