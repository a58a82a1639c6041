"""Lists of articles: files that name what is to be read, and are none themselves.

Besides plain texts these are bookmarks, lists of feeds, and what services of reading give out: Pocket,
Instapaper, Raindrop, Readwise Reader, Omnivore and wallabag.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from tui import sources
from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line
from tui.sources.encoding import decode, is_binary
from tui.sources.files import FILE_LIMIT, Refusal, read_in_parts, read_path, read_stream, standard_input
from tui.sources.list_entries import (
    LONGEST,
    ListEntry,
    as_tags,
    day_of,
    entry_of,
    quotations_in,
    share_of,
    state_in,
    tags_of,
    text_of,
)
from tui.sources.open import is_web_address, local_path
from tui.sources.plain_text import article_from_text

_HEAD = 4096
"""Code points of the beginning by which a list is known."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH = re.compile(r"(?:~?/|\.{1,2}/|file:)\S.*|\S+\.[A-Za-z][A-Za-z0-9]{0,7}")
"""A path that says by its look that it is one: a folder before it, or an ending."""
_BOX = re.compile(r".*\.mbo?x|[^.]+", re.IGNORECASE)
"""The name of what may be a mailbox."""
_NAMES = re.compile(r"(?:.*\.(?:txt|text|list|lst|urls?)|[^.]*)", re.IGNORECASE)


def entries_of(data: bytes, name: str) -> list[ListEntry] | None:
    """Return what a list names, each address once, or None where the data are no list.

    A list is a text with a path or address on each line, where lines that are empty or begin with ``#`` are
    passed over; or a file of one of the formats that this module is about. Of these, web addresses alone are
    taken: what else a bookmark leads to is no article.

    Args:
        data: all of the file.
        name: of the file, or empty.

    Raises:
        Refusal: it is a list, but a damaged one, or one that names nothing.
    """
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data, name)
    if is_binary(data):
        return None
    try:
        text = decode(data).removeprefix("\ufeff").replace("\r\n", "\n")
    except Refusal:
        return None
    head = text[:_HEAD].lstrip()
    for format_ in _FORMATS:
        if format_.sign.match(head):
            found = format_.read(text, format_.what)
            if found is not None:
                return _listed(found, format_.what)
    return _plain(text) if _NAMES.fullmatch(name) else None


def _listed(found: Iterable[ListEntry], what: str) -> list[ListEntry]:
    """Return those entries that can be opened, each address once, with all that is said of it.

    Raises:
        Refusal: there is none.
    """
    entries: dict[str, ListEntry] = {}
    for entry in found:
        if _ADDRESS.fullmatch(entry.location):
            before = entries.get(entry.location)
            entries[entry.location] = entry if before is None else before.joined(entry)
    if not entries:
        raise Refusal(f"this is {what}, and it names no web address")
    return list(entries.values())


