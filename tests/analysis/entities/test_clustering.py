"""One entry for each person, organisation and place."""

import pytest

from tests.support.gold import read_names
from tui.analysis.entities.clustering import cluster_mentions
from tui.domain.analysis import Label


def groups(marked: str) -> dict[str, list[str]]:
    """The wordings of each entity of a marked text, by name."""
    text, mentions = read_names(marked)
    found: dict[str, list[str]] = {}
    for entity in cluster_mentions(text, mentions):
        found.setdefault(entity.name, []).extend(span.of(text) for span in entity.mentions)
    return found


def names(marked: str) -> list[str]:
    return [entity.name for entity in cluster_mentions(*read_names(marked))]


def test_all_namings_of_a_person_are_one_entry_under_the_fullest_name() -> None:
    marked = (
        "[PERSON Zelensky] flew in. [PERSON Volodymyr Zelensky] met Mr [PERSON Zelensky’s] aides. "
        "[PERSON Zelenskyy] and [PERSON President Zelensky] are [PERSON VOLODYMYR ZELENSKIY]."
    )
    assert list(groups(marked)) == ["Volodymyr Zelensky"]
    assert len(groups(marked)["Volodymyr Zelensky"]) == 6


@pytest.mark.parametrize(
    ("mentions", "name"),
    [
        ("[PERSON Emmanuel Macron] [PERSON Macron's]", "Emmanuel Macron"),
        ("[PERSON Sir Keir Starmer] [PERSON Starmer]", "Keir Starmer"),
        ("[PERSON Prime Minister Keir Starmer’s] [PERSON Keir]", "Keir Starmer"),
        ("[PERSON José Muñoz] [PERSON Jose Munoz] [PERSON Muñoz] [PERSON José Muñoz]", "José Muñoz"),
        ("[PERSON Ursula von der Leyen] [PERSON von der Leyen] [PERSON Leyen]", "Ursula von der Leyen"),
        ("[PERSON Xi Jinping] [PERSON Xi]", "Xi Jinping"),
        ("[PERSON Joe Biden] [PERSON Joseph Biden] [PERSON Joseph R. Biden Jr]", None),
        ("[PERSON JD Vance] [PERSON J.D. Vance] [PERSON James David Vance]", "James David Vance"),
        ("[PERSON Alexandria Ocasio-Cortez] [PERSON Ocasio-Cortez]", "Alexandria Ocasio-Cortez"),
        ('[PERSON Joseph "Beau" Ray] [PERSON Joseph Ray] [PERSON Joseph Ray]', 'Joseph "Beau" Ray'),
        ("[PERSON Pope Leo] [PERSON Leo]", "Pope Leo"),
        ("[LOC UK] [LOC Britain] [LOC the United Kingdom] [LOC Britain's]", "United Kingdom"),
        ("[LOC U.S.] [LOC US] [LOC America] [LOC United States] [LOC the United States’]", "United States"),
        ("[ORG EU] [ORG European Union] [ORG E.U.]", "European Union"),
        (
            "[ORG BBC] [ORG British Broadcasting Corporation] [ORG the BBC’s]",
            "British Broadcasting Corporation",
        ),
        ("[ORG FBI] [ORG Federal Bureau of Investigation]", "Federal Bureau of Investigation"),
        (
            "[ORG Nato] [ORG North Atlantic Treaty Organisation] [ORG NATO]",
            "North Atlantic Treaty Organisation",
        ),
        ("[ORG Justice Department] [ORG Department of Justice] [ORG DOJ]", "Department of Justice"),
        ("[ORG Apple] [ORG Apple Inc.] [ORG Apple]", "Apple Inc."),
        ("[ORG Labour] [ORG Labour Party] [ORG Labour]", "Labour Party"),
        ("[NORP Democrats] [NORP Democrat] [NORP Democrats]", "Democrats"),
        ("[DATE Jan. 3] [DATE January 3]", None),
        ("[LOC Kyiv] [LOC Kyiv’s] [LOC KYIV]", "Kyiv"),
        ("[PERSON J. K. Rowling] [PERSON Rowling] [PERSON JK Rowling]", "J. K. Rowling"),
        (
            "[PERSON Andrés Manuel López Obrador] [PERSON López Obrador] [PERSON Andrés López Obrador]",
            "Andrés Manuel López Obrador",
        ),
        ("[PERSON Claudia Sheinbaum] [PERSON Claudia Sheinbaum Pardo] [PERSON Sheinbaum]", None),
        ("[PERSON Gabriel José García Márquez] [PERSON Gabriel García] [PERSON García Márquez]", None),
        ("[PERSON Kim Jong Un] [PERSON Kim Jong-un] [PERSON Kim]", "Kim Jong Un"),
        ("[PERSON Abdel Fattah el-Sisi] [PERSON al-Sisi] [PERSON Sissi] [PERSON Abdel-Fattah al-Sisi]", None),
        ("[PERSON STARMER] [PERSON keir starmer] [PERSON Keir Starmer] [PERSON Sir Keir]", "Keir Starmer"),
        ("[PERSON Muhammad Yunus] [PERSON Mohammed Yunus] [PERSON Yunus]", "Muhammad Yunus"),
        ("[PERSON Viktor Orban] [PERSON Orbán Viktor] [PERSON Orban]", "Viktor Orban"),
        ("[PERSON William Clinton] [PERSON Bill]", "William Clinton"),
        ('[PERSON Joseph "Beau" Ray] [PERSON Beau] [PERSON Beau Ray]', 'Joseph "Beau" Ray'),
        ("[PERSON Luiz Inácio Lula da Silva] [PERSON Lula] [PERSON da Silva]", "Luiz Inácio Lula da Silva"),
        ("[PERSON King Charles III] [PERSON King Charles] [PERSON Charles]", "Charles III"),
        ("[PERSON Jago Carlyon KC] [PERSON Carlyon]", "Jago Carlyon"),
        ("[ORG African National Congress] ([ORG ANC]) [ORG ANC]", "African National Congress"),
        ("[ORG Federal Security Service] ([ORG FSB]) [ORG FSB]", "Federal Security Service"),
        ("[ORG FSB] ([ORG Federal Security Service]) [ORG FSB]", "Federal Security Service"),
        ("[ORG Sexual Minorities Uganda (SMUG)] [ORG SMUG]", "Sexual Minorities Uganda"),
        ("[ORG Goldman] [ORG Goldman Sachs]", "Goldman Sachs"),
        ("[ORG Oakfield Rovers] [ORG Rovers]", "Oakfield Rovers"),
        ("[ORG M&S] [ORG Marks & Spencer]", "Marks & Spencer"),
        ("[ORG Supreme Court] [ORG US Supreme Court]", "US Supreme Court"),
        ("[ORG UN Security Council] [ORG UNSC] [ORG Security Council]", "UN Security Council"),
        ("[ORG Ministry of Foreign Affairs] [ORG Foreign Ministry]", "Ministry of Foreign Affairs"),
        ("[ORG Carlyon's] [ORG Carlyon’s]", "Carlyon's"),
        ("[FAC Heathrow] [FAC Heathrow Airport]", "Heathrow Airport"),
        ("[LOC Washington] [LOC Washington, D.C.]", "Washington, D.C."),
        ("[LOC St. Petersburg] [LOC Saint Petersburg]", None),
        ("[LOC Kyiv] [LOC Kiev]", None),
        ("[MONEY $5m] [MONEY $5 million]", "$5 million"),
        ("[DATE 3 January] [DATE January 3rd] [DATE Jan. 3]", None),
        ('[PERSON Tomas Ferro], nicknamed "[PERSON Badger]", won. [PERSON Badger] slept.', "Tomas Ferro"),
        ("[PERSON Ines A. B. Quill] [PERSON IAB] [PERSON IABQ]", "Ines A. B. Quill"),
        ("[PERSON Ana González] [PERSON Gonzales]", None),
        ("[ORG Hartmoor] ([ORG HMX]) fell. [ORG HMX]", "Hartmoor"),
        ("[LOC Arn-dale] [LOC Arndale] [LOC Arn Dale]", None),
        ("[MISC Pelham] [MISC Pelham Prize]", "Pelham Prize"),
        ("[MISC The Tin Orchard] [MISC The Tin Orchard]", "The Tin Orchard"),
        ("[LOC DRC] [LOC Congo Kinshasa] [LOC Congo-Kinshasa]", "Congo Kinshasa"),
        ("[LOC Ivory Coast] [LOC Côte d’Ivoire] [LOC Côte d'Ivoire] [LOC Ivory Coast]", "Ivory Coast"),
    ],
)
def test_one_entry(mentions: str, name: str | None) -> None:
    found = groups(mentions)
    if name is not None:
        assert list(found) == [name]
    assert len(found) == 1 or "Jr" in mentions


