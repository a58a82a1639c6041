"""The first line that some article files have: ``date YYYY-MM-DD``, a standfirst, a headline."""

import itertools
import re
from datetime import date
from typing import NamedTuple

from tui.domain.text.sentences import sentence_spans
from tui.sources.plain_text import lay_out

_DATE = re.compile(r"\s*date:?[^\S\n]+(\d{4}-\d{2}-\d{2})(?=\s|$)[^\S\n]*([^\n]*)", re.IGNORECASE)
_LONGEST_HEADLINE = 160
"""Code points; what is longer is taken for a sentence of the standfirst."""
_LONGEST_RUN = 10_000
"""Code points of the first line that are looked at; no standfirst is as long."""
_LONGEST_BROKEN_RUN = 1_200
"""The same for a first line that was broken into several."""
_SHORTEST_STANDFIRST = 45
"""Code points; where the end of a sentence is in doubt, what is shorter is no standfirst."""
_DOUBTFUL_END = re.compile(
    r"\b(?!(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Sens?|Reps?|Govs?|Lt|Col|Sgt|Capt|Rev|Hon|St|Mt|Ft|No|vs?)\.)"
    r"(?:(?:[A-Z]\.){2,}|[ap]\.m\.|\w{2,}\.)[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])"
)
_FULL_STOP = re.compile(r"[.…][\"'”’»)\]]*\Z")


class Header(NamedTuple):
    """What a first line says.

    Attributes:
        date: the day of publication, ``YYYY-MM-DD``, a day that exists.
        standfirst, headline: without white space around them; either may be empty.
        end: the code point of the text just past the line.
    """

    date: str
    standfirst: str
    headline: str
    end: int


def read_header(text: str) -> Header | None:
    """What the first line of a harmless text says, or None if it is not such a line.

    The line may have been broken to a width, like the rest of the text.
    """
    found = _DATE.match(text)
    if found is None or not _is_day(found.group(1)):
        return None
    run, end = found.group(2).strip(), found.end()
    if len(run) > _LONGEST_RUN:
        return None
    if run and text[end + 1 : end + 2].strip():
        run, end = _mended(text, found.start(2), run, end)
    standfirst, headline = split_run(run)
    return Header(found.group(1), standfirst, headline, end)


def _mended(text: str, start: int, run: str, end: int) -> tuple[str, int]:
    """The run and its end, joined from several lines if it was broken to a width like prose."""
    blank = text.find("\n\n", end, start + _LONGEST_BROKEN_RUN)
    if blank > 0:
        joined, blocks = lay_out(text[start:blank])
        if len(blocks) == 1 and "\n" not in joined:
            return joined, blank
    return run, end


def _is_day(day: str) -> bool:
    """Whether ``YYYY-MM-DD`` names a day of the calendar."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def split_run(run: str) -> tuple[str, str]:
    """Standfirst and headline of a run that holds the one, then the other, and no mark between.

    A standfirst is made of sentences and a headline has no full stop, so the headline is what
    follows the last full stop; question and exclamation marks, which headlines may hold, part
    the two only where there is no full stop. A run of one sentence is a headline.
    """
    sentences = sentence_spans(run, 0, len(run))
    if not sentences:
        return "", ""
    cut = 0
    for before, after in itertools.pairwise(sentences):
        if _FULL_STOP.search(run, before.start, before.end):
            cut = after.start
    if not cut or len(run) - cut > _LONGEST_HEADLINE:
        # No full stop, or much too far back: perhaps one that also ends an abbreviation, else
        # the last question or exclamation.
        doubtful = [found.end() for found in _DOUBTFUL_END.finditer(run, cut)]
        for end in (doubtful[-1] if doubtful else 0, sentences[-1].start):
            if end - cut > _SHORTEST_STANDFIRST:
                cut = end
                break
    return run[:cut].rstrip(), run[cut:]
