"""What other programs write is understood, and what is damaged is refused by its number."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.annotations import PAGE, QUOTE, as_json_lines, as_web_annotations, note, notes_on, row, web
from tui.domain.annotation import Annotation, Motivation
from tui.domain.serialization import annotation_of, annotation_record
from tui.exchange.importer import ImportingError, read_notes


def read(document: object) -> list[tuple[str, Annotation]]:
    """The annotations in a document, with the ids of their articles."""
    data = json.dumps(document).encode()
    return [(notes.id, one) for notes in read_notes(data, "file") for one in notes.annotations]


def test_rows_of_hypothesis() -> None:
    [(article, one)] = read({"total": 1, "rows": [row()]})
    assert article == PAGE
    assert (one.note, one.tags, one.motivation) == (
        "Since when?",
        ("mill", "two words"),
        Motivation.COMMENTING,
    )
    assert (one.created, one.modified) == ("2024-05-01T10:00:00.123Z", "2024-05-01T10:30:00.000Z")
    assert (one.target.quote.exact, one.target.quote.prefix) == ("stood idle", "The mill ")
    # Offsets of another program are of a text that is not ours.
    assert one.target.text_hash == ""
    [again] = read([row()])
    assert again == (article, one)
    [notes] = read_notes(json.dumps([row()]).encode(), "file")
    assert (notes.title, notes.location) == ("The mill race", PAGE)


def test_replies_and_notes_on_whole_pages_are_stored() -> None:
    reply = row("r", text="Since May.", references=["Xy-1"], target=[{"source": PAGE}])
    whole = row("w", text="A good page.", target=[{"source": PAGE}])
    found = {one.note: one.target.quote.exact for _, one in read([reply, row(), whole])}
    assert found == {"Since May.": "stood idle", "Since when?": "stood idle", "A good page.": ""}


@pytest.mark.parametrize(
    ("fields", "note", "tags"),
    [
        ({}, "Since when?", ()),
        ({"body": "http://example.com/video"}, "http://example.com/video", ()),
        ({"body": [], "bodyValue": "Plain."}, "", ()),
        ({"body": None}, "", ()),
        ({"motivation": "tagging"}, "", ("Since when?",)),
        (
            {"body": [{"value": "a"}, {"value": "t", "purpose": ["tagging", "linking"]}, {"value": "b"}]},
            "a\n\nb",
            ("t",),
        ),
        ({"body": {"type": "Choice", "items": [{"value": "first"}, {"value": "second"}]}}, "first", ()),
        ({"type": ["oa:Annotation", "Other"], "motivation": "oa:commenting"}, "Since when?", ()),
    ],
)
def test_bodies_of_other_programs(fields: dict[str, object], note: str, tags: tuple[str, ...]) -> None:
    [(article, one)] = read(web(**fields))
    assert (article, one.note, one.tags) == (PAGE, note, tags)


@pytest.mark.parametrize(
    "target",
    [
        {"source": PAGE, "selector": [{"type": "CssSelector", "value": "p"}, QUOTE]},
        {"source": {"id": PAGE, "title": "x"}, "selector": {"type": "FragmentSelector", "refinedBy": QUOTE}},
        [{"type": "SpecificResource", "source": PAGE, "selector": {"type": "Choice", "items": [QUOTE]}}],
    ],
)
def test_targets_of_other_programs(target: object) -> None:
    [(article, one)] = read(web(target=target))
    assert (article, one.target.quote.exact) == (PAGE, "stood idle")


def test_each_target_is_an_annotation() -> None:
    both = [{"source": PAGE, "selector": QUOTE}, "https://example.org/other"]
    (first, one), (second, other) = read(web(target=both))
    assert (first, second) == (PAGE, "https://example.org/other")
    assert one.id != other.id
    assert one.id == read(web())[0][1].id


def test_ids_are_the_same_each_time() -> None:
    [(_, one)], [(_, again)] = read(web(created="2024-01-01T00:00:00Z")), read(web())
    assert one.id == again.id
    [(_, without)] = read({name: value for name, value in web().items() if name != "id"})
    assert without.id == read({name: value for name, value in web().items() if name != "id"})[0][1].id
    assert without.id != one.id
    [(_, known)] = read(web(id="urn:uuid:96499f6d-90aa-445f-a569-ebde2b7f56b3"))
    assert known.id == "96499f6d-90aa-445f-a569-ebde2b7f56b3"


@pytest.mark.parametrize(
    "container",
    [
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [one]}},
        lambda one: {"@context": "x", "@graph": [one]},
    ],
)
def test_containers_of_annotations(container: Any) -> None:
    assert read(container(web())) == read(web())


def test_lines_of_web_annotations() -> None:
    data = b"\n".join(json.dumps(web(id=f"http://example.com/{n}")).encode() for n in range(3))
    [notes] = read_notes(data, "file")
    assert len(notes.annotations) == 3


LINE = json.loads(as_json_lines(notes_on(note("stood idle", "Since when?"))))
OWN = json.loads(as_web_annotations(notes_on(note("stood idle", "Since when?"))))["items"][0]


def spoilt(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy of a document with another value at ``path``."""
    copy = json.loads(json.dumps(document))
    inner: Any = copy
    *way, last = path.split("/")
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    inner[last] = value
    return copy  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "bad",
    [
        *(spoilt(LINE, *change) for change in [
            ("id", 3), ("id", ""), ("id", "sha256:1"), ("text", "Another text."), ("text", None),
            ("annotations", {"a": 1}), ("annotations", [3]), ("annotations/0/id", ""),
            ("annotations/0/created", "yesterday"), ("annotations/0/target", []),
            ("annotations/0/target/position/end", 10**9), ("annotations/0/target/position/start", -1),
            ("annotations/0/target/text_hash", "../../etc/passwd"), ("annotations/0/motivation", "harming"),
            ("other_texts", {"x": "y"}), ("corrections", [{"kind": "add"}]), ("title", []),
        ]),
        *(spoilt(OWN, *change) for change in [
            ("id", ""), ("id", 1), ("type", "Person"), ("target", None), ("target", 5), ("target/source", ""),
            ("created", "yesterday"), ("created", 5), ("motivation", "harming"), ("body", [5]),
            ("target/selector/1/start", 10**9), ("target/selector/1/end", True),
            ("target/selector/0/exact", ["x"]), ("target/dcterms:identifier", "sha256:../x"),
        ]),
        row(uri=""), row(id=None), row(tags="x"), row(text=5), row(created="yesterday"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_reported_by_its_number(bad: dict[str, Any]) -> None:
    good = row("ok") if "uri" in bad else LINE if "text_hash" in bad else web()
    if "text_hash" in bad:
        data, place = b"\n".join(json.dumps(each).encode() for each in (good, bad)), "file, line 2: "
    else:
        data, place = json.dumps([good, bad]).encode(), "file, record 2: "
    with pytest.raises(ImportingError) as caught:
        read_notes(data, "file")
    assert str(caught.value).startswith(place)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\xff\xfe{", "this is not UTF-8"),
        (b"{", "this is not JSON"),
        (b"3", "this holds no annotations"),
        (b"{}", "this holds no annotations"),
        (b'{"rows": []}\n{"id"', "line 2: this is not JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"type": "AnnotationPage", "items": {}}', "this holds no annotations"),
    ],
)
def test_what_holds_no_annotations(data: bytes, reason: str) -> None:
    with pytest.raises(ImportingError, match=reason) as caught:
        read_notes(data, "file")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"[]", b'{"rows": [], "total": 0}', b'{"type": "AnnotationPage", "items": []}']
)
def test_nothing_is_not_an_error(data: bytes) -> None:
    assert read_notes(data, "file") == []


NAMES = st.sampled_from(sorted({*LINE, *OWN, *row()}))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)


def places(value: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to all values within a value."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [way, *(found for name, each in inner for found in places(each, (*way, name)))]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from([LINE, OWN, row(), web()]), JSON)
def test_whatever_a_file_holds_is_read_or_refused(
    data: st.DataObject, good: dict[str, Any], bad: Any
) -> None:
    document: Any = [json.loads(json.dumps(good))]
    for _ in range(2):
        *way, last = data.draw(st.sampled_from(places(document)[1:]))
        inner = document
        for step in way:
            inner = inner[step]
        inner[last] = json.loads(json.dumps(bad))
    for written in (json.dumps(document), json.dumps(document[0])):
        try:
            found = read_notes(written.encode(), "file")
        except ImportingError:
            continue
        for notes in found:
            json.dumps([notes.id, notes.title, notes.location, notes.date, notes.site]).encode()
            for annotation in notes.annotations:
                assert annotation_of(annotation_record(annotation))
