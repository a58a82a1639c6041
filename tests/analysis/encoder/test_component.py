from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tui.analysis.encoder.component import FACTORY, NameFinder
from tui.analysis.encoder.network import Network
from tui.analysis.encoder.tags import TAGS
from tui.analysis.encoder.tokenizer import MOST_PIECES, WordPieces, Words
from tui.analysis.labels import LABELS, SHARES
from tui.analysis.models import SHIPPED
from tui.analysis.pipeline import Pipeline

FIXED = """HARBOUR TOLLS TO RISE IN MARCH

VALPARAÍSO, 2019-02-14 - The Chilean government said on Thursday that Maersk and the United Nations had
agreed to pay $4.2 million for the port of San Antonio, which Michelle Bachelet opened in 2016.

"We are not Rotterdam," Bachelet told Reuters. Dr. Karim Hassan, an Egyptian economist, called the
tolls "the Berlin Wall of trade". Hassan's report for the World Bank is due on 3 April 2019.
"""
EXPECTED = [
    ("MARCH", "DATE"),
    ("VALPARAÍSO", "LOC"),
    ("2019-02-14", "DATE"),
    ("Chilean", "NORP"),
    ("Thursday", "DATE"),
    ("Maersk", "ORG"),
    ("United Nations", "ORG"),
    ("$4.2 million", "MONEY"),
    ("San Antonio", "LOC"),
    ("Michelle Bachelet", "PERSON"),
    ("2016", "DATE"),
    ("Rotterdam", "LOC"),
    ("Bachelet", "PERSON"),
    ("Reuters", "ORG"),
    ("Karim Hassan", "PERSON"),
    ("Egyptian", "NORP"),
    ("Berlin Wall", "MISC"),
    ("Hassan", "PERSON"),
    ("World Bank", "ORG"),
    ("3 April 2019", "DATE"),
]


@pytest.fixture(scope="module")
def shipped() -> Language:
    return spacy.load(SHIPPED)


@pytest.fixture(scope="module")
def finder(shipped: Language) -> NameFinder:
    component = shipped.get_pipe("names")
    assert isinstance(component, NameFinder)
    return component


def test_the_same_names_are_found_in_a_fixed_text_on_every_machine() -> None:
    found = Pipeline.load().mentions(FIXED)
    assert [(FIXED[start:end], str(label)) for start, end, label in found] == EXPECTED


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_can_be_read(shipped: Language, text: str) -> None:
    doc = shipped(text)
    assert all(not ent.text.isspace() for ent in doc.ents)
    assert set(doc.user_data[SHARES]) == {ent.start for ent in doc.ents}


def test_every_word_has_scores_also_in_long_lines(shipped: Language, finder: NameFinder) -> None:
    doc = shipped.make_doc("Ada went to Utopia with Grace and " * 300)
    words = Words.of(doc)
    found = list(finder.scores(words))
    assert len(found) > 1
    assert [number for number, _ in found] == list(np.cumsum([0, *(len(scores) for _, scores in found)])[:-1])
    assert sum(len(scores) for _, scores in found) == len(words.forms)
    assert all(scores.shape[1] == len(TAGS) for _, scores in found)


def test_the_number_of_threads_changes_nothing(finder: NameFinder) -> None:
    content = (SHIPPED / "names" / "network.onnx").read_bytes()
    pieces = WordPieces((SHIPPED / "names" / "pieces.json").read_text("utf-8"))
    words = FIXED.split()
    row = pieces.row(pieces.of(words), [4] * len(words), [0] * len(words))
    one, three = (Network(content, threads).scores(row) for threads in (1, 3))
    assert np.array_equal(one, three)


def test_vectors_come_one_for_each_word() -> None:
    network = Network((SHIPPED / "names" / "network.onnx").read_bytes())
    pieces = WordPieces((SHIPPED / "names" / "pieces.json").read_text("utf-8"))
    row = pieces.row(pieces.of(["Valparaíso", "tolls"]), [4, 6], [2, 0])
    assert network.scores_and_vectors(row)[1].shape == (2, 384)


def test_every_word_has_pieces_and_none_too_many() -> None:
    pieces = WordPieces((SHIPPED / "names" / "pieces.json").read_text("utf-8"))
    found = pieces.of(["harbour", "\u200b", "☃" * 5, "x" * 1000, "Ab-" * 200])
    assert all(1 <= len(ids) <= MOST_PIECES for ids in found)
    assert WordPieces(pieces.description).of(["harbour"]) == found[:1]


def test_words_that_come_again_have_the_same_pieces() -> None:
    description = (SHIPPED / "names" / "pieces.json").read_text("utf-8")
    pieces = WordPieces(description)
    first = pieces.of(["harbour", "tolls", "harbour"])
    assert first[0] == first[2] != first[1]
    assert pieces.of(["Rotterdam", "tolls", "harbour"]) == [
        WordPieces(description).of(["Rotterdam"])[0],
        *first[1:],
    ]


def test_what_is_written_can_be_read_again(shipped: Language, tmp_path: Path) -> None:
    shipped.to_disk(tmp_path / "copy")
    again = spacy.load(tmp_path / "copy")
    assert [(ent.text, ent.label_) for ent in again(FIXED).ents] == [
        (ent.text, ent.label_) for ent in shipped(FIXED).ents
    ]


def test_a_component_without_a_network_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    with pytest.raises(ValueError, match="no network"):
        nlp("Ada")


def test_reluctance_shows_less_of_a_kind(shipped: Language) -> None:
    nlp = spacy.blank("en")
    wary = nlp.add_pipe(FACTORY, config={"reluctance": {str(label): 100.0 for label in LABELS}})
    assert isinstance(wary, NameFinder)
    wary.from_disk(SHIPPED / "names")
    assert shipped(FIXED).ents
    assert not nlp(FIXED).ents


def test_documents_can_be_piped(shipped: Language) -> None:
    texts = ["Ada Byron went to London.", "", FIXED]
    assert [len(doc.ents) for doc in shipped.pipe(texts)] == [len(shipped(text).ents) for text in texts]
