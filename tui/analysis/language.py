"""The language of a text, and whether a pipeline can analyse it.

English is recognised by its commonest words, which costs next to nothing. Only for a text that is not
plainly English py3langid is asked, which takes half a second to load: a naive Bayes classifier
over sequences of bytes (Lui and Baldwin, "langid.py: An Off-the-shelf Language Identification
Tool", ACL 2012) for some 140 languages.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.analysis.lists import read_lists
from tui.analysis.models import Model
from tui.analysis.quotes.marks import paragraphs
from tui.domain.text.languages import ENGLISH, LANGUAGES, are_alike, language_name
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LISTS = Path(__file__).with_name("languages.txt")
_LEAST_LETTERS = 200
"""Letters that a text must have for a verdict; one of Chinese, Japanese or Korean counts as three."""
_STRETCHES = 16
"""Stretches of a text whose language is found, evenly spaced."""
_LEAST_STRETCH, _MOST_STRETCH = 300, 600
"""The least and the most code points of a stretch: a long text is not read whole."""
_MAJORITY = 0.75
"""The share of the letters that must be in one language; a text in several has none."""
_SURE = 0.8
"""The least probability at which the classifier is believed."""
_ENGLISH_SHARE = 0.12
"""The share of the words below that makes a stretch plainly English; 99 in 100 English ones have it."""

# None of them is common in another language.
_ENGLISH_WORDS = word_set("""
    the of and to that with from they this which were are their been would who have has had by it his not but
    she you there what when will could about than its
""")
_ALSO_ENGLISH = word_set("""
    a i o s z m t y in is no me he on an at so die do to as was war of de la el le las los del da van den et
    al per en
""")
"""Words of other languages that stand in English texts, too: as words, letters or parts of names."""
_CONTRACTED = re.compile(
    r"n['\u2019]t\b|\b(?:I|[Ww]e|[Tt]hey|[Yy]ou|[Hh]e|[Ss]he|[Ii]t)['\u2019](?:m|s|ll|re|ve|d)\b"
)
_FOREIGN_SHARE = 0.15
"""The share of the words of a paragraph, at least two, that must be those of one other language."""
_FEW_ENGLISH = 0.08
"""The share of English words that such a paragraph stays below."""
_FEW_WORDS = 8
"""Words below which a paragraph without an English one may be of any language."""
_LEAST_FOREIGN_LETTERS = 8
"""Letters of another script that make a paragraph foreign."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_NO_LANGUAGE = "zxx"
_SERBO_CROATIAN = "sh"


def language_of(text: str) -> str:
    """Return the code of the language that ``text`` is surely written in; empty where that is not sure.

    That is so of short texts, of texts in several languages, of code, tables, names and rubbish.
    """
    stretches = [(stretch, weight) for stretch in _stretches(text) if (weight := _letters(stretch))]
    total = sum(weight for _, weight in stretches)
    if total < _LEAST_LETTERS:
        return ""
    english = [weight for stretch, weight in stretches if _is_plainly_english(stretch)]
    if sum(english) >= _MAJORITY * total:
        return ENGLISH
    votes: Counter[str] = Counter()
    for stretch, weight in stretches:
        votes[ENGLISH if _is_plainly_english(stretch) else _classified(stretch)] += weight
    del votes[""]
    for winner, _ in votes.most_common(1):
        if sum(weight for code, weight in votes.items() if are_alike(code, winner)) >= _MAJORITY * total:
            return winner
    return ""


def foreign_paragraphs(text: str) -> tuple[TextSpan, ...]:
    """Return the paragraphs of a text that are plainly in another language than English, in order.

    A short one counts by two or three of its words, such as "Der Rat sagte nein", or by its script; one of a
    few words that tell nothing, such as a headline, by those next to it.
    """
    blocks = paragraphs(text)
    verdicts = [_is_foreign(block.of(text)) for block in blocks]
    before = _last_known(verdicts)
    after = _last_known(verdicts[::-1])[::-1]
    return tuple(
        block
        for block, verdict, *sides in zip(blocks, verdicts, before, after, strict=True)
        if verdict or (verdict is None and True in sides and False not in sides)
    )


def _last_known(verdicts: Sequence[bool | None]) -> list[bool | None]:
    """Return for each paragraph the verdict on the last one before for which there is one."""
    found: list[bool | None] = []
    known: bool | None = None
    for verdict in verdicts:
        found.append(known)
        known = known if verdict is None else verdict
    return found


