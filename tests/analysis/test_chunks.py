from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.pipeline import MAX_CHUNK, MIN_CHUNK, chunks, readable
from tui.domain.text.sanitize import encodable

PARAGRAPH = "The committee met again and nothing was decided, as usual. "


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "word ", "\n", "\n\n", ". ", "né", "\U0001f600", "  \n \n"]),
            st.integers(1, 3000),
        ),
        max_size=8,
    )
)
def test_chunks_cover_the_text_in_order_and_stay_small(runs: list[tuple[str, int]]) -> None:
    text = "".join(unit * count for unit, count in runs)
    found = chunks(text)
    assert "".join(chunk.of(text) for chunk in found) == text
    assert all(0 < chunk.end - chunk.start <= MAX_CHUNK for chunk in found)


def test_chunks_end_where_paragraphs_end() -> None:
    text = "\n\n".join(PARAGRAPH * (3 + number % 7) for number in range(60))
    found = chunks(text)
    assert len(found) > 5
    assert all(text[chunk.start - 2 : chunk.start] == "\n\n" for chunk in found[1:])


def test_a_paragraph_too_long_for_a_chunk_is_cut_after_a_sentence() -> None:
    found = chunks(PARAGRAPH * 300)
    assert len(found) > 2
    assert all((PARAGRAPH * 300)[chunk.start :].startswith("The committee") for chunk in found)


def test_what_stands_before_a_chunk_does_not_depend_on_what_comes_after() -> None:
    text = (PARAGRAPH * 9 + "\n\n") * 40
    whole, shorter = chunks(text), chunks(text[: len(text) // 2])
    assert whole[: len(shorter) - 1] == shorter[:-1]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=400))
def test_readable_text_is_as_long_and_can_be_encoded(text: str) -> None:
    assert len(readable(text)) == len(text)
    assert len(encodable(text)) == len(text)
    readable(text).encode()
    encodable(text).encode()


def test_lines_of_a_set_paragraph_run_on_and_others_do_not() -> None:
    wrapped = (
        "In the afternoon the delegates listened to Keir\nStarmer, who had come from London with two aides."
    )
    assert "Keir Starmer" in readable(wrapped)
    headline = (
        "Talks fail\nStarmer returns to London without a result after a long day, and nobody is surprised."
    )
    assert readable(headline) == headline
    sentence = "The delegates heard him and were tired.\nStarmer had come from London by train."
    assert readable(sentence) == sentence


def test_a_long_run_without_spaces_is_broken_at_its_punctuation_alone() -> None:
    run = "Utopia,Erewhon," * 100
    words = readable(run).replace(",", " ").split()
    assert words == ["Utopia", "Erewhon"] * 100
    assert max(map(len, readable(run).split())) < 150
    assert MIN_CHUNK < MAX_CHUNK
