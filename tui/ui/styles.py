"""The stylesheet, read in parts: what the first words need comes first."""

import re

from textual.css.stylesheet import Stylesheet

from tui.system.resources import resource

_FILE = "styles.tcss"
_PART = r"/\* ====.*==== \*/"
"""Begins a part of the file; parsing all of it would take a tenth of the time to the first words."""


class Styles:
    """The parts of ``styles.tcss`` that an application has not read yet."""

    def __init__(self, stylesheet: Stylesheet) -> None:
        """Read nothing yet; ``stylesheet`` is where the parts go."""
        self._stylesheet = stylesheet
        self._path = str(resource(_FILE))
        text = resource(_FILE).read_text("utf-8")
        self._first, self._few_colours, self._later = re.split(_PART, text)

    def read_first(self, few_colours: bool) -> None:
        """Read what is on the screen with the first words."""
        self._read(self._first, "first")
        if few_colours:
            self._read(self._few_colours, "few colours")

    def read_all(self) -> None:
        """Read all that was not read yet."""
        self._read(self._first, "first")
        self._read(self._few_colours, "few colours")
        self._read(self._later, "later")

    def _read(self, part: str, name: str) -> None:
        self._stylesheet.add_source(part, (self._path, name))
