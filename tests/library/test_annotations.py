"""What a reader makes of articles is stored, without anything that opens or analyses these."""

from dataclasses import replace
from pathlib import Path

import pytest

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, describe, now
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.library import ReadingPosition
from tui.domain.reading_position import with_context
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.sources.plain_text import article_from_text

TEXT = 'A visit\n\nTim Cook of Apple was in Berlin on Monday. "We are happy with it," he said.\n'
AN_ORGANISATION = Correction(
    CorrectionKind.RELABEL, EntityName(Label.LOC, "Berlin"), Label.ORG, wordings=("Berlin",)
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def article() -> Article:
    return article_from_text(TEXT, "/home/ann/visit.txt")


def test_annotations_are_stored(library: Library, article: Article, tmp_path: Path) -> None:
    span = TextSpan(article.text.index("Tim Cook"), article.text.index(" of Apple"))
    annotation = Annotation(describe(article.text, span, article.text_hash), note="Who?", tags=("people",))
    assert library.annotate(article, annotation) == (annotation,)
    assert Library(tmp_path / "data").annotations(article) == (annotation,)
    assert library.remove_annotation(article, annotation.id) == ()
    assert Library(tmp_path / "data").annotations(article) == ()


def test_notes_come_with_the_stored_texts(library: Library, article: Article, tmp_path: Path) -> None:
    library.correct(article, AN_ORGANISATION)
    [stored] = library.records()
    assert (stored.id, stored.text, stored.title) == (article.id, article.text, article.title)
    assert [made.correction for made in stored.corrections] == [AN_ORGANISATION]
    address = "https://example.org/visit"
    page = replace(article, address=address, location=address, text=f"{article.text} There is more.")
    library.correct(page, AN_ORGANISATION)
    library.correct(replace(page, text="Berlin, again."), replace(AN_ORGANISATION, id="2", made=now()))
    assert {each.id: each.text for each in library.records()} == {
        article.id: article.text,
        page.id: "Berlin, again.",
    }
    for path in (tmp_path / "data" / "notes" / "texts").iterdir():
        if path.read_text() == "Berlin, again.":
            path.write_text("something else")
    # An older text is better than none.
    assert {each.id: each.text for each in library.records()} == {
        article.id: article.text,
        page.id: page.text,
    }


def test_what_was_read_is_remembered(library: Library, article: Article, tmp_path: Path) -> None:
    library.opened(article)
    library.save_position(article, ReadingPosition(12, 0.5))
    position = Library(tmp_path / "data").position(article)
    assert position == with_context(ReadingPosition(12, 0.5), article.text, article.text_hash)
    (read,) = Library(tmp_path / "data").recent()
    assert (read.title, read.location) == ("A visit", "/home/ann/visit.txt")
