"""Corrections that were made in another version of a text, brought over to this one."""

from dataclasses import replace

from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.anchoring.tokens import tokens_of
from tui.domain.annotation import describe
from tui.domain.corrections.correction import Correction


def brought_over(correction: Correction, anchorer: Anchorer) -> Correction:
    """``correction`` with the place that its passage has in the text of ``anchorer``.

    It stays as it is, and so has no effect, where the passage has none: where it is lost, where a name
    is another name by now, and where it is doubtful whether what is a quotation now was it before.
    """
    target = correction.target
    if target is None or correction.is_of(anchorer.text_hash):
        return correction
    found = anchorer.anchor(target)
    if found.span is None:
        return correction
    same = _keys(found.span.of(anchorer.text)) == _keys(target.quote.exact)
    if not same and not (correction.kind.is_of_quotation and found.sure):
        return correction
    return replace(correction, target=describe(anchorer.text, found.span, anchorer.text_hash))


def _keys(wording: str) -> list[str]:
    """What the wordings of one name have in common, in whatever style they are set."""
    return [token.key for token in tokens_of(wording)]
