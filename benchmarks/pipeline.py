"""The whole way from JSON Lines to N-Triples, Turtle, JSON-LD and a verdict, against the naive way.

    python benchmarks/pipeline.py [--records 200] [--runs 5]

Every run makes fresh records, a tenth of them faulty, and gives them to each way in a process of its own, which has
read, mapped, written and validated a few others before: what is loaded once is not measured. Time is the processor's.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import measure
import records

FORMATS = ("n-triples", "turtle", "json-ld")


def naive_way(file: str, shapes: Any) -> tuple[int, int]:
    """`naive.py`, imported here because the other ways load neither rdflib nor pySHACL."""
    import naive

    return naive.run(file, shapes)


def our_way(file: str, shapes: Any, *, verdict: bool = False, report: bool = False) -> tuple[int, int]:
    """Read, mapped once, written three times; the shapes' verdict, or the whole report with fields and lines."""
    import alliancegraph as ag

    good = records.good(file)
    trees = ag.resources(good)
    written = [ag.serialize(trees, format) for format in FORMATS]
    found: Any = ag.validate(trees).results if verdict else ag.validate(good).results if report else ()
    return written[0].count("\n"), len(found)


WAYS: dict[str, Callable[[str, Any], tuple[int, int]]] = {
    "naive": naive_way,
    "no validation": our_way,
    "with the verdict of the shapes": partial(our_way, verdict=True),
    "with the whole report": partial(our_way, report=True),
}


def one_way(name: str, file: str, warm: str) -> None:
    """What a process of its own does."""
    import alliancegraph as ag

    shapes = ag.shapes() if name == "naive" else None
    WAYS[name](warm, shapes)
    measure.report(lambda: WAYS[name](file, shapes))


def main() -> None:
    """Measures, and prints the table."""
    parser = measure.options(__doc__)
    parser.add_argument("--records", type=int, default=200, help="how many records (200)")
    parser.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        one_way(*given.way)
        return
    gave: dict[tuple[str, int], Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        warm = records.write(Path(folder) / "warm.jsonl", 4, seed=0)

        def way(name: str, run: int) -> measure.Cost:
            file = Path(folder) / f"{run}.jsonl"
            if not file.exists():
                records.write(file, given.records, seed=run + 1, faults=0.1)
            cost, gave[name, run] = measure.child(__file__, "--way", name, file, warm)
            return cost

        costs = measure.interleaved({name: partial(way, name) for name in WAYS}, given.runs)
    for run in range(given.runs):
        ours = gave["with the verdict of the shapes", run]
        if ours != gave["naive", run]:
            raise SystemExit(f"the ways disagree: {ours} triples and results, not {gave['naive', run]}")
    slow, bare = costs["naive"], costs["no validation"]
    rows = [
        (
            name,
            measure.times(slow.seconds / cost.seconds),
            measure.times(cost.seconds / bare.seconds),
            f"{cost.megabytes:.0f} MB",
        )
        for name, cost in costs.items()
    ]
    print(measure.table(("way", "faster than naive", "time of no validation", "peak memory"), rows))


if __name__ == "__main__":
    main()
