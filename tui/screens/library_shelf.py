"""The library's screen, filled from the library."""

from tui.library import Library
from tui.screens.library import LibraryScreen


def library_screen(library: Library) -> LibraryScreen:
    """The screen of what was read, newest first, and of the samples."""
    samples = tuple((path.stem.replace("-", " ").capitalize(), str(path)) for path in library.samples())
    return LibraryScreen(library.recent(), samples)
