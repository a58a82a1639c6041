"""The articles that are marked by hand agree with themselves, so that figures measured on them hold."""

import re
from collections import defaultdict
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.support.gold import DATA, Gold, load_gold
from tui.domain.analysis import Label

NAMES = sorted(path.name.removesuffix(".gold.xml") for path in DATA.glob("*.gold.xml"))
MARKS = {*Label.__members__, "q", "cue", "speaker"}
ATTRIBUTES = {"q": {"id", "kind"}, "cue": {"of"}, "speaker": {"of", "name"}}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def gold(name: str) -> Gold:
    return load_gold(name)


@pytest.fixture
def marks(name: str) -> list[ElementTree.Element]:
    return list(ElementTree.parse(DATA / f"{name}.gold.xml").getroot().iter())[1:]


def test_only_marks_that_have_a_meaning_are_used(marks: list[ElementTree.Element]) -> None:
    assert {mark.tag for mark in marks} <= MARKS
    for mark in marks:
        assert set(mark.attrib) <= ATTRIBUTES.get(mark.tag, {"name"})


def test_mentions_and_quotations_are_disjoint_and_trimmed(gold: Gold) -> None:
    spans = [(mention.start, mention.end) for mention in gold.mentions]
    said = [(quotation.span.start, quotation.span.end) for quotation in gold.quotations]

    for ranges in (spans, said):
        assert ranges
        assert all(left[1] <= right[0] for left, right in pairwise(ranges))
        assert all(gold.text[start:end].strip() == gold.text[start:end] != "" for start, end in ranges)


def test_a_name_is_of_one_kind_and_stands_in_the_text(gold: Gold) -> None:
    kinds: dict[str, set[Label]] = defaultdict(set)
    for mention, name in gold.names.items():
        kinds[name].add(mention.label)
        assert name in gold.text

    assert {name: labels for name, labels in kinds.items() if len(labels) > 1} == {}


def test_quotations_are_numbered_and_have_a_kind(marks: list[ElementTree.Element]) -> None:
    quotations = [mark for mark in marks if mark.tag == "q"]

    assert [mark.get("id") for mark in quotations] == [str(number + 1) for number in range(len(quotations))]
    assert {mark.get("kind") for mark in quotations} <= {"direct", "mixed"}


@pytest.mark.parametrize("tag", ["cue", "speaker"])
def test_each_cue_and_speaker_is_of_quotations_that_have_no_other(
    tag: str, marks: list[ElementTree.Element]
) -> None:
    ids = {mark.get("id") for mark in marks if mark.tag == "q"}
    numbers = [number for mark in marks if mark.tag == tag for number in mark.attrib["of"].split()]

    assert set(numbers) <= ids
    assert len(numbers) == len(set(numbers))


def test_a_speaker_who_is_named_is_named_as_in_the_mentions(gold: Gold) -> None:
    named = {quotation.speaker.name for quotation in gold.quotations if quotation.speaker} - {None}

    assert named <= set(gold.names.values())


def test_a_quotation_begins_with_a_mark_and_ends_with_one_or_its_paragraph(gold: Gold) -> None:
    for quotation in gold.quotations:
        words = quotation.span.of(gold.text)
        closed = re.fullmatch(r"[“\"«‘'`].+[”\"»’']", words)

        assert closed or (words[0] in "“\"«‘'`" and gold.text.startswith("\n", quotation.span.end))
