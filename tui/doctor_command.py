"""``postil doctor``: what is installed, which pipeline is in use, and whether all that is kept is well."""

import argparse
import json
import sys
from typing import Any

from tui.cli.doctor import Section, check_all, repair
from tui.domain.text.sanitize import one_line
from tui.library import Library

_LINE = 2_000
"""Code points of a line at most."""


def doctor(library: Library, arguments: argparse.Namespace) -> int:
    """Write the report to standard output; the exit code is 1 if anything is wrong.

    With ``--repair`` the notes are mended first, and the report is on what came of that.
    """
    repaired = [one_line(line, _LINE) for line in repair(library)] if arguments.repair else None
    sections = check_all(library)
    problems = [one_line(problem, _LINE) for section in sections for problem in section.problems]
    report = (_json if arguments.format == "json" else _text)(sections, problems, repaired)
    sys.stdout.buffer.write(report.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 1 if problems else 0


def _json(sections: list[Section], problems: list[str], repaired: list[str] | None) -> str:
    document: dict[str, Any] = {section.title: section.facts for section in sections}
    if repaired is not None:
        document["repaired"] = repaired
    document["problems"] = problems
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(sections: list[Section], problems: list[str], repaired: list[str] | None) -> str:
    """The report in columns: names on the left, what there is to say on the right."""
    width = max(len(name) for section in sections for name, _ in section.rows)
    lines = []
    for section in sections:
        lines.append(section.title.capitalize())
        lines += [f"  {name:<{width}}  {one_line(value, _LINE)}" for name, value in section.rows]
        lines.append("")
    if repaired is not None:
        lines += ["Repaired:", *(f"- {line}" for line in repaired or ["nothing: no file needed it"]), ""]
    if problems:
        lines.append(f"{len(problems)} {'thing is' if len(problems) == 1 else 'things are'} wrong:")
        lines += [f"- {problem}" for problem in problems]
    else:
        lines.append("All is well.")
    return "\n".join(lines) + "\n"
