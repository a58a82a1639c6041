"""The interface: all that imports Textual."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.ui.app import PostilApp as PostilApp

__getattr__ = lazily(__name__, {"PostilApp": "tui.ui.app"})  # Textual: errors and other commands need none
