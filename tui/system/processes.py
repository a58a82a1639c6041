"""Work on many inputs in several processes, with the results in the order of the inputs."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Lock, Thread, local
from typing import Any, Generic, TypeVar

from tui.system.latency import SHARED_BY

Input = TypeVar("Input")
Result = TypeVar("Result")
Worker = Callable[[Input], Result]

_SERVE = "from tui.system.processes import serve; serve()"
_PACKAGE_PARENT = str(Path(__file__).resolve().parent.parent.parent)
_PATIENCE = 0.5
"""Seconds after which a wait begins again, so that an interrupt is seen also where it ends no wait."""


class ProcessEndedError(Exception):
    """A process ended, such as for want of memory, before it gave a result."""


def environment() -> dict[str, str]:
    """Return the environment in which another Python imports the same modules as this process."""
    path = [entry for entry in sys.path if entry]
    if _PACKAGE_PARENT not in path:
        path.insert(0, _PACKAGE_PARENT)
    return os.environ | {
        # Whole, in this order: a folder called tui somewhere else must not come first.
        "PYTHONPATH": os.pathsep.join(path),
        # More threads gain nothing for matrices of this size and would take processors from the reader.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def in_order(
    make: Callable[[], Worker[Input, Result]],
    inputs: Iterable[Input],
    jobs: int,
    ended: Callable[[Input, str], Result] | None = None,
) -> Iterator[Result]:
    """Yield the result of each of ``inputs``, in their order, computed in so many processes.

    Few inputs and results are in memory at a time, however many there are. ``inputs`` is walked in a
    thread of its own, so that a result comes while the next input is still awaited.

    Args:
        make: makes in each process what does the work; it, inputs and results can be pickled.
        inputs: may be endless.
        jobs: the number of processes, from 1 on.
        ended: gives the result of an input over which a process ended, from that and how it did; the next
            input has another process.

    Raises:
        ProcessEndedError: a process ended, and there is no ``ended``.
        Exception: whatever ``make``, the work or ``inputs`` raised, in the place of a result.
    """
    coming: Queue[Future[Result] | None] = Queue(2 * jobs)
    with Processes(make, jobs, ended) as processes:
        Thread(target=_feed, args=(processes, inputs, coming), name="inputs", daemon=True).start()
        while True:
            try:
                future = coming.get(timeout=_PATIENCE)
            except Empty:
                continue
            if future is None:
                return
            while not wait([future], _PATIENCE).done:
                pass
            yield future.result()


def _feed(
    processes: "Processes[Input, Result]", inputs: Iterable[Input], coming: "Queue[Future[Result] | None]"
) -> None:
    """Give out the inputs, as fast as their results are taken."""
    try:
        for each in inputs:
            if not _put(processes, coming, processes.submit(each)):
                return
    except Exception as error:
        failed: Future[Result] = Future()
        failed.set_exception(error)
        _put(processes, coming, failed)
    _put(processes, coming, None)


def _put(
    processes: "Processes[Input, Result]",
    coming: "Queue[Future[Result] | None]",
    future: "Future[Result] | None",
) -> bool:
    """Queue a result to come; return False where no one waits for it any more."""
    while not processes.closed:
        with suppress(Full):
            coming.put(future, timeout=_PATIENCE)
            return True
    return False


class Processes(Generic[Input, Result]):
    """Processes that do the same work, each with one input at a time; started when there is work for them.

    Attributes:
        closed: whether they were ended.
    """

    def __init__(
        self,
        make: Callable[[], Worker[Input, Result]],
        jobs: int,
        ended: Callable[[Input, str], Result] | None = None,
    ) -> None:
        """Do in each of ``jobs`` processes what ``make()`` gives; see ``in_order``."""
        self.closed = False
        self._ended = ended
        self._make = pickle.dumps(make)
        self._environment = environment() | {SHARED_BY: str(jobs)}
        self._threads = ThreadPoolExecutor(jobs, "process")
        self._own = local()
        self._running: list[subprocess.Popen[bytes]] = []
        self._lock = Lock()

    def __enter__(self) -> "Processes[Input, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, given: Input) -> "Future[Result]":
        """Have one input worked on; return what its result will be in."""
        return self._threads.submit(self._work, given)

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self.closed = True
            for process in self._running:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._running:
            _end(process)

    def _work(self, given: Input) -> Result:
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is None:
            process = self._own.process = self._start()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(pickle.dumps(given))
            process.stdin.flush()
            is_done, found = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._own.process = None
            with self._lock:
                if not self.closed:
                    self._running.remove(process)
                    _end(process)
            how = _how_it_ended(process)
            if self._ended is None or self.closed:
                raise ProcessEndedError(how) from error
            return self._ended(given, how)
        if is_done:
            result: Result = found
            return result
        raise found

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self.closed:
                raise ProcessEndedError("interrupted")
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _SERVE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
                # Ctrl+C is for this process, which then ends the others.
                process_group=0,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
            self._running.append(process)
        assert process.stdin
        with suppress(OSError):  # it has ended: the first input will show that
            process.stdin.write(self._make)
            process.stdin.flush()
        return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and free what belongs to it."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not written yet is for a process that is no more
            if stream:
                stream.close()


def _how_it_ended(process: "subprocess.Popen[bytes]") -> str:
    code = process.returncode
    if code is None:
        return "interrupted"
    return (
        f"its process was ended by signal {-code}" if code < 0 else f"its process ended with exit code {code}"
    )


def serve() -> None:
    """Work on what comes on standard input until that ends; this is what a process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the results.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    work, failure = None, None
    try:
        work = pickle.load(source)()
    except Exception as error:
        failure = error
    while True:
        try:
            given = pickle.load(source)
        except EOFError:
            return
        answer: tuple[bool, Any] = False, failure
        if work is not None:
            try:
                answer = True, work(given)
            except Exception as error:
                answer = False, error
        with suppress(BrokenPipeError):
            target.write(_pickled(answer))
            target.flush()


def _pickled(answer: tuple[bool, Any]) -> bytes:
    """Return an answer as it is sent; an error that cannot be sent as it is goes by its words."""
    is_done, found = answer
    if is_done:
        return pickle.dumps(answer)
    try:
        data = pickle.dumps(answer)
        pickle.loads(data)
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(found).__name__}: {found}")))
    return data
