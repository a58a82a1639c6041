"""A spaCy pipeline that finds names: loaded, run over the chunks of a text, its names cleaned.

spaCy is imported when a pipeline is loaded, not before.
"""

from __future__ import annotations

import logging
import re
import warnings
from bisect import bisect_left
from contextlib import nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.analysis.compatibility import check_readable, loading_error
from tui.analysis.encoder.ahead import read_ahead
from tui.analysis.entities.normalization import without_titles
from tui.analysis.importing import import_spacy, no_garbage
from tui.analysis.labels import (
    SHARES,
    ChunkFindings,
    Findings,
    ScoredMention,
    is_calendar_date,
    merge_findings,
    merge_parts,
    own_label,
)
from tui.analysis.models import Model, find_model
from tui.analysis.quotes.extraction import shipped_probe
from tui.analysis.quotes.probe import REDUCED, Reduction
from tui.domain.analysis import Label, Mention
from tui.domain.errors import PipelineError
from tui.domain.text.sanitize import encodable, one_line
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

KNOWN_WORDS = 150_000
"""Words whose features stay in memory; beyond that, those that a chunk adds are dropped after it."""

_ENCODER = "names"
"""The component of the pipeline that ships, and its folder."""
_FINDS_NAMES = frozenset({"ner", "beam_ner", "postil_names"})
_VECTORS = frozenset({"tok2vec", "transformer", "curated_transformer", "hf_wrapped_transformer"})
_NOT_FOR_NAMES = word_set("""
    tagger morphologizer parser beam_parser senter sentencizer lemmatizer trainable_lemmatizer
    attribute_ruler textcat textcat_multilabel spancat spancat_singlelabel entity_linker
""")


class Pipeline:
    """A spaCy pipeline that is loaded.

    Attributes:
        model: name and version, such as ``postil_en 1.0.0``.
    """

    def __init__(self, nlp: Language, model: Model, reduction: Reduction | None = None) -> None:
        """Use ``nlp``, loaded from ``model``; ``reduction`` is for the vectors of its network."""
        self._nlp = nlp
        self.model = model.name
        # Postil's own pipeline was trained not to take "last week" for a date; others do.
        self._only_calendar_dates = not model.is_own and nlp.lang == "en"
        self._reduction = reduction
        if reduction is not None:
            for _, component in nlp.pipeline:
                if hasattr(component, "reduction"):
                    component.reduction = reduction.weights

    @classmethod
    def load(cls, model: str | None = None, reduction: Reduction | None = None) -> Pipeline:
        """Load a pipeline: a folder, an installed package, or with None the one that ships.

        ``reduction`` is for the vectors of its network; that of the pipeline that ships is known.

        Raises:
            PipelineError: it is not there, cannot be loaded, or finds no names.
        """
        found = find_model(model)
        shown = one_line(model, 120) if model else found.name
        check_readable(found, shown)
        try:
            with no_garbage():
                nlp = _load(found)
        except Exception as error:  # whatever a broken pipeline makes spaCy raise, of any kind
            raise loading_error(found, shown, error) from error
        if not _finds_names(nlp):
            raise PipelineError(f"{shown}: this spaCy pipeline has no component that finds names")
        if reduction is None and found.is_shipped:
            reduction = shipped_probe()
        return cls(nlp, found, reduction)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of names as the pipeline calls them; empty where it does not say."""
        finders = (
            self._nlp.get_pipe(name)
            for name in self._nlp.pipe_names
            if self._nlp.get_pipe_meta(name).factory not in _NOT_FOR_NAMES | _VECTORS
        )
        return tuple(sorted({str(label) for finder in finders for label in getattr(finder, "labels", ())}))

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in ``text``: sorted, disjoint, without white space around them.

        Takes any string, of any length; memory does not grow with it, apart from what is returned.
        """
        return self.find(text).mentions

    def find(self, text: str, foreign: Sequence[TextSpan] = ()) -> Findings:
        """Return the names in ``text``, as in ``mentions``, and the scores of its quotation marks.

        ``foreign`` are stretches, sorted, that are in another language: there are no names in them.
        """
        return merge_findings(text, (self.find_in(text, chunk, foreign) for chunk in chunks(text)))

    def find_in(self, text: str, chunk: TextSpan, foreign: Sequence[TextSpan] = ()) -> ChunkFindings:
        """Return what is found in one of the ``chunks`` of ``text``; offsets are those of ``text``."""
        wording = readable(_blanked(text, chunk, foreign))
        if not wording.strip():
            return ChunkFindings([], {})
        # A memory zone frees at its end what was added in it; as long as few words are known it is
        # faster to leave them in memory.
        zone = self._nlp.memory_zone() if len(self._nlp.vocab) > KNOWN_WORDS else nullcontext()
        with zone, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            doc = self._nlp(wording)
            shares: dict[int, bytes] = doc.user_data.get(SHARES, {})
            found = [
                (ent.start_char, ent.end_char, ent.label_, shares.get(ent.start, b"")) for ent in doc.ents
            ]
            probe_scores = self._probe_scores(doc, chunk.of(text), chunk.start)
        mentions = with_nicknames(wording, list(self._clean(wording, found, chunk.start)), chunk.start)
        return ChunkFindings(mentions, probe_scores)

    def _probe_scores(self, doc: Doc, wording: str, offset: int) -> dict[int, float]:
        reduced = doc.user_data.get(REDUCED)
        if self._reduction is None or reduced is None:
            return {}
        starts = [doc[token].idx for token in reduced.tokens]
        return {
            offset + start: probe_score
            for start, probe_score in self._reduction.probe_scores(encodable(wording), starts, reduced.values)
        }

    def _clean(
        self, wording: str, found: list[tuple[int, int, str, bytes]], offset: int
    ) -> Iterator[ScoredMention]:
        reached = 0
        for start, end, name, shares in merge_parts(sorted(found), wording):
            label = own_label(name)
            if label is None:
                continue
            first, last = trim(wording, max(start, reached), end, label)
            if first >= last:
                continue
            if (
                label is Label.DATE
                and self._only_calendar_dates
                and not is_calendar_date(wording[first:last])
            ):
                continue
            reached = last
            yield ScoredMention(offset + first, offset + last, label, shares)


