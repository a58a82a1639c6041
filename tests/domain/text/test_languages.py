import pytest

from tui.domain.text.languages import LANGUAGES, are_alike, language_code, language_name


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("de", "de"),
        ("DE", "de"),
        (" pt-BR ", "pt"),
        ("zh_Hans_CN", "zh"),
        ("sr-Latn-RS-x-private", "sr"),
        ("eng", "en"),
        ("iw", "he"),
        ("und", ""),
        ("mul", ""),
        ("xx", ""),
        ("x-default", ""),
        ("", ""),
        ("german", ""),
        ("de\x1b[31m", ""),
        ("de fr", ""),
        ("d", ""),
        ("1", ""),
    ],
)
def test_tags_are_read_as_pages_write_them(tag: str, code: str) -> None:
    assert language_code(tag) == code


def test_every_code_has_a_name() -> None:
    assert len(LANGUAGES) > 170
    for code in LANGUAGES:
        assert language_code(code) == code
        assert language_name(code)[0].isupper()
    assert (language_name("zh"), language_name("ht")) == ("Chinese", "Haitian Creole")
    assert language_name("tlh") == "tlh"


def test_languages_that_can_hardly_be_distinguished_are_alike() -> None:
    assert are_alike("nb", "no")
    assert are_alike("hr", "sr")
    assert are_alike("fr", "fr")
    assert not are_alike("de", "en")
    assert not are_alike("nb", "hr")
    assert not are_alike("de", "fr")
