"""Which notes are about a person: by what the analysis found in their articles, and by their wording."""

from tui.domain.analysis import Analysis, Label
from tui.domain.found import FoundNote
from tui.domain.searching import has_words, whole_words_of
from tui.domain.span import TextSpan
from tui.library import Library


class AboutPerson:
    """Tells whether notes are about one person.

    Analyses that were kept are used; none is made, for that would take spaCy.
    """

    def __init__(self, library: Library, name: str) -> None:
        """Look for the person that is called so, or whose name has all these words."""
        self._library = library
        self._words = whole_words_of(name)
        self._about: dict[str, tuple[TextSpan, ...]] = {}

    def holds(self, found: FoundNote) -> bool:
        """Whether the passage or the note names the person, or the person said what the passage is of."""
        annotation = found.annotation
        if self._names(f"{annotation.note} {annotation.target.quote.exact}"):
            return True
        target = annotation.target
        if target.text_hash not in self._about:
            analysis = self._library.kept_analysis(found.article, target.text_hash)
            self._about[target.text_hash] = tuple(self._places(analysis)) if analysis else ()
        return any(span.overlaps(*target.span) for span in self._about[target.text_hash])

    def _places(self, analysis: Analysis) -> list[TextSpan]:
        """Where the person is named, and what the person said."""
        spans = [
            mention
            for entity in analysis.entities
            if entity.label is Label.PERSON and self._names(entity.name)
            for mention in entity.mentions
        ]
        for quotation in analysis.quotations:
            speaker = quotation.speaker
            if speaker and speaker.name and self._names(speaker.name):
                spans.append(quotation.span)
        return spans

    def _names(self, wording: str) -> bool:
        return has_words(wording, self._words)
