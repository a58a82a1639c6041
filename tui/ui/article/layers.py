"""The layers: what is known of the stretches of an article's text, as the view paints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.analysis import Analysis, Entity, Label, Mention, Quotation
from tui.domain.annotation import Annotation
from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.spans import Intervals, Stretch, TextSpan
from tui.ui.article.painter import Painted
from tui.ui.theme import COLOUR_STYLES

if TYPE_CHECKING:
    from tui.domain.anchoring.anchor import AnchoredNote


class EntityMention(NamedTuple):
    """A mention, and the entity that it names once that is known."""

    start: int
    end: int
    label: Label
    entity: Entity | None


class PlacedQuotation(NamedTuple):
    """A quotation, by its place."""

    start: int
    end: int
    quotation: Quotation


class PlacedSpeaker(NamedTuple):
    """The wording that names who said a quotation, or that it was said, by its place."""

    start: int
    end: int
    quotation: Quotation


def _attribution(quotation: Quotation) -> Iterator[TextSpan]:
    """Yield the wording for who said a quotation, and for that it was said, as far as there are any."""
    if quotation.speaker is not None:
        yield quotation.speaker.span
    if quotation.cue is not None:
        yield quotation.cue


class PlacedAnalysis:
    """An analysis, sorted by place.

    For a long text that takes a while, so it is made off the interface's thread.
    """

    def __init__(self, analysis: Analysis, later: Iterable[Mention] = ()) -> None:
        """Place ``analysis``, and mentions that were found later, of which it says nothing yet."""
        self.analysis = analysis
        named = (
            EntityMention(start, end, entity.label, entity)
            for entity in analysis.entities
            for start, end in entity.mentions
        )
        self.mentions = Intervals(chain(named, (EntityMention(*mention, None) for mention in later)))
        self.quotations = Intervals(PlacedQuotation(*quote.span, quote) for quote in analysis.quotations)
        self.speakers = Intervals(
            PlacedSpeaker(*span, quote) for quote in analysis.quotations for span in _attribution(quote)
        )
        speakers = (quote.speaker.name for quote in analysis.quotations if quote.speaker)
        self.said = Counter(name for name in speakers if name)


class PlacedAnnotation(NamedTuple):
    """An annotation, by its place.

    Attributes:
        start, end: where it is in the text that is shown, in code points.
        annotation: what is there.
        sure: False where the reader should look whether it is the place.
    """

    start: int
    end: int
    annotation: Annotation
    sure: bool = True


def _inline_class(run: Inline) -> str:
    """Name the component class of a styled run; that of a block of code is another."""
    return "inline-code" if run.style is InlineStyle.CODE else run.style.value


class ArticleLayers:
    """The layers over one article's text: inlines, quotations and speakers, mentions, notes, search hits."""

    def __init__(self, article: Article | None = None) -> None:
        self._blocks = article.blocks if article else ()
        self.inlines: Intervals[Inline] = Intervals(article.inlines if article else ())
        self.mentions: Intervals[EntityMention] = Intervals()
        self.quotations: Intervals[PlacedQuotation] = Intervals()
        self.speakers: Intervals[PlacedSpeaker] = Intervals()
        self.said: Mapping[str, int] = {}
        """How many quotations there are of each speaker, by the name."""
        self.annotations: Intervals[PlacedAnnotation] = Intervals()
        self.hits: Intervals[TextSpan] = Intervals()
        self.hidden: frozenset[Label] = frozenset()
        self.selected: TextSpan | None = None

    @cached_property
    def headings(self) -> Intervals[Block]:
        """The headline and all headings."""
        kinds = (BlockKind.HEADLINE, BlockKind.HEADING)
        return Intervals(block for block in self._blocks if block.kind in kinds)

    @cached_property
    def links(self) -> Intervals[Inline]:
        """Where the text leads elsewhere, one interval for each link."""
        return Intervals(run for run in self.inlines if run.style is InlineStyle.LINK)

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Add mentions of which it is not known yet whom they name."""
        self.mentions.add(EntityMention(*mention, None) for mention in mentions)

    def set_analysis(self, placed: PlacedAnalysis) -> None:
        """Replace mentions, quotations and their speakers by those of an analysis."""
        self.mentions = placed.mentions
        self.quotations = placed.quotations
        self.speakers = placed.speakers
        self.said = placed.said

    def set_notes(self, notes: Sequence[AnchoredNote]) -> None:
        """Replace the annotations; those whose passage the text no longer has are left out."""
        self.annotations = Intervals(
            PlacedAnnotation(*note.anchored.span, note.annotation, note.anchored.sure)
            for note in notes
            if note.anchored.span is not None
        )

    def mention_at(self, offset: int) -> EntityMention | None:
        """Return the mention shown at ``offset``, or None."""
        mention = self.mentions.at(offset)
        return mention if mention and mention.label not in self.hidden else None

    def set_hits(self, hits: Iterable[TextSpan]) -> None:
        """Replace what a search found."""
        self.hits = Intervals(hits)

    def quotations_at(self, offset: int) -> list[PlacedQuotation]:
        """Return the quotations around ``offset``, the outermost first."""
        return self.quotations.crossing(offset, offset + 1)

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the innermost quotation around ``offset``, or None."""
        found = self.quotations.at(offset)
        return found.quotation if found else None

    def annotation_at(self, offset: int) -> PlacedAnnotation | None:
        """Return the annotation on ``offset`` that starts last, or None."""
        return self.annotations.at(offset)

    def starts_within(self, span: TextSpan) -> list[int]:
        """Return where names, quotations, annotations and links begin in ``span``, in order."""
        found: Iterator[Stretch] = chain(
            (each for each in self.mentions.crossing(*span) if each.label not in self.hidden),
            self.quotations.crossing(*span),
            self.annotations.crossing(*span),
            self.links.crossing(*span),
        )
        return sorted({each.start for each in found if span.contains(each.start)})

    def stretch_around(self, offset: int) -> TextSpan:
        """Return the stretch in which something looks otherwise while the cursor is at ``offset``."""
        around = self.quotations_at(offset)
        stretches = [(offset, offset), *((q.start, q.end) for q in around)]
        stretches += [span for each in around for span in _attribution(each.quotation)]
        mention, hit = self.mentions.at(offset), self.hits.at(offset)
        stretches += [(found.start, found.end) for found in (mention, hit) if found is not None]
        return TextSpan(min(start for start, _ in stretches), max(end for _, end in stretches))

    def mark_of(self, start: int, end: int) -> tuple[str, str] | None:
        """Return the sign in the margin of a row that has annotations, and its component class.

        It is that of the annotation which starts last: hollow for a mere highlight, and a line where that
        goes on from the row before.
        """
        notes = self.annotations.crossing(start, end)
        if not notes:
            return None
        note = notes[-1]
        if not note.sure:
            return "│" if note.start < start else "?", "note-mark"
        style = COLOUR_STYLES[note.annotation.colour]
        if note.start < start:
            return "│", f"{style.suffix}-mark"
        return style.sign if note.annotation.has_words else style.hollow, f"{style.suffix}-mark"

    def painted(self, start: int, end: int, cursor: int, current: Entity | None) -> list[Painted]:
        """Return all that crosses ``[start, end)``, the lowest layer first.

        Args:
            start, end: a row, in code points.
            cursor: where the cursor is: its quotation with the speaker and its mention stand out.
            current: the entity under the cursor, all of whose mentions stand out.
        """
        painted = self._painted_quotations(start, end, cursor)
        painted += [
            Painted(run.start, run.end, _inline_class(run)) for run in self.inlines.crossing(start, end)
        ]
        for note in self.annotations.crossing(start, end):
            painted.append(Painted(note.start, note.end, COLOUR_STYLES[note.annotation.colour].suffix))
            if not note.sure:
                painted.append(Painted(note.start, note.end, "note-unsure"))
            elif note.annotation.has_words:
                painted.append(Painted(note.start, note.end, "note"))
        for mention in self.mentions.crossing(start, end):
            if mention.label in self.hidden:
                continue
            painted.append(Painted(mention.start, mention.end, mention.label.value.lower()))
            if self.selected is not None:
                continue
            if mention.start <= cursor < mention.end:
                painted.append(Painted(mention.start, mention.end, "entity-current"))
            elif current is not None and mention.entity is current:
                painted.append(Painted(mention.start, mention.end, "entity-same"))
        for hit in self.hits.crossing(start, end):
            here = hit.start <= cursor < hit.end
            painted.append(Painted(hit.start, hit.end, "hit-current" if here else "hit"))
        if self.selected is not None and self.selected.overlaps(start, end):
            painted.append(Painted(*self.selected, "selection"))
        return painted

    def _painted_quotations(self, start: int, end: int, cursor: int) -> list[Painted]:
        """Quotations and the wordings that name their speakers."""
        painted = []
        for quote_start, quote_end, quotation in self.quotations.crossing(start, end):
            here = quote_start <= cursor < quote_end
            painted.append(Painted(quote_start, quote_end, "quotation-current" if here else "quotation"))
            if not quotation.is_clear:
                painted.append(Painted(quote_start, quote_end, "quotation-unsure"))
        for speaker_start, speaker_end, quotation in self.speakers.crossing(start, end):
            if quotation.span.contains(cursor):
                painted.append(Painted(speaker_start, speaker_end, "speaker-current"))
        return painted
