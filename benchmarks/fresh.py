"""What the benchmarks on fresh records share: each way in a process of its own, all of them on the same records."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import measure
import records

Way = Callable[[str], Callable[[], Any]]
"""Makes ready for a file of records, and gives what is measured."""


def costs(
    explained: str | None, program: str, ways: Mapping[str, Way], alike: Collection[str]
) -> dict[str, measure.Cost]:
    """The median cost of each way on the command line's number of records, a tenth faulty, in as many runs.

    Every process has done all of its way with as many other records twice before: what is loaded once is not measured,
    nor are the collector's walks over it, nor the system's giving of memory (the C library asks for it anew for each
    large text until some were given back). Ends the program where the ways `alike` did
    not give the same.
    """
    parser = measure.options(explained)
    parser.add_argument("--records", type=int, default=200, help="how many records (200)")
    parser.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        name, file, warm = given.way
        for _ in range(2):
            ways[name](warm)()
        gc.collect()
        gc.freeze()
        measure.report(ways[name](file))
        sys.exit()
    gave: dict[tuple[str, int], object] = {}
    with tempfile.TemporaryDirectory() as folder:
        warm = records.write(Path(folder) / "warm.jsonl", given.records, seed=0, faults=0.1)

        def child(name: str, run: int) -> measure.Cost:
            file = Path(folder) / f"{run}.jsonl"
            if not file.exists():
                records.write(file, given.records, seed=run + 1, faults=0.1)
            cost, gave[name, run] = measure.child(program, "--way", name, file, warm)
            return cost

        found = measure.interleaved({name: partial(child, name) for name in ways}, given.runs)
    for run in range(given.runs):
        several = [gave[name, run] for name in alike]
        if any(one != several[0] for one in several):
            sys.exit(f"the ways disagree: {several}")
    return found