def _blanked(text: str, chunk: TextSpan, foreign: Sequence[TextSpan]) -> str:
    """Return a chunk of ``text`` with spaces for its ``foreign`` stretches."""
    wording = chunk.of(text)
    for stretch in foreign:
        if stretch.overlaps(*chunk):
            first, last = max(stretch.start, chunk.start), min(stretch.end, chunk.end)
            blank = " " * (last - first)
            wording = f"{wording[: first - chunk.start]}{blank}{wording[last - chunk.start :]}"
    return wording


def _finds_names(nlp: Language) -> bool:
    """Return whether a component may find names with labels that Postil knows."""
    for name in nlp.pipe_names:
        factory = nlp.get_pipe_meta(name).factory
        if factory not in _NOT_FOR_NAMES | _VECTORS:
            labels = getattr(nlp.get_pipe(name), "labels", None)
            if labels is None or factory not in _FINDS_NAMES or any(own_label(label) for label in labels):
                return True
    return False


def _load(model: Model) -> Language:
    if model.is_shipped:
        read_ahead(model.folder / _ENCODER)
        import_spacy()
    with warnings.catch_warnings():
        # A pipeline of another version of spaCy warns and mostly works.
        warnings.simplefilter("ignore")
        import spacy  # noqa: PLC0415 - takes half a second

        logging.getLogger("spacy").setLevel(logging.CRITICAL)
        if model.is_own:
            # Makes the component known also where Postil is not installed but only lies in a folder.
            import tui.analysis.encoder.component  # noqa: F401, PLC0415 - leads to ONNX Runtime

        config = spacy.util.load_config(model.folder / "config.cfg")
        exclude = _not_needed(config.get("components", {}))
        if model.is_own:
            # They are what spaCy makes for English anyway, and reading them takes as long again.
            exclude += ["tokenizer", "vocab"]
        if model.is_shipped:
            # Without what spaCy says of each word for other components: stop words, what looks like a number.
            return spacy.load(model.folder, vocab=spacy.vocab.Vocab(), exclude=exclude)
        if model.package:
            return spacy.load(model.package, exclude=exclude)
        return spacy.load(model.folder, exclude=exclude)


