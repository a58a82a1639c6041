"""``postil who``: people and bodies over everything that was read, and all that is known of one."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from tui.cli import report, report_all
from tui.cli.arguments import Parser, wording
from tui.domain.analysis import Label
from tui.domain.errors import PipelineError, PostilError
from tui.domain.library import ReadArticle
from tui.domain.people import WHO, Dossier, Person
from tui.domain.text.sanitize import displayed, one_line
from tui.domain.text.times import counted
from tui.exchange.common import json_of
from tui.exchange.dossiers import (
    KINDS,
    Entry,
    around,
    dossier_page,
    entry_rows,
    ftm_entities,
    people_page,
    people_rows,
    person_document,
    some_of,
    timeline,
)
from tui.library import Library
from tui.library.dossiers import Candidate, analyse_now, dossier_of, names_like, people_called, store_known
from tui.library.everybody import PeopleOverview
from tui.library.reopen import articles_meant
from tui.system import files, latency

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FEW = 10
"""So many articles that are not analysed yet are analysed unasked: that takes some seconds."""
_OFFERED = 12
"""Candidates that are listed."""


def since(text: str) -> str:
    """Return a date that a person gave: a year, a month or a day.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        is_day = bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        is_day = False
    if not is_day:
        raise argparse.ArgumentTypeError(
            f"'{one_line(text, 40)}' is not a date such as 2025, 2025-03 or 2025-03-02"
        )
    return text


def who_parser() -> Parser:
    """Return the parser of ``postil who``."""
    parser = Parser(
        "who",
        ("NAME", "a person or body, by its name or a part of it; all if there is none"),
        description="List the people and bodies in everything that was read, with counts; or write all that "
        "those who are named said, where and when, and what was noted on them. Of several the result is one "
        "timeline. Case and accents do not matter.",
        epilog=f"Up to {_FEW} articles that are not analysed yet are analysed first; of more a line says so.",
    )
    add = parser.add_argument
    parser.add_format("text", "md", "json", "jsonl", "csv", "ftm")
    add("--label", choices=[label.value for label in WHO], help="only persons, or only organisations")
    add("--since", metavar="DATE", type=since, help="only articles of this day, month or year, or later")
    add(
        "--article",
        metavar="X",
        type=wording,
        help="only this article: a file, an address, or words of the title",
    )
    add("--exact", action="store_true", help="each NAME is the full name, not a part of one")
    add("--analyse", action="store_true", help="first analyse all articles that are not analysed yet")
    add("--no-analyse", action="store_true", help="analyse none")
    return parser


def who(library: Library, arguments: argparse.Namespace) -> int:
    """Write who appears, or all that is known of those who are named; return the exit code.

    Raises:
        PostilError: nobody is called so, several are, or no article is what was asked for.
    """
    latency.collect_rarely()
    undated: set[str] = set()
    is_wanted = _wanted(library, arguments, undated)
    _follow(library)
    not_analysed = _analyse(library, arguments, is_wanted)
    _follow(library)
    lost = len([article for article in library.catalogue.missing() if is_wanted(article)]) - not_analysed
    if lost > 0:
        folder = files.shown(library.data_dir / "cache")
        report(f"{counted(lost, 'article')} left out: who appears there cannot be stored in {folder}")
    undated.clear()
    label = Label(arguments.label) if arguments.label else None
    try:
        if arguments.locations:
            keys = [_meant(library, name, label, arguments.exact) for name in arguments.locations]
            found = [dossier_of(library, key, is_wanted) for key in dict.fromkeys(keys)]
            _check(found)
            pieces = _of_some(found, arguments.format)
        else:
            pieces = _of_all(library, arguments, label, is_wanted)
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    finally:
        if undated:
            are = "article without a date is" if len(undated) == 1 else "articles without a date are"
            report(f"{len(undated):,} {are} left out by --since")
        report_all(library.take_notices())
    return 0


def _check(found: Sequence[Dossier]) -> None:
    """Make sure that there is something to write.

    Raises:
        PostilError: there is nothing.
    """
    if not any(each.known.mentions or each.known.notes for each in found):
        names = " and ".join(one_line(each.person.name, 80) for each in found)
        raise PostilError(f"{names}: named in none of the articles that were asked for")


