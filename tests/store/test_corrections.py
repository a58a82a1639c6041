"""Corrections are kept like notes, with the text that they were made in."""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.making import annotation, article, correction, files_below, main_file, mirror_file, run
from tests.store.test_laws import ANY_TEXT, OFFSETS, whole
from tui.domain.analysis import Label
from tui.domain.annotation import Target, TextPositionSelector, TextQuoteSelector
from tui.domain.article import Article
from tui.domain.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.errors import StoreError
from tui.domain.verdicts import Teaching
from tui.store.layout import Layout
from tui.store.store import Store

OTHER = article("Another text altogether.", title="Another")
NO_WAIT = {"pause": lambda seconds: None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def store(folder: Path) -> Store:
    return Store(folder, **NO_WAIT)


def text_file(folder: Path, of: Article | None = None) -> Path:
    return Layout(folder).text((of or article()).text_hash)


def test_reading_finds_nothing_and_creates_nothing(store: Store, tmp_path: Path) -> None:
    assert store.corrections(article().id) == ()
    assert store.teachings(article().id) == ()
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


OF_PASSAGES = (
    CorrectionKind.SPLIT,
    CorrectionKind.ADD,
    CorrectionKind.SPEAKER,
    CorrectionKind.NOT_A_QUOTE,
)


def kept(name: EntityName) -> EntityName:
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
        entity=kept(item.entity),
        into=item.into and kept(item.into),
        target=target,
        wordings=tuple(map(whole, dict.fromkeys(item.wordings))),
    )
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).correct(article(), item) == (expected,)
        assert Store(Path(folder)).corrections(article().id) == (expected,)
        taught = () if item.kind.is_of_quotation else (Teaching("Late ferry", (expected,)),)
        assert Store(Path(folder)).teachings(OTHER.id) == taught
        assert Store(Path(folder)).teachings(OTHER.id) == taught


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


def of_quotation() -> Correction:
    return Correction(
        CorrectionKind.SPEAKER, EntityName(Label.PERSON, "Ada"), target=annotation("late").target
    )


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


def test_corrections_of_quotations_teach_nothing(store: Store) -> None:
    store.correct(article(), of_quotation())
    assert store.teachings(OTHER.id) == ()
    store.correct(article(), correction("Ada"))
    assert [len(each.corrections) for each in store.teachings(OTHER.id)] == [1]


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


def test_the_text_is_kept_before_a_correction_is_acknowledged(store: Store, folder: Path) -> None:
    odd = article("Line ends\r\n\n stay, e\u0301 and \ud800 too.\n")
    store.correct(odd, correction())
    assert Store(folder).text(odd.text_hash) == odd.text
    assert files_below(folder / "texts") == {
        f"{odd.text_hash}.txt": odd.text.encode("utf-8", "surrogatepass")
    }
    text_file(folder, odd).write_bytes(b"something else")
    store.correct(odd, correction())
    assert store.text(odd.text_hash) == odd.text


def test_without_room_for_the_text_nothing_is_saved(store: Store, folder: Path) -> None:
    store.opened(article())
    before = files_below(folder / "articles")
    (folder / "texts").write_bytes(b"in the way")
    with pytest.raises(StoreError, match=re.escape(f"Not saved: {folder / 'texts'}")):
        store.correct(article(), correction())
    assert files_below(folder / "articles") == before
    assert store.corrections(article().id) == ()


