"""An article as it is given to the formats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import Annotation
from tui.domain.library import ArticleNotes
from tui.domain.span import TextSpan
from tui.exchange.training import TrainingText


@dataclass(frozen=True, slots=True)
class Exported:
    """One article, and all that a reader made of it.

    Attributes:
        notes: its annotations, corrections and texts.
        names: what is known of the names in the text that is shown, for the formats that tell it.
        speakers: by the annotation's id who said what it is about, where it is about a quotation.
    """

    notes: ArticleNotes
    names: TrainingText
    speakers: Mapping[str, str] = field(default_factory=dict)

    def placed(self) -> Iterator[tuple[Annotation, TextSpan]]:
        """The annotations that have a place in the text that is shown, and that place."""
        notes = self.notes
        anchorer = Anchorer(notes.text, notes.text_hash, notes.texts.get)
        for annotation in notes.annotations:
            span = anchorer.place(annotation).anchored.span
            if span is not None:
                yield annotation, span
