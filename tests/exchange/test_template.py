"""Templates: pages in a form of the user's own, and one line for what is wrong with one."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.annotations import article_notes, exported, given, note, notes_on
from tui.domain.article import Article
from tui.domain.library import ArticleRecord
from tui.exchange.links import parsed_link
from tui.exchange.notebooks import obsidian
from tui.exchange.output import Exported, ExportError
from tui.exchange.template import (
    EXAMPLE,
    FILTERS,
    OF_ARTICLE,
    OF_NOTE,
    Template,
    TemplateError,
    pages,
    read_template,
)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "templates.md"


def page(template: str, *articles: Exported, in_regions: bool = False) -> str:
    return b"".join(pages(Template(template), articles, in_regions=in_regions)).decode()


def test_a_page_of_ones_own() -> None:
    text = "Anna *said*:\nWe stopped.\n\nAnd left."
    made = note("*said*:\nWe stopped.", "Why?\n- when", ["to check", "2025"], text=text)
    notes = replace(notes_on(made, note("left", text=text), text=text, title="The [mill]"), author="Jo")
    given = replace(
        exported(notes),
        speakers={made.id: "Anna: Blum"},
        article=Article("", text, (), pages=((0, "12"), (25, "13"))),
    )
    template = (
        "$$ ${title} by ${author}${site:, }\n@@ ${date|day} ${title|plain}\n- ${tag|yaml}\n@note\n\n"
        "@# a remark\n> ${quote}\n\n${number}${page:, p. }\n@with speaker\n"
        "${speaker|link} <${speaker|html}>\n@end\n* ${note}\n${tags}\n@end\n\n\nend ${open}"
    )
    lines = page(template, given).splitlines()
    assert lines[:4] == [
        "$ The \\[mill\\] by Jo, Gazette",
        "@ 2025-03-01 The [mill]",
        '- "to-check"',
        '- "tag-2025"',
    ]
    assert lines[4:14] == [
        "", "> \\*said\\*:", "> We stopped.", "", "1, p. 12", "[[Anna - Blum]] <Anna: Blum>",
        "* Why?", "  - when", "#to-check #tag-2025", "",
    ]  # fmt: skip
    assert lines[14:-1] == ["> left", "", "2, p. 13", ""]
    assert parsed_link(lines[-1].removeprefix("end ")) == (notes.id, "", "")


@settings(max_examples=60, deadline=None)
@hypothesis_given(article_notes())
def test_values_never_become_lines_of_the_template(notes: ArticleRecord) -> None:
    notes = replace(notes, author="")
    written = page("a ${title|line}\n@note\nb ${quote|line}\n@end\nc ${author}", *given(notes)).splitlines()
    quotes = [each for each in notes.annotations if " ".join(each.target.quote.exact.split())]
    assert [line[0] for line in written if line] == ["a", *"b" * len(quotes)]


@settings(max_examples=60, deadline=None)
@hypothesis_given(st.text(st.sampled_from("${}|:@\n title note quote end with")))
def test_whatever_a_template_is_it_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        page(text, exported(notes_on(note("May"))))
        refused = "template, line 1"
    except TemplateError as error:
        refused = str(error)
    assert refused.startswith("template, line ")
    assert refused.isprintable()


def test_the_example_is_the_page_for_obsidian() -> None:
    notes = notes_on(note("stood idle", "Since *when*?", ["a"]), note("May"))
    for several in ([exported(notes)], [exported(notes), exported(replace(notes, title="Two"))]):
        assert page(EXAMPLE, *several, in_regions=True) == b"".join(obsidian(several)).decode()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\n${titel}", 2, "there is no titel; did you mean title?"),
        ("${zzzzzz}", 1, "there is no zzzzzz; there are title, "),
        ("${quote}", 1, "quote is of a note: it stands between @note and @end"),
        ("@with page\n@end", 1, "page is of a note"),
        ("a\n@note\n${quote|yelow}", 3, "|yelow is not one of plain, "),
        ("a\n@note\n", 2, "@note has no @end"),
        ("@end", 1, "@end without @note or @with"),
        ("@note\n@end\n@note\n@end", 3, "there can be only one @note"),
        ("@with tags\n@note", 2, "@note cannot stand in @with"),
        ("@foreach", 1, "@foreach is not @note, @with, @end or @#"),
        ("x ${title", 1, "${title is not a placeholder; $$ stands for $"),
        ("@with\n@end", 1, "there is no name"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(text)
    with pytest.raises(TemplateError) as raised:
        read_template(path)
    assert str(raised.value).startswith(f"{path}, line {line}: {reason}")


def test_files_that_are_no_templates(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, reason in (("binary", "not text in UTF-8"), ("none", "No such file"), (".", "Is a directory")):
        with pytest.raises(ExportError, match=reason):
            read_template(tmp_path / name)


def test_the_document_names_all_that_may_stand_in_a_template() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name in (*OF_ARTICLE, *OF_NOTE):
        assert f"| `{name}` |" in text, name
    for name in FILTERS:
        assert f"| `{name}` |" in text, name
