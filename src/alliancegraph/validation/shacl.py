"""pySHACL behind one function; its report graph as results."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Any

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH as SHACL
from rdflib.collection import Collection

from alliancegraph import packaged
from alliancegraph.errors import SEVERITIES, UsageError
from alliancegraph.terms import BASE, Term
from alliancegraph.validation.report import Result

_SEVERITIES = {str(term): term for term in SEVERITIES.values()}
SHAPES = BASE + "shapes#"


def load_shapes() -> rdflib.Graph:
    """The packaged shapes as one graph."""
    graph = rdflib.Graph()
    for file in packaged.files("shapes", ".ttl"):
        graph.parse(file, format="turtle")
    return graph


@cache
def own_shapes() -> rdflib.Graph:
    """The packaged shapes, parsed once; not to be changed."""
    return load_shapes()


def run(data: rdflib.Graph, shapes: rdflib.Graph) -> list[Result]:
    """The top-level results of validating `data` against `shapes`: no inference, no imports, Core and SPARQL shapes.

    Raises `UsageError` for shapes that are no SHACL.
    """
    try:
        _, found, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False, advanced=False)
    except ReportableRuntimeError as error:
        raise UsageError(f"these shapes cannot be used: {error}") from error
    if not isinstance(found, rdflib.Graph):
        raise UsageError(f"these shapes cannot be used: {found}")
    reports = set(found.subjects(rdflib.RDF.type, SHACL.ValidationReport))
    return [_result(found, node, shapes) for report in reports for node in found.objects(report, SHACL.result)]


def _result(found: rdflib.Graph, node: Any, shapes: rdflib.Graph) -> Result:
    shape, component = found.value(node, SHACL.sourceShape), found.value(node, SHACL.sourceConstraintComponent)
    severity = str(found.value(node, SHACL.resultSeverity))
    value, path = found.value(node, SHACL.value), found.value(node, SHACL.resultPath)
    term = path if path is not None else shapes.value(shape, rdflib.RDFS.seeAlso)
    messages = {message.language or "en": str(message) for message in found.objects(node, SHACL.resultMessage)}  # type: ignore[attr-defined]
    messages = {tag: next(iter(messages.values()), "") for tag in ("de", "en")} | messages
    return Result(
        code=str(shape).removeprefix(SHAPES) if str(shape).startswith(SHAPES) else str(component).rsplit("#", 1)[-1],
        severity=_SEVERITIES.get(severity) or Term(severity, severity),
        messages={language: messages[language] for language in sorted(messages)},
        suggestion=_nearest(shapes, shape, value) if component == SHACL.InConstraintComponent else None,
        component=str(component),
        focus_node=found.value(node, SHACL.focusNode),
        path=path,
        value=value,
        shape=str(shape),
        term=str(term) if term is not None else None,
    )


def _nearest(shapes: rdflib.Graph, shape: Any, value: Any) -> str | None:
    """The code of a closed list that is nearest to a value outside it."""
    options = shapes.value(shape, SHACL["in"])
    if options is None or value is None:
        return None
    codes = [_code(option) for option in Collection(shapes, options)]
    return next(iter(difflib.get_close_matches(_code(value), codes, 1, 0.6)), None)


def _code(term: Any) -> str:
    return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
