"""All that a reader made of one article, as it is given to other programs and taken from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.domain.annotation import Annotation
from tui.domain.corrections.correction import Correction

BY_CONTENT = "sha256:"
"""How the id of an article begins that is known by its content, not by an address."""


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction, and the SHA-256 of the text that it was made in."""

    correction: Correction
    text_hash: str


@dataclass(frozen=True, slots=True)
class ArticleNotes:
    """What is known of an article without opening it, and all that was made of it.

    Attributes:
        id, title, date, site, location: as ``Article`` has them.
        annotations: in the order of the text. Those that were made elsewhere, and found no place
            in a text of ours yet, have a target without a text's SHA-256.
        corrections: in the order in which they were made.
        texts: the versions of the text that are at hand, by their SHA-256; the first is the one
            that is shown.
    """

    id: str
    title: str
    date: str = ""
    site: str = ""
    location: str = ""
    annotations: tuple[Annotation, ...] = ()
    corrections: tuple[MadeCorrection, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The web address that identifies the article, or empty."""
        return "" if self.id.startswith(BY_CONTENT) else self.id

    @property
    def text(self) -> str:
        """The version of the text that is shown, or empty where none is at hand."""
        return next(iter(self.texts.values()), "")

    @property
    def text_hash(self) -> str:
        """The SHA-256 of ``text``, or empty where none is at hand."""
        return next(iter(self.texts), "")

    @property
    def versions(self) -> tuple[str, ...]:
        """The SHA-256 of each text that something was made in: of corrections, then of notes, last first."""
        corrected = [made.text_hash for made in reversed(self.corrections)]
        latest = sorted(self.annotations, key=lambda each: (each.modified, each.id), reverse=True)
        targets = [target for each in latest for target in (each.moved, each.target) if target]
        known = (*corrected, *(target.text_hash for target in targets))
        return tuple(dict.fromkeys(filter(None, known)))
