"""``postil analyze``: what the reader would show, as data."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from tui.cli import report
from tui.cli.arguments import ENCODING, LANGUAGE, Parser
from tui.domain.analysis import Analysis, Quotation, Speaker
from tui.domain.errors import OpeningError, PipelineError
from tui.domain.text.sanitize import without_passwords
from tui.domain.text.spans import TextSpan
from tui.exchange.common import json_of
from tui.library import Library
from tui.sources.jsonl import read_json_lines

Document = dict[str, Any]
"""One article as JSON."""


class _Remark(NamedTuple):
    """A message on one article, next to what is found in it."""

    name: str
    line: str


class _AnalyzeParser(Parser):
    """The parser of ``postil analyze``; lines of JSON are in UTF-8 by definition."""

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood."""
        arguments = super().parsed(argv)
        if arguments.encoding and arguments.input == "jsonl":
            self.error("--encoding goes with articles alone; lines of JSON are in UTF-8")
        return arguments


def analyze_parser() -> Parser:
    """Return the parser of ``postil analyze``."""
    parser = _AnalyzeParser(
        "analyze",
        ("FILE|URL|-", "articles; standard input if none"),
        description="Write names and quotations of articles as JSON. Offsets are code points of the "
        '"text" that is given back. What cannot be opened is reported on standard error; the rest continues.',
        epilog="One location gives one JSON document, several an array; --format jsonl a line for each.",
    )
    add = parser.add_argument
    parser.add_format("json", "jsonl")
    add(
        "--input",
        choices=("articles", "jsonl"),
        default="articles",
        help='jsonl: the files hold a line {"id": ..., "text": ...} for each text, which is taken as it is',
    )
    add(
        "--no-corrections",
        dest="corrections",
        action="store_false",
        help="what the pipeline alone found; else articles come with your corrections (lines of JSON do not)",
    )
    add("--no-cache", action="store_true", help="neither use nor keep analyses made before")
    add("--encoding", **ENCODING)
    add("--lang", **LANGUAGE)
    return parser


def analyze(library: Library, arguments: argparse.Namespace) -> int:
    """Write what is found at ``arguments.locations`` to standard output; return the exit code.

    What cannot be opened is reported in a line on standard error, and the others go on.

    Raises:
        PipelineError: the pipeline cannot be loaded.
    """
    library.model_name()  # A wrong --model is reported before anything is read.
    arguments.locations = arguments.locations or ["-"]
    from_lines = arguments.input == "jsonl"
    many = from_lines or len(arguments.locations) > 1
    progress = Progress(None if from_lines else len(arguments.locations))
    output = Output(sys.stdout.buffer, lines=arguments.format == "jsonl", array=many)
    documents = (_from_lines if from_lines else _from_articles)(library, arguments)
    failed = False
    try:
        for document in documents:
            if isinstance(document, _Remark):
                progress.say(f"{document.name}: {document.line[:1].lower()}{document.line[1:]}")
                continue
            if isinstance(document, Exception):
                progress.say(str(document))
                failed = True
            else:
                output.write(document)
            for notice in library.take_notices():
                progress.say(notice)
            progress.step()
    except PipelineError:
        output.end()  # What was written by then, from analyses made before, is whole.
        raise
    finally:
        progress.clear()
    output.end()
    return 1 if failed else 0


def _from_articles(
    library: Library, arguments: argparse.Namespace
) -> Iterator[Document | _Remark | Exception]:
    for given in arguments.locations:
        location = without_passwords(given)
        try:
            article = library.open(given, encoding=arguments.encoding or "", or_stored=True)
            analysis = library.analyse_here(article, use_cache=not arguments.no_cache)
            if arguments.corrections:
                analysis = library.corrected_analysis(article, analysis)
        except PipelineError:
            raise
        except OpeningError as error:
            yield error
        except Exception as error:  # one text that a foreign pipeline fails on must not end the others
            yield _failure(location, error)
        else:
            name = article.address or location
            if analysis.remark:
                yield _Remark(location, analysis.remark)
            yield _document_of(name, article.title, article.date or None, article.text, analysis)


