"""Who may have said a quotation."""

from dataclasses import replace

from tests.support.corrections import BOARD, SAYS_NO, SPEAKERS, find
from tui.domain.analysis import Speaker, possible_speakers, speaker_in


def test_persons_and_bodies_come_first_and_the_near_ones_before_others() -> None:
    listed = [(str(one.label), one.name) for one in possible_speakers(SAYS_NO, SPEAKERS.entities)]
    assert listed == [
        ("ORG", "Acme"),
        ("PERSON", "Cy"),
        ("PERSON", "Bo"),
        ("PERSON", "Ada"),
        ("LOC", "Acme"),
        ("LOC", "Dover"),
    ]


def test_the_speaker_is_found_by_name_rather_a_body_than_a_place() -> None:
    assert speaker_in(SAYS_NO, SPEAKERS.entities) is None
    by_acme = replace(SAYS_NO, speaker=Speaker(find(BOARD, "he"), "Acme"))
    found = speaker_in(by_acme, SPEAKERS.entities)
    assert found is not None
    assert found.label == "ORG"
    assert (
        speaker_in(replace(SAYS_NO, speaker=Speaker(find(BOARD, "he"), "Nobody")), SPEAKERS.entities) is None
    )
