"""Web pages: what the article says is shown and never obeyed, and everyone can read them."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.annotations import exported, note, notes_on
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.annotation import Colour
from tui.domain.article import Article, Block, BlockKind, Inline, InlineStyle
from tui.domain.text.spans import TextSpan
from tui.exchange.output import Exported
from tui.exchange.web_page import DARK, LIGHT, web_page

_VOID = {"meta", "br", "hr"}


class _Seen(HTMLParser):
    """A page as a browser reads it; fails where elements cross."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        """What stands in the text of the article, without the numbers of notes."""
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.elements.append((tag, known))
        if tag == "a":
            assert "a" not in [name for name, _ in self._open]
        if tag not in _VOID:
            self._open.append((tag, known))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self._open]
        is_text = any(name == "div" and "lang" in known for name, known in self._open)
        if (is_text or "h1" in names) and "sup" not in names:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each element of this name."""
        return [known for name, known in self.elements if name == tag]


def page_of(*articles: Exported) -> tuple[str, _Seen]:
    """Return a page, and what a browser sees of it."""
    page = b"".join(web_page(articles)).decode()
    return page, _Seen(page)


def article_of(text: str, *passages: str, **about: object) -> Exported:
    """An article with a headline and paragraphs, and notes on some of its passages."""
    spans = [found.span() for found in re.finditer(r"[^\n]+", text)]
    kinds = [BlockKind.HEADLINE, *[BlockKind.PARAGRAPH] * len(spans)]
    blocks = tuple(Block(*span, kind) for span, kind in zip(spans, kinds, strict=False))
    article = replace(Article("", text, blocks), **about)  # type: ignore[arg-type]
    notes = notes_on(*(note(each, f"on {each}", ["to check"], text=text) for each in passages), text=text)
    return replace(exported(notes), article=article)


def test_a_page_has_the_article_its_names_and_its_notes_with_links_both_ways() -> None:
    text = "The mill\n\nAnna Blum said: “We stopped.” Ann left."
    anna = Entity(Label.PERSON, "Anna Blum", (TextSpan(10, 19), TextSpan(41, 44)))
    start = text.index("“")
    said = Quotation(
        TextSpan(start, start + 13), QuotationKind.DIRECT, None, Speaker(anna.mentions[0], "Anna Blum")
    )
    given = article_of(
        text, "We stopped", "Anna Blum said", author="Jo Roe", language="en", pages=((0, "xii"),)
    )
    given = replace(
        given, analysis=Analysis((anna,), (said,)), speakers={given.notes.annotations[0].id: "Anna Blum"}
    )
    page, seen = page_of(given)
    assert re.sub(r"\s", "", seen.text) == re.sub(r"\s", "", text)
    ids = [known["id"] for _, known in seen.elements if "id" in known]
    assert len(ids) == len(set(ids))
    targets = [known["href"][1:] for known in seen.all("a") if known["href"].startswith("#")]
    assert set(targets) <= set(ids)
    assert {"note-1", "note-2", "ref-1", "ref-2", "name-1"} <= set(targets)
    assert [known["lang"] for known in seen.all("html") + seen.all("h1")] == ["en", "en"]
    assert len(seen.all("h1")) == len(seen.all("main")) == len(seen.all("article")) == 1
    for shown in (
        "Jo Roe",
        "p. xii",
        "— Anna Blum",
        "on We stopped",
        "#to check",
        "said by Anna Blum",
        "Legend",
    ):
        assert shown in page
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page


