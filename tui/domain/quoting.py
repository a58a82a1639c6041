"""Find the passage that somebody quotes."""

import re

from tui.domain.annotation import Motivation
from tui.domain.span import TextSpan


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


def motivation_of(note: str, tags: tuple[str, ...]) -> Motivation:
    """Why an annotation that has this note and these tags was made."""
    if note:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.HIGHLIGHTING
