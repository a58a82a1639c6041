"""Articles that were moved, renamed, changed, or opened from elsewhere keep what was made of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tui.cli import main
from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.library import ReadingPosition
from tui.domain.text.spans import TextSpan
from tui.library import Library

TEXT = (
    "The mill\n\nThe old mill stood idle for nine years. Its wheel rusted in the green water.\n\n"
    "In April a baker from the next valley bought it. She paid less than the roof had cost.\n\n"
    "Now there is bread again on Saturdays, and a queue along the wall of the churchyard.\n"
)
OTHER = "The ferry\n\nNobody crosses at night any more. A bridge took the passengers, and the lamp is out.\n"
BAKER = Correction(CorrectionKind.RELABEL, EntityName(Label.ORG, "Baker"), Label.PERSON, wordings=("Baker",))


def noted(library: Library, article: Article, words: str = "stood idle") -> Annotation:
    start = article.text.index(words)
    target = describe(article.text, TextSpan(start, start + len(words)), article.text_hash)
    library.opened(article)
    return library.annotate(article, Annotation(target, note="why?"))[0]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text(TEXT)
    return path


def reopened(library: Library, path: Path) -> tuple[Library, Article]:
    """Another program, in which the file at ``path`` is opened."""
    fresh = Library(library.data_dir)
    return fresh, fresh.open(str(path))


def moved(path: Path) -> Path:
    (path.parent / "archive").mkdir()
    return path.rename(path.parent / "archive" / path.name)


def renamed(path: Path) -> Path:
    return path.rename(path.with_name("the-baker.txt"))


def edited(path: Path) -> Path:
    path.write_text(TEXT.replace("\n\nIn April", "\n\nThis was first written in May.\n\nIn April"))
    return path


def test_what_was_only_read_is_taken_up_at_the_same_words_after_the_file_was_edited(
    library: Library, mill: Path
) -> None:
    article = library.open(str(mill))
    library.opened(article)
    library.save_position(article, ReadingPosition(article.text.index("bought"), 0.5))
    fresh, now = reopened(library, edited(mill))
    position = fresh.position(now)
    assert position is not None
    assert now.text[position.offset :].startswith("bought")
    assert position.progress == 0.5
    mill.write_text(OTHER)
    assert fresh.position(fresh.open(str(mill))) is None


def test_a_correction_of_one_mention_stays_with_it_after_the_file_was_edited(
    library: Library, mill: Path
) -> None:
    article = library.open(str(mill))
    start = article.text.index("April")
    target = describe(article.text, TextSpan(start, start + 5), article.text_hash)
    added = Correction(CorrectionKind.ADD, EntityName(Label.PERSON, "April"), target=target)
    library.correct(article, added)
    fresh, now = reopened(library, edited(mill))
    assert fresh.corrections(now) == (added,)
    [april] = fresh.corrected_analysis(now, Analysis()).entities
    assert [span.of(now.text) for span in april.mentions] == ["April"]


@pytest.mark.parametrize("change", [moved, renamed, edited])
def test_what_was_made_of_a_file_stays_with_it(
    library: Library, mill: Path, change: Callable[[Path], Path]
) -> None:
    article = library.open(str(mill))
    note = noted(library, article)
    library.correct(article, BAKER)
    library.save_position(article, ReadingPosition(20, 0.5))
    fresh, now = reopened(library, change(mill))
    assert fresh.annotations(now) == (note,)
    assert fresh.corrections(now) == (BAKER,)
    position = fresh.position(now)
    assert position is not None
    assert (position.offset, position.progress) == (20, 0.5)
    assert fresh.undoable(now) is not None
    fresh.opened(now)
    [known] = fresh.recent()
    assert (known.id, known.location, known.text_hash) == (article.id, now.location, now.text_hash)
    assert len(list((library.data_dir / "notes" / "articles").iterdir())) == 1
    [placed] = fresh.anchored(now, fresh.annotations(now))
    assert placed.anchored.span is not None
    assert placed.anchored.span.of(now.text) == "stood idle"


def test_a_file_that_is_edited_again_and_again_keeps_its_notes(library: Library, mill: Path) -> None:
    note = noted(library, library.open(str(mill)))
    for day in ("Monday", "Tuesday", "Wednesday"):
        mill.write_text(f"{mill.read_text()}\nAdded on {day}, since the queue had grown.\n")
        fresh, now = reopened(library, mill)
        fresh.opened(now)
        assert fresh.annotations(now) == (note,)
    mill.write_text(TEXT)
    fresh, now = reopened(library, mill)
    assert fresh.annotations(now) == (note,)
    assert len(fresh.recent()) == 1


def test_another_text_at_the_same_place_is_another_article(library: Library, mill: Path) -> None:
    note = noted(library, library.open(str(mill)))
    mill.write_text(OTHER)
    fresh, now = reopened(library, mill)
    assert fresh.annotations(now) == ()
    ferry = noted(fresh, now, "the lamp")
    assert fresh.annotations(now) == (ferry,)
    mill.write_text(TEXT)
    again, before = reopened(library, mill)
    assert again.annotations(before) == (note,)
    assert len(again.recent()) == 2


SENTENCE = "She paid less than the roof had cost."
"""All that is left of the text in one that was rewritten."""


@pytest.mark.parametrize(
    "rewritten",
    [
        f"{OTHER}\n{SENTENCE}\n",
        OTHER.replace("The ferry", "The mill"),
        "Fog\n\nFor years fog hid the wheel; water froze. In April some baker came, but paid nothing.\n\n"
        "She left no bread, on Saturdays or ever, and behind the churchyard the fog went on.\n",
    ],
    ids=["a sentence is left", "the title is left", "words are left"],
)
def test_a_text_rewritten_to_little_of_its_former_self_offers_its_notes_as_lost(
    library: Library, mill: Path, rewritten: str
) -> None:
    note = noted(library, library.open(str(mill)))
    mill.write_text(rewritten)
    fresh, now = reopened(library, mill)
    assert fresh.annotations(now) == (note,)
    [placed] = fresh.anchored(now, fresh.annotations(now))
    assert placed.anchored.is_orphan
    fresh.opened(now)
    assert len(fresh.recent()) == 1


def test_of_two_articles_from_one_place_the_one_of_which_more_is_left_is_meant(
    library: Library, mill: Path
) -> None:
    note = noted(library, library.open(str(mill)))
    mill.write_text(OTHER)
    ferry = noted(library, library.open(str(mill)), "the lamp")
    mill.write_text(f"{TEXT}\nA bridge took the passengers, and the lamp is out.\n")
    fresh, now = reopened(library, mill)
    assert fresh.annotations(now) == (note,)
    mill.write_text(f"{OTHER}\n{SENTENCE}\n")
    fresh, now = reopened(library, mill)
    assert fresh.annotations(now) == (ferry,)


def test_without_the_text_that_was_annotated_a_changed_file_is_another_article(
    library: Library, mill: Path
) -> None:
    noted(library, library.open(str(mill)))
    for text in (library.data_dir / "notes" / "texts").iterdir():
        text.unlink()
    fresh, now = reopened(library, edited(mill))
    assert fresh.annotations(now) == ()


def test_an_address_and_a_file_with_the_same_text_are_one_article(library: Library, mill: Path) -> None:
    page = replace(library.open(str(mill)), location="http://a.example/mill", address="http://a.example/mill")
    note = noted(library, page)
    fresh, copy = reopened(library, mill)
    assert fresh.annotations(copy) == (note,)
    fresh.opened(copy)
    [known] = fresh.recent()
    assert (known.id, known.location) == ("http://a.example/mill", str(mill))
    # The other way round.
    other = Library(library.data_dir.with_name("other"))
    noted(other, other.open(str(mill)))
    assert [each.note for each in other.annotations(page)] == ["why?"]
    # What two addresses give is not the same article, be it as short as "Subscribe to read on".
    assert library.annotations(replace(page, location="http://b.example/", address="http://b.example/")) == ()


def test_what_is_read_from_standard_input_has_no_place(library: Library, mill: Path) -> None:
    piped = replace(library.open(str(mill)), location="-")
    noted(library, piped)
    changed = replace(piped, text=f"{TEXT}\nOne more line.")
    assert library.annotations(changed) == ()


def test_the_text_of_a_note_that_an_older_program_made_is_stored_when_it_is_opened(
    library: Library, mill: Path
) -> None:
    article = library.open(str(mill))
    noted(library, article)
    [text] = (library.data_dir / "notes" / "texts").glob("*.txt")
    text.unlink()
    library.opened(article)
    assert library.snapshot_text(article.text_hash) == article.text
    # And that of an article without notes.
    ferry = mill.with_name("ferry.txt")
    ferry.write_text(OTHER)
    other = library.open(str(ferry))
    library.opened(other)
    assert library.snapshot_text(other.text_hash) == other.text


def test_the_command_line_knows_a_renamed_and_edited_file(
    mill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    assert main(["note", str(mill), "--quote", "stood idle", "--note", "one", *data]) == 0
    path = renamed(mill)
    assert main(["note", str(path), "--quote", "a queue", "--note", "two", *data]) == 0
    edited(path)
    assert main(["note", str(path), "--quote", "written in May", "--note", "three", *data]) == 0
    capsys.readouterr()
    assert main(["notes", "--article", str(path), *data]) == 0
    reported = capsys.readouterr().out
    assert [word in reported for word in ("one", "two", "three")] == [True, True, True]
    assert reported.count("The mill") == 1
    assert main(["export", str(path), "--format", "md", *data]) == 0
    exported = capsys.readouterr().out
    assert [word in exported for word in ("stood idle", "a queue", "written in May")] == [True, True, True]
    assert len(list((tmp_path / "data" / "notes" / "articles").iterdir())) == 1


@pytest.mark.parametrize("becomes", ["changed", "moved"])
def test_of_a_changed_or_moved_article_the_daily_copy_is_enough(
    library: Library, mill: Path, becomes: str
) -> None:
    note = noted(library, library.open(str(mill)))
    library.close()
    for path in (library.data_dir / "notes" / "daily").iterdir():
        path.unlink()  # it was made before the note
    again = Library(library.data_dir)
    again.opened(again.open(str(mill)))
    again.close()
    for folder in ("articles", "backup"):
        for path in (library.data_dir / "notes" / folder).iterdir():
            path.unlink()
    if becomes == "moved":
        mill = moved(mill)
    else:
        mill.write_text(TEXT.replace("nine years", "ten years"))
    fresh, article = reopened(library, mill)
    assert [each.id for each in fresh.annotations(article)] == [note.id]
    [notice] = fresh.take_notices()
    assert "its copy were missing" in notice
