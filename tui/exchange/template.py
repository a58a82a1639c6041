"""Templates: pages in a form of the user's own, with placeholders for what is known of articles and notes.

docs/templates.md describes the format; ``EXAMPLE`` is the page for Obsidian in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from pathlib import Path

from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line, sanitize
from tui.exchange.common import json_of, source_of
from tui.exchange.links import Passage, block_id, legal_tag, passages, postil_link
from tui.exchange.markdown import escaped, without_html
from tui.exchange.output import Exported, ExportError, page_name
from tui.exchange.pages.regions import region

EXAMPLE = """\
@# The page for Obsidian. See docs/templates.md for all that may stand here.
---
title: ${title|yaml}
postil-id: ${id|yaml}
author: ${author|yaml}
source: ${source|yaml}
date: ${date|yaml}
site: ${site|yaml}
@with tags
tags:
  - ${tag|yaml}
@end
---

# ${title}
@note

> ${quote}
@with speaker
>
> — ${speaker|link}
@end

^${block}

Names: ${names|link}

${colour}${page:, p. }, [${created}](<${link}>)

Sentence: ${sentence}

${note}

${tags}
@end
"""
_LARGEST = 1_000_000
"""Bytes of a template."""
_LONGEST = 2_000
"""Code points of a value on one line."""

OF_ARTICLE = {
    "title": "the title",
    "author": "the author",
    "site": "the site or the paper",
    "date": "the day of publication, as 2025-03-02",
    "source": "the address; of a file, where it is",
    "id": "what identifies the article, for front matter: a page is found again by it",
    "open": "the link that opens the article in Postil; of a note, at its passage",
    "tags": "all tags of the article and of its notes, as #one #two; legal in notes programs",
    "tag": "one tag without the #: its line is written once for each",
}
OF_NOTE = {
    "quote": "the passage",
    "note": "your note, in Markdown",
    "colour": "the colour of the highlight",
    "created": "when it was made, in UTC",
    "modified": "when it was changed last",
    "speaker": "who said it",
    "names": "the people and bodies that it or its sentence names, with commas between them",
    "sentence": "the sentence around it, unless it is a whole one",
    "page": "the page that it is on",
    "link": "the link back: into the page on the web, else into Postil",
    "block": "a name for the block, the same each time: p-1a2b3c4d",
    "number": "1 for the first note of the article",
}
"""What placeholders there are, and what each stands for."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _yaml(value: str) -> str:
    line = one_line(value, _LONGEST)
    return line if _DAY.fullmatch(line) else json_of(line)


FILTERS: Mapping[str, Callable[[str], str]] = {
    "plain": lambda value: value,
    "line": lambda value: escaped(one_line(value, _LONGEST)),
    "yaml": _yaml,
    "link": lambda value: f"[[{page_name(value)}]]",
    "html": lambda value: escape(value),
    "day": lambda value: value[:10],
}
"""What may be made of a value, after ``|``; without one, what is not Markdown is escaped."""
# These are no Markdown to be escaped: the reader wrote it, or Postil made it.
_AS_THEY_ARE = frozenset({"source", "id", "open", "tags", "tag", "note", "colour", "link", "block", "number"})

_PLACEHOLDER = re.compile(r"\$(?:\$|\{(\w+)(?:\|(\w+))?(?::([^}]*))?\}|(\{[^}]*\}?))")
_NO_QUOTE_SIGN = re.compile(r"[^>\s]")


class TemplateError(ExportError):
    """A template is not written as it must be; the message has the line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a template, with what may stand in it."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that are written where a value is not empty; of the part for notes, once for each."""

    wanted: str
    body: tuple["_Line | _Group", ...]


_Values = Mapping[str, str | Sequence[str]]


