"""What an annotation has says why it was made."""

from tests.support.annotations import note
from tui.domain.annotation import Motivation, motivation_of


def test_why_an_annotation_was_made() -> None:
    assert motivation_of("a note", ("tag",)) is Motivation.COMMENTING
    assert motivation_of("", ("tag",)) is Motivation.TAGGING
    assert motivation_of("", ()) is Motivation.HIGHLIGHTING


def test_other_words_give_another_motivation() -> None:
    made = note("stood idle")
    highlight = made.with_words("", ())
    tagged = highlight.with_words("", ("mill",))
    noted = tagged.with_words("Why?", tagged.tags)
    again = noted.with_words("", noted.tags).with_words("", ())
    assert [each.motivation for each in (highlight, tagged, noted)] == [
        Motivation.HIGHLIGHTING,
        Motivation.TAGGING,
        Motivation.COMMENTING,
    ]
    assert (noted.note, noted.tags, noted.target, noted.id) == ("Why?", ("mill",), made.target, made.id)
    assert again == highlight
