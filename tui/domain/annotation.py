"""Annotation, Target, selectors."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from tui.domain.text.spans import TextSpan

CONTEXT = 64
"""Code points kept of what stands before and after a passage."""
ENOUGH = 24
"""Code points of context that tell a passage by one side alone."""


class Motivation(StrEnum):
    """Why an annotation was made (W3C Web Annotation Vocabulary)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    TAGGING = "tagging"
    BOOKMARKING = "bookmarking"


class Colour(StrEnum):
    """What a highlight looks like; what each colour means is the person's affair."""

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
    """The wording of a passage, with up to ``CONTEXT`` code points before and after it."""

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
        """The passage in the text that the target was made on."""
        return TextSpan(self.position.start, self.position.end)


def describe(text: str, span: TextSpan, text_hash: str) -> Target:
    """The target that stands for ``span`` of ``text``, whose SHA-256 is ``text_hash``.

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
    """This moment, ISO 8601, UTC, whole milliseconds: the form in which times are kept."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, a note, tags on one passage.

    Attributes:
        target: the passage.
        motivation: why it was made.
        note: the person's own words (W3C: ``TextualBody``), or empty.
        tags: in the order given, without repetition.
        id: a UUID, the same for as long as the annotation lives.
        created, modified: as ``now`` gives them.
        colour: of its highlight.
        moved: where the reader says that the passage stands in a later version of the text, or None.
            It is kept beside ``target``, which is never changed.
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
        """Whether it says more than that the passage is highlighted: a note or tags."""
        return bool(self.note or self.tags)


def occurrences(text: str, quote: str) -> list[TextSpan]:
    """The places where ``quote`` stands in ``text``, in order; they do not overlap.

    Where it stands nowhere to the letter, any white space stands for any other, so that a quote
    that was copied over the end of a line is found; white space at its ends does not count then.
    """
    if not quote:
        return []
    found = [TextSpan(*match.span()) for match in re.finditer(re.escape(quote), text)]
    words = quote.split()
    if found or not words:
        return found
    folded = re.compile(r"\s+".join(map(re.escape, words)))
    return [TextSpan(*match.span()) for match in folded.finditer(text)]


def motivation_of(note: str, tags: tuple[str, ...]) -> Motivation:
    """Why an annotation that has this note and these tags was made."""
    if note:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.HIGHLIGHTING
