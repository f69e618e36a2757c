"""Compiled shapes against pySHACL: the project's own shapes, over trees and over an rdflib graph.

    python benchmarks/engines.py [--records 200] [--runs 5]

Every run makes fresh records, a tenth of them faulty, and gives them to each engine in a process of its own. Mapping
and making the graph are not measured; results are made in full. Time is the processor's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import fresh
import measure
import records


def way(name: str, data: str, file: str) -> Callable[[], int]:
    """An engine with `trees` or a `graph`; the number of its results."""
    import alliancegraph as ag
    from alliancegraph.validation.engines import engine_for

    engine, good = engine_for(name), records.good(file)
    given = ag.to_graph(good) if data == "graph" else ag.resources(good)
    return lambda: len(engine.results(given))


WAYS = {
    "pySHACL, graph": partial(way, "pyshacl", "graph"),
    "compiled, graph": partial(way, "compiled", "graph"),
    "compiled, trees": partial(way, "compiled", "trees"),
}


def main() -> None:
    """Measures, and prints the table."""
    costs = fresh.costs(__doc__, __file__, WAYS, alike=WAYS)
    slow = costs["pySHACL, graph"]
    rows = [
        (name, measure.times(slow.seconds / cost.seconds), f"{cost.megabytes:.0f} MB") for name, cost in costs.items()
    ]
    print(measure.table(("engine, data", "faster than pySHACL", "peak memory"), rows))


if __name__ == "__main__":
    main()
