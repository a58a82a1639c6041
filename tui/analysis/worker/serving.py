"""What the process that analyses texts for the reader does: it answers requests.

Importing spaCy and running it hold Python's interpreter lock for longer than a key press may
wait, so they have an interpreter of their own. Requests come as JSON lines on standard input:

    {"analyse": ID, "text": TEXT, "focus": OFFSET, "cache": [FOLDER, HASH, KEY],
     "language": [CHOSEN, DECLARED]}
    {"focus": OFFSET}
    {"cancel": ID}

A new request ends the one before. The focus is what is being read now. The analysis is stored in
the ``AnalysisCache`` of that folder once it is complete. The language is the one that the reader
chose and the one that the source of the text declares; empty where there is none.

Answers go as JSON lines to standard output, ``of`` being the ID:

    {"of", "chunk": [START, END], "mentions": [...], "done": SHARE}
    {"of", "entities": [...]}, {"of", "quotations": [...]}     any number of each, then
    {"of", "analysis": MODEL, "complete": BOOL, "remark": LINE}
    {"of", "error": LINE}

The process ends when its standard input does, so it never outlives the reader.
"""

import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

import orjson

from tui.analysis.analyser import analysis_of, partial_analysis, without_names
from tui.analysis.labels import ChunkFindings, Findings, merge_findings
from tui.analysis.language import LanguageCheck, check_language
from tui.analysis.models import find_model
from tui.analysis.pipeline import Pipeline, chunks
from tui.analysis.worker.cache import AnalysisCache
from tui.analysis.worker.wire import dump_entity, dump_mentions, dump_quotation
from tui.domain.analysis import Analysis, Mention
from tui.domain.errors import PipelineError
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan

_TYPICAL_CHUNK = 6000
"""Code points after which an answer is sent; the first ones are sooner."""
_FIRST_ANALYSIS = 6000
"""Code points after which the first list of entities is sent; then at twice as many, and so on."""
_BATCH = 2000
"""Offsets in one line of entities or quotations, about: what the reader's process takes in at a time."""


class Schedule:
    """The chunks of a text that are still to do.

    Attributes:
        chunks: all of them, in order and without gaps.
    """

    def __init__(self, chunks: Sequence[TextSpan]) -> None:
        self.chunks = chunks
        self._starts = [chunk.start for chunk in chunks]
        self._is_done = bytearray(len(chunks))
        self._left = len(chunks)

    def __len__(self) -> int:
        """Return how many chunks are still to do."""
        return self._left

    def nearest(self, focus: int) -> int:
        """Return the number of the chunk to do next when ``focus``, a code point, is being read.

        The chunk that holds the focus, then the ones around it; what follows is wanted more than
        what went before, since people read on.

        Raises:
            IndexError: all are done.
        """
        here = max(0, bisect_right(self._starts, focus) - 1)
        after = self._is_done.find(0, here)
        before = self._is_done.rfind(0, 0, here)
        if after < 0 and before < 0:
            raise IndexError("nothing is left to do")
        if after >= 0 and (before < 0 or after - here <= 2 * (here - before)):
            return after
        return before

    def is_open(self, number: int) -> bool:
        """Return whether there is a chunk of that number and it is still to do."""
        return 0 <= number < len(self.chunks) and not self._is_done[number]

    def done(self, number: int) -> None:
        """Take a chunk off the list."""
        if not self._is_done[number]:
            self._is_done[number] = 1
            self._left -= 1

    def known(self) -> list[TextSpan]:
        """Return the stretches of text that are done, as few as they can be."""
        stretches: list[TextSpan] = []
        for chunk, is_done in zip(self.chunks, self._is_done, strict=True):
            if not is_done:
                continue
            if stretches and stretches[-1].end == chunk.start:
                stretches[-1] = TextSpan(stretches[-1].start, chunk.end)
            else:
                stretches.append(chunk)
        return stretches


class _Request(NamedTuple):
    """A text to analyse, where to store the analysis, and what is known of its language."""

    id: int
    text: str
    folder: str
    text_hash: str
    key: str
    chosen: str
    declared: str


class _Inbox:
    """The requests on standard input, read on a thread of its own so that they act between two chunks.

    Attributes:
        focus: the code point that is being read.
        wanted: the ID of the request to work on, or None.
        requests: in the order in which they came.
    """

    def __init__(self) -> None:
        self.focus = 0
        self.wanted: int | None = None
        self.requests: SimpleQueue[_Request] = SimpleQueue()

    def read(self) -> None:
        """Read lines until there are no more; then end the process at once."""
        for line in sys.stdin.buffer:
            with suppress(orjson.JSONDecodeError, TypeError, KeyError):
                self._take(orjson.loads(line))
        os._exit(0)

    def _take(self, message: dict[str, Any]) -> None:
        if "focus" in message:
            self.focus = message["focus"]
        if "analyse" in message:
            request = _Request(message["analyse"], message["text"], *message["cache"], *message["language"])
            self.wanted = request.id
            self.requests.put(request)
        elif "cancel" in message and self.wanted == message["cancel"]:
            self.wanted = None


