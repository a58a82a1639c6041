import gzip
import json
from pathlib import Path

import pytest

from tui.analysis.training.corpora import CorpusDocument, CorpusError, corpus_files, read_corpus, share
from tui.domain.analysis import Label, Mention
from tui.domain.text.spans import TextSpan

RECORD = {
    "id": "a/1",
    "source": "a",
    "license": "none",
    "text": "Ada left\nUtopia on Monday.",
    "spans": [[0, 3, "PERSON"], [9, 15, "LOC"]],
    "missing": ["FAC"],
    "missing_spans": [[19, 25]],
}


def test_a_corpus_is_read_packed_and_unpacked(tmp_path: Path) -> None:
    line = json.dumps(RECORD)
    (tmp_path / "plain.jsonl").write_text(f"{line}\n\n{line}\n")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "notes.txt").write_text("not a corpus")
    files = corpus_files(tmp_path)
    assert list(files) == ["packed", "plain"]
    document = CorpusDocument(
        "a/1",
        RECORD["text"],  # type: ignore[arg-type]
        (Mention(0, 3, Label.PERSON), Mention(9, 15, Label.LOC)),
        (TextSpan(19, 25),),
        frozenset({Label.FAC}),
        "a",
        "none",
    )
    assert list(read_corpus(files["packed"])) == [document]
    assert list(read_corpus(files["plain"])) == [document, document]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"id": 1, "text": 2, "spans": []}',
        '{"id": 1, "text": "a", "spans": [[0, 1, "ROBOT"]]}',
    ],
)
def test_a_line_that_is_no_document_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.jsonl").write_text(f"{json.dumps(RECORD)}\n{line}\n")
    with pytest.raises(CorpusError, match=r"bad\.jsonl:2: "):
        list(read_corpus(tmp_path / "bad.jsonl"))


def test_a_folder_without_corpora_and_a_file_that_is_not_packed_are_reported(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*\.jsonl"):
        corpus_files(tmp_path)
    (tmp_path / "a.jsonl.gz").write_text("plain")
    with pytest.raises(CorpusError, match=r"a\.jsonl\.gz"):
        list(read_corpus(tmp_path / "a.jsonl.gz"))


def test_a_share_is_the_same_every_time_and_spreads() -> None:
    shares = [share(f"document {number}") for number in range(1000)]
    assert shares == [share(f"document {number}") for number in range(1000)]
    assert all(0 <= part < 1 for part in shares)
    assert 400 < sum(part < 0.5 for part in shares) < 600


def test_a_licence_that_says_nc_is_not_open() -> None:
    def document(licence: str) -> CorpusDocument:
        return CorpusDocument("x", "", (), license=licence)

    assert document("CC BY-SA 4.0").is_open
    assert not document("text CC BY-NC-SA 3.0, annotations CC BY 4.0").is_open
