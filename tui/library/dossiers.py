"""All that is known of a person or body: who is meant by a name, and what was said and noted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

from tui.analysis.entities.normalization import without_titles
from tui.domain.analysis import Label
from tui.domain.errors import PostilError
from tui.domain.library import ReadArticle
from tui.domain.people import (
    Appearance,
    Appearances,
    Dossier,
    MentionsIn,
    NameKey,
    NoteIn,
    Person,
    PersonRecord,
    QuotationIn,
    appearances_of,
)
from tui.domain.text.folding import has_words, whole_words_of
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.people import name_of
from tui.library.reopen import article_at_hand


class Candidate(NamedTuple):
    """One who may be meant by a name; ``articles`` says in how many articles of the library."""

    key: NameKey
    name: str
    articles: int


_MOST = 100
"""Candidates that are looked at."""
_NEAR = 5
"""Names that are offered in place of one that nobody has."""


def people_called(library: Library, name: str, label: Label | None, *, exact: bool) -> list[Candidate]:
    """Return who may be meant by a name: one, if that is clear; else those in most articles first.

    Case and accents do not matter. The full name, or one of a person who was joined with another, goes
    before parts of names and before what a person is called in a text; but a single name that others have
    as a part of theirs may be one of these.

    Args:
        library: where to look; its ``catalogue.table`` is up to date.
        name: the name, or a part of it.
        label: the kind that is meant, or None for any.
        exact: whether the name is the full one.
    """
    catalogue, choices = library.catalogue, library.catalogue.choices()
    keys = catalogue.table.called(name)
    if not keys and not exact:
        name = _bare(name)
        keys = catalogue.table.called(name)
    words = " ".join(whole_words_of(name))
    full = {choices.root(key) for key in keys if words == key[1]}
    roots = dict.fromkeys(choices.root(key) for key in keys if not exact or words == key[1])
    found: list[Candidate] = []
    for root in roots:
        if len(found) == _MOST or (label is not None and root[0] is not label):
            continue
        rows = catalogue.table.appearances(choices.members(root))
        articles = catalogue.articles_with({row.article_id for row in rows})
        if articles:
            found.append(Candidate(root, name_of(root, rows, choices), len(articles)))
    certain = [each for each in found if each.key in full]
    is_part = not exact and " " not in words and any(each.key[0] is Label.PERSON for each in certain)
    perhaps = [each for each in found if each.key not in full and each.key[0] is Label.PERSON]
    meant = [*certain, *(perhaps if is_part else ())] if certain else found
    return sorted(meant, key=lambda each: (-each.articles, each.name))


_NO_PART = frozenset(("the", "and"))
"""Words that names are known without: "the ECB", "Marks and Spencer" for "Marks & Spencer"."""


def _bare(name: str) -> str:
    """Return a name without what names are known without: "Dr. Marsh" is Marsh in all that is stored."""
    words = without_titles(" ".join(name.split())).split()
    return " ".join(word for word in words if word.casefold() not in _NO_PART)


def names_like(library: Library, name: str) -> list[str]:
    """Return some names that are spelt nearly like one that nobody has, the nearest first."""
    catalogue = library.catalogue
    keys = {key[1]: key for key in catalogue.table.alike(name)}
    wanted = " ".join(whole_words_of(name))
    # A part of a name may be misspelt, too.
    parts: dict[str, list[NameKey]] = {}
    for words, key in keys.items():
        for part in {*words.split(), *_glued(words), words}:
            parts.setdefault(part, []).append(key)
    near = get_close_matches(wanted, parts, _MOST, 0.75)
    found = catalogue.in_library({key: [key] for part in near for key in parts[part]})
    choices = catalogue.choices()
    return [name_of(key, rows, choices) for key, rows in list(found.items())[:_NEAR]]


def _glued(words: str) -> list[str]:
    """Return each two words of a name as one: O'Neill is often written without the sign."""
    return [first + second for first, second in pairwise(words.split())]


def aliases_of(name: str, joined: Collection[str], named: Iterable[MentionsIn]) -> tuple[str, ...]:
    """Return in which words a person is named but those that are given, the commonest first."""
    counts: Counter[str] = Counter()
    for each in named:
        counts[each.name] += 0
        counts.update(" ".join(wording.split()) for _, wording in each.places)
    order = sorted(counts, key=lambda wording: (-counts[wording], wording))
    return tuple(each for each in order if each != name and each not in joined)


def dossier_of(library: Library, key: NameKey, is_wanted: Callable[[ReadArticle], bool]) -> Dossier:
    """Return all that is known of a person in the articles that are wanted, the oldest first.

    Those without a date come last.
    """
    catalogue, choices = library.catalogue, library.catalogue.choices()
    members = choices.members(key)
    rows = catalogue.table.appearances(members)
    articles = [each for each in catalogue.articles_with({row.article_id for row in rows}) if is_wanted(each)]
    articles.sort(key=by_date)
    known = record_of(library, members, articles, is_wanted=is_wanted)
    name = name_of(members[0], rows, choices)
    dates = [article.date for article in articles if article.date]
    person = Person(
        members[0],
        name,
        len(known.mentions),
        sum(each.mentions for each in known.mentions),
        len(known.quotations),
        max(dates, default=""),
        choices.follows(key),
        len(members) - 1,
    )
    joined = tuple(name_of(each, rows, choices) for each in members[1:])
    aliases = aliases_of(name, joined, known.mentions)
    return Dossier(person, aliases, joined, catalogue.may_be(members[0], choices), known)


