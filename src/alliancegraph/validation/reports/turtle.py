"""The report as RDF: SHACL's own results, and beside them what reading and mapping found."""

from __future__ import annotations

import rdflib
from rdflib import SH as SHACL

from alliancegraph.terms import BASE
from alliancegraph.validation.report import Report, Result
from alliancegraph.validation.reports.view import View

VOCABULARY = rdflib.Namespace(BASE + "report#")
"""What SHACL has no term for: `code`, `record`, `field`, `place`, `cell`, `element`, `suggestion`;
`finding` -> `Finding`."""


def render(found: Report, view: View) -> str:
    """Turtle; every result is a node with an IRI, numbered in the order of the report.

    `sh:result` and `sh:conforms` are those of the shapes (SHACL section 3.6: any result, of whatever severity, denies
    conformance). A finding of reading or mapping has no constraint component, so it is no `sh:ValidationResult`.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    graph.bind("sh", SHACL)
    graph.bind("report", VOCABULARY)
    report = rdflib.URIRef("urn:alliancegraph:report")
    graph.add((report, rdflib.RDF.type, SHACL.ValidationReport))
    graph.add((report, SHACL.conforms, rdflib.Literal(not any(result.component for result in found.results))))
    for number, result in enumerate(found.results, start=1):
        node = rdflib.URIRef(f"{report}:{number}")
        if result.component:
            graph.add((report, SHACL.result, node))
            graph.add((node, rdflib.RDF.type, SHACL.ValidationResult))
        else:
            graph.add((report, VOCABULARY.finding, node))
            graph.add((node, rdflib.RDF.type, VOCABULARY.Finding))
        _describe(graph, node, result)
    return graph.serialize(format="turtle")


def _describe(graph: rdflib.Graph, node: rdflib.URIRef, result: Result) -> None:
    graph.add((node, SHACL.resultSeverity, rdflib.URIRef(result.severity)))
    for language, message in result.messages.items():
        graph.add((node, SHACL.resultMessage, rdflib.Literal(message, lang=language)))
    place = result.place
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part) if place else None
    for name, text in (
        ("code", result.code),
        ("record", result.record),
        ("field", result.field),
        ("place", where),
        ("cell", place.cell if place else None),
        ("element", place.element if place else None),
        ("suggestion", result.suggestion),
    ):
        if text:
            graph.add((node, VOCABULARY[name], rdflib.Literal(text)))
    for term, value in (
        (SHACL.focusNode, result.focus_node),
        (SHACL.resultPath, result.path),
        (SHACL.value, result.value),
        (SHACL.sourceShape, _node(result.shape) if result.shape else None),
        (SHACL.sourceConstraintComponent, rdflib.URIRef(result.component) if result.component else None),
    ):
        if value is not None:
            graph.add((node, term, value))


def _node(shape: str) -> rdflib.IdentifiedNode:
    return rdflib.URIRef(shape) if ":" in shape else rdflib.BNode(shape)
