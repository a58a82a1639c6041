"""spaCy's own form of training data: a DocBin, as ``spacy train`` reads it."""

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from tui.domain.annotation import Annotation
from tui.domain.text.spans import TextSpan
from tui.exchange.output import Exported
from tui.exchange.training import TrainingText

ANNOTATIONS = "annotations"
"""The key of the annotations in ``Doc.spans``."""


def doc_bin(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield all of the articles as one DocBin, in the tokens of spaCy's English.

    Tokens of which nothing is known have a missing entity, not none: spaCy does not learn from
    them. So have names that do not begin and end where tokens do. Annotations are in
    ``doc.spans["annotations"]``: a span for each tag, else one that is called by the motivation,
    with the annotation's id; they take in the whole of the tokens that they touch.
    """
    nlp = spacy.blank("en")
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for article in articles:
        doc = _doc(nlp, article.names)
        _annotate(doc, article.placed())
        docs.add(doc)
    yield docs.to_bytes()


def _doc(nlp: Language, text: TrainingText) -> Doc:
    doc = nlp.tokenizer(text.text)  # not make_doc, which takes no more than a million characters
    first = {token.idx: token.i for token in doc}
    last = {token.idx + len(token): token.i + 1 for token in doc}
    names, unknown = [], list(text.unknown)
    for start, end, label in text.mentions:
        if start in first and end in last:
            names.append(Span(doc, first[start], last[end], label=str(label)))
        else:
            unknown.append(TextSpan(start, end))
    named = {token for span in names for token in range(span.start, span.end)}
    missing = _missing(doc, sorted(unknown), named)
    doc.set_ents(names, missing=[doc[token : token + 1] for token in missing], default="outside")
    return doc


def _annotate(doc: Doc, placed: Iterable[tuple[Annotation, TextSpan]]) -> None:
    """Give the document a span for each label of each annotation."""
    spans = []
    for annotation, place in placed:
        for label in annotation.tags or (str(annotation.motivation),):
            span = doc.char_span(*place, label=label, span_id=annotation.id, alignment_mode="expand")
            if span is not None:
                spans.append(span)
    doc.spans[ANNOTATIONS] = spans


def _missing(doc: Doc, unknown: list[TextSpan], named: set[int]) -> list[int]:
    """Return the tokens outside of names that share a code point with one of ``unknown``."""
    found = []
    at = 0
    for token in doc:
        while at < len(unknown) and unknown[at].end <= token.idx:
            at += 1
        if token.i in named or at == len(unknown):
            continue
        if unknown[at].overlaps(token.idx, token.idx + len(token)):
            found.append(token.i)
    return found
