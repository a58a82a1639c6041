"""Markdown for note-taking programs: the passages as quotations, the notes on them, the tags."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tui.domain.library import ArticleRecord
from tui.domain.text.sanitize import one_line, sanitize
from tui.exchange.common import json_of, source_of
from tui.exchange.links import passages
from tui.exchange.output import Exported

# What would be markup, in CommonMark and in what note-taking programs add to it.
_MARKUP = re.compile(r"[\\`*_\[\]<>~|#$^=%&]|(?<=:):|(?<=\{)\{|(?<=!)(?=\[)")
_BLOCK = re.compile(r"^(\s*)(?:([-+])(?=\s|$|[-+])|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
# In notes, which are Markdown already: what a renderer or a browser would fetch or run.
_HTML = re.compile(r"(\\*)<(?=[A-Za-z/!?])(?!https?://)")
_RUNNING = re.compile(r"\]([(:])(?=\s*<?(?!(?:https?|mailto):)[^)\s/?#]*[:&\\])", re.IGNORECASE)
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def markdown(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield one document: with front matter for one article, with a heading for each of several."""
    several = list(articles)
    if len(several) == 1:
        yield _encoded(_article(several[0]))
        return
    tags = dict.fromkeys(tag for each in several for tag in _tags(each.notes))
    yield _encoded("\n".join(front_matter({"title": "Notes"}, tags)) + "\n")
    for each in several:
        notes = each.notes
        about = ", ".join(
            filter(
                None, (_plain(each.author), _plain(notes.site), _plain(notes.date), f"<{source_of(notes)}>")
            )
        )
        yield _encoded("\n".join(["", f"# {_plain(notes.title)}", "", about, *_passages(each)]) + "\n")


def _article(article: Exported) -> str:
    notes = article.notes
    fields = {"title": notes.title, "postil-id": notes.id, "author": article.author}
    fields |= {"source": source_of(notes), "date": notes.date, "site": notes.site}
    lines = front_matter(fields, dict.fromkeys(_tags(notes)))
    return "\n".join([*lines, "", f"# {_plain(notes.title)}", *_passages(article)]) + "\n"


def front_matter(fields: Mapping[str, str], tags: Iterable[str]) -> list[str]:
    """Return the lines of YAML at the top; JSON's texts are YAML's as well."""
    lines = ["---"]
    for name, value in fields.items():
        if value:
            is_day = name == "date" and _DAY.fullmatch(value)
            lines.append(f"{name}: {value if is_day else json_of(one_line(value, 2_000))}")
    listed = [f"  - {json_of(one_line(tag))}" for tag in tags]
    return [*lines, *(["tags:", *listed] if listed else []), "---"]


def _tags(notes: ArticleRecord) -> Iterator[str]:
    made = (tag for annotation in notes.annotations for tag in annotation.tags)
    return chain(notes.filing.tags, made)


def _passages(article: Exported) -> Iterator[str]:
    """Yield each passage as a quotation with speaker and page, then the note, then the tags."""
    for passage in passages(article):
        annotation = passage.annotation
        yield ""
        quoted = escaped(sanitize(annotation.target.quote.exact).strip("\n"))
        if not annotation.is_on_all:
            yield from (f"> {line}".rstrip() for line in quoted.split("\n"))
        about = passage.speaker, passage.page and f"p. {passage.page}"
        if any(about):
            yield from (">", f"> \u2014 {', '.join(map(_plain, filter(None, about)))}")
        if note := sanitize(annotation.note).strip():
            yield from ("", without_html(note))
        tags = [_NOT_IN_TAGS.sub("-", one_line(tag)).strip("-") for tag in annotation.tags]
        if any(tags):
            yield from ("", " ".join(f"#{tag}" for tag in tags if tag))


def _plain(text: str) -> str:
    return escaped(one_line(text, 2_000))


def escaped(text: str) -> str:
    """Return ``text`` as Markdown that shows it as it is."""
    plain = _MARKUP.sub(lambda match: f"\\{match.group()}" if match.group() else "\\", text)
    return _BLOCK.sub(lambda match: f"{match[1]}{match[3] or ''}\\{match[2] or match[4]}", plain)


def without_html(note: str) -> str:
    """Return a note as Markdown in which nothing is HTML, an image, or a link that runs a program."""
    # What is escaped already, by an odd number of backslashes, stays so.
    harmless = _HTML.sub(lambda found: found[0] if len(found[1]) % 2 else f"{found[1]}\\<", note)
    return _RUNNING.sub(r"]\\\1", harmless.replace("![", "!\\["))


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")
