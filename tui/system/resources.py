"""Find the files that travel with the program: the stylesheet and the sample articles."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the path of ``name`` (``styles.tcss``, ``seeds``) for this installation.

    A wheel carries these files inside the package; a checkout has them next to it. An
    editable install must read the checkout's files, so ``importlib.resources`` would not do.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (PACKAGE, PACKAGE.parent):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name}: missing from this installation of Postil")


def samples() -> tuple[Path, ...]:
    """Return the articles that come with Postil, in the order of their names."""
    try:
        found = resource("seeds").iterdir()
    except OSError:
        return ()
    return tuple(sorted(path for path in found if path.suffix in (".txt", ".md", ".html")))
