"""Who said what."""

import pytest

from tests.support.gold import quotes_found, read_quotes
from tui.analysis.quotes.extraction import find_quotations
from tui.domain.analysis import QuotationKind


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "“We will not leave,” Mr [PERSON Ann Lee] said on Monday.",
            ("“We will not leave,”", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            '"We will not leave," said [PERSON Ann Lee], the mayor of [LOC Oslo].',
            ('"We will not leave,"', "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "Prime Minister [PERSON Keir Starmer] told reporters, ''We will not leave.''",
            ("''We will not leave.''", "told", "Keir Starmer", "Keir Starmer"),
        ),
        (
            "[PERSON Ann Lee], a lawyer for [ORG Acme] in [LOC Rome], warned: “It is far too late.”",
            ("“It is far too late.”", "warned", "Ann Lee", "Ann Lee"),
        ),
        (
            "According to [PERSON Ann Lee], the plan “was never going to work”.",
            ("“was never going to work”", "According to", "Ann Lee", "Ann Lee"),
        ),
        (
            "‘It isn’t my fault,’ said [PERSON Ann Lee].",
            ("‘It isn’t my fault,’", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "«We will not leave», said [PERSON Ann Lee].",
            ("«We will not leave»", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "[PERSON Ann Lee] called the plan “a disaster for all of us”.",
            ("“a disaster for all of us”", "called", "Ann Lee", "Ann Lee"),
        ),
        (
            "“We cannot wait,” the company’s spokesman told [ORG Acme News].",
            ("“We cannot wait,”", "told", "the company’s spokesman", None),
        ),
        (
            "The [ORG European Commission] said it was “deeply concerned by the ruling”.",
            ("“deeply concerned by the ruling”", "said", "European Commission", "European Commission"),
        ),
        (
            "“Who is there?” [PERSON Ann Lee], a retired clerk from [LOC Rome], asked the caller.",
            ("“Who is there?”", "asked", "Ann Lee", "Ann Lee"),
        ),
        (
            "“We will not leave,” said the [ORG Acme] founder and president, [PERSON Ann Lee].",
            ("“We will not leave,”", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "“We will not leave,” said the [ORG Weather Office]’s [PERSON Ann Lee].",
            ("“We will not leave,”", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "The mayor, who lost, was scolded by [PERSON Ann Lee] and accused of being “far too timid”.",
            ("“far too timid”", "accused", "Ann Lee", "Ann Lee"),
        ),
        (
            "[PERSON Ann Lee] said that [PERSON Bo Ray] thinks it is “far too late”.",
            ("“far too late”", "said", "Ann Lee", "Ann Lee"),
        ),
        (
            "As [PERSON Bo Ray] waited, [PERSON Ann Lee] put out a statement saying: “We will not leave.”",
            ("“We will not leave.”", "saying", "Ann Lee", "Ann Lee"),
        ),
        ("“We will not leave,” they said.", ("“We will not leave,”", "said", "they", None)),
    ],
)
def test_the_sentence_names_the_speaker(
    marked: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    assert quotes_found(marked) == [expected]


def test_a_pronoun_stands_for_the_nearest_person_it_fits() -> None:
    marked = (
        "[PERSON Hillary Clinton] came with [PERSON Donald Trump]. [LOC Rome] was hot.\n"
        "“I am glad to be here,” she said. “It is hot.”\n“I am not glad,” he replied."
    )
    assert [(cue, who, name) for _, cue, who, name in quotes_found(marked)] == [
        ("said", "she", "Hillary Clinton"),
        (None, "she", "Hillary Clinton"),
        ("replied", "he", "Donald Trump"),
    ]


def test_a_noun_phrase_stands_for_the_person_of_whom_the_text_says_it() -> None:
    marked = (
        "[NORP Ukrainian] President [PERSON Volodymyr Zelensky] met [NORP French] President "
        "[PERSON Emmanuel Macron] today.\n“We want peace,” the [NORP Ukrainian] leader said."
    )
    assert quotes_found(marked)[0][2:] == ("the Ukrainian leader", "Volodymyr Zelensky")


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("US President", "the [NORP American] leader"),
        ("U.S. President", "the [NORP American] president"),
        ("[NORP American] President", "the [LOC US] leader"),
        ("UK Prime Minister", "the [NORP British] leader"),
        ("[NORP Danish] Prime Minister", "the leader of [LOC Denmark]"),
        ("[LOC Spain]'s Prime Minister", "the [NORP Spanish] premier"),
    ],
)
def test_a_country_and_what_is_of_it_are_the_same_in_noun_phrases(title: str, phrase: str) -> None:
    marked = (
        f"{title} [PERSON Bo Ray] met [NORP French] President [PERSON Ann Lee] today. [PERSON Lee] left.\n"
        f"He was told by {phrase} that it was “all over”."
    )
    assert [name for *_, name in quotes_found(marked)] == ["Bo Ray"]


def test_letters_after_a_name_are_nobody() -> None:
    marked = "“Not a penny was paid,” said [PERSON Ann Lee] KC, and [PERSON Bo Ray], MLA, said “not one”."
    assert [name for *_, name in quotes_found(marked)] == ["Ann Lee", "Bo Ray"]


def test_the_speaker_before_goes_on_where_nobody_else_is_named() -> None:
    marked = "“One thing is clear,” said [PERSON Bo Ray]. “We lost it all.”\n“We will be back next year.”"
    assert [who for _, _, who, _ in quotes_found(marked)] == ["Bo Ray"] * 3


@pytest.mark.parametrize(
    "marked",
    [
        "[PERSON Ann Lee] told the court that she was sorry.\n“It will not happen again.”",
        "[PERSON Ann Lee] had this to add:\n“It will not happen again.”",
        "It was over.\n“It will not happen again.”\n– [PERSON Ann Lee], mayor",
        "“It will not happen again.” – [PERSON Ann Lee]",
    ],
)
def test_the_paragraph_before_or_a_byline_names_the_speaker(marked: str) -> None:
    marked = f"“I left,” said [PERSON Bo Ray].\nNobody answered.\n{marked}"
    assert quotes_found(marked)[-1][2:] == ("Ann Lee", "Ann Lee")


def test_every_paragraph_of_a_long_quotation_is_found_though_only_the_last_closes() -> None:
    marked = "[PERSON Bo Ray] said: “This is the first part.\n“This is the second.\n“This is the last.”"
    assert [(words, who) for words, _, who, _ in quotes_found(marked)] == [
        ("“This is the first part.", "Bo Ray"),
        ("“This is the second.", "Bo Ray"),
        ("“This is the last.”", "Bo Ray"),
    ]


def test_marks_within_a_quotation_are_part_of_it() -> None:
    marked = '“She told me ‘never again’ and he said "maybe" to that,” said [PERSON Bo Ray].'
    assert len(quotes_found(marked)) == 1
    assert len(quotes_found("‘She called it “a farce” in public,’ said [PERSON Bo Ray].")) == 1


def test_verbs_within_a_quotation_do_not_count() -> None:
    marked = "“[PERSON Ann Lee] said so and Jim told me,” [PERSON Bo Ray] insisted."
    assert quotes_found(marked)[0][1:3] == ("insisted", "Bo Ray")


def test_an_officer_a_nationality_and_a_body_are_known_by_other_words() -> None:
    marked = (
        "Dr. [PERSON Ann Lee] came from [LOC Rome]. “I am late,” the surgeon said.\n"
        "[NORP Italian] driver [PERSON Ugo Riva] was there too. “So am I,” the [NORP Italian] said.\n"
        "The [ORG Road Office] saw no fault. In a statement it said that “nobody was to blame for that”."
    )
    assert [name for *_, name in quotes_found(marked)] == ["Ann Lee", "Ugo Riva", "Road Office"]


def test_whom_the_text_leaves_without_a_name_has_none() -> None:
    marked = (
        "[PERSON Ann Lee] met a diplomat in [LOC Rome]. “We are late,” the diplomat said.\n"
        "“I am glad,” said the mayor of [LOC Pisa]."
    )
    assert [name for *_, name in quotes_found(marked)] == [None, None]


def test_turns_without_a_wording_alternate_and_are_doubtful() -> None:
    marked = (
        "[PERSON Tom Hale] met Sir [PERSON Henry Drew] on the stairs.\n"
        "“Is that his name?” asked Sir [PERSON Henry], walking towards [PERSON Tom Hale].\n"
        "“Yes, that is his name. I did not mean to tell it.”\n"
        "“But why not?”\n"
        "“I cannot explain.”"
    )
    quotations = read_quotes(marked)[1]
    assert [name for *_, name in quotes_found(marked)] == ["Henry Drew", "Tom Hale"] * 2
    speakers = [quotation.speaker for quotation in quotations]
    assert [speaker is not None and speaker.is_doubtful for speaker in speakers] == [False, True, True, True]


def test_a_noun_may_be_for_the_person_who_was_named_before_in_a_story() -> None:
    marked = "[PERSON Jo Ray] lit his pipe in the dark.\n“Come in,” the old man said."
    story = f"{marked}\n“And wipe your feet.”\n“I have.”"
    first = [read_quotes(text)[1][0].speaker for text in (marked, story)]
    assert [speaker and (speaker.name, speaker.is_doubtful) for speaker in first] == [
        (None, False),
        ("Jo Ray", True),
    ]


def test_a_speaker_has_a_certainty() -> None:
    plain = "“We will not leave,” [PERSON Ann Lee] said."
    vague = "[PERSON Ann Lee] and [PERSON Bo Ray] met.\nIt rained in [LOC Rome].\n“We will not leave.”"
    (sure,), (unsure,) = read_quotes(plain)[1], read_quotes(vague)[1]
    assert sure.speaker is not None
    assert 0.9 < sure.speaker.certainty <= 1
    assert not sure.speaker.is_doubtful
    assert unsure.speaker is None or unsure.speaker.certainty < sure.speaker.certainty


@pytest.mark.parametrize(
    "marked",
    [
        "[PERSON Joseph “Beau” Ray] sang.",
        'William "Bill" Clinton came home.',
        "The so-called “dream team” lost again.",
        "He starred in “The Long Way Home” last year.",
        "The novel “War of Words” sold well.",
        "It was a very “special” evening for them.",
        'Add a 5\'10" board and a 6" nail to it.',
        "The ’90s and the players’ union didn’t mix; rock ’n’ roll did.",
        "“”",
        "No marks at all.",
        "",
    ],
)
def test_titles_nicknames_and_scare_quotes_are_left_out(marked: str) -> None:
    assert quotes_found(marked) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will not leave,” Ann Lee said.", QuotationKind.DIRECT),
        ("Ann Lee said: “We will not leave.”", QuotationKind.DIRECT),
        ("“We,” Ann Lee said, “will never leave.”", QuotationKind.DIRECT),
        ("Ann Lee said that they “will never leave”.", QuotationKind.MIXED),
        ("Ann Lee said “nobody wants to see” scenes like that.", QuotationKind.MIXED),
        ("Ann Lee called it “a disaster for us”.", QuotationKind.MIXED),
    ],
)
def test_the_kind_shows_whether_all_was_quoted(text: str, kind: QuotationKind) -> None:
    assert {quotation.kind for quotation in find_quotations(text, [], [])} == {kind}


def test_speakers_are_found_where_no_names_were() -> None:
    quotations = find_quotations("“We will not leave,” said Mr. Bo Ray.", [], [])
    assert [(q.speaker.span, q.speaker.name) for q in quotations if q.speaker] == [((30, 36), "Bo Ray")]


def test_hard_wrapped_text_is_read_by_its_blank_lines() -> None:
    lines = (
        "Nobody had expected the meeting to last for as long as it did, and\n"
        "“we will not leave this place, whatever it is that they may think\n"
        "of it at home,” said Bo Ray of the union, who had come by train to\n"
        "see it.\n\nThe end."
    )
    assert [q.span.of(lines).count("\n") for q in find_quotations(lines, [], [])] == [1]
