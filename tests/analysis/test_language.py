import base64
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import languages
from tests.support.articles import SEEDS
from tui.analysis import language as language_module
from tui.analysis.language import foreign_paragraphs, language_of
from tui.domain.text.languages import LANGUAGES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (languages.GERMAN, "de"),
        (languages.FRENCH, "fr"),
        (languages.RUSSIAN, "ru"),
        (languages.CHINESE, "zh"),
        (languages.ARABIC, "ar"),
        (languages.SERBIAN, "sh"),
        (languages.ENGLISH, "en"),
        (languages.ENGLISH.upper(), "en"),
        (languages.GERMAN.upper(), "de"),
        (languages.NAMES_FROM_EVERYWHERE, "en"),
        (languages.GERMAN * 300, "de"),
        (f"{languages.GERMAN * 8}\n\n{languages.ENGLISH}", "de"),
        (f"{languages.ENGLISH * 8}\n\n{languages.GERMAN}", "en"),
    ],
)
def test_a_text_that_leaves_no_doubt(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Der Rat sagte nein.",
        languages.GERMAN[:150],
        f"{languages.GERMAN}\n\n{languages.ENGLISH}",
        f"{languages.GERMAN * 9}\n\n{languages.FRENCH * 9}",
        "Jürgen Müller, Françoise Lefèvre, Giuseppe Rossi, José Martínez, Łukasz Kowalski, Nguyễn Văn An, "
        * 4,
        "0 17 3.5 12-04 " * 300,
        "x" * 5000,
        "asdf jkl qwer zxcv " * 50,
        "https://www.example.com/a/b?c=d&e=f " * 40,
        "for (i = 0; i < n; ++i) { buf[i] ^= key[i % 16]; ptr += sizeof(uint8_t); if (!ptr) break; }\n" * 20,
        base64.b64encode(random.Random(1).randbytes(6000)).decode(),
        "!? … — () " * 400,
    ],
)
def test_a_text_that_leaves_doubt(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize("sample", ["london-summit.txt", "saffron-trial.txt"])
def test_the_samples_are_english(sample: str) -> None:
    assert language_of((SEEDS / sample).read_text()) == "en"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=400), st.integers(1, 8))
def test_any_text_has_one_language_or_none(text: str, times: int) -> None:
    assert language_of(text * times) in {"", *LANGUAGES}


def test_without_the_classifier_only_english_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("py3langid.langid.MODEL_FILE", str(tmp_path / "missing"))
    language_module._classifier.cache_clear()
    try:
        assert language_of(languages.GERMAN) == ""
        assert language_of(languages.ENGLISH) == "en"
    finally:
        language_module._classifier.cache_clear()


def test_a_few_words_are_of_the_language_of_those_next_to_them() -> None:
    german = "Die Bürgermeisterin sagte am Dienstag, dass der Kran bleibe."
    english = "The board met in Quell on Monday, and the crane was not on its list."
    text = "\n\n".join(["Der Kran bleibt", german, "Ida Holm", german, "Quell", english, "Ann Ray", english])
    assert [span.of(text) for span in foreign_paragraphs(text)] == [
        "Der Kran bleibt",
        german,
        "Ida Holm",
        german,
    ]
    assert foreign_paragraphs("Ann Ray") == ()