def record_of(
    library: Library,
    members: Sequence[NameKey],
    articles: Iterable[ReadArticle],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    is_wanted: Callable[[ReadArticle], bool] = lambda _: True,
) -> PersonRecord:
    """Return all that is known in some articles of one who has all these keys, in the order of these.

    Notes that name the person come from all articles that are wanted. It ends early when ``cancelled()``.
    """
    quotations: list[QuotationIn] = []
    mentions: list[MentionsIn] = []
    found: dict[str, Appearances] = {}
    for article in articles:
        if cancelled():
            return PersonRecord()
        appearances = appearances_at_hand(library, article)
        ours = list(appearances_of(appearances, *members)) if appearances else []
        if not ours or appearances is None:
            continue
        found[article.id] = appearances
        said, named = found_in(article, appearances.text_hash, ours)
        quotations += said
        mentions += named
    return PersonRecord(quotations, _notes(library, members, found, is_wanted), mentions)


def found_in(
    article: ReadArticle, text_hash: str, ours: Sequence[Appearance]
) -> tuple[list[QuotationIn], list[MentionsIn]]:
    """Return what one person said in an article, and where it is named, in the order of the text."""
    quotes = sorted((each for one in ours for each in one.quotations), key=lambda each: each.start)
    said = [QuotationIn(article, each, text_hash) for each in quotes]
    spans = sorted(span for one in ours for span in one.mentions)
    if not spans:
        return said, []
    places = sorted(place for one in ours for place in zip(one.mentions, one.wordings, strict=False))
    return said, [MentionsIn(article, len(spans), spans[0], ours[0].name, text_hash, tuple(places))]


def by_date(article: ReadArticle) -> tuple[bool, str, str, str]:
    """Return what articles are ordered by, the oldest first and those without a date last."""
    return not article.date, article.date, article.title, article.id


def _notes(
    library: Library,
    members: Sequence[NameKey],
    found: dict[str, Appearances],
    is_wanted: Callable[[ReadArticle], bool],
) -> list[NoteIn]:
    """Return the annotations on what a person said or where it is named, and those that hold the name."""
    # Where the person is named in an article, and what it said there.
    spans: dict[str, list[TextSpan]] = {article_id: [] for article_id in found}
    for article_id, each in found.items():
        for one in appearances_of(each, *members):
            said = (TextSpan(quotation.start, quotation.end) for quotation in one.quotations)
            spans[article_id] += [*one.mentions, *said]
    notes: dict[str, NoteIn] = {}
    for _, name in members:
        for note in library.search(name):
            annotation = note.annotation
            wording = f"{annotation.note} {annotation.target.quote.exact}"
            if is_wanted(note.article) and has_words(wording, name.split()):
                notes[annotation.id] = NoteIn(note.article, annotation)
    for note in library.catalogue.notes_on(found.keys()):
        annotation = note.annotation
        target = annotation.moved or annotation.target
        is_of_it = target.text_hash == found[note.article.id].text_hash
        if is_of_it and any(span.overlaps(*target.span) for span in spans[note.article.id]):
            notes[annotation.id] = NoteIn(note.article, annotation)
    order = {article_id: number for number, article_id in enumerate(found)}
    return sorted(
        notes.values(),
        key=lambda each: (
            order.get(each.article.id, len(order)),
            each.article.id,
            each.annotation.target.position.start,
        ),
    )


def appearances_at_hand(library: Library, known: ReadArticle) -> Appearances | None:
    """Return who appears in an article; where what was stored of that is damaged, by its cached analysis."""
    return library.catalogue.appearances_of(known.id) or _by_cached_analysis(library, known)


def store_known(library: Library, known: ReadArticle) -> bool:
    """Store who appears in an article by its cached analysis; return False where none is, or no text."""
    return _by_cached_analysis(library, known) is not None


def _by_cached_analysis(library: Library, known: ReadArticle) -> Appearances | None:
    if known.text_hash not in library.analysed_texts:
        return None
    article, analysis = article_at_hand(library, known), None
    if article is None or article.text_hash != known.text_hash:
        return None
    with suppress(PostilError):
        # The source may have said more than was stored, so the analysis is asked for by the text.
        analysis = library.stored_analysis(known, known.text_hash)
        if analysis is None and (found := library.cached_analysis(article)):
            analysis = library.corrected_analysis(article, found)
    return None if analysis is None else library.catalogue.save_appearances(article, known.id, analysis)


def analyse_now(library: Library, known: ReadArticle) -> bool:
    """Analyse an article in this process and store who appears in it; return False where no text is at hand.

    Raises:
        PipelineError: the pipeline cannot be loaded.
    """
    article = article_at_hand(library, known)
    if article is None:
        return False
    analysis = library.corrected_analysis(article, library.analyse_here(article))
    library.catalogue.save_appearances(article, known.id, analysis)
    return True
