"""``postil``: read an article in the terminal, or choose one from the library."""

import argparse

from tui import ui
from tui.config.file import config_path
from tui.config.preferences import Preferences
from tui.domain.errors import PostilError
from tui.library import Library
from tui.system.latency import begin
from tui.system.terminal import check_can_draw, keyboard_and_screen


def read(library: Library, arguments: argparse.Namespace) -> int:
    """Show the article at ``arguments.locations``, or the library if none is named; return the exit code.

    Textual is imported last, so that an error, such as a file that is not there, comes at once.

    Raises:
        PostilError: the config file that is named is not there, the article cannot be opened, or there
            is no terminal to draw on.
    """
    begin()
    config = config_path(arguments.config)
    if arguments.config and not config.exists():
        raise PostilError(f"{config}: there is no such config file")
    article = None
    if arguments.locations:
        article = library.open(arguments.locations[0])
    check_can_draw()
    preferences = Preferences.load(config, library.data_dir)
    with keyboard_and_screen():
        return ui.PostilApp(library, article, preferences).run_reader()
