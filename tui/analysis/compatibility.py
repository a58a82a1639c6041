"""Whether a pipeline fits the spaCy that is installed, and why one could not be loaded.

Apart from ``models``, which the reader's own process imports: comparing versions takes a while to import.
"""

import re
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from tui.analysis.models import Model
from tui.domain.errors import PipelineError
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
    """The comparison of the spaCy that a pipeline was made for with the one that is installed."""

    FITS = "fits"
    OTHER_MINOR = "other minor version"
    """Such pipelines mostly work, and sometimes less well."""
    OTHER_MAJOR = "other major version"
    """Such pipelines are built differently."""


def installed_spacy() -> str:
    """Return the version of the spaCy that is installed, without importing it."""
    return version("spacy")


def spacy_fit(needed: str, here: str) -> SpacyFit:
    """Compare a range of versions such as ``>=3.7.2,<3.8.0`` with the version ``here``.

    What cannot be read as a range, and an empty one, fits.
    """
    try:
        versions = SpecifierSet(needed if not needed[:1].isdigit() else f"=={needed}")
        if versions.contains(here, prereleases=True):
            return SpacyFit.FITS
        # A lower bound, where there is one, is what the pipeline was made with.
        bounds = [bound for bound in versions if bound.operator in (">=", ">", "==", "~=")] or list(versions)
        majors = {Version(bound.version.removesuffix(".*")).major for bound in bounds}
    except (InvalidSpecifier, InvalidVersion):
        return SpacyFit.FITS
    return SpacyFit.OTHER_MINOR if Version(here).major in majors else SpacyFit.OTHER_MAJOR


def check_readable(model: Model, shown: str) -> None:
    """Make sure that a pipeline is of this spaCy's kind, before it is loaded.

    Args:
        shown: what the reader called it.

    Raises:
        PipelineError: it is not.
    """
    if spacy_fit(model.spacy_version, installed_spacy()) is SpacyFit.OTHER_MAJOR:
        raise PipelineError(f"{shown}: this pipeline {_made_for(model)}")
    if not (model.folder / "config.cfg").is_file():
        raise PipelineError(f"{shown}: not a whole spaCy pipeline: it has no config.cfg")


def loading_error(model: Model, shown: str, error: Exception) -> PipelineError:
    """Return the error to report when spaCy could not load a pipeline."""
    message = str(error)
    missing = _NO_COMPONENT.search(message) or _NO_FUNCTION.search(message)
    if missing:
        what = "component" if missing.re is _NO_COMPONENT else "function"
        reason = f"needs the {what} {one_line(missing[1], 80)}, which is not installed here"
        if packages := _missing_packages(model):
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


def _missing_packages(model: Model) -> list[str]:
    """Return the packages that a pipeline asks for and that are not installed, as it asks for them."""
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
    """Return the first sentence of one of spaCy's messages, without its code."""
    line = one_line(_CODE.sub("", message.strip()), 600)
    return one_line(_SENTENCE_END.split(line, 1)[0], 160).rstrip(".:")
