"""Pages for Obsidian, Logseq and Org, of articles and of people: each passage with what is known of it."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation
from tui.domain.people import NO_CHOICES, NameKey, PeopleChoices, appearances_in, name_key
from tui.domain.text.sanitize import one_line, sanitize
from tui.exchange.common import json_of, source_of
from tui.exchange.links import Passage, block_id, passages, postil_link, text_fragment
from tui.exchange.markdown import escaped, without_html
from tui.exchange.output import Exported, base_name, page_name
from tui.exchange.pages.outlines import logseq_block, org_entry
from tui.exchange.pages.regions import region
from tui.exchange.template import EXAMPLE, Template, pages

_WORD = re.compile(r"[\w.:-]+")
_PROPERTY = re.compile(r"::")
# At the start of a line, what Org would take for a heading, a keyword, a drawer or a table.
_OF_ORG = re.compile(r"^(?=\s*[*#:|])", re.MULTILINE)


def obsidian(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield a page with front matter; passages have block ids, speakers are links to pages."""
    return pages(_example(), articles, in_regions=True)


@cache
def _example() -> Template:
    return Template(EXAMPLE)


# -- Logseq -------------------------------------------------------------------------------------


def logseq(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield an outline: a block for each passage, its properties first, with the note below it."""
    for article in articles:
        notes = article.notes
        about = {
            "author": article.author, "source": source_of(notes), "date": notes.date, "site": notes.site,
            "postil-id": notes.id,
        }  # fmt: skip
        lines = [f"- {escaped(one_line(notes.title, 2_000))}"]
        lines += [f"  {name}:: {one_line(value, 2_000)}" for name, value in about.items() if value]
        for passage in passages(article):
            lines += logseq_block(_block(passage))
        yield _encoded(lines)


def _block(passage: Passage) -> list[str]:
    """Return the lines of a passage in an outline for Logseq."""
    each = passage.annotation
    properties = {"id": _id(each), "colour": str(each.colour), "created": one_line(each.created)}
    properties["link"] = passage.link
    if passage.page:
        properties["page"] = passage.page
    if passage.speaker:
        properties["speaker"] = f"[[{page_name(passage.speaker)}]]"
    if passage.names:
        properties["names"] = ", ".join(f"[[{page_name(name)}]]" for name in passage.names)
    if passage.sentence:
        properties["sentence"] = escaped(passage.sentence)
    if tags := [page_name(tag) for tag in each.tags if one_line(tag)]:
        properties["tags"] = ", ".join(f"[[{tag}]]" for tag in tags)
    first, *others = (f"{name}:: {value}" for name, value in properties.items())
    lines = [f"\t- {first}", *(f"\t  {line}" for line in others)]
    quoted = escaped(sanitize(each.target.quote.exact).strip("\n"))
    if not each.is_on_all:
        lines += [f"\t  > {line}".rstrip() for line in quoted.split("\n")]
    if note := sanitize(each.note).strip():
        harmless = _PROPERTY.sub(r":\\:", without_html(note))
        first, *others = harmless.split("\n")
        lines += [f"\t\t- {first}", *(f"\t\t  {line}" for line in others)]
    return lines


# -- Org ----------------------------------------------------------------------------------------


def org(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield a heading for each article and, below it, one for each passage with its properties."""
    for article in articles:
        notes = article.notes
        lines = [f"* {one_line(notes.title, 2_000)}"]
        about = {"AUTHOR": article.author, "SOURCE": source_of(notes), "DATE": notes.date}
        lines += _drawer({**about, "SITE": notes.site, "POSTIL_ID": notes.id})
        for passage in passages(article):
            lines += org_entry(_entry(passage))
        yield _encoded(lines)


def _entry(passage: Passage) -> list[str]:
    """Return the lines of a passage in a file for Org."""
    each = passage.annotation
    tags = [re.sub(r"[^\w@]+", "_", one_line(tag)).strip("_") for tag in each.tags]
    tagged = f" :{':'.join(filter(None, tags))}:" if any(tags) else ""
    heading = one_line(each.target.quote.exact, 70).replace(":", ";") or "The whole article"
    lines = [f"** {heading}{tagged}"]
    properties = {"ID": _id(each), "COLOUR": str(each.colour), "CREATED": each.created}
    properties |= {"LINK": passage.link, "PAGE": passage.page, "SPEAKER": passage.speaker}
    properties["NAMES"] = ", ".join(passage.names)
    lines += _drawer({**properties, "SENTENCE": passage.sentence})
    if not each.is_on_all:
        quoted = _in_org(sanitize(each.target.quote.exact).strip("\n"))
        lines += ["#+BEGIN_QUOTE", *quoted, "#+END_QUOTE"]
    if note := sanitize(each.note).strip():
        lines += _in_org(note)
    return lines


def _id(annotation: Annotation) -> str:
    """Return the id of an annotation, or another one where that is not one word, as elsewhere it may be."""
    return annotation.id if _WORD.fullmatch(annotation.id) else block_id(annotation)


def _drawer(properties: dict[str, str]) -> list[str]:
    held = [f":{name}: {one_line(value, 2_000)}" for name, value in properties.items() if value]
    return [":PROPERTIES:", *held, ":END:"]


def _in_org(text: str) -> list[str]:
    """Return lines of text of which none is markup of blocks: Org's manual advises a space of no width."""
    return _OF_ORG.sub("\u200b", text).split("\n")


# -- people -------------------------------------------------------------------------------------


class Said(NamedTuple):
    """What a person said in an article: the words with their marks, and whether no doubt is to be shown."""

    article: Exported
    words: str
    is_clear: bool

    @property
    def id(self) -> str:
        """Return what it is known by when the page is written again."""
        digest = hashlib.sha256(f"{self.article.notes.id}\n{self.words}".encode("utf-8", "surrogatepass"))
        return f"p-{digest.hexdigest()[:12]}"

    @property
    def link(self) -> str:
        """Return the link to the words: on the web, else in Postil."""
        source = source_of(self.article.notes)
        if source.startswith(("http://", "https://")):
            return text_fragment(source, self.words)
        return postil_link(self.article.notes.id, text=self.words[:_OF_LINKS])


_OF_LINKS = 200
"""Code points of a passage that stand in a link."""


PERSON = "person:"
"""How the ids of pages of people begin."""


class PersonPage(NamedTuple):
    """A person or body, and all that it said in the articles that are exported."""

    key: NameKey
    name: str
    said: Sequence[Said]
    spellings: Collection[str]

    @property
    def id(self) -> str:
        """Return what the page is known by when it is written again."""
        return f"{PERSON}{self.key[0]}:{self.key[1]}"


def people_in(articles: Iterable[Exported], choices: PeopleChoices = NO_CHOICES) -> list[PersonPage]:
    """Return the people and bodies that say something in the articles, by name, each once.

    ``choices`` are what the user said of who is the same.
    """
    found: dict[NameKey, dict[str, Said]] = {}
    names: dict[NameKey, list[str]] = {}
    for article in articles:
        notes = article.notes
        if article.analysis is None:
            continue
        for one in appearances_in(notes.id, notes.text, notes.text_hash, article.analysis).people:
            key = choices.root(name_key(one.label, one.name))
            said = (Said(article, each.exact, each.is_clear) for each in one.quotations)
            if one.quotations:
                found.setdefault(key, {}).update((each.id, each) for each in said)
                names.setdefault(key, []).append(one.name)
    spelt = {
        key: choices.names.get(key) or max(sorted(set(listed)), key=listed.count)
        for key, listed in names.items()
    }
    people = (
        PersonPage(key, spelt[key], list(said.values()), set(names[key])) for key, said in found.items()
    )
    return sorted(people, key=lambda person: (person.name.casefold(), person.key))


def person_page(form: str, person: PersonPage, article_names: Mapping[str, str]) -> bytes:
    """Return a page in the ``form`` of obsidian, logseq or org.

    ``article_names`` are where the pages of articles are as seen from this page, without suffix, by id.
    """
    lines = _PERSON[form](person)
    for said in person.said:
        notes = said.article.notes
        page = article_names.get(notes.id) or f"../{page_name(notes.title)}"
        where = ", ".join(filter(None, (one_line(notes.date), "" if said.is_clear else "uncertain")))
        lines += _SAID[form](said, page, where)
    return _encoded(lines)


def _obsidian_person(person: PersonPage) -> list[str]:
    about = [f"title: {json_of(person.name)}", f"postil-id: {json_of(person.id)}"]
    return ["---", *about, "tags:", f"  - {_KINDS[person.key[0]]}", "---", "", f"# {escaped(person.name)}"]


def _obsidian_said(said: Said, page: str, where: str) -> list[str]:
    quoted = [f"> {line}".rstrip() for line in escaped(sanitize(said.words)).split("\n")]
    about = ", ".join(filter(None, (f"[[{base_name(page)}]]", where, f"[passage](<{said.link}>)")))
    return ["", *region(said.id, [*quoted, "", about])]


def _logseq_person(person: PersonPage) -> list[str]:
    return [f"- {escaped(person.name)}", f"  kind:: {_KINDS[person.key[0]]}", f"  postil-id:: {person.id}"]


def _logseq_said(said: Said, page: str, where: str) -> list[str]:
    about = {"id": said.id, "article": f"[[{base_name(page)}]]", "link": said.link, "date": where}
    first, *others = (f"{name}:: {value}" for name, value in about.items() if value)
    quoted = [f"\t  > {line}".rstrip() for line in escaped(sanitize(said.words)).split("\n")]
    return logseq_block([f"\t- {first}", *(f"\t  {line}" for line in others), *quoted])


def _org_person(person: PersonPage) -> list[str]:
    return [f"* {person.name}", *_drawer({"KIND": _KINDS[person.key[0]], "POSTIL_ID": person.id})]


def _org_said(said: Said, page: str, where: str) -> list[str]:
    about = {"ID": said.id, "LINK": said.link, "DATE": where}
    heading = f"** {one_line(said.words, 70).replace(':', ';')}"
    title = one_line(said.article.notes.title, 200).replace("]", ")").replace("[", "(")
    quoted = ["#+BEGIN_QUOTE", *_in_org(sanitize(said.words)), "#+END_QUOTE"]
    return org_entry([heading, *_drawer(about), *quoted, f"[[file:{page}.org][{title}]]"])


_KINDS = {Label.PERSON: "person", Label.ORG: "organisation"}
_PERSON = {"obsidian": _obsidian_person, "logseq": _logseq_person, "org": _org_person}
_SAID = {"obsidian": _obsidian_said, "logseq": _logseq_said, "org": _org_said}
PEOPLE_FORMS = tuple(_PERSON)
"""The formats that have pages for people."""


def _encoded(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode(errors="replace")
