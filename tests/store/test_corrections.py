"""Corrections are stored like notes."""

import tempfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.store import (
    ANY_TEXT,
    OFFSETS,
    OTHER,
    annotation,
    article,
    correction,
    die,
    files_below,
    main_file,
    of_quotation,
    text_file,
    whole,
)
from tui.domain.analysis import Label
from tui.domain.annotation import Target, TextPositionSelector, TextQuoteSelector
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.corrections.suggestions import ArticleCorrections
from tui.domain.errors import StoreError
from tui.store.store import Store


def test_reading_finds_nothing_and_creates_nothing(store: Store, tmp_path: Path) -> None:
    assert store.corrections(article().id) == ()
    assert store.other_corrections(article().id) == ()
    assert store.notes(article().id) is None
    assert store.remove_correction(article(), "no such id") == ()
    assert store.take_notices() == ()
    assert list(tmp_path.iterdir()) == []


def test_they_come_in_the_order_in_which_they_were_made(store: Store, folder: Path) -> None:
    first = replace(correction("First"), made="2025-03-02T10:00:00.000Z")
    second = replace(correction("Second"), made="2025-03-02T10:00:00.001Z")
    third = replace(correction("Third"), made="2025-03-02T10:00:00.001Z")
    for each in (second, third, first):
        store.correct(article(), each)
    assert Store(folder).corrections(article().id) == (first, second, third)
    # Undone and done again, it stands where it stood.
    assert store.remove_correction(article(), first.id) == (second, third)
    assert store.correct(article(), first) == (first, second, third)
    assert store.correct(article(), replace(second, label=Label.LOC))[1].label is Label.LOC


def test_notes_and_corrections_do_not_touch_each_other(store: Store) -> None:
    note, made = annotation("late"), correction()
    assert store.put(article(), note) == (note,)
    assert store.correct(article(), made) == (made,)
    assert store.put(article(), note) == (note,)
    assert store.corrections(article().id) == (made,)
    assert store.remove(article(), note.id) == ()
    assert store.remove_correction(article(), made.id) == ()


NAMES = st.builds(EntityName, st.sampled_from(Label), ANY_TEXT)
TARGETS = st.builds(
    Target,
    OFFSETS.map(lambda pair: TextPositionSelector(*pair)),
    st.builds(TextQuoteSelector, ANY_TEXT, ANY_TEXT, ANY_TEXT),
    st.just(article().text_hash),
)
CORRECTIONS = st.builds(
    Correction,
    st.sampled_from(CorrectionKind),
    NAMES,
    st.sampled_from(Label),
    NAMES,
    TARGETS,
    st.lists(ANY_TEXT).map(tuple),
    st.uuids().map(str),
)


OF_PASSAGES = (CorrectionKind.SPLIT, CorrectionKind.ADD, CorrectionKind.SPEAKER, CorrectionKind.NOT_A_QUOTE)


def stored(name: EntityName) -> EntityName:
    return replace(name, name=whole(name.name))


@settings(max_examples=60, deadline=None)
@given(CORRECTIONS, st.booleans())
def test_every_correction_comes_back_as_it_was(item: Correction, bare: bool) -> None:
    if bare:  # without what its kind does not need
        item = replace(
            item,
            label=item.label if item.kind is CorrectionKind.RELABEL else None,
            into=item.into if item.kind is CorrectionKind.MERGE else None,
            target=item.target if item.kind in OF_PASSAGES else None,
        )
    target = item.target and replace(
        item.target,
        quote=TextQuoteSelector(
            *map(whole, (item.target.quote.exact, item.target.quote.prefix, item.target.quote.suffix))
        ),
    )
    expected = replace(
        item,
        entity=stored(item.entity),
        into=item.into and stored(item.into),
        target=target,
        wordings=tuple(map(whole, dict.fromkeys(item.wordings))),
    )
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).correct(article(), item) == (expected,)
        assert Store(Path(folder)).corrections(article().id) == (expected,)
        taught = () if item.kind.is_of_quotation else (ArticleCorrections("Late ferry", (expected,)),)
        assert Store(Path(folder)).other_corrections(OTHER.id) == taught
        assert Store(Path(folder)).other_corrections(OTHER.id) == taught