def test_two_people_with_one_surname_are_distinguished_by_first_name_and_nearness() -> None:
    found = groups(
        "[PERSON Bill Clinton] spoke. [PERSON Clinton] sat. [PERSON Hillary Clinton] came. "
        "[PERSON Clinton] rose."
    )
    assert found == {
        "Bill Clinton": ["Bill Clinton", "Clinton"],
        "Hillary Clinton": ["Hillary Clinton", "Clinton"],
    }


def test_a_title_distinguishes_two_people_with_one_surname() -> None:
    found = groups(
        "[PERSON Hillary Clinton] and [PERSON Bill Clinton]. Mrs. [PERSON Clinton] and Mr [PERSON Clinton]"
    )
    assert found["Hillary Clinton"] == ["Hillary Clinton", "Clinton"]
    assert found["Bill Clinton"] == ["Bill Clinton", "Clinton"]


def test_a_surname_never_joins_two_first_names() -> None:
    assert sorted(names("[PERSON Smith] [PERSON Ann Smith] [PERSON Bo Smith] [PERSON Smith]")) == [
        "Ann Smith",
        "Bo Smith",
    ]


def test_initials_join_only_the_one_they_fit() -> None:
    assert names("[PERSON J. Smith] [PERSON John Smith]") == ["John Smith"]
    assert len(names("[PERSON J. Smith] [PERSON John Smith] [PERSON Jane Smith]")) == 3
    assert len(names("[PERSON George W. Bush] [PERSON George H. W. Bush] [PERSON George Bush]")) == 2


