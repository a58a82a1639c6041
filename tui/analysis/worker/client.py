"""The reader's side of the analysis: starts the worker process, sends it texts and gets what it finds."""

import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Queue
from threading import Lock, Thread
from typing import IO, Any, NamedTuple

import orjson

from tui.analysis.models import Model, cache_key, find_model
from tui.analysis.worker.cache import AnalysisCache
from tui.analysis.worker.wire import load_entity, load_mentions, load_quotation
from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Quotation
from tui.domain.errors import PipelineError
from tui.domain.text.sanitize import encodable
from tui.domain.text.spans import TextSpan
from tui.system.processes import environment

_CHUNK = 1 << 16
"""Bytes that are read at once."""


class _Polled:
    """What comes through a pipe, where the system says when something does."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._poll = select.poll()
        self._poll.register(stream, select.POLLIN)

    def next(self, seconds: float) -> bytes | None:
        """Return what comes in that time, empty at the end, or None.

        Raises:
            OSError, ValueError: the pipe is closed.
        """
        return os.read(self._stream.fileno(), _CHUNK) if self._poll.poll(seconds * 1000) else None


class _Threaded:
    """The same on Windows, where pipes cannot be polled: a thread reads."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._coming: Queue[bytes] = Queue()
        Thread(target=self._read, args=[stream.fileno()], name="analysis", daemon=True).start()

    def _read(self, descriptor: int) -> None:
        chunk = b" "
        while chunk:
            try:
                chunk = os.read(descriptor, _CHUNK)
            except OSError:
                chunk = b""
            self._coming.put(chunk)

    def next(self, seconds: float) -> bytes | None:
        """Return what comes in that time, empty at the end, or None."""
        with suppress(Empty):
            return self._coming.get(timeout=seconds) if seconds > 0 else self._coming.get_nowait()
        return None


class WorkerProcess:
    """A worker process that runs. Not for two threads at once, apart from ``kill``.

    Raises:
        PipelineError: the process cannot be started.
    """

    def __init__(self, model: str | None) -> None:
        command = [sys.executable, "-P", "-m", "tui.analysis.worker", *([model] if model else [])]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # A warning or a crash report would be written over the screen.
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment(),
                # Not in the terminal's process group: Ctrl+C and hang-ups are for this process. But in its
                # session, since Linux compares how nice processes are only within one (autogroups).
                process_group=0,
            )
        except OSError as error:
            raise PipelineError(f"the analysis cannot start: {error.strerror or error}") from error
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._chunks = _Polled(self._stdout) if hasattr(select, "poll") else _Threaded(self._stdout)
        self._started = bytearray()
        self._lines: deque[bytes] = deque()

    @property
    def pid(self) -> int:
        """Return the process's ID."""
        return self._process.pid

    def send(self, message: dict[str, Any]) -> None:
        """Write one message; block while the worker does not read.

        Raises:
            PipelineError: the process has ended.
        """
        line = memoryview(orjson.dumps(message, option=orjson.OPT_APPEND_NEWLINE))
        try:
            while line:
                line = line[self._stdin.write(line) or 0 :]
        except (OSError, ValueError) as error:
            raise PipelineError(self._end_reason()) from error

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message, or None when none comes in that time.

        Raises:
            PipelineError: the process has ended.
        """
        if not self._lines:
            self._read(seconds)
        if not self._lines:
            return None
        message: dict[str, Any] = orjson.loads(self._lines.popleft())
        return message

    def _read(self, seconds: float) -> None:
        try:
            chunk = self._chunks.next(seconds)
        except (OSError, ValueError) as error:
            raise PipelineError(self._end_reason()) from error
        if chunk is None:
            return
        if not chunk:
            raise PipelineError(self._end_reason())
        first, *rest = chunk.split(b"\n")
        self._started += first
        for line in rest:
            self._lines.append(bytes(self._started))
            self._started = bytearray(line)

    def kill(self) -> None:
        """End the process, whatever it is doing, from any thread; one that waits for it gets the error."""
        self._process.kill()

    def end(self) -> None:
        """End the process and free what belongs to it; harmless when it has ended already."""
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    def _end_reason(self) -> str:
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return "the analysis stopped: its process no longer answers"
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        return f"the analysis stopped: its process {how}"


class _Begun(NamedTuple):
    """A request that was sent before anything waits for its answers."""

    request: int
    text_hash: str
    declared: str


class _Arriving:
    """What arrives of one analysis, piece by piece.

    Attributes:
        is_over: whether nothing more comes, since the analysis is complete or has failed.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._entities: list[Entity] = []
        self._quotations: list[Quotation] = []

    def take(self, message: dict[str, Any]) -> Iterator[AnalysisPiece | Analysis]:
        """Take what the process sent; yield what there is to show now.

        Raises:
            PipelineError: the process says that it cannot analyse.
        """
        if "chunk" in message:
            yield AnalysisPiece(
                TextSpan(*message["chunk"]), load_mentions(message["mentions"]), message["done"]
            )
        elif "entities" in message:
            self._entities.extend(map(load_entity, message["entities"]))
        elif "quotations" in message:
            self._quotations.extend(map(load_quotation, message["quotations"]))
        elif "analysis" in message:
            self.is_over = message["complete"]
            found, self._entities = tuple(self._entities), []
            said, self._quotations = tuple(self._quotations), []
            yield Analysis(found, said, message["analysis"], self.is_over, message["remark"])
        else:
            self.is_over = True
            raise PipelineError(message["error"])


