"""What corrections in some articles say of the names in another one."""

from dataclasses import replace

import pytest

from tests.support.articles import text_hash
from tests.support.corrections import K, analysis, at, entity, in_words, name
from tui.domain.analysis import Analysis, Label
from tui.domain.corrections.apply import corrected
from tui.domain.corrections.correction import Correction
from tui.domain.corrections.suggestions import ArticleCorrections, Suggestion, suggestions

TEXT = "The Kharkiv front. May rests. Acme Corp and Acme pay Ada King Lovelace. Ada Byron wrote to Acme."
FOUND = analysis(
    entity(TEXT, "ORG", "Kharkiv"),
    entity(TEXT, "PERSON", "May"),
    entity(TEXT, "PERSON", "Ada King Lovelace"),
    entity(TEXT, "PERSON", "Ada Byron"),
)
ELSEWHERE = "Acme Corp, Acme. Kharkiv, Ada Byron."
A_PLACE = Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.LOC)
NO_NAME = Correction(K.REMOVE, name("PERSON", "May"))
ACME = Correction(K.ADD, name("ORG", "Acme"), target=at(ELSEWHERE, "Acme", 1))
CORP = Correction(K.ADD, name("ORG", "Acme Corporation"), target=at(ELSEWHERE, "Acme Corp"))
ONE_ADA = Correction(K.MERGE, name("PERSON", "Ada Byron"), into=name("PERSON", "Ada King Lovelace"))


def said(*articles: list[Correction], own: tuple[Correction, ...] = ()) -> tuple[Suggestion, ...]:
    others = [
        ArticleCorrections(f"Article {number}", tuple(made)) for number, made in enumerate(articles, start=1)
    ]
    return suggestions(FOUND, TEXT, text_hash(TEXT), own, others)


def applied(*articles: list[Correction], own: tuple[Correction, ...] = ()) -> dict:
    """What an article is after what applies and its own corrections."""
    taught = [one.correction for one in said(*articles, own=own) if one.applied]
    return in_words(corrected(FOUND, TEXT, text_hash(TEXT), [*taught, *own]), TEXT)


@pytest.mark.parametrize("lesson", [A_PLACE, NO_NAME, ACME, ONE_ADA], ids=lambda one: one.kind)
def test_said_once_is_offered_said_twice_holds(lesson: Correction) -> None:
    [once] = said([lesson])
    assert (once.times, once.title, once.applied) == (1, "Article 1", False)
    assert applied([lesson]) == in_words(FOUND, TEXT)
    [twice] = said([lesson], [lesson])
    assert (twice.times, twice.title, twice.applied) == (2, "Article 2", True)
    assert applied([lesson], [lesson]) != in_words(FOUND, TEXT)
    # Made here, it does the same, and is not offered any more.
    assert applied([lesson], own=(once.correction,)) == applied([lesson], [lesson])
    assert said([lesson], own=(once.correction,)) == ()
    assert said([lesson])[0].correction.id == once.correction.id


def test_a_name_called_a_place_twice_is_a_place() -> None:
    assert applied([A_PLACE], [A_PLACE])["LOC", "Kharkiv"] == ["Kharkiv"]
    # Whatever it was taken for.
    as_person = replace(A_PLACE, entity=name("PERSON", "Kharkiv's"))
    assert applied([A_PLACE], [as_person])["LOC", "Kharkiv"] == ["Kharkiv"]


def test_said_twice_in_one_article_is_said_once() -> None:
    assert [one.applied for one in said([A_PLACE, A_PLACE])] == [False]


def test_the_last_word_of_an_article_counts() -> None:
    back = Correction(K.RELABEL, name("LOC", "Kharkiv"), Label.ORG)
    assert said([A_PLACE, back]) == ()
    assert [one.applied for one in said([A_PLACE, back], [A_PLACE], [A_PLACE])] == [False]


@pytest.mark.parametrize(
    ("lesson", "otherwise"),
    [
        (A_PLACE, Correction(K.RELABEL, name("LOC", "Kharkiv"), Label.FAC)),
        (A_PLACE, Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.ORG)),
        (A_PLACE, Correction(K.REMOVE, name("ORG", "Kharkiv"))),
        (A_PLACE, Correction(K.ADD, name("FAC", "Kharkiv"), target=at(ELSEWHERE, "Kharkiv"))),
        (NO_NAME, Correction(K.RELABEL, name("PERSON", "May"), Label.DATE)),
        (ACME, Correction(K.REMOVE, name("ORG", "Acme"))),
        (ACME, Correction(K.REMOVE, name("ORG", "Acme"), target=at(ELSEWHERE, "Acme", 1))),
        (ONE_ADA, replace(ONE_ADA, into=name("PERSON", "Ada Third"))),
        (
            ONE_ADA,
            Correction(K.SPLIT, name("PERSON", "Ada King Lovelace"), target=at(ELSEWHERE, "Ada Byron")),
        ),
        (ONE_ADA, Correction(K.RELABEL, name("PERSON", "Ada Byron"), Label.PERSON)),
    ],
)
def test_said_otherwise_anywhere_it_is_only_offered(lesson: Correction, otherwise: Correction) -> None:
    found = [one for one in said([lesson], [otherwise], [lesson]) if one.correction.kind is lesson.kind]
    assert any(one.times == 2 for one in found)
    assert not any(one.applied for one in found)


def test_that_it_is_no_place_does_not_contradict_that_it_is_no_person() -> None:
    no_place = Correction(K.REMOVE, name("LOC", "May"))
    assert ("PERSON", "May") not in applied([NO_NAME], [no_place], [NO_NAME])
    assert said([no_place], [no_place]) == ()


