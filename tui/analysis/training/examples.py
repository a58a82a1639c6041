"""Annotated documents as the network learns them: words with tags."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from tui.analysis.encoder.features import openings, shape
from tui.analysis.encoder.tags import beginning, names
from tui.analysis.encoder.tokenizer import Words, windows
from tui.analysis.training.corpora import CorpusDocument
from tui.analysis.training.docs import make_doc
from tui.domain.analysis import Label

UNKNOWN = -100
"""The tag of a word of which the annotation says nothing; PyTorch's losses leave that number out."""


@dataclass
class Example:
    """Words in order, with what the network is told of them and what it should answer.

    Attributes:
        forms, shapes, openings: see ``encoder.features``.
        tags: numbers in ``encoder.tags.TAGS``, or ``UNKNOWN``.
    """

    forms: list[str]
    shapes: list[int]
    openings: list[int]
    tags: list[int]

    def part(self, start: int, end: int) -> "Example":
        """The words from ``start`` to before ``end``."""
        return Example(
            self.forms[start:end],
            self.shapes[start:end],
            self.openings[start:end],
            self.tags[start:end],
        )

    def append(self, other: "Example") -> None:
        """Put the words of ``other`` behind."""
        self.forms.extend(other.forms)
        self.shapes.extend(other.shapes)
        self.openings.extend(other.openings)
        self.tags.extend(other.tags)


def example(nlp: Language, document: CorpusDocument) -> Example:
    """A document as the network learns it."""
    doc = make_doc(nlp, document)
    words = Words.of(doc)
    tags = []
    for number in words.tokens:
        token = doc[number]
        if token.ent_iob_ == "":
            tags.append(UNKNOWN)
        elif token.ent_iob_ == "O":
            tags.append(0)
        else:
            first = beginning(Label(token.ent_type_))
            tags.append(first if token.ent_iob_ == "B" else first + 1)
    opened = openings(words.forms, words.opens_line)
    return Example(words.forms, list(map(shape, words.forms)), opened, tags)


def spans(tags: Sequence[int]) -> Iterator[tuple[int, int, Label]]:
    """The names in a row of tags in which some may be ``UNKNOWN``."""
    return names([max(tag, 0) for tag in tags])


def cut(one: Example, sizes: Sequence[int], most: int) -> Iterator[Example]:
    """``one`` in windows of at most ``most`` word pieces, of which each word has ``sizes``."""
    for start, end in windows(sizes, one.openings, most):
        yield one.part(start, end)
