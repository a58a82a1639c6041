"""The texts that corrections were made in are stored with them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.store import OTHER, article, correction, files_below, text_file
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.store.store import Store


def test_the_text_is_stored_before_a_correction_is_acknowledged(store: Store, folder: Path) -> None:
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
    (folder).mkdir(parents=True)
    (folder / "texts").write_bytes(b"in the way")
    store.opened(article())
    [line] = store.take_notices()
    assert "cannot be stored" in line
    before = files_below(folder / "articles")
    with pytest.raises(StoreError, match=re.escape(f"Not saved: {folder / 'texts'}")):
        store.correct(article(), correction())
    assert files_below(folder / "articles") == before
    assert store.corrections(article().id) == ()


def test_a_text_that_is_gone_or_not_what_it_was_is_reported(store: Store, folder: Path) -> None:
    store.correct(article(), correction())
    text_file(folder).write_bytes(b"something else")
    for wanted in (article().text_hash, OTHER.text_hash, "../articles/x", ""):
        with pytest.raises(StoreError) as caught:
            store.text(wanted)
        assert "\n" not in str(caught.value)
        assert store.snapshot(wanted) is None


def test_the_texts_of_corrections_are_known_last_first(store: Store) -> None:
    page = Article("https://example.org/a", "Old text.", (), title="Page", address="https://example.org/a")
    newer = replace(page, text="New text.")
    store.correct(page, replace(correction(), made="2025-03-02T10:00:00.000Z"))
    store.correct(newer, replace(correction(), id="2", made="2025-03-02T10:00:01.000Z"))
    known = store.notes(page.id)
    assert known is not None
    assert known.versions == (newer.text_hash, page.text_hash)
    assert store.notes(OTHER.id) is None