class Template:
    """A page with placeholders.

    Attributes:
        has_notes: whether it has a part for each note.
    """

    def __init__(self, text: str, name: str = "template") -> None:
        """Read a template; ``name`` is what it is called in errors.

        Raises:
            TemplateError: it is not written as it must be.
        """
        reader = _Reader(name, text)
        self._body = reader.body()
        self.has_notes = reader.has_notes

    def lines(self, article: Exported, *, in_regions: bool) -> list[str]:
        """Return the lines of a page for an article.

        With ``in_regions`` each note stands between comments, by which the page can be brought up to date.
        """
        written = _Written()
        self._write(self._body, _of_article(article), article, written, in_regions=in_regions)
        return written.lines

    def _write(
        self,
        body: Sequence[_Line | _Group],
        values: _Values,
        article: Exported,
        written: "_Written",
        *,
        in_regions: bool,
    ) -> None:
        for part in body:
            if isinstance(part, _Line):
                written.add(part, values)
            elif part.wanted != _NOTE:
                if values[part.wanted]:
                    self._write(part.body, values, article, written, in_regions=in_regions)
            else:
                for number, passage in enumerate(passages(article), 1):
                    mine = {**values, **_of_note(article, passage, number)}
                    one = _Written() if in_regions else written
                    self._write(part.body, mine, article, one, in_regions=False)
                    if in_regions:
                        name = block_id(passage.annotation)
                        written.lines += ["", *region(name, _without_ends(one.lines))]


_NOTE = "@note"


class _Reader:
    """Reads a template line by line."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = enumerate(text.replace("\r\n", "\n").removesuffix("\n").split("\n"), 1)
        self.has_notes = False

    def body(self) -> tuple[_Line | _Group, ...]:
        """Return the whole template."""
        return self._until_end("", 0, in_note=False)

    def _until_end(self, opened: str, at: int, *, in_note: bool) -> tuple[_Line | _Group, ...]:
        """Return what stands up to the ``@end`` of what was ``opened`` on the line ``at``, if it was."""
        body: list[_Line | _Group] = []
        for number, line in self._lines:
            word, _, rest = line.strip().partition(" ")
            if line.startswith("@@"):
                body.append(self._line(number, line[1:], in_note))
            elif not line.startswith("@"):
                body.append(self._line(number, line, in_note))
            elif word == "@end" and opened:
                return tuple(body)
            elif word == _NOTE and not (in_note or self.has_notes or opened):
                self.has_notes = True
                body.append(_Group(_NOTE, self._until_end(_NOTE, number, in_note=True)))
            elif word == "@with":
                wanted = rest.strip()
                self._check(number, wanted, in_note)
                body.append(_Group(wanted, self._until_end("@with", number, in_note=in_note)))
            elif not word.startswith("@#"):
                raise self._error(number, self._what_is_wrong(word, opened))
        if opened:
            raise self._error(at, f"{opened} has no @end")
        return tuple(body)

    def _what_is_wrong(self, word: str, opened: str) -> str:
        if word == "@end":
            return "@end without @note or @with before it"
        if word == _NOTE:
            return "@note cannot stand in @with" if opened == "@with" else "there can be only one @note"
        return f"{one_line(word, 40)} is not @note, @with, @end or @#; a line that begins with @ begins @@"

    def _line(self, number: int, line: str, in_note: bool) -> _Line:
        names = []
        for found in _PLACEHOLDER.finditer(line):
            name, made, _, other = found.groups()
            if other:
                raise self._error(number, f"${one_line(other, 40)} is not a placeholder; $$ stands for $")
            if name:
                self._check(number, name, in_note)
                names.append(name)
            if made and made not in FILTERS:
                known = ", ".join(FILTERS)
                raise self._error(number, f"|{one_line(made, 40)} is not one of {known}")
        return _Line(line, tuple(names))

    def _check(self, number: int, name: str, in_note: bool) -> None:
        if name in OF_NOTE and not in_note:
            raise self._error(number, f"{name} is of a note: it stands between @note and @end")
        if name not in OF_NOTE and name not in OF_ARTICLE:
            known = [*OF_ARTICLE, *OF_NOTE]
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"
            raise self._error(number, f"there is no {one_line(name, 40) or 'name'}{hint}")

    def _error(self, number: int, reason: str) -> TemplateError:
        return TemplateError(f"{self._name}, line {number}: {reason}")


class _Written:
    """The lines of a page as they are written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._is_blank = False

    def add(self, line: _Line, values: _Values) -> None:
        """Write a line, unless all its placeholders are empty; once for each tag where it names one."""
        several = values["tag"] if "tag" in line.names else [""]
        for tag in several:
            mine = {**values, "tag": tag}
            if line.names and not any(_has_words(mine[name]) for name in line.names):
                continue
            self._write(_filled(line.text, mine))

    def _write(self, text: str) -> None:
        # What is left out leaves no more than one blank line.
        is_blank = not text.strip()
        if not (is_blank and self._is_blank):
            self.lines += text.split("\n")
        self._is_blank = is_blank


