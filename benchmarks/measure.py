"""What the benchmarks share: interleaved runs, programs that measure themselves, and the table that is printed."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds, and the greatest memory of the process in megabytes where it was one of its own."""

    seconds: float
    megabytes: float = 0.0


def interleaved(ways: Mapping[str, Callable[[int], Cost]], runs: int) -> dict[str, Cost]:
    """The median cost of each way. They take turns, so that what else the machine does meets all of them alike.

    A way is called with the number of the run, from 0.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for run in range(runs):
        for name, way in ways.items():
            costs[name].append(way(run))
    return {
        name: Cost(median(cost.seconds for cost in each), median(cost.megabytes for cost in each))
        for name, each in costs.items()
    }


def timed(call: Callable[[], object]) -> Cost:
    """The processor's time of a call, in this process."""
    start = time.process_time()
    call()
    return Cost(time.process_time() - start)


def report(call: Callable[[], object]) -> None:
    """Prints the cost of a call and what it gave: the last act of a program that `child` started."""
    start = time.process_time()
    given = call()
    seconds = time.process_time() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, given]))


def child(*arguments: object) -> tuple[Cost, object]:
    """Runs one of these programs in a process of its own: the cost that it reports, and what it gave."""
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # our own programs
    seconds, megabytes, given = json.loads(done.stdout.splitlines()[-1])
    return Cost(seconds, megabytes), given


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the columns after the first to the right."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *rows))


def times(ratio: float) -> str:
    """A ratio in three figures or whole: `0.31x`, `4.2x`, `138x`."""
    return f"{ratio:.0f}x" if ratio >= 10 else f"{ratio:.2g}x"


def options(explained: str | None, runs: int = 5) -> argparse.ArgumentParser:
    """The option of every benchmark: how many runs."""
    parser = argparse.ArgumentParser(description=explained, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--runs", type=int, default=runs, help=f"how many runs, of which the medians are shown ({runs})"
    )
    return parser
