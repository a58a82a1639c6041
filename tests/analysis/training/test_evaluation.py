from tui.analysis.training.corpora import CorpusDocument
from tui.analysis.training.evaluation import Figures, evaluate, table
from tui.domain.analysis import Label, Mention
from tui.domain.text.spans import TextSpan


def test_only_the_same_stretch_under_the_same_label_is_right() -> None:
    document = CorpusDocument(
        "x", "a b c d e f", (Mention(0, 1, Label.PERSON), Mention(2, 3, Label.LOC), Mention(4, 7, Label.ORG))
    )
    found = [
        Mention(0, 1, Label.PERSON),
        Mention(2, 3, Label.FAC),
        Mention(4, 5, Label.ORG),
        Mention(8, 9, Label.ORG),
    ]
    score = evaluate(lambda text: found, [document, document])
    assert score.total == Figures(2, 8, 6)
    assert score.figures(Label.ORG) == Figures(0, 4, 2)
    assert (score.total.precision, score.total.recall) == (0.25, 1 / 3)
    assert abs(score.total.f1 - 2 / 7) < 1e-9


def test_what_the_annotation_does_not_know_counts_neither_way() -> None:
    document = CorpusDocument(
        "x", "a b c d", (Mention(0, 1, Label.FAC),), (TextSpan(2, 5),), frozenset({Label.FAC})
    )
    score = evaluate(lambda text: [Mention(4, 7, Label.ORG), Mention(6, 7, Label.FAC)], [document])
    assert score.total == Figures(0, 0, 0)
    assert score.total.f1 == score.total.precision == score.total.recall == 0


def test_tables_show_labels_for_one_corpus_and_corpora_for_several() -> None:
    document = CorpusDocument("x", "a b", (Mention(0, 1, Label.PERSON), Mention(2, 3, Label.LOC)))
    score = evaluate(lambda text: [Mention(0, 1, Label.PERSON)], [document])
    one = table({"news": score})
    assert "| PERSON | 100.0 | 100.0 | 100.0 | 1 |" in one
    assert "| LOC | 0.0 | 0.0 | 0.0 | 1 |" in one
    assert "| all | 100.0 | 50.0 | 66.7 | 2 |" in one
    assert "FAC" not in one
    assert "| web | 100.0 | 50.0 | 66.7 | 2 |" in table({"news": score, "web": score})
