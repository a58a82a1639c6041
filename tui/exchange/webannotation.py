"""W3C Web Annotations, both ways.

What the model has no word for is written in Dublin Core's, whose prefix the model's context knows:
of the article its ``dcterms:identifier``, ``title``, ``date`` and ``publisher``, as
``dcterms:source`` where it was last opened from, and as ``dcterms:hasVersion`` the SHA-256 of the
text that the offsets are of. A passage that the reader found again in a later version is the
target's ``dcterms:isReplacedBy``.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from tui.domain.annotation import (
    Annotation,
    Colour,
    Motivation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from tui.domain.article import BY_CONTENT
from tui.domain.library import ArticleRecord
from tui.domain.serialization import InvalidRecord, time
from tui.domain.text.sanitize import encodable, one_line
from tui.exchange.common import (
    Document,
    foreign_note,
    json_of,
    quote_of,
    selectors_of,
    source_of,
    string,
    target_of,
    uuid_of,
)
from tui.exchange.jsonl import article_id_of, check_length
from tui.exchange.output import Exported

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that every annotation names."""

_UUID_IRI = "urn:uuid:"
_OWN_IRI = "urn:postil:"
"""How the IRIs begin of annotations that are known by a UUID, and by anything else."""

_STYLES = " ".join(f".{colour} {{ background-color: {colour}; }}" for colour in Colour)


