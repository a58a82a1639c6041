"""``postil doctor``: checks, repairs, and their report."""

import argparse
import os
import platform
import shutil
import sys
import time
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from tui import __version__
from tui.analysis.compatibility import SpacyFit, installed_spacy, spacy_fit
from tui.analysis.labels import own_label
from tui.analysis.models import Model
from tui.analysis.worker.cache import AnalysisCache
from tui.cli.arguments import Parser
from tui.domain.errors import PipelineError
from tui.domain.library import NotesHealth
from tui.domain.text.languages import language_name
from tui.domain.text.sanitize import one_line
from tui.exchange.common import json_of
from tui.library import Library
from tui.system.files import megabytes
from tui.system.terminal import NoTerminalError, check_can_draw

_PACKAGES = {
    "spacy": "spaCy",
    "onnxruntime": "ONNX Runtime",
    "tokenizers": "tokenizers",
    "py3langid": "py3langid",
    "textual": "Textual",
    "tinydb": "TinyDB",
    "trafilatura": "trafilatura",
}
"""The packages whose versions matter most, and what they are called."""
_CODE_LICENCE = "MIT"


class Section(NamedTuple):
    """One part of the report.

    Attributes:
        title: what it is about.
        facts: what JSON has of it.
        rows: what a person reads of it: names and what there is to say of them.
        problems: a line for each thing that is wrong, with what to do about it.
    """

    title: str
    facts: dict[str, Any]
    rows: list[tuple[str, str]]
    problems: tuple[str, ...] = ()


def programs() -> Section:
    """Return the versions of Postil, Python, and the packages that do most of the work."""
    versions = {package: _version(package) for package in _PACKAGES}
    python, system = platform.python_version(), platform.platform(terse=True)
    rows = [("Postil", f"{__version__} (code: {_CODE_LICENCE})"), ("Python", f"{python} on {system}")]
    rows += [(_PACKAGES[package], found or "not installed") for package, found in versions.items()]
    facts = {"postil": __version__, "licence": _CODE_LICENCE, "python": python, "platform": system}
    missing = tuple(
        f"{package} is not installed; reinstall Postil, or `pip install {package}`"
        for package, found in versions.items()
        if found is None
    )
    return Section("programs", {**facts, "packages": versions}, rows, missing)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def pipeline(library: Library) -> Section:
    """Return the pipeline in use, and whether it works."""
    try:
        model = library.model()
    except PipelineError as error:
        advice = "name another with --model, or none for the one that ships"
        return Section("pipeline", {"error": str(error)}, [("error", str(error))], (f"{error}; {advice}",))
    size = sum(_sizes(model.folder, "**/*"))
    language = language_name(model.language) if model.language else "several"
    fit, fit_in_words = _fit(model)
    licence = model.licence or "it does not say"
    if model.is_shipped:
        licence = f"{model.licence} for its weights, which are not for commercial use"
    facts = {
        "name": model.name,
        "ships": model.is_shipped,
        "language": model.language or None,
        "licence": model.licence or None,
        "bytes": size,
        "folder": str(model.folder),
        "spacy": model.spacy_version or None,
        "spacy_fit": fit.value,
    }
    rows = [
        ("name", f"{model.name}{' (the one that ships)' if model.is_shipped else ''}"),
        ("language", language),
        ("licence", licence),
        ("size", megabytes(size, 1)),
        ("folder", str(model.folder)),
        ("spaCy", fit_in_words),
    ]
    started = time.perf_counter()
    try:
        labels = library.load_labels()
    except (PipelineError, ImportError) as error:
        advice = "reinstall Postil" if model.is_shipped else "name another with --model, or none"
        facts["error"] = str(error)
        return Section("pipeline", facts, [*rows, ("loads", "no")], (f"{error}; {advice}",))
    seconds = time.perf_counter() - started
    shown = {label: own_label(label) for label in labels}
    facts |= {"seconds_to_load": round(seconds, 2), "labels": shown}
    rows += [("loads", f"in {seconds:.1f} s, spaCy included"), ("names", _names(shown))]
    return Section("pipeline", facts, rows)


def _fit(model: Model) -> tuple[SpacyFit, str]:
    try:
        here = installed_spacy()
    except PackageNotFoundError:
        return SpacyFit.OTHER_MAJOR, "not installed"
    fit = spacy_fit(model.spacy_version, here)
    needed = (
        f"made for {model.spacy_version}" if model.spacy_version else "it does not say what it is made for"
    )
    in_words = {
        SpacyFit.FITS: "fits",
        SpacyFit.OTHER_MINOR: "mostly works",
        SpacyFit.OTHER_MAJOR: "does not fit",
    }
    return fit, f"{needed}; {here} is here, which {in_words[fit]}" if model.spacy_version else needed


def _names(shown: dict[str, Any]) -> str:
    """Return the kinds of name that a pipeline finds, as we call them, and those that are not shown."""
    known = " ".join(dict.fromkeys(str(ours) for ours in shown.values() if ours)) or "it does not say which"
    left_out = [theirs for theirs, ours in shown.items() if not ours]
    return f"{known}; not shown: {' '.join(left_out)}" if left_out else known


