"""The rows around one place of a long text, to be shown while all of it is yet to be wrapped."""

from dataclasses import dataclass

from tui.domain.article import Article
from tui.domain.motions import block_number_at
from tui.ui.article.layout import TextLayout
from tui.widgets.typesetting import Typesetting


@dataclass
class RowsAhead:
    """Some rows of a text.

    Attributes:
        layout: holds the parts of the text around a place, and no others.
        top: the number of the row of it that stands in the first line of the view.
        painted: whether any of them was painted.
    """

    layout: TextLayout
    top: int
    painted: bool = False


def rows_around(
    article: Article, offset: int, above: int, height: int, columns: int, setting: Typesetting
) -> RowsAhead:
    """The rows of a view of ``height`` lines in which that of ``offset`` has ``above`` lines over it.

    Args:
        article: what is shown.
        offset: a code point of it.
        above: lines of the view, at least 0 and less than ``height``.
        height: lines of the view.
        columns: cells of a row.
        setting: how the text is set.
    """
    blocks = article.blocks
    number = block_number_at(blocks, offset)
    # A block has a row at least.
    first, last = max(0, number - height), min(len(blocks), number + height + 1)
    layout = TextLayout(article.text, blocks[first:last], columns, setting)
    top = layout.row_at(offset) - above
    # As a view is scrolled: neither past the last row nor before the first.
    if last == len(blocks):
        top = min(top, len(layout) - height)
    if first == 0:
        top = max(top, 0)
    return RowsAhead(layout, top)
