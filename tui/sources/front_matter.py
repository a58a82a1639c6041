"""The front matter of Markdown: what YAML or TOML before a text says of it."""

import re
import tomllib
from datetime import date, time
from typing import NamedTuple

from tui import sources
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line

_YAML_BLOCK = re.compile(r"\A\s*---[ ]*\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_TOML_BLOCK = re.compile(r"\A\s*\+\+\+[ ]*\n((?:[^\n]*\n){0,100}?)\+\+\+[ ]*(?:\n|\Z)")
_PANDOC_BLOCK = re.compile(r"\A%[ ]([^\n]+)\n%[ ]?([^\n]*)(?:\n%[ ]?([^\n]*))?(?:\n(?=\n)|\Z)")
"""Title, authors and date, each on a line after a percent sign."""
_LARGEST_BLOCK = 10_000
"""Code points that a parser of front matter takes on; larger YAML is read line by line."""
_MOST_NAMES, _LONGEST_VALUE = 100, 1_000
"""Items of a list, and code points of each, that are looked at."""
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ ]*:(?:[ ]+(.*))?\Z")
_FIELD_NAME = re.compile(r"[A-Za-z_][\w-]*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=\Z|[T ])")
_DAY_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})\.? (?P<month>[A-Za-z]{3,9})|(?P<first>[A-Za-z]{3,9})\.? (?P<second>\d{1,2}))"
    r",? (?P<year>\d{4})\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_YAML = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What PyYAML's constructors raise, besides its own errors, for a value that is not what its tag says."""


class FrontMatter(NamedTuple):
    """What front matter says; empty where it says nothing.

    Attributes:
        title: the title, on one line.
        date: a day that exists, ``YYYY-MM-DD``.
        author: the names of the authors, with commas between them.
        site: where the text was published.
        language: the code of a language.
        end: the code point of the text just after the front matter; 0 where there is none.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    language: str = ""
    end: int = 0


_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        abstract alias aliases author authors by categories category cover created cssclasses date
        description draft excerpt id image keywords lang language lastmod layout modified permalink
        publication published series site slug source status subtitle summary tag tags template title
        toc topics type uid updated url weight
        """,
    )
)
"""Fields that programs for notes and pages know: each makes a block front matter."""


def read_front_matter(text: str) -> FrontMatter:
    """Return what the front matter of a sanitized text says: YAML between ``---``, TOML between ``+++``.

    A block that is no good YAML is read line by line, and is front matter only if every line of it could be
    YAML. What is no front matter belongs to the text, such as one line ``Warning: a draft`` between rules.
    """
    fields: dict[str, str] | None = None
    if found := _YAML_BLOCK.match(text):
        fields = _yaml_fields(found.group(1)) or _line_fields(found.group(1))
        if fields and len(fields) == 1 and not _COMMON & fields.keys():
            fields = None
    elif found := _TOML_BLOCK.match(text):
        fields = _toml_fields(found.group(1))
    elif found := _PANDOC_BLOCK.match(text):
        title, authors, day = (one_line(line or "") for line in found.groups())
        fields = {"title": title, "author": ", ".join(re.split(r"\s*;\s*", authors)), "date": day}
    if found is None or not fields:
        return FrontMatter()

    def value(*names: str) -> str:
        return one_line(next(filter(None, map(fields.get, names)), None) or "")

    return FrontMatter(
        title=value("title"),
        date=_day(value("date", "published")),
        author=value("author", "authors", "by"),
        site=value("site", "publication"),
        language=language_code(value("lang", "language")),
        end=found.end(),
    )


def _yaml_fields(block: str) -> dict[str, str] | None:
    """Return the fields of a block of YAML by their names in small letters; None if it is no such block.

    Scalars are the text that they are written as, so that 1.10 does not become 1.1, nor ``no``, the code of
    Norwegian, false. Of two fields of one name the first counts.
    """
    if len(block) > _LARGEST_BLOCK:
        return None
    fields: dict[str, str] = {}
    try:
        loader = sources.SafeLoader(block)
        loader.yaml_implicit_resolvers = {}
        root = loader.get_single_node()
        if not isinstance(root, sources.MappingNode):
            return None
        for key, value in root.value:
            if not _FIELD_NAME.match(str(key.value)):
                return None
            fields.setdefault(key.value.lower(), _text(loader.construct_object(value, deep=True)))
    except (sources.YAMLError, *_NOT_YAML):
        return None
    return fields


def _toml_fields(block: str) -> dict[str, str] | None:
    """Return the fields of a block of TOML by their names in small letters; None if it is no TOML."""
    if len(block) > _LARGEST_BLOCK:
        return None
    try:
        fields = tomllib.loads(block, parse_float=str)
        return {name.lower(): _text(value) for name, value in fields.items()}
    except (ValueError, RecursionError):
        return None


def _line_fields(block: str) -> dict[str, str] | None:
    """Return the ``name: value`` lines of a block, and the lists below them; None if it has other lines.

    ``title: A: B`` is no YAML, but clear enough to a person.
    """
    fields: dict[str, str] = {}
    last = ""
    for line in block.splitlines():
        field = _FIELD.match(line)
        if field:
            last = field.group(1).lower()
            fields.setdefault(last, _unquoted(field.group(2) or ""))
        elif last and line.lstrip().startswith("- "):
            fields[last] = ", ".join(filter(None, (fields[last], _unquoted(line.lstrip()[2:]))))
        elif line.strip() and not line.startswith((" ", "#")):
            return None
    return fields


def _unquoted(value: str) -> str:
    """Return a value, or the items of a list, without the marks of YAML around them."""
    value = value.strip()
    listed = value.startswith("[") and value.endswith("]")
    items = [item.strip() for item in value[1:-1].split(",")] if listed else [value]
    quoted = [len(item) > 1 and item[0] == item[-1] and item[0] in "\"'" for item in items]
    words = (one_line(item[1:-1] if marks else item) for item, marks in zip(items, quoted, strict=True))
    return ", ".join(filter(None, words))


def _text(value: object) -> str:
    """Return the words of a field: of a list those of its items, of an object its name."""
    items = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_name, items)))


def _name(value: object) -> str:
    """Return the words of a scalar, or of an object its ``name``, which may be ``given`` and ``family``."""
    if isinstance(value, dict):
        name = value.get("name", value)
        parts = [name.get("given"), name.get("family")] if isinstance(name, dict) else [name]
    else:
        parts = [value]
    return " ".join(filter(None, map(_scalar, parts)))


def _scalar(value: object) -> str:
    """Return a text, a number or a time as it is written, on one line; of anything else nothing."""
    if isinstance(value, date | time):  # in TOML; a datetime is a date as well
        return value.isoformat()
    return one_line(str(value)[:_LONGEST_VALUE]) if isinstance(value, str | int | float) else ""


def _day(value: str) -> str:
    """Return the day at the start of a value, such as 2024-05-01 or May 1, 2024; empty where it is none."""
    try:
        if found := _DAY.match(value):
            return date.fromisoformat(found.group()).isoformat()
        if found := _DAY_IN_WORDS.match(value):
            name = found["month"] or found["first"]
            month = _MONTHS.index(name[:3].lower()) + 1
            return date(int(found["year"]), month, int(found["day"] or found["second"])).isoformat()
    except ValueError:
        pass
    return ""
