"""The article on the screen: painting, the cursor, the mouse."""

from rich.cells import cell_len

from tests.support.widgets import PARAGRAPHS, Seen, article_of, showing_article, shown
from tui.domain.analysis import (
    Analysis,
    AnalysisPiece,
    Entity,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from tui.domain.anchoring.anchor import Anchor, AnchoredNote
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article, BlockKind, Inline, InlineStyle
from tui.domain.text.spans import TextSpan
from tui.sources.markdown import article_from_markdown
from tui.sources.plain_text import article_from_text
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.painter import GUTTER
from tui.ui.article.view import ArticleView


def texts_styled(view: ArticleView, name: str) -> list[str]:
    """The stretches on the screen that are painted in the colour of a component class."""
    colour = view.style_named(name).color
    assert colour is not None
    lines = [view.render_line(y) for y in range(view.height)]
    return [
        segment.text for line in lines for segment in line if segment.style and segment.style.color == colour
    ]


async def test_the_text_is_centred_and_no_wider_than_the_measure() -> None:
    async with showing_article(article_of(PARAGRAPHS), (120, 20)) as (view, _):
        lines = [line for line in shown(view.app).splitlines() if "Paragraph" in line]
        indents = {len(line) - len(line.lstrip(" ▎")) for line in lines}
        assert len(indents) == 1
        assert 20 <= indents.pop() <= 28
        assert view.rows.width == 72


async def test_the_language_of_code_stands_at_the_end_of_its_first_line_where_there_is_room() -> None:
    made = article_from_markdown(f"Prose.\n\n```python\nprint()\nx\n```\n\n```c\n{'x' * 72}\n```\n", "a.md")
    async with showing_article(made) as (view, _):
        lines = shown(view.app).splitlines()
        (first,) = (line.rstrip() for line in lines if "print" in line)
        assert first.endswith("print()".ljust(70 - len("python")) + "python")
        assert not any("python" in line for line in lines if "print" not in line)
        assert not any(line.rstrip().endswith(" c") for line in lines)
        assert texts_styled(view, "marker")[0].strip() == "python"


async def test_names_have_the_colour_of_their_kind_unless_hidden() -> None:
    ada = Entity(Label.PERSON, "Ada", (TextSpan(PARAGRAPHS.index("Ada"), PARAGRAPHS.index("Ada") + 3),))
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((ada,)))
        await pilot.pause()
        assert texts_styled(view, "person") == ["Ada"]
        view.hidden = frozenset({Label.PERSON})
        await pilot.pause()
        assert texts_styled(view, "person") == []


async def test_pieces_of_an_analysis_show_at_once_and_the_whole_replaces_them() -> None:
    start = PARAGRAPHS.index("Grace")
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.add_piece(AnalysisPiece(TextSpan(0, 200), [Mention(start, start + 5, Label.ORG)], 0.1))
        await pilot.pause()
        assert texts_styled(view, "org") == ["Grace"]
        whole = Entity(Label.PERSON, "Grace", (TextSpan(start, start + 5),))
        view.placed = PlacedAnalysis(Analysis((whole,)))
        await pilot.pause()
        assert texts_styled(view, "org") == []
        assert texts_styled(view, "person") == ["Grace"]


async def test_all_mentions_of_the_name_under_the_cursor_stand_out() -> None:
    places = tuple(TextSpan(i, i + 3) for i in range(len(PARAGRAPHS)) if PARAGRAPHS.startswith("Ada", i))
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((Entity(Label.PERSON, "Ada", places),)))
        view.go_to(places[0].start)
        await pilot.pause()
        lines = [view.render_line(y) for y in range(view.height)]
        found = [seg for line in lines for seg in line if seg.text in ("Ada", "da")]
        bold = [seg for seg in found if seg.style and seg.style.bold]
        assert len(bold) > 3


async def test_notes_are_marked_in_text_and_margin() -> None:
    article = article_of(PARAGRAPHS)
    start = PARAGRAPHS.index("Grace")
    async with showing_article(article) as (view, pilot):
        span = TextSpan(start, start + 5)
        made = Annotation(describe(PARAGRAPHS, span, article.text_hash))
        view.placed_notes = (AnchoredNote(made, Anchor(span)),)
        await pilot.pause()
        assert "◇" in view.render_line(0).text
        assert "●" not in view.render_line(view.rows.row_at(PARAGRAPHS.index("Paragraph 2"))).text


async def test_a_note_in_doubt_is_distinguished_without_colour() -> None:
    article = article_of(PARAGRAPHS)
    span = TextSpan(PARAGRAPHS.index("Grace"), PARAGRAPHS.index("Grace") + 5)
    made = Annotation(describe(PARAGRAPHS, span, "another text"))
    async with showing_article(article) as (view, pilot):
        styles = []
        for sure, mark in ((True, "◇"), (False, "?")):
            view.placed_notes = (AnchoredNote(made, Anchor(span, sure=sure)),)
            await pilot.pause()
            line = view.render_line(0)
            assert mark in line.text[: GUTTER + view.viewport.left_of(view.rows)]
            styles += [seg.style for seg in line if seg.text == "Grace"]
        known, doubtful = (style.without_color for style in styles if style)
        assert known != doubtful


