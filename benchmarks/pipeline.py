"""What the pipeline takes by itself, in a process of its own: prints it as JSON.

    python -m benchmarks.pipeline LONG-TEXT

Keys: ``load``, seconds after spaCy's own import; ``rate``, words a second on one core; ``growth``, MiB
that the process grew while the second half of the text was analysed; ``grouping`` and ``quotations``, the
time that grouping the names and finding who said what take, as shares of the pipeline's.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

WORDS = 100_000


def _peak() -> float:
    """The most memory that this process has had, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run as a program."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import spacy  # noqa: F401 - its time is not the pipeline's

    started = time.perf_counter()
    from tui.analysis.entities.clustering import cluster_mentions
    from tui.analysis.labels import merge_findings
    from tui.analysis.pipeline import Pipeline, chunks
    from tui.analysis.quotes.extraction import find_quotations

    pipeline = Pipeline.load()
    load = time.perf_counter() - started
    words = Path(sys.argv[1]).read_text("utf-8").split(" ")[:WORDS]
    text = " ".join(words)
    parts = chunks(text)
    pipeline.mentions(text[:5000])
    started, seen, peaks = time.perf_counter(), [], []
    for number, chunk in enumerate(parts):
        seen.append(pipeline.find_in(text, chunk))
        if number in (len(parts) // 2, len(parts) - 1):
            peaks.append(_peak())
    took = time.perf_counter() - started
    read = merge_findings(text, seen)
    find_quotations("“No,” she said.", [], [])  # reads the weights
    started = time.perf_counter()
    entities = cluster_mentions(text, read.mentions)
    grouped = time.perf_counter()
    found = find_quotations(text, read.mentions, entities, lambda start: read.probe_scores.get(start, 0.0))
    figures = {
        "load": load,
        "rate": len(text.split()) / took,
        "growth": peaks[-1] - peaks[0],
        "grouping": (grouped - started) / took,
        "quotations": (time.perf_counter() - grouped) / took,
        "names": len(read.mentions),
        "said": len(found),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
