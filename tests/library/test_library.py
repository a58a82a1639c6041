"""The use cases, without an interface."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Label
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.errors import OpeningError
from tui.domain.text.spans import TextSpan
from tui.library import Library, data_folder
from tui.system.resources import samples

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


def test_an_analysis_that_was_begun_is_taken_up(library: Library, article: Article) -> None:
    library.begin_analysis(article)
    found = list(library.analyse(article, lambda: 0, lambda: False))
    library.close()
    assert isinstance(found[-1], Analysis)
    assert [entity.name for entity in found[-1].entities] == ["Tim Cook", "Apple", "Berlin", "Monday"]
    assert library.cached_analysis(article) == found[-1]


def test_what_cannot_be_opened(library: Library) -> None:
    with pytest.raises(OpeningError, match="there is no such file"):
        library.open("no-such-file")


BERLIN = EntityName(Label.LOC, "Berlin")
AN_ORGANISATION = Correction(CorrectionKind.RELABEL, BERLIN, Label.ORG, wordings=("Berlin",))


def found_in(article: Article, *names: tuple[Label, str]) -> Analysis:
    """An analysis that finds these names wherever they stand."""
    entities = []
    for label, name in names:
        spans = [TextSpan(*match.span()) for match in re.finditer(re.escape(name), article.text)]
        entities.append(Entity(label, name, tuple(spans)))
    return Analysis(tuple(entities), (), "rules 1.0")


def labels(analysis: Analysis) -> dict[str, Label]:
    return {entity.name: entity.label for entity in analysis.entities}


def test_corrections_are_saved_undone_and_done_again(
    library: Library, article: Article, tmp_path: Path
) -> None:
    analysis = found_in(article, (Label.LOC, "Berlin"), (Label.PERSON, "Tim Cook"))
    assert library.corrected_analysis(article, analysis) is analysis
    assert library.correct(article, AN_ORGANISATION) == (AN_ORGANISATION,)
    again = Library(tmp_path / "data")
    assert again.corrections(article) == (AN_ORGANISATION,)
    corrected = again.corrected_analysis(article, analysis)
    assert labels(corrected) == {"Berlin": Label.ORG, "Tim Cook": Label.PERSON}
    assert library.remove_correction(article, AN_ORGANISATION.id) == ()
    assert again.corrected_analysis(article, analysis) == analysis
    again.correct(article, AN_ORGANISATION)
    assert library.corrected_analysis(article, analysis) == corrected


def written(folder: Path, library: Library, name: str, text: str) -> Article:
    (folder / name).write_text(text)
    return library.open(str(folder / name))


def test_what_two_articles_say_holds_in_a_third(library: Library, tmp_path: Path) -> None:
    one, two, three = (
        written(tmp_path, library, f"{name}.txt", f"{name}\n\nHe was in Berlin {name} day.\n")
        for name in ("One", "Two", "Three")
    )
    analysis = found_in(three, (Label.LOC, "Berlin"))
    assert library.suggestions(three, analysis) == ()
    library.correct(one, replace(AN_ORGANISATION, id="1"))
    [offered] = library.suggestions(three, analysis)
    assert (offered.times, offered.title, offered.applied) == (1, "One", False)
    assert library.corrected_analysis(three, analysis) is analysis
    library.correct(two, replace(AN_ORGANISATION, id="2"))
    again = Library(tmp_path / "data")
    [held] = again.suggestions(three, analysis)
    assert (held.times, held.applied) == (2, True)
    assert labels(again.corrected_analysis(three, analysis)) == {"Berlin": Label.ORG}
    # The article itself may say otherwise, and take that back.
    back = Correction(CorrectionKind.RELABEL, BERLIN, Label.LOC)
    library.correct(three, back)
    assert library.suggestions(three, analysis) == ()
    assert library.corrected_analysis(three, analysis) == analysis
    library.remove_correction(three, back.id)
    assert [each.applied for each in library.suggestions(three, analysis)] == [True]
    library.remove_correction(one, "1")
    assert library.corrected_analysis(three, analysis) is analysis


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
    found = samples()
    assert len(found) >= 4
    assert {path.suffix for path in found} == {".txt", ".md", ".html"}
    for path in found:
        opened = library.open(str(path))
        assert opened.word_count > 100
        assert opened.title in opened.text


def test_where_data_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "home"))
    assert data_folder() == tmp_path / "home"
    assert data_folder(str(tmp_path / "chosen")) == tmp_path / "chosen"
    monkeypatch.chdir(tmp_path)
    assert data_folder("relative") == tmp_path / "relative"
    monkeypatch.delenv("POSTIL_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert data_folder().is_absolute()
    assert data_folder().name == "postil"
