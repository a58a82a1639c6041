"""What corrections in other articles say of a name, in a few words."""

from tui.domain.corrections.correction import CorrectionKind
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.text.sanitize import one_line
from tui.widgets.label_style import LABEL_STYLES

_TITLE_POINTS = 60


def offer_mark(suggestion: Suggestion) -> str:
    """The shortest way to say it, for the list: ``P?`` for a name that is offered to be a person."""
    correction = suggestion.correction
    match correction.kind:
        case CorrectionKind.REMOVE:
            return "no name?"
        case CorrectionKind.MERGE:
            return "same?"
        case _:
            return f"{LABEL_STYLES[correction.label or correction.entity.label].mark}?"


def offer_in_words(suggestion: Suggestion) -> str:
    """What the name is said to be: ``person``, ``no name``, ``the same as Keir Starmer``."""
    correction = suggestion.correction
    if correction.kind is CorrectionKind.REMOVE:
        return "no name"
    if correction.kind is CorrectionKind.MERGE and correction.into is not None:
        return f"the same as {one_line(correction.into.name, _TITLE_POINTS)}"
    return LABEL_STYLES[correction.label or correction.entity.label].singular


def told_where(suggestion: Suggestion) -> str:
    """Where that was said: in one article, or in the last of several."""
    title = f"“{one_line(suggestion.title, _TITLE_POINTS)}”"
    return title if suggestion.times == 1 else f"{suggestion.times} articles, last in {title}"
