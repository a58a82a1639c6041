"""Articles whose file or page is gone: what was read is stored whole, and opens without them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.commands import run_here
from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.library import Library
from tui.library.reopen import reopen, stored_article

MARKDOWN = """---
title: The old bridge
author: Ann Lee
date: 2025-01-31
lang: en
---

# The old bridge

It **will** close, says [the council](https://council.example/notes#a).

## Why

- rust
  - and *age*
1. money

> Nobody asked.

```python
print("closed")
```

A note.[^1]

[^1]: At the foot.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with all kinds of structure."""
    path = tmp_path / "bridge.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


def test_what_was_read_opens_whole_without_its_file(new_library: Library, page: Path) -> None:
    read = new_library.open(str(page))
    assert read.blocks
    assert read.inlines
    new_library.opened(read)
    page.unlink()
    again = new_library.open(str(page), or_stored=True)
    assert replace(again, stored_as="") == read
    assert again.id == read.id
    [line] = new_library.take_notices()
    assert str(page) in line
    assert "this is the text as it was stored" in line
    assert reopen(new_library, str(page), None)[0] == again
    assert replace(new_library.open(read.id, or_stored=True), stored_as="") == read


def test_places_and_pages_come_back(new_library: Library, page: Path) -> None:
    read = replace(new_library.open(str(page)), anchors=(("why", 20),), pages=((0, "iv"), (9, "1")))
    new_library.opened(read)
    page.unlink()
    again = new_library.open(str(page), or_stored=True)
    assert (again.anchors, again.pages) == (read.anchors, read.pages)


def test_what_was_never_read_is_not_opened(new_library: Library, page: Path, tmp_path: Path) -> None:
    new_library.opened(new_library.open(str(page)))
    with pytest.raises(OpeningError, match="other"):
        new_library.open(str(tmp_path / "other.md"), or_stored=True)


def test_long_texts_are_compressed_and_each_is_stored_once(new_library: Library, tmp_path: Path) -> None:
    folder = new_library.layout.snapshots
    for name in ("a.txt", "b.txt"):
        path = tmp_path / name
        path.write_text("A title\n\n" + "Words that come again and again. " * 2_000, encoding="utf-8")
        new_library.opened(new_library.open(str(path)))
    [text] = folder.glob("*.txt*")
    assert text.name.endswith(".txt.gz")
    assert text.stat().st_size < 5_000
    assert new_library.check_notes().texts == 1
    assert new_library.snapshot_text(text.name.partition(".")[0]).startswith("A title\n")


def test_a_text_that_an_earlier_version_stored_is_used_and_not_doubled(
    new_library: Library, page: Path
) -> None:
    read = new_library.open(str(page))
    folder = new_library.layout.snapshots
    folder.mkdir(parents=True)
    before = folder / f"{read.text_hash}.txt"
    before.write_text(read.text, encoding="utf-8")
    new_library.opened(read)
    assert [*folder.glob("*.txt*")] == [before]
    [known] = new_library.recent()
    assert stored_article(new_library, known) == replace(read, stored_as=read.id)


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\x1f\x8b\x08\x00"])
def test_damaged_structure_is_reported_and_leaves_the_text(
    new_library: Library, page: Path, damage: bytes
) -> None:
    read = new_library.open(str(page))
    new_library.opened(read)
    [path] = new_library.layout.snapshots.glob("*.json.gz")
    path.write_bytes(damage)
    [problem] = new_library.check_notes().problems
    assert str(path) in problem
    [known] = new_library.recent()
    again = stored_article(new_library, known)
    assert again is not None
    assert again.text == read.text
    new_library.repair_notes()
    assert not path.exists()
    new_library.opened(read)
    assert new_library.check_notes().problems == ()


def test_the_shell_shows_and_annotates_what_is_gone(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "data"))
    library = Library(tmp_path / "data")
    read = library.open(str(page))
    library.opened(read)
    command = ("--plain", "--marks", "headings", str(page))
    shown = run_here(*command)
    page.unlink()
    again = run_here(*command)
    assert (again.returncode, again.stdout) == (0, shown.stdout)
    assert again.stderr.count(b"\n") == 1
    assert b"this is the text as it was stored" in again.stderr
    noted = run_here("note", str(page), "--quote", "Nobody asked")
    assert noted.returncode == 0
    [note] = library.annotations(read)
    assert json.loads(noted.stdout)["id"].endswith(note.id)


def test_the_same_text_from_two_places_keeps_two_titles(new_library: Library) -> None:
    for number in (1, 2):
        address = f"https://site{number}.example/a"
        text = "The same words\n\nAnd some more of them."
        article = Article(address, text, (), title=f"Title {number}", address=address)
        new_library.opened(article)
    known = {each.id: stored_article(new_library, each) for each in new_library.recent()}
    titles = {key: stored.title for key, stored in known.items() if stored}
    assert titles == {"https://site1.example/a": "Title 1", "https://site2.example/a": "Title 2"}
