"""What was noted on the passage under the cursor."""

from tests.support.app import SUMMIT, reading
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.panes.notes import passage_lines
from tui.ui.widgets.row_list import Line

TARGET = describe("text", TextSpan(0, 4), "hash")


def reported(note: str, tags: tuple[str, ...], others: int, limit: int) -> list[str]:
    notes = [Annotation(TARGET, note=note, tags=tags, colour=Colour.RED)] * (others + 1)
    return [in_full(line) for line in passage_lines(notes, 30, limit)]


def in_full(line: Line) -> str:
    return "".join(run.text for run in line)


def test_note_tags_and_the_number_of_the_others_share_the_lines() -> None:
    assert reported("One.\n\nTwo [b]words[/b] and more of them.", ("a", "b"), 2, 4) == [
        "■ One.",
        "  Two [b]words[/b] and more of",
        "  them.",
        "  #a #b                +2 more",
    ]
    assert reported("One.\nTwo.", ("long-tag",) * 9, 1, 2) == ["■ One. …", "  #long-tag #long-ta…  +1 more"]
    assert reported("One.\nTwo.", (), 0, 2) == ["■ One.", "  Two."]
    assert reported("", ("a",), 0, 2) == ["■ #a"]
    assert reported("\x1b]0;x\x07One", ("\x1b[2J",), 0, 2) == ["■ One", "  #"]


def note(article: Article, words: str, said: str) -> Annotation:
    start = article.text.index(words)
    span = TextSpan(start, start + len(words))
    return Annotation(describe(article.text, span, article.text_hash), note=said)


async def test_it_comes_and_goes_with_the_cursor_and_is_never_over_its_row(library: Library) -> None:
    article = library.open(SUMMIT)
    end = article.text.rstrip()[-30:]
    library.annotate(article, note(article, "Keir Starmer gathered", "The host."))
    library.annotate(article, note(article, end, "The end."))
    async with reading(library, size=(60, 20), analysed=False) as run:
        view = run.reader.view
        rows = view.size.height
        assert "The host." not in run.shown()
        await run.press("right_square_bracket", "n")
        assert run.shown().splitlines()[view.region.y + rows - 1][:-1].strip() == "◆ The host."
        await run.press("4")
        await run.until(lambda: "◆ The host." not in run.shown(), "the list tells it now")
        await run.press("escape")
        await run.until(lambda: "◆ The host." in run.shown(), "it is there again")
        await run.press("j", "j")
        assert "◆ The host." not in run.shown()
        await run.press("right_square_bracket", "n")
        lines = run.shown().splitlines()[view.region.y :][:rows]
        assert lines[0][:-1].strip() == "◆ The end."
        assert "The end." not in lines[-1]
