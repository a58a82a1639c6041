"""Articles in a view, as the tests of what it does need them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tests.support.widgets import Seen, WidgetApp
from tui.domain.article import Article, Block, BlockKind, Inline
from tui.ui.article.view import ArticleView

TEXT = "\n\n".join(
    f"Paragraph {number} tells of Ada and of Grace. It goes on with words enough for a second row, or three."
    for number in range(1, 31)
)


def article_of(text: str, *inlines: Inline, kinds: dict[int, BlockKind] | None = None) -> Article:
    blocks, position = [], 0
    for number, part in enumerate(text.split("\n\n")):
        kind = (kinds or {}).get(number, BlockKind.PARAGRAPH)
        blocks.append(Block(position, position + len(part), kind))
        position += len(part) + 2
    return Article("x", text, tuple(blocks), tuple(inlines))


@asynccontextmanager
async def showing(
    article: Article, size: tuple[int, int] = (80, 24), seen: Seen | None = None
) -> AsyncIterator[tuple[ArticleView, Pilot[None]]]:
    view = ArticleView()
    app = WidgetApp(view)
    async with app.run_test(size=size, message_hook=seen) as pilot:
        view.focus()
        view.article = article
        await pilot.pause()
        yield view, pilot
