"""Texts with names, and corrections of them, for examples and laws."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from tests.support.articles import text_hash
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.annotation import Target, describe
from tui.domain.corrections.apply import CorrectedEntities
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.corrections.surface_forms import surface_forms
from tui.domain.text.spans import TextSpan

K = CorrectionKind


def find(text: str, wording: str, number: int = 0) -> TextSpan:
    """The ``number``-th place where ``wording`` stands."""
    found = [TextSpan(*match.span()) for match in re.finditer(re.escape(wording), text)]
    return found[number]


def at(text: str, wording: str, number: int = 0) -> Target:
    """The target there."""
    return describe(text, find(text, wording, number), text_hash(text))


def entity(text: str, label: str, name: str, *wordings: str) -> Entity:
    """An entity with a mention wherever one of ``wordings``, else ``name``, stands as a word."""
    spans = {
        TextSpan(*match.span())
        for wording in wordings or (name,)
        for match in re.finditer(rf"\b{re.escape(wording)}\b", text)
    }
    longest = [
        one for one in spans if not any(one != o and o.start <= one.start and one.end <= o.end for o in spans)
    ]
    return Entity(Label(label), name, tuple(sorted(longest)))


def analysis(*entities: Entity, quotations: Sequence[Quotation] = ()) -> Analysis:
    in_order = sorted(entities, key=lambda one: (-len(one.mentions), one.mentions[0], one.label))
    return Analysis(tuple(in_order), tuple(quotations), "rules 1.0")


def said_by(span: TextSpan, name: str | None) -> Quotation:
    """A quotation whose speaker stands at ``span``."""
    return Quotation(TextSpan(span.end, span.end + 1), QuotationKind.DIRECT, None, Speaker(span, name))


def spans_of(result: Analysis) -> list[TextSpan]:
    """Where names stand, those of one entity after the other."""
    return [span for one in result.entities for span in one.mentions]


def idle(analysis: Analysis, text: str, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Those of ``corrections`` that change nothing in what ``corrected`` gives."""
    names = CorrectedEntities(analysis, text, text_hash(text))
    return tuple(correction for correction in corrections if not names.apply(correction))


def in_words(result: Analysis, text: str) -> dict[tuple[str, str], list[str]]:
    """The entities by label and name, with the wordings of all their mentions."""
    return {(str(one.label), one.name): [span.of(text) for span in one.mentions] for one in result.entities}


def name(label: str, of: str) -> EntityName:
    return EntityName(Label(label), of)


NAMES = ("Ada", "Ada Byron", "Bo", "Bo's", "Éa", "the Co", "東京", "x y")


@st.composite
def texts_with_names(draw: st.DrawFn) -> tuple[str, Analysis]:
    """A text, and entities of it that are distinguished by label and name."""
    pieces = draw(st.lists(st.sampled_from((*NAMES, "and", ".", "\n")), min_size=1, max_size=24))
    text, spans = "", []
    for piece in pieces:
        if piece in NAMES:
            spans.append(TextSpan(len(text), len(text) + len(piece)))
        text += piece + " "
    owners: dict[tuple[Label, str], list[TextSpan]] = {}
    for span in spans:
        if draw(st.integers(0, 3)):
            owner = draw(st.sampled_from(("Ada Byron", "Bo", "Co")))
            owners.setdefault((draw(st.sampled_from((Label.PERSON, Label.LOC))), owner), []).append(span)
    entities = [Entity(*key, tuple(found)) for key, found in owners.items()]
    # The words in quotation marks are the names themselves: what is quoted does not matter here.
    speakers = [
        replace(said_by(span, draw(st.sampled_from((None, "Ada Byron", "Bo", "Co", "she")))), span=span)
        for span in spans
    ]
    return text, analysis(*entities, quotations=speakers)


@st.composite
def corrections_of(draw: st.DrawFn, shown: Analysis, text: str) -> Correction:
    """A correction as a person makes it who sees ``shown``: of an entity and a mention that are there."""
    kinds = [kind for kind in K if shown.entities or kind in (K.ADD, K.NOT_A_QUOTE)]
    kind = draw(st.sampled_from([kind for kind in kinds if shown.quotations or not kind.is_of_quotation]))
    if kind.is_of_quotation:
        target = describe(text, draw(st.sampled_from(shown.quotations)).span, text_hash(text))
        speakers = [EntityName(one.label, one.name) for one in shown.entities]
        entity = draw(st.sampled_from([NOBODY, *speakers])) if kind is K.SPEAKER else NOBODY
        return Correction(kind, entity, target=target)
    if kind is K.ADD:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 12)))
        target = describe(text, TextSpan(start, end), text_hash(text))
        return Correction(
            kind, EntityName(draw(st.sampled_from(Label)), draw(st.sampled_from(NAMES))), target=target
        )
    one = draw(st.sampled_from(shown.entities))
    other = draw(st.sampled_from(shown.entities))
    span = draw(st.sampled_from(one.mentions))
    here = describe(text, span, text_hash(text))
    into = EntityName(other.label, other.name)
    return Correction(
        kind,
        EntityName(one.label, one.name),
        label=draw(st.sampled_from(Label)) if kind is K.RELABEL else None,
        into=into if kind is K.MERGE or (kind is K.SPLIT and draw(st.booleans())) else None,
        target=here if kind is K.SPLIT or (kind is K.REMOVE and draw(st.booleans())) else None,
        wordings=surface_forms(one, text),
    )


BOARD = "Ada lives in Acme, a town. On Friday Bo of the Acme board spoke. “No,” he said. Cy left Dover."


SAYS_NO = Quotation(find(BOARD, "“No,”"), QuotationKind.DIRECT, None, None)


SPEAKERS = analysis(
    entity(BOARD, "PERSON", "Ada"),
    entity(BOARD, "PERSON", "Bo"),
    entity(BOARD, "PERSON", "Cy"),
    entity(BOARD, "ORG", "Acme", "Acme board"),
    entity(BOARD, "LOC", "Acme", "Acme"),
    entity(BOARD, "LOC", "Dover"),
    entity(BOARD, "DATE", "Friday"),
)