async def test_quotations_have_a_background_of_their_own() -> None:
    quotation = Quotation(TextSpan(0, 9), QuotationKind.DIRECT, None, None)
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((), (quotation,)))
        view.go_to(PARAGRAPHS.index("tells"))
        await pilot.pause()
        styles = {seg.text: seg.style for seg in view.render_line(0) if seg.style}
        assert styles["Paragraph"].bgcolor != view.style_named("text").bgcolor


async def test_speakers_are_marked_and_uncertain_quotations_look_so() -> None:
    # "Paragraph" is said by Ada, and doubtful; "It goes on" by Grace, for sure.
    ada, grace = (
        TextSpan(PARAGRAPHS.index(word), PARAGRAPHS.index(word) + len(word)) for word in ("Ada", "Grace")
    )
    goes_on = TextSpan(PARAGRAPHS.index("It goes"), PARAGRAPHS.index(" with words"))
    quotations = (
        Quotation(TextSpan(0, 9), QuotationKind.DIRECT, None, Speaker(ada, "Ada", 0.4)),
        Quotation(goes_on, QuotationKind.DIRECT, None, Speaker(grace, "Grace")),
    )
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((), quotations))
        view.go_to(PARAGRAPHS.index("enough"))
        await pilot.pause()

        def styles() -> dict:
            return {seg.text: seg.style for y in (0, 1) for seg in view.render_line(y) if seg.style}

        looks = styles()
        plain = view.style_named("text").bgcolor
        assert looks["Paragraph"].bgcolor == looks["It goes on"].bgcolor != plain
        assert looks["Paragraph"].italic
        assert not looks["It goes on"].italic
        # On a quotation its own speaker stands out, and no other.
        view.go_to(PARAGRAPHS.index("goes"))
        await pilot.pause()
        looks = styles()
        assert looks["Grace"].underline
        assert not any(style.underline for words, style in looks.items() if "Ada" in words)


async def test_the_keys_for_a_quotation_act_on_one_alone() -> None:
    quotation = Quotation(TextSpan(0, 9), QuotationKind.DIRECT, None, None)
    seen = Seen()
    async with showing_article(article_of(PARAGRAPHS), seen=seen) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((), (quotation,)))
        view.go_to(20)
        await pilot.press("x", "r")
        assert len(seen.of(ArticleView.RelabelRequested)) == 1
        view.go_to(3)
        await pilot.press("x", "r")
        assert [each.quotation for each in seen.of(ArticleView.QuoteRemovalRequested)] == [quotation]
        assert [each.quotation for each in seen.of(ArticleView.SpeakerRequested)] == [quotation]
        # A name within the quotation goes before its speaker.
        person = Entity(Label.PERSON, "Paragraph", (TextSpan(0, 9),))
        view.placed = PlacedAnalysis(Analysis((person,), (quotation,)))
        await pilot.press("r")
        assert len(seen.of(ArticleView.RelabelRequested)) == 2
        assert len(seen.of(ArticleView.SpeakerRequested)) == 1


async def test_markup_and_escapes_in_a_text_are_shown_or_dropped_but_do_nothing() -> None:
    article = article_from_text(
        "[bold]x[/bold] [@click=app.quit]y[/] \x1b[31mred\x1b]0;title\x07 \x9b2J end", "x.txt"
    )
    async with showing_article(article) as (view, _):
        screen = shown(view.app)
        assert "[bold]x[/bold] [@click=app.quit]y[/]" in screen
        assert "\x1b" not in screen
        assert "\x9b" not in screen
        assert "red" in screen


async def test_formatted_text_looks_formatted() -> None:
    text = "Head\n\nsome emphasis here\n\nquoted\n\nitem"
    kinds = {0: BlockKind.HEADING, 2: BlockKind.BLOCK_QUOTE, 3: BlockKind.LIST_ITEM}
    start = text.index("emphasis")
    article = article_of(text, Inline(start, start + 8, InlineStyle.EMPHASIS), kinds=kinds)
    blocks = (*article.blocks[:3], article.blocks[3]._replace(marker="•"))
    async with showing_article(Article("x", text, blocks, article.inlines)) as (view, _):
        heading = next(seg for seg in view.render_line(0) if seg.text.startswith("ead"))
        assert heading.style is not None
        assert heading.style.bold
        italic = [seg.text for y in range(8) for seg in view.render_line(y) if seg.style and seg.style.italic]
        assert "emphasis" in italic
        screen = shown(view.app)
        assert "│ quoted" in screen
        assert "• item" in screen


async def test_wide_characters_take_their_true_cells() -> None:
    text = "東京の👩\u200d🚀は語った。" * 12 + " e\u0301te\u0301 שלום"
    async with showing_article(article_of(text), (50, 20)) as (view, _):
        for y in range(view.height):
            line = view.render_line(y)
            assert cell_len(line.text) == line.cell_length == view.scrollable_content_region.width


async def test_a_theme_gives_other_colours_at_once() -> None:
    ada = Entity(Label.PERSON, "Ada", (TextSpan(PARAGRAPHS.index("Ada"), PARAGRAPHS.index("Ada") + 3),))
    async with showing_article(article_of(PARAGRAPHS)) as (view, pilot):
        view.placed = PlacedAnalysis(Analysis((ada,)))
        await pilot.pause()
        dark = view.style_named("person").color
        view.app.theme = "postil-light"
        await pilot.pause()
        assert view.style_named("person").color != dark
        assert texts_styled(view, "person") == ["Ada"]
