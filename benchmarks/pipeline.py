"""What the pipeline takes by itself, in a process of its own: prints it as JSON.

    python -m benchmarks.pipeline LONG-TEXT

Keys: ``load``, seconds after spaCy's own import; ``rate``, words a second on one core; ``growth``, MiB
that the process grew while the second half of the text was analysed.
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
    from tui.analysis.pieces import pieces
    from tui.analysis.pipeline import Pipeline

    pipeline = Pipeline.load()
    load = time.perf_counter() - started
    words = Path(sys.argv[1]).read_text("utf-8").split(" ")[:WORDS]
    text = " ".join(words)
    parts = pieces(text)
    pipeline.mentions(text[:5000])
    started, names, peaks = time.perf_counter(), 0, []
    for number, piece in enumerate(parts):
        names += len(pipeline.sightings(text, piece))
        if number in (len(parts) // 2, len(parts) - 1):
            peaks.append(_peak())
    rate = len(text.split()) / (time.perf_counter() - started)
    print(json.dumps({"load": load, "rate": rate, "growth": peaks[-1] - peaks[0], "names": names}))


if __name__ == "__main__":
    main()
