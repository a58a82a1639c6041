"""What holds of the grouping of any mentions."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.entities.clustering import cluster_mentions
from tui.domain.analysis import Entity, Label, Mention

WORDS = st.sampled_from(
    [
        "Ann",
        "Bo",
        "Lee",
        "Smith",
        "Smyth",
        "J.",
        "Mr",
        "President",
        "EU",
        "European Union",
        "’s",
        "the",
        "'",
        "",
        " ",
        "Jr.",
        "US",
        "(EU)",
        "al-Lee",
        "Mrs",
        "Lee-Smith",
        '"Bo"',
        "Council",
        "£2.5m",
        "3 May",
        "أحمد",
        "\ud800",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text, mentions = "", []
    for words in draw(st.lists(st.lists(WORDS, max_size=4), max_size=14)):
        start = len(text)
        text += " ".join(words)
        mentions.append(Mention(start, len(text), draw(st.sampled_from(Label))))
        text += draw(st.sampled_from([" | ", " (", ") ", ", his wife ", ", who said she ", ', known as "']))
    return text, mentions


@given(texts(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_every_mention_is_in_one_entry_whatever_the_order(
    case: tuple[str, list[Mention]], rng: random.Random
) -> None:
    text, mentions = case
    entities = cluster_mentions(text, mentions)
    together = [Mention(*span, entity.label) for entity in entities for span in entity.mentions]
    assert sorted(together) == sorted(mentions)
    assert all(list(entity.mentions) == sorted(entity.mentions) for entity in entities)
    counts = [-len(entity.mentions) for entity in entities]
    assert counts == sorted(counts)
    shuffled = mentions[:]
    rng.shuffle(shuffled)
    assert cluster_mentions(text, shuffled) == entities


@given(texts())
@settings(max_examples=50, deadline=None)
def test_a_name_is_wording_of_one_of_its_mentions(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case

    def from_text(entity: Entity) -> bool:
        return any(
            entity.name in " ".join(span.of(text).split()) or entity.name == span.of(text)
            for span in entity.mentions
        )

    assert all(map(from_text, cluster_mentions(text, mentions)))


@pytest.mark.parametrize(
    "name",
    [
        lambda i: f"First{i % 3000 % 71} Last{i % 3000}",
        lambda i: f"Ann {'abcdefgh'[i % 8]}{i % 2500} Smith" if i % 3 else "Smith",
        lambda i: f"{chr(65 + i % 26)}{chr(65 + i // 26 % 26)}{chr(65 + i // 676 % 8)}",
    ],
    ids=["people", "one surname", "initials"],
)
@pytest.mark.parametrize("label", [Label.PERSON, Label.ORG])
def test_time_is_linear_in_the_number_of_mentions(name, label) -> None:
    def seconds(count: int) -> float:
        mentions, parts, at = [], [], 0
        for i in range(count):
            wording = name(i)
            mentions.append(Mention(at, at + len(wording), label))
            parts.append(wording)
            at += len(wording) + 1
        began = time.process_time()
        entities = cluster_mentions(" ".join(parts), mentions)
        took = time.process_time() - began
        assert sum(len(entity.mentions) for entity in entities) == count
        return took

    assert seconds(16_000) < 0.2 + 8 * seconds(4_000)
