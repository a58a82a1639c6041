"""What the preview says of an article: where reading stopped, who is named, what was noted."""

from collections.abc import Sequence

from tui.domain.article import minutes_to_read
from tui.domain.library import ReadArticle, ReadingPosition, ReadingState
from tui.domain.people import Named
from tui.domain.text.sanitize import one_line
from tui.domain.text.sentences import sentence_spans
from tui.domain.text.times import counted, short_day
from tui.library.people import ArticlePreview
from tui.ui.article.titles import percent, reading_time
from tui.ui.library.article_list import STAR, source_of, style_of
from tui.ui.library.base import Shown
from tui.ui.library.preview import Block, name_entry, note_entry, paragraph, progress, section

_NAMES = 5
_NOTES = 3
_OTHERS = 5
_STOPPED_LINES = 5

Elsewhere = Sequence[tuple[Named, Sequence[ReadArticle]]]
"""Names of an article, and the other articles that each appears in."""


def article_preview(found: ArticlePreview, elsewhere: Elsewhere, followed: Sequence[str] = ()) -> Shown:
    """Return what there is to know of an article, and what Enter does with it.

    ``followed`` are the names in it of those who are followed.
    """
    article, known = found.article, found.appearances
    share, filing = article.position.progress if article.position else 0.0, article.filing
    words = [source_of(article), one_line(short_day(article.date))]
    if known is not None and known.words:
        words += [counted(known.words, "word"), reading_time(minutes_to_read(known.words))]
    blocks: list[Block] = [
        paragraph(article.title, "heading"),
        paragraph(" · ".join(filter(None, words)), "muted", 2),
    ]
    filed = [f"{STAR} starred" if filing.is_starred else "", "archived" if filing.is_archived else ""]
    filed.append(f"added {one_line(short_day(filing.added[:10]))}" if filing.added else "")
    if any(filed):
        blocks.append(paragraph(" · ".join(filter(None, filed)), "muted", 2))
    if filing.tags:
        blocks.append(paragraph(" ".join(f"#{one_line(tag)}" for tag in filing.tags), "tag", 3))
    if followed:
        blocks.append(paragraph(f"you follow {', '.join(one_line(name) for name in followed)}", "strong", 3))
    blocks.append(progress(share, style_of(article).bar))
    if found.position is not None and article.state is ReadingState.READING:
        blocks += _where_stopped(found.position)
    if known is not None:
        blocks.append(section("Named most", known.names))
        blocks += [name_entry(one.label, one.name, f"{one.mentions:,}") for one in known.named_most[:_NAMES]]
    if found.notes:
        blocks.append(section("Your notes", len(found.notes)))
        blocks += [note_entry(note) for note in found.notes[:_NOTES]]
        if (more := len(found.notes) - _NOTES) > 0:
            blocks.append(paragraph(f"and {more:,} more", "muted", 1, indent=2))
    if elsewhere:
        blocks.append(section("Also in your library"))
        blocks += [
            name_entry(one.label, one.name, _others(articles)) for one, articles in elsewhere[:_OTHERS]
        ]
    if known is None:
        blocks += [section("Named most"), paragraph("not analysed yet", "muted")]
    return blocks, _enter(article, share)


def _enter(article: ReadArticle, share: float) -> str:
    match article.state:
        case ReadingState.READING:
            return f"continues at {percent(share)}"
        case ReadingState.UNREAD:
            return "starts reading"
        case ReadingState.FINISHED:
            return "opens it again"


def _where_stopped(position: ReadingPosition) -> list[Block]:
    """Return the sentence in which reading stopped, and how its paragraph goes on."""
    around, here = position.before + position.after, len(position.before)
    start = around.rfind("\n", 0, here) + 1
    end = around.find("\n", here)
    sentences = sentence_spans(around, start, len(around) if end < 0 else end)
    begun = [span.start for span in sentences if span.start <= here]
    words = around[begun[-1] if begun else start : None if end < 0 else end]
    if not words.strip():
        return []
    return [section("Where you stopped"), paragraph(words, limit=_STOPPED_LINES)]


def _others(articles: Sequence[ReadArticle]) -> str:
    """Say how many there are, and in which state if that is the same for all."""
    states = {article.state for article in articles}
    if len(states) == 1:
        return f"{len(articles):,} {states.pop().value}"
    return counted(len(articles), "article")
