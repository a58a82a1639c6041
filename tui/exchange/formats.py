"""The formats that can be exported."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tui import exchange
from tui.exchange.brat import brat_files
from tui.exchange.csv_table import table
from tui.exchange.jsonl import json_lines
from tui.exchange.markdown import markdown
from tui.exchange.merging import merged
from tui.exchange.notebooks import logseq, obsidian, org
from tui.exchange.output import Exported
from tui.exchange.references import anki, bibtex, csl, readwise
from tui.exchange.webannotation import annotation_page


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which articles with their annotations are written.

    Attributes:
        suffix: what its files end in, with the dot.
        encoded: the bytes of articles in one file, in pieces; None where each must have its own.
        files: the files of one article by their suffixes, if they are other than one ``encoded``.
        binary: whether it is nothing for a terminal.
        has_names: whether it holds corrected names as well as annotations.
        has_filing: whether it says how articles themselves are filed: their stars and tags.
        has_speakers: whether it says who said what is annotated.
        needs_text: whether an article is nothing to it without its text.
        is_corpus: whether all articles are one file, also in a folder.
        merged: brings a file that was written before up to date; None from it where it is another file.
    """

    suffix: str
    encoded: Callable[[Iterable[Exported]], Iterator[bytes]] | None
    files: Callable[[Exported], dict[str, bytes]] | None = None
    binary: bool = False
    has_names: bool = False
    has_filing: bool = False
    has_speakers: bool = False
    needs_text: bool = False
    is_corpus: bool = False
    merged: Callable[[bytes, bytes], bytes | None] | None = None

    def files_of(self, article: Exported) -> dict[str, bytes]:
        """Return the files of one article, by their suffixes."""
        if self.files is not None:
            return self.files(article)
        assert self.encoded is not None
        return {self.suffix: b"".join(self.encoded([article]))}


FORMATS = {
    "md": Format(".md", markdown, has_speakers=True),
    "jsonld": Format(".jsonld", annotation_page),
    "csv": Format(".csv", table, has_speakers=True),
    "jsonl": Format(".jsonl", json_lines, has_names=True, has_filing=True),
    "spacy": Format(
        ".spacy",
        lambda articles: exchange.doc_bin(
            articles
        ),  # importing spaCy takes seconds: not before this is called
        binary=True,
        has_names=True,
        needs_text=True,
        is_corpus=True,
    ),
    "obsidian": Format(".md", obsidian, has_speakers=True, merged=merged),
    "logseq": Format(".md", logseq, has_speakers=True),
    "org": Format(".org", org, has_speakers=True),
    "anki": Format(".tsv", anki, has_speakers=True),
    "readwise": Format(".csv", readwise),
    "csl": Format(".json", csl),
    "bibtex": Format(".bib", bibtex),
    "brat": Format(".ann", None, files=brat_files, needs_text=True),
}
"""The formats by the names that the command line has for them."""
