"""The articles that were not analysed yet: analysed one after another, after what is read now."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.support.articles import SEEDS
from tui.domain.analysis import Analysis
from tui.library import Library


def until(condition: Callable[[], bool]) -> None:
    """Wait for a thread to bring about ``condition``."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def opened(library: Library, folder: Path, **texts: str) -> None:
    """Read articles with these texts, the last one last."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
        library.opened(library.open(str(folder / f"{name}.txt")))


def test_each_is_analysed_once_and_what_is_gone_is_passed_over(new_library: Library, tmp_path: Path) -> None:
    opened(new_library, tmp_path, one="Mark Rutte came.", two="Donald Trump and NATO.", gone="Nobody.")
    (tmp_path / "gone.txt").unlink()
    [known] = [each for each in new_library.recent() if each.location.endswith("gone.txt")]
    for path in new_library.layout.snapshots.glob(f"{known.text_hash}.*"):
        path.unlink()
    articles = new_library.recent()
    backlog = new_library.backlog
    backlog.add(articles)
    backlog.add(articles)
    until(lambda: backlog.left == 0)
    ids = {Path(article.location).stem: article.id for article in articles}
    assert sorted(backlog.done) == sorted([ids["one"], ids["two"]])
    assert (backlog.out_of_reach, backlog.problem) == (1, "")
    assert [new_library.catalogue.names(ids[name]) for name in ("one", "two", "gone")] == [1, 2, None]


def test_what_is_read_comes_first_and_the_rest_goes_on_after_it(new_library: Library, tmp_path: Path) -> None:
    words = "Keir Starmer met Mark Rutte in London on Sunday. "
    opened(new_library, tmp_path, long=words * 4_000, short="Donald Trump came.")
    backlog = new_library.backlog
    backlog.add(new_library.recent())
    until(lambda: new_library.is_analysing)
    read = new_library.open(str(SEEDS / "london-summit.txt"))
    found = list(new_library.analyse(read, lambda: 0, lambda: False))
    assert isinstance(found[-1], Analysis)
    assert found[-1].complete
    until(lambda: backlog.left == 0)
    assert len(backlog.done) == 2
    assert not new_library.is_analysing


def test_without_a_pipeline_it_says_why(tmp_path: Path) -> None:
    library = Library(tmp_path / "data", "no_such_pipeline")
    opened(library, tmp_path, one="Mark Rutte came.")
    library.backlog.add(library.recent())
    until(lambda: bool(library.backlog.problem))
    assert "no_such_pipeline" in library.backlog.problem
    assert library.backlog.left == 0
    library.close()