def _is_foreign(paragraph: str) -> bool | None:
    """Return whether a paragraph is plainly in another language; None where a few words do not tell."""
    words = _WORD.findall(paragraph.lower())
    letters = sum(map(len, words))
    others = letters - len(_LATIN.findall(paragraph))
    if others > 0.6 * letters and others >= _LEAST_FOREIGN_LETTERS:
        return True
    english = sum(word in _ENGLISH_WORDS for word in words)
    if (english and english >= _FEW_ENGLISH * len(words)) or _CONTRACTED.search(paragraph):
        return False
    unclear = None if len(words) < _FEW_WORDS and not english else False
    if len(words) < 4:
        return unclear
    for known in _foreign_words():
        found = [word for word in words if word in known]
        own = {*found} - _ALSO_ENGLISH
        if len(own) >= 2 and len(found) >= _FOREIGN_SHARE * len(words):
            return True
        if own and len(found) >= max(4, 2 * _FOREIGN_SHARE * len(words)):
            return True
    return unclear


@cache
def _foreign_words() -> tuple[frozenset[str], ...]:
    """Return the commonest words of each of some other languages."""
    return tuple(word_set(words) for words in read_lists(_LISTS).values())


def _stretches(text: str) -> list[str]:
    length = len(text)
    count = min(_STRETCHES, max(1, length // _LEAST_STRETCH))
    size = min(_MOST_STRETCH, -(-length // count))
    step = (length - size) / max(1, count - 1)
    starts = (round(number * step) for number in range(count))
    return [text[start : start + size] for start in starts]


def _letters(stretch: str) -> int:
    """Return how many letters a stretch has; a character of a dense script counts as three."""
    return sum(map(len, _WORD.findall(stretch))) + 2 * len(_DENSE.findall(stretch))


def _is_plainly_english(stretch: str) -> bool:
    words = _WORD.findall(stretch.lower())
    if len(_ASCII_LETTER.findall(stretch)) < 0.9 * sum(map(len, words)):
        return False
    return sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words)


def _classified(stretch: str) -> str:
    """Return the language of one stretch, or empty."""
    ranked = _classifier()(stretch)
    best, probability = ranked[0]
    if best == _NO_LANGUAGE:
        return ""
    together = sum(share for code, share in ranked if are_alike(code, best))
    if together < _SURE:
        return ""
    is_one_of_several = probability < _SURE and are_alike(best, _SERBO_CROATIAN)
    return _SERBO_CROATIAN if is_one_of_several else best


@cache
def _classifier() -> Callable[[str], list[tuple[str, float]]]:
    """Return a function that gives languages with their probabilities, the likeliest first.

    Where the classifier cannot be loaded it knows no language.
    """
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        identifier.set_languages([code for code in identifier.labels if code in {*LANGUAGES, _NO_LANGUAGE}])
    except (ImportError, OSError, ValueError):  # it is unpacked into the folder for temporary files
        return lambda stretch: [(_NO_LANGUAGE, 1.0)]  # noqa: ARG005
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank


class LanguageCheck(NamedTuple):
    """The result of comparing the language of a text with that of a pipeline.

    Attributes:
        analyse: whether to look for names. Those that an English pipeline finds in another
            language are mostly noise; but a reader who chose a pipeline is shown what it finds.
        remark: the line for the reader, or empty where the two fit or nothing is known.
        foreign: paragraphs in another language, in which no name is to be looked for.
    """

    analyse: bool = True
    remark: str = ""
    foreign: tuple[TextSpan, ...] = ()


def check_language(text: str, model: Model, chosen: str = "", declared: str = "") -> LanguageCheck:
    """Compare the languages of a text and a pipeline.

    What the reader chose is believed. What a page declares counts for less than its wording,
    where that leaves no doubt: many sites declare the same language on all of their pages.

    Args:
        text: the article.
        model: the pipeline.
        chosen: the code of the language that the reader chose, or empty.
        declared: that which the page declares, or empty.
    """
    if not model.language:
        return LanguageCheck()
    found = "" if chosen else language_of(text)
    language = chosen or found or declared
    if not language or are_alike(language, model.language):
        is_mixed = model.is_own and model.language == ENGLISH and not chosen
        return LanguageCheck(foreign=foreign_paragraphs(text) if is_mixed else ())
    name = language_name(language)
    if chosen:
        about = f"This article is {name} (--lang {chosen})"
    else:
        about = f"This article {'seems to be' if found else 'is marked as'} {name}"
    if not model.is_shipped:
        return LanguageCheck(remark=f"{about}; {model.name} is for {language_name(model.language)}.")
    own = language_name(model.language)
    return LanguageCheck(
        analyse=False,
        remark=f"{about}; the pipeline that ships knows {own} only. "
        f"--lang {model.language} analyses it all the same.",
    )
