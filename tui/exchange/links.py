"""What pages say of each passage: sentence, page, links to it; and names that tags may have elsewhere."""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from tui.domain.annotation import Annotation
from tui.domain.library import ArticleRecord
from tui.domain.people import WHO
from tui.domain.text.sanitize import encodable, one_line
from tui.domain.text.sentences import sentence_spans
from tui.domain.text.spans import Intervals, TextSpan
from tui.exchange.common import source_of
from tui.exchange.output import Exported

_LONGEST_WORDS = 8
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
SCHEME = "postil:"
"""How the links begin that lead back into Postil."""


class Passage(NamedTuple):
    """An annotation, and what is said of the passage that it is on.

    Attributes:
        annotation: the annotation.
        span: where the passage stands in the text that is shown, or None where it has no place there.
        page: the label of the page that it begins on, or empty.
        sentence: the sentence around it, unless it is a whole one itself.
        speaker: who said it, or empty.
        names: the people and bodies that it, or the sentence around it, names.
        link: what leads back to it; see ``link_back``.
    """

    annotation: Annotation
    span: TextSpan | None
    page: str
    sentence: str
    speaker: str
    names: tuple[str, ...]
    link: str


def passages(article: Exported) -> Iterator[Passage]:
    """Yield what is said of the passage of each annotation."""
    notes, text = article.notes, article.notes.text
    places = {annotation.id: span for annotation, span in article.placed()}
    named = Intervals(_mentions(article))
    for annotation in notes.annotations:
        span, sentence, page = places.get(annotation.id), "", ""
        names: list[str] = []
        if span is not None:
            start, end = _sentences_around(text, span)
            names = [each.name for each in named.crossing(min(start, span.start), max(end, span.end))]
            if (around := text[start:end].strip()) != text[slice(*span)].strip():
                sentence = one_line(around, 2_000)
            if article.article is not None and article.article.text_hash == notes.text_hash:
                page = one_line(article.article.page_at(span.start), 40)
        speaker = article.speakers.get(annotation.id, "")
        speaker, *others = (article.pages.get(name, name) for name in (speaker, *dict.fromkeys(names)))
        link = link_back(notes, annotation)
        yield Passage(annotation, span, page, sentence, speaker, tuple(dict.fromkeys(others)), link)


def _sentences_around(text: str, span: TextSpan) -> TextSpan:
    """Return from where to where the sentences reach that a passage is in, with the marks that close them."""
    begin, end = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
    spans = sentence_spans(text, begin + 2 if begin >= 0 else 0, end if end >= 0 else len(text))
    inside = [each for each in spans if each.start < span.end and span.start < each.end]
    return TextSpan(inside[0].start, inside[-1].end) if inside else span


class _Named(NamedTuple):
    """A mention of a person or a body."""

    start: int
    end: int
    name: str


def _mentions(article: Exported) -> Iterator[_Named]:
    for entity in article.analysis.entities if article.analysis else ():
        if entity.label in WHO:
            yield from (_Named(start, end, entity.name) for start, end in entity.mentions)


def link_back(notes: ArticleRecord, annotation: Annotation) -> str:
    """Return the IRI of a passage: on the web, where browsers find it by its words, else in Postil."""
    source = source_of(notes)
    if not source.startswith(("http://", "https://")):
        return postil_link(notes.id, note=annotation.id)
    return text_fragment(source, annotation.target.quote.exact)


def text_fragment(address: str, exact: str) -> str:
    """Return the address of a page with the passage in it that says ``exact``."""
    words = exact.split()
    if not words:
        return address
    ends = [exact.strip()]
    if len(words) > _LONGEST_WORDS:
        ends = [" ".join(words[:4]), " ".join(words[-4:])]
    elif "\n" in exact.strip() and len(words) > 1:  # a fragment of one piece never spans paragraphs
        ends = [words[0], words[-1]]
    fragment = ",".join(quote(encodable(end), safe="").replace("-", "%2D") for end in ends)
    return f"{address}{'' if '#' in address else '#'}:~:text={fragment}"


def postil_link(article_id: str, *, note: str = "", text: str = "") -> str:
    """Return the IRI by which ``postil open`` shows an article: at an annotation, or at a passage."""
    asked = {"article": article_id, "note": note, "text": text}
    return "postil://open?" + urlencode(
        {name: encodable(value) for name, value in asked.items() if value}, quote_via=quote, safe=""
    )


class PassageLink(NamedTuple):
    """What a link into Postil says.

    Attributes:
        article: the id of the article, or where it was opened from; empty where only the note is known.
        note: the id of the annotation, or empty.
        text: the words of the passage, or empty.
    """

    article: str
    note: str
    text: str


def parsed_link(link: str) -> PassageLink | None:
    """Return what a link into Postil says, or None where it is no such link."""
    try:
        parts = urlsplit(link.strip())
        asked = parse_qs(parts.query)
    except ValueError:
        return None
    article, note, text = (asked.get(name, [""])[0] for name in PassageLink._fields)
    # Browsers and desktops may add a slash after the host.
    is_one = f"{parts.scheme}:" == SCHEME and (parts.netloc, parts.path.strip("/")) == ("open", "")
    return PassageLink(article, note, text) if is_one and (article or note) else None


def block_id(annotation: Annotation) -> str:
    """Return the name of a block, the same for as long as the annotation lives: ``p-1a2b3c4d``."""
    digest = hashlib.sha256(annotation.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"p-{digest[:8]}"


def legal_tag(tag: str) -> str:
    """Return a tag that has no spaces and is not digits alone, or empty where nothing is left of it."""
    legal = _NOT_IN_TAGS.sub("-", one_line(tag)).strip("-/")
    return f"tag-{legal}" if legal and not re.search(r"[^\d/-]", legal) else legal
