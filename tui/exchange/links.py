"""Links back to a passage, the sentence that it stands in, and names that tags may have elsewhere."""

import hashlib
import re
from urllib.parse import quote

from tui.domain.anchoring.fuzzy import sentence_around
from tui.domain.annotation import Annotation
from tui.domain.library import ArticleRecord
from tui.domain.text.sanitize import encodable, one_line
from tui.exchange.common import source_of
from tui.exchange.output import Exported

_LONGEST_WORDS = 8
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")


def link_back(notes: ArticleRecord, annotation: Annotation) -> str:
    """Return the IRI of the passage on the web, as browsers find it by its words, else of its article."""
    source = source_of(notes)
    exact = annotation.target.quote.exact
    if not source.startswith(("http://", "https://")) or not exact.strip():
        return source
    words = exact.split()
    ends = [exact.strip()]
    if len(words) > _LONGEST_WORDS:
        ends = [" ".join(words[:4]), " ".join(words[-4:])]
    elif "\n" in exact.strip() and len(words) > 1:  # a fragment of one piece never spans paragraphs
        ends = [words[0], words[-1]]
    fragment = ",".join(quote(encodable(end), safe="").replace("-", "%2D") for end in ends)
    return f"{source}{'' if '#' in source else '#'}:~:text={fragment}"


def sentences(article: Exported) -> dict[str, str]:
    """Return the sentence around each passage that is not a whole one, by the id of the annotation."""
    text = article.notes.text
    found = {}
    for annotation, span in article.placed():
        start, end = sentence_around(text, span)
        if (sentence := text[start:end].strip()) != text[slice(*span)].strip():
            found[annotation.id] = one_line(sentence, 2_000)
    return found


def block_id(annotation: Annotation) -> str:
    """Return the name of a block, the same for as long as the annotation lives: ``p-1a2b3c4d``."""
    digest = hashlib.sha256(annotation.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"p-{digest[:8]}"


def legal_tag(tag: str) -> str:
    """Return a tag that has no spaces and is not digits alone, or empty where nothing is left of it."""
    legal = _NOT_IN_TAGS.sub("-", one_line(tag)).strip("-/")
    return f"tag-{legal}" if legal and not re.search(r"[^\d/-]", legal) else legal
