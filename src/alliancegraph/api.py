"""The public functions (DESIGN section 2); `import alliancegraph as ag` has them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliancegraph import mapping
from alliancegraph.errors import UsageError
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

    Raises `RecordError` where a record made in Python has a value no RDF term can carry, or two share an identifier,
    `SettingsError` where `publication` has faults, and `UsageError` for anything but records or trees.
    """
    given, are_trees = _given(records)
    return given if are_trees else mapping.resources(given, publication)


def _given(several: Any) -> tuple[tuple[Any, ...], bool]:
    """What was given, and whether it is trees; raises `UsageError` for anything but records or trees."""
    wanted = "a list of records or of resources is expected"
    if isinstance(several, str | Resource) or not isinstance(several, Iterable):
        raise UsageError(f"{wanted}, not {type(several).__name__}")
    given = tuple(several)
    kinds = set(map(type, given))
    if strangers := {kind.__name__ for kind in kinds if not issubclass(kind, Record | Resource)}:
        raise UsageError(f"{wanted}, not of {', '.join(sorted(strangers))}")
    are_trees = Resource in kinds
    if are_trees and len(kinds) > 1:
        raise UsageError(f"{wanted}, not of both")
    return given, are_trees


def to_graph(records: Given, publication: Publication | None = None) -> rdflib.Graph:
    """The rdflib graph of records or trees. Raises as `resources` does."""
    from alliancegraph.writers.graph import to_rdflib

    return to_rdflib(resources(records, publication))


def from_graph(graph: rdflib.Graph) -> list[Record]:
    """The records of a graph or dataset. Of records: these as `published`, sorted by type, owner (`of`) and id.

    The graph is one of `to_graph`, whole or in part, or another that uses the terms of docs/mapping.md: an alliance is
    an `ag:Alliance`; an `ag:Organization`, `ag:ContactPoint` or `ag:Activity` is a record where an `ag:Record` is its
    `schema:subjectOf`, and a part of another record otherwise. What can be read is read. Ids are `dct:identifier`, else
    the end of the IRI; a node that has neither, and a part that lacks what makes it one (a person's name, an image's
    address, the days of opening hours), is passed over. Of a dataset all graphs are read as one.

    Raises `RecordError` with a finding for each value that cannot be read, such as a number or code that is none, and
    `UsageError` for what is no graph.
    """
    import rdflib

    from alliancegraph.writers.graph import from_rdflib

    if not isinstance(graph, rdflib.Graph):
        raise UsageError(f"an rdflib graph is expected, not {type(graph).__name__}")
    return mapping.read_records(from_rdflib(graph))


def serialize(records: Given, format: str = "turtle", publication: Publication | None = None) -> str:
    """Records or trees as text: `turtle`, `json-ld`, `n-triples`, `n-quads` or `csv`.

    The same records give the same text.

    Raises `UsageError` for another format, and as `resources` does.
    """
    from alliancegraph import writers

    return writers.serialize(resources(records, publication), format)


def validate(
    data: Given | rdflib.Graph,
    shapes: rdflib.Graph | None = None,
    engine: str = "auto",
    publication: Publication | None = None,
) -> Report:
    """Validates records (with the findings of reading and mapping), or resources or a graph (shapes only).

    Without `shapes` the packaged ones are used. `engine` is `auto`, `compiled` or `pyshacl`; they give the same report
    but for what docs/validation.md lists. Raises `UsageError` for another, for shapes that cannot be used, and as
    `resources` does.
    """
    import rdflib

    from alliancegraph import validation

    if isinstance(data, rdflib.Graph):
        return validation.validate_graph(data, shapes, engine)
    given, are_trees = _given(data)
    if are_trees:
        return validation.validate_graph(given, shapes, engine)
    return validation.validate(given, shapes, engine, publication)


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
