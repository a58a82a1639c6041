"""A library of a few articles that were read."""

from pathlib import Path

from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.annotation import Annotation, Motivation, describe
from tui.domain.article import Article
from tui.domain.library import ReadingPosition
from tui.domain.text.spans import TextSpan
from tui.library import Library

TEXTS = {
    "bridge": "Old bridge to close\n\nMayor Ann Lee says: “It is not safe.” The Rail Union wants it open.",
    "ferry": "Ferry [b]strikes[/b] 习近平\n\nÁnn Lee was away. “We are tired,” says Tom Roe, Rail Union.",
    "tower": "Tower found\n\nNobody is named here.",
}
"""Articles, the one that is read last being the last."""
PEOPLE = {"Ann Lee": Label.PERSON, "Ánn Lee": Label.PERSON, "Tom Roe": Label.PERSON, "Rail Union": Label.ORG}


def annotation(article: Article, passage: str, note: str, *tags: str) -> Annotation:
    """A note on a passage."""
    start = article.text.index(passage)
    target = describe(article.text, TextSpan(start, start + len(passage)), article.text_hash)
    return Annotation(target, Motivation.COMMENTING, note, tags)


def analysis_of(text: str) -> Analysis:
    """Those of ``PEOPLE`` who are named in a text; each quotation is by the first person."""
    entities = tuple(
        Entity(label, name, (TextSpan(text.index(name), text.index(name) + len(name)),))
        for name, label in PEOPLE.items()
        if name in text
    )
    if "“" not in text:
        return Analysis(entities)
    said_by = next(entity for entity in reversed(entities) if entity.label is Label.PERSON)
    span = TextSpan(text.index("“"), text.index("”") + 1)
    speaker = Speaker(said_by.mentions[0], said_by.name)
    return Analysis(entities, (Quotation(span, QuotationKind.DIRECT, None, speaker),))


def shelve(library: Library, folder: Path) -> dict[str, Article]:
    """Read the articles, analyse all but the tower, and make notes on two."""
    opened = {}
    for name, text in TEXTS.items():
        path = folder / f"{name}.txt"
        path.write_text(text)
        article = opened[name] = library.open(str(path))
        library.opened(article)
        if name != "tower":
            library.catalogue.save_appearances(article, article.id, analysis_of(article.text))
    bridge, ferry = opened["bridge"], opened["ferry"]
    library.save_position(bridge, ReadingPosition(9, 0.34))
    library.annotate(bridge, annotation(bridge, "not safe", "who measured it?", "Safety", "bridge"))
    library.annotate(bridge, annotation(bridge, "wants it open", "ask Tom Roe"))
    library.annotate(ferry, annotation(ferry, "tired", "", "safety"))
    return opened
