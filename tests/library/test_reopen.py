"""Articles opened again: from where they are, else from the text that was stored with their notes."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.library import TEXTS, shelve
from tui.domain.article import BlockKind
from tui.domain.errors import OpeningError
from tui.domain.library import ReadArticle
from tui.library import Library
from tui.library.reopen import reopen


def known(library: Library, title: str) -> ReadArticle:
    """The article with that title."""
    return next(article for article in library.recent() if article.title.startswith(title))


def test_an_article_whose_file_is_gone_is_opened_from_its_stored_text_and_keeps_its_notes(
    new_library: Library, tmp_path: Path
) -> None:
    opened = shelve(new_library, tmp_path)
    bridge = known(new_library, "Old bridge")
    article, remark = reopen(new_library, bridge.location, bridge)
    assert (article, remark) == (opened["bridge"], "")
    Path(bridge.location).unlink()
    article, remark = reopen(new_library, bridge.location, bridge)
    assert "this is the text as it was stored" in remark
    assert (article.text, article.title, article.id) == (TEXTS["bridge"], bridge.title, bridge.id)
    first, second = article.blocks
    assert first.kind is BlockKind.HEADLINE
    assert article.text[second.start : second.end].startswith("Mayor Ann Lee")
    assert new_library.annotations(article) == new_library.annotations(opened["bridge"])


def test_what_was_not_stored_cannot_be_opened_and_the_reason_is_reported(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    tower, bridge = known(new_library, "Tower"), known(new_library, "Old bridge")
    Path(tower.location).unlink()
    # As an earlier version left it, which stored only the texts that something was made in.
    for path in new_library.layout.snapshots.glob(f"{tower.text_hash}.*"):
        path.unlink()
    with pytest.raises(OpeningError, match=r"tower\.txt: "):
        reopen(new_library, tower.location, tower)
    # Never from the terminal, which is where standard input leads by now.
    with pytest.raises(OpeningError, match="standard input"):
        reopen(new_library, "-", replace(tower, location="-"))
    article, remark = reopen(new_library, "-", replace(bridge, location="-"))
    assert article.text == TEXTS["bridge"]
    assert "standard input" in remark
