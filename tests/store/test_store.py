"""The use cases of the store."""

import stat
import threading
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from tinydb import TinyDB, where

from tests.support.store import annotation, article, correction, files_below, main_file, mirror_file, moved
from tui.domain.annotation import Colour, Motivation, now
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.library import ReadingPosition
from tui.domain.reading_position import with_context
from tui.store.store import Store


def wait_for_another_time() -> None:
    """Return when the clock shows another millisecond."""
    before = now()
    while now() == before:
        pass


def test_reading_finds_nothing_and_creates_nothing(store: Store, tmp_path: Path) -> None:
    assert store.annotations(article().id) == ()
    assert store.position(article().id) is None
    assert store.articles() == ()
    assert store.remove(article(), "no such id") == ()
    assert store.take_notices() == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_put_is_found_again_by_another_store(store: Store, folder: Path) -> None:
    item = annotation("It is late every spring.", ["transport", "delays"])
    assert store.put(article(), item) == (item,)
    assert Store(folder).annotations(article().id) == (item,)


def test_annotations_come_in_the_order_of_the_text(store: Store) -> None:
    spans = [(30, 36), (4, 9), (4, 25), (0, 3), (70, 74)]
    items = [annotation(start=start, end=end) for start, end in spans]
    for item in items:
        returned = store.put(article(), item)
    assert [item.target.span for item in returned] == sorted(spans)
    assert store.annotations(article().id) == returned


def test_put_replaces_by_id_and_keeps_one(store: Store) -> None:
    first, other = annotation("one"), annotation("two", start=10, end=13)
    store.put(article(), first)
    store.put(article(), other)
    changed = replace(
        moved(first, 40, 44), note="three", tags=("new",), motivation=Motivation.TAGGING, colour=Colour.BLUE
    )
    assert store.put(article(), changed) == (other, changed)


def test_remove_takes_one_away_for_good(store: Store, folder: Path) -> None:
    first, other = annotation("one"), annotation("two")
    store.put(article(), first)
    store.put(article(), other)
    assert store.remove(article(), first.id) == (other,)
    assert store.remove(article(), first.id) == (other,)
    assert Store(folder).annotations(article().id) == (other,)


def test_two_stores_on_one_folder_see_each_others_changes(folder: Path) -> None:
    here, there = Store(folder), Store(folder)
    first, second = annotation("here"), annotation("there", start=10, end=13)
    here.put(article(), first)
    assert there.put(article(), second) == (first, second)
    assert here.annotations(article().id) == (first, second)
    there.remove(article(), first.id)
    # A number that TinyDB gives out again must not make two annotations one.
    third = annotation("here again", start=20, end=24)
    assert here.put(article(), third) == (second, third)


def test_articles_are_separate(store: Store) -> None:
    other = article("Another text altogether.")
    store.put(article(), annotation("one"))
    assert store.annotations(other.id) == ()
    store.put(other, annotation("two"))
    assert [item.note for item in store.annotations(article().id)] == ["one"]


def test_the_position_is_the_last_one_saved(store: Store, folder: Path) -> None:
    store.save_position(article(), ReadingPosition(12, 0.25))
    store.save_position(article(), ReadingPosition(30, 1))
    position = with_context(ReadingPosition(30, 1.0), article().text, article().text_hash)
    assert Store(folder).position(article().id) == position
    assert store.annotations(article().id) == ()


def test_articles_lists_what_is_known_newest_first(store: Store) -> None:
    older = Article(
        "https://example.org/a", "Old news.", (), title="Old", date="2025-03-02", site="Example",
        address="https://example.org/a",
    )  # fmt: skip
    store.opened(older)
    wait_for_another_time()
    store.opened(article())
    store.put(article(), annotation())
    store.save_position(article(), ReadingPosition(7, 0.5))
    newest, oldest = store.articles()
    assert (newest.id, newest.title, newest.note_count) == (article().id, "Late ferry", 1)
    assert newest.position is not None
    assert (newest.position.offset, newest.position.progress) == (7, 0.5)
    assert (oldest.id, oldest.location, oldest.date, oldest.site) == (
        older.address, older.location, "2025-03-02", "Example",
    )  # fmt: skip
    assert (oldest.note_count, oldest.position) == (0, None)
    wait_for_another_time()
    store.opened(older)
    assert [item.title for item in store.articles()] == ["Old", "Late ferry"]


def test_saving_does_not_make_an_article_newer(store: Store) -> None:
    store.opened(article())
    [before] = store.articles()
    wait_for_another_time()
    store.put(article(), annotation())
    [after] = store.articles()
    assert after.opened == before.opened


@pytest.mark.parametrize(
    ("location", "stored"),
    [
        ("some/ferry.txt", str(Path.cwd() / "some/ferry.txt")),
        ("/there/ferry.txt", "/there/ferry.txt"),
        ("https://example.org/ferry", "https://example.org/ferry"),
        ("-", "-"),
    ],
)
def test_paths_are_stored_absolute(store: Store, location: str, stored: str) -> None:
    store.opened(article(location=location))
    assert [item.location for item in store.articles()] == [stored]


