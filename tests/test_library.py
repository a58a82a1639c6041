"""The use cases, without an interface."""

import threading
from pathlib import Path

import pytest

from tui.domain.analysis import Analysis, AnalysisPiece
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.domain.reading import ReadingPosition
from tui.domain.span import TextSpan
from tui.library import Library, data_folder

TEXT = 'A visit\n\nTim Cook of Apple was in Berlin on Monday. "We are happy with it," he said.\n'


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def article(tmp_path: Path, library: Library) -> Article:
    (tmp_path / "visit.txt").write_text(TEXT)
    return library.open(str(tmp_path / "visit.txt"))


def test_paths_become_absolute(
    library: Library, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for location in ("visit.txt", "./visit.txt", "~/visit.txt", (tmp_path / "visit.txt").as_uri()):
        assert library.open(location) == article
    assert article.location == str(tmp_path / "visit.txt")


def test_opening_creates_nothing(library: Library, article: Article, tmp_path: Path) -> None:
    assert library.annotations(article) == ()
    assert library.position(article) is None
    assert library.recent() == ()
    assert library.cached_analysis(article) is None
    assert library.take_notices() == ()
    library.close()
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_opened(library: Library) -> None:
    with pytest.raises(OpeningError, match="there is no such file"):
        library.open("no-such-file")


def test_annotations_are_kept(library: Library, article: Article, tmp_path: Path) -> None:
    span = TextSpan(article.text.index("Tim Cook"), article.text.index(" of Apple"))
    annotation = Annotation(describe(article.text, span, article.text_hash), note="Who?", tags=("people",))
    assert library.annotate(article, annotation) == (annotation,)
    assert Library(tmp_path / "data").annotations(article) == (annotation,)
    assert library.remove_annotation(article, annotation.id) == ()
    assert Library(tmp_path / "data").annotations(article) == ()


def test_what_was_read_is_remembered(library: Library, article: Article, tmp_path: Path) -> None:
    library.opened(article)
    library.save_position(article, ReadingPosition(12, 0.5))
    assert Library(tmp_path / "data").position(article) == ReadingPosition(12, 0.5)
    (read,) = Library(tmp_path / "data").recent()
    assert (read.title, read.location) == ("A visit", str(tmp_path / "visit.txt"))


def test_an_analysis_is_made_once(library: Library, article: Article, tmp_path: Path) -> None:
    analysis = library.analyse_here(article)
    assert analysis.complete
    assert analysis.model == library.model_name()
    assert "Tim Cook" in [entity.name for entity in analysis.entities]
    assert Library(tmp_path / "data").cached_analysis(article) == analysis
    assert library.analyse_text(article.text) == analysis


def test_another_process_finds_the_same(library: Library, article: Article) -> None:
    found: list[AnalysisPiece | Analysis] = []
    try:
        thread = threading.Thread(
            target=lambda: found.extend(library.analyse(article, lambda: 0, lambda: False))
        )
        thread.start()
        thread.join(60)
    finally:
        library.close()
    assert found[-1] == library.analyse_text(article.text)
    assert library.cached_analysis(article) == found[-1]


def test_the_samples_can_be_opened(library: Library) -> None:
    samples = library.samples()
    assert len(samples) >= 4
    assert {path.suffix for path in samples} == {".txt", ".md", ".html"}
    for path in samples:
        opened = library.open(str(path))
        assert opened.word_count > 100
        assert opened.title in opened.text


def test_where_data_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "home"))
    assert data_folder() == tmp_path / "home"
    assert data_folder(str(tmp_path / "chosen")) == tmp_path / "chosen"
    monkeypatch.chdir(tmp_path)
    assert data_folder("relative") == tmp_path / "relative"
    monkeypatch.delenv("POSTIL_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert data_folder().is_absolute()
    assert data_folder().name == "postil"
