"""Lists and facts in text files, by section."""

from pathlib import Path


def read_lists(path: Path) -> dict[str, str]:
    """Return the text of each section of a file, by its heading: ``[places]``.

    Lines that begin with a number sign are comments.
    """
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {heading: "\n".join(lines) for heading, lines in sections.items()}
