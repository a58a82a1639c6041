"""What corrections in one article say of the names in others."""

import os
from pathlib import Path

import pytest

from tests.support.store import OTHER, article, correction, main_file, mirror_file, of_quotation
from tui.domain.analysis import Label
from tui.domain.corrections.suggestions import ArticleCorrections
from tui.store.layout import Layout
from tui.store.store import Store


def test_corrections_of_quotations_teach_nothing(store: Store) -> None:
    store.correct(article(), of_quotation())
    assert store.other_corrections(OTHER.id) == ()
    store.correct(article(), correction("Ada"))
    assert [len(each.corrections) for each in store.other_corrections(OTHER.id)] == [1]


def test_what_teaches_follows_every_change(folder: Path) -> None:
    here, there = Store(folder), Store(folder)
    first, second = correction("First"), correction("Second")
    here.correct(article(), first)
    for store in (here, there, Store(folder)):
        assert store.other_corrections(OTHER.id) == (ArticleCorrections("Late ferry", (first,)),)
        assert store.other_corrections(article().id) == ()
    there.correct(article(), second)
    here.opened(OTHER)
    for store in (here, there, Store(folder)):
        assert store.other_corrections(OTHER.id) == (ArticleCorrections("Late ferry", (first, second)),)
    here.remove_correction(article(), first.id)
    here.remove_correction(article(), second.id)
    for store in (here, there, Store(folder)):
        assert store.other_corrections(OTHER.id) == ()


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
    expected = store.other_corrections(OTHER.id)
    assert expected == (ArticleCorrections("Late ferry", (made,)),)
    path = Layout(folder).index_of_corrections
    good = path.read_bytes()
    if damage:
        assert damage(good) != good
        path.write_bytes(damage(good))
    else:
        path.unlink()
    assert Store(folder).other_corrections(OTHER.id) == expected
    assert path.read_bytes() == good


def test_an_edit_by_hand_and_a_file_from_elsewhere_teach(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    store.other_corrections(OTHER.id)
    data = main_file(folder).read_bytes()
    main_file(folder).write_bytes(data.replace(b'"FAC"', b'"LOC"'))
    assert store.other_corrections(OTHER.id)[0].corrections[0].label is Label.LOC
    main_file(folder).unlink()
    assert store.other_corrections(OTHER.id)[0].corrections[0].label is Label.FAC
    mirror_file(folder).unlink()
    assert store.other_corrections(OTHER.id) == ()
    main_file(folder).write_bytes(data)
    assert Store(folder).other_corrections(OTHER.id)[0].corrections[0].label is Label.FAC


def test_of_a_damaged_article_the_mirror_teaches(store: Store, folder: Path) -> None:
    made = correction()
    store.correct(article(), made)
    main_file(folder).write_bytes(b"garbage")
    assert store.other_corrections(OTHER.id)[0].corrections == (made,)
    mirror_file(folder).write_bytes(b"rubbish")
    main_file(folder).write_bytes(b"more garbage")
    assert store.other_corrections(OTHER.id) == ()
    assert store.take_notices() == ()


def test_only_what_changed_is_read_again(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    assert store.other_corrections(OTHER.id)
    # A file that looks the same from outside is taken as read.
    path = main_file(folder)
    status = path.stat()
    with path.open("r+b") as file:
        file.write(b"\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Store(folder).other_corrections(OTHER.id)
    os.utime(path)
    mirror_file(folder).unlink()
    assert Store(folder).other_corrections(OTHER.id) == ()


def test_where_it_cannot_be_written_it_is_gathered_each_time(store: Store, folder: Path) -> None:
    made = correction()
    store.correct(article(), made)
    Layout(folder).index_of_corrections.mkdir()
    for each in (store, Store(folder)):
        assert each.other_corrections(OTHER.id) == (ArticleCorrections("Late ferry", (made,)),)
    assert store.take_notices() == ()