class _Outbox:
    """Standard output, out of reach of everything else that might print."""

    def __init__(self) -> None:
        self._file = os.fdopen(os.dup(1), "wb", buffering=0)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)

    def send(self, message: dict[str, Any]) -> None:
        """Write one line; end the process when nobody reads it."""
        line = memoryview(orjson.dumps(message, option=orjson.OPT_APPEND_NEWLINE))
        try:
            while line:
                line = line[self._file.write(line) or 0 :]
        except OSError:
            os._exit(0)

    def send_analysis(self, request: int, analysis: Analysis) -> None:
        """Write an analysis, in lines that take the reader a few milliseconds each."""
        for name, items in (
            ("entities", map(dump_entity, analysis.entities)),
            ("quotations", map(dump_quotation, analysis.quotations)),
        ):
            for batch in _batches(items):
                self.send({"of": request, name: batch})
        self.send(
            {
                "of": request,
                "analysis": analysis.model,
                "complete": analysis.complete,
                "remark": analysis.remark,
            }
        )


def _batches(items: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def serve(model: str | None) -> None:
    """Answer requests until standard input ends."""
    inbox, outbox = _Inbox(), _Outbox()
    Thread(target=inbox.read, daemon=True).start()
    pipeline: Pipeline | None = None
    while True:
        request = inbox.requests.get()
        try:
            found = find_model(model)
            check = check_language(request.text, found, request.chosen, request.declared)
            if check.analyse:
                # Only now: loading takes longer than finding out that there is nothing to analyse.
                pipeline = pipeline or Pipeline.load(model)
                _answer(pipeline, inbox, outbox, request, check)
            else:
                _complete(outbox, request, without_names(request.text, found, check))
        except PipelineError as error:
            outbox.send({"of": request.id, "error": str(error)})
        except Exception as error:  # a defect, or no memory: reported, and the next request is served
            reason = one_line(str(error), 120) or "no reason given"
            outbox.send(
                {"of": request.id, "error": f"the analysis stopped: {type(error).__name__}: {reason}"}
            )


def _complete(outbox: _Outbox, request: _Request, analysis: Analysis) -> None:
    """Store and send a complete analysis."""
    if request.folder:
        AnalysisCache(Path(request.folder)).put(request.text_hash, analysis, request.key)
    outbox.send_analysis(request.id, analysis)


def _answer(
    pipeline: Pipeline, inbox: _Inbox, outbox: _Outbox, request: _Request, check: LanguageCheck
) -> None:
    """Analyse a text and send what is found, until it is done or no longer wanted."""
    text, remark, foreign = request.text, check.remark, check.foreign
    schedule = Schedule(chunks(text))

    def find(chunk: TextSpan) -> ChunkFindings:
        return pipeline.find_in(text, chunk, foreign)

    found: dict[int, ChunkFindings] = {}
    analysed, next_analysis, enough = 0, _FIRST_ANALYSIS, 1
    while schedule and inbox.wanted == request.id:
        stretch, mentions = _work_through(find, inbox, schedule, enough, found)
        enough = min(2 * (stretch.end - stretch.start), _TYPICAL_CHUNK)
        analysed += stretch.end - stretch.start
        outbox.send(
            {
                "of": request.id,
                "chunk": list(stretch),
                "mentions": dump_mentions(mentions),
                "done": analysed / len(text),
            }
        )
        if analysed >= next_analysis and schedule:
            next_analysis = 2 * analysed
            analysis = partial_analysis(text, _merged(text, found), schedule.known(), pipeline.model)
            outbox.send_analysis(request.id, replace(analysis, remark=remark))
    if inbox.wanted == request.id:
        analysis = analysis_of(text, _merged(text, found), pipeline.model, foreign)
        _complete(outbox, request, replace(analysis, remark=remark))


def _work_through(
    find: Callable[[TextSpan], ChunkFindings],
    inbox: _Inbox,
    schedule: Schedule,
    enough: int,
    found: dict[int, ChunkFindings],
) -> tuple[TextSpan, list[Mention]]:
    """Analyse the chunk nearest to the focus and its neighbours, ``enough`` code points or more.

    Returns:
        The stretch of text that they cover, and the names in it. It is shorter when the focus moves.
    """
    focus, wanted = inbox.focus, inbox.wanted
    first = last = schedule.nearest(focus)
    number: int | None = first
    while number is not None:
        found[number] = find(schedule.chunks[number])
        schedule.done(number)
        first, last = min(first, number), max(last, number)
        stretch = TextSpan(schedule.chunks[first].start, schedule.chunks[last].end)
        if stretch.end - stretch.start >= enough or inbox.focus != focus or inbox.wanted != wanted:
            break
        number = next((near for near in (last + 1, first - 1) if schedule.is_open(near)), None)
    return stretch, [each.mention for number in range(first, last + 1) for each in found[number].mentions]


def _merged(text: str, found: dict[int, ChunkFindings]) -> Findings:
    return merge_findings(text, (found[number] for number in sorted(found)))
