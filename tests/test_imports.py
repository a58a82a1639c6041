"""What is imported when: the text comes first, and what is slow comes only when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import languages

SLOW = (
    "spacy",
    "thinc",
    "numpy",
    "py3langid",
    "textual",
    "trafilatura",
    "lxml",
    "httpx",
    "feedparser",
    "charset_normalizer",
    "markdown_it",
    "yaml",
)
SLOW_TO_READ = (*SLOW, "tinydb", "asyncio", "importlib.metadata")


def imported(code: str, names: tuple[str, ...], *arguments: str) -> list[str]:
    """Which of the modules a new Python has imported after running the code."""
    report = f"{code}\nimport sys\nprint([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", report, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    found: list[str] = eval(done.stdout.splitlines()[-1])
    return found


def test_the_command_line_imports_nothing_slow() -> None:
    assert imported("import tui.cli", SLOW_TO_READ) == []


def test_an_error_imports_nothing_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path))
    assert imported("import tui.cli; tui.cli.main(['no-such-file'])", SLOW_TO_READ) == []


WHILE_READING = """
from threading import enumerate as threads
from tui.system.lazy import import_in_background
from tui.ui import dialogs, library
import_in_background((*dialogs.OFTEN, *library.OFTEN))
for thread in threads():
    if thread.daemon:
        thread.join()
"""


def test_what_is_opened_often_is_imported_while_the_user_reads() -> None:
    often = ("tui.ui.dialogs.note_editor", "tui.ui.dialogs.help", "tui.ui.library.articles")
    assert imported("from tui.ui import dialogs, library", often) == []
    assert imported(WHILE_READING, often) == list(often)


AFTER_THE_TEXT = (
    *("tui.ui.dialogs.base", "tui.ui.dialogs.correct", "tui.ui.dialogs.suggestions"),
    *("tui.ui.library.base", "tui.ui.library.articles"),
    *("tui.ui.panes.side", "tui.ui.panes.notes", "tui.ui.panes.entities", "tui.ui.panes.quotes"),
    *("tui.ui.widgets.row_list", "tui.ui.widgets.list_pane"),
    *("tui.exchange", "tui.store.store", "tinydb"),
)


def test_lists_dialogs_and_other_screens_are_not_imported_before_the_text_is_there() -> None:
    assert imported("import tui.ui.app", AFTER_THE_TEXT) == []


OPEN = """
import sys
from pathlib import Path
from tui.library import Library
library = Library(Path(sys.argv[1]))
article = library.open(sys.argv[2])
"""


def test_opening_a_text_imports_nothing_slow(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2025-01-31 The bridge — “old” — will close. Old bridge to close\n\nIt was old.\n")
    assert imported(OPEN, SLOW_TO_READ, str(tmp_path), str(path)) == []


AFTER_THE_FIRST_WORDS = (
    "tui.store",
    "tui.analysis",
    "tui.domain.anchoring",
    "tui.domain.corrections",
    "tui.domain.history",
    "tui.domain.library",
    "tui.ui.dialogs.base",
    "tui.ui.library.base",
    "tui.ui.panes",
    "tui.ui.widgets.list_pane",
    "tui.ui.widgets.row_list",
    "tui.ui.widgets.search_bar",
)
MOST_MODULES = 105
"""Of the program's own, before the first words: each costs about half a millisecond."""


def test_what_only_keys_ask_for_is_not_imported_before_the_first_words() -> None:
    assert imported("import tui.cli, tui.ui.app", AFTER_THE_FIRST_WORDS) == []


def test_the_first_words_need_few_modules() -> None:
    count = "import sys, tui.cli, tui.ui.app; print(sum(name.startswith('tui.') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", count], capture_output=True, timeout=60, check=True)
    assert int(done.stdout) <= MOST_MODULES


def test_whether_an_article_is_stored_is_known_without_the_store(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tim Cook of Apple was in Berlin.")
    asked = OPEN + "assert not library.has_stored_id(article)"
    assert imported(asked, ("tinydb", "tui.store.store"), str(tmp_path / "data"), str(path)) == []


@pytest.mark.parametrize(
    ("name", "data", "needed"),
    [
        ("a.md", b"# Words\n\nMore.", {"markdown_it"}),
        ("b.md", b"---\ntitle: Words\n---\nMore.", {"markdown_it", "yaml"}),
        ("a.txt", "Мэр города сказал, что мост закрыт.".encode("koi8-r"), {"charset_normalizer"}),
    ],
    ids=["markdown", "front-matter", "koi8-r"],
)
def test_other_sources_import_only_what_they_need(
    tmp_path: Path, name: str, data: bytes, needed: set[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert set(imported(OPEN, SLOW, str(tmp_path), str(path))) == needed


@pytest.mark.parametrize("text", [languages.ENGLISH, languages.GERMAN], ids=["english", "german"])
def test_the_reader_leaves_analysis_and_languages_to_another_process(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    analyse = (
        f"{OPEN}\nfound = list(library.analyse(article, lambda: 0, lambda: False))\n"
        "assert found[-1].complete\nlibrary.close()"
    )
    assert imported(analyse, SLOW, str(tmp_path / "data"), str(path)) == []


def test_a_text_that_is_plainly_english_needs_no_classifier_of_languages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(languages.ENGLISH)
    analyse = OPEN + "library.analyse_here(article)"
    assert imported(analyse, ("spacy", "py3langid"), str(tmp_path / "data"), str(path)) == ["spacy"]
    path.write_text(languages.GERMAN)
    assert imported(analyse, ("spacy", "py3langid"), str(tmp_path / "data"), str(path)) == ["py3langid"]


def test_what_was_analysed_before_needs_no_spacy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tim Cook of Apple was in Berlin.")
    analyse = OPEN + "library.analyse_here(article)"
    assert "spacy" in imported(analyse, SLOW, str(tmp_path / "data"), str(path))
    again = (
        OPEN
        + "assert library.cached_analysis(article).entities\n"
        + "found = list(library.analyse(article, lambda: 0, lambda: False))\n"
        + "assert found == [library.cached_analysis(article)]\n"
        + "library.position(article); library.annotations(article)\n"
        + "library.corrected_analysis(article, found[0]); library.suggestions(article, found[0])\n"
        + "library.close()"
    )
    assert imported(again, SLOW, str(tmp_path / "data"), str(path)) == []


def test_notes_are_given_and_taken_without_spacy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tim Cook of Apple was in Berlin.")
    notes = (
        "import sys\nfrom tui.cli import main\nhome = ['--data-dir', sys.argv[1]]\n"
        "def run(*arguments):\n    assert main([*arguments, *home]) == 0\n"
        "run('note', sys.argv[2], '--quote', 'Apple')\nrun('note', sys.argv[2], '--quote', 'Tim Cook')\n"
        "run('notes', '--person', 'Cook')\n"
        "for form in ('md', 'jsonld', 'csv', 'jsonl', 'brat'):\n"
        "    run('export', '--format', form, '-o', sys.argv[1] + '/')\n"
        "run('import', sys.argv[1] + '/A.jsonld')\n"
    )
    needed = [name for name in SLOW if name not in ("markdown_it",)]
    assert imported(notes, tuple(needed), str(tmp_path / "data"), str(path)) == []


def test_reading_imports_no_other_command() -> None:
    commands = ("tui.cli.notes", "tui.cli.notes", "tui.cli.export", "tui.cli.import_", "tui.exchange")
    assert imported("import tui.cli; tui.cli.main(['no-such-file'])", commands) == []
