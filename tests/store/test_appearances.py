"""Who appears in each article, stored."""

from pathlib import Path

from tests.support.library import TEXTS, analysis_of
from tui.domain.analysis import Label
from tui.domain.people import PeopleIndex, appearances_in, appearances_of, name_key, tallies_of
from tui.store.index import AppearanceFiles

BRIDGE = appearances_in("bridge", TEXTS["bridge"], "1" * 64, analysis_of(TEXTS["bridge"]))
FERRY = appearances_in("ferry", TEXTS["ferry"], "2" * 64, analysis_of(TEXTS["ferry"]))


def test_what_is_stored_is_given_back_the_newest_of_each_article(tmp_path: Path) -> None:
    files = AppearanceFiles(tmp_path / "people")
    assert list(files.tallies()) == []
    files.put(FERRY)
    files.put(appearances_in("bridge", "", "0" * 64, analysis_of("")))
    files.put(BRIDGE)
    assert dict(files.tallies()) == {"bridge": tallies_of(BRIDGE), "ferry": tallies_of(FERRY)}
    assert files.get("bridge") == BRIDGE
    assert files.get("tower") is None


def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    files = AppearanceFiles(tmp_path)
    files.put(BRIDGE)
    files.put(FERRY)
    path = min(tmp_path.iterdir())
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole.replace(b"Lee", b"Leo"), b"[]", whole.split(b"\n")[1]):
        path.write_bytes(damaged)
        assert len(list(files.tallies())) == 1
    path.unlink()
    path.mkdir()
    assert len(list(files.tallies())) == 1


def test_one_name_is_one_person_whatever_its_case_accents_and_signs() -> None:
    key = name_key(Label.PERSON, "Ann Lee")
    assert key == name_key(Label.PERSON, "ÁNN  LEE’") == name_key(Label.PERSON, "ann-lee")
    assert key != name_key(Label.ORG, "Ann Lee")
    assert key != name_key(Label.PERSON, "Lee")
    assert key != name_key(Label.PERSON, "김민수") != name_key(Label.PERSON, "이지은")
    assert name_key(Label.PERSON, "Lech Wałęsa") == name_key(Label.PERSON, "Lech Walesa")
    assert name_key(Label.ORG, "!?") != name_key(Label.ORG, "...")


def test_a_roll_counts_articles_mentions_and_quotations() -> None:
    roll = PeopleIndex()
    for found in (BRIDGE, FERRY):
        roll.add(found.article_id, tallies_of(found))
    ann, union, tom = everybody = roll.listed()
    assert roll.listed(2) == everybody[:2]
    assert (ann.name, ann.articles, ann.mentions, ann.quotations) == ("Ann Lee", 2, 2, 1)
    assert (union.name, union.articles, union.quotations) == ("Rail Union", 2, 0)
    assert (tom.name, tom.articles, tom.quotations) == ("Tom Roe", 1, 1)
    assert roll.articles_of(ann.key) == ("bridge", "ferry")
    assert roll.articles_of(name_key(Label.PERSON, "Nobody")) == ()
    (said,) = next(appearances_of(FERRY, tom.key)).quotations
    target = said.target(FERRY.text_hash)
    assert target.span.of(TEXTS["ferry"]) == target.quote.exact == "“We are tired,”"