def annotation_page(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield one AnnotationPage with all annotations."""
    items = [_document(each.notes, one) for each in articles for one in each.notes.annotations]
    name = uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(str(item["id"]) for item in items))
    collection = uuid.uuid5(name, "collection")
    page = {
        "@context": _CONTEXT,
        "id": f"{_UUID_IRI}{name}",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{_UUID_IRI}{collection}",
            "type": "AnnotationCollection",
            "label": "Postil",
            "total": len(items),
            "first": f"{_UUID_IRI}{name}",
        },
        "startIndex": 0,
    }
    # Written piece by piece: the annotations alone may be many megabytes.
    yield json_of(page, 1).removesuffix("\n}").encode() + b',\n "items": ['
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + json_of(item).encode()
    yield b"\n ]\n}\n"


def _document(notes: ArticleRecord, annotation: Annotation) -> Document:
    """Return the annotation as the model has it; it can stand by itself."""
    document: Document = {
        "@context": _CONTEXT,
        "id": _iri_of(annotation.id),
        "type": "Annotation",
        "motivation": str(annotation.motivation),
        "created": annotation.created,
        "modified": annotation.modified,
    }
    bodies = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in annotation.tags]
    if annotation.note:
        note = {"type": "TextualBody", "value": annotation.note, "purpose": "commenting"}
        bodies.insert(0, {**note, "format": "text/plain"})
    if bodies:
        document["body"] = bodies
    target = _target(notes, annotation.target)
    if annotation.moved is not None:
        target["dcterms:isReplacedBy"] = _target(notes, annotation.moved)
    target["styleClass"] = str(annotation.colour)
    return {**document, "stylesheet": {"type": "CssStylesheet", "value": _STYLES}, "target": target}


def _iri_of(annotation_id: str) -> str:
    """Return what identifies an annotation everywhere."""
    try:
        known = str(uuid.UUID(annotation_id)) == annotation_id
    except ValueError:
        known = False
    return _UUID_IRI + annotation_id if known else _OWN_IRI + quote(annotation_id, safe="")


def _target(notes: ArticleRecord, target: Target) -> Document:
    about = {
        "identifier": notes.id,
        "title": notes.title,
        "date": notes.date,
        "creator": notes.author,
        "publisher": notes.site,
        "source": notes.location,
        "hasVersion": target.text_hash and BY_CONTENT + target.text_hash,
    }
    return {
        "type": "SpecificResource",
        "source": source_of(notes),
        **{f"dcterms:{name}": value for name, value in about.items() if value},
        "selector": selectors_of(target),
    }


_VERSION = re.compile(r"sha256:([0-9a-f]{64})")
_MOTIVATIONS = {str(motivation): motivation for motivation in Motivation}
_TAGGING = str(Motivation.TAGGING)


def annotations_in(document: Any) -> list[Any]:
    """Return the annotations in a document: one, a list of them, a page, a collection with its pages in it.

    Raises:
        InvalidRecord: there is nothing of that kind.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        raise InvalidRecord("this holds no annotations")
    for name in ("items", "@graph", "rows"):
        if isinstance(document.get(name), list):
            return document[name]  # type: ignore[no-any-return]
    first = document.get("first")
    if isinstance(first, dict):
        found: list[Any] = []
        while isinstance(first, dict):
            found += annotations_in(first)
            first = first.get("next")
        return found
    if "target" in document or "Annotation" in _kinds(document):
        return [document]
    raise InvalidRecord("this holds no annotations")


def notes_of_annotation(record: Any) -> Iterator[ArticleRecord]:
    """Yield the notes in an annotation: one for each of its targets.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    if not isinstance(record, dict):
        raise InvalidRecord("this is not an annotation")
    kinds = _kinds(record)
    if kinds and "Annotation" not in kinds:
        raise InvalidRecord(f"this is not an annotation but {one_line(' '.join(kinds), 60)}")
    targets = record.get("target")
    several = targets if isinstance(targets, list) else [targets]
    if not targets or not all(isinstance(target, str | dict) for target in several):
        raise InvalidRecord("it has no target")
    for number, target in enumerate(several):
        described = {"source": target} if isinstance(target, str) else target
        yield _notes(record, described, number)


def _notes(record: Mapping[str, Any], target: Mapping[str, Any], number: int) -> ArticleRecord:
    source, title = _source(target)
    known = target.get("dcterms:identifier")
    iri = _iri(record)
    if number:
        iri = f"{iri}#{number}"
    note, tags = _bodies(record)
    place = _own_target(target)
    if isinstance(known, str) and place is not None:
        annotation = _own(record, iri, place, note, tags)
        article_id = article_id_of(string(known, "identifier"))
        moved = target.get("dcterms:isReplacedBy")
        if isinstance(moved, dict):
            annotation = replace(annotation, moved=_own_target(moved))
    else:
        times = (record.get("created"), record.get("modified"))
        annotation = foreign_note(iri, _quote(target) or TextQuoteSelector(""), note, tags, *times)
        article_id = article_id_of(string(known, "identifier")) if isinstance(known, str) else source
        motivation = next(filter(_MOTIVATIONS.get, _names(record.get("motivation"))), annotation.motivation)
        annotation = replace(annotation, motivation=_MOTIVATIONS[motivation])
    style = str(target.get("styleClass", record.get("colour")))
    colour = Colour(style) if style in tuple(Colour) else Colour.YELLOW
    annotation = replace(annotation, id=_id(iri), colour=colour)
    return ArticleRecord(
        article_id,
        _dublin_core(target, "title") or title,
        _dublin_core(target, "date"),
        _dublin_core(target, "publisher"),
        _dublin_core(target, "source") or source,
        (annotation,),
        author=_dublin_core(target, "creator"),
    )


def _own(record: Mapping[str, Any], iri: str, place: Target, note: str, tags: list[str]) -> Annotation:
    """Return an annotation as it was exported: every field as it was."""
    motivations = _names(record.get("motivation"))
    if not motivations or motivations[0] not in _MOTIVATIONS:
        raise InvalidRecord("'motivation' is not a known one")
    created, modified = time(record, "created"), time(record, "modified")
    return Annotation(place, _MOTIVATIONS[motivations[0]], note, tuple(tags), _id(iri), created, modified)


def _own_target(target: Mapping[str, Any]) -> Target | None:
    """Return the passage in a text of ours, or None where the target names none.

    Raises:
        InvalidRecord: its selectors do not fit each other.
    """
    version = _VERSION.fullmatch(str(target.get("dcterms:hasVersion")))
    quote = _quote(target, whole=True)
    positions = [each for each in _selectors(target) if each.get("type") == "TextPositionSelector"]
    if quote is None or "dcterms:identifier" not in target:
        return None
    if version is None or not positions:
        return target_of(quote)
    start, end = positions[0].get("start"), positions[0].get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise InvalidRecord("its offsets are not offsets")
    check_length(end - start, quote.exact)
    return Target(TextPositionSelector(start, end), quote, version.group(1))


def _quote(target: Mapping[str, Any], *, whole: bool = False) -> TextQuoteSelector | None:
    """Return the wording of the passage; with all of its context if ``whole``."""
    for selector in _selectors(target):
        if selector.get("type") == "TextQuoteSelector":
            return quote_of(selector, whole=whole)
    return None


def _selectors(target: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the selectors of a target, and those that refine them."""
    found = target.get("selector") or []
    waiting = list(found) if isinstance(found, list) else [found]
    while waiting:
        selector = waiting.pop(0)
        if isinstance(selector, dict):
            yield selector
            refined = selector.get("refinedBy")
            waiting += refined if isinstance(refined, list) else [refined]
            choice = selector.get("items")
            waiting += choice if isinstance(choice, list) else []


def _source(target: Mapping[str, Any]) -> tuple[str, str]:
    """Return the IRI of what is annotated, and its title if that is given.

    Raises:
        InvalidRecord: none is given.
    """
    source = target.get("source", target.get("id", target.get("@id")))
    title = target.get("title")
    if isinstance(source, dict):
        title = next(
            (source[name] for name in ("title", "dc:title", "label", "name") if name in source), title
        )
        source = source.get("id", source.get("@id"))
    if not isinstance(source, str) or not source:
        raise InvalidRecord("it does not say what it is about")
    return encodable(source), one_line(title) if isinstance(title, str) else ""


def _bodies(record: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the note and the tags: of several notes all, with an empty line between them."""
    body = record.get("body", record.get("bodyValue"))
    bodies = body if isinstance(body, list) else [] if body is None else [body]
    motivations = _names(record.get("motivation"))
    notes, tags = [], []
    for body in bodies:
        value, purposes = _body(body)
        if _TAGGING in (purposes or motivations[:1]):
            tags.append(value)
        elif value:
            notes.append(value)
    if "note" in record:  # as ``postil notes`` prints an annotation
        notes.append(string(record["note"] or "", "note"))
    listed = record.get("tags") or []
    if not isinstance(listed, list):
        raise InvalidRecord("'tags' is not a list")
    tags += [string(tag, "tags") for tag in listed]
    return "\n\n".join(filter(None, notes)), tags


def _body(body: object) -> tuple[str, list[str]]:
    """Return what a body says, and what for. Of one that is elsewhere its address is all that is known."""
    if isinstance(body, str):
        return string(body, "body"), []
    if not isinstance(body, dict):
        raise InvalidRecord("'body' is not a body")
    items = body.get("items")
    if isinstance(items, list) and items:  # a choice: the first is the one to prefer
        return _body(items[0])
    purposes = _names(body.get("purpose"))
    value = next((body[name] for name in ("value", "id", "source") if isinstance(body.get(name), str)), "")
    return string(value, "body"), purposes


def _iri(record: Mapping[str, Any]) -> str:
    """Return what identifies the annotation; what it says, where it has no id."""
    given = record.get("id", record.get("@id"))
    if given is None:
        whole = json.dumps(record, sort_keys=True).encode()
        return f"urn:{BY_CONTENT}{hashlib.sha256(whole).hexdigest()}"
    iri = string(given, "id")
    if not iri:
        raise InvalidRecord("'id' is empty")
    return iri


def _id(iri: str) -> str:
    """Return the id under which an annotation is stored: its own if it is ours, else made of its IRI."""
    if iri.startswith(_OWN_IRI):
        return unquote(iri.removeprefix(_OWN_IRI)) or uuid_of(iri)
    try:
        return str(uuid.UUID(iri.removeprefix(_UUID_IRI)))
    except ValueError:
        return uuid_of(iri)


def _dublin_core(target: Mapping[str, Any], name: str) -> str:
    value = target.get(f"dcterms:{name}")
    return encodable(value) if isinstance(value, str) else ""


def _kinds(record: Mapping[str, Any]) -> list[str]:
    return _names(record.get("type", record.get("@type")))


def _names(value: object) -> list[str]:
    """Return one name or several, without the prefix of the model's vocabulary."""
    listed = value if isinstance(value, list) else [value]
    return [each.removeprefix("oa:") for each in listed if isinstance(each, str)]