def test_a_text_that_is_gone_or_not_what_it_was_is_told(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    text_file(folder).write_bytes(b"something else")
    for wanted in (article().text_hash, OTHER.text_hash, "../articles/x", ""):
        with pytest.raises(StoreError) as caught:
            store.text(wanted)
        assert "\n" not in str(caught.value)


def test_the_texts_of_corrections_are_known_last_first(store: Store) -> None:
    page = Article("https://example.org/a", "Old text.", (), title="Page", address="https://example.org/a")
    newer = replace(page, text="New text.")
    store.correct(page, replace(correction(), made="2025-03-02T10:00:00.000Z"))
    store.correct(newer, replace(correction(), id="2", made="2025-03-02T10:00:01.000Z"))
    known = store.notes(page.id)
    assert known is not None
    assert known.versions == (newer.text_hash, page.text_hash)
    assert store.notes(OTHER.id) is None


def test_what_teaches_follows_every_change(folder: Path) -> None:
    here, there = Store(folder), Store(folder)
    first, second = correction("First"), correction("Second")
    here.correct(article(), first)
    for store in (here, there, Store(folder)):
        assert store.teachings(OTHER.id) == (Teaching("Late ferry", (first,)),)
        assert store.teachings(article().id) == ()
    there.correct(article(), second)
    here.opened(OTHER)
    for store in (here, there, Store(folder)):
        assert store.teachings(OTHER.id) == (Teaching("Late ferry", (first, second)),)
    here.remove_correction(article(), first.id)
    here.remove_correction(article(), second.id)
    for store in (here, there, Store(folder)):
        assert store.teachings(OTHER.id) == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"{}",
        lambda data: b"[1]",
        lambda data: data.replace(b'"lines"', b'"lanes"'),
        lambda data: data.replace(b'"postil_index": "', b'"postil_index": "9'),
        lambda data: data.replace(b'"relabel"', b'"rename"'),
        lambda data: data.replace(b"Late", b"Last"),
        None,
    ],
)
def test_what_was_gathered_can_be_lost(store: Store, folder: Path, damage) -> None:
    made = correction()
    store.correct(article(), made)
    os.utime(main_file(folder), (1, 1))
    expected = store.teachings(OTHER.id)
    assert expected == (Teaching("Late ferry", (made,)),)
    path = Layout(folder).taught
    good = path.read_bytes()
    if damage:
        assert damage(good) != good
        path.write_bytes(damage(good))
    else:
        path.unlink()
    assert Store(folder).teachings(OTHER.id) == expected
    assert path.read_bytes() == good


def test_an_edit_by_hand_and_a_file_from_elsewhere_teach(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    store.teachings(OTHER.id)
    data = main_file(folder).read_bytes()
    main_file(folder).write_bytes(data.replace(b'"FAC"', b'"LOC"'))
    assert store.teachings(OTHER.id)[0].corrections[0].label is Label.LOC
    main_file(folder).unlink()
    assert store.teachings(OTHER.id)[0].corrections[0].label is Label.FAC
    mirror_file(folder).unlink()
    assert store.teachings(OTHER.id) == ()
    main_file(folder).write_bytes(data)
    assert Store(folder).teachings(OTHER.id)[0].corrections[0].label is Label.FAC


def test_of_a_damaged_article_the_mirror_teaches(store: Store, folder: Path) -> None:
    made = correction()
    store.correct(article(), made)
    main_file(folder).write_bytes(b"garbage")
    assert store.teachings(OTHER.id)[0].corrections == (made,)
    mirror_file(folder).write_bytes(b"rubbish")
    main_file(folder).write_bytes(b"more garbage")
    assert store.teachings(OTHER.id) == ()
    assert store.take_notices() == ()


def test_only_what_changed_is_read_again(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    assert store.teachings(OTHER.id)
    # A file that looks the same from outside is taken as read.
    path = main_file(folder)
    status = path.stat()
    with path.open("r+b") as file:
        file.write(b"\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Store(folder).teachings(OTHER.id)
    os.utime(path)
    mirror_file(folder).unlink()
    assert Store(folder).teachings(OTHER.id) == ()


def test_where_it_cannot_be_written_it_is_gathered_each_time(store: Store, folder: Path) -> None:
    made = correction()
    store.correct(article(), made)
    Layout(folder).taught.mkdir()
    for each in (store, Store(folder)):
        assert each.teachings(OTHER.id) == (Teaching("Late ferry", (made,)),)
    assert store.take_notices() == ()


KILLED = """
import os, tui.store.files as files
from tests.store.making import correction

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
    with pytest.raises(AssertionError):
        run(KILLED, folder, dies_at)
    found = Store(folder).corrections(article().id)
    assert found[:1] == (made,)
    assert len(found) == (2 if dies_at == "backup" else 1)
    assert text_file(folder).exists() is (dies_at != "texts")
    after = Store(folder).correct(article(), correction("After"))
    assert after[0] == made
    assert not list(folder.rglob("*.tmp"))
