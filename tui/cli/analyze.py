"""``postil analyze``: what the reader would show, as data."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.cli import report
from tui.cli.arguments import ENCODING, LANGUAGE, Parser, count
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import OpeningError, PipelineError
from tui.domain.text.sanitize import without_passwords
from tui.exchange.common import json_of
from tui.library import Library
from tui.library.texts import as_data
from tui.sources.jsonl import IdentifiedText, read_json_lines
from tui.system.processes import in_order


class Outcome(NamedTuple):
    """What came of one input.

    Attributes:
        document: what was found, as JSON; None where the input could not be read or analysed.
        messages: lines on it for standard error.
    """

    document: bytes | None
    messages: Sequence[str] = ()


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
        help='jsonl: the files hold a line {"id": ..., "text": ...} for each text, which is not changed',
    )
    add(
        "--no-corrections",
        dest="corrections",
        action="store_false",
        help="what the pipeline alone found; else articles come with your corrections (lines of JSON do not)",
    )
    add("--no-cache", action="store_true", help="neither use nor store cached analyses")
    add(
        "--jobs",
        metavar="N",
        type=count,
        default=1,
        help="analyse in so many processes, 1 unless given; the output is the same, in the same order",
    )
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
    failed = False
    try:
        for outcome in _outcomes(library, arguments):
            for message in outcome.messages:
                progress.say(message)
            if outcome.document is None:
                failed = True
            else:
                output.write(outcome.document)
            progress.step()
    except PipelineError:
        output.end()  # What was written by then, from analyses made before, is whole.
        raise
    finally:
        progress.clear()
    output.end()
    return 1 if failed else 0


def _outcomes(library: Library, arguments: argparse.Namespace) -> Iterator[Outcome]:
    """Yield what comes of each input, in the order of the inputs."""
    if arguments.jobs == 1:
        yield from map(Analyst(library, arguments), _inputs(library, arguments))
        return
    data_dir, model, language = library.data_dir, arguments.model, arguments.lang or ""
    make = partial(_analyst, data_dir, model, language, arguments)
    yield from in_order(make, _inputs(library, arguments), arguments.jobs, _failure)


Input = str | Article | IdentifiedText | OpeningError
"""Where an article is, an article, a text, or why there is none."""


def _inputs(library: Library, arguments: argparse.Namespace) -> Iterator[Input]:
    """Yield what there is to analyse; articles but a piped one are read where they are analysed."""
    for location in arguments.locations:
        try:
            if arguments.input == "jsonl":
                yield from read_json_lines(location)
            elif location == "-":
                yield library.open(location, encoding=arguments.encoding or "")
            else:
                yield str(location)
        except OpeningError as error:
            yield error


def _analyst(data_dir: Path, model: str | None, language: str, arguments: argparse.Namespace) -> "Analyst":
    """Return what analyses in another process."""
    return Analyst(Library(data_dir, model, language), arguments)


class Analyst:
    """Analyses one input after the other, as the options say."""

    def __init__(self, library: Library, arguments: argparse.Namespace) -> None:
        """Analyse by the pipeline of ``library``, with the corrections and analyses that it has stored."""
        self._library = library
        self._options = arguments

    def __call__(self, given: Input) -> Outcome:
        """Return what comes of one input.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        try:
            outcome = self._outcome(given)
        except PipelineError:
            raise
        except OpeningError as error:
            outcome = Outcome(None, [str(error)])
        except Exception as error:  # one text that a foreign pipeline fails on must not end the others
            outcome = _failure(given, f"{type(error).__name__}: {error}")
        return outcome._replace(messages=[*outcome.messages, *self._library.take_notices()])

    def _outcome(self, given: Input) -> Outcome:
        match given:
            case OpeningError():
                raise given
            case IdentifiedText(key, text):
                analysis = self._library.analyse_text(text)
                return self._found(text, analysis, key, str(key))
            case str():
                article = self._library.open(given, encoding=self._options.encoding or "", or_stored=True)
                location = without_passwords(given)
            case _:
                article, location = given, given.location
        analysis = self._library.analyse_here(article, use_cache=not self._options.no_cache)
        if self._options.corrections:
            analysis = self._library.corrected_analysis(article, analysis)
        return self._found(article, analysis, article.address or location, location)

    def _found(self, text: str | Article, analysis: Analysis, key: str | int, location: str) -> Outcome:
        data = as_data(text, analysis, key)
        remark = analysis.remark
        messages = [f"{location}: {remark[:1].lower()}{remark[1:]}"] if remark else []
        return Outcome(json_of(data, None if self._options.format == "jsonl" else 2).encode(), messages)


def _failure(given: Input, reason: str) -> Outcome:
    if isinstance(given, str):
        name = without_passwords(given)
    else:
        name = str(given.id) if isinstance(given, IdentifiedText) else given.location
    return Outcome(None, [f"{name}: could not be analysed: {reason}"])


class Output:
    """JSON as it is written, document by document."""

    def __init__(self, stream: BinaryIO, *, lines: bool, array: bool) -> None:
        """Write to ``stream``: one document a line if ``lines``, else an array of them if ``array``."""
        self._stream = stream
        self._array = array and not lines
        self._count = 0

    def write(self, document: bytes) -> None:
        """Write one document, and make sure that a reader gets it now."""
        if self._array:
            self._stream.write(b",\n" if self._count else b"[\n")
        self._stream.write(document)
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
