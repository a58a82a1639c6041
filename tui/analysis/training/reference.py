"""Fits who is meant: which person a pronoun, a noun phrase or a turn stands for. Needs SciPy."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tui.analysis.entities.clustering import cluster_mentions
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.conversation import NOBODY, Said
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.extraction import said_in
from tui.analysis.quotes.lexicon import is_person_noun
from tui.analysis.quotes.marks import paragraphs, quoted
from tui.analysis.quotes.reference import Reference
from tui.analysis.training.corpora import CorpusError
from tui.analysis.training.quote_models import Penalty, Rows, fit_choice
from tui.analysis.training.quotes import MarkedArticle, read_quotes
from tui.domain.analysis import Entity, Label
from tui.domain.text.spans import TextSpan

FILES = ("gum_train.jsonl.gz", "litbank.jsonl.gz")
"""Files whose persons are fitted to; of the second, one document in five is never read."""
_PENALTY = Penalty(least=5, decay=20.0)
NEWS = 8
"""How often a text that is no novel counts."""
TURNS = 3
"""How often news counts of which only the speakers are known."""
_UNKNOWN = -2
_THERE = -3
"""Stands for whom a wording means that is not next to its quotation."""
_WORDED = ("worded ", "nobody worded ")


@dataclass
class PersonText:
    """A text whose persons are marked.

    Attributes:
        id: of the text.
        article, entities, said, nouns: what is found in it.
        answers: by code point of a pronoun or quotation the entities that are meant, none for nobody.
        weight: how often what is in it counts.
        has_persons: whether all that stands for persons is marked, and not the speakers of quotations alone.
    """

    id: str
    article: MaskedArticle
    entities: Sequence[Entity]
    said: Sequence[Said]
    nouns: Sequence[Chunk]
    answers: dict[int, frozenset[int]]
    weight: int = 1
    has_persons: bool = True


def read_persons(folder: Path) -> Iterator[PersonText]:
    """Yield the texts to fit to.

    Raises:
        CorpusError: a file is not there, or a line is not what it should be.
    """
    pipeline = Pipeline.load(None)
    for name in FILES:
        try:
            with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
                for record in map(json.loads, lines):
                    is_novel = "litbank" in name
                    if is_novel and is_kept_apart(record["id"]):
                        continue
                    yield replace(_text(pipeline, record), weight=1 if is_novel else NEWS)
        except (OSError, EOFError) as error:
            raise CorpusError(f"{folder / name}: {getattr(error, 'strerror', None) or error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{folder / name}: a line is no text with marked persons") from error


def is_kept_apart(name: str) -> bool:
    """Return whether a text is one of the fifth that is measured on."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


def _found(pipeline: Pipeline, text: str) -> PersonText:
    """Return a text with what is found in it, and no answers."""
    read = pipeline.find(text)
    entities = cluster_mentions(text, read.mentions)
    scores = read.probe_scores
    blocks = paragraphs(text)
    article = MaskedArticle(text, quoted(text, blocks), read.mentions, blocks)
    said = [each[0] for each in said_in(text, read.mentions, lambda start: scores.get(start, 0.0))]
    return PersonText("", article, entities, said, [], {})


def _text(pipeline: Pipeline, record: dict[str, Any]) -> PersonText:
    text = record["text"]
    read = _found(pipeline, text)
    article, entities, said = read.article, read.entities, read.said
    persons = _persons(entities, record["persons"])
    answers = {
        start: frozenset(number for number, person in persons.items() if person == index)
        for index, marked in enumerate(record["persons"])
        for start, _, kind in marked
        if kind == "pronoun"
    }
    for quote in record.get("quotes", ()):
        best = max(said, key=lambda each: _common(each, quote), default=None)
        if best is not None and 2 * _common(best, quote) > quote["end"] - quote["start"]:
            meant = quote["person"]
            answers[best.span.start] = frozenset(n for n, person in persons.items() if person == meant)
    nouns = [chunk for chunk in _nouns(article) if article.masked[chunk.span.start] == text[chunk.span.start]]
    found = {noun.span.end for noun in nouns}
    for index, marked in enumerate(record["persons"]):
        for start, end, kind in marked:
            if kind == "noun":
                at = next((at for at in (end, *_ends(text, start, end)) if at in found), None)
                if at is not None:
                    answers[at] = frozenset(n for n, person in persons.items() if person == index)
    if not record.get("quotes"):
        for each in said:  # whose speaker is not marked: as the wording beside it, or unknown
            span = TextSpan(-1, -1) if each.chunk is None else each.chunk.span
            if not article.blocks[each.paragraph].contains(span.start):
                span = TextSpan(-1, -1)
            at = span.end if each.chunk is not None and each.chunk.kind is Kind.NOUN else span.start
            answers[each.span.start] = answers.get(at, frozenset([_UNKNOWN]))
    return PersonText(record["id"], article, entities, said, nouns, answers)


