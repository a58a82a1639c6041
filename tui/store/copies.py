"""One of the two files that hold the notes of an article, as it was found."""

from dataclasses import dataclass, field
from pathlib import Path

from tui.store.contents import Contents, contents_of
from tui.store.storage import Damaged, Tables, decode, migrated
from tui.system import files


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the two files that hold the notes of an article, as it was found.

    Attributes:
        path: the file.
        data: its bytes, or None where there is no such file.
        damage: what is wrong with it, in words, or empty.
        tables, contents: what it holds, in the format of this program; empty unless the file is
            there and good.
        is_old: whether an older program wrote it.
    """

    path: Path
    data: bytes | None = None
    damage: str = ""
    tables: Tables | None = None
    contents: Contents = field(default_factory=Contents)
    is_old: bool = False

    @property
    def good(self) -> bool:
        """Return whether the file is there and can be used."""
        return self.tables is not None


def read_copy(path: Path, key: str) -> Copy:
    """Return what ``path`` holds for the article with this key, as it was found.

    Raises:
        OSError: it is there and cannot be read.
    """
    data = files.read(path)
    return Copy(path) if data is None else copy_of(path, data, key)


def copy_of(path: Path, data: bytes, key: str) -> Copy:
    """Return what ``data``, the bytes of ``path``, holds for the article with this key."""
    try:
        found = decode(data)
        tables = migrated(found)
        return Copy(path, data, "", tables, contents_of(tables, key), tables is not found)
    except Damaged as damage:
        return Copy(path, data, damage=str(damage))
