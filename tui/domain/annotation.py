"""Annotation, Target, selectors."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from tui.domain.text.spans import TextSpan

CONTEXT = 64
"""Code points of a target before and after its passage."""
ENOUGH = 24
"""Code points of context that identify a passage by one side alone."""


class Motivation(StrEnum):
    """Why an annotation was made (W3C Web Annotation Vocabulary)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    TAGGING = "tagging"
    BOOKMARKING = "bookmarking"


class Colour(StrEnum):
    """What a highlight looks like; what each colour means is up to the reader."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where a passage stands in one version of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The text of a passage, with up to ``CONTEXT`` code points before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The passage that an annotation is about.

    Attributes:
        position: where it stood in the text it was made on.
        quote: what it said there.
        text_hash: SHA-256 of that text (``Article.text_hash``).
    """

    position: TextPositionSelector
    quote: TextQuoteSelector
    text_hash: str

    @property
    def span(self) -> TextSpan:
        """Return the passage in the text that the target was made on."""
        return TextSpan(self.position.start, self.position.end)


def describe(text: str, span: TextSpan, text_hash: str) -> Target:
    """Return the target for ``span`` of ``text``, whose SHA-256 is ``text_hash``.

    Raises:
        ValueError: the span is empty or not within the text.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start}-{end} in a text of {len(text)} code points")
    return Target(
        TextPositionSelector(start, end),
        TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]),
        text_hash,
    )


def now() -> str:
    """Return this moment, ISO 8601, UTC, whole milliseconds: the form in which times are stored."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight on one passage, with a note and tags if it has them.

    Attributes:
        target: the passage.
        motivation: why it was made.
        note: the reader's own words (W3C: ``TextualBody``), or empty.
        tags: in the order given, without repetition.
        id: a UUID, the same for as long as the annotation lives.
        created, modified: as ``now`` gives them.
        colour: of its highlight.
        moved: where the reader says that the passage stands in a later version of the text, or None.
            It is stored next to ``target``, which never changes.
    """

    target: Target
    motivation: Motivation = Motivation.HIGHLIGHTING
    note: str = ""
    tags: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: str = field(default_factory=now)
    modified: str = field(default_factory=now)
    colour: Colour = Colour.YELLOW
    moved: Target | None = None

    @property
    def has_words(self) -> bool:
        """Return whether it says more than that the passage is highlighted: a note or tags."""
        return bool(self.note or self.tags)

    @property
    def is_on_all(self) -> bool:
        """Return whether it is about the whole article and no passage, as some of other programs are."""
        return not (self.moved or self.target).quote.exact

    def with_words(self, note: str, tags: tuple[str, ...]) -> "Annotation":
        """Return the annotation with another note and other tags, and the motivation that these give it."""
        return replace(self, note=note, tags=tags, motivation=motivation_of(note, tags))


def motivation_of(note: str, tags: tuple[str, ...]) -> Motivation:
    """Return why an annotation was made, by what it has: a note comes before tags, tags before nothing."""
    if note:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.HIGHLIGHTING
