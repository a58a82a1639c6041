"""Names and quotations in a text, found with spaCy in a process of its own."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.analysis.spacy_pipe import load as load

__getattr__ = lazily(__name__, {"load": "tui.analysis.spacy_pipe"})  # leads to spaCy
