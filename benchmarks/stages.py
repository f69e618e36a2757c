"""Each stage against a library that does as little as can be done: orjson and pyoxigraph.

    python benchmarks/stages.py [--records 200] [--runs 5]

The limit of decoding is to parse the same JSON into dictionaries; of mapping, to parse the same triples from N-Triples;
of a writer, to serialise those triples. Nothing foreign compares with the whole report, so it has no limit. Time is the
processor's, all in one process; what is loaded once is not measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import measure
import orjson
import pyoxigraph
import records
from pyoxigraph import RdfFormat

import alliancegraph as ag
from alliancegraph.terms import PREFIXES

FORMATS = {"n-triples": RdfFormat.N_TRIPLES, "turtle": RdfFormat.TURTLE, "json-ld": RdfFormat.JSON_LD}


def main() -> None:
    """Measures, and prints the table."""
    parser = measure.options(__doc__)
    parser.add_argument("--records", type=int, default=200, help="how many records (200)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = records.write(Path(folder) / "records.jsonl", given.records)
        lines = file.read_bytes().splitlines()
        good = list(ag.read(file))
        trees = ag.resources(good)
        text = ag.serialize(trees, "n-triples").encode()
        triples = [quad.triple for quad in pyoxigraph.parse(text, RdfFormat.N_TRIPLES)]
        stages: dict[str, tuple[Callable[[], object], Callable[[], object] | None]] = {
            "read JSON Lines": (lambda: list(ag.read(file)), lambda: [orjson.loads(line) for line in lines]),
            "map": (lambda: ag.resources(good), lambda: list(pyoxigraph.parse(text, RdfFormat.N_TRIPLES))),
        }
        for name, format in FORMATS.items():
            stages[f"write {name}"] = (
                lambda name=name: ag.serialize(trees, name),  # type: ignore[misc]
                lambda format=format: pyoxigraph.serialize(triples, format=format, prefixes=PREFIXES),  # type: ignore[misc]
            )
        stages["shapes"] = (lambda: ag.validate(trees), None)
        ways = {}
        for name, (ours, limit) in stages.items():
            ours()
            ways[name] = lambda _, call=ours: measure.timed(call)
            if limit:
                ways[f"limit of {name}"] = lambda _, call=limit: measure.timed(call)
        costs = measure.interleaved(ways, given.runs)
    whole = sum(costs[name].seconds for name in stages)
    rows = [
        (
            name,
            f"{costs[name].seconds / whole:.0%}",
            measure.times(costs[name].seconds / costs[f"limit of {name}"].seconds) if limit else "–",
        )
        for name, (_, limit) in stages.items()
    ]
    print(measure.table(("stage", "share of the whole way", "time of the limit"), rows))


if __name__ == "__main__":
    main()
