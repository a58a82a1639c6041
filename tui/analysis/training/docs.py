"""Corpus documents as spaCy takes them for training."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from tui.analysis.training.corpora import CorpusDocument, passages, share
from tui.analysis.training.variants import capital_headline, curly, has_straight_marks, lower
from tui.domain.analysis import Label
from tui.domain.span import TextSpan

HELD_OUT = 0.04
"""The share of the training documents that chooses the best state of the model and is not learnt from."""

PASSAGE = 1200
"""Code points of a training passage, about."""

_AMOUNT = re.compile(
    r"[$€£¥₹₦]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|euros?|pounds?|rupees?|yuan|yen|naira)\b", re.IGNORECASE
)


def held_out(document: CorpusDocument) -> bool:
    """Whether the document belongs to the held-out share; the document's name alone decides."""
    return share(f"held-out/{document.id}") < HELD_OUT


def with_variants(documents: Iterable[CorpusDocument], seed: int) -> Iterator[CorpusDocument]:
    """Every document in passages; some of them a second time in another spelling.

    40 % of the documents that quote in straight marks come with curly ones too, 5 % with the
    first line of each passage in capitals, 2 % in small letters throughout.
    """
    chance = random.Random(seed)
    for document in documents:
        for passage in passages(document, PASSAGE):
            yield passage
        if has_straight_marks(document) and chance.random() < 0.4:
            yield from passages(replace(document, text=curly(document.text)), PASSAGE)
        if chance.random() < 0.05:
            for passage in passages(document, PASSAGE):
                yield replace(passage, text=capital_headline(passage.text))
        if chance.random() < 0.02:
            yield from passages(replace(document, text=lower(document.text)), PASSAGE)


def make_doc(nlp: Language, document: CorpusDocument) -> Doc:
    """The document as a gold-standard ``Doc``.

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


def write_docs(nlp: Language, documents: Iterable[CorpusDocument], path: Path) -> tuple[int, int]:
    """Write the documents as a DocBin; returns how many there were, and their tokens."""
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    count = tokens = 0
    for document in documents:
        doc = make_doc(nlp, document)
        docs.add(doc)
        count += 1
        tokens += len(doc)
    docs.to_disk(path)
    return count, tokens
