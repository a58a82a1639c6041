"""The status: what is under the cursor, in a few words, for the line at the foot."""

from textual.content import Content

from tui.domain.analysis import Quotation
from tui.domain.text.folding import MOST_HITS
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui.article.layers import EntityMention, PlacedAnnotation
from tui.ui.article.titles import percent
from tui.ui.article.view import ArticleView
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES

_COUNTED = 200_000
"""Code points of a selection up to which its words are counted; more would make keys slow."""
_SIGN, _NAME, _MUTED = "bold $accent", "bold $bright", "$muted"
CONFIRM = "changed - confirm"
"""What is said of a note whose passage the reader should look at."""


def place_in_words(view: ArticleView) -> Content:
    """Describe what is selected, else the name, link, quotation or note under the cursor."""
    text = view.rows.text
    if view.selected is not None:
        return Content.styled(_size_in_words(view.selected, text), _MUTED)
    mention = view.overlays.mention_at(view.cursor)
    if mention is not None:
        return _mention_in_words(mention, view)
    link = view.overlays.links.at(view.cursor)
    if link is not None:
        return Content.assemble(("→ ", _SIGN), (one_line(link.href), _MUTED))
    quotation = view.overlays.quotation_at(view.cursor)
    if quotation is not None:
        return _quotation_in_words(quotation, text)
    placed = view.overlays.annotation_at(view.cursor)
    return Content() if placed is None else _annotation_in_words(placed)


def _quotation_in_words(quotation: Quotation, text: str) -> Content:
    """Say who said it."""
    speaker = quotation.speaker
    if speaker is None:
        return Content.assemble(("” ", _SIGN), ("speaker not named", _MUTED))
    name = one_line(speaker.name or speaker.span.of(text))
    doubt = "" if quotation.is_clear else " ?"
    written = attribution(quotation, text)
    said = f"  as written: “{one_line(written, 80)}”" if written and written != name else ""
    place = f" · {percent(quotation.span.start / max(1, len(text)))}"
    return Content.assemble(("” ", _SIGN), (name, _NAME), (doubt, _SIGN), (said + place, _MUTED))


def attribution(quotation: Quotation, text: str) -> str:
    """Return the wording for the speaker and for that it was said, in the order of the text."""
    parts = (quotation.speaker.span if quotation.speaker else None, quotation.cue)
    spans = sorted(span for span in parts if span is not None)
    words = [" ".join(span.of(text).split()) for span in spans]
    is_one = len(spans) == 2 and text[spans[0].end : spans[1].start].isspace()
    return (" " if is_one else " … ").join(words)


def _annotation_in_words(placed: PlacedAnnotation) -> Content:
    """Say what is noted."""
    annotation, style = placed.annotation, COLOUR_STYLES[placed.annotation.colour]
    mark = (f"{style.sign} {style.name}", f"${style.suffix}") if placed.sure else (f"? {CONFIRM} ·", _SIGN)
    words = " ".join(annotation.note.split())
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    parts = [mark, (words, "$foreground"), (tags, "$accent")]
    return Content(" ").join(Content.styled(said, look) for said, look in parts if said)


def _size_in_words(span: TextSpan, text: str) -> str:
    """Say how much is selected."""
    characters = span.end - span.start
    length = f"{characters:,} character{'' if characters == 1 else 's'}"
    if characters > _COUNTED:
        return f"selected: {length}"
    words = len(span.of(text).split())
    return f"selected: {words:,} word{'' if words == 1 else 's'}, {length}"


def _mention_in_words(mention: EntityMention, view: ArticleView) -> Content:
    """Say who or what it names, which of its mentions this is, and how often it is quoted."""
    style, entity = LABEL_STYLES[mention.label], mention.entity
    name = view.rows.text[mention.start : mention.end] if entity is None else entity.name
    said = [style.singular]
    if entity is not None:
        number = 1 + sum(span.start < mention.start for span in entity.mentions)
        said.append(f"{number} of {len(entity.mentions)}")
        if quotes := view.overlays.said.get(entity.name, 0):
            said.append(f"said {quotes}")
    return Content.assemble(
        (f"{style.mark} ", f"bold $label-{style.suffix}"),
        (one_line(name), _NAME),
        ("".join(f" · {each}" for each in said), _MUTED),
    )


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