def test_a_surname_that_means_one_person_goes_on_doing_so_when_a_relative_is_named() -> None:
    found = groups(
        "[PERSON Donald Trump] spoke. [PERSON Trump] sat, [PERSON Trump] rose. [PERSON Melania Trump] came. "
        "[PERSON Trump] left."
    )
    assert found["Melania Trump"] == ["Melania Trump"]


def test_a_relative_is_known_by_what_she_is_to_him() -> None:
    found = groups(
        "[PERSON Chidi Okonkwo] brought his wife, [PERSON Adaeze Okonkwo]. "
        "Mr [PERSON Okonkwo] spoke, Mrs [PERSON Okonkwo] sat."
    )
    assert found == {
        "Chidi Okonkwo": ["Chidi Okonkwo", "Okonkwo"],
        "Adaeze Okonkwo": ["Adaeze Okonkwo", "Okonkwo"],
    }


def test_a_listed_company_is_known_by_its_ticker() -> None:
    found = groups("[ORG Hartmoor Mills] rose. [ORG Hartmoor] ([ORG NYSE]: [ORG HMX]) fell. [ORG HMX]")
    assert found == {"Hartmoor Mills": ["Hartmoor Mills", "Hartmoor", "HMX", "HMX"], "NYSE": ["NYSE"]}


def test_an_office_shows_who_of_two_is_meant() -> None:
    found = groups(
        "Sen. [PERSON Ulf Brask] spoke, then [PERSON Nor Brask], no relation. Sen. [PERSON Brask] left."
    )
    assert found["Ulf Brask"] == ["Ulf Brask", "Brask"]


