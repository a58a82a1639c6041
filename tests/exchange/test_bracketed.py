"""Articles as text with bracketed marks."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.support.annotations import note
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.anchoring.anchor import Anchor, AnchoredNote
from tui.domain.annotation import TextQuoteSelector
from tui.domain.article import Article, Block, Markup
from tui.domain.text.spans import TextSpan
from tui.exchange.common import target_of
from tui.exchange.plain_text import bracketed
from tui.sources.markdown import article_from_markdown

_HEAD = re.compile(r"\[(?:(?:PERSON|ORG) |(?:QUOTE|NOTED|TITLE)(?: (?:[^:\\\[\]]|\\.)*)?: )")


def without_marks(text: str) -> str:
    """What is left of a text when its marks are taken away; fails where brackets do not pair."""
    plain, position, depth = [], 0, 0
    while position < len(text):
        if text[position] == "\\":
            plain.append(text[position + 1])
            position += 2
        elif head := _HEAD.match(text, position):
            depth += 1
            position = head.end()
        elif text[position] == "]":
            depth -= 1
            assert depth >= 0
            position += 1
        else:
            assert text[position] != "["
            plain.append(text[position])
            position += 1
    assert depth == 0
    return "".join(plain)


@given(st.text(st.sampled_from("ab:[]\\, é"), min_size=2, max_size=30), st.data())
def test_without_its_marks_it_is_the_text_however_they_cross(words: str, data: st.DataObject) -> None:
    span = st.tuples(st.integers(0, len(words) - 1), st.integers(1, len(words))).map(
        lambda ends: TextSpan(min(ends), max(max(ends), min(ends) + 1))
    )
    spans = st.lists(span, max_size=4)
    names, quotes, passages = data.draw(spans), data.draw(spans), data.draw(spans)
    middle = data.draw(st.integers(1, len(words)))
    blocks = (Block(0, middle), Block(middle, len(words))) if middle < len(words) else (Block(0, middle),)
    speaker = Speaker(TextSpan(0, 1), "A [b]: \\c")
    analysis = Analysis(
        tuple(
            Entity(label, "x", (at,)) for label, at in zip((Label.PERSON, Label.ORG) * 2, names, strict=False)
        ),
        tuple(Quotation(at, QuotationKind.DIRECT, None, speaker) for at in quotes),
    )
    made = note("mill")
    notes = [AnchoredNote(made, Anchor(at)) for at in passages]
    pieces = bracketed(Article("x", words, blocks, title="T"), analysis, notes, frozenset(Markup))
    lines = "".join(pieces).split("\n")
    assert lines.pop(0) == "[TITLE: T]"
    reported = [line for line in lines if line.startswith("[NOTE ")]
    assert len(reported) == len(passages)
    assert "".join(without_marks(line) for line in lines if line not in reported) == words


def test_marks_of_every_kind() -> None:
    article = article_from_markdown(
        "# The mill\n\n## Who *came*\n\n“No,” said Ada, “not [I].”\n\n- Ada\n- Bo\n\n> cited", "mill.md"
    )

    def at(words: str, of: str = "") -> TextSpan:
        start = article.text.index(words, article.text.index(of or words))
        return TextSpan(start, start + len(words))

    ada = Entity(Label.PERSON, "Ada", (at("Ada"), at("Ada", "Ada\n")))
    said = [
        Quotation(at("“No,”"), QuotationKind.DIRECT, None, Speaker(at("Ada"), "Ada")),
        Quotation(at("“not [I].”"), QuotationKind.DIRECT, None, Speaker(at("Ada"), "Ada", 0.5)),
    ]
    first = note("No", "Why?\n\n[really]", ["mill"], text=article.text)
    notes = [
        AnchoredNote(first, Anchor(at("said Ada, “not"))),
        AnchoredNote(note("Bo", text=article.text), Anchor(at("Bo"), sure=False)),
        AnchoredNote(note("mill: [gone]", "x", text="mill: [gone]"), Anchor()),
    ]
    analysis = Analysis((ada,), tuple(said))
    assert "".join(bracketed(article, analysis, notes, frozenset(Markup))) == (
        "[TITLE: The mill]\n\n[HEADING 2: Who came]\n\n"
        "[QUOTE by Ada: “No,”] [NOTED 1: said [PERSON Ada], [QUOTE by Ada?: “not]]"
        "[QUOTE by Ada?, continued:  \\[I\\].”]\n"
        "[NOTE 1, yellow: Why?\n\\[really\\] #mill]\n\n"
        "• [PERSON Ada]\n• [NOTED 2: Bo]\n[NOTE 2, yellow, changed - confirm]\n\n> cited\n\n"
        "[NOTE 3, yellow, on a passage that is no longer there, “mill\\: \\[gone\\]”: x]\n"
    )
    assert "".join(bracketed(article, analysis, notes, frozenset())) == (
        "The mill\n\nWho came\n\n“No,” said Ada, “not [I].”\n\n• Ada\n• Bo\n\n> cited\n"
    )


def test_a_note_on_the_whole_article_is_on_no_passage() -> None:
    notes = [
        AnchoredNote(replace(note("x", "Why?", text="x"), target=target_of(TextQuoteSelector(""))), Anchor())
    ]
    assert "".join(
        bracketed(Article("x.txt", "Text", (Block(0, 4),)), Analysis(), notes, [Markup.NOTES])
    ).endswith("[NOTE 1, yellow, on the whole article: Why?]\n")


def test_title_and_source_come_first() -> None:
    about = Article("x.txt", "Text", (Block(0, 4),), title="Name", site="Gazette", date="2025-03-01")
    assert "".join(bracketed(about, Analysis(), (), [Markup.HEADINGS])) == (
        "[TITLE: Name]\n[FROM: Gazette, 2025-03-01]\n\nText\n"
    )
