"""A spaCy pipeline that finds names. spaCy is imported when one is loaded, not before."""

from __future__ import annotations

import logging
import warnings
from contextlib import nullcontext
from typing import TYPE_CHECKING

from tui.analysis.compatibility import check_readable, loading_error
from tui.analysis.edges import trim, with_nicknames
from tui.analysis.labels import is_calendar_date, joined, own_label
from tui.analysis.models import Model, find_model, model_name
from tui.analysis.pieces import encodable, pieces, readable
from tui.analysis.quotation_models import shipped_probe
from tui.analysis.quotes.probe import REDUCED, Reduction
from tui.analysis.sightings import SHARES, Read, Seen, Sighting, decided
from tui.domain.analysis import Label, Mention
from tui.domain.errors import PipelineError
from tui.domain.span import TextSpan
from tui.domain.text.sanitize import one_line
from tui.domain.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Pipeline", "model_name"]

KNOWN_WORDS = 150_000
"""Words whose features stay in memory; beyond that, what a piece of text adds is dropped after it."""

_FINDS_NAMES = frozenset({"ner", "beam_ner", "postil_names"})
_VECTORS = frozenset({"tok2vec", "transformer", "curated_transformer", "hf_wrapped_transformer"})
_NOT_FOR_NAMES = word_set("""
    tagger morphologizer parser beam_parser senter sentencizer lemmatizer trainable_lemmatizer
    attribute_ruler textcat textcat_multilabel spancat spancat_singlelabel entity_linker
""")


