"""What is exported of an article, the names of the files, and their atomic writing."""

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType

from tui.domain.analysis import Analysis
from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.library import ArticleRecord
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.exchange.training import TrainingText
from tui.system.files import shown


@dataclass(frozen=True, slots=True)
class Exported:
    """One article, and all that a reader made on it.

    Attributes:
        notes: its annotations, corrections and texts.
        names: what is known of the names in the text that is shown, for the formats that hold it.
        speakers: by the annotation's id who said what it is about, where it is about a quotation.
        article: the text that is shown with its structure and its pages, or None where that is not at hand.
        analysis: the names and quotations in that text, or None where they are not known.
        pages: the pages of people, by the names that lead there; another name is its own page.
    """

    notes: ArticleRecord
    names: TrainingText
    speakers: Mapping[str, str] = field(default_factory=dict)
    article: Article | None = None
    analysis: Analysis | None = None
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """Return the author of the article, or empty."""
        return self.notes.author or (self.article.author if self.article else "")

    def placed(self) -> Iterator[tuple[Annotation, TextSpan]]:
        """Yield the annotations that have a place in the text that is shown, and that place."""
        notes = self.notes
        anchorer = Anchorer(notes.text, notes.text_hash, notes.texts.get)
        for annotation in notes.annotations:
            span = anchorer.place(annotation).anchored.span
            if span is not None:
                yield annotation, span


_LONGEST = 100
"""Code points of a name, which is cut at a word."""
_MOST_BYTES = 200
"""Bytes of a name: file systems have room for 255, with a suffix and what is written next to it."""
# What some system forbids in the names of files, or a notes program in those of pages.
_REPLACED = (
    (re.compile(r":(?=\s)"), " -"),
    (re.compile(r'["\u201c\u201d\u201e]'), "'"),
    (re.compile(r"(?<=\w)[/\\\\|:](?=\w)"), "-"),
    (re.compile(r"[/\\\\|:]"), " "),
    (re.compile(r"[<>?*#^\[\]]+"), " "),
)
_LAST_WORD = re.compile(r"\s+\S*\Z")
# What Windows takes for devices, whatever their suffix.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?=\.|\Z)", re.IGNORECASE
)


def page_name(title: str) -> str:
    """Return a title as the name of a page: legal as a file on every system, and in links of notes programs.

    Blanks, apostrophes and accents stay. ``page_name(page_name(t)) == page_name(t)`` for every title.
    """
    name = unicodedata.normalize("NFC", one_line(title, 2_000))
    for unsafe, replacement in _REPLACED:
        name = unsafe.sub(replacement, name)
    name = " ".join(name.split()).strip(_NOT_AT_ENDS)
    cut = name[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore")
    if len(cut) < len(name):
        whole = cut if name[len(cut)].isspace() else _LAST_WORD.sub("", cut)
        cut = (whole or cut).rstrip(_NOT_AT_ENDS)
    return _DEVICE.sub(r"\1-", cut, count=1) if _DEVICE.match(cut) else cut or "untitled"


_NOT_AT_ENDS = " .-~\u2026"


def base_name(name: str) -> str:
    """Return the name of a page as links have it: without the folder that a person moved it to."""
    return name.rpartition("/")[2]


class FileNames:
    """Gives names to articles. Names that differ in case or accents' encoding alone count as the same."""

    def __init__(self, found: Mapping[str, str] = MappingProxyType({}), others: Iterable[str] = ()) -> None:
        """Give the articles whose ids or sources are in ``found`` the names that they have there.

        No name that is new is one of ``others``.
        """
        self._found = found
        # Links of notes programs name a page without its folder.
        self._given = {_key(base_name(name)) for name in chain(found.values(), others)}
        self._used: set[str] = set()

    def name(self, title: str, *known_by: str) -> str:
        """Return a name without a suffix, made of the title and, where it is given already, of a number.

        ``known_by`` are what the article may be found by: its id, where it is from.
        """
        if (there := next(filter(None, map(self._found.get, known_by)), "")) and there not in self._used:
            self._used.add(there)
            return there
        base = page_name(title)
        numbered = (f"{base} {number}" for number in count(2))
        name = next(name for name in chain([base], numbered) if _key(name) not in self._given)
        self._given.add(_key(name))
        return name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class ExportError(PostilError):
    """Something could not be exported."""


def check_free(path: Path, *, force: bool) -> None:
    """Raise early what ``write_file`` would raise late.

    Raises:
        ExportError: there is such a file, and ``force`` is not given; or it cannot be one.
    """
    if path.is_dir():
        raise ExportError(f"{shown(path)}: this is a folder")
    if not path.parent.is_dir():
        raise ExportError(f"{shown(path)}: there is no folder {shown(path.parent)}")
    if path.exists() and not force and not _is_device(path):
        raise _taken(path)


def make_folder(path: Path) -> None:
    """Make sure that there is such a folder; the one that it is in must be there.

    Raises:
        ExportError: it cannot be made, or is a file.
    """
    with _explained(path):
        try:
            path.mkdir()
        except FileExistsError:
            if not path.is_dir():
                raise ExportError(f"{shown(path)}: this is a file, not a folder") from None
        except FileNotFoundError:
            raise ExportError(f"{shown(path)}: there is no folder {shown(path.parent)}") from None


def write_file(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write ``pieces`` to ``path``: next to it first, then under its name, once they are on the disk.

    Whatever goes wrong, also in making the pieces, leaves ``path`` as it was. Devices and pipes
    are written as they are; a symbolic link is followed.

    Raises:
        ExportError: it cannot be written; or there is such a file, and ``force`` is not given.
    """
    target = Path(os.path.realpath(path))
    if _is_device(target):
        with _explained(path), target.open("wb") as device:
            device.writelines(pieces)
        return
    temp = target.with_name(f".postil-{os.urandom(8).hex()}.tmp")
    try:
        with _explained(path):
            file = temp.open("xb")
        with file:
            for piece in pieces:
                with _explained(path):
                    file.write(piece)
            with _explained(path):
                file.flush()
                os.fsync(file.fileno())
        with _explained(path):
            _name(temp, target, path, force=force)
    finally:
        with contextlib.suppress(OSError):
            temp.unlink()


def _name(temp: Path, target: Path, path: Path, *, force: bool) -> None:
    if not force:
        try:
            os.link(temp, target)  # unlike a rename, it never takes the place of another file
        except FileExistsError:
            raise _taken(path) from None
        except OSError:
            # A file system without links.
            if target.exists():
                raise _taken(path) from None
        else:
            return
    temp.replace(target)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system raises into an error that names ``path``."""
    try:
        yield
    except OSError as error:
        raise ExportError(f"{shown(path)}: {error.strerror or error}") from error


def _taken(path: Path) -> ExportError:
    return ExportError(f"{shown(path)}: file exists; use --force to replace it")


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()
