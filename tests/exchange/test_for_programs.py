"""Pages for Obsidian, Logseq and Org, cards for Anki, highlights for Readwise, and references."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support.annotations import TEXT, TIMES, article_notes, exported, given, note, notes_on
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.annotation import Colour
from tui.domain.article import Article
from tui.domain.library import ArticleRecord
from tui.domain.people import PeopleChoices
from tui.domain.text.spans import TextSpan
from tui.exchange.formats import FORMATS
from tui.exchange.links import block_id, legal_tag, link_back, parsed_link, postil_link
from tui.exchange.notebooks import logseq, obsidian, org, people_in
from tui.exchange.output import Exported
from tui.exchange.pages.merging import merged_regions as merged
from tui.exchange.references import anki, bibtex, csl, readwise

PAGE = "https://gazette.example/mill"


def written(form: Callable[[Iterable[Exported]], Iterator[bytes]], *several: ArticleRecord) -> str:
    return b"".join(form(given(*several))).decode()


def with_speaker(notes: ArticleRecord, name: str) -> list[Exported]:
    return [replace(exported(notes), speakers={each.id: name for each in notes.annotations})]


def test_obsidian_has_colour_time_speaker_sentence_and_a_link_back() -> None:
    made = replace(note("stood idle", "Since *when*?", ["to check", "2025"]), colour=Colour.GREEN)
    notes = replace(notes_on(made), id=PAGE)
    page = b"".join(obsidian(with_speaker(notes, "Anna [Blum]"))).decode()
    assert page.startswith(
        f'---\ntitle: "The mill race"\npostil-id: "{PAGE}"\nsource: "{PAGE}"\ndate: 2025-03-01\n'
    )
    assert 'tags:\n  - "to-check"\n  - "tag-2025"\n---\n' in page
    assert "> stood idle\n>\n> \u2014 [[Anna Blum]]\n" in page
    assert f"\n\n^{block_id(made)}\n\n" in page
    assert f"green, [{TIMES[0]}](<{PAGE}#:~:text=stood%20idle>)" in page
    [sentence] = re.findall("^Sentence: (.*)$", page, re.MULTILINE)
    assert "stood idle" in sentence
    assert sentence != "stood idle"
    assert page.endswith("Since *when*?\n\n#to-check #tag-2025\n%% postil end %%\n")


def test_the_sentence_is_a_whole_one_with_the_marks_that_close_it() -> None:
    text = "It rains.\n\n“Mr. Fox of the U.S. saw 400 cracks.” All left.\n\nIt snows."
    page = written(obsidian, notes_on(note("400 cracks", text=text), text=text))
    assert "\nSentence: “Mr. Fox of the U.S. saw 400 cracks.”\n" in page


def test_obsidian_of_several_articles_has_one_front_matter() -> None:
    page = written(obsidian, notes_on(note("May", tags=["a"])), notes_on(note("May"), title="Two"))
    assert page.startswith('---\ntitle: "Notes"\ntags:\n  - "a"\n---\n')
    assert page.count("---\n") == 2
    assert re.findall("^# .*", page, re.MULTILINE) == ["# The mill race", "# Two"]


@pytest.mark.parametrize(
    ("tag", "legal"),
    [("to check", "to-check"), ("#2025", "tag-2025"), ("a/b", "a/b"), ("2025-26", "tag-2025-26"), ("!", "")],
)
def test_tags_are_legal(tag: str, legal: str) -> None:
    assert legal_tag(tag) == legal


def test_a_link_back_finds_long_passages_by_their_ends() -> None:
    text = "one-two three, four five & six seven eight nine ten.\n\nEleven"
    notes = replace(notes_on(text=text), id=PAGE)
    link = link_back(notes, note(text[:52], text=text))
    start, end = link.removeprefix(f"{PAGE}#:~:text=").split(",")
    assert "-" not in start  # it would be taken for the end of a prefix
    assert (unquote(start), unquote(end)) == ("one-two three, four five", "seven eight nine ten.")
    across = link_back(notes, note("ten.\n\nEleven", text=text))
    assert across == f"{PAGE}#:~:text=ten.,Eleven"
    asked = note("stood idle")
    assert parsed_link(link_back(notes_on(), asked)) == (notes_on().id, asked.id, "")


def test_logseq_has_blocks_with_properties_and_the_note_below() -> None:
    made = note("*Nobody* had paid\nthe miller", "Who?\nfake:: property", ["two words"])
    lines = written(logseq, notes_on(made)).splitlines()
    assert lines[0] == "- The mill race"
    at = lines.index(f"\t- id:: {made.id}")
    assert lines[at + 1].startswith("\t  postil:: ")
    assert lines[at + 2] == "\t  colour:: yellow"
    assert "\t  tags:: [[two words]]" in lines
    assert "\t  > \\*Nobody\\* had paid" in lines
    assert lines[-2:] == ["\t\t- Who?", "\t\t  fake:\\: property"]


def test_org_text_is_no_heading_keyword_or_drawer() -> None:
    text = "* One\n#+END_QUOTE\n:END:\nlast."
    made = note(text, "* mine\n#+BEGIN_SRC", ["to check"], text=text)
    page = written(org, notes_on(made, text=text))
    assert re.findall(r"^\*+ .*", page, re.MULTILINE) == ["* The mill race", page.splitlines()[7]]
    assert page.splitlines()[7].endswith(" :to_check:")
    assert re.findall(r"^\s*#\+.*", page, re.MULTILINE) == ["#+BEGIN_QUOTE", "#+END_QUOTE"]
    assert page.count("\n:END:") == 2


def test_anki_cards_have_four_fields_and_no_markup_of_the_article() -> None:
    text = 'He\tsaid "<b>no</b>"\nand left.'
    made = note(text, "Why?\nWhen?", ["two words", "2025"], text=text)
    lines = written(anki, notes_on(made, text=text)).splitlines()
    assert [line for line in lines if line.startswith("#")] == lines[:4]
    key, front, back, tags = lines[4].split("\t")
    assert key == made.id
    assert front == "He said &quot;&lt;b&gt;no&lt;/b&gt;&quot;<br>and left."
    assert back.startswith('Why?<br>When?<br><a href="postil://open?article=')
    assert tags == "two-words tag-2025"


def test_readwise_has_its_columns() -> None:
    made = note("stood idle", "=1+1", ["to check"])
    [found] = csv.DictReader(io.StringIO(written(readwise, notes_on(made)), newline=""))
    assert found["Highlight"] == "stood idle"
    assert found["Note"] == "'=1+1\n.to-check"
    assert found["Location"] == str(TEXT.index("stood idle"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", found["Date"])


def test_references_have_title_address_site_and_date() -> None:
    notes = replace(notes_on(note("May"), title="Mills & {more} 100%"), id=PAGE)
    [item] = json.loads(written(csl, notes))
    assert (item["type"], item["title"], item["URL"]) == ("webpage", "Mills & {more} 100%", PAGE)
    assert (item["container-title"], item["issued"]) == ("Gazette", {"date-parts": [[2025, 3, 1]]})
    entry = written(bibtex, notes)
    assert entry.startswith(f"@misc{{{item['id']},\n")
    assert r"title = {{Mills \& \textbraceleft{}more\textbraceright{} 100\%}}," in entry
    odd = written(bibtex, notes_on(note("May"), title=r"a { b \} c } }"))
    assert odd.count("{") == odd.count("}")
    assert "year = {2025}," in entry
    assert f"url = {{{PAGE}}}," in entry
    # The key is the same each time, and another one for another article of the same title.
    assert written(bibtex, notes) == entry
    several = replace(exported(notes), article=Article("", TEXT, (), author="Ann Ray; Lund, Bo"))
    [item] = json.loads(b"".join(csl([several])))
    assert item["author"] == [{"literal": "Ann Ray"}, {"literal": "Lund, Bo"}]
    [book] = json.loads(written(csl, replace(notes, date="1897")))
    assert book["issued"] == {"date-parts": [[1897]]}
    assert "year = {1897}" in written(bibtex, replace(notes, date="1897"))
    [other] = json.loads(written(csl, replace(notes, id=f"{PAGE}/2")))
    assert other["id"] != item["id"]


@settings(max_examples=60, deadline=None)
@hypothesis_given(article_notes())
def test_whatever_was_written_makes_whole_lines_and_no_markup(notes: ArticleRecord) -> None:
    for name in ("obsidian", "logseq", "org", "anki", "csl", "bibtex"):
        encoded = FORMATS[name].encoded
        assert encoded is not None
        text = b"".join(encoded(given(notes))).decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), name
    cards = written(anki, notes).split("\n")[4:-1]
    assert [card.count("\t") for card in cards] == [3] * len(notes.annotations)
    body = written(obsidian, notes).split("\n# ", 1)[1]
    html = MarkdownIt("commonmark", {"html": True}).render(body)
    assert not re.findall(r"<(?:script|img|iframe)\b", html)


def test_a_page_written_again_is_updated_and_keeps_what_a_person_wrote() -> None:
    idle, may, man = note("stood idle", "old"), note("May", "gone"), note("or his man", "edited here")
    notes = notes_on(may, idle, man)
    page = written(obsidian, notes).replace("# The mill race\n", "# My title\n\nMy words.\n")
    page = page.replace("edited here", "edited by me") + "\nAt the end."
    new = note("Nobody", "%% postil end %%")
    again = written(obsidian, replace(notes, annotations=(replace(idle, note="fresh"), new, man)))
    result = (merged(page.encode(), again.encode()) or b"").decode()
    for kept in ("# My title\n\nMy words.\n", "edited by me", "fresh", "At the end.", block_id(new)):
        assert result.count(kept) == (2 if kept == block_id(new) else 1)
    assert "gone" not in result
    assert "\nold\n" not in result
    assert merged(result.encode(), again.encode()) == result.encode()
    other = page.replace(notes.id, "sha256:other")
    assert merged(other.encode(), again.encode()) is None
    for written_again in (notes.id, f"'{notes.id}'"):
        rewritten = page.replace(f'"{notes.id}"', written_again)
        assert "fresh" in (merged(rewritten.encode(), again.encode()) or b"").decode()
    # Older programs wrote no id: where it is from says what it is.
    older = re.sub("^postil-id: .*\n", "", page, flags=re.MULTILINE)
    assert "fresh" in (merged(older.encode(), again.encode()) or b"").decode()
    assert merged(older.replace("mill.txt", "other.txt").encode(), again.encode()) is None
    assert merged(b"mine", again.encode()) is None


@settings(max_examples=40, deadline=None)
@hypothesis_given(article_notes(), st.data())
def test_a_page_written_again_loses_nothing_and_is_the_same_the_next_time(
    notes: ArticleRecord, data: st.DataObject
) -> None:
    """Whatever notes came and went, what was added to pages of every kind stays, and the rest is as new."""
    name = data.draw(st.sampled_from(["obsidian", "logseq", "org"]))
    form, mine = FORMATS[name], {"obsidian": "my words", "logseq": "- my words", "org": "* my words"}[name]
    assert form.encoded is not None
    page = b"".join(form.encoded(given(notes)))
    assert form.merged(page, page) == page
    some = tuple(each for each in notes.annotations if data.draw(st.booleans()))
    first = b"".join(form.encoded(given(replace(notes, annotations=some)))) + f"{mine}\n".encode()
    again = form.merged(first, page)
    assert again is not None
    assert form.merged(again, page) == again
    assert again.decode().count(mine) == 1
    # Front matter is the user's, once it is written.
    for line in (page.partition(b"\n---\n")[2] or page).splitlines():
        assert line in again


@pytest.mark.parametrize("name", ["logseq", "org"])
def test_outlines_written_again_keep_what_a_person_wrote(name: str) -> None:
    form = FORMATS[name]
    assert form.encoded is not None
    idle, may, man = (
        note("stood idle", "old"),
        note("May", "gone", id="a b"),
        note("or his man", "edited here"),
    )
    notes = replace(notes_on(may, idle, man), author="Jo Roe")
    page = b"".join(form.encoded(given(notes))).decode()
    assert page.lower().count("author") == 1
    mine = (
        page.replace("edited here", "edited by me") + {"logseq": "\t- my block", "org": "** my heading"}[name]
    )
    new = note("Nobody", "brand-new")
    later = replace(notes, annotations=(replace(idle, note="fresh"), new, man), title="Another title")
    again = form.merged(mine.encode(), b"".join(form.encoded(given(later))))
    result = (again or b"").decode()
    for kept in ("The mill race", "edited by me", "fresh", "brand-new", " my "):
        assert result.count(kept) == 1, (kept, result)
    assert not re.search(r"gone|old$|edited here", result, re.MULTILINE)
    assert form.merged(result.encode(), b"".join(form.encoded(given(later)))) == again
    # An editor of Windows changes the ends of lines, and many drop the last one.
    windows = page.rstrip().replace("\n", "\r\n").encode()
    assert b"fresh" in (form.merged(windows, b"".join(form.encoded(given(later)))) or b"")


def test_links_into_postil_are_read_as_they_were_written() -> None:
    for article, asked, text in (
        ("sha256:ab", "1-2", ""),
        ("/a b/é.txt", "", "“Why?” & so\non"),
        ("https://x/?y=1#z", "", ""),
    ):
        link = postil_link(article, note=asked, text=text)
        assert link.isascii()
        assert parsed_link(link) == (article, asked, text)
    for other in (
        "postil:",
        "postil://open",
        "postil://close?article=x",
        "https://open?article=x",
        "postil://[",
        "",
    ):
        assert parsed_link(other) is None


def test_people_who_are_the_same_have_one_page() -> None:
    text = "“No,” said Ann Lee. “So?” asked Ánn Lee. “Yes,” said A. Blum."
    said, names = [], []
    for words, name in (("“No,”", "Ann Lee"), ("“So?”", "Ánn Lee"), ("“Yes,”", "A. Blum")):
        span, named = (TextSpan(text.index(each), text.index(each) + len(each)) for each in (words, name))
        said.append(Quotation(span, QuotationKind.DIRECT, None, Speaker(named, name)))
        names.append(Entity(Label.PERSON, name, (named,)))
    article = replace(exported(notes_on(text=text)), analysis=Analysis(tuple(names), tuple(said)))
    pages = people_in([article, replace(article, analysis=None)])
    assert [(page.name, [one.words for one in page.said]) for page in pages] == [
        ("A. Blum", ["“Yes,”"]), ("Ann Lee", ["“No,”", "“So?”"])
    ]  # fmt: skip
    blum, lee = (page.key for page in pages)
    [one] = people_in([article], PeopleChoices(joined={lee: blum}, names={blum: "Anna Blum"}))
    assert (one.name, len(one.said), one.spellings) == ("Anna Blum", 3, {"A. Blum", "Ann Lee", "Ánn Lee"})


def test_those_whom_a_passage_or_its_sentence_names_are_links() -> None:
    text = "The Union met. Ann [Lee] of the Union saw Rome: “No.” All left."
    names = {"Union": Label.ORG, "Ann [Lee]": Label.PERSON, "Rome": Label.LOC}
    entities = [
        Entity(label, name, tuple(TextSpan(*found.span()) for found in re.finditer(re.escape(name), text)))
        for name, label in names.items()
    ]
    article = exported(notes_on(note("saw", text=text), note("left", text=text), text=text))
    article = replace(article, analysis=Analysis(tuple(entities)), pages={"Union": "The Union"})
    page = b"".join(obsidian([article])).decode()
    assert re.findall("^Names: .*", page, re.MULTILINE) == ["Names: [[Ann Lee]], [[The Union]]"]
    assert "\t  names:: [[Ann Lee]], [[The Union]]\n" in b"".join(logseq([article])).decode()
    assert ":NAMES: Ann [Lee], The Union\n" in b"".join(org([article])).decode()
