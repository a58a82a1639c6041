from pathlib import Path

import pytest

from tests.support.store import annotation, article, correction, files_below, main_file, mirror_file
from tui.domain.library import NotesHealth
from tui.store.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with two articles: one has two notes and a correction, the other a note."""
    store = Store(tmp_path / "notes")
    store.put(article(), annotation("one"))
    store.put(article(), annotation("two", start=10, end=13))
    store.correct(article(), correction())
    store.put(article("Another ferry."), annotation("three"))
    return tmp_path / "notes"


def test_what_is_stored_is_counted(folder: Path, tmp_path: Path) -> None:
    assert Store(folder).check() == NotesHealth(articles=2, annotations=3, corrections=1, texts=2)
    assert Store(tmp_path / "none").check() == NotesHealth()
    assert not (tmp_path / "none").exists()


def test_what_a_copy_still_holds_is_counted_too(folder: Path) -> None:
    main_file(folder).write_text("damaged")
    before = files_below(folder)
    health = Store(folder).check()
    assert (health.articles, health.annotations, health.corrections) == (2, 3, 1)
    assert len(health.problems) == 1
    assert files_below(folder) == before


def test_what_is_in_the_way_of_files(folder: Path) -> None:
    for path in (main_file(folder), mirror_file(folder)):
        path.unlink()
        path.mkdir(0o700)
    (folder / "index.json").symlink_to("/nowhere/index.json")
    health = Store(folder).check()
    assert (health.articles, health.annotations) == (1, 1)
    aside = "`postil doctor --repair` sets it aside"
    assert sorted(health.problems) == [
        f"{main_file(folder)}: it is a folder; {aside}",
        f"{mirror_file(folder)}: it is a folder; {aside}",
        f"{folder / 'index.json'}: it is a broken link; {aside}",
    ]


def test_both_copies_damaged(folder: Path) -> None:
    main_file(folder).write_text("damaged")
    mirror_file(folder).write_text("")
    (problem,) = Store(folder).check().problems
    assert "and it has no good copy" in problem


def test_a_folder_that_cannot_be_listed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir(0o700)
    (tmp_path / "other" / "articles").write_text("a file")
    (tmp_path / "other" / "articles").chmod(0o600)
    (problem,) = Store(tmp_path / "other").check().problems
    assert str(tmp_path / "other" / "articles") in problem
    assert problem.isprintable()