def _wanted(
    library: Library, arguments: argparse.Namespace, undated: set[str]
) -> Callable[[ReadArticle], bool]:
    """Return what says whether an article counts; those without a date get into ``undated``."""
    ids: frozenset[str] | None = None
    if arguments.article is not None:
        ids = frozenset(article.id for article in articles_meant(library, arguments.article))
    first: str = arguments.since or ""

    def is_wanted(article: ReadArticle) -> bool:
        if ids is not None and article.id not in ids:
            return False
        if first and not article.date:
            undated.add(article.id)
        return not first or article.date >= first

    return is_wanted


# -- articles that are not analysed yet ------------------------------------------------------


def _follow(library: Library) -> None:
    """Have the table of people follow what was stored since."""
    with _Progress("looking through the articles") as progress:
        for share in library.catalogue.table.update():
            progress.show(f"{share:.0%}")


def _analyse(
    library: Library, arguments: argparse.Namespace, is_wanted: Callable[[ReadArticle], bool]
) -> int:
    """Analyse what is not analysed yet, if that is few or asked for; report what is left, return how many.

    Raises:
        PipelineError: it was asked for, and the pipeline cannot be loaded.
    """
    missing = [article for article in library.catalogue.missing() if is_wanted(article)]
    missing = [article for article in missing if not store_known(library, article)]
    if not missing:
        return 0
    number = counted(len(missing), "article")
    is_one = len(missing) == 1
    if arguments.no_analyse or (len(missing) > _FEW and not arguments.analyse):
        unknown = f"{number} {'is' if is_one else 'are'} not analysed yet: who appears there is not known"
        report(f"{unknown}; --analyse analyses {'it' if is_one else 'them'} first")
        return len(missing)
    gone = 0
    try:
        with _Progress("analysing articles") as progress:
            for done, article in enumerate(missing):
                progress.show(f"{done + 1:,} of {len(missing):,}")
                gone += not analyse_now(library, article)
    except PipelineError as error:
        if arguments.analyse:
            raise
        report(f"{number} {'is' if is_one else 'are'} not analysed yet, and cannot be: {error}")
        return len(missing)
    if gone:
        report(f"{counted(gone, 'article')} cannot be analysed: the text is not available")
    return gone


