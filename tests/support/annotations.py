"""Articles with annotations, made up: some by hand, some by Hypothesis."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, Colour, Motivation, describe
from tui.domain.article import Article
from tui.domain.corrections.apply import ReviewedSpans
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.library import ArticleRecord, Filing, MadeCorrection
from tui.domain.text.spans import TextSpan
from tui.exchange.jsonl import json_lines
from tui.exchange.output import Exported
from tui.exchange.training import partly_seen
from tui.exchange.webannotation import annotation_page

TEXT = (
    "The mill race\n\nThe mill stood idle. *Nobody* had paid\nthe miller, “or his man”, since May.\n- None."
)
TIMES = ("2025-03-02T10:00:00.000Z", "2025-03-02T11:30:00.250Z")


def note(
    quote: str, words: str = "", tags: Sequence[str] = (), *, text: str = TEXT, id: str = ""
) -> Annotation:
    """An annotation on the first place where ``quote`` stands."""
    start = text.index(quote)
    version = Article("", text, ()).text_hash
    target = describe(text, TextSpan(start, start + len(quote)), version)
    known = {"id": id} if id else {}
    return Annotation(
        target, Motivation.COMMENTING, words, tuple(tags), created=TIMES[0], modified=TIMES[1], **known
    )


def notes_on(*annotations: Annotation, text: str = TEXT, title: str = "The mill race") -> ArticleRecord:
    """The notes on a file that was read."""
    known = Article("/home/reader/mill.txt", text, (), title=title)
    return ArticleRecord(
        known.id, title, "2025-03-01", "Gazette", known.location, annotations, texts={known.text_hash: text}
    )


def exported(notes: ArticleRecord) -> Exported:
    """The notes as a format is given them, with nothing known of names."""
    return Exported(notes, partly_seen(notes.id, notes.title, notes.text, ReviewedSpans((), ())))


def given(*several: ArticleRecord) -> list[Exported]:
    """All of the notes as a format is given them."""
    return list(map(exported, several))


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""What a person may write, in any script, control characters included."""
LABELS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_CLOCK = st.datetimes(timezones=st.none()).map(lambda t: t.isoformat(timespec="milliseconds") + "Z")


@st.composite
def annotations(draw: st.DrawFn, text: str) -> Annotation:
    """An annotation of any kind somewhere in ``text``."""
    start, end = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    return Annotation(
        describe(text, TextSpan(start, end), Article("", text, ()).text_hash),
        draw(st.sampled_from(Motivation)),
        draw(WORDS),
        tuple(draw(st.lists(LABELS, max_size=3, unique=True))),
        draw(st.uuids().map(str) | LABELS),
        draw(_CLOCK),
        draw(_CLOCK),
        draw(st.sampled_from(Colour)),
    )


FILINGS = st.builds(
    Filing,
    st.booleans(),
    st.booleans(),
    st.lists(LABELS, max_size=3, unique_by=str.casefold).map(tuple),
    st.sampled_from(["", "2019-03-04", TIMES[0]]),
)
"""Any way in which an article may be filed."""


@st.composite
def article_notes(draw: st.DrawFn) -> ArticleRecord:
    """Anything that may be made of an article: of two versions of its text, with or without an address."""
    versions = draw(
        st.lists(st.text(st.sampled_from("ab é東\u0301.\n"), min_size=2, max_size=30), min_size=1, max_size=2)
    )
    known = Article("", versions[0], ())
    address = draw(st.sampled_from(["", "https://example.org/á b?q=1#x", "https://example.org/2"]))
    made = tuple(one for text in versions for one in draw(st.lists(annotations(text), max_size=3)))
    unique = {one.id: one for one in made}
    corrected = Correction(
        CorrectionKind.RELABEL, EntityName(Label.LOC, draw(LABELS)), Label.ORG, made=TIMES[0]
    )
    return ArticleRecord(
        address or known.id,
        draw(LABELS),
        draw(st.sampled_from(["", "2025-03-02"])),
        draw(WORDS),
        draw(st.sampled_from(["-", "/home/a b/é.txt", "https://example.org/2"])),
        tuple(unique.values()),
        (MadeCorrection(corrected, known.text_hash),) if draw(st.booleans()) else (),
        {Article("", text, ()).text_hash: text for text in versions},
        draw(FILINGS),
        draw(WORDS),
    )


PAGE = "https://example.org/mill"


QUOTE = {"type": "TextQuoteSelector", "exact": "stood idle", "prefix": "The mill ", "suffix": "."}


def row(key: str = "Xy-1", **fields: object) -> dict[str, Any]:
    """A row of Hypothesis."""
    return {
        "id": key, "uri": PAGE, "text": "Since when?", "tags": ["mill", "two words"], "user": "acct:a@b",
        "created": "2024-05-01T10:00:00.123456+00:00", "updated": "2024-05-01T12:30:00+02:00",
        "document": {"title": ["The mill race"]},
        "target": [{"source": PAGE, "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
            {"type": "TextPositionSelector", "start": 900, "end": 910},
            QUOTE,
        ]}],
        **fields,
    }  # fmt: skip


def web(**fields: object) -> dict[str, Any]:
    """A Web Annotation of another program."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.com/anno1", "type": "Annotation", "created": "2024-05-01T10:00:00Z",
        "body": {"type": "TextualBody", "value": "Since when?"},
        "target": {"source": PAGE, "selector": QUOTE},
        **fields,
    }  # fmt: skip


def as_json_lines(*several: ArticleRecord) -> bytes:
    return b"".join(json_lines(given(*several)))


def as_web_annotations(*several: ArticleRecord) -> bytes:
    return b"".join(annotation_page(given(*several)))
