"""Corrections hold in later versions of their text, and never at a wrong place."""

from dataclasses import replace

from tests.support import edits
from tests.support.articles import text_hash
from tests.support.corrections import K, analysis, at, entity, find, in_words, name
from tui.domain.analysis import Quotation, QuotationKind
from tui.domain.anchoring.anchorer import Anchorer, reanchored_correction
from tui.domain.anchoring.tokens import tokens_of
from tui.domain.annotation import Target, describe
from tui.domain.corrections.apply import corrected
from tui.domain.corrections.correction import NOBODY, Correction

OLD = (
    'Ada Byron met Bo. "Go on," Bo said to Ada, and Acme paid.\n'
    'Acme grew, and Washington wrote to Washington. "Never!" Ada said.'
)
NEW = (
    "First came rain.\nAda Byron met Bo. “Go on,” Bo said to Ada, and Acme paid. Acme is back.\n"
    "Acme grew fast, and Washington wrote to Washington. “Never!” Ada said."
)


def over(*corrections: Correction, new: str = NEW, stored: bool = True) -> list[Correction]:
    snapshots = {text_hash(OLD): OLD} if stored else {}
    anchorer = Anchorer(new, text_hash(new), snapshots.get)
    return [reanchored_correction(each, anchorer) for each in corrections]


def test_what_was_said_of_one_mention_holds_for_the_same_one_in_a_changed_text() -> None:
    found = analysis(entity(NEW, "PERSON", "Washington"), entity(NEW, "ORG", "Acme"))
    split = Correction(K.SPLIT, name("PERSON", "Washington"), target=at(OLD, "Washington", 1))
    removed = Correction(K.REMOVE, name("ORG", "Acme"), target=at(OLD, "Acme", 1))
    added = Correction(K.ADD, name("PERSON", "Ada Byron"), target=at(OLD, "Ada Byron"))
    result = corrected(found, NEW, text_hash(NEW), over(split, removed, added))
    spans = {one.name: one.mentions for one in result.entities}
    assert spans["Acme"] == (find(NEW, "Acme", 0), find(NEW, "Acme", 1))
    assert spans["Ada Byron"] == (find(NEW, "Ada Byron"),)
    assert sorted(one.mentions for one in result.entities if one.name == "Washington") == [
        (find(NEW, "Washington", 0),),
        (find(NEW, "Washington", 1),),
    ]


def test_a_quotation_is_known_again_though_its_marks_and_a_word_are_others() -> None:
    new = NEW.replace("“Go on,”", "“Go on then,”")
    quotations = [
        Quotation(find(new, wording), QuotationKind.DIRECT, None, None)
        for wording in ("“Go on then,”", "“Never!”")
    ]
    found = analysis(entity(new, "PERSON", "Bo"), quotations=quotations)
    said = Correction(K.SPEAKER, name("PERSON", "Bo"), target=at(OLD, '"Go on,"'))
    none = Correction(K.NOT_A_QUOTE, NOBODY, target=at(OLD, '"Never!"'))
    result = corrected(found, new, text_hash(new), over(said, none, new=new))
    assert [(q.span, q.speaker.name if q.speaker else None) for q in result.quotations] == [
        (find(new, "“Go on then,”"), "Bo")
    ]


def test_where_the_passage_is_gone_or_another_name_it_has_no_effect() -> None:
    other = OLD.replace("Acme grew", "Apex grew").replace("Ada Byron met Bo. ", "")
    found = analysis(entity(other, "ORG", "Apex"))
    acme = Correction(K.REMOVE, name("ORG", "Acme"), target=at(OLD, "Acme", 1))
    ada = Correction(K.ADD, name("PERSON", "Ada Byron"), target=at(OLD, "Ada Byron"))
    assert over(acme, ada, new=other) == [acme, ada]
    assert corrected(found, other, text_hash(other), [acme, ada]) == found


def test_without_the_text_it_was_made_in_the_wording_and_what_is_around_it_tell() -> None:
    longer = "Updated. " + OLD
    here = Correction(K.REMOVE, name("ORG", "Acme"), target=at(OLD, "Acme", 1))
    acme = Correction(K.ADD, name("ORG", "Acme"), target=at(OLD, "Acme"))
    found = analysis(entity(longer, "ORG", "Acme"))
    result = corrected(found, longer, text_hash(longer), over(here, new=longer, stored=False))
    assert in_words(result, longer) == {("ORG", "Acme"): ["Acme"]}
    assert over(acme, new="Nothing of it is left.", stored=False) == [acme]


def test_one_that_speaks_of_whole_entities_is_of_every_text() -> None:
    everywhere = Correction(K.REMOVE, name("ORG", "Acme"))
    here = Correction(K.REMOVE, name("ORG", "Acme"), target=at(NEW, "Acme"))
    assert over(everywhere, here) == [everywhere, here]


def test_it_survives_the_edits_that_a_note_survives_and_is_never_anywhere_else() -> None:
    survived = 0
    for edit in edits.edits(seed=11, number=2):
        old_hash, new_hash = text_hash(edit.old), text_hash(edit.new)
        anchorer = Anchorer(edit.new, new_hash, {old_hash: edit.old}.get)
        target = describe(edit.old, edit.span, old_hash)
        noted = anchorer.anchor(target)
        [of_name, of_quotation] = (
            reanchored_correction(Correction(kind, NOBODY, target=target), anchorer)
            for kind in (K.ADD, K.SPEAKER)
        )
        for one in (of_name, of_quotation):
            assert one == replace(one, target=target) or place(one.target, new_hash) == noted.span
        if noted.span and keys(noted.span.of(edit.new)) == keys(edit.span.of(edit.old)):
            survived += 1
            assert place(of_name.target, new_hash) == place(of_quotation.target, new_hash) == noted.span
    assert survived > 12


def place(target: Target | None, of: str) -> object:
    return target.span if target and target.text_hash == of else None


def keys(wording: str) -> list[str]:
    return [token.key for token in tokens_of(wording)]
