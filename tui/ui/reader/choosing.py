"""Which note is meant where several lie on one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from tui.domain.annotation import Annotation
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs


def choose_note(
    screen: Screen[None], notes: Sequence[Annotation], then: Callable[[Annotation], None]
) -> None:
    """Call ``then`` with one of ``notes``: at once where there is one, else once the person has said which.

    It is not called where there are none, or where the person leaves it.
    """

    def chosen(meant: Annotation | TextSpan) -> None:
        if isinstance(meant, Annotation):
            then(meant)

    choose_passage(screen, [(note, wording_of(note)) for note in notes], chosen)


def choose_passage(
    screen: Screen[None],
    passages: Sequence[tuple[Annotation | TextSpan, str]],
    then: Callable[[Annotation | TextSpan], None],
) -> None:
    """The same for annotations and stretches of text that have none yet, each with its wording."""

    def chosen(meant: Annotation | TextSpan | None) -> None:
        if meant is not None:
            then(meant)

    if len(passages) == 1:
        then(passages[0][0])
    elif passages:
        screen.app.push_screen(dialogs.NoteChooser(passages), chosen)


def wording_of(note: Annotation) -> str:
    """The passage as it stood where the note was made, or where the person has put it since."""
    return (note.moved or note.target).quote.exact
