"""The formats that can be exported."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.exchange.output import Exported

if TYPE_CHECKING:
    from tui.exchange.template import Template


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which articles with their annotations are written.

    What writes it is named by its module in ``tui.exchange`` and its function, and imported when it is
    first needed: importing spaCy takes seconds.

    Attributes:
        name: what it is, for a list to choose from.
        suffix: what its files end in, with the dot.
        writer: what returns the bytes of articles in one file, in pieces; empty where each has its own.
        filer: what returns the files of one article by their suffixes, if they are other than one file.
        merger: what brings a file that was written before up to date; it returns None for another file.
        binary: whether it is nothing for a terminal.
        has_names: whether it holds corrected names as well as annotations.
        has_filing: whether it says how articles themselves are filed: their stars and tags.
        has_speakers: whether it says who said what is annotated.
        shows_article: whether it shows the article itself, with its names: it needs no annotations.
        needs_text: whether an article is nothing to it without its text.
        is_corpus: whether all articles are one file, also in a folder.
        is_page: whether its files say which article they are of, and are found by that.
        template: what its pages are like, where that is not as usual.
    """

    name: str
    suffix: str
    writer: str = ""
    filer: str = ""
    merger: str = ""
    binary: bool = False
    has_names: bool = False
    has_filing: bool = False
    has_speakers: bool = False
    shows_article: bool = False
    needs_text: bool = False
    is_corpus: bool = False
    is_page: bool = False
    template: "Template | None" = None

    @property
    def encoded(self) -> Callable[[Iterable[Exported]], Iterator[bytes]] | None:
        """Return what writes articles into one file, or None where each must have its own."""
        if self.template is not None:
            return partial(_imported("template.pages"), self.template, in_regions=bool(self.merger))
        return _imported(self.writer) if self.writer else None

    def merged(self, old: bytes, new: bytes) -> bytes | None:
        """Return a file that was written before, brought up to date; None where it is another file."""
        return _imported(self.merger)(old, new) if self.merger else None

    def files_of(self, article: Exported) -> dict[str, bytes]:
        """Return the files of one article, by their suffixes."""
        if self.filer:
            return _imported(self.filer)(article)  # type: ignore[no-any-return]
        assert self.encoded is not None
        return {self.suffix: b"".join(self.encoded([article]))}


def _imported(name: str) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(import_module(f"tui.exchange.{module}"), function)


FORMATS = {
    "md": Format("Markdown", ".md", "markdown.markdown", has_speakers=True, is_page=True),
    "jsonld": Format("Web Annotations (W3C)", ".jsonld", "webannotation.annotation_page"),
    "csv": Format("table (CSV)", ".csv", "csv_table.table", has_speakers=True),
    "jsonl": Format(
        "everything, as JSON Lines", ".jsonl", "jsonl.json_lines", has_names=True, has_filing=True
    ),
    "spacy": Format(
        "spaCy's DocBin", ".spacy", "docbin.doc_bin",
        binary=True, has_names=True, needs_text=True, is_corpus=True,
    ),
    "obsidian": Format(
        "page for Obsidian", ".md", "notebooks.obsidian", merger="pages.merging.merged_regions",
        has_speakers=True, is_page=True,
    ),
    "logseq": Format(
        "page for Logseq", ".md", "notebooks.logseq", merger="pages.merging.merged_blocks",
        has_speakers=True, is_page=True,
    ),
    "org": Format(
        "Org", ".org", "notebooks.org", merger="pages.merging.merged_headings",
        has_speakers=True, is_page=True,
    ),
    "html": Format(
        "web page, with the article", ".html", "web_page.web_page", has_speakers=True, shows_article=True
    ),
    "anki": Format("cards for Anki", ".tsv", "references.anki", has_speakers=True),
    "readwise": Format("Readwise's CSV", ".csv", "references.readwise"),
    "csl": Format("reference (CSL-JSON)", ".json", "references.csl"),
    "bibtex": Format("reference (BibTeX)", ".bib", "references.bibtex"),
    "brat": Format("brat standoff", ".ann", filer="brat.brat_files", needs_text=True),
}  # fmt: skip
"""The formats by the names that the command line has for them."""
