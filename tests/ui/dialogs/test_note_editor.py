"""Writing a note: what is returned, what is handed over meanwhile, and a person's own editor."""

import sys
from pathlib import Path

import pytest

from tests.support.widgets import showing_dialog, shown
from tui.ui.dialogs.base import Fate, NoteText, Written
from tui.ui.dialogs.note_editor import EditorError, NoteEditor, edited_outside, editor_command

ONE = NoteText("one\ntwo", ("tag",))


def written(note: str, fate: Fate, *tags: str) -> Written:
    return Written(NoteText(note, tags), fate)


async def test_what_is_written_is_returned_to_be_saved() -> None:
    async with showing_dialog(NoteEditor("The [b]passage[/b]")) as (app, pilot):
        assert "Note on The [b]passage[/b]" in shown(app)
        await pilot.press("H", "i", "enter", "y", "o", "u", "ctrl+s")
        assert app.result == written("Hi\nyou", Fate.SAVE)


@pytest.mark.parametrize(
    ("saved", "keys", "result"),
    [
        (ONE, ("!", "ctrl+s"), written("one\ntwo!", Fate.SAVE, "tag")),
        (ONE, ("!", "escape"), written("one\ntwo!", Fate.DRAFT, "tag")),
        (ONE, ("!", "ctrl+g", "ctrl+g"), written("one\ntwo!", Fate.DISCARD, "tag")),
        (ONE, ("!", "ctrl+g", "?", "escape"), written("one\ntwo!?", Fate.DRAFT, "tag")),
        (ONE, ("!", "backspace", "escape"), None),
        (ONE, ("ctrl+g",), None),
        (NoteText("x"), ("backspace", "ctrl+s"), written("", Fate.SAVE)),
        (NoteText(), ("space", "ctrl+s"), None),
    ],
)
async def test_what_the_keys_make_of_a_note(
    saved: NoteText, keys: tuple[str, ...], result: Written | None
) -> None:
    async with showing_dialog(NoteEditor("passage", saved)) as (app, pilot):
        await pilot.press(*keys)
        assert app.result == result


async def test_a_draft_is_gone_on_with_and_handed_over_as_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ui.dialogs.note_editor.DRAFT_AFTER", 0.01)
    stored: list[NoteText] = []
    draft = NoteText("one\ntwo and", ("tag", "more"))
    long = "A passage that is too long for the title of the dialog and so stands below it"
    async with showing_dialog(NoteEditor(long, ONE, draft, keep=stored.append), (60, 20)) as (app, pilot):
        assert "a draft" in shown(app)
        assert "#tag #more" in shown(app)
        assert "so stands below" in shown(app)
        await pilot.press("space", "w")
        while not stored:
            await pilot.pause(0.01)
        assert stored[-1] == NoteText("one\ntwo and w", draft.tags)
        await pilot.press("o")
        editor = app.dialog
        assert isinstance(editor, NoteEditor)
        editor.keep_now()
        assert stored[-1] == NoteText("one\ntwo and wo", draft.tags)
        await pilot.press("ctrl+s")
        assert app.result == written("one\ntwo and wo", Fate.SAVE, "tag", "more")


async def test_controls_in_a_note_from_elsewhere_never_reach_the_terminal() -> None:
    hostile = NoteText("a\x1b]0;title\x07b\tc", ("x\x1b[31my",))
    async with showing_dialog(NoteEditor("pass\x1b[31mage", hostile)) as (app, pilot):
        assert "\x1b" not in shown(app)
        assert "\x07" not in shown(app)
        await pilot.press("escape")
        assert app.result is None


async def test_without_an_editor_or_a_terminal_for_it_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with showing_dialog(NoteEditor("passage", ONE)) as (app, pilot):
        await pilot.press("ctrl+e")
        assert "set $VISUAL or $EDITOR" in shown(app)
        monkeypatch.setenv("EDITOR", "ed")
        await pilot.press("ctrl+e")
        assert "cannot run another program" in shown(app)


def script(tmp_path: Path, body: str) -> list[str]:
    """An editor that is a Python script, with an argument of its own; ``path`` is the file."""
    file = tmp_path / "my editor.py"
    file.write_text(f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[2])\n{body}\n")
    return [sys.executable, str(file), "--wait"]


def test_what_the_editor_leaves_is_taken_back_and_its_file_was_private_and_goes(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    command = script(
        tmp_path,
        f"""
mode = os.stat(path).st_mode | os.stat(path.parent).st_mode
pathlib.Path({str(seen)!r}).write_text(f"{{path}} {{mode & 0o077}}")
path.write_text(path.read_text() + "# two\\n\\n")
""",
    )
    assert edited_outside("one ’", command) == "one ’\n# two\n"
    path, others = seen.read_text().rsplit(" ", 1)
    assert path.endswith(".md")
    assert others == "0"
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("body", "reported"),
    [
        ("sys.exit(3)", "ended with code 3: the note is unchanged"),
        ("os.kill(os.getpid(), 9)", "was ended by SIGKILL"),
        ("path.unlink()", "it left no file"),
        (r"path.write_bytes(b'\xff')", "not UTF-8"),
    ],
)
def test_an_editor_that_fails_is_reported_in_a_line(tmp_path: Path, body: str, reported: str) -> None:
    with pytest.raises(EditorError, match=reported):
        edited_outside("one", script(tmp_path, body))


def test_an_editor_that_is_not_there() -> None:
    with pytest.raises(EditorError, match="/no/such: there is no such program"):
        edited_outside("one", ["/no/such"])


@pytest.mark.parametrize(
    ("visual", "editor", "command"),
    [("code -w", "vi", ["code", "-w"]), (" ", "'my editor' +5", ["my editor", "+5"])],
)
def test_which_editor_is_meant(
    monkeypatch: pytest.MonkeyPatch, visual: str, editor: str, command: list[str]
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", editor)
    assert editor_command() == command
    monkeypatch.setenv("VISUAL", "vi 'x")
    with pytest.raises(EditorError, match=r"\$VISUAL cannot be understood: no closing quotation"):
        editor_command()
