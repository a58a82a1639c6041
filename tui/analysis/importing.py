"""spaCy without its command line, which no pipeline needs and which takes a third of the time of its import.

``spacy/__init__.py`` imports one function of it, ``spacy.info``, and so the libraries of a command line, of
downloads and of templates.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMAND_LINE, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, where that was not done, and leave its command line to the first who asks for it."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(_COMMAND_LINE), ModuleType(_INFO)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    absent = {_COMMAND_LINE: package, _INFO: module}
    sys.modules.update(absent)
    try:
        with suppress(ImportError, AttributeError):  # a version of spaCy that needs more of it
            import_module("spacy")
    finally:
        for name, stand_in in absent.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    import_module("spacy")


def _info(*arguments: Any, **options: Any) -> Any:
    """Do what ``spacy.info`` does."""
    return import_module(_INFO).info(*arguments, **options)


@contextmanager
def no_garbage() -> Iterator[None]:
    """Collect no garbage within: what is imported and loaded stays, and is never walked afterwards."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
