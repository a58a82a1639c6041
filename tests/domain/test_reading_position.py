"""Reading goes on at the same words after the text was changed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support import edits
from tests.support.articles import text_hash
from tui.domain.library import ReadingPosition
from tui.domain.reading_position import reanchored_position, with_context

NEAR = 160
"""Code points: two rows or so, from which one sees where one was."""


def after(old: str, offset: int, new: str) -> int:
    """Where reading goes on in ``new`` that stopped at ``offset`` of ``old``."""
    position = with_context(ReadingPosition(offset, 0.5), old, text_hash(old))
    return reanchored_position(position, new, text_hash(new)).offset


def test_the_place_is_at_the_same_words_after_most_edits() -> None:
    places = [
        abs(after(edit.old, edit.span.start, edit.new) - edit.truth.start)
        for edit in edits.edits(seed=3, number=15)
        if edit.truth is not None and edit.share >= edits.SURVIVES
    ]
    assert len(places) > 100
    assert sum(place == 0 for place in places) >= 0.85 * len(places)
    assert sum(place <= NEAR for place in places) >= 0.95 * len(places)


@given(st.text("ab .\n日é", max_size=80), st.integers(0, 90), st.text("ab .\n日é", max_size=80))
def test_in_any_text_it_is_a_place_of_the_text(old: str, offset: int, new: str) -> None:
    assert after(old, offset, old) == offset
    assert 0 <= after(old, offset, new) <= max(len(new), offset if new == old else 0)


def test_where_the_words_are_gone_it_is_next_to_them_and_else_where_it_was() -> None:
    sentences = [
        f"The {name} of the harbour was closed today." for name in ("crane", "quay", "ferry", "pier")
    ]
    old = " ".join(sentences)
    new = "News. " + " ".join(sentences[:2] + sentences[3:])
    assert 0 <= new.index("The pier") - after(old, old.index("The ferry"), new) <= 10
    assert after(old, 20, "Nothing of it is left.") == 20
    assert after(old, 90, "Nothing of it is left.") == 22


def test_of_a_position_that_is_stored_without_its_words_the_offset_counts() -> None:
    assert reanchored_position(ReadingPosition(7, 0.5), "another text", "hash") == ReadingPosition(7, 0.5)
