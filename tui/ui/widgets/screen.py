"""A screen that is not styled twice when it is first shown."""

from typing import TypeVar

from textual import events
from textual.screen import Screen

ResultT = TypeVar("ResultT")


class StyledOnce(Screen[ResultT]):
    """Textual styles all that a screen holds once it is made, and again as the screen is shown.

    The second time is for what has changed while another screen was shown; at first nothing can have.
    """

    _was_shown = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Have the styles of what was just made not looked up once more."""
        event.refresh_styles = self._was_shown
        self._was_shown = True
