"""The quotations of an article while one correction after the other changes them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tui.domain.analysis import Quotation, Speaker
from tui.domain.named import Named
from tui.domain.span import TextSpan


class Sayings:
    """Who said what, as the reader corrects it."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._quotations = quotations
        self._there = {quotation.span for quotation in quotations}
        self._given: dict[TextSpan, Named | None] = {}

    def give(self, span: TextSpan | None, speaker: Named | None) -> bool:
        """Let ``speaker``, or nobody in particular, have said the quotation at ``span``.

        Returns:
            Whether there is such a quotation.
        """
        if span is None or span not in self._there:
            return False
        self._given[span] = speaker
        return True

    def remove(self, span: TextSpan | None) -> bool:
        """Take away the quotation at ``span``; whether there was one."""
        if span is None or span not in self._there:
            return False
        self._there.remove(span)
        return True

    def all(
        self, found: Callable[[Quotation], Quotation], is_name: Callable[[TextSpan], object]
    ) -> tuple[Quotation, ...]:
        """The quotations that are left, in the order of the text.

        Args:
            found: tells what becomes of one whose speaker the reader did not give.
            is_name: tells whether a wording names somebody.
        """
        return tuple(
            _as_given(quotation, self._given[quotation.span], is_name)
            if quotation.span in self._given
            else found(quotation)
            for quotation in self._quotations
            if quotation.span in self._there
        )


def _as_given(quotation: Quotation, giver: Named | None, is_name: Callable[[TextSpan], object]) -> Quotation:
    """The quotation as the reader says: what is given a speaker was said, beyond doubt."""
    speaker = giver.now() if giver is not None else None
    told_at = quotation.speaker.span if quotation.speaker else None
    if speaker is None:
        # "She" may still be right where it is not clear who she is; the name of somebody is not.
        wording = told_at if told_at is not None and not is_name(told_at) else None
        return replace(quotation, speaker=Speaker(wording, None) if wording else None)
    if told_at is None:
        told_at = min(speaker.spans, key=lambda span: (quotation.span.distance(span), span))
    return replace(quotation, speaker=Speaker(told_at, speaker.name), certainty=1.0)