class _Progress:
    """A line on standard error, if that is a terminal, that says how far something is."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, how_far: str) -> None:
        """Show how far it is."""
        if self._is_shown:
            sys.stderr.write(f"\r\x1b[K{self._doing}: {how_far}")
            sys.stderr.flush()


# -- who is meant ----------------------------------------------------------------------------


def _meant(library: Library, name: str, label: Label | None, exact: bool) -> tuple[Label, str]:
    """Return who is meant by a name.

    Raises:
        PostilError: nobody is called so; or several are, who are listed then.
    """
    found = people_called(library, name, label, exact=exact)
    if len(found) == 1:
        return found[0].key
    said = one_line(name, 200)
    if found:
        raise PostilError(f"“{said}” may be {_several(found)}; give more of the name, --label or --exact")
    near = " or ".join(f"“{one_line(each, 80)}”" for each in names_like(library, name))
    raise PostilError(f"nobody is called “{said}”" + (f"; did you mean {near}?" if near else ""))


def _several(found: Sequence[Candidate]) -> str:
    listed = [
        f"{one_line(each.name, 80)} ({KINDS[each.key[0]]}, {counted(each.articles, 'article')})"
        for each in found[:_OFFERED]
    ]
    if (more := len(found) - _OFFERED) > 0:
        listed.append(f"{more:,} more")
    return ", ".join(listed[:-1]) + f" or {listed[-1]}"


# -- what is written -------------------------------------------------------------------------


def _of_some(dossiers: Sequence[Dossier], form: str) -> Iterable[bytes]:
    """Return what is written of those who were named."""
    match form:
        case "md":
            return dossier_page(dossiers)
        case "csv":
            return entry_rows(dossiers)
        case "text":
            return _text_of(dossiers)
    return _as_json(dossiers, form)


def _of_all(
    library: Library,
    arguments: argparse.Namespace,
    label: Label | None,
    is_wanted: Callable[[ReadArticle], bool],
) -> Iterable[bytes]:
    """Return what is written where nobody is named."""
    people = PeopleOverview(library, is_wanted)
    for _ in people.gather():
        pass
    if arguments.format in ("json", "jsonl", "ftm"):
        dossiers = (each for each in people.dossiers() if label in (None, each.person.label))
        return _as_json(dossiers, arguments.format)
    listed = [one for one in people.listed() if label in (None, one.label)]
    notes = people.notes()
    rows = [(one, len(notes.get(one.key, ()))) for one in listed]
    match arguments.format:
        case "md":
            return people_page(rows)
        case "csv":
            return people_rows(rows)
    return _table(rows)


def _as_json(dossiers: Iterable[Dossier], form: str) -> Iterator[bytes]:
    documents = ftm_entities(dossiers) if form == "ftm" else map(person_document, dossiers)
    if form != "json":
        yield from (f"{json_of(document)}\n".encode() for document in documents)
        return
    separator = "[\n"
    for document in documents:
        yield f"{separator}{json_of(document, 2)}".encode()
        separator = ",\n"
    yield b"\n]\n" if separator == ",\n" else b"[]\n"


_NAME = 40
"""Cells of the column of names."""
_HEAD = ("", "Name", "Kind", "Articles", "Named", "Said", "Notes", "Last")
_QUOTED = 2_000
"""Code points of a passage that are shown."""


def _table(rows: Sequence[tuple[Person, int]]) -> Iterator[bytes]:
    """Yield a line for each person: who it is, how much there is, when last."""
    lines: list[tuple[str, ...]] = [_HEAD] if rows else []
    for one, notes in rows:
        name = one_line(one.name, _NAME - 2) + (" ?" if one.may_be else "")
        counts = (f"{count:,}" for count in (one.articles, one.mentions, one.quotations, notes))
        lines.append(("★" if one.is_followed else "", name, KINDS[one.label], *counts, one_line(one.last)))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell.rjust(width) if 3 <= number <= 6 else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield (" ".join(cells[:2]) + "  " + "  ".join(cells[2:])).rstrip().encode(errors="replace") + b"\n"


def _text_of(dossiers: Sequence[Dossier]) -> Iterator[bytes]:
    """Yield who they are, then what they said and what was noted, under the articles in order."""
    for dossier in dossiers:
        yield _encoded(_head_of(dossier))
    several = len(dossiers) > 1
    for _, group in groupby(timeline(dossiers), key=lambda entry: entry.article.id):
        entries = list(group)
        lines = ["", *_about(entries[0].article)]
        for entry in entries:
            lines += ["", *_entry(entry, several)]
        yield _encoded(lines)
    shown = {entry.article.id for entry in timeline(dossiers)}
    others = {
        each.article.id: each
        for one in dossiers
        for each in one.known.mentions
        if each.article.id not in shown
    }
    if others:
        lines = ["", "Named in, too:" if shown else "Named in:"]
        for each in others.values():
            about = ", ".join(filter(None, (one_line(each.article.title), one_line(each.article.date))))
            lines.append(f"  {about} · {counted(each.mentions, 'mention')}")
        yield _encoded(lines)


def _head_of(dossier: Dossier) -> Iterator[str]:
    person = dossier.person
    counts = [
        KINDS[person.label],
        counted(person.articles, "article"),
        counted(person.mentions, "mention"),
        counted(person.quotations, "quote"),
        counted(len(dossier.known.notes), "note"),
        f"last {one_line(person.last)}" if person.last else "",
    ]
    star = "★ " if person.is_followed else ""
    yield f"{star}{one_line(person.name, 200)} · " + " · ".join(filter(None, counts))
    for words, names in (
        ("also named", dossier.aliases),
        ("the same as", dossier.joined),
        ("perhaps the same as", dossier.may_be),
    ):
        if names:
            yield f"  {words}: " + ", ".join(one_line(each, 80) for each in some_of(names))


def _about(article: ReadArticle) -> Iterator[str]:
    about = ", ".join(filter(None, (one_line(article.site), one_line(article.date) or "no date")))
    yield f"{one_line(article.title)} ({about})"
    yield one_line(article.address or article.location, 1_000)


def _entry(entry: Entry, with_name: bool) -> Iterator[str]:
    """Yield the lines of what was said or noted."""
    who = f"{one_line(entry.name, 200)}: " if with_name else ""
    if entry.said is not None:
        said = entry.said.quotation
        doubt = "" if said.is_clear else "? "
        yield f"  {doubt}{who}{one_line(said.exact, _QUOTED)}"
        before, after = around(said)
        yield f"    {before}{one_line(said.exact, _QUOTED)}{after}"
    elif entry.note is not None:
        passage = one_line(entry.note.target.quote.exact, _QUOTED)
        yield f"  note{f' on {who[:-2]}' if who else ''}: “{passage}”"
        note = displayed(entry.note.note).strip("\n")
        if note.strip():
            yield from (f"    {line}".rstrip() for line in note.split("\n"))
        if entry.note.tags:
            yield "    " + " ".join(f"#{one_line(tag)}" for tag in entry.note.tags)


def _encoded(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode(errors="replace")
