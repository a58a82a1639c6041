"""Pages that were edited in a notes program between two exports."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from tests.support.annotations import given, note, notes_on
from tui.domain.annotation import Annotation
from tui.domain.library import ArticleRecord
from tui.exchange.formats import FORMATS
from tui.exchange.pages.merging import pages_in

IDLE, MAY, MAN = note("stood idle", "one\n\nmore"), note("May", "two"), note("or his man", "three")
NEW = note("Nobody", "brand-new")


def page_of(form: str, *several: ArticleRecord) -> str:
    encoded = FORMATS[form].encoded
    assert encoded is not None
    return b"".join(encoded(given(*several))).decode()


def first() -> ArticleRecord:
    return notes_on(IDLE, MAY, MAN)


def updated(form: str, page: str, annotations: Sequence[Annotation] | None = None) -> str:
    """The page after all notes were changed, or with others, and exported again."""
    changed = [replace(each, note=f"fresh {each.note}") for each in (IDLE, MAY, MAN)]
    later = replace(first(), annotations=tuple([*changed, NEW] if annotations is None else annotations))
    again = FORMATS[form].merged(page.encode(), page_of(form, later).encode())
    assert again is not None
    assert FORMATS[form].merged(again, page_of(form, later).encode()) == again
    return again.decode()


EDITS: dict[str, dict[str, Callable[[str], str]]] = {
    "obsidian": {
        "no line end at the end": str.rstrip,
        "blanks at the ends of lines": lambda page: page.replace("\n", "  \n"),
        "line ends of Windows": lambda page: page.replace("\n", "\r\n"),
        "more blank lines": lambda page: page.replace("end %%\n", "end %%\n\n\n"),
    },
    "logseq": {
        "no blanks at the ends of lines": lambda page: re.sub(r"[ \t]+$", "", page, flags=re.MULTILINE),
        "four blanks": lambda page: page.replace("\t", "    "),
        "two blanks": lambda page: page.replace("\t", "  "),
        "folded": lambda page: page.replace("\n\t  > ", "\n\t  collapsed:: true\n\t  > "),
        "below a block": lambda page: "- mine\n" + re.sub("^", "\t", page.rstrip(), flags=re.MULTILINE),
    },
    "org": {
        "blank lines": lambda page: page.replace("\n** ", "\n\n\n** "),
        "a level deeper": lambda page: re.sub(r"^\*", "**", page, flags=re.MULTILINE),
        "under a heading": lambda page: (
            "#+TITLE: mine\n\n* Read\n" + re.sub(r"^\*", "**", page, flags=re.MULTILINE)
        ),
    },
}


@pytest.mark.parametrize(("form", "edit"), [(form, edit) for form in EDITS for edit in EDITS[form]])
def test_what_an_editor_does_to_a_page_is_no_edit_of_a_passage(form: str, edit: str) -> None:
    result = updated(form, EDITS[form][edit](page_of(form, first())))
    for words in ("fresh one", "fresh two", "fresh three", "brand-new"):
        assert result.count(words) == 1, result
    assert not re.search(r"(?<!fresh )(one|two|three)$", result, re.MULTILINE)


@pytest.mark.parametrize(
    ("form", "mine"),
    [("logseq", "\t\t- my block\n\t\t\t- and one below\n"), ("org", "My words.\n\n*** My heading\n")],
)
def test_what_is_added_below_a_passage_stays_with_it(form: str, mine: str) -> None:
    page = page_of(form, first())
    at = page.index({"logseq": "\t- id::", "org": "** "}[form], page.index("two"))
    page = page[:at] + mine + page[at:]
    result = updated(form, page)
    assert "fresh two" in result
    assert result.index("fresh two") < result.index(mine) < result.index("fresh three")
    without = updated(form, page, [IDLE, MAN])
    assert mine in without
    assert "two" in without  # what was added would hang in the air
    assert "three" not in updated(form, page, [IDLE, MAY])


def test_a_passage_that_was_made_part_of_something_else_is_not_written_twice() -> None:
    page = page_of("obsidian", first())
    for edited in (
        re.sub("^", "> ", page.partition("\n---\n")[2], flags=re.MULTILINE),
        re.sub(r"^%% postil.*\n", "", page.partition("\n---\n")[2], flags=re.MULTILINE),
    ):
        result = updated("obsidian", f"{page.partition('# ')[0]}{edited}")
        assert len(re.findall(r"^[> ]*two", result, re.MULTILINE)) == 1
        assert "brand-new" in result
    for form, digest in (("logseq", "postil::"), ("org", ":POSTIL:")):
        edited = re.sub(f"^.*{digest} .*\n", "", page_of(form, first()), flags=re.MULTILINE)
        assert "fresh two" not in updated(form, edited)
        assert "brand-new" in updated(form, edited)


@pytest.mark.parametrize("form", ["logseq", "org"])
def test_a_file_of_several_articles_has_each_note_below_its_article(form: str) -> None:
    one = replace(notes_on(IDLE, title="One"), id="sha256:1")
    two = replace(notes_on(MAY, title="Two"), id="sha256:2")
    three = replace(notes_on(MAN, title="Three"), id="sha256:3")
    page = page_of(form, one, two) + {"logseq": "- mine\n", "org": "* mine\n"}[form]
    merged = FORMATS[form].merged
    more = replace(one, annotations=(IDLE, NEW))
    result = (merged(page.encode(), page_of(form, three, more, two).encode()) or b"").decode()
    places = [result.index(words) for words in ("One", "brand-new", "Two", "two", "mine", "Three", "three")]
    assert places == sorted(places)
    # One article alone takes nothing from the others.
    alone = (merged(page.encode(), page_of(form, replace(two, annotations=())).encode()) or b"").decode()
    assert "one" in alone
    assert "two" not in alone
    assert merged(page.encode(), page_of(form, three).encode()) is None


def test_much_that_is_added_below_a_passage_takes_no_time() -> None:
    page = page_of("logseq", first()) + "\t\t- my block with some words\n" * 20_000
    begun = perf_counter()
    assert "fresh three" in updated("logseq", page)
    assert perf_counter() - begun < 5


def test_pages_are_found_in_folders_and_copies_are_not(tmp_path: Path) -> None:
    page = page_of("logseq", first())
    for name in ("logseq/bak/A/old.md", ".trash/old.md", "Cities/Deep/My name.md", "Cities/other.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page)
    assert pages_in(tmp_path, ".md") == {first().id: "Cities/Deep/My name"}
    (tmp_path / "Top.md").write_text(page)
    assert pages_in(tmp_path, ".md") == {first().id: "Top"}
    assert pages_in(tmp_path / "none", ".md") == {}
