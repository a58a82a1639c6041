"""Annotated corpora: JSON Lines, one document per line, labels as ``tui.domain.analysis.Label`` has them.

    {"id", "source", "license", "text", "spans": [[start, end, label], ...],
     "missing": [labels that the source does not annotate],
     "missing_spans": [[start, end], ...]}

Offsets are code points of ``text``; spans are sorted and disjoint. ``missing_spans`` is text of
which nothing is known: it may or may not be a name.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tui.domain.analysis import Label, Mention
from tui.domain.errors import PostilError
from tui.domain.span import TextSpan


class CorpusError(PostilError):
    """A folder or file of training data does not fit."""


@dataclass(frozen=True)
class CorpusDocument:
    """One annotated text.

    Attributes:
        id: unique among the corpora.
        text: natural text, its paragraphs divided by line feeds.
        mentions: the names, sorted and disjoint.
        unknown: stretches of which the annotation says nothing.
        missing: labels that the source does not annotate.
        source, license: where it comes from, as the corpus states it.
    """

    id: str
    text: str
    mentions: tuple[Mention, ...]
    unknown: tuple[TextSpan, ...] = ()
    missing: frozenset[Label] = field(default_factory=frozenset)
    source: str = ""
    license: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its licence allows any use: it does not say "NC"."""
        return "-NC" not in self.license.upper()


def corpus_files(folder: Path) -> dict[str, Path]:
    """The corpora in ``folder``, ``*.jsonl`` or ``*.jsonl.gz``, by name and in the order of their names.

    Raises:
        CorpusError: there is none.
    """
    paths = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
    if not paths:
        raise CorpusError(f"{folder}: no *.jsonl or *.jsonl.gz files there")
    return {path.name.partition(".")[0]: path for path in paths}


def read_corpus(path: Path) -> Iterator[CorpusDocument]:
    """The documents of one file.

    Raises:
        CorpusError: it cannot be read, or a line is not what it should be.
    """
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for line in lines:
                number += 1
                if line.strip():
                    yield _document(json.loads(line))
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}:{number}: not a document of a corpus: {error}") from error


def _document(record: dict[str, object]) -> CorpusDocument:
    spans, unknown = record["spans"], record.get("missing_spans", [])
    missing, text = record.get("missing", []), record["text"]
    if not (isinstance(spans, list) and isinstance(unknown, list) and isinstance(missing, list)):
        raise TypeError("spans, missing and missing_spans must be lists")
    if not isinstance(text, str):
        raise TypeError("the text must be a string")
    return CorpusDocument(
        str(record["id"]),
        text,
        tuple(Mention(start, end, Label(label)) for start, end, label in spans),
        tuple(TextSpan(start, end) for start, end in unknown),
        frozenset(Label(label) for label in missing),
        str(record.get("source", "")),
        str(record.get("license", "")),
    )


def share(identity: str) -> float:
    """A number from 0 to 1 that ``identity`` alone decides: divides documents the same way every time."""
    return int.from_bytes(hashlib.md5(identity.encode(), usedforsecurity=False).digest()[:4]) / 2**32