def _plain(text: str) -> list[ListEntry] | None:
    lines = [line.strip() for line in text.splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    if not named or not all(_ADDRESS.fullmatch(line) or _PATH.fullmatch(line) for line in named):
        return None
    return [ListEntry(line) for line in dict.fromkeys(named)]


def piped() -> bytes:
    """Return all that comes from standard input.

    Raises:
        OpeningError: it cannot be read, or is too large.
    """
    try:
        return read_stream(standard_input())
    except Refusal as refusal:
        raise OpeningError("-", refusal.reason) from refusal


def entries_at(location: str) -> list[ListEntry]:
    """Return what the list at a path names; nothing where it is no list, cannot be read, or is an address.

    Raises:
        OpeningError: it is a list, but a damaged one, or one that names nothing.
    """
    if is_web_address(location):
        return []
    try:
        path = local_path(location)
        data = read_path(path)
    except Refusal:
        return []
    return listed(data, location, path.name)


def letters_at(location: str, data: bytes) -> list[tuple[str, Callable[[], Article]]]:
    """Return the letters of the mailbox at a path, or in the ``data`` of ``-``; see ``letters_in``."""
    if location == "-":
        return sources.letters_in(data, location, "") if data.startswith(b"From ") else []
    if is_web_address(location):
        return []
    try:
        path = local_path(location)
        # What a pipe gives can be read once.
        may_be_one = _BOX.fullmatch(path.name) is not None and path.is_file()
        return sources.letters_in(read_in_parts(path), location, path.name) if may_be_one else []
    except Refusal:
        return []


def listed(data: bytes, location: str, name: str = "") -> list[ListEntry]:
    """Return what the data of a list name; nothing where they are no list; see ``entries_of``.

    Raises:
        OpeningError: it is a list, but a damaged one, or one that names nothing.
    """
    try:
        return entries_of(data, name) or []
    except Refusal as refusal:
        raise OpeningError(one_line(location, 1_000), refusal.reason) from refusal


def article_of(entry: ListEntry) -> Article:
    """Return the article whose text a list holds, known by its address.

    Raises:
        Refusal: there is no text in it.
    """
    title = one_line(entry.title, LONGEST)
    if re.search(r"<[A-Za-z!/]", entry.text):
        tree = sources.parse_page(entry.text.encode(errors="replace"))
        if tree is None:
            raise Refusal("there is no text in it")
        article = sources.article_of_page(tree, title=title)
    else:
        article = article_from_text(f"{title}\n\n{entry.text}" if title else entry.text, entry.location)
    return replace(
        article,
        location=entry.location,
        address=entry.location,
        title=title or article.title,
        author=entry.author or article.author,
        date=entry.date or article.date,
    )


# -- bookmarks and other pages of links --------------------------------------------------------


class _Links:
    """Takes the links of a page as its parser comes to them, with the headings and folders around them."""

    def __init__(self) -> None:
        self.entries: list[ListEntry] = []
        self._folders: list[str] = []
        self._heading = ""
        self._is_own = False
        self._link: dict[str, str] | None = None
        self._words: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if tag == "a":
            self._link, self._words = {name.lower(): value for name, value in attributes.items()}, []
        elif tag in ("h1", "h2", "h3"):
            self._words = []
            self._is_own = tag == "h3" and not any("folder" in name.lower() for name in attributes)
        elif tag == "dl":
            self._folders.append(self._heading if self._is_own else "")

    def data(self, words: str) -> None:
        """Take text."""
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == "dl" and self._folders:
            self._folders.pop()
        elif tag in ("a", "h1", "h2", "h3") and self._words is not None:
            words = " ".join("".join(self._words).split())
            if tag != "a":
                self._heading = words
            elif self._link is not None:
                folder = self._folders[-1] if self._folders else self._heading
                self.entries.append(_of_link(self._link, words, folder))
            self._link = self._words = None

    def close(self) -> list[ListEntry]:
        """Return what was found."""
        return self.entries


def _of_link(link: Mapping[str, str], title: str, folder: str) -> ListEntry:
    state = state_in(folder)
    state["is_starred"] = state["is_starred"] or link.get("data-important") == "true"
    tags = [*tags_of(link.get("tags", "")), *as_tags(folder)]
    added = link.get("add_date") or link.get("time_added")
    return entry_of(link.get("href"), title, tags, added, **state)


def _of_page(text: str, _what: str) -> list[ListEntry]:
    links = _Links()
    parser = sources.HTMLParser(encoding="utf-8", huge_tree=True, target=links)
    data = text.encode(errors="replace")
    with suppress(sources.XMLSyntaxError):
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
        parser.close()
    return links.entries


_PIECE = 1 << 20


def _of_opml(text: str, what: str) -> list[ListEntry]:
    # What it says of its encoding is undone already.
    tree = sources.parse_xml(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode(errors="replace"))
    if tree is None:
        raise Refusal(f"this is {what}, and it is damaged")
    found = []
    for outline in tree.iter("outline"):
        said = {name.lower(): value for name, value in outline.attrib.items()}
        above = outline.getparent()
        folder = (above.get("text") or above.get("title") or "") if above.tag == "outline" else ""
        entry = entry_of(said.get("xmlurl"), said.get("title") or said.get("text"), as_tags(folder))
        found.append(replace(entry, is_feed=True))
    return found


# -- tables -------------------------------------------------------------------------------------

_COLUMNS = {
    "url": ("url", "link", "href"),
    "title": ("title", "name"),
    "tags": ("tags", "document tags", "labels"),
    "added": ("time_added", "timestamp", "created", "saved date", "saved_at", "date_added", "creation date"),
    "folder": ("folder", "status", "location"),
    "progress": ("reading progress",),
    "starred": ("favorite", "favourite", "starred"),
    "text": ("content",),
    "selection": ("selection",),
    "highlights": ("highlights",),
    "note": ("note", "document note"),
}
_RAINDROP = re.compile(r"^Highlight:", re.MULTILINE)


def _of_table(text: str, what: str) -> list[ListEntry] | None:
    # The texts of whole articles stand in cells; Python's own limit is 128 kB.
    csv.field_size_limit(FILE_LIMIT)
    text = text.lstrip()
    first = text.partition("\n")[0]
    between = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        places = {
            field: next((names.index(name) for name in known if name in names), -1)
            for field, known in _COLUMNS.items()
        }
        # A sentence may begin with such a word; not with two of them.
        if places["url"] < 0 or sum(at >= 0 for at in places.values()) < 2:
            return None
        found, begin, following = [], 1, rows.line_num + 1
        for row in rows:
            begin, following = following, rows.line_num + 1
            found.append(_of_row({field: _cell(row, at) for field, at in places.items()}))
    except csv.Error as error:
        raise Refusal(f"this is {what}, and line {rows.line_num} of it is damaged") from error
    if text.count('"') % 2 and following - begin > 1:
        # All rows that follow would be lost in one cell.
        raise Refusal(f"this is {what}, and a quotation mark in line {begin} of it has no other")
    return found


def _cell(row: list[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def _of_row(cells: Mapping[str, str]) -> ListEntry:
    state = state_in(cells["folder"])
    state["is_starred"] = state["is_starred"] or cells["starred"].strip().lower() in ("true", "1")
    # Readwise's places are no folders of the user, and neither are Pocket's states.
    own = [] if cells["folder"].lower() in ("new", "later", "shortlist", "feed") else as_tags(cells["folder"])
    marked = [(cells["selection"].strip(), "")] if cells["selection"].strip() else []
    pieces = _RAINDROP.split(cells["highlights"])
    for piece in pieces[1:] if len(pieces) > 1 else pieces:
        quote, _, note = piece.partition("\nNote:")
        if quote.strip():
            marked.append((quote.strip(), note.strip()))
    if cells["note"].strip():
        marked.append(("", cells["note"].strip()))
    return entry_of(
        cells["url"],
        cells["title"],
        [*tags_of(cells["tags"]), *own],
        cells["added"],
        progress=share_of(cells["progress"]),
        text=cells["text"],
        highlights=tuple(marked),
        **state,
    )


# -- records ------------------------------------------------------------------------------------


def _of_records(text: str, what: str) -> list[ListEntry] | None:
    try:
        document = orjson.loads(text.encode(errors="replace"))
    except orjson.JSONDecodeError as error:
        if re.search(r'"is_archived"|"savedAt"', text[:_HEAD]):
            raise Refusal(f"this is {what}, and it is damaged ({one_line(error.msg, 80)})") from error
        return None
    if isinstance(document, dict):
        embedded = document.get("_embedded")
        document = embedded.get("items") if isinstance(embedded, dict) else [document]
    if not isinstance(document, list):
        return None
    records = [each for each in document if isinstance(each, dict) and text_of(each.get("url"))]
    if not any("is_archived" in each or "savedAt" in each for each in records):
        return None
    return [_of_record(each) for each in records]


_NOT_FETCHED = "retrieve contents for this article"
"""What wallabag says in the place of a text that it could not fetch."""


def _of_record(record: Mapping[str, Any]) -> ListEntry:
    text = text_of(record.get("content"))
    if record.get("is_not_parsed") or _NOT_FETCHED in text[:300]:
        text = ""
    authors = record.get("published_by") or record.get("author")
    author = ", ".join(map(text_of, authors)) if isinstance(authors, list) else text_of(authors)
    tags = record.get("tags") or record.get("labels")
    return entry_of(
        record["url"],
        record.get("title"),
        _names(tags),
        record.get("created_at") or record.get("savedAt"),
        is_archived=record.get("is_archived") in (1, True, "1")
        or text_of(record.get("state")).lower() == "archived",
        is_starred=record.get("is_starred") in (1, True, "1"),
        progress=share_of(record.get("readingProgress"), 100),
        text=text,
        highlights=tuple(_marked(record.get("annotations") or record.get("highlights"))),
        author=one_line(author, LONGEST),
        date=day_of(record.get("published_at") or record.get("publishedAt") or ""),
    )


def _names(tags: object) -> list[str]:
    """Return the names of tags, which stand alone or in records of their own."""
    return [
        text_of((tag.get("label") or tag.get("name")) if isinstance(tag, dict) else tag)
        for tag in (tags if isinstance(tags, list) else [])
    ]


def _marked(annotations: object) -> Iterator[tuple[str, str]]:
    for each in annotations if isinstance(annotations, list) else []:
        if isinstance(each, dict):
            note = each.get("annotation") if "annotation" in each else each.get("text")
            quote = text_of(each.get("quote")).strip()
            if quote:
                yield quote, text_of(note).strip()


# -- archives -----------------------------------------------------------------------------------

_OMNIVORE = re.compile(r"(.*/)?metadata_[^/]*\.json")
_POCKET = re.compile(r"(?:.*/)?part_\d+\.csv")
_POCKET_MARKS = re.compile(r"(?:.*/)?annotations/part_\d+\.json")


def _of_archive(data: bytes, name: str) -> list[ListEntry] | None:
    """Return what an archive of Omnivore or Pocket names; None where it is another."""
    if name and not name.lower().endswith(".zip"):
        return None
    archive = _Members(data)
    found = _of_omnivore(archive) or _of_pocket(archive)
    if not found:
        return None
    return _listed(found, "an archive of articles")


class _Members:
    """The members of an archive as far as they can be read: after one that cannot, the others are not tried.

    What of an archive is damaged or too large is not worth more time; the rest of it is used.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = sources.Archive(data, "archive")
        self.names = sorted(self._archive.names)
        self._is_over = False

    def read(self, name: str) -> str:
        """Return the text of a member, or empty where there is none."""
        if self._is_over or name not in self._archive.names:
            return ""
        try:
            return decode(self._archive.read(name)).removeprefix("\ufeff")
        except Refusal:
            self._is_over = True
            return ""


def _records(archive: _Members, name: str) -> list[dict[str, Any]]:
    """Return the records in a member, as far as there are any."""
    with suppress(orjson.JSONDecodeError):
        found = orjson.loads(archive.read(name).encode(errors="replace"))
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return []


def _of_omnivore(archive: _Members) -> list[ListEntry]:
    # The lists first: where there are too many texts, all articles are named nevertheless.
    found = [
        (folder[1] or "", text_of(record.get("slug")), _of_record(record))
        for name in archive.names
        if (folder := _OMNIVORE.fullmatch(name))
        for record in _records(archive, name)
        if text_of(record.get("url"))
    ]
    return [
        replace(
            entry,
            text=entry.text or archive.read(f"{folder}content/{slug}.html"),
            highlights=entry.highlights
            or tuple(quotations_in(archive.read(f"{folder}highlights/{slug}.md"))),
        )
        for folder, slug, entry in found
    ]


def _of_pocket(archive: _Members) -> list[ListEntry]:
    found: list[ListEntry] = []
    marks: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in archive.names:
        if _POCKET.fullmatch(name):
            with suppress(Refusal):
                found += _of_table(archive.read(name), "a part of Pocket's list") or []
        elif _POCKET_MARKS.fullmatch(name):
            for record in _records(archive, name):
                marks[text_of(record.get("url"))] = tuple(_marked(record.get("highlights")))
    return [replace(entry, highlights=marks.get(entry.location, ())) for entry in found]


class _Format(NamedTuple):
    """A format of lists.

    Attributes:
        what: it is called, for the reader.
        sign: how such a file begins.
        read: returns its entries, given the text and ``what``; None where it is no list after all.
    """

    what: str
    sign: re.Pattern[str]
    read: Any


_TITLED = r"(?is)<.{0,1000}?<title>\s*"
_PROLOGUE = r"(?is)(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+|<!DOCTYPE\s+opml[^>]*+>\s*+)*+"
_FORMATS = (
    _Format(
        "a file of bookmarks",
        re.compile(r"(?i)(?:<\?xml[^>]*+>\s*+)?<!DOCTYPE\s+NETSCAPE-Bookmark-file"),
        _of_page,
    ),
    _Format("an export of Pocket", re.compile(_TITLED + r"Pocket Export\s*<"), _of_page),
    _Format("an export of Instapaper", re.compile(_TITLED + r"Instapaper:? Export"), _of_page),
    _Format("a list of feeds (OPML)", re.compile(_PROLOGUE + r"<opml\b"), _of_opml),
    _Format("an export of Omnivore or wallabag", re.compile(r"[\[{]"), _of_records),
    _Format(
        "a table of articles",
        re.compile(r'(?im)(?=[^\n]*[,;])(?:[^\n]*[,;])?[ "]*(?:url|link|href)"?[ ]*(?:[,;\r]|$)'),
        _of_table,
    ),
)
