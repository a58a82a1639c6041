"""Bytes in the Latin script -> their encoding, by the letters and the small words of the languages of Europe.

One byte is ő in the encodings of Central Europe, õ in those of the West and § in one of DOS; which it is, is
seen from how well all that is not ASCII fits a language, letter by letter. Texts of a sentence are enough.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_CENTRAL = ("cp1250", "iso-8859-2", "cp852", "mac_latin2")
_WESTERN = ("cp1252", "mac_roman", "cp850")
_TURKISH = ("cp1254", "cp857")
_BALTIC = ("cp1257",)


class _Language(NamedTuple):
    """What is known of a language.

    Attributes:
        encodings: those that it is written in, the likeliest first.
        letters: its letters that are not ASCII, each followed by how many there are in ten thousand.
        words: small words without such letters.
    """

    encodings: tuple[str, ...]
    letters: str
    words: str


_LANGUAGES = (
    _Language(
        _CENTRAL,
        "á350 é350 ő100 ö100 ó100 í70 ü60 ú30 ű25",
        "a az hogy nem is de meg volt ez azt egy van mint csak ha aki ki el fel mert vagy mondta kellett",
    ),
    _Language(
        _CENTRAL,
        "í330 á220 ě160 é130 ř120 č100 ž100 ý100 š80 ů70 ú12 ň10 ť5 ď3 ó3",
        "a v se na je to z s o i do za ve k ale jako by pro po jsem byl od podle si co jeho",
    ),
    _Language(
        _CENTRAL,
        "á200 í110 č100 ý100 é90 š90 ž90 ú90 ť50 ľ40 ď20 ň20 ô20 ó10 ä10 ĺ2 ŕ1",
        "a v sa na je to z s o i do za vo k ale ako by pre po som bol od si ktor jeho pri aj",
    ),
    _Language(
        _CENTRAL,
        "ł210 ę110 ą100 ó85 ż80 ś70 ć40 ń20 ź6",
        "i w na z nie do to jest o jak od po a za przez ale tym dla tego czy co ich przy jego oraz",
    ),
    _Language(
        _CENTRAL,
        "č110 š100 ž60 ć60 đ30",
        "i je u na se da za su od s o a koji nije ne iz po kao do bi sam ali koja koje",
    ),
    _Language(
        _CENTRAL,
        "č140 š100 ž80 ć2 đ1",
        "in je v na se da za so ki z o s pa ne po kot od bi tudi iz do bo je sem ali",
    ),
    _Language(
        _CENTRAL,
        "ă240 ş120 ţ100 î100 â60",
        "de la a din cu pe care nu o un ce au mai fi lui va al ale pentru este sau prin ca",
    ),
    _Language(_CENTRAL, "ë60 ç40", "dhe e i me nuk se ka qe per nga si do te ky"),
    _Language(
        _WESTERN,
        "ü65 ä60 ö30 ß30",
        "der die und das in den von zu mit ist nicht im auf ein eine dem des sich er sie es auch an als wir",
    ),
    _Language(
        _WESTERN,
        "é190 à50 è30 ê22 ç9 ù6 û6 â5 î5 ô4 ï3 œ2 ë2",
        "le la les de des du et en un une que qui dans pour par sur pas est il elle au ne se ce plus avec",
    ),
    _Language(
        _WESTERN,
        "ó83 í73 á50 é43 ñ31 ú17 ü2",
        "el la los de que en y a se un una por con no su para es al lo las del como ayer",
    ),
    _Language(
        _WESTERN,
        "ã73 ç53 é40 á30 ê35 í25 ó30 ú15 õ12 â15 ô10 à7",
        "o a os as de que e do da em um uma para com se por mais na no dos das ao foi ele",
    ),
    _Language(
        _WESTERN,
        "à64 è40 ù15 ò12 ì8 é6",
        "il la di che e un una per in non del si con da sono le dei al come lo ha",
    ),
    _Language(
        _WESTERN, "ä180 å130 ö130 é2", "och i att det som en ett av med den till inte har om de var han"
    ),
    _Language(
        _WESTERN, "å120 ø90 æ90 é2", "og i at det som en et af av med den til ikke har om de er var han"
    ),
    _Language(_WESTERN, "ä360 ö44 å1", "ja on ei se oli kun mutta niin sen joka ovat hän kuin tai"),
    _Language(_WESTERN, "ä150 õ110 ü100 ö30 š2 ž2", "ja on ei ta oli kui see et aga mis ma ka ning kes oma"),
    _Language(
        _WESTERN,
        "ð300 á180 í160 þ120 ó100 æ90 ö80 é60 ú60 ý20",
        "og er var sem en um til af hann ekki fyrir við var ver",
    ),
    _Language(_WESTERN, "é4 ë4 ï2 ö1 ü1 è1", "de het een van en in is dat op te zijn niet met voor er aan"),
    _Language(
        _WESTERN,
        "à60 é45 è35 í30 ó30 ò25 ç15 ú12 ï8 ü3 ·1",
        "el la els les de i que en un una per amb no del al es va als com",
    ),
    _Language(
        _WESTERN,
        "é5 ï1 ö1 è1 ê1 ç1 ñ1 ü1 á1 à1 ä1 í1 ó1 û1 â1 ô1",
        "the of and to in a is that it was he for on with as his at by she said but they be are from",
    ),
    _Language(_WESTERN, "ë500 ç100", "dhe e i me nuk se ka nga si do ky nje ne"),
    _Language(
        _TURKISH,
        "ı500 ü190 ş180 ç120 ğ110 ö80 â5 î1 û1",
        "bir ve bu da de ne o ama daha gibi kadar olarak en ile olan var",
    ),
    _Language(
        _BALTIC,
        "ė170 ų130 š120 ž90 ą70 į60 ū60 č40 ę20",
        "ir kad su yra bet kaip tai buvo iki apie po o ne jis",
    ),
    _Language(
        _BALTIC,
        "ā400 ī200 ē170 š100 ū50 ņ60 ļ40 ž30 ķ20 č15 ģ10",
        "un ir ar ka no par bet kas tas pie pa to uz lai bija",
    ),
)

_SIGNS = "„“”‘’‚–—…«»‹›§°€•©®™±×£½\u00a0"
_ELSEWHERE = math.log(3e-6)
"""What a letter of another language weighs, as in a foreign name."""
_SIGN = math.log(2e-3)
_STRANGE = math.log(1e-8)
"""What weighs a sign that is seldom written, or stands where it is not written."""
_RARE = {"mac_latin2": 5, "cp1257": 4, "cp857": 4, "cp850": 2}
"""What an encoding must make up for, because few files are in it."""
_LEAST = -9.5
"""What the signs and letters that are not ASCII must weigh on average, or the text is in another script."""
_WORD = 2.2
"""What weighs a small word of a language; they part languages that share their letters."""
_MARGIN = 0.5
"""By how much the best must be better than the best of Western Europe."""

_INSIDE = re.compile(
    r"[^\W\d_][\x7f-\xa9\xab-\xb4\xb6\xb8\xb9\xbb-\xbf×÷\u2000-\u2018\u201a-\u2fff](?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ])[À-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
)
"""A sign between two letters, and a capital after a small one."""
_ASCII = bytes(range(0x80))
_WORDS = re.compile(rb"(?<![\x80-\xffA-Za-z])[a-z]{1,8}(?![\x80-\xffA-Za-z])")


def latin_encoding(data: bytes) -> str:
    """Return the encoding of a text in the Latin script, or an empty string if it may be in another.

    Args:
        data: a sample; it holds bytes above ASCII, and is not UTF-8.
    """
    letters = sum(map(data.lower().count, (bytes([code]) for code in range(ord("a"), ord("z") + 1))))
    above = len(data.translate(None, _ASCII))
    if above > 0.45 * letters:
        return ""
    words = Counter(word.decode() for word in _WORDS.findall(data.lower()))
    found = sorted(_scores(data, letters, words), reverse=True)
    if not found:
        return ""
    western = max((score for score, name in found if name == "cp1252"), default=-math.inf)
    score, name = found[0]
    return name if score > western + _MARGIN else "cp1252"


def _scores(data: bytes, letters: int, words: Counter[str]) -> Iterator[tuple[float, str]]:
    """Yield how likely the data is in each language and encoding that may hold it at all."""
    read: dict[str, tuple[Counter[str], int]] = {}
    above = Counter(data.translate(None, _ASCII))
    for language in _LANGUAGES:
        shares, rest = _shares(language.letters)
        common = min(20, sum(words[word] for word in language.words.split()))
        for place, name in enumerate(language.encodings):
            if name not in read:
                read[name] = _read(data, above, name)
            others, inside = read[name]
            total = sum(others.values())
            fit = float(inside * _STRANGE)
            strange = 0
            for char, number in others.items():
                weight = shares.get(char.lower())
                if weight is None:
                    weight = _SIGN if char in _SIGNS else _ELSEWHERE if char.isalpha() else _STRANGE
                    strange += number * (weight != _SIGN)
                fit += number * weight
            if any("\x7f" < char < "\xa0" for char in others) or fit < _LEAST * total:
                continue
            if strange <= max(total > 3, total // 12):
                yield _WORD * common + letters * rest + fit - _RARE.get(name, place), name


def _read(data: bytes, above: Counter[int], name: str) -> tuple[Counter[str], int]:
    """Return what is not ASCII in the data, read in an encoding, and how much of it is out of place."""
    others = Counter({bytes([code]).decode(name, "replace"): number for code, number in above.items()})
    return others, len(_INSIDE.findall(data.decode(name, "replace")))


@cache
def _shares(letters: str) -> tuple[dict[str, float], float]:
    """Return what each letter of a language weighs that is not ASCII, and each one that is."""
    shares = {item[0]: int(item[1:]) / 10_000 for item in letters.split()}
    return {char: math.log(share) for char, share in shares.items()}, math.log(1 - sum(shares.values()))
