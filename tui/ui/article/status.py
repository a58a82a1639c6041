"""The status: what is under the cursor, in a few words, for the line at the foot."""

from tui.domain.text.folding import MOST_HITS
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui.article.layers import EntityMention
from tui.ui.article.view import ArticleView
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES

_COUNTED = 200_000
"""Code points of a selection up to which its words are counted; more would make keys slow."""
CONFIRM = "changed - confirm"
"""What is said of a note whose passage the reader should look at."""


def place_in_words(view: ArticleView) -> str:
    """Describe what is selected, else the name, link, quotation or note under the cursor."""
    selected = view.selected
    if selected is not None:
        return _size_in_words(selected, view.rows.text)
    mention = view.overlays.mention_at(view.cursor)
    if mention is not None:
        return _mention_in_words(mention, view.rows.text)
    link = view.overlays.links.at(view.cursor)
    if link is not None:
        return f"→ {one_line(link.href)}"
    quotation = view.overlays.quotation_at(view.cursor)
    if quotation is not None:
        speaker = quotation.speaker
        if speaker is None:
            return "” speaker not told"
        doubt = "" if quotation.is_clear else " ?"
        return f"” {speaker.name or ' '.join(speaker.span.of(view.rows.text).split())}{doubt}"
    placed = view.overlays.annotation_at(view.cursor)
    if placed is not None:
        tags = [f"#{tag}" for tag in placed.annotation.tags]
        colour = COLOUR_STYLES[placed.annotation.colour]
        mark = [f"{colour.sign} {colour.name}"] if placed.sure else ["?", CONFIRM, "·"]
        return " ".join([*mark, *placed.annotation.note.split(), *tags])
    return ""


def _size_in_words(span: TextSpan, text: str) -> str:
    """Say how much is selected."""
    characters = span.end - span.start
    length = f"{characters:,} character{'' if characters == 1 else 's'}"
    if characters > _COUNTED:
        return f"selected: {length}"
    words = len(span.of(text).split())
    return f"selected: {words:,} word{'' if words == 1 else 's'}, {length}"


def _mention_in_words(mention: EntityMention, text: str) -> str:
    style, entity = LABEL_STYLES[mention.label], mention.entity
    if entity is None:
        return f"{style.mark} {text[mention.start : mention.end]} · {style.singular}"
    number = 1 + sum(span.start < mention.start for span in entity.mentions)
    return f"{style.mark} {entity.name} · {style.singular} · {number} of {len(entity.mentions)}"


def hits_in_words(view: ArticleView) -> str:
    """Say which of the hits of ``view`` the cursor is on, such as ``3 of 17``, else how many there are."""
    hits = view.overlays.hits
    if not len(hits):
        return ""
    count = f"{len(hits):,}{'+' if len(hits) == MOST_HITS else ''}"
    here = hits.at(view.cursor)
    if here is None:
        return "1 hit" if len(hits) == 1 else f"{count} hits"
    return f"{hits.before(here.start) + 1:,} of {count}"
