"""From a text to its analysis: the entities that it names, and who said what."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui.analysis.entities.clustering import cluster_mentions
from tui.analysis.entities.organisations import split_pairs
from tui.analysis.labels import Findings
from tui.analysis.language import LanguageCheck, check_language
from tui.analysis.models import Model
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.abroad import quotations_abroad
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import Analysis, Entity, Mention, Quotation
from tui.domain.text.sanitize import encodable
from tui.domain.text.spans import TextSpan


def analyse_text(pipeline: Pipeline, text: str) -> Analysis:
    """Return the analysis of ``text``, any string."""
    text = encodable(text)
    return analysis_of(text, pipeline.find(text), pipeline.model)


def analyse_checked(
    pipeline: Callable[[], Pipeline], model: Model, text: str, chosen: str, declared: str
) -> Analysis:
    """Return what ``analyse_text`` finds, unless the pipeline is for another language.

    Args:
        pipeline: loads the pipeline, or returns the one that is loaded.
        model: what will be loaded.
        text, chosen, declared: as in ``check_language``.
    """
    check = check_language(text, model, chosen, declared)
    if not check.analyse:
        return without_names(text, model, check)
    text = encodable(text)
    loaded = pipeline()
    analysis = analysis_of(text, loaded.find(text, check.foreign), loaded.model, check.foreign)
    return replace(analysis, remark=check.remark)


def without_names(text: str, model: Model, check: LanguageCheck) -> Analysis:
    """Return the analysis of a text in another language: its quotations, by their marks."""
    quotations = tuple(quotations_abroad(encodable(text)))
    return Analysis(quotations=quotations, model=model.name, remark=check.remark)


def analysis_of(text: str, findings: Findings, model: str, foreign: Sequence[TextSpan] = ()) -> Analysis:
    """Return the complete analysis of a text, all of whose chunks were analysed.

    ``foreign`` are its paragraphs, sorted, that are in another language than the pipeline's.
    """
    mentions = split_pairs(text, findings.mentions)
    entities = cluster_mentions(text, mentions)
    probe_scores = findings.probe_scores
    quotations = find_quotations(text, mentions, entities, lambda start: probe_scores.get(start, 0.0))
    if foreign:
        quotations = _with_foreign(text, quotations, foreign)
    return Analysis(entities, quotations, model, complete=True)


def _with_foreign(
    text: str, quotations: Sequence[Quotation], foreign: Sequence[TextSpan]
) -> tuple[Quotation, ...]:
    """Return ``quotations`` with those of the ``foreign`` paragraphs found by their marks alone."""
    starts = [stretch.start for stretch in foreign]

    def is_foreign(quotation: Quotation) -> bool:
        at = bisect_right(starts, quotation.span.start) - 1
        return at >= 0 and foreign[at].contains(quotation.span.start)

    known = [quotation for quotation in quotations if not is_foreign(quotation)]
    return tuple(
        sorted([*known, *quotations_abroad(text, foreign)], key=lambda quotation: quotation.span.start)
    )


def partial_analysis(text: str, findings: Findings, known: Sequence[TextSpan], model: str) -> Analysis:
    """Return the analysis of the stretches ``known`` of a text, sorted and disjoint.

    Quotations outside of them are left out: their speakers are not known yet.
    """
    mentions = split_pairs(text, findings.mentions)
    entities = cluster_mentions(text, mentions)
    quotations = [
        found
        for stretch in known
        for found in _quotations_in(text, stretch, mentions, entities, findings.probe_scores)
    ]
    return Analysis(entities, tuple(quotations), model, complete=False)


def _quotations_in(
    text: str,
    stretch: TextSpan,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    probe_scores: Mapping[int, float],
) -> list[Quotation]:
    """Return the quotations of one stretch, found as if there were no other text."""
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
        stretch.of(text), inside, named, lambda start: probe_scores.get(start + offset, 0.0)
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
