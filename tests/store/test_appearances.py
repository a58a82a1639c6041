"""Who appears in each article, stored."""

import os
import time
from pathlib import Path

from tests.support.library import TEXTS, analysis_of
from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.people import NameKey, appearances_in, appearances_of, name_key
from tui.domain.text.spans import TextSpan
from tui.store.index import AppearanceFiles
from tui.store.people import PeopleTable, PersonTotal

BRIDGE = appearances_in("bridge", TEXTS["bridge"], "1" * 64, analysis_of(TEXTS["bridge"]))
FERRY = appearances_in("ferry", TEXTS["ferry"], "2" * 64, analysis_of(TEXTS["ferry"]))


SHELF = {"bridge": "2025-03-02", "ferry": ""}
ANN, TOM = name_key(Label.PERSON, "Ann Lee"), name_key(Label.PERSON, "Tom Roe")


def table_in(folder: Path) -> PeopleTable:
    """The table of the files in a folder, as another program would open it."""
    return PeopleTable(AppearanceFiles(folder / "cache" / "people"), folder / "cache")


def updated(table: PeopleTable) -> PeopleTable:
    """The table once it knows all that was stored."""
    list(table.update())
    return table


def counts(table: PeopleTable, shelf: dict[str, str] = SHELF) -> dict[NameKey, tuple[int, int, int]]:
    """In how many articles each is, how often named and how much quoted, summed over the spellings."""
    found: dict[NameKey, tuple[int, int, int]] = {}
    for each in table.totals(shelf):
        sums = zip(found.get(each.key, (0, 0, 0)), each[2:5], strict=True)
        found[each.key] = tuple(map(sum, sums))  # type: ignore[assignment]
    return found


def test_what_is_stored_is_given_back_the_newest_of_each_article(tmp_path: Path) -> None:
    files = AppearanceFiles(tmp_path / "people")
    assert files.stamps() == {}
    files.put(FERRY)
    files.put(appearances_in("bridge", "", "0" * 64, analysis_of("")))
    files.put(BRIDGE)
    assert len(files.stamps()) == 2
    assert (files.get("bridge"), files.get("ferry"), files.get("tower")) == (BRIDGE, FERRY, None)


def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    files = AppearanceFiles(tmp_path)
    files.put(BRIDGE)
    path = next(tmp_path.iterdir())
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole.replace(b"Lee", b"Leo"), b"[]", whole.split(b"\n")[1]):
        path.write_bytes(damaged)
        assert files.get("bridge") is None
    path.unlink()
    path.mkdir()
    assert files.get("bridge") is None


def test_one_name_is_one_person_whatever_its_case_accents_and_signs() -> None:
    key = name_key(Label.PERSON, "Ann Lee")
    assert key == name_key(Label.PERSON, "ÁNN  LEE’") == name_key(Label.PERSON, "ann-lee")
    assert key != name_key(Label.ORG, "Ann Lee")
    assert key != name_key(Label.PERSON, "Lee")
    assert key != name_key(Label.PERSON, "김민수") != name_key(Label.PERSON, "이지은")
    assert name_key(Label.PERSON, "Lech Wałęsa") == name_key(Label.PERSON, "Lech Walesa")
    assert name_key(Label.ORG, "!?") != name_key(Label.ORG, "...")


def test_the_table_counts_articles_mentions_and_quotations(tmp_path: Path) -> None:
    table = table_in(tmp_path)
    for found in (BRIDGE, FERRY):
        table.put(found)
    updated(table)
    assert counts(table) == {ANN: (2, 2, 1), TOM: (1, 1, 1), (Label.ORG, "rail union"): (2, 2, 0)}
    assert PersonTotal(ANN, "Ann Lee", 1, 1, 1, "2025-03-02") in table.totals(SHELF)
    # An article that was removed is in no shelf.
    assert counts(table, {"ferry": ""})[ANN] == (1, 1, 0)
    assert {row.article_id for row in table.appearances([ANN])} == table.articles() == {"bridge", "ferry"}
    assert table.appearances([name_key(Label.PERSON, "Nobody")]) == []
    (said,) = next(appearances_of(FERRY, TOM)).quotations
    target = said.target(FERRY.text_hash)
    assert target.span.of(TEXTS["ferry"]) == target.quote.exact == "“We are tired,”"


def test_the_table_follows_what_any_program_stores(tmp_path: Path) -> None:
    mine, others = table_in(tmp_path), table_in(tmp_path)
    mine.put(BRIDGE)
    assert set(counts(updated(mine))) == {ANN, (Label.ORG, "rail union")}
    others.put(FERRY)  # by way of the table
    assert TOM in counts(updated(mine))
    AppearanceFiles(tmp_path / "cache" / "people").put(appearances_in("ferry", "", "0" * 64, analysis_of("")))
    assert TOM not in counts(updated(others))  # by an earlier program, which knows no table
    for path in (tmp_path / "cache" / "people").iterdir():
        path.unlink()
    assert counts(updated(mine)) == {}


def test_a_damaged_table_is_made_again_if_need_be_in_memory(tmp_path: Path) -> None:
    files = _filled(tmp_path)
    before = time.time() - 60  # as long ago that nothing can have been written in the same moment
    os.utime(tmp_path / "cache" / "people", (before, before))
    whole = counts(updated(files))
    (path,) = (tmp_path / "cache").glob("people-*.sqlite")
    data = path.read_bytes()
    # The last is found out only when the people are asked for.
    for damage in (b"", b"no table at all", data[:5_000], data[:8_192] + bytes(len(data) - 8_192)):
        path.write_bytes(damage)
        path.with_name(f"{path.name}-journal").write_bytes(damage)
        assert counts(updated(table_in(tmp_path))) == whole
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)
        os.mkfifo(each)
        assert counts(updated(table_in(tmp_path))) == whole
        assert path.is_file()
        assert not each.is_fifo()
    path.unlink()
    path.mkdir()  # stands in the way
    table = updated(table_in(tmp_path))
    assert counts(table) == whole
    table.put(appearances_in("ferry", "", "0" * 64, analysis_of("")))
    assert TOM not in counts(updated(table))


def _filled(folder: Path) -> PeopleTable:
    table = table_in(folder)
    table.put(BRIDGE)
    table.put(FERRY)
    return table


def test_a_name_is_found_by_its_parts_and_by_what_the_person_is_called(tmp_path: Path) -> None:
    table = updated(_filled(tmp_path))
    assert table.called("roe") == table.called("TOM  roe") == [TOM]
    assert table.called("LÉE") == [ANN]
    assert table.called("Ro") == table.called("%") == table.called("") == table.called("\udcff") == []
    assert TOM in table.alike("Row")
    assert table.alike("Tmo Rew Tom", most=1) == [TOM]  # of many those who fit best
    text = "Robert Fox came. Bob left."
    entity = Entity(Label.PERSON, "Robert Fox", (TextSpan(0, 10), TextSpan(17, 20)))
    table.put(appearances_in("fox", text, "3" * 64, Analysis((entity,))))
    fox = name_key(Label.PERSON, "Robert Fox")
    assert updated(table).called("bob") == [fox]
    assert table.wordings([fox]) == {"Bob": 1}
