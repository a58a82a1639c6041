"""The program on a system that is not POSIX: Windows, as far as one can show that elsewhere."""

import json
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import SAID, document
from tui.domain.analysis import Analysis
from tui.library import Library

RUN = """
import sys
from tests.support import without_posix
without_posix.remove()
without_posix.import_all()
from tui.cli import main
for line in sys.stdin.read().splitlines():
    code = main(line.split())
    sys.stdout.flush()
    sys.stdout.write(f"\\n= {code}\\n")
"""
COMMANDS = """\
note a.txt --quote Berlin --note where --tag place
analyze --format jsonl a.txt
--plain a.txt
notes where
export --format jsonld -o a.jsonld
import a.jsonld
find Berlin
doctor"""


def test_all_is_imported_and_the_commands_run_without_what_only_posix_has(home: Path) -> None:
    Path("a.txt").write_text(SAID)
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}){RUN}"],
        input=COMMANDS,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *outputs, last = done.stdout.split("\n= 0\n")
    assert last == ""
    assert len(outputs) == len(COMMANDS.splitlines()), done.stdout + done.stderr
    note, analysis, plain, notes, _, imported, found, health = outputs
    assert json.loads(note)["note"] == "where"
    assert document(analysis.encode())["entities"]
    assert "[PERSON Tim Cook]" in plain
    assert "where" in notes
    assert "already" in imported
    assert "Berlin" in found
    assert "All is well." in health


def test_the_analysis_process_answers_where_pipes_cannot_be_polled(
    new_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(select, "poll")
    (tmp_path / "a.txt").write_text("Keir Starmer met Zelensky in London.")
    article = new_library.open(str(tmp_path / "a.txt"))
    found = list(new_library.analyse(article, lambda: 0, lambda: False))[-1]
    assert isinstance(found, Analysis)
    assert found.complete
    assert {entity.name for entity in found.entities} >= {"Keir Starmer", "London"}
