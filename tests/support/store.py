"""Articles and annotations to store, and programs that store them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, Motivation, Target, TextPositionSelector, describe
from tui.domain.article import Article, Block
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.text.spans import TextSpan
from tui.store.layout import Layout, key_of
from tui.store.store import Store

TEXT = "The ferry was late again. Nobody on the quay had been told why, and nobody asked."


def article(text: str = TEXT, *, location: str = "ferry.txt", title: str = "Late ferry") -> Article:
    """An article of one paragraph."""
    return Article(location, text, (Block(0, len(text)),), title=title)


OTHER = article("Another text altogether.", title="Another")


def annotation(note: str = "", tags: Sequence[str] = (), start: int = 4, end: int = 9) -> Annotation:
    """An annotation on a passage of TEXT."""
    target = describe(TEXT, TextSpan(start, end), article().text_hash)
    return Annotation(target, Motivation.COMMENTING, note, tuple(tags))


def moved(item: Annotation, start: int, end: int) -> Annotation:
    """The same annotation with other offsets."""
    target = Target(TextPositionSelector(start, end), item.target.quote, item.target.text_hash)
    return replace(item, target=target)


def correction(name: str = "The Quay", label: Label = Label.FAC) -> Correction:
    """A correction of an entity that was taken for a person."""
    return Correction(CorrectionKind.RELABEL, EntityName(Label.PERSON, name), label, wordings=(name,))


def of_quotation() -> Correction:
    """A correction of who said something."""
    return Correction(
        CorrectionKind.SPEAKER, EntityName(Label.PERSON, "Ada"), target=annotation("late").target
    )


def main_file(folder: Path, of: Article | None = None) -> Path:
    """Where the store keeps an article."""
    return Layout(folder).main(key_of((of or article()).id))


def mirror_file(folder: Path, of: Article | None = None) -> Path:
    """Where the store keeps the mirror of an article."""
    return Layout(folder).mirror(key_of((of or article()).id))


def text_file(folder: Path, of: Article | None = None) -> Path:
    """Where the store keeps the text of an article."""
    return Layout(folder).snapshot((of or article()).text_hash)


def notes(folder: Path) -> list[str]:
    """The notes that a store in ``folder`` has on TEXT, sorted."""
    return sorted(item.note for item in Store(folder).annotations(article().id))


def files_below(folder: Path) -> dict[str, bytes]:
    """What all files below ``folder`` hold, by their path from there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


PROGRAM = """
import sys
from pathlib import Path
from tests.support.store import annotation, article
from tui.domain.errors import StoreError
from tui.store.store import Store

folder = Path(sys.argv[1])
store = Store(folder)

def save(note):
    item = annotation(note)
    try:
        store.put(article(), item)
    except StoreError as error:
        print("refused", error, flush=True)
    else:
        print("saved", item.id, flush=True)
"""
"""The beginning of a program that saves notes in the folder named by its first argument."""

ROOT = Path(__file__).resolve().parents[2]


def start(body: str, *arguments: object, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start PROGRAM followed by ``body``, by way of the command ``before``, if any."""
    return subprocess.Popen(
        [*before, sys.executable, "-c", PROGRAM + body, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(body: str, *arguments: object, before: Sequence[str] = ()) -> list[str]:
    """What PROGRAM followed by ``body`` prints, line by line; it must not fail."""
    with start(body, *arguments, before=before) as program:
        output, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    return output.splitlines()


DIED = 9
"""The exit code of a program that ends itself in the middle, by ``os._exit``."""


def die(body: str, *arguments: object) -> None:
    """Run PROGRAM followed by ``body``, which must end itself in the middle with the exit code DIED."""
    with start(body, *arguments) as program:
        _, errors = program.communicate(timeout=60)
    assert program.returncode == DIED, errors


def bound_by_permissions(*more: str) -> list[str]:
    """The command that starts a program which the permissions of files bind, even if root starts it.

    ``more`` are other capabilities that it is not to have.
    """
    if os.geteuid() != 0:
        return []
    without = ",".join(f"-{name}" for name in ("dac_override", "dac_read_search", *more))
    command = ["setpriv", f"--bounding-set={without}"]
    if not shutil.which("setpriv") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("root may do anything here")
    return command


ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["👩‍👩‍👧‍👦", "e\u0301", "\x1b[31m", "שלום", "\u2028", "\x00", "\ud83d\ude00", "[bold]"]
)


OFFSETS = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda pair: (pair[0], sum(pair)))


def whole(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
