"""Pages held against the profile (`shapes/dcat-ap-de.ttl`), each by itself, as harvesters read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rdflib import RDF, BNode, Graph, URIRef
from rdflib.term import Identifier, Node

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.publishing.harvest.reading import shown
from alliancegraph.publishing.harvest.traps import curie, locate
from alliancegraph.publishing.harvest.vocabulary import DCAT, DCT
from alliancegraph.validation import validate_graph
from alliancegraph.validation.report import Result
from alliancegraph.validation.shacl import CATALOGUE, own_shapes

_SHARED = (DCT.publisher, DCAT.contactPoint)
_SAME = {"harvest-untitled": "dataset-title-present"}
"""Traps that say of a dataset what a shape says, and what follows from it."""


class Profiled(NamedTuple):
    """What shapes say of a page, and which properties it states of what other pages refer to as well."""

    results: tuple[Result, ...] = ()
    stated: frozenset[tuple[str, str]] = frozenset()

    def covers(self, trap: Finding) -> bool:
        """Whether a shape has said already what is wrong with an address."""
        return trap.code == "harvest-iri" and any(str(one.value) == trap.record for one in self.results)


def profiled(graph: Graph, address: str) -> Profiled:
    """What the profile says of a page. Blank nodes, whose names are made up each time, are told by where they stand."""
    found = [_placed(graph, one, address) for one in validate_graph(graph, own_shapes(CATALOGUE)).results]
    shared = {*graph.subjects(RDF.type, DCAT.Catalog), *(node for p in _SHARED for node in graph.objects(None, p))}
    stated = frozenset((shown(str(s)), curie(str(p))) for s in shared for p in graph.predicates(s) if _is_named(s))
    return Profiled(tuple(one for one in found if one.code not in _SAME.values()), stated)


def alone(pages: Sequence[Profiled]) -> Iterator[Finding]:
    """The results of all pages; what is missing on one and stated on another is said as that."""
    stated = frozenset(pair for page in pages for pair in page.stated)
    described = {subject for subject, _ in stated}
    for page in pages:
        here = {subject for subject, _ in page.stated}
        for one in page.results:
            if one.record in described and one.record not in here:
                yield finding("harvest-page-alone", record=one.record, place=one.place)
            elif one.value is None and (one.record, one.field) in stated and (one.record, one.field) not in page.stated:
                yield finding("harvest-page-alone", record=one.record, field=one.field, place=one.place)
            else:
                yield one


def _placed(graph: Graph, one: Result, address: str) -> Result:
    record, path = locate(graph, one.focus_node) if one.focus_node is not None else ("", "")
    term = one.path if isinstance(one.path, URIRef) else None
    field = "/".join(part for part in (path, curie(str(term)) if term is not None else "") if part)
    return replace(
        one,
        record=record or None,
        field=field or None,
        place=Place(address),
        focus_node=_named(one.focus_node),
        path=term,
        value=_named(one.value),
    )


def _named(node: Identifier | None) -> Identifier | None:
    return None if isinstance(node, BNode) else node


def _is_named(node: Node) -> bool:
    return isinstance(node, URIRef)
