"""Find a model, check that it fits."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, replace
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from tui.domain.errors import PipelineError
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line

_CODE = re.compile(r"\A\[[EW]\d+\] ")
_SENTENCE_END = re.compile(r"(?<=[.:])\s")
_NO_COMPONENT = re.compile(r"Can't find factory for '([^']{1,200})'")
_NO_FUNCTION = re.compile(r"Could not find function '([^']{1,200})'")
# What srsly and numpy say of a file that ends too early or holds something else.
_DAMAGED = re.compile(
    r"[Uu]npack|exceeds max_|EOF: reading|when decoding|Expected object|Trailing data|invalid load key"
)


class SpacyFit(Enum):
    """How the spaCy that a pipeline was made for compares with the one that is installed."""

    FITS = "fits"
    OTHER_MINOR = "other minor version"
    """Such pipelines mostly work, and sometimes less well."""
    OTHER_MAJOR = "other major version"
    """Such pipelines are built differently."""


def installed_spacy() -> str:
    """The version of spaCy here, told without importing it."""
    return version("spacy")


def spacy_fit(needed: str, here: str) -> SpacyFit:
    """How a range of versions such as ``>=3.7.2,<3.8.0`` compares with the version ``here``.

    What cannot be read as a range, and an empty one, fits.
    """
    try:
        versions = SpecifierSet(needed if not needed[:1].isdigit() else f"=={needed}")
        if versions.contains(here, prereleases=True):
            return SpacyFit.FITS
        # Where there is a lower bound it tells what the pipeline was made with.
        bounds = [bound for bound in versions if bound.operator in (">=", ">", "==", "~=")] or list(versions)
        majors = {Version(bound.version.removesuffix(".*")).major for bound in bounds}
    except (InvalidSpecifier, InvalidVersion):
        return SpacyFit.FITS
    return SpacyFit.OTHER_MINOR if Version(here).major in majors else SpacyFit.OTHER_MAJOR


def check_readable(model: Model, shown: str) -> None:
    """Make sure that a pipeline is of this spaCy's kind, before it is loaded.

    Args:
        shown: what the person called it.

    Raises:
        PipelineError: it is not.
    """
    if spacy_fit(model.spacy_version, installed_spacy()) is SpacyFit.OTHER_MAJOR:
        raise PipelineError(f"{shown}: this pipeline {_made_for(model)}")
    if not (model.folder / "config.cfg").is_file():
        raise PipelineError(f"{shown}: not a whole spaCy pipeline: it has no config.cfg")


def loading_error(model: Model, shown: str, error: Exception) -> PipelineError:
    """What to tell when spaCy could not load a pipeline."""
    message = str(error)
    missing = _NO_COMPONENT.search(message) or _NO_FUNCTION.search(message)
    if missing:
        what = "component" if missing.re is _NO_COMPONENT else "function"
        reason = f"needs the {what} {one_line(missing[1], 80)}, which is not installed here"
        if packages := missing_packages(model):
            reason += f"; it asks for {', '.join(packages)}"
        return PipelineError(f"{shown}: this spaCy pipeline {reason}")
    if isinstance(error, ImportError):
        return PipelineError(
            f"{shown}: this spaCy pipeline needs what is not installed here: {_first(message)}"
        )
    reason = _reason(model, error)
    if spacy_fit(model.spacy_version, installed_spacy()) is SpacyFit.OTHER_MINOR:
        reason += f"; it {_made_for(model)}"
    return PipelineError(f"{shown}: cannot be loaded as a spaCy pipeline: {reason}")


def missing_packages(model: Model) -> list[str]:
    """The packages that a pipeline asks for and that are not installed, as it asks for them."""
    missing = []
    for wanted in model.requirements:
        try:
            version(Requirement(wanted).name)
        except (InvalidRequirement, ValueError):
            continue
        except PackageNotFoundError:
            missing.append(wanted)
    return missing


def _made_for(model: Model) -> str:
    return f"is made for spaCy {model.spacy_version}, and {installed_spacy()} is installed here"


def _reason(model: Model, error: Exception) -> str:
    if isinstance(error, FileNotFoundError) and error.filename:
        path = Path(str(error.filename))
        name = path.relative_to(model.folder) if path.is_relative_to(model.folder) else path
        return f"{one_line(str(name), 80)} is missing"
    if _DAMAGED.search(str(error)):
        return f"a file in it is damaged ({_first(str(error))})"
    return _first(str(error)) or type(error).__name__


def _first(message: str) -> str:
    """The first sentence of one of spaCy's messages, without its code."""
    line = one_line(_CODE.sub("", message.strip()), 600)
    return one_line(_SENTENCE_END.split(line, 1)[0], 160).rstrip(".:")


SHIPPED = Path(__file__).with_name("postil_en")
"""The folder of the pipeline that comes with Postil."""

OWN_CONVENTIONS = "postil"
"""What ``meta.json`` says under ``conventions`` in pipelines of our own training."""

_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy pipeline on disk.

    Attributes:
        folder: the one that holds its ``meta.json``.
        package: the name of the Python package it is installed as, or empty.
        name: name and version, such as ``postil_en 1.0.0``.
        key: tells it from every other pipeline, also from a newer one of the same name and version.
        is_own: whether it was trained to Postil's own idea of a name (see ``tui.analysis.training``).
        is_shipped: whether it is the one that comes with Postil, and nobody asked for another.
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


def find_model(model: str | None) -> Model:
    """The pipeline that ``model`` means: a folder, an installed package, or with None the shipped one.

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


def model_name(model: str | None) -> str:
    """Name and version of the pipeline that ``model`` means, such as ``postil_en 1.0.0``.

    Raises:
        PipelineError: there is none, or it is no spaCy pipeline.
    """
    return find_model(model).name


def _package_folder(package: str) -> Path | None:
    """Where the data of an installed pipeline lies, or None where no such package is installed."""
    from importlib.util import find_spec  # noqa: PLC0415 - only where a package was asked for

    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    if (folder / "config.cfg").is_file() or not (folder / "meta.json").is_file():
        return folder
    # spaCy's packages keep the pipeline in a folder NAME-VERSION beside a copy of meta.json.
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
    key = f"{full} {zlib.crc32(content + str(stamp).encode()):08x}"
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
