"""Pages for Obsidian, Logseq and Org: passages with colour, time, speaker, sentence and a link back."""

import re
from collections.abc import Iterable, Iterator

from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line, sanitize
from tui.exchange.common import source_of
from tui.exchange.links import block_id, legal_tag, link_back, sentences
from tui.exchange.markdown import escaped, front_matter, without_html
from tui.exchange.merging import region
from tui.exchange.output import Exported

_NOT_IN_LINKS = re.compile(r"[\[\]|#^\\<>`]+|:(?=:)")
_PROPERTY = re.compile(r"::")
# At the start of a line, what Org would take for a heading, a keyword, a drawer or a table.
_OF_ORG = re.compile(r"^(?=\s*[*#:|])", re.MULTILINE)


def obsidian(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield a page with front matter; passages have block ids, speakers are links to pages."""
    several = list(articles)
    if len(several) > 1:
        made = (annotation for article in several for annotation in article.notes.annotations)
        yield _encoded(front_matter({"title": "Notes"}, _legal(made)))
    for article in several:
        notes = article.notes
        lines = _about(article) if len(several) == 1 else []
        lines += ["", f"# {escaped(one_line(notes.title, 2_000))}"]
        if len(several) > 1:
            lines += ["", f"<{source_of(notes)}>"]
        around = sentences(article)
        for each in notes.annotations:
            made_of = [f"> {line}".rstrip() for line in _passage(each)]
            if speaker := _page(article.speakers.get(each.id, "")):
                made_of += [">", f"> \u2014 [[{speaker}]]"]
            made_of += ["", f"^{block_id(each)}", ""]
            made_of.append(f"{each.colour}, [{escaped(one_line(each.created))}](<{link_back(notes, each)}>)")
            if sentence := around.get(each.id):
                made_of += ["", f"Sentence: {escaped(sentence)}"]
            if note := sanitize(each.note).strip():
                made_of += ["", without_html(note)]
            if tags := _legal([each]):
                made_of += ["", " ".join(f"#{tag}" for tag in tags)]
            lines += ["", *region(block_id(each), made_of)]
        yield _encoded(lines)


def logseq(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield an outline: a block for each passage, its properties first, with the note below it."""
    for article in articles:
        notes = article.notes
        about = {"source": source_of(notes), "date": notes.date, "site": notes.site}
        lines = [f"- {escaped(one_line(notes.title, 2_000))}"]
        lines += [f"  {name}:: {one_line(value, 2_000)}" for name, value in about.items() if value]
        around = sentences(article)
        for each in notes.annotations:
            properties = {
                "id": one_line(each.id),
                "colour": str(each.colour),
                "created": one_line(each.created),
            }
            properties["link"] = link_back(notes, each)
            if speaker := _page(article.speakers.get(each.id, "")):
                properties["speaker"] = f"[[{speaker}]]"
            if sentence := around.get(each.id):
                properties["sentence"] = escaped(sentence)
            if tags := [page for tag in each.tags if (page := _page(tag))]:
                properties["tags"] = ", ".join(f"[[{tag}]]" for tag in tags)
            first, *others = (f"{name}:: {value}" for name, value in properties.items())
            lines += [f"\t- {first}", *(f"\t  {line}" for line in others)]
            lines += [f"\t  > {line}".rstrip() for line in _passage(each)]
            if note := sanitize(each.note).strip():
                harmless = _PROPERTY.sub(r":\\:", without_html(note))
                first, *others = harmless.split("\n")
                lines += [f"\t\t- {first}", *(f"\t\t  {line}" for line in others)]
        yield _encoded(lines)


def org(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield a heading for each article and, below it, one for each passage with its properties."""
    for article in articles:
        notes = article.notes
        lines = [f"* {one_line(notes.title, 2_000)}"]
        about = {"SOURCE": source_of(notes), "DATE": notes.date, "SITE": notes.site}
        lines += _drawer(about)
        around = sentences(article)
        for each in notes.annotations:
            tags = [re.sub(r"[^\w@]+", "_", one_line(tag)).strip("_") for tag in each.tags]
            tagged = f" :{':'.join(filter(None, tags))}:" if any(tags) else ""
            lines.append(f"** {one_line(each.target.quote.exact, 70).replace(':', ';')}{tagged}")
            properties = {"ID": each.id, "COLOUR": str(each.colour), "CREATED": each.created}
            properties["LINK"] = link_back(notes, each)
            properties["SPEAKER"] = article.speakers.get(each.id, "")
            properties["SENTENCE"] = around.get(each.id, "")
            lines += _drawer(properties)
            quoted = _in_org(sanitize(each.target.quote.exact).strip("\n"))
            lines += ["#+BEGIN_QUOTE", quoted, "#+END_QUOTE"]
            if note := sanitize(each.note).strip():
                lines.append(_in_org(note))
        yield _encoded(lines)


def _about(article: Exported) -> list[str]:
    notes = article.notes
    fields = {"title": notes.title, "source": source_of(notes), "date": notes.date, "site": notes.site}
    return front_matter(fields, _legal(notes.annotations))


def _legal(annotations: Iterable[Annotation]) -> list[str]:
    tags = (legal_tag(tag) for each in annotations for tag in each.tags)
    return list(dict.fromkeys(tag for tag in tags if tag))


def _passage(annotation: Annotation) -> list[str]:
    return escaped(sanitize(annotation.target.quote.exact).strip("\n")).split("\n")


def _page(name: str) -> str:
    """Return a name as it may stand in a link to a page."""
    return " ".join(_NOT_IN_LINKS.sub(" ", one_line(name)).split())


def _drawer(properties: dict[str, str]) -> list[str]:
    held = [f":{name}: {one_line(value, 2_000)}" for name, value in properties.items() if value]
    return [":PROPERTIES:", *held, ":END:"]


def _in_org(text: str) -> str:
    """Return lines of text of which none is markup of blocks: Org's manual advises a space of no width."""
    return _OF_ORG.sub("\u200b", text)


def _encoded(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode(errors="replace")
