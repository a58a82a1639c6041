"""Names joined by a dash that mean two places."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.gold import read_names
from tui.analysis.analyser import analysis_of, partial_analysis
from tui.analysis.entities.organisations import split_pairs
from tui.analysis.labels import Findings
from tui.domain.analysis import Label, Mention
from tui.domain.text.spans import TextSpan


def parts(marked: str) -> list[tuple[str, str]]:
    text, mentions = read_names(marked)
    return [(label.value, text[start:end]) for start, end, label in split_pairs(text, mentions)]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[LOC Kyiv-Washington] talks", ["LOC Kyiv", "LOC Washington"]),
        ("[ORG Moscow–Beijing] talks", ["LOC Moscow", "LOC Beijing"]),
        ("[NORP US-China] trade", ["LOC US", "LOC China"]),
        ("the [LOC U.S.—China’s]", ["LOC U.S.", "LOC China"]),
        ("[LOC Paris - Berlin - Warsaw]", ["LOC Paris", "LOC Berlin", "LOC Warsaw"]),
        ("[LOC UK-EU] deal", ["LOC UK", "ORG EU"]),
        ("[LOC Gaza] [ORG Hamas] [LOC Israel-Hamas]", ["LOC Gaza", "ORG Hamas", "LOC Israel", "ORG Hamas"]),
        ("[LOC Arn] [LOC Bosk] [LOC Arn-Bosk]", ["LOC Arn", "LOC Bosk", "LOC Arn", "LOC Bosk"]),
        (
            "[PERSON Ann Hale] [PERSON Rook] [PERSON Hale-Rook]",
            ["PERSON Ann Hale", "PERSON Rook", "PERSON Hale", "PERSON Rook"],
        ),
        (
            "[ORG Leeds] [ORG Chelsea] [ORG Liverpool] [ORG Liverpool-Leeds]",
            ["ORG Leeds", "ORG Chelsea", "ORG Liverpool", "ORG Liverpool", "ORG Leeds"],
        ),
    ],
)
def test_a_pair_of_known_places_is_two(marked: str, found: list[str]) -> None:
    assert [f"{label} {name}" for label, name in parts(marked)] == found


@pytest.mark.parametrize(
    "marked",
    [
        "[NORP Anglo-American]",
        "[NORP Russian-Ukrainian]",
        "[ORG Rolls-Royce]",
        "[LOC Guinea-Bissau]",
        "[LOC Bosnia-Herzegovina]",
        "[LOC Baden-Württemberg]",
        "[LOC Stoke-on-Trent]",
        "[LOC Port-au-Prince]",
        "[LOC Congo-Brazzaville]",
        "[LOC Austria-Hungary]",
        "[LOC Asia-Pacific]",
        "[LOC Arn] [LOC Arn-Bosk]",
        "[PERSON Ana Ocasio-Cortez] [PERSON Cortez]",
        "[ORG Fia] [ORG Chrys] [ORG Fia-Chrys]",
        "[ORG IIT] [LOC Delhi] [ORG IIT-Delhi]",
        "[MISC Paris-Dakar]",
        "[FAC Paris-London]",
        "[LOC Kyiv-]",
        "[LOC -]",
    ],
)
def test_one_name_with_a_dash_stays_one(marked: str) -> None:
    text, mentions = read_names(marked)

    assert list(split_pairs(text, mentions)) == mentions


def test_a_pair_is_listed_as_its_two_places() -> None:
    text, mentions = read_names("[LOC Kyiv-Washington] talks. [LOC Kyiv] waits.")

    for analysis in (
        analysis_of(text, Findings(mentions, {}), "ruler"),
        partial_analysis(text, Findings(mentions, {}), [TextSpan(0, len(text))], "ruler"),
    ):
        assert {entity.name: len(entity.mentions) for entity in analysis.entities} == {
            "Kyiv": 2,
            "Washington": 1,
        }


WORDINGS = st.lists(
    st.sampled_from(
        ["Kyiv", "US", "EU", "Hale", "-", "–", " ", "’s", "the ", "Ann Hale", "Guinea", "\ud800"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text, mentions = "", []
    for wording in draw(st.lists(WORDINGS, max_size=10)):
        mentions.append(Mention(len(text), len(text) + len(wording), draw(st.sampled_from(Label))))
        text += wording + " | "
    return text, mentions


@given(texts())
@settings(max_examples=100, deadline=None)
def test_parts_lie_inside_the_mention_and_none_is_lost(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    found = list(split_pairs(text, mentions))

    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mention in mentions:
        inside = [m for m in found if mention.start <= m.start and m.end <= mention.end]
        assert inside == [mention] or len(inside) > 1
        assert all(text[m.start : m.end].strip() for m in inside if len(inside) > 1)
    assert len(found) == sum(sum(m.start <= f.start and f.end <= m.end for f in found) for m in mentions)
    assert list(split_pairs(text, found)) == found
