"""Modules that are imported when something in them is first asked for."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from threading import Thread
from typing import Any


def lazily(module: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` (PEP 562) of a module that imports each name on first use.

    What start-up does not need costs it nothing so, and the module names in one table where each thing
    is; types come from imports under ``TYPE_CHECKING``.

    Args:
        module: the name of the module that offers the names: its ``__name__``.
        homes: the module in which each name is defined, by the name.
    """

    def attribute(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return getattr(import_module(home), name)

    return attribute


def import_in_background(modules: Iterable[str]) -> None:
    """Import modules in a thread of their own, so that what needs them first need not wait."""

    def work() -> None:
        for module in modules:
            import_module(module)

    Thread(target=work, name="imports", daemon=True).start()
