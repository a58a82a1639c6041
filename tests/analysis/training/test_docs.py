import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from tui.analysis.training.corpora import CorpusDocument, make_doc
from tui.domain.analysis import Label, Mention
from tui.domain.text.spans import TextSpan

TEXT = "Ada Byron paid $5 to Acmes in Utopia"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def gold(nlp: Language, doc: Doc) -> list[str | None]:
    """What spaCy's training sees: BILUO tags, None for what is not known."""
    tags: list[str | None] = Example(nlp.make_doc(doc.text), doc).get_aligned_ner()
    return tags


def test_names_are_tagged_and_the_rest_is_no_name(nlp: Language) -> None:
    document = CorpusDocument("x", TEXT, (Mention(0, 9, Label.PERSON), Mention(30, 36, Label.LOC)))
    assert gold(nlp, make_doc(nlp, document)) == [
        "B-PERSON",
        "L-PERSON",
        "O",
        "O",
        "O",
        "O",
        "O",
        "O",
        "U-LOC",
    ]


def test_what_is_not_annotated_is_missing_and_never_no_name(nlp: Language) -> None:
    document = CorpusDocument(
        "x",
        TEXT,
        # "Acme" ends inside a token: a name, but not one that tokens can mark.
        (Mention(21, 25, Label.ORG), Mention(30, 36, Label.LOC)),
        (TextSpan(0, 9), TextSpan(4, 9), TextSpan(30, 36)),
        frozenset({Label.MONEY}),
    )
    assert gold(nlp, make_doc(nlp, document)) == [None, None, "O", None, None, "O", None, "O", "U-LOC"]
