"""Measure how fast many texts are analysed as workers grow, and what that costs.

    python -m benchmarks.scale                     jobs and, if it is installed, Dask: 1 and 2 workers
    python -m benchmarks.scale --workers 1 4 16    other numbers of workers
    python -m benchmarks.scale --words 500000

Texts are the samples, one after the other. Words a second are by the clock, from the first text to the last
result, and so with the start of the workers; the processor time of all processes for a million words is the
cost: it does not depend on what else the machine does.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import cycle
from typing import Any, NamedTuple

from tui import analyse_all, open_article
from tui.system.resources import samples


class Measured(NamedTuple):
    """What one way of working took.

    Attributes:
        way: what was used.
        workers: how many processes analysed.
        words: of all texts.
        seconds: by the clock.
        processor: seconds of processor time, of all processes.
        entities: how many were found, the same in every way.
    """

    way: str
    workers: int
    words: int
    seconds: float
    processor: float
    entities: int


def texts(words: int) -> list[str]:
    """Return texts with so many words, or a few more."""
    found, count = [], 0
    for text in cycle([open_article(str(path)).text for path in samples()]):
        if count >= words:
            return found
        found.append(text)
        count += len(text.split())
    return found


def by_jobs(given: list[str], workers: int) -> int:
    """Analyse in processes of Postil's own."""
    return sum(len(found.entities) for found in analyse_all(given, jobs=workers))


def counted(part: Any) -> Any:
    """Return the number of entities in each text of a part of a table."""
    return part.map(lambda text: len(next(analyse_all([text])).entities))


def by_dask(given: list[str], workers: int) -> int:
    """Analyse by Dask's ``map_partitions``, in as many processes on this machine."""
    import dask.dataframe as dd
    import pandas as pd
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        table = dd.from_pandas(pd.Series(given), npartitions=4 * workers)
        return int(table.map_partitions(counted, meta=(None, "int64")).sum().compute())


def processor_time() -> float:
    """Return the seconds of processor time of this process and of those that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measured(way: str, run: Callable[[list[str], int], int], given: list[str], workers: int) -> Measured:
    """Return what it took to analyse the texts in one way."""
    began, used = time.monotonic(), processor_time()
    entities = run(given, workers)
    seconds, processor = time.monotonic() - began, processor_time() - used
    return Measured(way, workers, sum(len(text.split()) for text in given), seconds, processor, entities)


def ways() -> Iterator[tuple[str, Callable[[list[str], int], int]]]:
    """Yield the ways that there are here."""
    yield "jobs", by_jobs
    if find_spec("dask") and find_spec("distributed"):
        yield "Dask", by_dask


def table(rows: list[Measured]) -> str:
    """Return the figures as a table in Markdown."""
    lines = [
        "| way | workers | words a second | processor seconds for a million words |",
        "|---|---|---|---|",
    ]
    for row in rows:
        cost = 1e6 * row.processor / row.words
        lines.append(f"| {row.way} | {row.workers} | {row.words / row.seconds:,.0f} | {cost:,.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    given = texts(arguments.words)
    rows = [measured(way, run, given, workers) for way, run in ways() for workers in arguments.workers]
    assert len({row.entities for row in rows}) == 1, "all ways find the same"
    print(table(rows))


if __name__ == "__main__":
    main()
