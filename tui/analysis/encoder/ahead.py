"""Reading an encoder while spaCy is imported: ONNX Runtime holds no lock of Python's while it works."""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tui.analysis.encoder.network import Encoder

_begun: dict[Path, _Reading] = {}


class _Reading(Thread):
    """A thread that imports ONNX Runtime and reads an encoder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="encoder", daemon=True)
        self.folder = folder
        self.encoder: Encoder | None = None

    def run(self) -> None:
        """Read it; what goes wrong is left to the one who asks, who meets it again."""
        try:
            network = import_module("tui.analysis.encoder.network")
            self.encoder = network.Encoder.read(self.folder)
        except Exception:
            pass


def read_ahead(folder: Path) -> None:
    """Begin to read the encoder in ``folder`` in a thread; ``taken`` returns it."""
    reading = _begun[folder] = _Reading(folder)
    reading.start()


def taken(folder: Path) -> Encoder | None:
    """Return the encoder whose reading was begun, once; None where it was not, or where it failed."""
    reading = _begun.pop(folder, None)
    if reading is None:
        return None
    reading.join()
    return reading.encoder
