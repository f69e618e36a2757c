"""The whole way from JSON Lines to N-Triples, Turtle, JSON-LD and a verdict, against the naive way.

    python benchmarks/pipeline.py [--records 200] [--runs 5]

Every run makes fresh records, a tenth of them faulty, and gives them to each way in a process of its own. Time is the
processor's. The naive way is measured twice: with all records in one graph, and with a graph for each record, as a
program has it that must not hold all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import fresh
import measure
import records

FORMATS = ("n-triples", "turtle", "json-ld")
NAIVE, EACH, BARE, VERDICT = (
    "naive",
    "naive, record by record",
    "no validation",
    "with the verdict of the shapes",
)


def naive_way(each: bool, file: str) -> Callable[[], int]:
    """`naive.py`, imported here because the other ways load neither rdflib nor pySHACL."""
    import naive

    import alliancegraph as ag

    shapes = ag.shapes()
    return lambda: naive.run(file, shapes, each)[1]


def our_way(verdict: bool, report: bool, file: str) -> Callable[[], int]:
    """Read, mapped once, written three times; the shapes' verdict, or the whole report with fields and lines."""
    import alliancegraph as ag

    def run() -> int:
        good = records.good(file)
        trees = ag.resources(good)
        for format in FORMATS:
            ag.serialize(trees, format)
        return len(ag.validate(good if report else trees).results) if verdict or report else 0

    return run


WAYS = {
    NAIVE: partial(naive_way, False),
    EACH: partial(naive_way, True),
    BARE: partial(our_way, False, False),
    VERDICT: partial(our_way, True, False),
    "with the whole report": partial(our_way, False, True),
}


def main() -> None:
    """Measures, and prints the table."""
    costs = fresh.costs(__doc__, __file__, WAYS, alike=(NAIVE, VERDICT))
    rows = [
        (
            name,
            measure.times(costs[NAIVE].seconds / cost.seconds),
            measure.times(costs[EACH].seconds / cost.seconds),
            measure.times(cost.seconds / costs[BARE].seconds),
            f"{cost.megabytes:.0f} MB",
        )
        for name, cost in costs.items()
    ]
    head = ("way", "faster than naive", "than record by record", "time of no validation", "peak memory")
    print(measure.table(head, rows))


if __name__ == "__main__":
    main()
