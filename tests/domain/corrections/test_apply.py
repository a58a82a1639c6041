"""What an article's names are after corrections."""

from dataclasses import replace

import pytest

from tests.support.articles import text_hash
from tests.support.corrections import K, analysis, at, entity, find, idle, in_words, name, said_by, spans_of
from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import TextPositionSelector
from tui.domain.corrections.apply import corrected, reviewed_spans
from tui.domain.corrections.correction import Correction
from tui.domain.text.spans import TextSpan

TEXT = (
    "Keir Starmer spoke in Kharkiv. Starmer left, and Anna Starmer stayed. "
    "In Kharkiv Acme Corp grows; Acme pays. May came, Acme-led. New York is far."
)
FOUND = analysis(
    entity(TEXT, "PERSON", "Keir Starmer", "Keir Starmer", "Starmer"),
    entity(TEXT, "ORG", "Kharkiv"),
    entity(TEXT, "PERSON", "May"),
    entity(TEXT, "LOC", "New York"),
)
KHARKIV_IS_A_PLACE = Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.LOC, wordings=("Kharkiv",))
MAY_IS_NO_NAME = Correction(K.REMOVE, name("PERSON", "May"), wordings=("May",))
ACME = Correction(K.ADD, name("ORG", "Acme"), target=at(TEXT, "Acme", 1))


def after(*corrections: Correction, text: str = TEXT, found: Analysis = FOUND) -> dict:
    return in_words(corrected(found, text, text_hash(text), corrections), text)


def test_no_correction_changes_nothing() -> None:
    assert corrected(FOUND, TEXT, text_hash(TEXT), ()) is FOUND


def test_relabel() -> None:
    assert after(KHARKIV_IS_A_PLACE)["LOC", "Kharkiv"] == ["Kharkiv", "Kharkiv"]
    assert ("ORG", "Kharkiv") not in after(KHARKIV_IS_A_PLACE)


def test_relabelled_to_what_another_of_its_name_is_it_becomes_part_of_that() -> None:
    both = analysis(entity(TEXT, "ORG", "Kharkiv"), replace(entity(TEXT, "LOC", "New York"), name="Kharkiv"))
    assert after(KHARKIV_IS_A_PLACE, found=both) == {("LOC", "Kharkiv"): ["Kharkiv", "Kharkiv", "New York"]}


def test_merge_keeps_label_and_name_of_what_it_goes_into() -> None:
    merged = after(Correction(K.MERGE, name("PERSON", "May"), into=name("PERSON", "Keir Starmer")))
    assert merged["PERSON", "Keir Starmer"] == ["Keir Starmer", "Starmer", "Starmer", "May"]


def test_merge_of_one_into_another_into_a_third() -> None:
    chain = [
        Correction(K.MERGE, name("PERSON", "May"), into=name("LOC", "New York")),
        Correction(K.MERGE, name("LOC", "New York"), into=name("ORG", "Kharkiv")),
    ]
    everything = ["Kharkiv", "Kharkiv", "May", "New York"]
    assert after(*chain)["ORG", "Kharkiv"] == everything
    # In the other order the second finds that what May goes into has gone into Kharkiv.
    assert after(*reversed(chain))["ORG", "Kharkiv"] == everything


def test_merges_in_a_circle_and_into_oneself() -> None:
    there = Correction(K.MERGE, name("PERSON", "May"), into=name("LOC", "New York"))
    back = Correction(K.MERGE, name("LOC", "New York"), into=name("PERSON", "May"))
    assert after(there, back) == after(there)
    myself = Correction(K.MERGE, name("PERSON", "May"), into=name("PERSON", "May"))
    assert after(myself) == after()


def test_what_was_merged_is_not_meant_by_its_old_name() -> None:
    merge = Correction(K.MERGE, name("PERSON", "May"), into=name("PERSON", "Keir Starmer"))
    relabel = Correction(K.RELABEL, name("PERSON", "May"), Label.DATE, wordings=("May",))
    assert after(merge, relabel, MAY_IS_NO_NAME) == after(merge)


