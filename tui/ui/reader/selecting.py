"""What is meant at the cursor: the selection, or what stands there; copying it, giving it to programs."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.domain import motions
from tui.domain.article import cited
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.system.programs import Output, copy_to_desktop, run_program
from tui.ui import dialogs
from tui.ui.keyboard.sequences import program_command
from tui.ui.reader.context import NO_STATUS, Feature, ReaderContext, Status

if TYPE_CHECKING:
    from tui.config.programs import Program
    from tui.domain.article import Article

_OBJECTS = ("sentence", "paragraph", "name", "quote", "word")


class Selecting(Feature):
    """Selects what stands at the cursor, knows what is meant there, and copies it."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self.commands = {
            "select.again": self.select_again,
            "text.copy": self.copy,
            "text.cite": self.copy_with_source,
            **{f"select.{what}": partial(self.select, what) for what in _OBJECTS},
        }
        self._was_selecting = False

    def span(self) -> TextSpan | None:
        """Return what a command is about now.

        What is selected; else what the row of the list shows that has the focus; else what is at the cursor.
        """
        listed = None if self.view.is_selecting else self.listed()
        return listed or self.span_at_cursor()

    def listed(self) -> TextSpan | None:
        """Return what is highlighted in the list that has the focus, where that is in the text."""
        side = self.context.side
        return side.passage(self.view.place) if side is not None else None

    def show_listed(self) -> None:
        """Show that in the text, where a list has got the focus and nobody has moved in it yet."""
        listed = self.listed()
        if listed is not None and not self.view.is_selecting and not listed.contains(self.view.place):
            self.view.go_to(listed.start, extend=False)

    def span_at_cursor(self) -> TextSpan | None:
        """Return what is selected.

        Else the name under the cursor, the annotated passage, the quotation, the sentence.
        """
        article, layers, cursor = self.context.article, self.view.overlays, self.view.place
        if article is None:
            return None
        if self.view.is_selecting:
            return self.view.selected_words
        annotation = layers.annotations.at(cursor)
        mention = layers.mention_at(cursor)
        quotation = layers.quotation_at(cursor)
        if mention is not None:
            return TextSpan(mention.start, mention.end)
        if annotation is not None:
            return TextSpan(annotation.start, annotation.end)
        if quotation is not None:
            return quotation.span
        return motions.sentence_at(article, cursor)

    def on_article_view_selection_changed(self) -> None:
        """Offer the keys that act on a selection, or those that act without one."""
        selecting = self.view.is_selecting
        if selecting != self._was_selecting:
            self._was_selecting = selecting
            self.context.screen.refresh_bindings()
        self.context.show_status()

    def select(self, what: str) -> None:
        """Select the sentence, paragraph, name, quote or word at the cursor."""
        if miss := self.view.select_object(what):
            self.context.report(miss, wrong=True)

    def select_again(self) -> None:
        """Select again what was selected last."""
        if not self.view.select_last():
            self.context.report("nothing was selected yet", wrong=True)

    def copy(self) -> None:
        """Copy what is selected, else what stands at the cursor."""
        span, article = self.view.selected or self.span(), self.context.article
        if span is not None and article is not None:
            wording = span.of(article.text)
            self._copy(wording, f"copied “{one_line(wording, 40)}”")

    def copy_with_source(self) -> None:
        """Copy the same with title, source and date."""
        span, article = self.span(), self.context.article
        if span is not None and article is not None:
            wording = span.of(article.text)
            self._copy(
                cited(article, span.start, span.end), f"copied with its source “{one_line(wording, 40)}”"
            )

    def _copy(self, text: str, message: str) -> None:
        screen = self.context.screen
        screen.app.copy_to_clipboard(text)
        # A terminal that ignores the request says nothing; a program of the desktop may help.
        screen.run_worker(partial(copy_to_desktop, text), thread=True, group="copying", exit_on_error=False)
        self.view.leave_selection()
        self.context.report(message)


class Programs(Feature):
    """Runs the programs of the config file on what is meant at the cursor."""

    def __init__(self, context: ReaderContext, selecting: Selecting) -> None:
        super().__init__(context)
        self._selecting = selecting
        programs = context.preferences.settings.programs
        self.commands = {program_command(each): partial(self.run, each) for each in programs}
        self._running: dict[str, Event] = {}
        """What ends each program of which nothing is shown while it runs, by its title."""

    def status(self) -> Status:
        """Return which of these programs run."""
        return Status(progress=f"{', '.join(self._running)} …") if self._running else NO_STATUS

    def run(self, program: Program) -> None:
        """Run a program; end it where it runs and shows nothing."""
        if (running := self._running.pop(program.title, None)) is not None:
            running.set()
            return
        span, article = self._selecting.span(), self.context.article
        if span is None or article is None:
            return
        passage, unwanted, screen = span.of(article.text), Event(), self.context.screen
        about, panel = self._about(article, span), None
        if program.show:
            panel = dialogs.ProgramOutput(program.title, passage)
            self.context.ask(panel, lambda _: unwanted.set())
        else:
            self._running[program.title] = unwanted
            self.context.show_status()

        def work() -> None:
            worker = get_current_worker()
            output = run_program(
                program.command, passage, about, shell=program.shell, seconds=program.seconds,
                unwanted=lambda: unwanted.is_set() or worker.is_cancelled,
            )  # fmt: skip
            if not worker.is_cancelled:
                screen.app.call_from_thread(self._show, program, unwanted, panel, output)

        screen.run_worker(work, thread=True, group="programs", exit_on_error=False)

    def _about(self, article: Article, span: TextSpan) -> dict[str, str]:
        """Return what a program is to know of the passage, as environment variables."""
        placed = self.context.placed
        return {
            "POSTIL_TITLE": article.title,
            "POSTIL_ADDRESS": article.address or article.location,
            "POSTIL_DATE": article.date,
            "POSTIL_SPEAKER": placed.analysis.speaker_in(span) if placed is not None else "",
        }

    def _show(
        self, program: Program, unwanted: Event, panel: dialogs.ProgramOutput | None, output: Output
    ) -> None:
        """Show what came of a program: what it wrote, or one line on what went wrong."""
        if self._running.get(program.title) is unwanted:
            del self._running[program.title]
        self.context.show_status()
        if panel is not None and not unwanted.is_set():
            if output.text.strip() or not output.problem or not panel.is_active:
                panel.show(output.text, output.problem)
                return
            panel.dismiss(None)
        if output.cancelled:
            self.context.report(f"{program.title}: stopped")
        elif output.problem:
            self.context.report(f"{program.title}: {output.problem}", wrong=True)