def test_files_are_for_their_owner_alone(store: Store, folder: Path) -> None:
    store.put(article(), annotation())
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder.parent, folder, *folder.rglob("*")]}
    assert len(modes) == 9
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_the_file_is_plain_tinydb_with_its_mirror(store: Store, folder: Path) -> None:
    item = annotation("plain", ["a"])
    store.put(article(), item)
    path = main_file(folder)
    with TinyDB(path, access_mode="r") as db:
        assert db.tables() == {"_meta", "annotations", "position", "corrections", "changes", "marks"}
        document = db.table("annotations").get(where("id") == item.id)
        assert document is not None
        assert document["note"] == "plain"
        assert db.table("_meta").all()[0]["schema"] == 2
    assert b'\n    "1": {' in path.read_bytes()
    assert mirror_file(folder).read_bytes() == path.read_bytes()


def test_what_it_does_not_know_is_left_in_place(store: Store, folder: Path) -> None:
    item = annotation("one")
    store.put(article(), item)
    relabelled = correction()
    store.correct(article(), relabelled)
    tables = orjson.loads(main_file(folder).read_bytes())
    tables["annotations"]["1"]["mood"] = "glad"
    tables["corrections"]["1"]["why"] = "a street"
    tables["bookshelf"] = {"1": {"name": "ships"}}
    main_file(folder).write_bytes(orjson.dumps(tables))
    store.put(article(), replace(item, note="two"))
    store.correct(article(), relabelled)
    store.opened(article())
    after = orjson.loads(main_file(folder).read_bytes())
    assert after["annotations"]["1"] | {"note": "one"} == tables["annotations"]["1"]
    assert after["annotations"]["1"]["note"] == "two"
    assert (after["corrections"], after["bookshelf"]) == (tables["corrections"], tables["bookshelf"])


def test_an_edit_by_hand_counts_and_the_former_state_is_stored(store: Store, folder: Path) -> None:
    store.put(article(), annotation("mine"))
    former = main_file(folder).read_bytes()
    main_file(folder).write_bytes(former.replace(b'"mine"', b'"edited"'))
    assert [item.note for item in store.annotations(article().id)] == ["edited"]
    store.opened(article())
    assert [item.note for item in store.annotations(article().id)] == ["edited"]
    assert list(files_below(folder / "history").values()) == [former]
    assert store.take_notices() == ()


def test_a_note_copied_by_hand_is_shown_once(store: Store, folder: Path) -> None:
    item = annotation("old")
    store.put(article(), item)
    tables = orjson.loads(main_file(folder).read_bytes())
    later = tables["annotations"]["1"] | {"note": "new", "modified": "2999-01-01T00:00:00.000Z"}
    tables["annotations"] = {"1": later, "2": tables["annotations"]["1"]}
    main_file(folder).write_bytes(orjson.dumps(tables))
    assert [item.note for item in store.annotations(article().id)] == ["new"]
    assert store.remove(article(), item.id) == ()


def test_linked_files_stay_links(store: Store, folder: Path, tmp_path: Path) -> None:
    store.put(article(), annotation("one"))
    elsewhere = tmp_path / "synced.json"
    main_file(folder).rename(elsewhere)
    main_file(folder).symlink_to(elsewhere)
    store.put(article(), annotation("two"))
    assert main_file(folder).is_symlink()
    assert b'"two"' in elsewhere.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"data", "synced.json"}


@pytest.mark.parametrize(
    "bad",
    [
        replace(annotation(), created="yesterday"),
        replace(annotation(), modified="2025-03-02T10:00:00"),
        replace(annotation(), modified="2025-03-02T10:00:00+01:00"),
        replace(annotation(), id=""),
        moved(annotation(), 9, 4),
        moved(annotation(), -1, 4),
        moved(annotation(), 0, 2**70),
    ],
    ids=["no time", "no zone", "not UTC", "no id", "backwards", "negative", "too far"],
)
def test_what_could_not_be_read_again_is_refused(store: Store, tmp_path: Path, bad) -> None:
    with pytest.raises(StoreError, match=r"^Not saved: [^\n]+$"):
        store.put(article(), bad)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("progress", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_position_must_be_a_share(store: Store, tmp_path: Path, progress: float) -> None:
    with pytest.raises(StoreError, match="progress"):
        store.save_position(article(), ReadingPosition(0, progress))
    assert list(tmp_path.iterdir()) == []


def test_lone_surrogates_in_names_do_no_harm(store: Store) -> None:
    broken = Article("-", "Text.", (), title="A \udcff title", address="https://example.org/\ud800")
    item = annotation()
    store.put(broken, item)
    assert store.annotations(broken.id) == (item,)
    assert [item.title for item in store.articles()] == ["A \ufffd title"]


def test_threads_may_save_at_once(store: Store, folder: Path) -> None:
    items = [annotation(f"note {number}") for number in range(40)]
    threads = [
        threading.Thread(target=lambda own: [store.put(article(), item) for item in own], args=(items[i::8],))
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {item.id for item in Store(folder).annotations(article().id)} == {item.id for item in items}
    assert store.take_notices() == ()
