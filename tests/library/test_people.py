"""People over the library: what is known of one, whom the user follows, who is the same."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run_here
from tests.support.library import shelve
from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.people import PeopleChoices, name_key
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.dossiers import store_known
from tui.library.everybody import PeopleOverview
from tui.store.layout import key_of
from tui.store.people import PLACE
from tui.system.resources import samples

ANN, TOM = name_key(Label.PERSON, "Ann Lee"), name_key(Label.PERSON, "Tom Roe")
UNION = name_key(Label.ORG, "Rail Union")


def listed(library: Library) -> list[str]:
    """Everybody in order, with the numbers of articles and quotations."""
    people = PeopleOverview(library)
    list(people.gather())
    return [f"{one.name} {one.articles} {one.quotations}" for one in people.listed()]


def test_a_person_is_known_by_all_other_articles(new_library: Library, tmp_path: Path) -> None:
    opened = shelve(new_library, tmp_path)
    found = new_library.catalogue.person_elsewhere(ANN, opened["ferry"].id)
    assert (found.name, found.articles, found.mentions, found.quotations) == ("Ann Lee", 2, 2, 1)
    assert (found.aliases, found.is_followed, found.not_analysed) == (("Ánn Lee",), False, 1)
    (bridge,) = found.others
    assert (bridge.article.title, bridge.mentions, bridge.quotations) == ("Old bridge to close", 1, 1)
    (said,) = bridge.said
    assert said.exact == "“It is not safe.”"
    assert (said.kind, said.is_said, said.is_theirs) == ("direct", True, True)
    target = bridge.request(said).target
    assert target is not None
    assert target.span.of(opened["bridge"].text) == "“It is not safe.”"
    assert bridge.first is not None
    assert bridge.first.span.of(opened["bridge"].text) == "Ann Lee"
    # A single name may be anybody's who has it.
    lee = Article("https://example.org/lee", "Lee left.", (), title="Lee", address="https://example.org/lee")
    new_library.opened(lee)
    alone = Analysis((Entity(Label.PERSON, "Lee", (TextSpan(0, 3),)),))
    new_library.catalogue.save_appearances(lee, lee.id, alone)
    assert new_library.catalogue.person_elsewhere(name_key(Label.PERSON, "Lee")).may_be == ("Ann Lee",)
    assert found.may_be == ()
    nobody = new_library.catalogue.person_elsewhere(name_key(Label.PERSON, "Nobody"))
    assert (nobody.name, nobody.articles, nobody.others, nobody.last) == ("nobody", 0, (), "")
    # What was removed is in no article any more.
    new_library.bulk_edits.remove(opened["bridge"].id, "removed")
    assert new_library.catalogue.person_elsewhere(ANN, opened["ferry"].id).others == ()


def test_who_is_followed_comes_first_until_that_is_undone(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    edits = new_library.catalogue.edits
    assert listed(new_library) == ["Ann Lee 2 1", "Rail Union 2 0", "Tom Roe 1 1"]
    edits.follow(TOM, "Tom Roe", "following Tom Roe")
    assert listed(new_library)[0] == "Tom Roe 1 1"
    assert new_library.catalogue.person_elsewhere(TOM).is_followed
    undone = edits.swap(undo=True)
    assert undone is not None
    assert undone.change.words.message == "following Tom Roe"
    assert listed(new_library)[0] == "Ann Lee 2 1"
    assert edits.swap(undo=True) is None
    edits.swap(undo=False)
    assert edits.choices().follows(TOM)
    assert edits.unfollow(TOM, "no longer following Tom Roe") == PeopleChoices()
    # The file is none of an article.
    assert len(new_library.recent()) == new_library.check_notes().articles == 3
    assert new_library.check_notes().problems == ()


def test_those_who_are_joined_are_one_until_they_are_parted(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    catalogue = new_library.catalogue
    edits = catalogue.edits
    edits.join(TOM, "Tom Roe", UNION, "Rail Union", "joined")
    edits.join(UNION, "Rail Union", ANN, "Ann Lee", "joined")
    edits.join(ANN, "Ann Lee", TOM, "Tom Roe", "already one")
    assert listed(new_library) == ["Ann Lee 2 2"]
    found = catalogue.person_elsewhere(TOM)
    assert (found.key, found.name, found.articles, found.mentions) == (ANN, "Ann Lee", 2, 5)
    assert set(found.aliases) == {"Ánn Lee", "Tom Roe", "Rail Union"}
    edits.follow(TOM, "Tom Roe", "following")
    assert catalogue.person_elsewhere(ANN).is_followed
    edits.part(ANN, "parted")
    assert listed(new_library) == ["Tom Roe 1 1", "Ann Lee 2 1", "Rail Union 2 0"]
    edits.swap(undo=True)
    assert listed(new_library) == ["Ann Lee 2 2"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00"])
def test_whom_the_user_follows_is_restored_from_the_copy(
    new_library: Library, tmp_path: Path, damage: bytes
) -> None:
    new_library.catalogue.edits.follow(TOM, "Tom Roe", "following")
    new_library.close()
    new_library.layout.main(key_of(PLACE)).write_bytes(damage)
    again = Library(new_library.data_dir)
    assert again.catalogue.choices().follows(TOM)
    assert "restored" in " ".join(again.take_notices())


def test_a_record_that_a_later_program_wrote_says_nothing(new_library: Library) -> None:
    edits = new_library.catalogue.edits
    edits.follow(TOM, "Tom Roe", "following")
    edits.follow(ANN, "Ann Lee", "following")
    new_library.close()
    main = new_library.layout.main(key_of(PLACE))
    tables = json.loads(main.read_text())
    tables["people"]["1"]["label"] = "SHIP"
    tables["_meta"] = {key: {**each, "checksum": None} for key, each in tables["_meta"].items()}
    main.write_text(json.dumps(tables))
    assert Library(new_library.data_dir).catalogue.choices().followed == {ANN}


def test_corrections_that_are_imported_count_for_who_appears(
    library: Library, summit_model: str, tmp_path: Path
) -> None:
    article = library.open(str(next(path for path in samples() if path.stem == "london-summit")))
    library.opened(article)
    (known,) = library.catalogue.missing()
    assert store_known(library, known)
    zelensky = name_key(Label.PERSON, "Volodymyr Zelensky")
    assert library.catalogue.person_elsewhere(zelensky).articles == 1
    other = Library(tmp_path / "other")
    name, wordings = EntityName(Label.PERSON, "Volodymyr Zelensky"), ("Volodymyr Zelensky", "Zelensky")
    other.correct(article, Correction(CorrectionKind.REMOVE, name, wordings=wordings))
    other.close()
    exported = run_here("export", "--data-dir", str(other.data_dir), "--format", "jsonl").stdout
    (tmp_path / "notes.jsonl").write_bytes(exported)
    options = ("--model", summit_model, "--data-dir", str(library.data_dir))
    assert run_here("import", str(tmp_path / "notes.jsonl"), *options).returncode == 0
    assert Library(library.data_dir).catalogue.person_elsewhere(zelensky).articles == 0
