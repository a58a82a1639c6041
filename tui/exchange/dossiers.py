"""Dossiers of people for other programs: JSON, CSV, a page for note-taking programs, FollowTheMoney."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tui.domain.analysis import Label
from tui.domain.annotation import CONTEXT, Annotation
from tui.domain.library import ReadArticle
from tui.domain.people import Dossier, MentionsIn, Person, QuotationIn, StoredQuotation
from tui.domain.text.sanitize import one_line, sanitize
from tui.domain.text.times import counted
from tui.exchange.common import Document, note_document, source_of
from tui.exchange.csv_table import row
from tui.exchange.links import legal_tag
from tui.exchange.markdown import escaped, front_matter, without_html

KINDS = {Label.PERSON: "person", Label.ORG: "organisation"}
"""What each kind is called."""


class Entry(NamedTuple):
    """What one person said, or what was noted on one, in the order of a timeline."""

    article: ReadArticle
    start: int
    name: str
    said: QuotationIn | None = None
    note: Annotation | None = None


def timeline(dossiers: Iterable[Dossier]) -> list[Entry]:
    """Return what all of these people said and what was noted on them, by the dates of the articles.

    What has no date comes last. A note that is on several of them comes once, with all their names.
    """
    entries: list[Entry] = []
    noted: dict[str, Entry] = {}
    for dossier in dossiers:
        name = dossier.person.name
        entries += [
            Entry(said.article, said.quotation.start, name, said=said) for said in dossier.known.quotations
        ]
        for note in dossier.known.notes:
            start = (note.annotation.moved or note.annotation.target).position.start
            before = noted.get(note.annotation.id)
            names = f"{before.name}, {name}" if before else name
            noted[note.annotation.id] = Entry(note.article, start, names, note=note.annotation)
    return sorted([*entries, *noted.values()], key=_order)


def _order(entry: Entry) -> tuple[bool, str, str, str, int, bool]:
    article = entry.article
    return not article.date, article.date, article.title, article.id, entry.start, entry.note is not None


def certain(said: StoredQuotation) -> bool:
    """Return whether a quotation is surely one, whoever said it."""
    return said.is_clear if said.is_said is None else said.is_said


def surely_theirs(said: StoredQuotation) -> bool:
    """Return whether a quotation, if it is one, is surely by this speaker."""
    return said.is_clear if said.is_theirs is None else said.is_theirs


def around(said: StoredQuotation) -> tuple[str, str]:
    """Return what stands before and after a quotation, on one line each, from word to word.

    A blank next to the quotation, or what stands for one, is in what is returned.
    """
    before, after = said.prefix, said.suffix
    first, last = " " * before[-1:].isspace(), " " * after[:1].isspace()
    if len(before) >= CONTEXT and " " in before:
        before = f"… {before.partition(' ')[2]}"
    if len(after) >= CONTEXT and " " in after:
        after = f"{after.rpartition(' ')[0]} …"
    before, after = one_line(before), one_line(after)
    return f"{before}{first}" if before else "", f"{last}{after}" if after else ""


_MANY = 12
"""Names that are listed in a line for people."""


def some_of(names: Sequence[str]) -> list[str]:
    """Return names to list in a line, the first of many with how many more there are."""
    more = len(names) - _MANY
    return [*names[:_MANY], f"{more:,} more"] if more > 0 else list(names)


# -- JSON ------------------------------------------------------------------------------------


def person_document(dossier: Dossier) -> Document:
    """Return a person as JSON; offsets are code points of the text that has the ``text_hash``."""
    person, known = dossier.person, dossier.known
    articles: dict[str, ReadArticle] = {}
    mentions = {each.article.id: each for each in known.mentions}
    quotes: dict[str, list[Document]] = {}
    notes: dict[str, list[Document]] = {}
    for named in known.mentions:
        articles[named.article.id] = named.article
    for said in known.quotations:
        quotes.setdefault(said.article.id, []).append(_quote(said.quotation, person.name))
    for noted in known.notes:
        articles.setdefault(noted.article.id, noted.article)
        notes.setdefault(noted.article.id, []).append(note_document(noted.article, noted.annotation))
    return {
        "label": str(person.label),
        "name": person.name,
        "aliases": list(dossier.aliases),
        "joined": list(dossier.joined),
        "may_be": list(dossier.may_be),
        "followed": person.is_followed,
        "counts": {
            "articles": person.articles,
            "mentions": person.mentions,
            "quotes": person.quotations,
            "notes": len(known.notes),
        },
        "last": person.last or None,
        "articles": [
            {
                "id": article.id,
                "title": article.title,
                "date": article.date or None,
                "site": article.site or None,
                "source": source_of(article),
                "location": article.location,
                "text_hash": mentions[article.id].text_hash if article.id in mentions else None,
                "mentions": _mentions(mentions.get(article.id)),
                "quotes": quotes.get(article.id, []),
                "notes": notes.get(article.id, []),
            }
            for article in articles.values()
        ],
    }


def _mentions(named: MentionsIn | None) -> list[Document]:
    return (
        [{"start": span.start, "end": span.end, "text": text} for span, text in named.places] if named else []
    )


def _quote(said: StoredQuotation, name: str) -> Document:
    cue = {"start": said.cue_start, "end": said.cue_end} if said.cue_start >= 0 else None
    place = {"start": said.speaker_start, "end": said.speaker_end} if said.speaker_start >= 0 else {}
    return {
        "start": said.start,
        "end": said.end,
        "kind": said.kind or None,
        "text": said.exact,
        "prefix": said.prefix,
        "suffix": said.suffix,
        "cue": cue,
        "speaker": {**place, "name": name, "certain": surely_theirs(said)},
        "certain": certain(said),
    }


# -- CSV -------------------------------------------------------------------------------------

_COUNTED = ("name", "label", "articles", "mentions", "quotes", "notes", "last", "followed")
_ENTRIES = (
    "date", "speaker", "kind", "text", "certain", "before", "after", "note", "tags",
    "title", "source", "site", "start", "end",
)  # fmt: skip


def people_rows(people: Iterable[tuple[Person, int]]) -> Iterator[bytes]:
    """Yield a row for each person with the number of notes on it, in CSV."""
    yield row(_COUNTED)
    for one, notes in people:
        counts = map(str, (one.articles, one.mentions, one.quotations, notes))
        yield row((one.name, str(one.label), *counts, one.last, "yes" if one.is_followed else "no"))


def entry_rows(dossiers: Iterable[Dossier]) -> Iterator[bytes]:
    """Yield a row for each quotation and note, in CSV; offsets are code points."""
    yield row(_ENTRIES)
    for entry in timeline(dossiers):
        article, note = entry.article, entry.note
        if entry.said is not None:
            said = entry.said.quotation
            is_certain = "yes" if certain(said) and surely_theirs(said) else "no"
            cells = ["quote", said.exact, is_certain, said.prefix, said.suffix, "", ""]
            span = [str(said.start), str(said.end)]
        elif note is not None:
            quote, placed = note.target.quote, bool(note.target.text_hash)
            cells = ["note", quote.exact, "", quote.prefix, quote.suffix, note.note, "; ".join(note.tags)]
            span = [str(each) for each in note.target.span] if placed else ["", ""]
        yield row([article.date, entry.name, *cells, article.title, source_of(article), article.site, *span])


# -- Markdown --------------------------------------------------------------------------------


def people_page(people: Iterable[tuple[Person, int]]) -> Iterator[bytes]:
    """Yield a table of people with their counts, in Markdown."""
    yield _encoded(
        [*front_matter({"title": "People and organisations"}, ()), "", "# People and organisations", ""]
    )
    yield _encoded(
        ["| Name | Kind | Articles | Mentions | Quotes | Notes | Last |", "|---|---|--:|--:|--:|--:|---|"]
    )
    for one, notes in people:
        counts = (one.articles, one.mentions, one.quotations, notes)
        star = "★ " if one.is_followed else ""
        numbers = " | ".join(f"{count}" for count in counts)
        yield _encoded(
            [f"| {star}{_plain(one.name)} | {KINDS[one.label]} | {numbers} | {_plain(one.last)} |"]
        )


def dossier_page(dossiers: Sequence[Dossier]) -> Iterator[bytes]:
    """Yield a page: what was said and noted by the dates of the articles, and where each is named."""
    names = " and ".join(each.person.name for each in dossiers)
    aliases = dossiers[0].aliases if len(dossiers) == 1 else ()
    fields = {"title": names}
    head = front_matter(fields, ())
    if aliases:
        listed = [f"  - {line}" for line in (_quoted(each) for each in aliases)]
        head = [*head[:-1], "aliases:", *listed, head[-1]]
    yield _encoded([*head, "", f"# {_plain(names)}"])
    for each in dossiers:
        yield _encoded(["", *_about(each, with_name=len(dossiers) > 1)])
    for _, group in groupby(timeline(dossiers), key=lambda entry: entry.article.id):
        entries = list(group)
        yield _encoded(["", f"## {_linked(entries[0].article)}"])
        for entry in entries:
            yield _encoded(_entry_lines(entry))
    for each in dossiers:
        if each.known.mentions:
            title = "Named in" if len(dossiers) == 1 else f"{_plain(each.person.name)} is named in"
            lines = [
                f"- {_linked(one.article)}: {counted(one.mentions, 'mention')}" for one in each.known.mentions
            ]
            yield _encoded(["", f"## {title}", "", *lines])


def _about(dossier: Dossier, *, with_name: bool) -> Iterator[str]:
    person = dossier.person
    counts = [
        KINDS[person.label],
        f"in {counted(person.articles, 'article')}",
        counted(person.mentions, "mention"),
        counted(person.quotations, "quote"),
        counted(len(dossier.known.notes), "note"),
        f"last {_plain(person.last)}" if person.last else "",
    ]
    name = f"**{_plain(person.name)}**: " if with_name else ""
    yield name + ", ".join(filter(None, counts))
    for words, others in (
        ("Also named", dossier.aliases),
        ("The same as", dossier.joined),
        ("Perhaps the same as", dossier.may_be),
    ):
        if others:
            yield ""
            yield f"{words}: {', '.join(_plain(each) for each in some_of(others))}"


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield ""
    if entry.said is not None:
        said = entry.said.quotation
        before, after = map(escaped, around(said))
        exact = escaped(one_line(said.exact, 20_000))
        yield f"> {before}**{exact}**{after}"
        doubt = "" if said.is_clear else " (not certain)"
        yield from (">", f"> — {_plain(entry.name)}{doubt}")
    elif entry.note is not None:
        quoted = escaped(sanitize(entry.note.target.quote.exact).strip("\n"))
        yield f"Noted on {_plain(entry.name)}:"
        yield ""
        yield from (f"> {line}".rstrip() for line in quoted.split("\n"))
        if note := sanitize(entry.note.note).strip():
            yield from ("", without_html(note))
        if tags := list(filter(None, map(legal_tag, entry.note.tags))):
            yield from ("", " ".join(f"#{tag}" for tag in tags))


def _linked(article: ReadArticle) -> str:
    day = f", {_plain(article.date)}" if article.date else ""
    return f"[{_plain(article.title)}](<{source_of(article)}>){day}"


def _quoted(name: str) -> str:
    return front_matter({"x": name}, ())[1].removeprefix("x: ")


def _plain(text: str) -> str:
    return escaped(one_line(text, 2_000))


def _encoded(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode(errors="replace")


# -- FollowTheMoney --------------------------------------------------------------------------

_SCHEMAS = {Label.PERSON: "Person", Label.ORG: "Organization"}


def ftm_entities(dossiers: Iterable[Dossier]) -> Iterator[Document]:
    """Yield the entities of FollowTheMoney: people and bodies, articles once each, and who is named in which.

    What was said stands in the notes of a person, each quotation with its article: the model has no
    place of its own for it.
    """
    written: set[str] = set()
    for dossier in dossiers:
        person, key = dossier.person, _ftm_id(*map(str, dossier.person.key))
        said = [
            f"{each.quotation.exact} ({', '.join(filter(None, (each.article.title, each.article.date)))})"
            for each in dossier.known.quotations
        ]
        names = [*dossier.aliases, *dossier.joined]
        yield _ftm(key, _SCHEMAS[person.label], name=[person.name], alias=names, notes=said)
        for named in dossier.known.mentions:
            article = named.article
            number = _ftm_id("article", article.id)
            if number not in written:
                written.add(number)
                source = [article.address] if article.address else []
                about = {"title": [article.title], "publishedAt": [article.date], "publisher": [article.site]}
                yield _ftm(number, "Article", **about, sourceUrl=source)
            ends = {"document": [number], "resolved": [key]}
            kind = _SCHEMAS[person.label]
            of_it = _ftm_id("mention", key, number)
            yield _ftm(of_it, "Mention", **ends, name=[named.name], detectedSchema=[kind])


def _ftm(number: str, schema: str, **properties: list[str]) -> Document:
    kept = {name: list(filter(None, values)) for name, values in properties.items()}
    return {"id": number, "schema": schema, "properties": {name: each for name, each in kept.items() if each}}


def _ftm_id(*parts: str) -> str:
    return "postil-" + hashlib.sha1("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
