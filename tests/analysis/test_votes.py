from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.labels import LABELS, ScoredMention, vote
from tui.domain.analysis import Label


def seen(text: str, *found: tuple[str, Label, dict[Label, int]]) -> list[ScoredMention]:
    """Names in the order of ``text``, each with its label here and the shares of labels."""
    mentions, start = [], 0
    for wording, label, shares in found:
        start = text.index(wording, start)
        counts = bytes(shares.get(one, 0) for one in LABELS) if shares else b""
        mentions.append(ScoredMention(start, start + len(wording), label, counts))
        start += len(wording)
    return mentions


def kinds(text: str, *found: tuple[str, Label, dict[Label, int]]) -> list[Label]:
    return [label for _, _, label in vote(text, seen(text, *found))]


def test_what_is_sure_at_two_places_decides_for_a_third() -> None:
    sure, unsure = {Label.ORG: 250}, {Label.LOC: 130, Label.ORG: 120}
    text = "Acme. ACME. Acme."
    found = [("Acme", Label.ORG, sure), ("ACME", Label.ORG, sure), ("Acme", Label.LOC, unsure)]
    assert kinds(text, *found) == [Label.ORG] * 3


def test_a_surname_alone_is_the_person_that_was_named_in_full() -> None:
    text = "Grace Hopper came. Hopper left."
    found = [
        ("Grace Hopper", Label.PERSON, {Label.PERSON: 255}),
        ("Hopper", Label.LOC, {Label.LOC: 200, Label.PERSON: 55}),
    ]
    assert kinds(text, *found) == [Label.PERSON, Label.PERSON]


def test_a_place_that_is_named_often_stays_one_next_to_a_person_of_that_name() -> None:
    text = "George Washington. Washington, Washington, Washington."
    place = ("Washington", Label.LOC, {Label.LOC: 255})
    found = [("George Washington", Label.PERSON, {Label.PERSON: 255}), place, place, place]
    assert kinds(text, *found) == [Label.PERSON, Label.LOC, Label.LOC, Label.LOC]


def test_dates_stay_dates() -> None:
    text = "May came in May. May May."
    person = ("May", Label.PERSON, {Label.PERSON: 255})
    found = [person, ("May", Label.DATE, {Label.DATE: 255}), person, person]
    assert kinds(text, *found)[1] is Label.DATE


def test_nothing_becomes_a_date() -> None:
    text = "Eid Eid Eid"
    date = ("Eid", Label.DATE, {Label.DATE: 255})
    assert kinds(text, date, ("Eid", Label.MISC, {Label.MISC: 130, Label.DATE: 125}), date)[1] is Label.MISC


def test_a_pipeline_that_gives_no_shares_is_outvoted_too() -> None:
    text = "Acme Acme Acme"
    assert (
        kinds(text, *[("Acme", label, {}) for label in (Label.ORG, Label.LOC, Label.ORG)]) == [Label.ORG] * 3
    )


@given(
    st.lists(st.tuples(st.sampled_from(["Ada", "Ada Byron", "Utopia"]), st.sampled_from(Label)), max_size=12)
)
def test_no_name_is_lost_moved_or_made(found: list[tuple[str, Label]]) -> None:
    text = " ".join(wording for wording, _ in found)
    mentions = seen(text, *[(wording, label, {label: 255}) for wording, label in found])
    merge_findings = vote(text, mentions)
    assert [(start, end) for start, end, _ in merge_findings] == [(one.start, one.end) for one in mentions]
