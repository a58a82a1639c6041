import random

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.encoder.tags import TAGS, names
from tui.analysis.encoder.tokenizer import SHAPES
from tui.analysis.training.augmentation import (
    Inventory,
    Tables,
    with_curly_marks,
    with_other_case,
    with_other_names,
)
from tui.analysis.training.corpora import UNKNOWN, CorpusDocument, Example, cut, example
from tui.domain.analysis import Label, Mention
from tui.domain.text.spans import TextSpan

TEXT = 'Ada Byron left Utopia.\n"It was Byron\'s," Acme said of Ada Byron.'


def of(text: str, *wordings: tuple[str, Label], unknown: tuple[TextSpan, ...] = ()) -> Example:
    mentions, start = [], 0
    for wording, label in wordings:
        start = text.index(wording, start)
        mentions.append(Mention(start, start + len(wording), label))
        start += len(wording)
    return example(spacy.blank("en"), CorpusDocument("x/1", text, tuple(mentions), unknown))


@pytest.fixture(scope="module")
def one() -> Example:
    return of(
        TEXT,
        ("Ada Byron", Label.PERSON),
        ("Utopia", Label.LOC),
        ("Byron", Label.PERSON),
        ("Acme", Label.ORG),
        ("Ada Byron", Label.PERSON),
    )


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    text = "Grace Hopper, Hopper, Erewhon and Initech."
    labels = (Label.PERSON, Label.PERSON, Label.LOC, Label.ORG)
    wordings = ("Grace Hopper", "Hopper", "Erewhon", "Initech")
    return Inventory([of(text, *zip(wordings, labels, strict=True))])


def said(example: Example) -> list[tuple[str, Label]]:
    return [(" ".join(example.forms[a:b]), label) for a, b, label in names(example.tags)]


def test_a_document_becomes_words_with_tags(one: Example) -> None:
    assert one.forms[:5] == ["Ada", "Byron", "left", "Utopia", "."]
    assert [TAGS[tag] for tag in one.tags[:5]] == ["B-PERSON", "I-PERSON", "O", "B-LOC", "O"]
    assert [SHAPES[number] for number in one.shapes[:5]] == ["title", "title", "lower", "title", "none"]


def test_what_is_not_known_has_no_tag() -> None:
    found = of("Ada left Utopia", ("Ada", Label.PERSON), unknown=(TextSpan(9, 15),))
    assert found.tags == [1, 0, UNKNOWN]


def test_other_names_are_of_the_same_kind_and_the_same_throughout(one: Example, inventory: Inventory) -> None:
    assert said(with_other_names(one, inventory, random.Random(1), share=1)) == [
        ("Grace Hopper", Label.PERSON),
        ("Erewhon", Label.LOC),
        ("Hopper", Label.PERSON),
        ("Initech", Label.ORG),
        ("Grace Hopper", Label.PERSON),
    ]


@settings(max_examples=40)
@given(st.integers(), st.floats(0, 1))
def test_all_else_stays_where_names_are_replaced(
    one: Example, inventory: Inventory, seed: int, share: float
) -> None:
    other = with_other_names(one, inventory, random.Random(seed), share)
    assert len(other.forms) == len(other.shapes) == len(other.openings) == len(other.tags)
    assert [label for _, label in said(other)] == [label for _, label in said(one)]
    plain = [form for form, tag in zip(other.forms, other.tags, strict=True) if not tag]
    assert plain == [form for form, tag in zip(one.forms, one.tags, strict=True) if not tag]


def test_marks_are_made_curly_as_printers_set_them(one: Example) -> None:
    assert [form for form in with_curly_marks(one).forms if not form.isalnum()] == [
        *(".", "“", "’s", ",", "”", ".")
    ]


def test_the_case_of_whole_lines_changes_and_nothing_else(one: Example) -> None:
    other = with_other_case(one, random.Random(4), share=2)
    assert (other.forms, other.tags, other.openings) == (one.forms, one.tags, one.openings)
    changed = [a != b for a, b in zip(one.shapes, other.shapes, strict=True)]
    assert any(changed)
    assert with_other_case(one, random.Random(4), share=1e-9).shapes == one.shapes


@settings(max_examples=40)
@given(st.integers())
def test_tables_are_lines_of_names_and_figures(inventory: Inventory, seed: int) -> None:
    table = Tables(inventory, random.Random(seed)).example()
    assert len(table.forms) == len(table.shapes) == len(table.openings) == len(table.tags)
    assert table.openings.count(2) >= 6
    assert len(said(table)) >= 6


def test_windows_hold_the_whole_example(one: Example) -> None:
    parts = list(cut(one, [1] * len(one.forms), 16))
    assert [form for part in parts for form in part.forms] == one.forms
    assert [tag for part in parts for tag in part.tags] == one.tags
    assert parts[1].forms[0] == '"'
