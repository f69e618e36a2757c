"""The packaged shapes; pySHACL behind one function, its report graph as results."""

from __future__ import annotations

from functools import cache
from typing import Any

import rdflib
from rdflib import SH as SHACL

from alliancegraph import packaged
from alliancegraph.errors import UsageError
from alliancegraph.terms import Term
from alliancegraph.validation.compiled.view import own
from alliancegraph.validation.report import Result
from alliancegraph.validation.results import Describe, by_language, result

CATALOGUE = "dcat-ap-de"
_FORMS = "forms"  # what the shapes of both refer to


def load_shapes(profile: str | None = None) -> rdflib.Graph:
    """The packaged shapes as one graph: those for records, or those of a profile for other data.

    The one other `profile` is `CATALOGUE`, for catalogues (DCAT-AP.de). Raises `UsageError` for any further.
    """
    if profile not in (None, CATALOGUE):
        raise UsageError(f"unknown shapes {profile!r}; possible are {CATALOGUE}")
    graph = rdflib.Graph()
    for file in packaged.files("shapes", ".ttl"):
        if file.stem == _FORMS or (file.stem == CATALOGUE) == (profile == CATALOGUE):
            graph.parse(file, format="turtle")
    return graph


@cache
def own_shapes(profile: str | None = None) -> rdflib.Graph:
    """The packaged shapes, parsed once; not to be changed."""
    return load_shapes(profile)


def copy_of(graph: rdflib.Graph) -> rdflib.Graph:
    """The triples of a graph, or of all graphs of a dataset, as a graph of their own."""
    copied = rdflib.Graph()
    for subject, predicate, value, *_ in graph:
        copied.add((subject, predicate, value))
    return copied


_ADVANCED = ("rule", "target", "expression", "SPARQLFunction")


def run(data: rdflib.Graph, shapes: rdflib.Graph, describe: Describe) -> list[Result]:
    """The top-level results of validating `data` against `shapes`: no inference, no imports.

    Core and SPARQL shapes; the advanced features where the shapes use them. Raises `UsageError` for shapes that are no
    SHACL.
    """
    import pyshacl  # slow to import, and needed only for what is not SHACL Core

    copied = copy_of(shapes)  # pySHACL adds triples to the shapes it is given
    for node in set(copied.subjects(SHACL.target)):  # it knows shapes by their type, or by a target of SHACL Core
        kind = SHACL.PropertyShape if (node, SHACL.path, None) in copied else SHACL.NodeShape
        copied.add((node, rdflib.RDF.type, kind))
    terms = {*copied.predicates(), *copied.objects(None, rdflib.RDF.type)}
    advanced = any(SHACL[name] in terms for name in _ADVANCED)
    try:
        _, found, _ = pyshacl.validate(
            data, shacl_graph=copied, inference="none", do_owl_imports=False, advanced=advanced
        )
    except Exception as error:  # of its own, and whatever its parts stumble over
        raise UsageError(f"these shapes cannot be used: {error or type(error).__name__}") from error
    if not isinstance(found, rdflib.Graph):
        raise UsageError(f"these shapes cannot be used: {found}")
    reports = set(found.subjects(rdflib.RDF.type, SHACL.ValidationReport))
    return [_result(found, node, describe) for report in reports for node in found.objects(report, SHACL.result)]


def _result(found: rdflib.Graph, node: Any, describe: Describe) -> Result:
    shape, component = found.value(node, SHACL.sourceShape), found.value(node, SHACL.sourceConstraintComponent)
    messages = [(message.language or "", str(message)) for message in found.objects(node, SHACL.resultMessage)]  # type: ignore[attr-defined]
    focus: Any = found.value(node, SHACL.focusNode)
    return result(
        describe(own(shape), str(component).removeprefix(str(SHACL))),
        focus,
        found.value(node, SHACL.value),
        found.value(node, SHACL.resultPath),
        Term(str(found.value(node, SHACL.resultSeverity))),
        by_language(messages),
    )
