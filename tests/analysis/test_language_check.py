from dataclasses import replace

import pytest

from tests.support import languages
from tui.analysis.language import LanguageCheck, check_language
from tui.analysis.models import cache_key, find_model

SHIPPED = find_model(None)
OTHER = replace(SHIPPED, name="de_news 3.8", is_shipped=False, language="de")
OF_MANY = replace(OTHER, language="")
HINT = "the pipeline that ships knows English only. --lang en analyses it all the same."


@pytest.mark.parametrize(
    ("text", "chosen", "declared", "remark"),
    [
        (languages.ENGLISH, "", "", ""),
        (languages.GERMAN, "", "", f"This article seems to be German; {HINT}"),
        (languages.CHINESE, "", "en", f"This article seems to be Chinese; {HINT}"),
        (languages.SERBIAN, "", "", f"This article seems to be Serbo-Croatian; {HINT}"),
        (languages.ENGLISH, "", "de", ""),
        ("Nein.", "", "", ""),
        ("Nein.", "", "de", f"This article is marked as German; {HINT}"),
        ("No.", "", "en", ""),
        (languages.GERMAN, "en", "de", ""),
        (languages.ENGLISH, "fr", "en", f"This article is French (--lang fr); {HINT}"),
    ],
)
def test_the_pipeline_that_ships_is_for_english(text: str, chosen: str, declared: str, remark: str) -> None:
    assert check_language(text, SHIPPED, chosen, declared) == LanguageCheck(not remark, remark)


def test_whoever_chose_a_pipeline_is_given_what_it_finds() -> None:
    assert check_language(languages.GERMAN, OTHER) == LanguageCheck()
    remark = "This article seems to be French; de_news 3.8 is for German."
    assert check_language(languages.FRENCH, OTHER) == LanguageCheck(analyse=True, remark=remark)
    remark = "This article seems to be English; de_news 3.8 is for German."
    assert check_language(languages.ENGLISH, OTHER) == LanguageCheck(analyse=True, remark=remark)
    assert check_language(languages.FRENCH, OTHER, chosen="de") == LanguageCheck()


def test_a_pipeline_of_many_languages_fits_all() -> None:
    assert check_language(languages.RUSSIAN, OF_MANY, chosen="fr", declared="de") == LanguageCheck()


def test_languages_that_can_hardly_be_distinguished_fit_each_other() -> None:
    assert check_language(languages.SERBIAN, replace(OTHER, language="hr")) == LanguageCheck()
    assert check_language("Nei.", replace(OTHER, language="nb"), declared="no") == LanguageCheck()


def test_the_chosen_and_declared_language_keep_analyses_apart() -> None:
    keys = {
        cache_key(SHIPPED, chosen, declared) for chosen in ("", "de", "en") for declared in ("", "de", "en")
    }
    assert len(keys) == 9
    assert cache_key(SHIPPED) == SHIPPED.key
