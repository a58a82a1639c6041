"""Measure a full-screen program from outside, as a person would feel it.

    python -m benchmarks.ttybench --until gathered --keys 'jj<pgdn>' -- postil seeds/london-summit.txt
    python -m benchmarks.ttybench --until gathered --every 0.12 --seconds 10 --keys '<space>b' -- postil FILE
    python -m benchmarks.ttybench --until gathered --pair 'python -m benchmarks.floor FILE' -- postil FILE

The program runs in a pseudo-terminal. Printed for each run, and in the middle of all runs:

first    seconds from the start of the process until WORDS stand on the screen
key      milliseconds from a key press until the screen changes: the median, and the slowest with its key
resize   milliseconds from a change of size until the screen has settled
memory   MiB resident: the most of the program and its children, and of the program before it has any

Keys are pressed one by one, each when the screen has come to rest; or, with --every, at a steady
rhythm from the moment WORDS appear, however busy the program is. With --pair two programs take turns, and
the ratio of their first figures is shown pair by pair: machines are noisy, ratios less so.

Exit code 0, or 1 when WORDS did not appear (the last screen is shown), or 2 for unusable arguments.
"""

import argparse
import json
import shlex
import statistics
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.keys import split_keys
from benchmarks.replay import Area, first_time, shows
from benchmarks.session import NotShown, Press, Session
from benchmarks.terminal import Size


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "ttybench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--until", required=True, metavar="WORDS", help="what must stand on the screen, in one line")
    add("--keys", default="", type=split_keys, help="pressed afterwards, such as 'jj<pgdn><c-d>'")
    add("--every", type=float, metavar="S", help="press the keys in turn at this rhythm, in seconds")
    add("--seconds", type=float, default=10, help="how long to press them so (10)")
    add("--until-idle", action="store_true", help="press them so until the program's children rest")
    add(
        "--resize",
        type=_size,
        action="append",
        default=[],
        metavar="WxH",
        help="then resize to that; any number",
    )
    add("--area", type=_area, metavar="L,T,R,B", help="the cells in which a change counts as an answer")
    add("--characters", action="store_true", help="a change of colours alone is no answer")
    add("--pair", type=shlex.split, metavar="COMMAND", help="another command, run in turn with the first")
    add("--runs", type=int, default=3, help="of each command (3)")
    add("--size", type=_size, default=Size(120, 40), help="of the terminal (120x40)")
    add("--timeout", type=float, default=30, help="seconds until WORDS must have appeared (30)")
    add("--json", action="store_true", help="one JSON object for each run, and one of the medians")
    add("command", nargs="+", metavar="COMMAND", help="what to run, after --")
    return parser.parse_args(argv)


def _size(text: str) -> Size:
    columns, _, lines = text.partition("x")
    return Size(int(columns), int(lines))


def _area(text: str) -> Area:
    return Area(*map(int, text.split(",")))


def measure(command: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    """One run.

    Raises:
        NotShown: the words did not appear.
    """
    session = Session(command, options.until, options.size, options.timeout)
    try:
        _use(session, options)
    finally:
        memory = session.end()
    presses = session.presses(options.area, not options.characters)
    resizes = session.resizes(options.area, not options.characters)
    return {
        "first_s": first_time(session.run, shows(options.until)),
        **key_figures(presses),
        "resize_ms": 1000 * max(resizes) if resizes else None,
        "before_children_mib": memory.before_children,
        "program_mib": memory.peak_program,
        "tree_mib": memory.peak_tree,
    }


def _use(session: Session, options: argparse.Namespace) -> None:
    if options.keys and options.until_idle:
        session.press_until_idle(options.keys, options.every or 0.12, options.seconds)
    elif options.keys and options.every:
        session.press_steadily(options.keys, options.every, options.seconds)
    else:
        session.terminal.collect(5, until_quiet=0.5)
        session.press_calmly(options.keys)
    for size in options.resize:
        session.resize(size)


def key_figures(presses: Sequence[Press]) -> dict[str, Any]:
    """Median and slowest answer, in ms, which key that was and when (s), and how many had none."""
    answered = [press for press in presses if press.answered is not None]
    slowest = max(answered, key=lambda press: press.answered or 0, default=None)
    return {
        "keys": len(presses),
        "keys_unanswered": len(presses) - len(answered),
        "key_ms": 1000 * statistics.median(press.answered or 0 for press in answered) if answered else None,
        "key_max_ms": 1000 * (slowest.answered or 0) if slowest else None,
        "slowest_key": slowest.key if slowest else None,
        "slowest_at_s": slowest.sent if slowest else None,
    }


def middle(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of every figure of several runs, and the worst of the slowest keys."""
    found: dict[str, Any] = {}
    for name in runs[0] if runs else ():
        values = [run[name] for run in runs if isinstance(run[name], int | float)]
        take = max if name == "key_max_ms" else statistics.median
        if values:
            found[name] = take(values)
    return found


def _tell(name: str, figures: dict[str, Any], as_json: bool) -> None:
    rounded = {key: round(value, 3) if isinstance(value, float) else value for key, value in figures.items()}
    if as_json:
        print(json.dumps({"of": name} | rounded), flush=True)
    else:
        known = (f"{key} {value}" for key, value in rounded.items() if value is not None)
        print(f"{name:8}", "  ".join(known), flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a program; the exit code."""
    options = _arguments(argv)
    commands = {"A": options.command} | ({"B": options.pair} if options.pair else {})
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    ratios = []
    try:
        for number in range(1, options.runs + 1):
            for name, command in commands.items():
                runs[name].append(measure(command, options))
                _tell(f"{name} {number}", runs[name][-1], options.json)
            if options.pair:
                ratios.append(runs["A"][-1]["first_s"] / runs["B"][-1]["first_s"])
                _tell(f"A/B {number}", {"first": ratios[-1]}, options.json)
    except NotShown as error:
        print(error, file=sys.stderr)
        return 1
    for name, of_one in runs.items():
        _tell(f"{name} middle", middle(of_one), options.json)
    if ratios:
        _tell(
            "A/B",
            {"least": min(ratios), "middle": statistics.median(ratios), "most": max(ratios)},
            options.json,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