class Pipeline:
    """A loaded pipeline.

    Attributes:
        model: name and version, such as ``postil_en 1.0.0``.
    """

    def __init__(self, nlp: Language, model: Model, reduction: Reduction | None = None) -> None:
        """Use a pipeline that was loaded; ``reduction`` is for the vectors of its network."""
        self._nlp = nlp
        self.model = model.name
        # Our own pipeline has learnt that "last week" is no date; others take it for one.
        self._only_calendar_dates = not model.is_own and nlp.lang == "en"
        self._reduction = reduction
        if reduction is not None:
            for _, component in nlp.pipeline:
                if hasattr(component, "reduction"):
                    component.reduction = reduction.weights

    @classmethod
    def load(cls, model: str | None = None, reduction: Reduction | None = None) -> Pipeline:
        """Load a pipeline: a folder, an installed package, or with None the one that ships.

        ``reduction`` is what becomes of the vectors of its network; that one's is known.

        Raises:
            PipelineError: it is not there, cannot be loaded, or finds no names.
        """
        found = find_model(model)
        shown = one_line(model, 120) if model else found.name
        check_readable(found, shown)
        try:
            nlp = _load(found)
        except Exception as error:  # whatever a broken pipeline makes spaCy raise, of any kind
            raise loading_error(found, shown, error) from error
        if not _finds_names(nlp):
            raise PipelineError(f"{shown}: this spaCy pipeline has no component that finds names")
        if reduction is None and found.is_shipped:
            reduction = shipped_probe()
        return cls(nlp, found, reduction)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the pipeline itself calls the kinds of name that it finds; empty where it does not tell."""
        finders = (
            self._nlp.get_pipe(name)
            for name in self._nlp.pipe_names
            if self._nlp.get_pipe_meta(name).factory not in _NOT_FOR_NAMES | _VECTORS
        )
        return tuple(sorted({str(label) for finder in finders for label in getattr(finder, "labels", ())}))

    def mentions(self, text: str) -> list[Mention]:
        """The names in ``text``: sorted, disjoint, without white space around them.

        Takes any string, of any length; memory does not grow with it, apart from what is returned.
        """
        return decided(text, (self.see(text, piece) for piece in pieces(text))).mentions

    def read(self, text: str) -> Read:
        """The names in ``text``, as ``mentions`` gives them, and what its quotation marks look like."""
        return decided(text, (self.see(text, piece) for piece in pieces(text)))

    def see(self, text: str, piece: TextSpan) -> Seen:
        """What is in one of the ``pieces`` of ``text``; offsets are those of ``text``."""
        wording = readable(piece.of(text))
        if not wording.strip():
            return Seen([], {})
        # What a memory zone adds is freed at its end; as long as few words are known it is
        # faster to keep them.
        zone = self._nlp.memory_zone() if len(self._nlp.vocab) > KNOWN_WORDS else nullcontext()
        with zone, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            doc = self._nlp(wording)
            shares: dict[int, bytes] = doc.user_data.get(SHARES, {})
            found = [
                (ent.start_char, ent.end_char, ent.label_, shares.get(ent.start, b"")) for ent in doc.ents
            ]
            impressions = self._impressions(doc, piece.of(text), piece.start)
        sightings = with_nicknames(wording, list(self._clean(wording, found, piece.start)), piece.start)
        return Seen(sightings, impressions)

    def _impressions(self, doc: Doc, wording: str, offset: int) -> dict[int, float]:
        reduced = doc.user_data.get(REDUCED)
        if self._reduction is None or reduced is None:
            return {}
        starts = [doc[token].idx for token in reduced.tokens]
        return {
            offset + start: impression
            for start, impression in self._reduction.impressions(encodable(wording), starts, reduced.values)
        }

    def _clean(
        self, wording: str, found: list[tuple[int, int, str, bytes]], offset: int
    ) -> Iterator[Sighting]:
        reached = 0
        for start, end, name, shares in joined(sorted(found), wording):
            label = own_label(name)
            if label is None:
                continue
            first, last = trim(wording, max(start, reached), end, label)
            if first >= last:
                continue
            if (
                label is Label.DATE
                and self._only_calendar_dates
                and not is_calendar_date(wording[first:last])
            ):
                continue
            reached = last
            yield Sighting(offset + first, offset + last, label, shares)


def _finds_names(nlp: Language) -> bool:
    """Whether a component may find names of kinds that Postil knows."""
    for name in nlp.pipe_names:
        factory = nlp.get_pipe_meta(name).factory
        if factory not in _NOT_FOR_NAMES | _VECTORS:
            labels = getattr(nlp.get_pipe(name), "labels", None)
            if labels is None or factory not in _FINDS_NAMES or any(own_label(label) for label in labels):
                return True
    return False


def _load(model: Model) -> Language:
    with warnings.catch_warnings():
        # A pipeline of another version of spaCy warns and mostly works.
        warnings.simplefilter("ignore")
        import spacy  # noqa: PLC0415 - takes most of a second

        logging.getLogger("spacy").setLevel(logging.CRITICAL)
        if model.is_own:
            # Makes the component known also where Postil is not installed but only lies in a folder.
            import tui.analysis.encoder.component  # noqa: F401, PLC0415 - leads to ONNX Runtime

        config = spacy.util.load_config(model.folder / "config.cfg")
        exclude = _not_needed(config.get("components", {}))
        if model.is_own:
            # They are what spaCy makes for English anyway, and reading them takes as long again.
            exclude += ["tokenizer", "vocab"]
        if model.package:
            return spacy.load(model.package, exclude=exclude)
        return spacy.load(model.folder, exclude=exclude)


def _not_needed(components: dict[str, dict[str, object]]) -> list[str]:
    """The components that can stay unloaded because no name depends on them.

    That is told only of spaCy's own kinds; where a pipeline has others, or rules for names,
    which may use anything that is found before them, all are kept.
    """
    factories = {name: settings.get("factory") for name, settings in components.items()}
    if not set(factories.values()) <= _FINDS_NAMES | _VECTORS | _NOT_FOR_NAMES:
        return []
    finders = (components[name] for name, factory in factories.items() if factory in _FINDS_NAMES)
    listens = any("Listener" in str(settings) for settings in finders)
    kept = _FINDS_NAMES | _VECTORS if listens else _FINDS_NAMES
    return [name for name, factory in factories.items() if factory not in kept]
