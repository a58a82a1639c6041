"""What the W3C's Web Annotation Data Model says that documents MUST be, as far as ours have it.

https://www.w3.org/TR/annotation-model/; the numbers are its sections. Checked against the schemas of
the working group's own test suite, and against the terms and prefixes of the model's JSON-LD context.
"""

import re
from datetime import datetime, timedelta
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
    "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_COMPACT = re.compile(r"(?:oa|dc|dcterms|dctypes|foaf|rdf|rdfs|skos|xsd|iana|owl|as|schema):\w+")
_TERMS = {
    "@context", "id", "type", "motivation", "created", "modified", "body", "target", "stylesheet", "value",
    "purpose", "format", "source", "selector", "styleClass", "exact", "prefix", "suffix", "start", "end",
    "partOf", "label", "total", "first", "startIndex", "items",
}  # fmt: skip


def assert_page(page: dict[str, Any]) -> None:
    """Fail unless this is an AnnotationPage (5.2) of annotations."""
    assert page["@context"] == CONTEXT
    _assert_identified(page, "AnnotationPage")
    collection = page["partOf"]
    _assert_identified(collection, "AnnotationCollection")
    assert _is_count(collection["total"])
    assert collection["total"] == len(page["items"]) > 0
    assert collection["first"] == page["id"]  # 5.1: a collection that is not empty has a first page
    assert _is_count(page["startIndex"])
    for annotation in page["items"]:
        assert_annotation(annotation)
    assert len({annotation["id"] for annotation in page["items"]}) == len(page["items"])
    _assert_known_terms(page)


def assert_annotation(annotation: dict[str, Any]) -> None:
    """Fail unless this is an Annotation (3.1) whose bodies are texts and whose target is a passage."""
    # One context is a text, not a list of one.
    assert annotation["@context"] == CONTEXT
    _assert_identified(annotation, "Annotation")
    assert annotation["motivation"] in MOTIVATIONS
    for name in ("created", "modified"):  # 3.3.1: xsd:dateTime, in UTC, written with a Z
        assert annotation[name].endswith("Z")
        assert datetime.fromisoformat(annotation[name]).utcoffset() == timedelta(0)
    for body in annotation.get("body", []):  # 3.2.4
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
        assert body.get("format", "text/plain") == "text/plain"
    assert annotation.get("body") != []
    stylesheet = annotation["stylesheet"]  # 4.4
    assert stylesheet["type"] == "CssStylesheet"
    target = annotation["target"]
    _assert_passage(target)
    assert f".{target['styleClass']} " in stylesheet["value"]
    if "dcterms:isReplacedBy" in target:
        _assert_passage(target["dcterms:isReplacedBy"])


def _assert_passage(target: dict[str, Any]) -> None:
    """Fail unless this is a passage of one source (4)."""
    assert target["type"] == "SpecificResource"
    assert _IRI.fullmatch(target["source"])
    kinds = [_assert_selector(selector) for selector in target["selector"]]
    assert kinds in (["TextQuoteSelector", "TextPositionSelector"], ["TextQuoteSelector"])


def _assert_selector(selector: dict[str, Any]) -> str:
    """Its type, if it is what 4.2.4 and 4.2.5 say."""
    if selector["type"] == "TextQuoteSelector":
        assert all(isinstance(selector[name], str) for name in ("exact", "prefix", "suffix"))
        return "TextQuoteSelector"
    assert selector["type"] == "TextPositionSelector"
    assert _is_count(selector["start"])
    assert _is_count(selector["end"])
    assert selector["start"] < selector["end"]
    return "TextPositionSelector"


def _assert_identified(resource: dict[str, Any], kind: str) -> None:
    assert resource["type"] == kind
    assert _IRI.fullmatch(resource["id"])


def _assert_known_terms(value: object) -> None:
    """JSON-LD drops what its context does not define: every name must be one that it does."""
    if isinstance(value, dict):
        for name, inner in value.items():
            assert name in _TERMS or _COMPACT.fullmatch(name), name
            _assert_known_terms(inner)
    elif isinstance(value, list):
        for inner in value:
            _assert_known_terms(inner)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