def test_split() -> None:
    split = Correction(K.SPLIT, name("PERSON", "Keir Starmer"), target=at(TEXT, "Starmer", 2))
    assert after(split)["PERSON", "Keir Starmer"] == ["Keir Starmer", "Starmer"]
    assert after(split)["PERSON", "Starmer"] == ["Starmer"]
    joined = replace(split, into=name("PERSON", "May"))
    assert after(joined)["PERSON", "May"] == ["Starmer", "May"]


def test_splitting_the_only_mention() -> None:
    split = Correction(K.SPLIT, name("PERSON", "May"), target=at(TEXT, "May"))
    assert after(split) == after()
    joined = after(replace(split, into=name("LOC", "New York")))
    assert joined["LOC", "New York"] == ["May", "New York"]
    assert ("PERSON", "May") not in joined


def test_two_of_one_name_are_distinguished_by_a_mention() -> None:
    text = "Smith met Smith."
    found = analysis(entity(text, "PERSON", "Smith"))
    split = Correction(K.SPLIT, name("PERSON", "Smith"), target=at(text, "Smith", 1))
    city = Correction(K.RELABEL, name("PERSON", "Smith"), Label.ORG, target=at(text, "Smith", 1))
    result = corrected(found, text, text_hash(text), [split, city])
    assert [(one.label, one.mentions) for one in result.entities] == [
        (Label.PERSON, (find(text, "Smith"),)), (Label.ORG, (find(text, "Smith", 1),))
    ]  # fmt: skip


def test_remove_an_entity_or_a_mention() -> None:
    assert ("PERSON", "May") not in after(MAY_IS_NO_NAME)
    here = Correction(K.REMOVE, name("ORG", "Kharkiv"), target=at(TEXT, "Kharkiv", 1))
    assert after(here)["ORG", "Kharkiv"] == ["Kharkiv"]
    assert ("LOC", "New York") not in after(
        Correction(K.REMOVE, name("LOC", "New York"), target=at(TEXT, "New York"))
    )


def test_add_takes_every_occurrence_that_is_free() -> None:
    assert after(ACME)["ORG", "Acme"] == ["Acme", "Acme", "Acme"]
    corp = Correction(K.ADD, name("ORG", "Acme Corp"), target=at(TEXT, "Acme Corp"))
    assert after(corp, ACME)["ORG", "Acme"] == ["Acme", "Acme"]


@pytest.mark.parametrize("wording", ["cme", "Acme C", "pay", "ork"])
def test_add_looks_for_whole_words_elsewhere(wording: str) -> None:
    text = TEXT + f" {wording}tail a{wording} {wording}\u0301 _{wording}"
    result = after(Correction(K.ADD, name("MISC", ""), target=at(text, wording)), text=text)
    assert result["MISC", wording.strip()] == [wording]


def test_add_joins_an_entity_of_that_label_and_name() -> None:
    anna = Correction(K.ADD, name("PERSON", "May"), target=at(TEXT, "Anna"))
    assert after(anna)["PERSON", "May"] == ["Anna", "May"]


def test_an_added_passage_stands_in_place_of_what_it_overlaps() -> None:
    anna = Correction(K.ADD, name("PERSON", "Anna Starmer"), target=at(TEXT, "Anna Starmer"))
    assert after(anna)["PERSON", "Anna Starmer"] == ["Anna Starmer"]
    assert after(anna)["PERSON", "Keir Starmer"] == ["Keir Starmer", "Starmer"]
    york = Correction(K.ADD, name("LOC", "York"), target=at(TEXT, "York"))
    assert after(york)["LOC", "York"] == ["York"]
    assert ("LOC", "New York") not in after(york)
    # Only the passage itself: the other Starmers are mentions already.
    starmer = Correction(K.ADD, name("PERSON", "Anna Starmer"), target=at(TEXT, "Starmer", 2))
    assert after(starmer)["PERSON", "Keir Starmer"] == ["Keir Starmer", "Starmer", "Starmer"]


