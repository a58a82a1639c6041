import orjson
import pytest
from hypothesis import given

from tests.support.analyses import analyses, mention_lists
from tui.analysis.worker.wire import (
    BAD_WIRE,
    entity_in,
    entity_out,
    mentions_in,
    mentions_out,
    quotation_in,
    quotation_out,
)
from tui.domain.analysis import Analysis, Mention


@given(mention_lists())
def test_mentions_come_back(mentions: list[Mention]) -> None:
    assert mentions_in(orjson.loads(orjson.dumps(mentions_out(mentions)))) == mentions


@given(analyses())
def test_entities_and_quotations_come_back(analysis: Analysis) -> None:
    entities = orjson.loads(orjson.dumps([entity_out(entity) for entity in analysis.entities]))
    assert tuple(map(entity_in, entities)) == analysis.entities
    quotations = orjson.loads(orjson.dumps([quotation_out(quotation) for quotation in analysis.quotations]))
    assert tuple(map(quotation_in, quotations)) == analysis.quotations


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
    with pytest.raises(BAD_WIRE):
        entity_in(parts)


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
    with pytest.raises(BAD_WIRE):
        quotation_in(parts)
