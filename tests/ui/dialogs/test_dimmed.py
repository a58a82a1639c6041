"""What lies below a dialog looks as Textual would have it look, also after it changed."""

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.renderables.background_screen import BackgroundScreen
from textual.widgets import Static

from tui.ui.dialogs.base import Dialog


class Empty(Dialog[None]):
    """A dialog with nothing in it."""

    def body(self) -> list[Static]:
        return []


class Below(App[None]):
    """Text of several colours, one of them a link."""

    CSS = "Empty { background: $background 60%; }"

    def compose(self) -> ComposeResult:
        yield Static("[red]red[/] [b on blue]blue[/] 漢字 [@click=app.bell]ring[/]", id="text")


def cells(lines: list[list[Segment]]) -> list[list[tuple[str, object]]]:
    return [[(point, style) for text, style, _ in line for point in text] for line in lines]


async def test_it_is_as_textual_dims_it() -> None:
    async with Below().run_test(size=(40, 5)) as pilot:
        app, dialog = pilot.app, Empty()
        await app.push_screen(dialog)
        for words in (None, "other [green]words[/]"):
            if words:
                app.screen_stack[0].query_one("#text", Static).update(words)
            await pilot.pause()
            dialog.query_one(".dialog").display = False
            await pilot.pause()
            expected = BackgroundScreen(app.screen_stack[0], dialog.styles.background)
            wanted = Segment.split_lines(app.console.render(expected, app.console_options))
            shown = [list(dialog.render_line(row)) for row in range(5)]
            assert cells(shown) == cells(list(wanted)[:5])
