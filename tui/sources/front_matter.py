"""The lines between ``---`` at the top of a Markdown file that tell title, date and author."""

import re
from datetime import date
from typing import NamedTuple

from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line

_BLOCK = re.compile(r"\A\s*---[ ]*\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ ]*:(?:[ ]+(.*))?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=\Z|[T ])")


class FrontMatter(NamedTuple):
    """What stands there; empty where nothing does.

    Attributes:
        date: a day that exists, ``YYYY-MM-DD``.
        language: the code of a language.
        end: the code point of the text just past it.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    language: str = ""
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """What the front matter of a harmless text says; it is that only if every line of it could be YAML.

    Only plain ``name: value`` lines are understood, and lists of names for authors.
    """
    found = _BLOCK.match(text)
    if found is None:
        return FrontMatter()
    fields: dict[str, str] = {}
    last = ""
    for line in found.group(1).splitlines():
        field = _FIELD.match(line)
        if field:
            last = field.group(1).lower()
            fields.setdefault(last, (field.group(2) or "").strip())
        elif last and line.lstrip().startswith("- "):
            fields[last] = ", ".join(filter(None, (fields[last], _value(line.lstrip()[2:]))))
        elif line.strip() and not line.startswith((" ", "#")):
            return FrontMatter()
    if not fields:
        return FrontMatter()
    return FrontMatter(
        title=_value(fields.get("title", "")),
        date=_day(_value(fields.get("date") or fields.get("published", ""))),
        author=_value(fields.get("author") or fields.get("authors") or fields.get("by", "")),
        site=_value(fields.get("site") or fields.get("publication", "")),
        language=language_code(_value(fields.get("lang") or fields.get("language", ""))),
        end=found.end(),
    )


def _value(value: str) -> str:
    """A value without the marks of YAML around it."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_value, value[1:-1].split(","))))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return one_line(value)


def _day(value: str) -> str:
    """The day at the start of a value, if it is one of the calendar; else empty."""
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found.group()).isoformat() if found else ""
    except ValueError:
        return ""
