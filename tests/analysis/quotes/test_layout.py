"""Quotations whose speakers follow from how the text is laid out: speaker turns, bylines, lists."""

import pytest

from tests.support.gold import quotes_found, read_quotes


def test_the_words_of_a_turn_in_a_transcript_are_those_of_who_has_it() -> None:
    marked = (
        "MODERATOR: Good evening to all of you. Is it time for “a new start for all of us”?\n"
        "[PERSON LEE]: No. “We have all the time we need.” That is what I think of it.\n"
        "MODERATOR: Thank you, Ms. [PERSON Lee].\n"
        "[PERSON LEE]: My mother, [PERSON Eva Lee], told me: “Never hurry for any man.”"
    )
    assert [who for _, _, who, _ in quotes_found(marked)][-2:] == ["LEE", "Eva Lee"]


def test_who_answers_in_an_interview_is_the_person_it_is_about() -> None:
    marked = (
        "[PERSON Ann Lee] sings. We met her in [LOC Rome].\n"
        "Q: What did you say to him?\nA: I said, “We will not play there again.” He laughed.\n"
        "Q: And then?\nA: “We will, we will!” That was all."
    )
    assert [name for *_, name in quotes_found(marked)] == ["Ann Lee", "Ann Lee"]


def test_quotations_that_are_signed_with_a_dash_belong_to_who_signs() -> None:
    marked = (
        "What they said:\n“We will be back next year.” — [PERSON Ann Lee], mayor\n"
        "“It was over before it began,” – [PERSON Bo Ray]\n“I did not see it.”\n— [PERSON Cy Orr]"
    )
    _, quotations = read_quotes(marked)
    assert [who for _, _, who, _ in quotes_found(marked)] == ["Ann Lee", "Bo Ray", "Cy Orr"]
    assert not any(q.speaker and q.speaker.is_doubtful for q in quotations)


@pytest.mark.parametrize(
    "marked",
    [
        "“We lost.”\n[PERSON Ann Lee], 43, teacher\n“We did not lose at all.”\n[PERSON Bo Ray], 20, farmer",
        "What they say:\n[PERSON Ann Lee], 43\n“We lost it.”\n[PERSON Bo Ray], 20\n“We did not lose at all.”",
        "“We lost it,” ― [PERSON Ann Lee], 43\n“We did not lose at all.” ― [PERSON Bo Ray]",
        "“LEE: We lost it in May.\n“RAY: We did not lose at all.”",
    ],
)
def test_round_ups_and_quoted_transcripts_name_the_speaker_line_by_line(marked: str) -> None:
    assert [who and who.split()[-1].lower() for _, _, who, _ in quotes_found(marked)] == ["lee", "ray"]
