"""Compiled shapes against pySHACL: the project's own shapes, over trees and over an rdflib graph.

    python benchmarks/engines.py [--records 200] [--runs 5]

Every run makes fresh records, a tenth of them faulty, and gives them to each engine in a process of its own, which has
read, mapped and validated a few others before. Mapping and making the graph are not measured; results are made in full.
Time is the processor's.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

import measure
import records

WAYS = {"pySHACL, graph": "pyshacl", "compiled, graph": "compiled", "compiled, trees": "compiled"}


def one_way(name: str, file: str, warm: str) -> None:
    """What a process of its own does."""
    import alliancegraph as ag
    from alliancegraph.validation.engines import engine_for

    engine = engine_for(WAYS[name])
    make = ag.to_graph if name.endswith("graph") else ag.resources
    engine.results(make(records.good(warm)))
    data = make(records.good(file))
    measure.report(lambda: len(engine.results(data)))


def main() -> None:
    """Measures, and prints the table."""
    parser = measure.options(__doc__)
    parser.add_argument("--records", type=int, default=200, help="how many records (200)")
    parser.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        one_way(*given.way)
        return
    found: dict[tuple[str, int], object] = {}
    with tempfile.TemporaryDirectory() as folder:
        warm = records.write(Path(folder) / "warm.jsonl", 4, seed=0)

        def way(name: str, run: int) -> measure.Cost:
            file = Path(folder) / f"{run}.jsonl"
            if not file.exists():
                records.write(file, given.records, seed=run + 1, faults=0.1)
            cost, found[name, run] = measure.child(__file__, "--way", name, file, warm)
            return cost

        costs = measure.interleaved({name: partial(way, name) for name in WAYS}, given.runs)
    for run in range(given.runs):
        if len({found[name, run] for name in WAYS}) > 1:
            raise SystemExit(f"the engines disagree: {[found[name, run] for name in WAYS]} results")
    slow = costs["pySHACL, graph"]
    rows = [
        (name, measure.times(slow.seconds / cost.seconds), f"{cost.megabytes:.0f} MB") for name, cost in costs.items()
    ]
    print(measure.table(("engine, data", "faster than pySHACL", "peak memory"), rows))


if __name__ == "__main__":
    main()
