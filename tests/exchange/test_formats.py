"""Training data is read as it was meant: by the project's own training command, and by spaCy."""

import json
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from tui.analysis.training.corpora import read_corpus
from tui.domain.analysis import Analysis, Entity, Label, Mention
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.library import ArticleRecord
from tui.domain.text.spans import TextSpan
from tui.exchange.formats import FORMATS
from tui.exchange.output import Exported
from tui.exchange.training import TrainingText, partly_seen, wholly_seen

TEXT = "Kharkiv is far, May is near: Acme-led Lvivs sang of Kharkiv."
KHARKIV = Mention(0, 7, Label.LOC)
MAY = TextSpan(16, 19)
ACME = Mention(29, 33, Label.ORG)
IN_A_WORD = Mention(38, 42, Label.LOC)
SEEN = ReviewedSpans((KHARKIV, ACME, IN_A_WORD), (MAY,))


@st.composite
def texts(draw: st.DrawFn) -> TrainingText:
    """Any text, stretches of which are names, no names, or unknown."""
    text = draw(st.text(st.sampled_from("ab B-.’é東\u0301 \n"), max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    stretches = [TextSpan(*pair) for pair in pairwise(cuts)]
    names, nameless = [], []
    for stretch in stretches:
        kind = draw(st.integers(0, 2))
        if kind == 1:
            names.append(Mention(*stretch, draw(st.sampled_from(Label))))
        elif kind == 2:
            nameless.append(stretch)
    return partly_seen("id", "source", text, ReviewedSpans(tuple(names), tuple(nameless)))


def exported(format_name: str, *given: TrainingText) -> bytes:
    encoded = FORMATS[format_name].encoded
    assert encoded is not None
    return b"".join(encoded(Exported(ArticleRecord(one.id, "Title"), one) for one in given))


def docs(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(Vocab()))


def iob(doc: Doc) -> dict[str, str]:
    """Of each token the tag, "-" where it is missing."""
    return {f"{token.text}@{token.idx}": "-IOB"[token.ent_iob] + token.ent_type_ for token in doc}


def test_only_what_was_seen_to_is_known() -> None:
    known = partly_seen("sha256:1", "Gazette", TEXT, SEEN)
    unknown = {offset for span in known.unknown for offset in range(*span)}
    seen = {offset for start, end, _ in SEEN.mentions for offset in range(start, end)} | set(range(*MAY))
    assert unknown == set(range(len(TEXT))) - seen
    assert partly_seen("", "", "", ReviewedSpans((), ())).unknown == ()


def test_json_lines() -> None:
    first, second = (json.loads(line) for line in exported(
        "jsonl", partly_seen("sha256:1", "Gazette", TEXT, SEEN), TrainingText("2", "", "\ud800 é\n", ())
    ).splitlines())  # fmt: skip
    assert (first["id"], first["source"], first["text"]) == ("sha256:1", "Gazette", TEXT)
    assert first["spans"] == [[0, 7, "LOC"], [29, 33, "ORG"], [38, 42, "LOC"]]
    assert first["missing_spans"][:2] == [[7, 16], [19, 29]]
    assert second["text"] == "\ufffd é\n"


def test_the_whole_of_an_article() -> None:
    found = Analysis(
        (Entity(Label.ORG, "Acme", (TextSpan(29, 33),)), Entity(Label.LOC, "Kharkiv", (TextSpan(0, 7),)))
    )
    whole = wholly_seen("1", "Gazette", TEXT, found)
    assert whole == TrainingText("1", "Gazette", TEXT, (KHARKIV, ACME), ())
    [doc] = docs(exported("spacy", whole))
    assert set(iob(doc).values()) == {"BLOC", "BORG", "O"}


def test_a_doc_bin_distinguishes_names_from_none_and_from_unknown() -> None:
    [doc] = docs(exported("spacy", partly_seen("1", "Gazette", TEXT, SEEN)))
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Kharkiv", "LOC"), ("Acme", "ORG")]
    tags = iob(doc)
    assert tags["May@16"] == "O"
    assert tags["is@8"] == tags["Kharkiv@52"] == "-"
    # Its end is within a token: nothing is learnt from it.
    assert tags["Lvivs@38"] == "-"


def test_no_text_is_too_long_for_a_doc_bin() -> None:
    [doc] = docs(
        exported(
            "spacy",
            TrainingText("1", "", "words " * 170_000 + "Acme", (Mention(1_020_000, 1_020_004, Label.ORG),)),
        )
    )
    assert [ent.text for ent in doc.ents] == ["Acme"]


@settings(max_examples=60, deadline=None)
@given(st.lists(texts(), max_size=3))
def test_the_training_command_reads_what_was_written(given: list[TrainingText]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        path.write_bytes(exported("jsonl", *given))
        read = list(read_corpus(path))
    assert [(one.id, one.source, one.text, one.mentions, one.unknown) for one in read] == [
        (one.id, one.source, one.text, one.mentions, one.unknown) for one in given
    ]


@settings(max_examples=20, deadline=None)  # each makes two pipelines
@given(texts())
def test_a_doc_bin_says_nothing_but_what_is_known(given: TrainingText) -> None:
    [doc] = docs(exported("spacy", given))
    assert doc.text == given.text
    names = {(start, end): str(label) for start, end, label in given.mentions}
    for ent in doc.ents:
        assert names[ent.start_char, ent.end_char] == ent.label_
    for token in doc:
        span = TextSpan(token.idx, token.idx + len(token))
        if token.ent_iob == 2:
            assert not any(one.overlaps(*span) for one in given.unknown)
            assert not any(span.overlaps(start, end) for start, end in names)


@pytest.mark.parametrize("name", ["jsonl", "spacy"])
def test_nothing_gives_something_that_can_be_read(name: str) -> None:
    data = exported(name)
    assert (docs(data) if name == "spacy" else data.splitlines()) == []