def _has_words(value: str | Sequence[str]) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _made(name: str, made: str | None, value: str) -> str:
    if made:
        return FILTERS[made](value)
    return value if name in _AS_THEY_ARE else escaped(value)


def _filled(text: str, values: _Values) -> str:
    """Return a line with its values; each line of a value begins with the quote signs before the first."""
    filled = ""
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        filled += text[end : found.start()]
        end = found.end()
        name, made, before, _ = found.groups()
        if not name:
            filled += "$"
            continue
        given = values[name]
        several = [given] if isinstance(given, str) else given
        value = ", ".join(_made(name, made, each) for each in several if each)
        if "\n" in value:
            start = _NO_QUOTE_SIGN.sub(" ", filled.rpartition("\n")[2])
            value = value.replace("\n", f"\n{start}")
        filled += f"{before or ''}{value}" if value else ""
    return "\n".join(line.rstrip() for line in f"{filled}{text[end:]}".split("\n"))


def _of_article(article: Exported) -> _Values:
    notes = article.notes
    lines = {
        "title": notes.title if one_line(notes.title) else "Untitled",
        "author": article.author,
        "site": notes.site,
        "date": notes.date,
    }
    return {
        **{name: one_line(value, _LONGEST) for name, value in lines.items()},
        "source": source_of(notes),
        "id": notes.id,
        "open": postil_link(notes.id),
        **_tags([*notes.filing.tags, *_given(notes.annotations)]),
    }


def _of_note(article: Exported, passage: Passage, number: int) -> _Values:
    annotation = passage.annotation
    return {
        "quote": sanitize(annotation.target.quote.exact).strip("\n"),
        "note": without_html(sanitize(annotation.note).strip()),
        "colour": str(annotation.colour),
        "created": one_line(annotation.created),
        "modified": one_line(annotation.modified),
        "speaker": one_line(passage.speaker),
        "names": [one_line(each) for each in passage.names],
        "sentence": passage.sentence,
        "page": passage.page,
        "link": passage.link,
        "open": postil_link(article.notes.id, note=annotation.id),
        "block": block_id(annotation),
        "number": str(number),
        **_tags(annotation.tags),
    }


def _tags(given: Iterable[str]) -> _Values:
    tags = _legal(given)
    return {"tag": tags, "tags": " ".join(f"#{tag}" for tag in tags)}


def _legal(given: Iterable[str]) -> list[str]:
    """Return tags, each once, as notes programs allow them."""
    return list(dict.fromkeys(filter(None, map(legal_tag, given))))


def _given(annotations: Iterable[Annotation]) -> Iterator[str]:
    return (tag for each in annotations for tag in each.tags)


def _without_ends(lines: list[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else [""]


def read_template(path: Path) -> Template:
    """Return the template in a file.

    Raises:
        ExportError: it cannot be read, or is not written as it must be.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise ExportError(f"{path}: this is too large for a template")
        return Template(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise ExportError(f"{path}: this is not a template: not text in UTF-8") from None
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}") from error


def pages(template: Template, several: Iterable[Exported], *, in_regions: bool) -> Iterator[bytes]:
    """Yield the page of one article; of several, their pages with blank lines between, as one document.

    Of several, front matter is left out of each, and the tags of all stand in one at the top.
    """
    articles = list(several)
    if len(articles) == 1:
        yield _encoded(template.lines(articles[0], in_regions=in_regions))
        return
    given = (tag for each in articles for tag in (*each.notes.filing.tags, *_given(each.notes.annotations)))
    listed = [f"  - {json_of(tag)}" for tag in _legal(given)]
    yield _encoded(["---", 'title: "Notes"', *(["tags:", *listed] if listed else []), "---"])
    for article in articles:
        lines = template.lines(article, in_regions=in_regions)
        if lines[:1] == ["---"] and "---" in lines[1:]:
            del lines[: lines.index("---", 1) + 1]
        lines = _without_ends(lines)
        if lines[0].startswith("# "):
            lines[1:1] = ["", f"<{source_of(article.notes)}>"]
        yield _encoded(["", *lines])


def _encoded(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode(errors="replace")