def _not_needed(components: dict[str, dict[str, object]]) -> list[str]:
    """Return the components that can stay unloaded because no name depends on them.

    Only spaCy's own kinds can be judged; where a pipeline has others, or rules for names,
    which may use anything that is found before them, all are loaded.
    """
    factories = {name: settings.get("factory") for name, settings in components.items()}
    if not set(factories.values()) <= _FINDS_NAMES | _VECTORS | _NOT_FOR_NAMES:
        return []
    finders = (components[name] for name, factory in factories.items() if factory in _FINDS_NAMES)
    listens = any("Listener" in str(settings) for settings in finders)
    needed = _FINDS_NAMES | _VECTORS if listens else _FINDS_NAMES
    return [name for name, factory in factories.items() if factory not in needed]


MIN_CHUNK = 1500
"""Code points after which a chunk ends at the next paragraph."""
MAX_CHUNK = 4000
"""Code points that no chunk exceeds, whatever the text: longer paragraphs are cut."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_SPACE = re.compile(r"\s+")
_TWO_HYPHENS = re.compile(r"(?<!-)--(?!-)")
_LONG_RUN = re.compile(r"\S{300,}")
_PUNCTUATION = re.compile(r"[^\w\s]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def chunks(text: str) -> list[TextSpan]:
    """Return the chunks of ``text``: in order, without gaps, none empty, none longer than ``MAX_CHUNK``."""
    found = []
    start, length = 0, len(text)
    while start < length:
        end = length if length - start <= MIN_CHUNK else _cut(text, start)
        found.append(TextSpan(start, end))
        start = end
    return found


def _cut(text: str, start: int) -> int:
    """Return where the chunk from ``start`` on best ends: after a paragraph, a line, a sentence, a word."""
    low, high = start + MIN_CHUNK, start + MAX_CHUNK
    if blank := _BLANK_LINE.search(text, low, high):
        return blank.end()
    if (feed := text.find("\n", low, high)) >= 0:
        return feed + 1
    if len(text) <= high:
        return len(text)
    for pattern in (_SENTENCE_END, _SPACE):
        if ends := [match.end() for match in pattern.finditer(text, low, high)]:
            return ends[-1]
    return high


def readable(chunk: str) -> str:
    """Return ``chunk`` as it is given to a pipeline; as long as before, so that offsets hold.

    Lone surrogates and control characters are replaced, and the line ends of a paragraph that
    was broken into lines of even length become spaces, since names run on over them. Where
    hundreds of characters follow each other without a space, some punctuation becomes spaces:
    spaCy's tokenizer takes time that is quadratic in the length of such a run.
    """
    chunk = _LONG_RUN.sub(_broken_up, _CONTROL.sub(" ", encodable(chunk)))
    chunk = _TWO_HYPHENS.sub("\u2014 ", chunk)
    if "\n" not in chunk:
        return chunk
    lines = chunk.split("\n")
    rejoined = [lines[0]]
    for before, line in pairwise(lines):
        rejoined.append(" " if _runs_on(before, line) else "\n")
        rejoined.append(line)
    return "".join(rejoined)


def _broken_up(run: re.Match[str]) -> str:
    """Return the run with a space for a punctuation mark every hundred characters or so."""
    characters, last = list(run[0]), 0
    for mark in _PUNCTUATION.finditer(run[0]):
        if mark.start() - last >= 100:
            last = mark.start()
            characters[last] = " "
    return "".join(characters)


def _runs_on(before: str, line: str) -> bool:
    """Return whether ``line`` continues the sentence of ``before``: both are as short as set lines are."""
    if not 40 <= len(before) <= 100 or not 0 < len(line) <= 100 or line[0].isspace():
        return False
    return line[0].islower() or before[-1].isalnum() or before[-1] in ",-–—"


_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")
_ARTICLE = re.compile(r"[Tt]he\s+")
_WITH_ARTICLE = re.compile(r"The (?:Hague|Gambia)\b")
_HYPHENS = "-\u2010\u2011"
_LETTERS = re.compile(r"[^\W\d_]+")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d\b")
_SPACES = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_NO_START = _SPACES + ",;:)]}*"
_NO_END = _SPACES + ",;:([{*"
_LETTER = re.compile(r"[^\W\d_]\.")
_STOP = re.compile(r"[ ](?!(?:Jr|Sr|Esq|St|Bros|Inc|Ltd|Co|Corp|Ph)\.)[^\W\d_]*[^\W\d_A-Z]{2}\.\Z")
_DANGLING = re.compile(r"(?<=\S)\s+(?:of|and|for|in|into|to|at|on|by|the|a|&)$")
_AFTER_PERSON = re.compile(
    r"(?:,? (?:KC|QC|SC|MP|MEP|MSP|OBE|CBE|MBE|KBE|MD|JP|DBE|FRS|FBA|VC|RA|PhD|Ph\.D\.|M\.D\.))+$"
)
_BEFORE_DATE = re.compile(
    r"(?:(?:since|in|on|of|by|from|until|till|to|between|during|early|late|mid|around)\s+)+"
)
_SCALE_END = re.compile(r"(?:\d|m|bn|k|tn|illion|crore|lakh)\.\Z")
_MORE_MONEY = re.compile(
    r"(?:m|bn|k|tn)\b|\s(?:million|billion|trillion|crore|lakh|pence|cents?|euros?|pounds?|dollars?|rupees|yen)\b"
)


def trim(wording: str, start: int, end: int, label: Label) -> tuple[int, int]:
    """Return the part of ``wording[start:end]`` that is the name, by the conventions of the training data.

    White space, a leading "the", a possessive 's, titles, and marks and small words at its ends
    stay outside, and so does what follows the end of a line; a word that was cut at a hyphen and
    an amount that was cut before its power of ten are completed. Where nothing is left of the
    name the part is empty.
    """
    end = _whole(wording, start, end, label)
    name = wording[start:end]
    start += len(name) - len(name.lstrip(_NO_START))
    name = wording[start:end].split("\n", 1)[0].rstrip()
    if label is not Label.MISC and not _WITH_ARTICLE.match(name) and (article := _ARTICLE.match(name)):
        start += article.end()
        name = name[article.end() :]
    if label is Label.DATE and (before := _BEFORE_DATE.match(name)):
        start += before.end()
        name = name[before.end() :]
    if label is Label.PERSON:
        name = _AFTER_PERSON.sub("", name)
        plain = without_titles(name)
        start += len(name) - len(plain)
        name = plain
    name = _POSSESSIVE.sub("", name)
    while name != (shorter := _DANGLING.sub("", name).rstrip(_NO_END)):
        name = shorter
    if label is Label.MONEY and _SCALE_END.search(name):
        name = name[:-1]  # what ends there is the sentence: "the fine was $3m."
    if label is Label.PERSON and _STOP.search(name):
        name = name[:-1]  # what ends there is the sentence: "a poem by T. S. Eliot."
    if label is not Label.PERSON and _LETTER.fullmatch(name):
        name = name[0]  # what ends there is the sentence: "he wrote on X."
    if not any(character.isalnum() for character in name):
        return start, start
    return start, start + len(name)


def _whole(wording: str, start: int, end: int, label: Label) -> int:
    """Return where a name ends that was cut within a word, a date or an amount."""
    if label is Label.DATE and (date := _ISO_DATE.match(wording, start)):
        return max(end, date.end())
    if label is Label.MONEY and (more := _MORE_MONEY.match(wording, end)):
        return more.end()
    if end - start > 1 and wording[end - 1] in _HYPHENS and (rest := _LETTERS.match(wording, end)):
        return rest.end()
    return end


_NICKNAMED = re.compile(
    r"[^\W\d_a-z]\w*[ \n](?:\"[^\"\n]{0,19}[^\"\n,.?!]\"|“[^”\n]{0,19}[^”\n,.?!]”"
    r"|‘[^’\n]{0,19}[^’\n,.?!]’|'[^'\n]{0,19}[^'\n,.?!]')[ \n][^\W\d_a-z]\w*"
)


def with_nicknames(wording: str, mentions: list[ScoredMention], offset: int) -> list[ScoredMention]:
    """Merge those of ``mentions`` that are one person's name with a nickname in quotation marks inside.

    Args:
        wording: the text in which they are.
        mentions: sorted; changed and returned.
        offset: where ``wording`` starts in the text that the offsets of ``mentions`` are of.
    """
    for match in _NICKNAMED.finditer(wording):
        first, last = match.start() + offset, match.end() + offset
        low = bisect_left(mentions, first, key=lambda mention: mention.end - 1)
        high = bisect_left(mentions, last, key=lambda mention: mention.start)
        parts = mentions[low:high]
        if len(parts) > 1 and all(part.label is Label.PERSON for part in parts):
            whole = parts[0]._replace(start=min(first, parts[0].start), end=max(last, parts[-1].end))
            mentions[low:high] = [whole]
    return mentions
