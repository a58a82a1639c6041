"""What keys do wherever one is, unless what one is in takes them."""

from textual.binding import Binding

EVERYWHERE = (
    Binding("t", "themes", "Theme", id="view.theme", show=False, tooltip="Choose the colours"),
    Binding("question_mark,f1", "help", "Help", id="help", tooltip="The keys that act here"),
    Binding("q", "quit", "Quit", id="quit"),
    Binding("ctrl+q", "quit", "Quit, from anywhere", id="quit.always", show=False, priority=True),
    Binding(
        # Not ctrl+z: that is undo, as in the field that notes are written in.
        "alt+z", "suspend_process", "Suspend", id="suspend", show=False,
        tooltip="Back to the shell; fg goes on here",
    ),
    Binding(
        "ctrl+p", "command_palette", "palette", id="palette", show=False, priority=True,
        tooltip="All that can be done here, by name",
    ),
    # Without priority: in a field it is a sign like others.
    Binding("colon", "command_palette", "palette", id="palette.colon", show=False),
)  # fmt: skip
"""The bindings of the application."""
