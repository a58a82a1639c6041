"""One article's notes written to a file, in the form that its name asks for."""

import json
from pathlib import Path

import pytest

from tests.support.app import SUMMIT
from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, describe
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.text.spans import TextSpan
from tui.exchange.output import ExportError
from tui.library import Library
from tui.library.export import export_notes, is_taken, proposed_name


def test_the_name_gives_the_form_and_nothing_is_replaced_unasked(library: Library, tmp_path: Path) -> None:
    article = library.open(SUMMIT)
    assert (
        proposed_name(article) == "London talks seek a way forward for Ukraine after the White House row.md"
    )
    with pytest.raises(ExportError, match="nothing has been noted"):
        export_notes(library, article, str(tmp_path / "x.md"), False)
    start = article.text.index('"once-in')
    span = TextSpan(start, start + 30)
    library.annotate(article, Annotation(describe(article.text, span, article.text_hash), note="mine"))
    library.correct(article, Correction(CorrectionKind.RELABEL, EntityName(Label.ORG, "NATO"), Label.LOC))
    for name in ("x.md", "x.csv", "x.jsonld", "x.JSONL"):
        path = str(tmp_path / name)
        assert not is_taken(path)
        assert export_notes(library, article, path, False) == path
        assert "mine" in Path(path).read_text()
        assert is_taken(path)
        with pytest.raises(ExportError, match="file exists"):
            export_notes(library, article, path, False)
        assert export_notes(library, article, path, True) == path
    assert "Keir Starmer" in (tmp_path / "x.md").read_text()
    assert json.loads((tmp_path / "x.JSONL").read_text())["missing_spans"] != [78, 82]


@pytest.mark.parametrize(
    ("typed", "reported"),
    [
        ("notes.txt", "must end in one of .md, .html, .org, .jsonld, .csv, .jsonl, .tsv, .json, .bib"),
        ("~nobody-at-all/x.md", "home"),
        ("/no/such/folder/x.md", "there is no folder"),
    ],
)
def test_what_is_no_place_for_it_is_reported_in_a_line(library: Library, typed: str, reported: str) -> None:
    article = library.open(SUMMIT)
    span = TextSpan(0, 6)
    library.annotate(article, Annotation(describe(article.text, span, article.text_hash), note="mine"))
    assert not is_taken(typed)
    with pytest.raises(ExportError, match=reported):
        export_notes(library, article, typed, False)