_PATIENCE = 0.05
"""Seconds after which ``cancelled`` and ``focus`` are asked again while the process is busy."""


class Analyser:
    """Analyses one text at a time; one that is started later ends the one before.

    The process is started when it is first needed and stays for the next article; while there
    is nothing to do it takes no processor time.
    """

    def __init__(self, cache: AnalysisCache, model: str | None = None, language: str = "") -> None:
        """Analyse with a pipeline (see ``find_model``), and store the analyses in ``cache``.

        ``language`` is the code of the language that the reader chose for the texts, or empty.
        """
        self._cache = cache
        self._chosen = language
        self._wanted_model = model
        self._model: Model | None = None
        self._lock = Lock()
        self._process: WorkerProcess | None = None
        self._request = 0
        self._sending: Thread | None = None
        self._begun: _Begun | None = None
        self._busy_with = 0
        """The request that is worked on, or 0."""
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Return whether a text is being analysed, which another ``run`` would end."""
        return self._busy_with != 0

    @property
    def worker_pid(self) -> int | None:
        """Return the ID of the process, or None while there is none."""
        process = self._process
        return process.pid if process else None

    def model_name(self) -> str:
        """Return name and version of the pipeline, such as ``postil_en 1.0.0``.

        Raises:
            PipelineError: there is none.
        """
        return self._find_model().name

    def cached(self, text: str, text_hash: str, declared: str = "") -> Analysis | None:
        """Return what was found when this text was last analysed by this pipeline, or None.

        ``declared`` is as in ``run``.
        """
        try:
            analysis = self._cache.get(text_hash, self._key(declared))
        except PipelineError:
            return None
        return analysis if analysis and _fits(analysis, len(text)) else None

    def begin(self, text: str, text_hash: str, declared: str = "") -> None:
        """Start to analyse ``text`` from its beginning, unless its analysis is stored; ``run`` takes that up.

        Returns at once. What goes wrong is left to ``run``, which meets it again.
        """
        # A long text takes as long to send as the process to start.
        self._sending = Thread(target=self._send_ahead, args=(text, text_hash, declared), daemon=True)
        self._sending.start()

    def _send_ahead(self, text: str, text_hash: str, declared: str) -> None:
        with suppress(PipelineError):
            if not self._cache.has(text_hash, self._key(declared)):
                request = self._begin(encodable(text), text_hash, 0, declared)
                if request is not None:
                    self._begun = _Begun(request, text_hash, declared)

    def run(
        self,
        text: str,
        text_hash: str,
        focus: Callable[[], int],
        cancelled: Callable[[], bool],
        declared: str = "",
    ) -> Iterator[AnalysisPiece | Analysis]:
        """Analyse ``text``; call it in a thread, since it blocks.

        Args:
            text: of any length and content.
            text_hash: its SHA-256, under which the analysis is stored.
            focus: returns the code point that is being read; what is nearest to it comes first.
            cancelled: returns whether the analysis is no longer wanted.
            declared: the code of the language that the source of the text declares, or empty.

        Yields:
            Every chunk as soon as it is done; an incomplete analysis of what is known so far, each
            of about twice as much as the one before; at last the complete one. Nothing more
            after ``cancelled`` is true, a later ``run`` has begun, or ``close``.

        Raises:
            PipelineError: the pipeline cannot be loaded, or the process has ended.
        """
        if self._sending is not None:
            self._sending.join()
        self._sending = None
        begun, self._begun = self._begun, None
        if begun is not None and begun[1:] == (text_hash, declared):
            at, request = 0, begun.request
        else:
            stored = self.cached(text, text_hash, declared)
            if stored:
                yield stored
                return
            at = focus()
            started = self._begin(encodable(text), text_hash, at, declared)
            if started is None:
                return
            request = started
        arriving = _Arriving()
        try:
            while not cancelled() and not arriving.is_over:
                now = focus()
                is_current, message = self._next(request, now if now != at else None)
                at = now
                if not is_current:
                    return
                if message is not None and message["of"] == request:
                    yield from arriving.take(message)
        finally:
            if self._busy_with == request:
                self._busy_with = 0
            if not arriving.is_over:
                self._cancel(request)

    def close(self) -> None:
        """End the process. Runs that are under way stop; later ones do nothing."""
        self._is_closed = True
        while not self._lock.acquire(timeout=_PATIENCE):
            # The thread that has the lock may be waiting for the process.
            process = self._process
            if process:
                process.kill()
        try:
            self._drop_process()
        finally:
            self._lock.release()

    def _find_model(self) -> Model:
        if self._model is None:
            self._model = find_model(self._wanted_model)
        return self._model

    def _key(self, declared: str) -> str:
        return cache_key(self._find_model(), self._chosen, declared)

    def _begin(self, text: str, text_hash: str, focus: int, declared: str) -> int | None:
        """Send a request; return its ID, or None after ``close``."""
        # The worker stores the analysis: writing it here would delay keys.
        folder = "" if self._cache.home.is_gone else str(self._cache.folder.absolute())
        cache = [folder, text_hash, self._key(declared)]
        with self._lock:
            if self._is_closed:
                return None
            self._request += 1
            self._busy_with = request = self._request
            message = {
                "analyse": request,
                "text": text,
                "focus": focus,
                "cache": cache,
                "language": [self._chosen, declared],
            }
            try:
                if self._process is None:
                    self._process = WorkerProcess(self._wanted_model)
                self._process.send(message)
            except PipelineError:
                self._busy_with = 0
                self._drop_process()
                if self._is_closed:
                    return None
                raise
            return request

    def _next(self, request: int, focus: int | None) -> tuple[bool, dict[str, Any] | None]:
        """Return whether ``request`` is still the one that is worked on, and the next message, if one came.

        Args:
            focus: sent to the process if it has changed, else None.
        """
        with self._lock:
            if request != self._request or self._process is None or self._is_closed:
                return False, None
            try:
                if focus is not None:
                    self._process.send({"focus": focus})
                return True, self._process.receive(_PATIENCE)
            except PipelineError:
                self._drop_process()
                if self._is_closed:
                    return False, None
                raise

    def _cancel(self, request: int) -> None:
        # Without the lock at first: a forgotten generator may be closed by the garbage collector
        # while this very thread holds it for a later run.
        if request != self._request:
            return
        with self._lock:
            if request == self._request and self._process is not None and not self._is_closed:
                try:
                    self._process.send({"cancel": request})
                except PipelineError:
                    self._drop_process()

    def _drop_process(self) -> None:
        """Forget a process that failed; the next request starts another."""
        if self._process is not None:
            self._process.end()
            self._process = None


def _fits(analysis: Analysis, length: int) -> bool:
    """Return whether nothing in ``analysis`` lies past the end of a text of that length."""
    last = [entity.mentions[-1].end for entity in analysis.entities]
    last += [quotation.span.end for quotation in analysis.quotations]
    return max(last, default=0) <= length
