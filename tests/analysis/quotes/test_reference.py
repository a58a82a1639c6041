"""Who is meant by a pronoun, whatever the first name."""

import pytest

from tests.support.gold import read_quotes
from tui.domain.text.sentences import word_set

NAMES = word_set("""
    Kim Robin Ashley Jean Chris Ngozi Leslie Andrea Nicola Jan Sasha Shirley Joan Michele Oluwaseun
    Dominique Marion Beverly Laurence Tom
""")
_IN_ORDER = sorted(NAMES)


def _named(marked: str) -> list[str | None]:
    return [quotation.speaker and quotation.speaker.name for quotation in read_quotes(marked)[1]]


@pytest.mark.parametrize("first", _IN_ORDER)
def test_a_first_name_does_not_keep_a_pronoun_from_whom_the_text_is_about(first: str) -> None:
    marked = (
        f"Champion [PERSON {first} Marlow] will run in [LOC Leeds] next week. He joins "
        f"[PERSON Peter Grant] there. [PERSON Marlow] ran in [LOC Leeds] before.\n"
        f"“I am looking forward to it,” he said."
    )
    assert _named(marked) == [f"{first} Marlow"]


@pytest.mark.parametrize("first", _IN_ORDER)
def test_a_title_tells_more_than_a_first_name(first: str) -> None:
    marked = (
        f"Sir [PERSON {first} Marlow] spoke to [PERSON Ruth Grant] on [DATE Monday]. Sir [PERSON {first}] "
        "was calm.\n“We will not leave,” he said."
    )
    assert _named(marked) == [f"{first} Marlow"]


def test_a_noun_phrase_with_a_capitalised_word_in_common_is_as_good_as_a_name() -> None:
    marked = (
        "[NORP Danish] minister [PERSON Ann Lee] met [NORP French] minister [PERSON Bo Ray]. "
        "[PERSON Ray] left.\n“It is over,” the [NORP Danish] minister said."
    )
    assert _named(marked) == ["Ann Lee"]


def test_a_person_just_named_is_the_minister_of_a_country() -> None:
    marked = (
        "[PERSON Ann Lee] met [PERSON Bo Ray] in [LOC Rome].\n[PERSON Ada Conti] said much the same. The "
        "[NORP Italian] minister, who had come by train, called it “very, very important”."
    )
    assert _named(marked) == ["Ada Conti"]


def test_of_two_just_named_neither_is_taken_for_certain() -> None:
    marked = (
        "[PERSON Ada Conti] met [PERSON Bo Ray] by the lake. "
        "The [NORP Italian] minister called it “very, very important”."
    )
    (quotation,) = read_quotes(marked)[1]
    assert quotation.speaker is None or quotation.speaker.name is None or quotation.speaker.is_doubtful