def test_what_was_said_to_be_no_name_is_not_added_with_others() -> None:
    refused = Correction(K.REMOVE, name("PERSON", "Keir Starmer"), target=at(TEXT, "Keir Starmer"))
    anna = Correction(K.ADD, name("PERSON", "Anna"), target=at(TEXT, "Anna Starmer"))
    starmer = Correction(K.ADD, name("PERSON", "Starmer"), target=at(TEXT, "Starmer", 1))
    assert find(TEXT, "Starmer") not in spans_of(
        corrected(FOUND, TEXT, text_hash(TEXT), [refused, anna, starmer])
    )
    # Nor where nothing was found; but there, if it is added itself.
    nowhere = Correction(K.REMOVE, name("ORG", "Acme"), target=at(TEXT, "Acme"))
    assert after(nowhere, ACME)["ORG", "Acme"] == ["Acme", "Acme"]
    assert after(nowhere, replace(ACME, target=at(TEXT, "Acme")))["ORG", "Acme"] == ["Acme"] * 3


def test_adding_what_the_pipeline_finds_by_now_leaves_it_where_it_is() -> None:
    now = analysis(
        replace(entity(TEXT, "ORG", "Acme Corporation", "Acme"), mentions=(find(TEXT, "Acme", 1),))
    )
    assert after(ACME, found=now) == {("ORG", "Acme Corporation"): ["Acme", "Acme", "Acme"]}


def test_adding_white_space_or_nothing_there() -> None:
    assert after(Correction(K.ADD, name("ORG", "x"), target=at(TEXT, " "))) == after()
    padded = Correction(K.ADD, name("ORG", "Acme"), target=at(TEXT, " Acme pays"))
    assert after(padded)["ORG", "Acme"] == ["Acme pays"]
    nowhere = replace(ACME, target=replace(ACME.target, position=TextPositionSelector(10**6, 10**6 + 4)))
    assert after(nowhere) == after()
    assert after(replace(ACME, target=None)) == after()


def test_one_after_the_other_and_the_first_undone() -> None:
    merge = Correction(K.MERGE, name("LOC", "Kharkiv"), into=name("LOC", "New York"), wordings=("Kharkiv",))
    remove = Correction(K.REMOVE, name("LOC", "Kharkiv"), wordings=("Kharkiv",))
    assert after(KHARKIV_IS_A_PLACE, merge)["LOC", "New York"] == ["Kharkiv", "Kharkiv", "New York"]
    assert after(merge) == after(KHARKIV_IS_A_PLACE, merge)
    assert after(remove) == after(KHARKIV_IS_A_PLACE, remove)
    split = Correction(K.SPLIT, name("LOC", "New York"), target=at(TEXT, "Kharkiv", 1))
    assert after(split)["ORG", "Kharkiv"] == ["Kharkiv"]


def test_a_name_that_differs_by_now() -> None:
    titled = analysis(entity(TEXT, "PERSON", "Mr Keir Starmer", "Keir Starmer", "Starmer"))
    wordings = ("Keir Starmer", "Starmer")
    relabel = Correction(K.RELABEL, name("PERSON", "Keir Starmer"), Label.ORG, wordings=wordings)
    assert ("ORG", "Mr Keir Starmer") in after(relabel, found=titled)
    longer = Correction(K.REMOVE, name("PERSON", "Starmer"), wordings=("Starmer",))
    # The one that resembles it has a mention more, of which nothing was said.
    assert after(longer, found=titled) == {("PERSON", "Mr Keir Starmer"): ["Keir Starmer"]}
    spelt = Correction(K.RELABEL, name("LOC", "the new  york’s"), Label.ORG)
    assert ("ORG", "New York") in after(spelt)


def test_what_does_not_fit_is_passed_over() -> None:
    gone = [
        Correction(K.RELABEL, name("PERSON", "Nobody"), Label.LOC, wordings=("Nobody",)),
        Correction(K.REMOVE, name("PERSON", "Nobody"), wordings=("Nobody",)),
        Correction(K.MERGE, name("PERSON", "May"), into=name("ORG", "Nobody")),
        Correction(K.MERGE, name("ORG", "Nobody"), into=name("PERSON", "May")),
        Correction(K.SPLIT, name("PERSON", "May"), into=name("ORG", "Nobody"), target=at(TEXT, "May")),
        Correction(K.RELABEL, name("PERSON", ""), Label.LOC),
        Correction(K.RELABEL, name("PERSON", "May")),
        Correction(K.MERGE, name("PERSON", "May")),
        Correction(K.SPLIT, name("PERSON", "May")),
    ]
    assert after(*gone) == after()
    assert idle(FOUND, TEXT, [*gone, ACME]) == tuple(gone)


