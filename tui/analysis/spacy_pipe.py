"""Postil's analysis as a component of spaCy: names, entities and quotations of a ``Doc``.

A ``Doc`` gets ``doc.ents``, whose ``id_`` is the name of the entity that each belongs to, and as extensions
``doc._.analysis``, ``doc._.entities`` and ``doc._.quotations``: what ``postil analyze`` gives, with offsets
in code points of ``doc.text``.
"""

from typing import Any

from tui.analysis.analyser import analyse_checked
from tui.analysis.importing import import_spacy
from tui.analysis.models import find_model
from tui.analysis.pipeline import Pipeline
from tui.analysis.worker.wire import dump_entity, dump_quotation, load_entity, load_quotation
from tui.domain.analysis import Analysis, Entity, Quotation
from tui.domain.text.languages import known_language

import_spacy()

import spacy  # noqa: E402 - without its command line
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

FACTORY = "postil"
MOST_LETTERS = 100_000_000
"""Code points that ``load()`` takes; spaCy's own limit is for parsers, and there is none here."""
_FOUND = "postil"
"""The key of what was found in ``Doc.user_data``, as plain values, so that it is stored with the ``Doc``."""


class Annotator:
    """A component that finds names and quotations, as ``postil analyze`` does."""

    def __init__(self, model: str | None = None, language: str = "") -> None:
        """Load the pipeline that finds the names; see ``load``.

        Raises:
            PipelineError: it cannot be loaded.
        """
        self._arguments = model, language
        self._model = find_model(model)
        self._pipeline = Pipeline.load(model)

    def __reduce__(self) -> tuple[type["Annotator"], tuple[str | None, str]]:
        """Return what makes the same in another process."""
        return type(self), self._arguments

    def __call__(self, doc: Doc) -> Doc:
        """Set what is found in ``doc``."""
        language = self._arguments[1]
        analysis = analyse_checked(lambda: self._pipeline, self._model, doc.text, language, "")
        doc.user_data[_FOUND] = {
            "entities": [dump_entity(entity) for entity in analysis.entities],
            "quotations": [dump_quotation(quotation) for quotation in analysis.quotations],
            "model": analysis.model,
            "remark": analysis.remark,
        }
        spans = [
            doc.char_span(start, end, label=str(entity.label), alignment_mode="expand", span_id=entity.name)
            for entity in analysis.entities
            for start, end in entity.mentions
        ]
        # Two names in one token of spaCy's would be one: the longer stays.
        doc.set_ents(spacy.util.filter_spans(filter(None, spans)), default="outside")
        return doc


def load(model: str | None = None, language: str = "") -> Language:
    """Return a spaCy pipeline that tokenizes English and finds names and quotations.

    Args:
        model: the folder or the package of the spaCy pipeline that finds the names; None is the one that
            ships.
        language: the code of the language that texts are in; empty to find out. A text that surely is in
            another one than the pipeline's gets no names, and ``doc._.analysis.remark``.

    Raises:
        PipelineError: the pipeline cannot be loaded.
        ValueError: there is no such language.
    """
    nlp = spacy.blank("en")
    nlp.max_length = MOST_LETTERS
    nlp.add_pipe(FACTORY, config={"model": model, "language": language})
    return nlp


@Language.factory(
    FACTORY,
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "doc._.entities", "doc._.quotations"],
    default_config={"model": None, "language": ""},
)
def make_annotator(nlp: Language, name: str, model: str | None, language: str) -> Annotator:  # noqa: ARG001
    """Return an ``Annotator`` for a pipeline; spaCy calls it by the entry point."""
    return Annotator(model, known_language(language))


def _analysis(doc: Doc) -> Analysis:
    found: dict[str, Any] = doc.user_data.get(_FOUND, {})
    return Analysis(_entities(doc), _quotations(doc), found.get("model", ""), remark=found.get("remark", ""))


def _entities(doc: Doc) -> tuple[Entity, ...]:
    return tuple(map(load_entity, doc.user_data.get(_FOUND, {}).get("entities", ())))


def _quotations(doc: Doc) -> tuple[Quotation, ...]:
    return tuple(map(load_quotation, doc.user_data.get(_FOUND, {}).get("quotations", ())))


for _name, _getter in (("analysis", _analysis), ("entities", _entities), ("quotations", _quotations)):
    Doc.set_extension(_name, getter=_getter, force=True)