def test_nothing_is_run_or_fetched_whatever_the_article_says() -> None:
    bad = "<script>alert(1)</script> \"x\" onload='y' </mark></article><img src=x> &lt;b&gt; javascript:z"
    text = f"{bad}\n\nSee {bad}"
    start = text.index("See")
    links = [
        Inline(start, start + 3, InlineStyle.LINK, href)
        for href in (
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//[",
            "/x",
            'http://a.example/"><b>',
        )
    ]
    entity = Entity(Label.ORG, bad, (TextSpan(start, start + 9),))
    for link in links:
        given = article_of(text, bad, title=bad, author=bad, site=bad, language='"><b>', inlines=(link,))
        notes = replace(
            given.notes, title=bad, author=bad, site=bad, date='"><b>', id=f"https://x.example/{bad}"
        )
        made = replace(notes.annotations[0], note=bad, tags=(bad,), created=bad, id=bad)
        given = replace(given, notes=replace(notes, annotations=(made,)), analysis=Analysis((entity,)))
        page, seen = page_of(replace(given, speakers={bad: bad}))
        assert re.sub(r"\s", "", seen.text) == re.sub(r"\s", "", text)
        assert {"script", "img", "b", "link", "iframe", "object", "base"}.isdisjoint(
            name for name, _ in seen.elements
        )
        for _, known in seen.elements:
            assert not any(name.startswith("on") or name in ("src", "style", "srcset") for name in known)
            assert known.get("href", "#").startswith(("#", "https://x.example/", "http://a.example/"))
        [policy] = [known["content"] for known in seen.all("meta") if known.get("http-equiv")]
        assert policy.startswith("default-src 'none'")
        assert not re.search(r"url\(|@import", page)


@st.composite
def marked_articles(draw: st.DrawFn) -> Exported:
    """Articles with all kinds of blocks and marks that cross each other."""
    lines = draw(
        st.lists(st.text(st.sampled_from("ab <&\"'é東"), min_size=1, max_size=9), min_size=1, max_size=6)
    )
    text = "\n\n".join(line.strip() or "x" for line in lines)
    spans = [found.span() for found in re.finditer(r"[^\n]+", text)]
    blocks = tuple(
        Block(
            *span,
            draw(st.sampled_from(BlockKind)),
            draw(st.integers(0, 6)),
            draw(st.sampled_from(["•", "3.", "10)"])),
        )
        for span in spans
    )

    def some(most: int) -> list[TextSpan]:
        ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20))
        return [
            TextSpan(start, min(len(text), start + length))
            for start, length in draw(st.lists(ends, max_size=most))
        ]

    inlines = tuple(
        Inline(*span, draw(st.sampled_from(InlineStyle)), "https://a.example/") for span in sorted(some(4))
    )
    notes = notes_on(*(note(text[slice(*span)], text=text) for span in some(4)), text=text)
    said = tuple(Quotation(span, QuotationKind.DIRECT, None, None) for span in some(2))
    names = tuple(Entity(draw(st.sampled_from(Label)), "N", (span,)) for span in some(3))
    return replace(
        exported(notes), article=Article("", text, blocks, inlines), analysis=Analysis(names, said)
    )


@settings(max_examples=60, deadline=None)
@hypothesis_given(st.lists(marked_articles(), min_size=1, max_size=2))
def test_elements_never_cross_and_every_note_is_reached(articles: list[Exported]) -> None:
    _, seen = page_of(*articles)
    ids = [known["id"] for _, known in seen.elements if "id" in known]
    assert len(ids) == len(set(ids))
    for known in seen.all("a"):
        assert not known["href"].startswith("#") or known["href"][1:] in ids, known
    levels = [int(name[1]) for name, _ in seen.elements if re.fullmatch(r"h\d", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    shown = re.sub(r"\s", "", seen.text)
    for article in articles:
        assert re.sub(r"\s", "", article.notes.text) in shown or len(articles) > 1


def test_a_headline_within_the_text_begins_the_levels_again() -> None:
    text = "a\n\nb\n\nc\n\nd"
    kinds = [(BlockKind.HEADING, 2), (BlockKind.HEADING, 3), (BlockKind.HEADLINE, 0), (BlockKind.HEADING, 4)]
    blocks = tuple(Block(3 * at, 3 * at + 1, kind, level) for at, (kind, level) in enumerate(kinds))
    article = replace(exported(notes_on(text=text)), article=Article("", text, blocks))
    _, seen = page_of(article)
    levels = [name for name, _ in seen.elements if re.fullmatch(r"h\d", name)]
    assert levels[:5] == ["h1", "h2", "h3", "h2", "h3"]


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_all_texts_stand_out(colours: dict[str, str]) -> None:
    for behind in ("page", *map(str, Colour)):
        for text in ("text", "link", *(["faint"] if behind == "page" else [])):
            light, dark = sorted((_luminance(colours[behind]), _luminance(colours[text])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, behind)
