"""How long a command takes to start, against Python's own start.

    python benchmarks/startup.py [--runs 15]

Time is the clock's, from the start of a process to its end.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import measure

SAMPLE = Path(__file__).parents[1] / "data" / "alliances" / "perleberg.yaml"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "alliancegraph --version": ["-m", "alliancegraph", "--version"],
    f"alliancegraph validate {SAMPLE.name}": ["-m", "alliancegraph", "validate", str(SAMPLE)],
}


def started(arguments: Sequence[str], _: int) -> measure.Cost:
    """The time of a process; a fault of its own ends the benchmark."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)  # our own programs
    return measure.Cost(time.perf_counter() - start)


def main() -> None:
    """Measures, and prints the table."""
    given = measure.options(__doc__, runs=15).parse_args()
    costs = measure.interleaved({name: partial(started, command) for name, command in COMMANDS.items()}, given.runs)
    bare = costs["python -c pass"].seconds
    rows = [(f"`{name}`", measure.times(cost.seconds / bare)) for name, cost in costs.items()]
    print(measure.table(("command", "time of Python's own start"), rows))


if __name__ == "__main__":
    main()
