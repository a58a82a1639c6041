"""What is written as JSON Lines or Web Annotations is read again without loss."""

import json
from dataclasses import replace

from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.annotations import (
    article_notes,
    as_json_lines,
    as_web_annotations,
    exported,
    note,
    notes_on,
)
from tests.support.w3c import assert_annotation, assert_page
from tui.domain.annotation import Annotation, Colour, Motivation
from tui.domain.library import NOT_FILED, ArticleRecord
from tui.exchange.importer import read_notes

SEVERAL = st.lists(article_notes(), min_size=1, max_size=3, unique_by=lambda notes: notes.id)


@settings(max_examples=60, deadline=None)
@hypothesis_given(SEVERAL)
def test_json_lines_lose_nothing(several: list[ArticleRecord]) -> None:
    data = as_json_lines(*several)
    assert data.count(b"\n") == len(data.splitlines()) == len(data.decode().splitlines()) == len(several)
    read = read_notes(data, "notes.jsonl")
    assert read == several
    assert [list(notes.texts) for notes in read] == [list(notes.texts) for notes in several]
    assert as_json_lines(*read) == data


@settings(max_examples=60, deadline=None)
@hypothesis_given(SEVERAL)
def test_web_annotations_lose_nothing_but_texts(several: list[ArticleRecord]) -> None:
    several = [notes for notes in several if notes.annotations]
    ids = [annotation.id for notes in several for annotation in notes.annotations]
    if not several or len(set(ids)) < len(ids):
        return
    data = as_web_annotations(*several)
    assert_page(json.loads(data))
    read = read_notes(data, "notes.jsonld")
    assert read == [replace(notes, texts={}, corrections=(), filing=NOT_FILED) for notes in several]
    assert as_web_annotations(*read) == data


def test_an_annotation_says_what_it_is_in_the_words_of_the_model() -> None:
    made = replace(note("stood idle", "Since when?", ["mill", "two words"]), colour=Colour.BLUE)
    document = json.loads(as_web_annotations(notes_on(made)))
    [annotation] = document["items"]
    assert annotation["id"] == f"urn:uuid:{made.id}"
    assert [(body["purpose"], body["value"]) for body in annotation["body"]] == [
        ("commenting", "Since when?"),
        ("tagging", "mill"),
        ("tagging", "two words"),
    ]
    target = annotation["target"]
    assert (target["source"], target["dcterms:title"]) == ("file:///home/reader/mill.txt", "The mill race")
    assert target["styleClass"] == "blue"
    quote, position = target["selector"]
    assert quote["exact"] == "stood idle"
    assert quote["prefix"].endswith("The mill ")
    assert (position["start"], position["end"]) == made.target.span


def test_a_highlight_has_no_body() -> None:
    made = replace(note("stood idle"), motivation=Motivation.HIGHLIGHTING)
    [annotation] = json.loads(as_web_annotations(notes_on(made)))["items"]
    assert_annotation(annotation)
    assert "body" not in annotation
    assert annotation["motivation"] == "highlighting"


def test_what_has_no_place_here_is_shown_by_its_wording_alone() -> None:
    made = note("stood idle", "Since when?")
    lost = replace(made, target=replace(made.target, text_hash=""))
    for data in (as_web_annotations(notes_on(lost)), as_json_lines(notes_on(lost))):
        [read] = read_notes(data, "notes")
        assert [one.target.quote for one in read.annotations] == [made.target.quote]
        assert [one.target.text_hash for one in read.annotations] == [""]
    [annotation] = json.loads(as_web_annotations(notes_on(lost)))["items"]
    assert_annotation(annotation)
    assert [selector["type"] for selector in annotation["target"]["selector"]] == ["TextQuoteSelector"]


def test_every_field_of_an_annotation_is_written() -> None:
    """A field that is added to annotations must be written and read as well."""
    plain = note("stood idle", "Since when?", ["mill"])
    other = replace(
        plain,
        motivation=Motivation.BOOKMARKING,
        note="other",
        tags=("b",),
        id="known otherwise",
        created="2024-01-01T00:00:00.000Z",
        modified="2024-01-02T00:00:00.000Z",
        colour=Colour.RED,
        target=note("had paid").target,
        moved=note("the miller").target,
    )
    fields = Annotation.__slots__
    assert all(getattr(plain, name) != getattr(other, name) for name in fields)
    for data in (as_web_annotations(notes_on(other)), as_json_lines(notes_on(other))):
        [[read]] = [notes.annotations for notes in read_notes(data, "notes")]
        assert {name: getattr(read, name) for name in fields} == {n: getattr(other, n) for n in fields}


def test_a_line_says_what_programs_look_for_first() -> None:
    made = note("stood idle", "Since when?", ["mill"])
    line = json.loads(as_json_lines(notes_on(made)))
    assert [line[name] for name in ("title", "location", "address", "date")] == [
        "The mill race", "/home/reader/mill.txt", "", "2025-03-01",
    ]  # fmt: skip
    [reported] = line["annotations"]
    assert line["text"][reported["start"] : reported["end"]] == reported["exact"] == "stood idle"
    assert (reported["id"], reported["note"], reported["tags"]) == (made.id, "Since when?", ["mill"])
    assert exported(notes_on(made)).names.unknown == ((0, len(line["text"])),)
