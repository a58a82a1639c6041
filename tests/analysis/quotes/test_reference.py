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
