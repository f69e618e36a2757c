"""The public functions (DESIGN section 2); `import alliancegraph as ag` has them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from alliancegraph import mapping
from alliancegraph.records import Record
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Resource

if TYPE_CHECKING:
    import rdflib

    from alliancegraph.validation import Report

Given = Iterable[Record] | Iterable[Resource]
"""Records, or the trees they were mapped to."""


def resources(records: Given, publication: Publication | None = None) -> tuple[Resource, ...]:
    """Maps records to trees, once; what follows takes either. Trees are given back as they are.

    Raises `RecordError` where a record made in Python has a value no RDF term can carry, or two share an identifier.
    """
    given = tuple(records)
    if given and all(isinstance(one, Resource) for one in given):
        return cast(tuple[Resource, ...], given)
    return mapping.resources(cast(tuple[Record, ...], given), publication)


def to_graph(records: Given, publication: Publication | None = None) -> rdflib.Graph:
    """The rdflib graph of records or trees. Raises as `resources` does."""
    from alliancegraph.writers.graph import to_rdflib

    return to_rdflib(resources(records, publication))


def from_graph(graph: rdflib.Graph) -> list[Record]:
    """The records of a graph, as `published` makes them, sorted by type, owner and id."""
    from alliancegraph.writers.graph import from_rdflib

    return mapping.read_records(from_rdflib(graph))


def serialize(records: Given, format: str = "turtle", publication: Publication | None = None) -> str:
    """Records or trees as text: `turtle`, `json-ld`, `n-triples` or `n-quads`. The same records give the same text.

    Raises `UsageError` for another format, and as `resources` does.
    """
    from alliancegraph import writers

    return writers.serialize(resources(records, publication), format)


def validate(
    data: Iterable[Record] | rdflib.Graph,
    shapes: rdflib.Graph | None = None,
    engine: str = "auto",
    publication: Publication | None = None,
) -> Report:
    """Validates records (with the findings of reading and mapping) or a graph (shapes only).

    Without `shapes` the packaged ones are used. `engine` is `auto` or `pyshacl`. Raises `UsageError` for another.
    """
    import rdflib

    from alliancegraph import validation

    if isinstance(data, rdflib.Graph):
        return validation.validate_graph(data, shapes, engine)
    return validation.validate(data, shapes, engine, publication)


def shapes() -> rdflib.Graph:
    """The packaged SHACL shapes; they need no ontology and no inference."""
    from alliancegraph.validation.shacl import load_shapes

    return load_shapes()


def ontology() -> rdflib.Graph:
    """The vocabulary and its concept schemes."""
    import rdflib

    from alliancegraph import packaged

    graph = rdflib.Graph()
    for file in packaged.files("ontology", ".ttl"):
        graph.parse(file, format="turtle")
    return graph


def context() -> dict[str, Any]:
    """The JSON-LD context: the value of `@context`."""
    from alliancegraph.writers import jsonld

    return jsonld.context()
