"""Compiled shapes against pySHACL: the project's own shapes, over copies of the sample records, some with faults.

    python benchmarks/engines.py

Prints a table of medians. The engines take turns in every round, so that whatever else the machine does hits all alike.
Mapping is not measured, nor building the graph; results are made in full. Memory is the peak of one more pass.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph.resource import statements
from alliancegraph.validation.engines import engine_for
from alliancegraph.validation.shacl import load_shapes

SAMPLES = Path(__file__).parents[1] / "data" / "alliances"
FAULTY = 10
"""Every tenth record has no name, no offices, and a homepage that is a page in a directory."""
_FAULTS = {"name": ag.LanguageMap({}), "contact_points": (), "homepage": "https://example.org/verzeichnis/1"}


def records(many: int) -> list[ag.Record]:
    """Copies of the sample records, each with an identifier of its own."""
    samples = list(ag.read(SAMPLES))
    copies = (replace(one, id=f"{one.id}-{number}") for number in count(1) for one in samples)
    return [replace(one, **_FAULTS) if number % FAULTY == 0 else one for number, one in enumerate(islice(copies, many))]


def peak(call: Callable[[], Any]) -> float:
    """The most memory that a call holds at once, in MB."""
    gc.collect()
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main(many: int, rounds: int) -> None:
    """Measures and prints."""
    trees = ag.resources(records(many))
    graph = ag.to_graph(trees)
    compiled, plain = engine_for("compiled"), engine_for("pyshacl")
    ways: dict[str, Callable[[], Any]] = {
        "pySHACL, graph": lambda: plain.results(graph),
        "compiled, graph": lambda: compiled.results(graph),
        "compiled, trees": lambda: compiled.results(trees),
    }
    if len({len(way()) for way in ways.values()}) > 1:
        sys.exit("the engines disagree")
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    found = len(compiled.results(trees))
    triples = sum(1 for _ in statements(trees))
    print(f"{many} records, {triples / many:.0f} triples each, {found} results; medians of {rounds} rounds\n")
    print(f"| {'engine':<16} | {'ms a record':>11} | {'times pySHACL':>13} | {'peak MB':>7} |")
    print(f"|{'-' * 18}|{'-' * 12}:|{'-' * 14}:|{'-' * 8}:|")
    for name, median in medians.items():
        ratio = medians["pySHACL, graph"] / median
        print(f"| {name:<16} | {median / many * 1000:>11.3f} | {ratio:>13.1f} | {peak(ways[name]):>7.1f} |")
    start = time.perf_counter()
    engine_for("compiled", load_shapes())
    print(f"\nReading and compiling the shapes, once a process: {(time.perf_counter() - start) * 1000:.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100, metavar="N", help="how many (100)")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="how many (7; at least 5 for the medians)")
    options = parser.parse_args()
    main(options.records, options.rounds)
