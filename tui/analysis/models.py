"""Pipelines of spaCy on disk: find one, and read what its ``meta.json`` says of it."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from tui.domain.errors import PipelineError
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line

SHIPPED = Path(__file__).with_name("postil_en")
"""The folder of the pipeline that comes with Postil."""

OWN_CONVENTIONS = "postil"
"""What ``meta.json`` says under ``conventions`` in pipelines that were trained for Postil."""

_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_REVISION = b"16"
"""Of the rules and weights beside the pipeline: raise it where stored analyses are to be made again."""


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy pipeline on disk.

    Attributes:
        folder: the one that holds its ``meta.json``.
        package: the name of the Python package it is installed as, or empty.
        name: name and version, such as ``postil_en 1.0.0``.
        key: differs from that of every other pipeline, also of a newer one of the same name and version.
        is_own: whether it was trained to Postil's own idea of a name (see ``tui.analysis.training``).
        is_shipped: whether it is the one that comes with Postil, and the reader chose no other.
        language: the code of its language (see ``tui.domain.text.languages``), empty if it has many.
        spacy_version: the versions of spaCy that it was made for, such as ``>=3.8.0,<3.9.0``, or empty.
        requirements: the packages that it asks for, such as ``spacy-transformers>=1.3``.
        licence: what it says of its licence, or empty.
    """

    folder: Path
    package: str
    name: str
    key: str
    is_own: bool
    is_shipped: bool = False
    language: str = ""
    spacy_version: str = ""
    requirements: tuple[str, ...] = ()
    licence: str = ""


def cache_key(model: Model, chosen: str = "", declared: str = "") -> str:
    """Return the key under which an analysis is cached: the pipeline, and what is known of the language.

    Args:
        model: the pipeline.
        chosen: the code of the language that the reader says the text is in, or empty.
        declared: that which the source of the text declares, or empty.
    """
    parts = (model.key, chosen and f"said {chosen}", declared and f"declared {declared}")
    return " ".join(filter(None, parts))


def find_model(model: str | None) -> Model:
    """Return the pipeline that ``model`` means: a folder, an installed package, or with None the shipped one.

    Raises:
        PipelineError: there is none, or it is no spaCy pipeline.
    """
    if model is None:
        return replace(_read_meta(SHIPPED, "", str(SHIPPED)), is_shipped=True)
    shown = one_line(model, 120)
    if not shown:
        raise PipelineError("no pipeline can have an empty name")
    if _PACKAGE.fullmatch(model):
        folder = _package_folder(model.replace("-", "_"))
        if folder is not None:
            return _read_meta(folder, model.replace("-", "_"), shown)
    try:
        is_folder, exists = Path(model).is_dir(), Path(model).exists()
    except (OSError, ValueError):
        is_folder = exists = False
    if is_folder:
        return _read_meta(Path(model).absolute(), "", shown)
    if exists:
        raise PipelineError(f"{shown}: not a folder; a spaCy pipeline is a folder or an installed package")
    if _PACKAGE.fullmatch(model):
        raise PipelineError(
            f"{shown}: no spaCy pipeline of that name is installed, and there is no such folder"
        )
    raise PipelineError(f"{shown}: no such folder, so no spaCy pipeline to load")


def _package_folder(package: str) -> Path | None:
    """Return the folder of an installed pipeline, or None where no such package is installed."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    if (folder / "config.cfg").is_file() or not (folder / "meta.json").is_file():
        return folder
    # spaCy's packages have the pipeline in a folder NAME-VERSION next to a copy of meta.json.
    inner = sorted(child.parent for child in folder.glob(f"{package}-*/config.cfg"))
    return inner[-1] if inner else folder


def _read_meta(folder: Path, package: str, shown: str) -> Model:
    path = folder / "meta.json"
    try:
        content = path.read_bytes()
        stamp = path.stat().st_mtime_ns
        meta = json.loads(content)
        parts = [str(meta[field]) for field in ("lang", "name", "version")]
    except FileNotFoundError:
        raise PipelineError(f"{shown}: not a spaCy pipeline: it has no meta.json") from None
    except OSError as error:
        raise PipelineError(f"{shown}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(
            f"{shown}: not a spaCy pipeline: its meta.json is not what it should be"
        ) from error
    language, name, version = (one_line(part, 60) for part in parts)
    # spaCy puts the language first ("en_core_web_sm"); ours has it in its name already.
    full = f"{name if name.endswith(f'_{language}') else f'{language}_{name}'} {version}"
    key = f"{full} {zlib.crc32(content + str(stamp).encode() + _REVISION):08x}"
    return Model(
        folder,
        package,
        full,
        key,
        is_own=meta.get("conventions") == OWN_CONVENTIONS,
        language=language_code(language),
        spacy_version=_line(meta.get("spacy_version")),
        requirements=_lines(meta.get("requirements")),
        licence=_line(meta.get("license")),
    )


def _line(value: object) -> str:
    return one_line(value, 80) if isinstance(value, str) else ""


def _lines(value: object) -> tuple[str, ...]:
    return tuple(map(_line, value[:20])) if isinstance(value, list) else ()
