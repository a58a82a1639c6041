"""Articles in other languages, and pipelines that do not work, in the reader."""

from pathlib import Path

import pytest

from tests.support import languages, pipelines
from tests.support.app import reading
from tui.library import Library

SEEMS = "This article seems to be German; the pipeline that ships knows English only."


@pytest.fixture
def german(tmp_path: Path) -> str:
    """An article of several screens."""
    path = tmp_path / "bruecke.txt"
    path.write_text("\n\n".join(["Brücke gesperrt", *[languages.GERMAN] * 12]))
    return str(path)


async def test_an_article_in_another_language_is_read_all_the_same(tmp_path: Path, german: str) -> None:
    for note in ("schade", "wirklich"):  # the second time from the cache
        library = Library(tmp_path / "data")
        try:
            async with reading(library, german, size=(160, 40), analysed=False, by_worker=True) as run:
                await run.until(lambda: SEEMS in run.strip, "the strip says so")
                assert "--lang en analyses it all the same." in run.strip
                await run.until(lambda: "Looking for" not in run.shown(), "nothing is looked for")
                assert "the pipeline that ships" in run.shown().rsplit("Names", 1)[1]
                assert "Brücke gesperrt" in run.shown()
                await run.press("space")
                assert SEEMS not in run.strip
                assert run.reader.view.cursor > 0
                await run.press("a")
                await run.type(note)
                await run.press("ctrl+s")
                await run.saved()
                assert any(note in stored.note for stored in run.reader.annotations)
        finally:
            library.close()


async def test_what_is_said_of_the_language_is_believed(tmp_path: Path, german: str) -> None:
    library = Library(tmp_path / "data", language="en")
    try:
        async with reading(library, german, by_worker=True) as run:
            assert run.reader.placed is not None
            assert run.reader.placed.analysis.entities
            assert "German" not in run.strip
    finally:
        library.close()


async def test_a_chosen_pipeline_shows_what_it_finds(tmp_path: Path, german: str) -> None:
    library = Library(tmp_path / "data", pipelines.ruler(tmp_path / "model"))
    try:
        async with reading(library, german, analysed=False, by_worker=True) as run:
            reported = "This article seems to be German; en_rules 0.1 is for English."
            await run.until(lambda: reported in run.strip, "the strip says so")
            await run.analysed()
            assert "P Anke Vogel" in run.shown()
    finally:
        library.close()


@pytest.mark.parametrize("kind", ["without names", "old", "with a part that is missing"])
async def test_a_pipeline_that_does_not_work_is_reported_and_the_article_is_read(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    article = Path("a.txt")
    article.write_text(f"The bridge\n\n{languages.ENGLISH}")
    whole, model = pipelines.ruler(Path("whole")), Path("model")
    match kind:
        case "without names":
            pipelines.without_names(model)
            reason = "no component that finds names"
        case "old":
            pipelines.with_meta(whole, model, spacy_version=">=2.3,<2.4")
            reason = "made for spaCy >=2.3,<2.4"
        case _:
            pipelines.with_config(whole, model, 'factory = "entity_ruler"', 'factory = "gazetteer"')
            reason = "needs the component gazetteer"
    library = Library(tmp_path / "data", "model")
    try:
        async with reading(library, "a.txt", analysed=False, by_worker=True, size=(120, 40)) as run:
            await run.until(lambda: reason in " ".join(run.notices().split()), reason)
            await run.until(lambda: "could not be analysed" in run.shown(), "the lists say so")
            assert "The town council of Ashwick" in run.shown()
    finally:
        library.close()