def test_the_next_pronoun_shows_who_of_two_is_meant() -> None:
    found = groups(
        "[PERSON Ulf Brask] and his sister, [PERSON Nor Brask], came. [PERSON Brask] said that he was tired."
    )
    assert found["Ulf Brask"] == ["Ulf Brask", "Brask"]


def test_miss_is_not_the_wife() -> None:
    found = groups(
        "[PERSON Kay Brask] and her brother’s wife, [PERSON Ann Brask], came. Miss [PERSON Brask] sat, "
        "Mrs [PERSON Brask] stood."
    )
    assert found == {"Kay Brask": ["Kay Brask", "Brask"], "Ann Brask": ["Ann Brask", "Brask"]}


def test_a_relative_who_is_yet_to_be_named_is_not_meant() -> None:
    found = groups(
        "[PERSON Ulf Brask] came. Mr [PERSON Brask] spoke. His son, [PERSON Per Brask], was silent."
    )
    assert found["Ulf Brask"] == ["Ulf Brask", "Brask"]


def test_a_title_distinguishes_two_who_share_the_family_name_that_comes_first() -> None:
    found = groups("[PERSON Kim Jong Un] and [PERSON Kim Yo Jong]; Ms [PERSON Kim], then Mr [PERSON Kim]")
    assert sorted(map(len, found.values())) == [2, 2]


@pytest.mark.parametrize(
    "marked",
    [
        "[PERSON the Smiths] [PERSON Ann Smith]",
        "[PERSON Al Gore] [PERSON Karenna Gore]",
        "[PERSON Kaz Jensen] [PERSON Bo Jansen]",
        "[PERSON John Francis Kay] [PERSON John Fitzgerald Kay]",
        "[ORG Democratic Party] [ORG Liberal Democratic Party]",
        "[ORG Google] [ORG Google Cloud]",
        "[ORG Congress] [ORG African National Congress]",
        "[ORG Kenya] [ORG Kenya Airways]",
        "[ORG Acme] [ORG Acme Gambia]",
        "[LOC Jordan] [LOC Jordan River]",
        "[LOC Mexico] [LOC Mexico City]",
        "[LOC Guinea] [LOC Guinea-Bissau]",
        "[MONEY $5m] [MONEY £5m]",
        "[MONEY £2.26bn] [MONEY £226bn]",
        "[DATE May 2023] [DATE May 2024]",
        "[LOC Paris] ([LOC TX])",
    ],
)
def test_two_entries(marked: str) -> None:
    assert len(names(marked)) == 2


def test_of_two_spellings_of_a_surname_each_stays_with_its_own() -> None:
    assert groups("[PERSON Kaz Jensen] [PERSON Bo Jansen] [PERSON Jensen]")["Kaz Jensen"] == [
        "Kaz Jensen",
        "Jensen",
    ]


def test_a_son_is_not_his_father() -> None:
    found = groups("[PERSON Donald Trump] [PERSON Donald Trump Jr.] [PERSON Trump]")
    assert found["Donald Trump"] == ["Donald Trump", "Trump"]


def test_one_wording_under_two_labels_is_two_entries() -> None:
    text, mentions = read_names("[LOC Washington] and [PERSON Washington] and [PERSON George Washington]")
    assert {(e.label, e.name) for e in cluster_mentions(text, mentions)} == {
        (Label.LOC, "Washington"),
        (Label.PERSON, "George Washington"),
    }


def test_different_bodies_stay_apart() -> None:
    marked = (
        "[ORG Senate] [ORG Senate Judiciary Committee] [ORG Manchester United] [ORG Manchester City] [ORG UN]"
    )
    assert len(names(marked)) == 5
    assert names("[ORG us] [LOC US]") == ["us", "US"]


def test_most_mentioned_come_first_and_ties_in_the_order_of_the_text() -> None:
    assert names("[LOC Oslo] [PERSON Bo Lee] [ORG Acme] [PERSON Lee] [LOC Rome]") == [
        "Bo Lee",
        "Oslo",
        "Acme",
        "Rome",
    ]
