"""Cards for Anki, highlights for Readwise, and articles as references in CSL-JSON and BibTeX."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape

from tui.domain.library import ArticleRecord
from tui.domain.text.sanitize import one_line, sanitize
from tui.exchange.common import Document, encoded, source_of
from tui.exchange.csv_table import row
from tui.exchange.links import legal_tag, link_back
from tui.exchange.output import Exported

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# BibTeX counts braces also after a backslash, so that one alone would take the rest of the file.
_OF_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip


def anki(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield cards divided by tabs; the annotation's id makes a card that is imported again the same card."""
    yield b"#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
    for article in articles:
        notes = article.notes
        for each in article.notes.annotations:
            title = escape(one_line(notes.title, 2_000))
            place = f'<a href="{escape(link_back(notes, each))}">{title}</a>'
            speaker = escape(one_line(article.speakers.get(each.id, "")))
            back = "<br>".join(filter(None, (_html(each.note), speaker, place)))
            tags = " ".join(filter(None, map(legal_tag, each.tags)))
            cells = _html(one_line(each.id)), _html(each.target.quote.exact), back, tags
            yield ("\t".join(cells) + "\n").encode(errors="replace")


def readwise(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield the CSV that Readwise imports; tags stand at the end of the note, as Readwise writes them."""
    yield row(("Highlight", "Title", "Author", "URL", "Note", "Location", "Date"))
    for article in articles:
        notes = article.notes
        for each in notes.annotations:
            tags = " ".join(f".{tag}" for tag in map(legal_tag, each.tags) if tag)
            note = "\n".join(filter(None, (each.note, tags)))
            place = str(each.target.span.start) if each.target.text_hash else ""
            day = each.created[:19].replace("T", " ")
            about = notes.title, article.author or notes.site, source_of(notes)
            yield row((each.target.quote.exact, *about, note, place, day))


def csl(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield one list of CSL-JSON with an item for each article."""
    yield encoded([_csl_item(article) for article in articles], indent=2)


def _csl_item(article: Exported) -> Document:
    notes = article.notes
    item: Document = {"id": _cite_key(notes), "type": "webpage" if notes.address else "document"}
    item["title"] = notes.title
    item["URL"] = source_of(notes)
    if authors := _authors(article):
        item["author"] = [{"literal": author} for author in authors]
    if notes.site:
        item["container-title"] = notes.site
    if day := _DAY.fullmatch(notes.date):
        item["issued"] = {"date-parts": [[int(part) for part in day.groups() if part]]}
    return item


def bibtex(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield an entry for each article."""
    for article in articles:
        notes = article.notes
        # In braces BibTeX leaves a name as it is, which may be that of a body.
        author = " and ".join(f"{{{_tex(author)}}}" for author in _authors(article))
        fields = {"author": author, "title": f"{{{_tex(notes.title)}}}"}
        fields |= {"howpublished": _tex(notes.site), "date": notes.date}
        if day := _DAY.fullmatch(notes.date):
            fields["year"] = day[1]
        fields["url"] = re.sub(r"[{}\\]", "", source_of(notes))
        lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
        yield "\n".join((f"@misc{{{_cite_key(notes)},", *lines, "}", "")).encode(errors="replace")


def _authors(article: Exported) -> list[str]:
    """Return the authors one by one; what may be "Blum, Anna" is left as it is."""
    names = one_line(article.author, 2_000)
    parts = re.split(r";\s*" if ";" in names else r",\s+|\s+and\s+", names)
    if ";" not in names and not all(" " in part for part in parts):
        parts = [names]
    return list(filter(None, parts))


def _cite_key(notes: ArticleRecord) -> str:
    """Return a key that the article has each time: its first words, its year and four digits of its id."""
    words = "-".join(re.findall("[a-z0-9]+", notes.title.lower())[:3]) or "article"
    digest = hashlib.sha256(notes.id.encode("utf-8", "surrogatepass")).hexdigest()[:4]
    return "-".join(filter(None, (words, notes.date[:4] if _DAY.fullmatch(notes.date) else "", digest)))


def _tex(text: str) -> str:
    return "".join(_OF_TEX.get(mark, mark) for mark in one_line(text, 2_000))


def _html(text: str) -> str:
    return escape(sanitize(text).strip()).replace("\t", " ").replace("\n", "<br>")
