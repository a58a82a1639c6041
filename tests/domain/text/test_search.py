"""What a search finds."""

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tui.domain.text.folding import TextSearch, expand, fold, normalize


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in TextSearch(text).find(words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Zelensky met ZELENSKY", "zelensky", ["Zelensky", "ZELENSKY"]),
        ("in São Paulo", "sao paulo", ["São Paulo"]),
        ("the end\n\nof it", "end of", ["end\n\nof"]),
        ("Kyiv’s allies", "kyiv's", ["Kyiv’s"]),
        ("a.b aXb", "a.b", ["a.b"]),
        ("cafe\u0301 and café", "café", ["cafe\u0301", "café"]),
        ("(brackets [here", "[here", ["[here"]),
        ("nothing", "  ", []),
    ],
)
def test_case_accents_marks_and_line_ends_do_not_matter(text: str, words: str, expected: list[str]) -> None:
    assert found(text, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (r"US\C", ["US"]),
        (r"\C us", ["us", "us"]),
        (r"café \C", ["café"]),
        (r"the\n\nend\C", []),
        ("the end\\C", ["the\n\nend"]),
        (r"\C", []),
    ],
)
def test_a_sign_makes_case_and_accents_count(words: str, expected: list[str]) -> None:
    assert found("The US told us: cafe, café, just the\n\nend", words) == expected


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.sampled_from("abÀéß 漢\n"), max_size=40), st.data())
def test_a_word_of_the_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if words:
        word = data.draw(st.sampled_from(words))
        at = text.index(word)
        # Without accents it may also stand a little before, and hits do not overlap.
        assert any(start <= at < end for start, end in TextSearch(text).find(word))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("co\u2011op", "co-op"),
        ("\u22125 °C", "-5 °c"),
        ("„quoted“ and «guil»", '"quoted" and "guil"'),
        ("‹so›", "'so'"),
        ("wait … what", "wait ... what"),
        ("wait ... what", "wait … what"),
        ("\ufb01sh, e\ufb03cient", "fish, efficient"),
        ("Straße", "strasse"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("Øresund, Đakovo", "oresund, dakovo"),
        ("œuvre", "oeuvre"),
        ("ＡＢＣ\u3000１２３", "abc 123"),
        ("ﾊﾞｽ", "バス"),
        ("H₂O, m²", "h2o, m2"),
        ("10\u202f000", "10 000"),
        ("за\u0301мок, ёлка", "замок, елка"),
        ("בְּרֵאשִׁית", "בראשית"),
    ],
)
def test_signs_count_as_what_readers_type(text: str, typed: str) -> None:
    assert found(f"before {text} after", typed) == [text]
    assert normalize(text) == normalize(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("학교", "한국"),
        ("김민수", "김민서"),
        ("が", "か"),
        ("ぱ", "は"),
        ("край", "краи"),
        ("їх", "іх"),
        ("ؤ", "و"),
        ("ऩ", "न"),
        ("கொ", "கெ"),
        ("≠", "="),
    ],
)
def test_what_makes_words_different_stays(one: str, other: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, one)
        assert found(f"{other} {written} {other}", one) == [written]
        assert found(f"{one} {one}", other) == []
        assert normalize(written) == normalize(one) != normalize(other)
    assert normalize("क़") == normalize("\u0958") != normalize("क")


def test_offsets_are_those_of_the_text_whatever_becomes_longer_or_shorter() -> None:
    text = "… ß ﬁ й й … naß – the end of it"
    assert found(text, "the end") == ["the end"]
    assert found(text, "s") == ["ß", "ß"]
    assert found(text, "i") == ["ﬁ", "i"]
    assert found(text, "as") == ["aß"]
    assert found(text, ". ss f") == ["… ß ﬁ"]
    assert found(text, ". f") == []
    assert found(text, "й й") == ["й й"]
    long = f"{'ß й … word ' * 40_000}last"
    assert [span.start for span in TextSearch(long).find("last")] == [len(long) - 4]


_ODD = st.text(
    st.sampled_from("aiIéЙй\u0306\u0301ßﬁ…“-\u2011Łか\u3099ガｶﾞ학\u1112\u1161\u11a8 ½"), max_size=30
)


@given(_ODD | st.text(max_size=30))
@settings(max_examples=300)
@example("й" * 3)
def test_every_word_is_found_and_hits_are_in_order(text: str) -> None:
    # A mark within a syllable of Hangul means nothing.
    assume(not re.search("[\u1100-\u11ff][\u0300-\u036f]", text))
    search = TextSearch(text)
    for word in text.split():
        hits = search.find(word)
        if normalize(word):
            assert hits
        places = [place for hit in hits for place in hit]
        assert places == sorted(places)
        assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
        assert all(normalize(hit.of(text)).find(normalize(word)) >= 0 for hit in hits)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert expand(fold(text)) == expand(text)
    assert normalize(normalize(text)) == normalize(text)
