"""Word lists in text files next to this one."""

from pathlib import Path


def read_lists(name: str) -> dict[str, str]:
    """Return the text of each section of the file ``name``, by its heading: ``[places]``.

    Lines that begin with a number sign are comments.
    """
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {heading: "\n".join(lines) for heading, lines in sections.items()}
