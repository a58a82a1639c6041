"""An article that cannot be read is named on whatever screen of the library looks at all of them."""

import shutil
from pathlib import Path

import pytest

from tests.support.app import in_library
from tests.support.library import shelve
from tui.library import Library


def shelved(library: Library, folder: Path) -> None:
    """Read some articles, in a program that has ended: nothing is at work in the background."""
    other = Library(library.data_dir)
    shelve(other, folder)
    other.close()


def spoil(library: Library) -> Path:
    """Damage both files of the notes on one article, and remove the daily copies; return the file."""
    notes = library.data_dir / "notes"
    path = min((notes / "articles").iterdir())
    for each in (path, notes / "backup" / path.name):
        each.write_bytes(b"garbage")
    shutil.rmtree(notes / "daily")
    return path


@pytest.mark.parametrize("keys", [("T",), ("w",), ("ctrl+f", *"bridge")])
async def test_an_article_that_is_damaged_meanwhile_is_named(
    new_library: Library, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    shelved(new_library, tmp_path)
    async with in_library(new_library) as run:
        assert "left out" not in str(run.notices())
        path = spoil(new_library)
        await run.press(*keys)
        await run.until(lambda: "this article is left out" in str(run.notices()), "it is named")
        assert path.name in str(run.notices())


async def test_an_article_that_was_damaged_before_is_named_in_the_list(
    new_library: Library, tmp_path: Path
) -> None:
    shelved(new_library, tmp_path)
    path = spoil(new_library)
    async with in_library(new_library) as run:
        await run.until(lambda: "this article is left out" in str(run.notices()), "it is named")
        assert path.name in str(run.notices())
