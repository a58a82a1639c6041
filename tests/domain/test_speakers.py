"""Who may have said a quotation."""

from dataclasses import replace

from tests.support.corrections import analysis, entity, find
from tui.domain.analysis import Quotation, QuotationKind, Speaker, possible_speakers, speaker_in

TEXT = "Ada lives in Acme, a town. On Friday Bo of the Acme board spoke. “No,” he said. Cy left Dover."
NO = Quotation(find(TEXT, "“No,”"), QuotationKind.DIRECT, None, None)
FOUND = analysis(
    entity(TEXT, "PERSON", "Ada"),
    entity(TEXT, "PERSON", "Bo"),
    entity(TEXT, "PERSON", "Cy"),
    entity(TEXT, "ORG", "Acme", "Acme board"),
    entity(TEXT, "LOC", "Acme", "Acme"),
    entity(TEXT, "LOC", "Dover"),
    entity(TEXT, "DATE", "Friday"),
)


def test_persons_and_bodies_come_first_and_the_near_ones_before_others() -> None:
    listed = [(str(one.label), one.name) for one in possible_speakers(NO, FOUND.entities)]
    assert listed == [
        ("ORG", "Acme"),
        ("PERSON", "Cy"),
        ("PERSON", "Bo"),
        ("PERSON", "Ada"),
        ("LOC", "Acme"),
        ("LOC", "Dover"),
    ]


def test_the_speaker_is_found_by_name_rather_a_body_than_a_place() -> None:
    assert speaker_in(NO, FOUND.entities) is None
    by_acme = replace(NO, speaker=Speaker(find(TEXT, "he"), "Acme"))
    found = speaker_in(by_acme, FOUND.entities)
    assert found is not None
    assert found.label == "ORG"
    assert speaker_in(replace(NO, speaker=Speaker(find(TEXT, "he"), "Nobody")), FOUND.entities) is None