def _from_lines(library: Library, arguments: argparse.Namespace) -> Iterator[Document | _Remark | Exception]:
    for location in arguments.locations:
        try:
            for item in read_json_lines(location):
                if isinstance(item, OpeningError):
                    yield item
                    continue
                try:
                    analysis = library.analyse_text(item.text)
                except PipelineError:
                    raise
                except Exception as error:  # as above
                    yield _failure(str(item.id), error)
                else:
                    if analysis.remark:
                        yield _Remark(str(item.id), analysis.remark)
                    yield _document_of(item.id, None, None, item.text, analysis)
        except OpeningError as error:
            yield error


def _failure(name: str, error: Exception) -> OpeningError:
    return OpeningError(name, f"could not be analysed: {type(error).__name__}: {error}")


def _document_of(
    name: str | int, title: str | None, date: str | None, text: str, analysis: Analysis
) -> Document:
    """Return an article and what was found in it, in the form of the command's output."""
    return {
        "id": name,
        "title": title,
        "date": date,
        "text": text,
        "entities": [
            {
                "label": str(entity.label),
                "name": entity.name,
                "mentions": [_span(text, mention) for mention in entity.mentions],
            }
            for entity in analysis.entities
        ],
        "quotes": [_quote(text, quotation) for quotation in analysis.quotations],
        "model": analysis.model,
    }


def _span(text: str, span: TextSpan) -> Document:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _quote(text: str, quotation: Quotation) -> Document:
    start, end = quotation.span
    speaker = quotation.speaker
    return {
        "start": start,
        "end": end,
        "kind": str(quotation.kind),
        "text": text[start:end],
        "cue": _span(text, quotation.cue) if quotation.cue else None,
        "speaker": _speaker(text, speaker) if speaker else None,
        "certain": not quotation.is_doubtful,
    }


def _speaker(text: str, speaker: Speaker) -> Document:
    return {**_span(text, speaker.span), "name": speaker.name, "certain": not speaker.is_doubtful}


class Output:
    """JSON as it is written, document by document."""

    def __init__(self, stream: BinaryIO, *, lines: bool, array: bool) -> None:
        """Write to ``stream``: one document a line if ``lines``, else an array of them if ``array``."""
        self._stream = stream
        self._lines = lines
        self._array = array and not lines
        self._count = 0

    def write(self, document: Document) -> None:
        """Write one document, and make sure that a reader gets it now."""
        if self._array:
            self._stream.write(b",\n" if self._count else b"[\n")
        self._stream.write(json_of(document, None if self._lines else 2).encode())
        if not self._array:
            self._stream.write(b"\n")
        self._count += 1
        self._stream.flush()

    def end(self) -> None:
        """Finish what was written."""
        if self._array:
            self._stream.write(b"\n]\n" if self._count else b"[]\n")
            self._stream.flush()


class Progress:
    """A line on standard error, if that is a terminal, that shows how far a long run is."""

    def __init__(self, total: int | None) -> None:
        """Count up to ``total`` texts, or with None to a number that is not known."""
        # Where results go to the same terminal, they show how far it is.
        self._shown = (
            sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty() and total != 1
        )
        self._total = f" of {total}" if total else ""
        self._count = 0
        self._started = self._last_shown = time.monotonic()

    def step(self) -> None:
        """Count one more text that is done."""
        self._count += 1
        now = time.monotonic()
        if self._shown and now - self._last_shown > 0.1:
            self._last_shown = now
            rate = self._count / (now - self._started)
            sys.stderr.write(f"\r\x1b[K{self._count}{self._total} texts, {rate:.1f} a second")
            sys.stderr.flush()

    def say(self, message: str) -> None:
        """Say something in a line of its own."""
        self.clear()
        report(message)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
