"""Languages: their codes (ISO 639-1) and their names in English."""

import re

_TABLE = """
    aa Afar, ab Abkhazian, af Afrikaans, ak Akan, am Amharic, an Aragonese, ar Arabic, as Assamese,
    av Avaric, ay Aymara, az Azerbaijani, ba Bashkir, be Belarusian, bg Bulgarian, bi Bislama, bm Bambara,
    bn Bengali, bo Tibetan, br Breton, bs Bosnian, ca Catalan, ce Chechen, ch Chamorro, co Corsican,
    cs Czech, cu Church Slavonic, cv Chuvash, cy Welsh, da Danish, de German, dv Dhivehi, dz Dzongkha,
    ee Ewe, el Greek, en English, eo Esperanto, es Spanish, et Estonian, eu Basque, fa Persian, ff Fula,
    fi Finnish, fj Fijian, fo Faroese, fr French, fy West Frisian, ga Irish, gd Scottish Gaelic,
    gl Galician, gn Guarani, gu Gujarati, gv Manx, ha Hausa, he Hebrew, hi Hindi, hr Croatian,
    ht Haitian Creole, hu Hungarian, hy Armenian, ia Interlingua, id Indonesian, ie Interlingue, ig Igbo,
    ii Sichuan Yi, ik Inupiaq, io Ido, is Icelandic, it Italian, iu Inuktitut, ja Japanese, jv Javanese,
    ka Georgian, kg Kongo, ki Kikuyu, kk Kazakh, kl Greenlandic, km Khmer, kn Kannada, ko Korean,
    ks Kashmiri, ku Kurdish, kv Komi, kw Cornish, ky Kyrgyz, la Latin, lb Luxembourgish, lg Ganda,
    li Limburgish, ln Lingala, lo Lao, lt Lithuanian, lv Latvian, mg Malagasy, mh Marshallese, mi Maori,
    mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, na Nauruan,
    nb Norwegian, nd North Ndebele, ne Nepali, nl Dutch, nn Norwegian (Nynorsk), no Norwegian,
    nr South Ndebele, nv Navajo, ny Chichewa, oc Occitan, oj Ojibwe, om Oromo, or Odia, os Ossetian,
    pa Punjabi, pl Polish, ps Pashto, pt Portuguese, qu Quechua, rm Romansh, rn Kirundi, ro Romanian,
    ru Russian, rw Kinyarwanda, sa Sanskrit, sc Sardinian, sd Sindhi, se Northern Sami, sg Sango,
    sh Serbo-Croatian, si Sinhala, sk Slovak, sl Slovene, sm Samoan, sn Shona, so Somali, sq Albanian,
    sr Serbian, ss Swazi, st Sotho, su Sundanese, sv Swedish, sw Swahili, ta Tamil, te Telugu, tg Tajik,
    th Thai, ti Tigrinya, tk Turkmen, tl Tagalog, tn Tswana, to Tongan, tr Turkish, ts Tsonga, tt Tatar,
    tw Twi, ty Tahitian, ug Uyghur, uk Ukrainian, ur Urdu, uz Uzbek, ve Venda, vi Vietnamese, vo Volapük,
    wa Walloon, wo Wolof, xh Xhosa, yi Yiddish, yo Yoruba, za Zhuang, zh Chinese, zu Zulu
"""
_NAMES: dict[str, str] = dict(re.findall(r"([a-z]{2}) ([^,\n]+)", _TABLE))
# Former codes, and those of three letters that pages and pipelines use most.
_OTHER_CODES = {
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "ara": "ar", "chi": "zh", "cmn": "zh",
    "deu": "de", "dut": "nl", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de", "ita": "it", "jpn": "ja",
    "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no", "por": "pt", "rus": "ru", "spa": "es", "zho": "zh",
}  # fmt: skip
_KIN = {
    code: kind
    for kind, codes in enumerate(("no nb nn", "sh hr bs sr", "id ms", "cs sk", "bg mk"))
    for code in codes.split()
}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]{0,60})?\Z")

ENGLISH = "en"
LANGUAGES = frozenset(_NAMES)
"""The codes that have a name here."""


def language_code(tag: str) -> str:
    """Return the code in ``LANGUAGES`` of a tag such as ``de``, ``pt-BR`` or ``zh_Hans``; else empty.

    Tags that name no language (``und``, ``mul``, ``x-default``) have none.
    """
    found = _TAG.match(tag.strip())
    if found is None:
        return ""
    code = found[1].lower()
    code = _OTHER_CODES.get(code, code)
    return code if code in LANGUAGES else ""


def known_language(tag: str) -> str:
    """Return the code of the language that a program names, or empty where it names none.

    Raises:
        ValueError: no language is known by it.
    """
    code = language_code(tag)
    if tag and not code:
        raise ValueError(f"{tag!r} is not the code of a language, such as en or de")
    return code


def language_name(code: str) -> str:
    """Return what a language is called in English; the code itself where that is not known."""
    return _NAMES.get(code, code)


def are_alike(one: str, other: str) -> bool:
    """Return whether two codes stand for one language, or for two that programs can hardly distinguish."""
    return one == other or (one in _KIN and _KIN[one] == _KIN.get(other))
