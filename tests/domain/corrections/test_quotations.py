"""What an article's quotations are, and who said them, after corrections."""

from dataclasses import replace

from tests.support.articles import text_hash
from tests.support.corrections import K, analysis, at, entity, find, idle, name
from tui.domain.analysis import Analysis, Label, Quotation, QuotationKind, Speaker
from tui.domain.corrections.apply import corrected
from tui.domain.corrections.correction import NOBODY, Correction, EntityName

WORDS = "Ada Byron met Bo. “Go on,” she said. “Never!” Bo left. “The end.”"
HEARD = analysis(
    entity(WORDS, "PERSON", "Ada Byron"),
    entity(WORDS, "PERSON", "Bo"),
    quotations=[
        Quotation(
            find(WORDS, "“Go on,”"), QuotationKind.DIRECT, None, Speaker(find(WORDS, "she"), "Bo", 0.4)
        ),
        Quotation(find(WORDS, "“Never!”"), QuotationKind.DIRECT, None, None, 0.5),
        Quotation(find(WORDS, "“The end.”"), QuotationKind.DIRECT, None, None),
    ],
)


def says(wording: str, entity_name: EntityName) -> Correction:
    return Correction(K.SPEAKER, entity_name, target=at(WORDS, wording))


def who_said(*corrections: Correction, text: str = WORDS, found: Analysis = HEARD) -> list[str | None]:
    """Each speaker's name, or the wording for one without; None where there is neither."""
    result = corrected(found, text, text_hash(text), corrections)
    return [
        (quote.speaker.name or f"({quote.speaker.span.of(text)})") if quote.speaker else None
        for quote in result.quotations
    ]


ADA, BO = name("PERSON", "Ada Byron"), name("PERSON", "Bo")


def test_a_quotation_gets_another_speaker_who_is_sure() -> None:
    assert who_said() == ["Bo", None, None]
    assert who_said(says("“Go on,”", ADA), says("“Never!”", BO)) == ["Ada Byron", "Bo", None]
    result = corrected(HEARD, WORDS, text_hash(WORDS), [says("“Go on,”", ADA), says("“Never!”", BO)])
    first, second, third = result.quotations
    # The wording stays where it was; where there was none it is the name that stands nearest.
    assert first.speaker == Speaker(find(WORDS, "she"), "Ada Byron", 1.0)
    assert second.speaker == Speaker(find(WORDS, "Bo", 1), "Bo", 1.0)
    assert first.is_clear
    assert second.is_clear
    assert third == HEARD.quotations[2]
    assert result.entities == HEARD.entities


def test_the_last_word_on_a_speaker_counts_and_nobody_is_one() -> None:
    assert who_said(says("“Go on,”", ADA), says("“Go on,”", BO)) == ["Bo", None, None]
    assert who_said(says("“Go on,”", NOBODY)) == ["(she)", None, None]
    # The name of a person who did not say it is not stored as its speaker's wording.
    by_bo = replace(HEARD.quotations[0], speaker=Speaker(find(WORDS, "Bo", 1), "Bo"))
    found = replace(HEARD, quotations=(by_bo,))
    assert who_said(found=found) == ["Bo"]
    assert who_said(says("“Go on,”", NOBODY), found=found) == [None]


def test_the_speaker_given_follows_what_becomes_of_the_name() -> None:
    given_ada = says("“The end.”", ADA)
    merge = Correction(K.MERGE, BO, into=ADA)
    assert who_said(says("“The end.”", BO), merge) == ["Ada Byron", None, "Ada Byron"]
    assert who_said(merge, says("“The end.”", BO)) == ["Ada Byron", None, "Ada Byron"]
    assert who_said(Correction(K.RELABEL, ADA, Label.ORG), given_ada) == ["Bo", None, "Ada Byron"]
    assert who_said(given_ada, Correction(K.RELABEL, ADA, Label.ORG)) == ["Bo", None, "Ada Byron"]
    assert who_said(says("“Go on,”", ADA), Correction(K.REMOVE, ADA)) == ["(she)", None, None]


def test_what_is_no_quotation_is_gone_and_nothing_else_is() -> None:
    gone = Correction(K.NOT_A_QUOTE, NOBODY, target=at(WORDS, "“Never!”"))
    assert who_said(gone) == ["Bo", None]
    assert who_said(gone, says("“Never!”", ADA)) == who_said(says("“Never!”", ADA), gone) == ["Bo", None]
    assert corrected(HEARD, WORDS, text_hash(WORDS), [gone]).entities == HEARD.entities


def test_corrections_of_quotations_that_are_not_there_have_no_effect() -> None:
    nowhere = [
        Correction(K.NOT_A_QUOTE, NOBODY, target=at(WORDS, "met Bo")),
        says("met Bo", ADA),
        says("“Never!”", name("PERSON", "Somebody Else")),
        replace(says("“Never!”", ADA), target=None),
    ]
    assert idle(HEARD, WORDS, nowhere) == tuple(nowhere)
