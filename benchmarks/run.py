"""Measure all that is asked of speed and memory.

    python -m benchmarks.run                    about five minutes; a table
    python -m benchmarks.run --only opening     a part: opening, reading, again, analyze, ...; see --help
    python -m benchmarks.run --json > figures.json

Needs Linux, a checkout, and the package installed with its test tools. Nothing of yours is touched: every run
has a data folder of its own, a new one where nothing may be remembered. Exit code 1 when something
that is asked is not met.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import texts
from benchmarks.figures import Figure, table
from benchmarks.marking import marking
from benchmarks.memory import memory
from benchmarks.names import names
from benchmarks.parts import PARTS, warm_up
from benchmarks.setting import Setting

ALL_PARTS = {**PARTS, "marking": marking, "memory": memory, "names": names}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    postil = Path(sys.executable).with_name("postil")
    parser.add_argument("--only", choices=ALL_PARTS, action="append", help="a part; may be given again")
    parser.add_argument("--rounds", type=int, default=5, help="how often what is quick is measured (5)")
    parser.add_argument("--words", type=int, default=texts.WORDS, help="of the long text")
    parser.add_argument("--postil", default=str(postil), help="the program (that of this Python)")
    parser.add_argument("--json", action="store_true", help="all values, not a table")
    return parser.parse_args(argv)


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "date": date.today().isoformat(),
        "cores": os.cpu_count(),
        "load_at_start": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "processor": _processor(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a program; the exit code."""
    options = _arguments(argv)
    facts = machine()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="postil-benchmarks-") as folder:
        setting = Setting(options.postil, Path(folder), options.rounds, options.words)
        warm_up(setting)
        for name in options.only or ALL_PARTS:
            print(f"{name} ...", file=sys.stderr, flush=True)
            figures += ALL_PARTS[name](setting)
    if options.json:
        print(json.dumps({"machine": facts, "figures": [figure.as_json() for figure in figures]}, indent=1))
    else:
        print(", ".join(f"{name} {value}" for name, value in facts.items()), table(figures), sep="\n\n")
    return int(any(figure.is_met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
