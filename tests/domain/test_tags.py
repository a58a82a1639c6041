"""Tags as people type them, and which of those in use they may mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.tags import as_typed, matching_tags, parse_tags, split_begun


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ,# ", ()),
        ("europe", ("europe",)),
        ("#europe, #Defence money", ("europe", "Defence", "money")),
        ("b a b,B ; a", ("b", "a")),
        ("Ärger äRGER", ("Ärger",)),
        ("c# c++ 中国", ("c#", "c++", "中国")),
        ("#C# #", ("C#",)),
        ("\x1b[31mred", ("red",)),
        ('europe "public  money", "#x y', ("europe", "public money", "x y")),
    ],
)
def test_tags_are_distinguished(typed: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(typed) == tags


@given(st.text(st.characters() | st.sampled_from(' ",#;\n'), max_size=40))
@settings(max_examples=100)
def test_tags_typed_again_are_the_same(typed: str) -> None:
    tags = parse_tags(typed)
    assert parse_tags(as_typed(tags)) == tags
    assert len({tag.casefold() for tag in tags}) == len(tags)
    assert split_begun(as_typed(tags)) == (as_typed(tags), "")


@pytest.mark.parametrize(
    ("typed", "before", "begun"),
    [
        ("", "", ""),
        ("eu", "", "eu"),
        ("a, #eu", "a, ", "eu"),
        ("a, ", "a, ", ""),
        ('a, "public mo', "a, ", "public mo"),
        ('a, "public money"', 'a, "public money"', ""),
    ],
)
def test_what_is_being_typed(typed: str, before: str, begun: str) -> None:
    assert split_begun(typed) == (before, begun)


def test_the_likeliest_come_first_and_what_is_given_not_at_all() -> None:
    known = {"reuse": 9, "eu-law": 1, "Europe": 2, "europe-east": 5, "law of EU": 3, "else-undo": 4, "x": 9}
    found = ["europe-east", "Europe", "eu-law", "law of EU", "reuse", "else-undo"]
    assert matching_tags("EU", known) == found
    assert matching_tags("", {"a": 1, "b": 2, "é": 3}, ["É"]) == ["b", "a"]
