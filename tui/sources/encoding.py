"""Bytes -> text: which encoding it is in, and whether it is text at all."""

import codecs
import re
import unicodedata

from tui import sources
from tui.sources.files import Refusal

_MARKS = (
    # UTF-32 before UTF-16: the little-endian marks begin alike.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive, as EPUB, Word and OpenDocument files are"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Microsoft Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"AT&TFORM", "a DjVu document"),
    (b"ITOLITLS", "a book for Microsoft Reader"),
    (b"%!PS-", "PostScript"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_WITHIN = ((4, b"ftyp", "a film, recording or picture in an MP4"), (60, b"BOOKMOBI", "a Kindle book"))
"""Signatures that do not stand at the beginning, with where they stand."""
_MEMBERS = (
    (b"ppt/presentation.xml", "a PowerPoint presentation"),
    (b"xl/workbook.", "an Excel workbook"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation"),
    (b"Index/Document.iwa", "a document of Pages, Numbers or Keynote"),
)
"""What is within ZIP archives of other programs; the list of members stands at the end."""
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\b\x1a\x1b")) + b"\x7f"
"""Bytes that no text has, in any encoding that keeps ASCII as it is."""
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories of Unicode that damaged data is full of: controls, unassigned, private, surrogates."""
_SUPERSETS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "iso-8859-9": "cp1254",
    "big5": "big5hkscs",
}
"""What is meant where these names are used (WHATWG Encoding Standard)."""
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_ASCII = bytes(range(0x80))
_OTHER_LATIN = ("cp1250", "iso-8859-2", "cp1254", "cp1257")
_ENOUGH = 12
"""Letters above ASCII that show beyond doubt that a text is in one of them."""
_SAMPLE = 128 * 1024
"""Bytes from which an encoding is guessed."""
_SENTENCES = 16 * 1024
"""Bytes from which letters are counted."""

# Strings, for re to compile when an encoding is guessed.
_WEST = "[äöüßéèêëàâáãåçñîïíìóòôõøœæûùúÿÄÖÜÉÈÊÀÂÁÃÅÇÑÎÍÓÔÕØŒÆÚ]"
_WEST_SIGNS = "[\xa0¡¢£¥§©«®°±²³·¹º»¼½¾¿ª×‚„…†‡‰‹‘’“”•–—›™€š]"
_LATIN_9 = rb"\xa4|[A-Za-z]\xbd[a-z]"
_FROM_LATIN_9 = bytes.maketrans(b"\xa4\xbc\xbd", b"\x80\x8c\x9c")
_SIGN_IN_WORD = r"[^\W\d_][¡¢£¤¥¦§¨©«¬®¯°±²³´µ¶¸¹»¼½¾¿×÷‚„†‡‰‹“•™€](?=[^\W\d_])"


def decode(data: bytes, declared: str = "") -> str:
    """Return the text that ``data`` holds.

    A byte order mark decides; then UTF-8 if all of the data is and not ASCII alone, for a text in
    another encoding is never that by chance; then ``declared``, an encoding that the source names;
    else the encoding is guessed.

    Raises:
        Refusal: the data is not text.
    """
    if what := _binary_format(data):
        raise Refusal(f"this is not text (it looks like {what})")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    text = _as_escaped(data) or _as_utf8(data) or _as_declared(data, declared) or _as_unicode(data)
    return text if text is not None else _guessed(data)


def _binary_format(data: bytes) -> str:
    """Return which format that is no text the data look like, or an empty string."""
    if data.startswith(b"PK"):
        ends = data[:4096] + data[-65536:]
        if named := next((what for member, what in _MEMBERS if member in ends), ""):
            return named
    found = (what for signature, what in _SIGNATURES if data.startswith(signature))
    within = (what for at, signature, what in _WITHIN if data.startswith(signature, at))
    return next(found, "") or next(within, "")


def is_binary(data: bytes) -> bool:
    """Return whether data begins as a format that is no text does."""
    return bool(_binary_format(data))


def in_utf8(data: bytes, encoding: str) -> bytes:
    """Return data that is in an encoding that the reader names, in UTF-8; what is no text stays as it is."""
    if is_binary(data):
        return data
    text = data.decode(_SUPERSETS.get(encoding.lower(), encoding), "replace")
    return text.removeprefix("\ufeff").encode(errors="replace")


def _checked(text: str) -> str:
    """Return ``text``, unless so much of it is damage or control characters that it is none."""
    sample = text[:4096]
    bad = sum(c == "\ufffd" or unicodedata.category(c) in _NO_TEXT for c in sample if c not in "\n\r\t\x1b")
    if bad > len(sample) // 20:
        raise Refusal("this is not text")
    return text


def _as_escaped(data: bytes) -> str | None:
    """Return the text if escape sequences in it say which East Asian characters it is in; else None."""
    if b"\x1b$" not in data or not data.isascii():
        return None
    try:
        return data.decode("iso2022_kr" if b"\x1b$)C" in data[:4096] else "iso2022_jp_2")
    except UnicodeDecodeError:
        return None


def _as_utf8(data: bytes) -> str | None:
    """Return the text if it is in UTF-8 beyond doubt; None if it is ASCII alone, or anything else."""
    if data.isascii() or len(data) - len(data.translate(None, _CONTROLS)) > 8:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str) -> str | None:
    """Return the text in the encoding that the source names; None if there is none or it is wrong."""
    name = declared.strip().strip("\"'").lower()
    name = _SUPERSETS.get(name, name)
    if not name or name in ("utf-8", "utf8") or (name.startswith(("utf-16", "utf-32")) and b"\0" not in data):
        return None
    try:
        text = data.decode(_with_euro(name, data), "replace")
    except (LookupError, ValueError):
        return None
    if text.count("\ufffd") > len(text) // 100 or (name == "cp1252" and not _is_western(data)):
        return None
    return text


def _is_western(data: bytes) -> bool:
    """Return whether data may be in a language of the West, as is said of it.

    Servers and editors say Latin-1 of what they know nothing of.
    """
    sample = _sample(data)
    if _is_in_another_script(sample):
        return False
    sample = sample[:_SENTENCES]
    is_enough = len(sample.translate(None, _ASCII)) >= _ENOUGH
    return not is_enough or sources.latin_encoding(sample) not in _OTHER_LATIN


def _is_in_another_script(sample: bytes) -> bool:
    """Return whether so much of a text is not ASCII that it is in no Western language."""
    words = re.findall(rb"[A-Za-z\x80-\xff]+", re.sub(rb"<[^<>]*>|&\w+;", b" ", sample))
    above = [len(word.translate(None, _ASCII)) for word in words]
    return sum(map(len, words)) < 2 * sum(above) and 3 * sum(map(bool, above)) > len(words)


def _as_unicode(data: bytes) -> str | None:
    """Return the text if it is in UTF-8, or in UTF-16 or UTF-32 without a mark; else None."""
    if data.count(0) > len(data) // 4:
        return _as_wide(data)
    if 0 in data and (wide := _as_wide_script(data)) is not None:
        return wide
    strange = len(data) - len(data.translate(None, _CONTROLS))
    # A few control characters are dropped later; more than a few are the mark of other data.
    if strange > max(8, len(data) // 10):
        raise Refusal("this is not text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if strange > max(4, len(data) // 50):
        raise Refusal("this is not text")
    # UTF-8 with a few damaged places: in no other encoding do so many bytes pair up as in UTF-8.
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = len(text) - len(data.translate(None, _ABOVE_ASCII)) - damaged
    return text if sound > 10 * damaged else None


def _as_wide(data: bytes) -> str:
    """Return the text of data that is full of zero bytes, if those are where UTF-16 or UTF-32 has them."""
    quarters = [data[i : _SAMPLE * 4 : 4].count(0) for i in range(4)]
    each = max(1, min(len(data), _SAMPLE * 4) // 4)
    even, odd = (quarters[0] + quarters[2]) / (2 * each), (quarters[1] + quarters[3]) / (2 * each)
    if quarters[1] > 0.7 * each and quarters[2] > 0.7 * each:
        encoding = "utf-32-le" if quarters[3] > quarters[0] else "utf-32-be"
    elif max(even, odd) > 0.3 and min(even, odd) < 0.05:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    else:
        raise Refusal("this is not text")
    return _checked(data.decode(encoding, "replace"))


def _as_wide_script(data: bytes) -> str | None:
    """Return the text of data in UTF-16 without a mark that is in a script other than Latin; else None.

    Its spaces and line ends have zero bytes; of each two bytes, the one that names a script varies less.
    """
    sample = data[: _SAMPLE // 2 * 2]
    first, second = set(sample[::2]), set(sample[1::2])
    name = "utf-16-le" if len(second) < len(first) else "utf-16-be"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    known = sum(c in " \n\r\t" or unicodedata.category(c)[0] in "LMNP" for c in text[:4096])
    plain = sum(c in " \n\r\t" for c in text[:4096])
    return text if plain and 50 * known >= 49 * len(text[:4096]) else None


def _guessed(data: bytes) -> str:
    """Return the text in the encoding that it is most likely in, none being named."""
    if _with_euro("cp1252", data) != "cp1252":
        latin_9 = data.translate(_FROM_LATIN_9)
        if sources.latin_encoding(_sample(latin_9)[:_SENTENCES]) == "cp1252":
            return _checked(latin_9.decode("cp1252", "replace"))
    latin = sources.latin_encoding(_sample(data)[:_SENTENCES])
    if latin:
        return _checked(data.decode(latin, "replace"))
    western = _as_western(data)
    if western is not None:
        return western
    best = sources.from_bytes(_sample(data)).best()
    if best is None:
        raise Refusal("this is not text, or in an unknown encoding")
    return _checked(data.decode(best.encoding, "replace"))


def _with_euro(name: str, data: bytes) -> str:
    """Return the name of an encoding, or that of Latin-9 in place of Windows-1252 where € or œ show it."""
    if name == "cp1252" and re.search(_LATIN_9, data) and not re.search(rb"[\x80-\x9f]", data):
        return "iso-8859-15"
    return name


def _sample(data: bytes) -> bytes:
    """Return the part of the data that shows most of its encoding: where the bytes above ASCII are."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1024) if first else 0
    line = data.rfind(b"\n", 0, start) + 1
    return data[line if start - line < 4096 else start :][:_SAMPLE]


def _as_western(data: bytes) -> str | None:
    """Return the text in Windows-1252, of which Latin-1 is a part, if it reads as a Western language.

    Statistics are at a loss with a text that has three accents; what is looked at here is
    whether all that is not ASCII is a letter or sign common in the West, in its place.
    """
    try:
        text = _sample(data).decode("cp1252")
    except UnicodeDecodeError:
        return None
    others = [c for c in text if c > "\x7f"]
    joined = "".join(others)
    letters, signs = len(re.findall(_WEST, joined)), len(re.findall(_WEST_SIGNS, joined))
    rest = len(others) - letters - signs
    plain = sum(map(str.isalpha, text)) - letters
    if rest > len(others) // 20 or letters > 0.25 * plain + 1 or signs > 0.3 * (plain + letters):
        return None
    if len(re.findall(_SIGN_IN_WORD, text)) > len(others) // 50:
        return None
    return data.decode("cp1252", "replace")