def read_turns(folder: Path) -> Iterator[PersonText]:
    """Yield news articles of which the speakers of quotations are known.

    Raises:
        CorpusError: the file is not there, or a line is not what it should be.
    """
    pipeline = Pipeline.load(None)
    for marked in read_quotes(folder):
        found = _found(pipeline, marked.text)
        answers = {said.span.start: _speaker(marked, said, found.entities) for said in found.said}
        yield replace(found, id=marked.id, answers=answers, weight=TURNS, has_persons=False)


def _speaker(marked: MarkedArticle, said: Said, entities: Sequence[Entity]) -> frozenset[int]:
    """Return who said it by the wording that an annotator gave it."""
    quote = marked.quote_at(*said.span)
    if quote is None or not quote.sources:
        return frozenset([_UNKNOWN])
    named = {
        number
        for number, entity in enumerate(entities)
        if entity.label is Label.PERSON
        and any(span.overlaps(*source) for span in entity.mentions for source in quote.sources)
    }
    if len(named) == 1:
        return frozenset(named)
    is_there = said.chunk is not None and any(said.chunk.span.overlaps(*source) for source in quote.sources)
    return frozenset([_THERE if is_there else _UNKNOWN])


def _nouns(article: MaskedArticle) -> Iterator[Chunk]:
    """Yield the noun phrases for one person."""
    for block in range(len(article.blocks)):
        for sentence in article.sentences(block):
            for chunk in article.parsed(sentence).sentence.chunks:
                if (
                    chunk.kind is Kind.NOUN
                    and is_person_noun(chunk.head)
                    and sentence.contains(chunk.span.start)
                ):
                    yield chunk


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words of a phrase end, in order."""
    return (start + found.end() for found in re.finditer(r"\w+", text[start:end]))


def _common(said: Said, quote: dict[str, Any]) -> int:
    return min(said.span.end, int(quote["end"])) - max(said.span.start, int(quote["start"]))


def _persons(entities: Sequence[Entity], marked: Sequence[Any]) -> dict[int, int]:
    """Return for each person found the one marked with whom it shares most names."""
    owner = {
        at: index
        for index, person in enumerate(marked)
        for start, end, kind in person
        if kind == "name"
        for at in range(start, end)
    }
    found: dict[int, int] = {}
    for number, entity in enumerate(entities):
        if entity.label is Label.PERSON:
            shared = Counter(owner[span.end - 1] for span in entity.mentions if span.end - 1 in owner)
            if shared:
                found[number] = shared.most_common(1)[0][0]
    return found


def fit_reference(texts: Sequence[PersonText], output: Path | None) -> dict[str, float]:
    """Fit the model to ``texts`` and write its weights to ``output``; return them."""
    rows = Rows()
    sizes: list[int] = []
    right: list[bool] = []
    for text in texts:
        reader = _Reader(text, rows, sizes, right)
        list(Reference(text.article, text.entities, reader, text.nouns).who(text.said))
        if text.has_persons and text.weight == 1:  # a novel: of most turns a wording stands next to them
            bare = [said._replace(chunk=None) for said in text.said]
            turns = _Reader(text, rows, sizes, right, only="T ")
            list(Reference(text.article, text.entities, turns).who(bare))
    weights = fit_choice(rows, sizes, right, _PENALTY)
    if output is not None:
        about = {
            "what": "Weights of features: see reference.py. "
            "Made by: python -m tui.analysis.training reference",
            "texts": len(texts),
            "wordings": len(sizes),
            **_PENALTY._asdict(),
        }
        content = json.dumps({"about": about, "weights": weights}, indent=0, ensure_ascii=False)
        output.write_text(content + "\n", encoding="utf-8")
    return weights


class _Reader:
    """Collects what there is to choose from, and chooses rightly.

    Read as the model itself would read them, what was resolved before misleads: the fitted model then
    trusts nothing that it found, and is right less often.
    """

    def __init__(
        self, text: PersonText, rows: Rows, sizes: list[int], right: list[bool], only: str = ""
    ) -> None:
        """Add to ``rows``, ``sizes`` and ``right`` what is in ``text``; ``only`` of wordings of one kind."""
        self._text, self._only = text, only
        self._rows, self._sizes, self._right = rows, sizes, right

    def __call__(self, key: int, candidates: Sequence[int], features: Sequence[list[str]]) -> Sequence[float]:
        wanted = self._wanted(key, candidates, features)
        if wanted is None:
            return [1.0, *[0.0] * (len(candidates) - 1)]
        if features[-1][0].startswith(self._only):
            for _ in range(self._text.weight):
                for row in features:
                    self._rows.add(row)
                self._sizes.append(len(candidates))
                self._right.extend(wanted)
        return [float(value) / sum(wanted) for value in wanted]

    def _wanted(
        self, key: int, candidates: Sequence[int], features: Sequence[list[str]]
    ) -> list[bool] | None:
        """Return for each candidate whether it is meant; None where that is not known."""
        unknown = frozenset() if self._text.has_persons else frozenset([_UNKNOWN])
        answer = self._text.answers.get(key, unknown)
        if _UNKNOWN in answer:
            return None
        wanted = [number in answer for number in candidates]
        if _THERE in answer:
            wanted = [any(found.startswith(_WORDED) for found in row) for row in features]
            return wanted if any(wanted) else None
        return wanted if any(wanted) else [number == NOBODY for number in candidates]
