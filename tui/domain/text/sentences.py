"""Sentence boundaries."""

import re

from tui.domain.text.spans import TextSpan


def word_set(listing: str) -> frozenset[str]:
    """Return the words of ``listing``, as white space divides them."""
    return frozenset(listing.split())


# No lookahead and no backtracking: each end of a sentence is matched once and judged by what
# stands around it, so the time is linear whatever the text holds.
_BREAK = re.compile(
    r"(?P<stop>[.!?\u2026\u061f\u0964]++[\"'\u201d\u2019\u00bb\u203a)\]}]*+)"
    r"|(?P<wide>[\u3002\uff01\uff1f]++[\u300d\u300f\uff09\u3011\u201d\u2019\"')]*+)"
    r"|(?P<gap>\n\s*\n)"
)
_SPACE = re.compile(r"\s*")
_OPENERS = re.compile(r"[\"'`\u201c\u2018\u201e\u00ab\u2039(\[{\u2013\u2014\u2022*-]*+\s?")
_NEXT_WORD = re.compile(r"[^\W_]{1,24}")
# The word before a full stop, with the stops inside it ("U.S", "e.g").
_LAST_WORD = re.compile(r"(?:[^\W_]|[.'\u2019&])*+\Z")
_REACH = 24
"""Code points looked back for the word that a full stop ends; abbreviations are shorter."""

_NEVER = word_set("""
    mr mrs ms mx dr prof gen sen sens rep reps gov govs lt col sgt capt cmdr cpl pvt maj brig adm rev hon
    pres supt insp det fr msgr st mt ft messrs mme mlle vs v cf e.g i.e eg ie viz approx ca asst assoc dept
""")
"""Abbreviations that a name or an example follows: they never end a sentence."""
_BEFORE_NUMBER = word_set("""
    no nos p pp vol vols fig figs art arts sec ch eq par
    jan feb mar apr jun jul aug sep sept oct nov dec
""")
"""Abbreviations that do not end a sentence when a number follows."""
_PERHAPS = word_set("""
    inc corp co cos ltd bros jr sr plc llc esq etc al ave blvd rd univ assn bldg
    a.m p.m ph.d m.d b.a m.a d.c jan feb mar apr jun jul aug sept sep oct nov dec
    mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la
    md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ont que alta
""")
"""Abbreviations that may end a sentence: they do where a word follows that opens sentences."""
_OPENS_SENTENCE = word_set("""
    a after all although an and another any are as at because before both but by can critics despite did do
    does during each earlier even every few for former from had has have he her here his how however i if in
    instead is it its last later many meanwhile more most much my nearly neither no nor not now of officials
    on once one only or other others our over part people police she since so some still such that the their
    then there these they this those though through to today two under unlike until was we were what when
    where whether which while who why will with without would yet you your
""")
_ASKED = (
    r"(?:[\w.\u2019'-]{1,20} ){1,4}?"
    r"(?:said|says|asked|asks|wrote|writes|added|shouted|cried|replied|told|exclaimed|yelled|tweeted)\b"
)
_QUOTE_ENDS = "\"'\u201d\u2019\u00bb"


def sentence_spans(text: str, start: int, end: int) -> list[TextSpan]:
    """Return the sentences of ``text[start:end]``, which is one block, in code points of ``text``.

    They are in order, disjoint, without white space at their ends, and hold every other
    character of the block; quotation marks and brackets stay with the sentence they close.
    Takes time linear in the length of the block, and never raises.
    """
    start, end = max(0, start), min(len(text), end)
    spans: list[TextSpan] = []
    begin = start
    for found in _BREAK.finditer(text, start, end):
        at = found.end()
        if found.lastgroup == "stop" and not _ends_sentence(text, begin, found, end):
            continue
        _add(spans, text, begin, at)
        begin = at
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[TextSpan], text: str, start: int, end: int) -> None:
    """Append ``[start, end)`` without the white space around it, unless nothing is left."""
    if start >= end:
        return
    spaces = _SPACE.match(text, start, end)
    start = spaces.end() if spaces else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(TextSpan(start, end))


def _ends_sentence(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    """Return whether the stops of ``found`` end the sentence that began at ``begin``."""
    at = found.end()
    spaces = _SPACE.match(text, at, end)
    after = spaces.end() if spaces else at
    if after >= end:
        return True
    if after == at:
        return False
    opener = _OPENERS.match(text, after, end)
    opened = opener.end() if opener else after
    word = _NEXT_WORD.match(text, opened, end)
    following = word.group() if word else ""
    if following[:1].islower() and not any(c.isupper() for c in following[1:3]):
        return False
    stops = found.group()
    if stops[-1] in _QUOTE_ENDS and stops[0] in "!?" and re.match(_ASKED, text[after : min(end, after + 90)]):
        return False
    return stops != "." or _full_stop_ends(text, begin, found.start(), following)


def _full_stop_ends(text: str, begin: int, dot: int, following: str) -> bool:
    """Return whether the single full stop at ``dot`` ends a sentence, before the word ``following``."""
    reach = max(begin, dot - _REACH)
    found = _LAST_WORD.search(text[reach:dot])
    word = found.group().lstrip(".'\u2019&") if found else ""
    if not word:
        return True
    low = word.lower()
    if low in _NEVER:
        return False
    if low in _BEFORE_NUMBER and following[:1].isdigit():
        return False
    if word.isdigit() and len(word) < 4 and not text[begin : dot - len(word)].strip():
        return False  # the number of a list item
    initials = (len(word) == 1 and word.isupper()) or (
        "." in word and all(len(p) <= 2 for p in word.split("."))
    )
    if initials or (low in _PERHAPS and (low in ("etc", "al", "a.m", "p.m") or word[:1].isupper())):
        return following.lower() in _OPENS_SENTENCE
    return True