@pytest.mark.parametrize(
    ("lesson", "own"),
    [
        (A_PLACE, Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.ORG)),
        (A_PLACE, Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.FAC)),
        (A_PLACE, Correction(K.REMOVE, name("ORG", "Kharkiv"))),
        (A_PLACE, Correction(K.MERGE, name("ORG", "Kharkiv"), into=name("PERSON", "May"))),
        (NO_NAME, Correction(K.RELABEL, name("PERSON", "May"), Label.PERSON)),
        (NO_NAME, Correction(K.ADD, name("PERSON", "May"), target=at(TEXT, "May"))),
        (ACME, Correction(K.REMOVE, name("ORG", "Acme"))),
        (ACME, Correction(K.ADD, name("PERSON", "Acme"), target=at(TEXT, "Acme", 1))),
        (ONE_ADA, Correction(K.RELABEL, name("PERSON", "Ada Byron"), Label.PERSON)),
    ],
)
def test_what_the_article_itself_says_goes_first(lesson: Correction, own: Correction) -> None:
    assert said([lesson], [lesson], own=(own,)) == ()
    alone = corrected(FOUND, TEXT, text_hash(TEXT), [own])
    assert applied([lesson], [lesson], own=(own,)) == in_words(alone, TEXT)


def test_corrections_of_quotations_teach_nothing_and_speak_against_nothing() -> None:
    text = "Kharkiv is far. “Kharkiv,” Kharkiv said."
    found = analysis(entity(text, "ORG", "Kharkiv"))
    taught = ArticleCorrections("Elsewhere", (Correction(K.RELABEL, name("ORG", "Kharkiv"), Label.LOC),))
    of_quote = Correction(K.SPEAKER, name("ORG", "Kharkiv"), target=at(text, "“Kharkiv,”"))
    assert suggestions(found, text, text_hash(text), [], [ArticleCorrections("Other", (of_quote,))]) == ()
    [without] = suggestions(found, text, text_hash(text), [], [taught])
    [with_it] = suggestions(found, text, text_hash(text), [of_quote], [taught])
    # When it would be made is no part of what is said.
    assert replace(with_it.correction, made="") == replace(without.correction, made="")
    assert (with_it.times, with_it.applied) == (without.times, without.applied)


def test_corrections_of_what_was_taught_hold() -> None:
    twice = ([A_PLACE, ACME], [A_PLACE, ACME])
    here = Correction(K.REMOVE, name("ORG", "Acme"), target=at(TEXT, "Acme", 1))
    assert applied(*twice, own=(here,))["ORG", "Acme"] == ["Acme", "Acme"]
    assert applied(*twice, own=(here,))["LOC", "Kharkiv"] == ["Kharkiv"]
    merge = Correction(K.MERGE, name("LOC", "Kharkiv"), into=name("PERSON", "May"), wordings=("Kharkiv",))
    assert applied(*twice, own=(merge,))["PERSON", "May"] == ["Kharkiv", "May"]
    label = Correction(K.RELABEL, name("ORG", "Acme"), Label.PRODUCT)
    assert applied(*twice, own=(label,))["PRODUCT", "Acme"] == ["Acme", "Acme", "Acme"]
    gone = Correction(K.REMOVE, name("LOC", "Kharkiv"), wordings=("Kharkiv",))
    assert not {key for key in applied(*twice, own=(gone,)) if key[1] == "Kharkiv"}


def test_an_offer_to_add_is_declined_by_saying_that_it_is_no_name_there() -> None:
    [offer] = said([ACME])
    declined = Correction(K.REMOVE, offer.correction.entity, target=offer.correction.target)
    assert said([ACME], own=(declined,)) == ()
    assert applied([ACME], own=(declined,)) == in_words(FOUND, TEXT)


def test_longer_names_are_added_first() -> None:
    both = applied([ACME, CORP], [CORP, ACME])
    assert both["ORG", "Acme Corporation"] == ["Acme Corp"]
    assert both["ORG", "Acme"] == ["Acme", "Acme"]


def test_an_added_name_that_was_relabelled_is_added_as_that() -> None:
    product = Correction(K.RELABEL, name("ORG", "Acme"), Label.PRODUCT)
    assert applied([ACME, product], [ACME, product])["PRODUCT", "Acme"] == ["Acme", "Acme", "Acme"]


def test_where_the_text_distinguishes_two_of_one_name_it_is_only_offered() -> None:
    both = analysis(*FOUND.entities, replace(entity(TEXT, "LOC", "front"), name="Kharkiv"))
    others = [ArticleCorrections("", (A_PLACE,))] * 2
    assert [one.applied for one in suggestions(both, TEXT, text_hash(TEXT), (), others)] == [False]


def test_what_is_not_here_or_not_sure_teaches_nothing() -> None:
    lessons = [
        Correction(K.RELABEL, name("ORG", "Lviv"), Label.LOC),
        Correction(K.MERGE, name("PERSON", "May"), into=name("PERSON", "Ada Byron")),
        Correction(K.SPLIT, name("PERSON", "Ada Byron"), target=at(ELSEWHERE, "Ada Byron")),
        Correction(K.REMOVE, name("ORG", "Kharkiv"), target=at(ELSEWHERE, "Kharkiv")),
        Correction(K.REMOVE, name("ORG", "")),
        Correction(K.ADD, name("ORG", "A"), target=at(ELSEWHERE, "A")),
        Correction(K.ADD, name("ORG", "cme"), target=at(ELSEWHERE, "cme")),
        Correction(K.RELABEL, name("PERSON", "may"), Label.DATE),
    ]
    assert said(lessons, lessons) == ()
    assert suggestions(Analysis(), "", text_hash(""), (), [ArticleCorrections("", (A_PLACE, ACME))]) == ()
