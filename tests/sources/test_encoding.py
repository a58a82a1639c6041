"""Bytes of many encodings as text."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.encoding import decode
from tui.sources.files import Refusal
from tui.sources.html import article_from_html

FRENCH = "Le phare était fermé depuis l'été ; les élèves dînaient où ils pouvaient, à côté du café."
GERMAN = "Die Brücke über den Fluß bleibt für Fußgänger geöffnet, sagte der Bürgermeister."
CURLY = "“We’re done,” she said — and that’s £5 for the tea…"
RUSSIAN = "Мэр города сказал, что мост будет закрыт на год. Жители недовольны этим решением. " * 3
JAPANESE = "市長は、橋が一年間閉鎖されると述べた。住民はこの決定に不満を持っている。カタカナも。"
CHINESE = "市长说，这座桥将关闭一年。居民们对这个决定不满意。"
KOREAN = "시장은 다리가 일 년 동안 폐쇄될 것이라고 말했다. 주민들은 불만이다."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize(
    "text", [FRENCH, "Plain words.\n\nMore of them.", "A 🙂 and a 橋 in English words, café."]
)
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "utf-16-be"), (JAPANESE, "utf-16-le"), (RUSSIAN, "utf-32-le")]
)
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    assert decode(("\ufeff" + text).encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café.", "latin-1"),
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (GERMAN, "latin-1"),
        (CURLY, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (KOREAN, "euc_kr"),
    ],
)
def test_older_encodings_are_guessed(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding)


def test_a_declared_encoding_is_believed() -> None:
    polish = "Zażółć gęślą jaźń."
    assert decode(polish.encode("iso-8859-2"), "ISO-8859-2") == polish
    assert decode("“Yes”".encode("cp1252"), "iso-8859-1") == "“Yes”"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "shift_jis", "koi8-r", "utf-16"])
@pytest.mark.parametrize("text", ["Café.", FRENCH, RUSSIAN, JAPANESE, KOREAN])
def test_utf8_is_utf8_whatever_is_declared(text: str, declared: str) -> None:
    assert decode(text.encode(), declared) == text


def test_utf8_in_a_page_that_declares_another_encoding() -> None:
    words = "The café by the lock is open again, said the keeper of the gate on Monday morning."
    page = (
        f"<html><head><meta charset=iso-8859-1><title>Café</title></head><body><p>{words}</p></body></html>"
    )
    assert words in article_from_html(page.encode(), "x.html").text


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "rot13", "ascii", "utf-8"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode(FRENCH.encode("latin-1"), declared) == FRENCH


def test_a_little_damage_in_utf8_stays_little() -> None:
    data = (FRENCH * 20).encode()
    broken = data[:500] + b"\xff" + data[500:-1]
    assert decode(broken).count("\ufffd") <= 2
    assert decode(broken).startswith(FRENCH)


def test_a_few_control_characters_are_still_text() -> None:
    assert decode(b"Ring \x07 the \x00 bell\x1b[0m") == "Ring \x07 the \x00 bell\x1b[0m"


def archive(name: str, data: bytes = b"") -> bytes:
    """A ZIP archive with one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "looks like a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a PNG"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP archive"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("xl/workbook.xml"), "an Excel workbook"),
        (archive("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "MP4"),
        (b"A book".ljust(60, b"\0") + b"BOOKMOBI", "a Kindle book"),
        (b"\x1f\x8b\x08\0\0\0", "gzip"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (bytes(10_000), "not text"),
        (random.Random(1).randbytes(10_000), "not text"),
        (b"\xff\xfe" + random.Random(2).randbytes(10_000), "not text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        decode(data)


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "shift_jis", "latin-1", "hex"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str) -> None:
    try:
        text = decode(data, declared)
    except Refusal:
        return
    assert len(text) <= len(data)


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(("A" + text).encode()) == "A" + text


_WIDE = {
    "ru": "Вчера мэр города сообщил, что старый мост закроют до весны. Жители недовольны.\n",
    "el": "Χθες ο δήμαρχος ανακοίνωσε ότι η παλιά γέφυρα θα κλείσει μέχρι την άνοιξη.\n",
    "ja": "昨日、市長は古い橋が春まで閉鎖されると発表した。住民は不満だが、方法がない。\n",
    "ar": "أعلن رئيس البلدية أمس أن الجسر القديم سيغلق للإصلاح حتى الربيع.\n",
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", _WIDE.values(), ids=_WIDE)
def test_utf16_of_any_script_without_a_mark(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)) == text * 3


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("ru", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("ja", "euc-jp"), ("ar", "cp1256")],
)
def test_latin1_is_not_believed_of_another_script(language: str, encoding: str) -> None:
    words = _WIDE[language].strip() * 4
    assert decode(words.encode(encoding), "iso-8859-1") == words
    page = f"<html><head><meta charset=iso-8859-1><title>T</title></head><body><p>{words}</p></body></html>"
    assert words in article_from_html(page.encode(encoding), "x.html").text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Wczoraj burmistrz ogłosił, że stary most będzie zamknięty. Mieszkańcy są źli.", "cp1250"),
        ("Včera starosta oznámil, že starý most bude uzavřen. Obyvatelé nejsou spokojeni.", "iso-8859-2"),
        ("Dün belediye başkanı köprünün kapatılacağını açıkladı. Halk çok üzgün.", "cp1254"),
    ],
)
def test_latin1_is_not_believed_of_languages_of_the_east(text: str, encoding: str) -> None:
    assert decode((text * 2).encode(encoding), "iso-8859-1") == text * 2


def test_latin1_is_believed_of_a_western_language() -> None:
    text = "Çà et là, où l’été s’éveille, naît déjà l’âme émue – à côté."
    assert decode(text.encode("cp1252"), "iso-8859-1") == text


@pytest.mark.parametrize("encoding", ["iso2022_jp", "iso2022_kr"])
@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
def test_escape_sequences_name_an_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    text = "橋は春まで閉鎖される。\n" if encoding == "iso2022_jp" else "다리는 봄까지 닫힌다.\n"
    assert decode((text * 3).encode(encoding), declared) == text * 3


@pytest.mark.parametrize("declared", ["", "iso-8859-1"])
@pytest.mark.parametrize("text", ["Es kostet 5 € für das Haus.", "Une œuvre à côté du cœur."])
def test_the_euro_in_latin_9(text: str, declared: str) -> None:
    assert decode(text.encode("iso-8859-15"), declared) == text
