"""From names to an analysis: one entry for each person, organisation, place, and who said what."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui.analysis.entities.clustering import group
from tui.analysis.entities.organisations import divided
from tui.analysis.labels import Read
from tui.analysis.language import fit
from tui.analysis.models import Model
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import Analysis, Entity, Mention, Quotation
from tui.domain.text.sanitize import encodable
from tui.domain.text.spans import TextSpan


def analyse_text(pipeline: Pipeline, text: str) -> Analysis:
    """Everything that is found in ``text``, whatever it holds."""
    text = encodable(text)
    return analysis_of(text, pipeline.read(text), pipeline.model)


def analyse_fitting(
    pipeline: Callable[[], Pipeline], model: Model, text: str, said: str, declared: str
) -> Analysis:
    """What ``analyse_text`` finds, unless the pipeline is for another language; see ``fit``.

    Args:
        pipeline: loads the pipeline, or gives the one that is loaded.
        model: what will be loaded.
        text, said, declared: as in ``fit``.
    """
    fitting = fit(text, model, said, declared)
    if not fitting.analyse:
        return Analysis(model=model.name, remark=fitting.remark)
    return replace(analyse_text(pipeline(), text), remark=fitting.remark)


def analysis_of(text: str, read: Read, model: str) -> Analysis:
    """The complete analysis of a text that was read from end to end."""
    mentions = divided(text, read.mentions)
    entities = group(text, mentions)
    impressions = read.impressions
    quotations = find_quotations(text, mentions, entities, lambda start: impressions.get(start, 0.0))
    return Analysis(entities, quotations, model, complete=True)


def partial_analysis(text: str, read: Read, known: Sequence[TextSpan], model: str) -> Analysis:
    """The analysis of the stretches ``known`` of a text, sorted and disjoint, which were ``read``.

    Quotations outside of them are left out: their speakers cannot be told yet.
    """
    mentions = divided(text, read.mentions)
    entities = group(text, mentions)
    quotations = [
        found
        for stretch in known
        for found in _quotations_in(text, stretch, mentions, entities, read.impressions)
    ]
    return Analysis(entities, tuple(quotations), model, complete=False)


def _quotations_in(
    text: str,
    stretch: TextSpan,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    impressions: Mapping[int, float],
) -> list[Quotation]:
    """The quotations of one stretch, found as if there were no other text."""
    offset = stretch.start
    low = bisect_left(mentions, (stretch.start,))
    high = bisect_left(mentions, (stretch.end,))
    inside = [Mention(start - offset, end - offset, label) for start, end, label in mentions[low:high]]
    named = []
    for entity in entities:
        first = bisect_left(entity.mentions, (stretch.start,))
        last = bisect_left(entity.mentions, (stretch.end,))
        if first < last:
            spans = tuple(
                TextSpan(start - offset, end - offset) for start, end in entity.mentions[first:last]
            )
            named.append(Entity(entity.label, entity.name, spans))
    quotations = find_quotations(
        stretch.of(text), inside, named, lambda start: impressions.get(start + offset, 0.0)
    )
    return [_moved(found, offset) for found in quotations]


def _moved(quotation: Quotation, offset: int) -> Quotation:
    speaker = quotation.speaker
    return replace(
        quotation,
        span=_shifted(quotation.span, offset),
        cue=quotation.cue and _shifted(quotation.cue, offset),
        speaker=speaker and replace(speaker, span=_shifted(speaker.span, offset)),
    )


def _shifted(span: TextSpan, offset: int) -> TextSpan:
    return TextSpan(span.start + offset, span.end + offset)
