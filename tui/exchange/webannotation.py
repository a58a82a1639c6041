"""W3C Web Annotations, as JSON-LD (https://www.w3.org/TR/annotation-model/).

What the model has no word for is told in Dublin Core's, whose prefix the model's context knows:
of the article its ``dcterms:identifier``, ``title``, ``date`` and ``publisher``, as
``dcterms:source`` where it was last opened from, and as ``dcterms:hasVersion`` the SHA-256 of the
text that the offsets are of. A passage that the reader found again in a later version is the
target's ``dcterms:isReplacedBy``.
"""

import uuid
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from tui.domain.annotation import Annotation, Colour, Target
from tui.domain.library import BY_CONTENT, ArticleNotes
from tui.exchange.exported import Exported
from tui.exchange.note_json import selectors_of, source_of
from tui.exchange.plain_json import Document, json_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that every annotation names."""

UUID_IRI = "urn:uuid:"
OWN_IRI = "urn:postil:"
"""How the IRIs begin of annotations that are known by a UUID, and by anything else."""

_STYLES = " ".join(f".{colour} {{ background-color: {colour}; }}" for colour in Colour)


def annotation_page(articles: Iterable[Exported]) -> Iterator[bytes]:
    """One AnnotationPage with all annotations."""
    items = [annotation_of(each.notes, one) for each in articles for one in each.notes.annotations]
    name = uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(str(item["id"]) for item in items))
    collection = uuid.uuid5(name, "collection")
    page = {
        "@context": CONTEXT,
        "id": f"{UUID_IRI}{name}",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{UUID_IRI}{collection}",
            "type": "AnnotationCollection",
            "label": "Postil",
            "total": len(items),
            "first": f"{UUID_IRI}{name}",
        },
        "startIndex": 0,
    }
    # Written piece by piece: the annotations alone may be many megabytes.
    yield json_of(page, 1).removesuffix("\n}").encode() + b',\n "items": ['
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + json_of(item).encode()
    yield b"\n ]\n}\n"


def annotation_of(notes: ArticleNotes, annotation: Annotation) -> Document:
    """The annotation as the model has it; it can stand by itself."""
    document: Document = {
        "@context": CONTEXT,
        "id": iri_of(annotation.id),
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
    return {
        **document,
        "stylesheet": {"type": "CssStylesheet", "value": _STYLES},
        "target": target,
    }


def iri_of(annotation_id: str) -> str:
    """What identifies an annotation everywhere."""
    try:
        known = str(uuid.UUID(annotation_id)) == annotation_id
    except ValueError:
        known = False
    return UUID_IRI + annotation_id if known else OWN_IRI + quote(annotation_id, safe="")


def _target(notes: ArticleNotes, target: Target) -> Document:
    about = {
        "identifier": notes.id,
        "title": notes.title,
        "date": notes.date,
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