def test_in_doubt_it_is_none() -> None:
    two = analysis(entity(TEXT, "ORG", "Kharkiv"), replace(entity(TEXT, "LOC", "New York"), name="Kharkiv"))
    gone = Correction(K.RELABEL, name("PERSON", "Kharkiv"), Label.DATE)
    assert after(gone, found=two) == after(found=two)


def test_while_an_analysis_goes_on_only_exact_names_count() -> None:
    partial = replace(FOUND, complete=False)
    remove = Correction(K.REMOVE, name("LOC", "Kharkiv"), wordings=("Kharkiv",))
    assert after(remove, found=partial) == after()
    assert ("ORG", "Kharkiv") not in after(remove)
    assert after(KHARKIV_IS_A_PLACE, found=partial) == after(KHARKIV_IS_A_PLACE)


def test_hostile_names_are_harmless() -> None:
    evil = Correction(K.ADD, name("ORG", "\x1b[31mA\ncme\u202e" + "x" * 500), target=at(TEXT, "pays"))
    [(_, called)] = [key for key in after(evil) if key[0] == "ORG" and key[1] != "Kharkiv"]
    assert called.startswith("A cmex")
    assert called.isprintable()
    assert len(called) == 200


def test_speakers_follow() -> None:
    spans = {
        wording: find(TEXT, wording)
        for wording in ("Keir Starmer", "Kharkiv", "May", "Acme", "Anna Starmer", "left")
    }
    names = {"Keir Starmer": "Keir Starmer", "Kharkiv": "Kharkiv", "May": "May", "Acme": None, "left": "May"}
    said = [said_by(spans[wording], called) for wording, called in names.items()]
    found = replace(FOUND, quotations=tuple(said))

    def speakers(*corrections: Correction) -> list[str | None]:
        result = corrected(found, TEXT, text_hash(TEXT), corrections)
        return [quotation.speaker.name for quotation in result.quotations]

    assert speakers(MAY_IS_NO_NAME) == ["Keir Starmer", "Kharkiv", None, None, None]
    merge = Correction(K.MERGE, name("PERSON", "May"), into=name("PERSON", "Keir Starmer"))
    assert speakers(merge) == ["Keir Starmer", "Kharkiv", "Keir Starmer", None, "Keir Starmer"]
    split = Correction(
        K.SPLIT, name("PERSON", "Keir Starmer"), into=name("PERSON", "May"), target=at(TEXT, "Keir Starmer")
    )
    assert speakers(split)[0] == "May"
    assert speakers(ACME)[3] == "Acme"
    corp = Correction(K.ADD, name("PERSON", "Theresa May"), target=at(TEXT, "May came"))
    assert speakers(corp) == ["Keir Starmer", "Kharkiv", "Theresa May", None, "Theresa May"]
    assert speakers(KHARKIV_IS_A_PLACE) == list(names.values())


def test_what_the_reader_has_seen_to() -> None:
    confirm = Correction(K.RELABEL, name("LOC", "New York"), Label.LOC)
    here = Correction(K.REMOVE, name("PERSON", "Keir Starmer"), target=at(TEXT, "Starmer", 1))
    seen = reviewed_spans(FOUND, TEXT, text_hash(TEXT), [confirm, here, MAY_IS_NO_NAME])
    assert [(TextSpan(m.start, m.end).of(TEXT), m.label) for m in seen.mentions] == [("New York", "LOC")]
    assert seen.nameless == (find(TEXT, "Starmer", 1), find(TEXT, "May"))
    seen = reviewed_spans(FOUND, TEXT, text_hash(TEXT), [ACME], before=[KHARKIV_IS_A_PLACE, MAY_IS_NO_NAME])
    assert {TextSpan(m.start, m.end).of(TEXT) for m in seen.mentions} == {"Acme"}
    assert seen.nameless == ()
    # What was removed and then added is a name again.
    again = Correction(K.ADD, name("DATE", "May"), target=at(TEXT, "May"))
    seen = reviewed_spans(FOUND, TEXT, text_hash(TEXT), [MAY_IS_NO_NAME, again])
    assert [m.label for m in seen.mentions] == [Label.DATE]
    assert seen.nameless == ()
