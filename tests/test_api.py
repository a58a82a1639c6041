"""The names for other programs, and the page that describes them: its examples run as they stand there."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

import tui
import tui.analysis
from tests.support.commands import SAID, document, run_here
from tui import Library, PostilError, analyse, analyse_all, as_data, note_on, open_article

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=["articles", "many", "library", "spacy"])
def test_the_examples_of_the_page_run(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    exec(compile(example, "docs/api.md", "exec"), {"__name__": "__main__"})


def test_all_public_names_are_there_and_on_the_page() -> None:
    for name in tui.PUBLIC:
        assert name in dir(tui)
        assert getattr(tui, name).__doc__
        assert f"`{name}" in PAGE
    with pytest.raises(AttributeError, match="nothing"):
        tui.nothing  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    ask = "import tui, sys; print(sorted(name for name in sys.modules if name.startswith('tui')))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "['tui', 'tui.system', 'tui.system.lazy']\n"


def test_data_is_what_the_command_writes(home: Path) -> None:
    Path("a.txt").write_text(SAID)
    article = open_article("a.txt")
    data = as_data(article, analyse(article), "a.txt")
    assert data == document(run_here("analyze", "a.txt").stdout)
    assert as_data(SAID, analyse(SAID))["entities"] == data["entities"]


def test_errors_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(PostilError, match=r"nope\.txt: there is no such file"):
        open_article(str(tmp_path / "nope.txt"))
    with pytest.raises(PostilError, match="no spaCy pipeline"):
        next(analyse_all([SAID], model="no-such-pipeline"))


def test_paths_are_taken_as_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID)
    assert open_article(path) == open_article(str(path))
    library = Library(str(tmp_path / "library"))
    assert library.open(path) == library.open(str(path))
    library.close()
    with pytest.raises(PostilError, match="no-such-folder"):
        analyse(SAID, model=tmp_path / "no-such-folder")


def test_what_makes_no_sense_is_said_and_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    article = open_article(tmp_path / "a.txt")
    wrong: Any = SAID
    with pytest.raises(TypeError, match="one text"):
        analyse_all(wrong)
    with pytest.raises(TypeError, match="one text"):
        note_on(article, 0, 3, tags=wrong)
    for nothing in (None, b"x", 3, ["x"]):
        wrong = nothing
        with pytest.raises(TypeError, match="a text or an Article is analysed"):
            analyse(wrong)
    with pytest.raises(ValueError, match="not even one job: 0"):
        analyse_all([SAID], jobs=0)
    for ask in (
        lambda: analyse(SAID, language="qq"),
        lambda: analyse_all([SAID], language="qq"),
        lambda: tui.analysis.load(language="qq"),
    ):
        with pytest.raises(ValueError, match="'qq' is not the code of a language"):
            ask()
    assert analyse(SAID, language="en-GB") == analyse(SAID, language="en")
    assert analyse(SAID, language="en").entities


def test_a_note_is_stored_and_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    library = Library(tmp_path / "data")
    article = library.open(str(tmp_path / "a.txt"))
    library.annotate(article, note_on(article, 0, 8, "who?", ["boss", "boss"]))
    library.close()
    again = Library(tmp_path / "data")
    (stored,) = again.annotations(article)
    assert (stored.target.quote.exact, stored.note, stored.tags) == ("Tim Cook", "who?", ("boss",))
    with pytest.raises(ValueError, match="no passage"):
        note_on(article, 5, 5)


def test_a_doc_has_what_the_command_gives_and_keeps_it() -> None:
    nlp = tui.analysis.load()
    doc = nlp(SAID)
    assert doc._.analysis == analyse(SAID)
    assert [(ent.text, ent.label_, ent.id_) for ent in doc.ents if ent.label_ == "PERSON"] == [
        ("Tim Cook", "PERSON", "Tim Cook"),
        ("Cook", "PERSON", "Tim Cook"),
    ]
    assert [quotation.speaker.name for quotation in doc._.quotations] == ["Tim Cook"]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.analysis == doc._.analysis
    assert [ent.id_ for ent in again.ents] == [ent.id_ for ent in doc.ents]
    assert nlp("")._.entities == ()


def test_a_library_is_closed_at_the_end_of_a_with(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    with Library(tmp_path / "data") as library:
        article = library.open(tmp_path / "a.txt")
        library.annotate(article, note_on(article, 0, 3, note="here"))
        assert isinstance(library, Library)
    assert not library.is_analysing
    assert [hit.annotation.note for hit in Library(tmp_path / "data").search("here")] == ["here"]
