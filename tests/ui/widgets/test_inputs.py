"""Fields for words: what is pasted into them."""

import pytest
from textual import events
from textual.widgets import Input

from tests.support.widgets import WidgetApp
from tui.ui.dialogs.tag_editor import TagField
from tui.ui.widgets.inputs import WordsInput


@pytest.mark.parametrize(
    ("field", "pasted", "value"),
    [
        (WordsInput, "Price (in\n$) was", "a Price (in $) was z"),
        (WordsInput, "  one line ", "a   one line  z"),
        (WordsInput, "\n\n  over \n\n lines\t\n", "a over lines z"),
        (WordsInput, "", "a  z"),
        (TagField, "one\ntwo words\n\n#C#\n", "a one, two words, #C# z"),
    ],
)
async def test_all_the_lines_that_are_pasted_are_taken(field: type[Input], pasted: str, value: str) -> None:
    async with WidgetApp().run_test() as pilot:
        widget = field("a X z", select_on_focus=False)
        await pilot.app.mount(widget)
        widget.focus()
        await pilot.pause()
        widget.selection = type(widget.selection)(2, 3)
        pilot.app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert widget.value == value