def notes(library: Library) -> Section:
    """Count articles and annotations, and check that all their files can be read and written."""
    folder = library.data_dir
    health = library.check_notes()
    problems = list(health.problems)
    writable = _can_write(folder)
    if not writable:
        problems.append(f"{folder}: cannot be written; name another with --data-dir or $POSTIL_HOME")
    facts = {
        "folder": str(folder),
        "writable": writable,
        "articles": health.articles,
        "annotations": health.annotations,
        "corrections": health.corrections,
        "starred": health.starred,
        "archived": health.archived,
        "tagged": health.tagged,
        "drafts": health.drafts,
        "texts": health.texts,
        "set_aside": health.set_aside,
        "unreadable": len(health.problems),
    }
    rows = [
        ("folder", f"{folder}{'' if folder.is_dir() else ' (made when first needed)'}"),
        ("articles", f"{health.articles:,}{_filed(health)}"),
        ("annotations", f"{health.annotations:,}"),
        ("corrections", f"{health.corrections:,}"),
        ("drafts", f"{health.drafts:,}"),
        ("texts", f"{health.texts:,}"),
        ("files", f"{len(health.problems)} with something wrong" if health.problems else "all can be read"),
    ]
    if health.set_aside:
        quarantine = folder / "notes" / "quarantine"
        rows.append(("set aside", f"{health.set_aside:,} damaged before, stored in {quarantine}"))
    return Section("notes", facts, rows, tuple(problems))


def _filed(health: NotesHealth) -> str:
    """Say how many articles are starred, archived and tagged, as far as there are some."""
    counts = {"starred": health.starred, "archived": health.archived, "tagged": health.tagged}
    words = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
    return f" ({words})" if words else ""


def cache(library: Library) -> Section:
    """Return what is stored to be quick, and may be deleted."""
    folder = library.cache_folder
    sizes = _sizes(folder, "*.json")
    facts = {"folder": str(folder), "analyses": len(sizes), "bytes": sum(sizes)}
    rows = [("folder", str(folder)), ("analyses", f"{len(sizes):,}, {megabytes(sum(sizes), 1)}")]
    try:
        problems = tuple(
            f"{path}: this analysis is damaged; it is made again when its article is opened, or deleted by"
            " `postil doctor --repair`"
            for path in AnalysisCache(folder).damaged()
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems = (
            f"{folder}: {reason}; analyses are made again each time until it is a folder to write in",
        )
    return Section("cache", facts, rows, problems)


def repair(library: Library) -> list[str]:
    """Mend the notes, and delete analyses that are damaged; what was done, a line for each thing."""
    done = list(library.repair_notes())
    with suppress(OSError):
        for path in AnalysisCache(library.cache_folder).damaged():
            try:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
                done.append(f"{path}: this analysis was damaged and is deleted; it is made again when needed")
            except OSError as error:
                done.append(f"not repaired: {path}: {(error.strerror or str(error)).lower()}")
    return done


def terminal() -> Section:
    """Return what the environment says of the terminal."""
    term, colours = os.environ.get("TERM", ""), _colours()
    size = None
    problems: tuple[str, ...] = ()
    if sys.stdout.isatty():
        size = tuple(shutil.get_terminal_size())
        try:
            check_can_draw()
        except NoTerminalError as error:
            problems = (f"{error}; or set TERM to what your terminal is, such as xterm-256color",)
    facts = {"term": term or None, "colours": colours, "size": size, "encoding": sys.stdout.encoding}
    rows = [
        ("TERM", term or "not set"),
        ("colours", colours),
        ("size", f"{size[0]} columns, {size[1]} rows" if size else "standard output is not a terminal"),
        ("encoding", sys.stdout.encoding),
    ]
    return Section("terminal", facts, rows, problems)


def _colours() -> str:
    term = os.environ.get("TERM", "")
    if os.environ.get("NO_COLOR"):
        return "none (NO_COLOR is set)"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return "16 million"
    return "256" if "256color" in term else "16"


def _sizes(folder: Path, pattern: str) -> list[int]:
    """Return the bytes of each file in a folder that fits ``pattern``, as far as they can be looked at."""
    sizes: list[int] = []
    with suppress(OSError):
        for path in folder.glob(pattern):
            with suppress(OSError):
                sizes += [path.stat().st_size] if path.is_file() else []
    return sizes


def _can_write(folder: Path) -> bool:
    """Return whether files can be made in a folder, or it itself where it is not there yet."""
    try:
        place = next(path for path in (folder, *folder.parents) if path.exists())
        return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    except (OSError, StopIteration):
        return False


_LINE = 2_000
"""Code points of a line at most."""


def doctor_parser() -> Parser:
    """Return the parser of ``postil doctor``."""
    parser = Parser(
        "doctor",
        description="Show versions, the pipeline in use with its licence and size, folders, and whether "
        "every file of notes can be read. Changes nothing without --repair. The exit code is 1 if "
        "anything is wrong.",
    )
    parser.add_format("text", "json")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="first restore damaged files from their copies; what was found is set aside, not deleted",
    )
    return parser


def doctor(library: Library, arguments: argparse.Namespace) -> int:
    """Write the report to standard output; return 1 if anything is wrong, else 0.

    With ``--repair`` the notes are mended first, and the report is on what came of that.
    """
    repaired = [one_line(line, _LINE) for line in repair(library)] if arguments.repair else None
    sections = [programs(), pipeline(library), notes(library), cache(library), terminal()]
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
    return json_of(document, 2) + "\n"


def _text(sections: list[Section], problems: list[str], repaired: list[str] | None) -> str:
    """Return the report in columns: names on the left, what there is to say on the right."""
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
