"""The formats for other programs: Markdown, CSV, brat, and annotations in a DocBin."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from spacy.tokens import DocBin

from tests.support.annotations import TEXT, article_notes, exported, given, note, notes_on
from tui.domain.annotation import Motivation, TextQuoteSelector
from tui.domain.article import Article
from tui.domain.library import ArticleRecord
from tui.exchange.brat import brat_files
from tui.exchange.common import encoded, target_of
from tui.exchange.csv_table import COLUMNS, table
from tui.exchange.docbin import doc_bin
from tui.exchange.markdown import markdown
from tui.exchange.output import FileNames, page_name
from tui.library import Library


def as_markdown(*several: ArticleRecord) -> str:
    return b"".join(markdown(given(*several))).decode()


def rows(*several: ArticleRecord) -> list[dict[str, str]]:
    data = b"".join(table(given(*several))).decode()
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_markdown_of_an_article() -> None:
    made = note("*Nobody* had paid\nthe miller", "Who *owed* him?\n\n- the town", ["mill", "two words"])
    written = as_markdown(notes_on(made, note("- None.")))
    assert written == (
        f'---\ntitle: "The mill race"\npostil-id: "{notes_on().id}"\n'
        'source: "file:///home/reader/mill.txt"\ndate: 2025-03-01\n'
        'site: "Gazette"\ntags:\n  - "mill"\n  - "two words"\n---\n\n# The mill race\n\n'
        "> \\*Nobody\\* had paid\n> the miller\n\nWho *owed* him?\n\n- the town\n\n#mill #two-words\n\n"
        "> \\- None.\n"
    )


def test_markdown_names_the_speaker_and_the_page() -> None:
    made = note("stood idle"), note("May")
    article = Article("", TEXT, (), pages=((0, "xi"), (TEXT.index("May"), "xii")))
    speakers = {made[0].id: "Anna"}
    written = b"".join(
        markdown([replace(exported(notes_on(*made)), article=article, speakers=speakers)])
    ).decode()
    assert "> stood idle\n>\n> — Anna, p. xi\n\n> May\n>\n> — p. xii\n" in written


def test_markdown_is_read_as_an_article_with_its_front_matter(tmp_path: Path) -> None:
    (tmp_path / "mill.md").write_text(as_markdown(notes_on(note("stood idle"))))
    article = Library(tmp_path / "data").open(str(tmp_path / "mill.md"))
    assert (article.title, article.date, article.site) == ("The mill race", "2025-03-01", "Gazette")


def test_markdown_of_several_articles_is_one_document() -> None:
    written = as_markdown(notes_on(note("stood idle", tags=["a"])), notes_on(note("May"), title="*Two*"))
    assert written.count("---\n") == 2
    assert [line for line in written.splitlines() if line.startswith("# ")] == [
        "# The mill race",
        "# \\*Two\\*",
    ]


@settings(max_examples=100, deadline=None)
@hypothesis_given(st.text(st.sampled_from("ab 1.)-+*_`[]()<>!#&;|~$\\=>\n"), min_size=1, max_size=25))
def test_a_passage_is_never_markup(text: str) -> None:
    if not text.strip():
        return
    made = note(text, text=text)
    body = as_markdown(notes_on(made, text=text)).split("\n# ")[1].split("\n", 1)[1]
    [passage] = [part for part in MarkdownIt().parse(body) if part.type == "blockquote_open"]
    assert passage.level == 0
    html = MarkdownIt().render(body)
    assert not re.findall(r"<(?!/?(?:blockquote|p|br)\b)", html)


@pytest.mark.parametrize(
    "words",
    [
        "see <script>alert(1)</script> there",
        "<img src=x onerror=alert(1)>",
        "\\\\<b>bold</b>",
        "<!-- hidden --> <?php ?> </p>",
        "![a picture](https://tracker.example/x.png)",
        "![a][b]\n\n[b]: https://tracker.example/x.png",
        "\\\\![a](x.png)",
        "[press](javascript:alert(1)) [too](<java&#115;cript:x>)",
        "[x]: data:text/html,hello\n\n[x]",
        "<javascript:alert(1)>",
    ],
)
def test_a_note_is_neither_html_nor_a_picture_nor_a_program(words: str) -> None:
    body = as_markdown(notes_on(note("stood idle", words))).split("\n# ")[1].split("\n", 1)[1]
    # As a renderer that forbids nothing.
    renderer = MarkdownIt("commonmark", {"html": True})
    renderer.validateLink = lambda _: True  # type: ignore[method-assign]
    html = renderer.render(body)
    assert not re.findall(r"<(?!/?(?:blockquote|p|a)\b)|(?:href|src)=\"(?!https?:)", html), html
    for said in re.findall(r"\w{4,}", words):
        assert said in html or said == "115"


def test_a_note_is_markdown_otherwise() -> None:
    words = (
        "*So* [it says](https://a.example/x?y=1#z), [here](notes.md) and <https://b.example>: 1 < 2 \\<b> [x]"
    )
    assert words in as_markdown(notes_on(note("stood idle", words)))


def test_a_note_on_the_whole_article_has_no_quotation() -> None:
    about_all = replace(note("x", "Why?", text="x"), target=target_of(TextQuoteSelector("")))
    assert [line for line in as_markdown(notes_on(about_all)).split("\n") if line.startswith(">")] == []


def test_csv_keeps_everything_that_is_said() -> None:
    made = note("“or his man”", 'He said: "no"; then,\nnothing.', ["a", "b,c"])
    [row] = rows(notes_on(made))
    assert tuple(row) == COLUMNS
    assert (row["quote"], row["note"], row["tags"]) == ("“or his man”", made.note, "a; b,c")
    assert (int(row["start"]), int(row["end"])) == made.target.span
    assert (row["id"], row["created"], row["title"], row["date"]) == (
        made.id, made.created, "The mill race", "2025-03-01",
    )  # fmt: skip
    data = b"".join(table(given(notes_on(made))))
    assert data.startswith(b"title,source,")
    assert data.endswith(b"\r\n")
    assert b'"He said: ""no""; then,\nnothing."' in data


@pytest.mark.parametrize("dangerous", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_are_no_formulas(dangerous: str) -> None:
    text = dangerous + " of the mill"
    [row] = rows(notes_on(note(text, dangerous, [dangerous], text=text), text=text, title=dangerous))
    assert [row["note"], row["tags"], row["title"]] == [f"'{dangerous}"] * 3
    assert row["quote"] == f"'{text}"


@settings(max_examples=60, deadline=None)
@hypothesis_given(article_notes())
def test_no_cell_is_a_formula_or_an_order_to_a_terminal(notes: ArticleRecord) -> None:
    for row in rows(notes):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", cell)


def test_brat_files() -> None:
    made = note("*Nobody* had paid\nthe miller", "Who owed\nhim?", ["über uns", "b"])
    highlight = replace(note("stood idle"), motivation=Motivation.HIGHLIGHTING)
    files = brat_files(exported(notes_on(made, highlight)))
    assert files[".txt"].decode() == TEXT
    first = TEXT.index("*Nobody")
    second = TEXT.index("the miller")
    idle = TEXT.index("stood")
    assert files[".ann"].decode().splitlines() == [
        f"T1\tuber_uns {first} {first + 17};{second} {second + 10}\t*Nobody* had paid the miller",
        "A1\tColour T1 yellow",
        f"T2\thighlighting {idle} {idle + 10}\tstood idle",
        "A2\tColour T2 yellow",
        "#1\tAnnotatorNotes T1\tWho owed him?",
        "#2\tTags T1\tüber uns, b",
        f"#3\tMade T1\t{made.id} {made.created} {made.modified}",
        f"#4\tMade T2\t{highlight.id} {highlight.created} {highlight.modified}",
    ]


@settings(max_examples=60, deadline=None)
@hypothesis_given(article_notes())
def test_brat_reads_what_its_lines_say(notes: ArticleRecord) -> None:
    files = brat_files(exported(notes))
    text = files[".txt"].decode()
    known: set[str] = set()
    for line in files[".ann"].decode().split("\n")[:-1]:
        name, reported, *rest = line.split("\t")
        assert name not in known
        known.add(name)
        if name.startswith("T"):
            label, _, places = reported.partition(" ")
            assert re.fullmatch(r"[A-Za-z0-9_-]+", label)
            parts = [text[slice(*map(int, place.split()))] for place in places.split(";")]
            assert all(part and "\n" not in part and part == part.strip() for part in parts)
            assert rest == [" ".join(parts)]
        else:
            assert re.fullmatch(r"[A#]\d+", name)
            assert reported.split()[1] in known


def test_annotations_are_spans_of_a_doc_bin() -> None:
    made = note("tood idle", "Since when?", ["mill", "state"])
    highlight = replace(note("the miller"), motivation=Motivation.HIGHLIGHTING)
    lost = replace(made, id="lost", target=replace(note("zebras", text="zebras").target, text_hash=""))
    data = b"".join(doc_bin(given(notes_on(made, highlight, lost))))
    [doc] = DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)
    assert [(span.text, span.label_, span.id_) for span in doc.spans["annotations"]] == [
        ("stood idle", "mill", made.id),
        ("stood idle", "state", made.id),
        ("the miller", "highlighting", highlight.id),
    ]
    assert not doc.ents
    assert all(token.ent_iob == 0 for token in doc)


def test_what_was_made_on_an_older_text_stands_where_it_is_now() -> None:
    older = note("stood idle", text="The mill stood idle since May, and nobody knew why it had.")
    newer = "It is said: The mill stood idle since May, and nobody knew why it had."
    version = Article("", newer, ()).text_hash
    notes = replace(notes_on(older), texts={version: newer})
    assert f" {newer.index('stood')} " in brat_files(exported(notes))[".ann"].decode()


@settings(max_examples=100, deadline=None)
@hypothesis_given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), max_size=6))
def test_names_of_files_are_safe_and_different(titles: list[str]) -> None:
    names = FileNames()
    given = [names.name(title, str(number)) for number, title in enumerate(titles)]
    assert len({name.casefold() for name in given}) == len(given)
    for name in given:
        assert not re.search(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f-\x9f\u200e\u202a-\u202e]|^[-. ~]|[. ]$', name)
        assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)
        assert len(name) <= 103
        assert len(f".{name}.jsonld~".encode()) < 255
        assert page_name(page_name(name)) == page_name(name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("CON", "CON-"),
        ("nul.txt", "nul-.txt"),
        ("COM¹", "COM¹-"),
        ("", "untitled"),
        ("What? \"Never\": a/b\\c", "What 'Never' - a-b-c"),
        ("Über den Fluss", "Über den Fluss"),
        ("It’s Anna O'Neill: 10:30 [live] #1", "It’s Anna O'Neill - 10-30 live 1"),
        ("word " * 40, "word " * 19 + "word"),
        ("x" * 300, "x" * 100),
    ],
)  # fmt: skip
def test_names_of_files(title: str, name: str) -> None:
    assert FileNames().name(title, "id") == name


@hypothesis_given(st.text(st.characters()))
def test_json_is_harmless_and_says_the_same(text: str) -> None:
    data = encoded({"text": text})
    assert json.loads(data) == {"text": text}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ufeff]", data.decode())
