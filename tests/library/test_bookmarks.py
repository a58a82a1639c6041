"""Marks are stored with their article, and found again in a changed text."""

from pathlib import Path

from tui.library import Library

STORY = (
    "The ferry was late. Nobody on the quay had been told why. A dog slept.\n\nThe last boat left at nine.\n"
)


def test_marks_are_there_again_also_when_the_text_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    library = Library(tmp_path / "data")
    article = library.open(str(path))
    for letter, at in (("a", "Nobody"), ("b", "dog"), ("b", "last boat")):
        library.bookmarks.set(article, letter, article.text.index(at))
    stored = Library(tmp_path / "data")
    assert stored.bookmarks.places(stored.as_stored(article)) == {
        "a": STORY.index("Nobody"),
        "b": STORY.index("last boat"),
    }
    stored.opened(article)
    path.write_text("News of the day.\n\n" + STORY.replace("The last boat left at nine.", "It rained."))
    changed = Library(tmp_path / "data")
    article = changed.as_stored(changed.open(str(path)))
    assert changed.bookmarks.places(article) == {"a": article.text.index("Nobody"), "b": None}
    assert changed.undoable(article) is None
