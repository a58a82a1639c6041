"""Corpus documents as spaCy takes them for training."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from tui.analysis.training.corpora import CorpusDocument, share
from tui.domain.analysis import Label
from tui.domain.span import TextSpan

HELD_OUT = 0.06
"""The share of the training documents that chooses the best state of the model and is not learnt from."""

_AMOUNT = re.compile(
    r"[$€£¥₹₦]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|euros?|pounds?|rupees?|yuan|yen|naira)\b", re.IGNORECASE
)


def held_out(document: CorpusDocument) -> bool:
    """Whether the document belongs to the held-out share; the document's name alone decides."""
    return share(f"held-out/{document.id}") < HELD_OUT


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