@pytest.mark.parametrize(
    "bad",
    [
        replace(correction(), label=None),
        Correction(CorrectionKind.MERGE, EntityName(Label.ORG, "A")),
        Correction(CorrectionKind.SPLIT, EntityName(Label.ORG, "A")),
        Correction(CorrectionKind.ADD, EntityName(Label.ORG, "A")),
        Correction(CorrectionKind.SPEAKER, EntityName(Label.ORG, "A")),
        Correction(CorrectionKind.NOT_A_QUOTE, NOBODY),
        replace(correction(), id=""),
        replace(correction(), made="yesterday"),
        replace(correction(), target=Target(TextPositionSelector(5, 5), TextQuoteSelector(""), "")),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_not_saved(store: Store, tmp_path: Path, bad: Correction) -> None:
    with pytest.raises(StoreError, match=r"^Not saved: [^\n]+$"):
        store.correct(article(), bad)
    assert list(tmp_path.iterdir()) == []


def in_correction(name: str, value: object):
    def damage(data: bytes) -> bytes:
        tables = orjson.loads(data)
        tables["corrections"]["1"][name] = value
        return orjson.dumps(tables)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        in_correction("kind", "guess"),
        in_correction("kind", None),
        in_correction("label", "PLANET"),
        in_correction("entity", "The Quay"),
        in_correction("wordings", [1]),
        in_correction("target", []),
        in_correction("made", 5),
        in_correction("text_hash", None),
        lambda data: data[:-200],
    ],
)  # fmt: skip
def test_a_damaged_file_gives_way_to_its_mirror(store: Store, folder: Path, damage) -> None:
    made = correction()
    store.correct(article(), made)
    bad = damage(main_file(folder).read_bytes())
    main_file(folder).write_bytes(bad)
    assert store.corrections(article().id) == (made,)
    assert list(files_below(folder / "quarantine").values()) == [bad]
    assert len(store.take_notices()) == 1


def test_corrections_of_quotations_come_with_the_others_in_the_order_they_were_made(store: Store) -> None:
    first = replace(of_quotation(), made="2025-03-02T10:00:00.000Z")
    second = replace(correction(), made="2025-03-02T10:00:00.001Z")
    third = replace(first, id="another", kind=CorrectionKind.NOT_A_QUOTE, made="2025-03-02T10:00:00.002Z")
    for each in (third, second, first):
        store.correct(article(), each)
    assert store.corrections(article().id) == (first, second, third)
    assert store.remove_correction(article(), first.id) == (second, third)
    assert store.remove_correction(article(), second.id) == (third,)
    assert store.remove_correction(article(), third.id) == ()


def test_a_newer_format_is_read_as_far_as_it_is_understood(store: Store, folder: Path) -> None:
    made = correction()
    store.correct(article(), made)
    tables = orjson.loads(main_file(folder).read_bytes())
    tables["_meta"]["1"]["schema"] = 3
    tables["corrections"]["2"] = {"kind": "translate"}
    main_file(folder).write_bytes(orjson.dumps(tables))
    assert store.corrections(article().id) == (made,)
    with pytest.raises(StoreError, match="newer"):
        store.correct(article(), correction())


KILLED = """
import os, tui.system.files as files
from tests.support.store import correction

replace = files.replace

def replace_and_die(path, data, **options):
    if path.parent.name == sys.argv[2]:
        os._exit(9)
    replace(path, data, **options)

files.replace = replace_and_die
store.correct(article(), correction())
print("saved")
"""


@pytest.mark.parametrize("dies_at", ["texts", "articles", "backup"])
def test_a_crash_leaves_what_was_there(store: Store, folder: Path, dies_at: str) -> None:
    made = correction("Before")
    store.correct(article(), made)
    text_file(folder).unlink()
    die(KILLED, folder, dies_at)
    found = Store(folder).corrections(article().id)
    assert found[:1] == (made,)
    assert len(found) == (2 if dies_at == "backup" else 1)
    assert text_file(folder).exists() is (dies_at != "texts")
    after = Store(folder).correct(article(), correction("After"))
    assert after[0] == made
    assert not list(folder.rglob("*.tmp"))
