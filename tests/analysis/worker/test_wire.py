import orjson
import pytest
from hypothesis import given

from tests.support.analyses import analyses, mention_lists
from tui.analysis.worker.wire import (
    WIRE_ERRORS,
    dump_entity,
    dump_mentions,
    dump_quotation,
    load_entity,
    load_mentions,
    load_quotation,
)
from tui.domain.analysis import Analysis, Mention


@given(mention_lists())
def test_mentions_come_back(mentions: list[Mention]) -> None:
    assert load_mentions(orjson.loads(orjson.dumps(dump_mentions(mentions)))) == mentions


@given(analyses())
def test_entities_and_quotations_come_back(analysis: Analysis) -> None:
    entities = orjson.loads(orjson.dumps([dump_entity(entity) for entity in analysis.entities]))
    assert tuple(map(load_entity, entities)) == analysis.entities
    quotations = orjson.loads(orjson.dumps([dump_quotation(quotation) for quotation in analysis.quotations]))
    assert tuple(map(load_quotation, quotations)) == analysis.quotations


@pytest.mark.parametrize(
    "parts",
    [
        [],
        ["PERSON", "Ada"],
        ["PERSON", "Ada", 3],
        ["PERSON", "Ada", 3, 3],
        ["ROBOT", "Ada", 1, 2],
        ["LOC", 7, 1, 2],
        ["LOC", "Ada", -1, 2],
        ["LOC", "Ada", "1", "2"],
        ["LOC", "Ada", 1, None],
    ],
)
def test_what_is_no_entity_is_refused(parts: list[object]) -> None:
    with pytest.raises(WIRE_ERRORS):
        load_entity(parts)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [1, 2, "direct"],
        [2, 1, "direct", None, None, None, None, None],
        [1, 2, "loud", None, None, None, None, None],
        [1, 2, "direct", 5, None, None, None, None],
    ],
)
def test_what_is_no_quotation_is_refused(parts: list[object]) -> None:
    with pytest.raises(WIRE_ERRORS):
        load_quotation(parts)
