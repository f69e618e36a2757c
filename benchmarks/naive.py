"""The straightforward way: an rdflib graph, pySHACL, rdflib's serialisers.

    python benchmarks/naive.py records.jsonl

Prints how many triples and results of SHACL there were. `pipeline.py` measures the other ways against this one.
"""

from __future__ import annotations

import sys

import pyshacl
import rdflib
import records
from rdflib import SH

import alliancegraph as ag


def verdict(graph: rdflib.Graph, shapes: rdflib.Graph) -> int:
    """How many results pySHACL finds."""
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
    reports = set(found.subjects(rdflib.RDF.type, SH.ValidationReport))
    return sum(1 for report in reports for _ in found.objects(report, SH.result))


def run(file: str, shapes: rdflib.Graph, each: bool = False) -> tuple[int, int]:
    """The whole way from JSON Lines to three formats and a verdict; the number of triples and of results.

    All records are in one graph, or `each` in a graph of its own.
    """
    good = records.good(file)
    triples = results = 0
    for some in [[one] for one in good] if each else [good]:
        graph = ag.to_graph(some)
        for format in ("nt", "turtle", "json-ld"):
            graph.serialize(format=format)
        triples += len(graph)
        results += verdict(graph, shapes)
    return triples, results


if __name__ == "__main__":
    triples, results = run(sys.argv[1], ag.shapes())
    print(f"{triples} triples, {results} results")
