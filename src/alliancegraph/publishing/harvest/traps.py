"""What a harvester stumbles over in the graph of one page, beyond what shapes can say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from rdflib import RDF, BNode, Graph, URIRef
from rdflib.term import Node

from alliancegraph.errors import Place
from alliancegraph.errors import finding as said
from alliancegraph.publishing.harvest.datasets import described, identity, texts, title
from alliancegraph.publishing.harvest.reading import BASE, is_relative, shown
from alliancegraph.publishing.harvest.vocabulary import DCAT, DCT, HYDRA, SCHEMA_DATASETS
from alliancegraph.terms import PREFIXES
from alliancegraph.validation.report import Result, as_result

_FORBIDDEN = re.compile('[\x00-\x20<>"{}|\\\\^`]')  # RFC 3987, and what Turtle's IRIREF leaves out
_AGENTS = (DCT.publisher, DCAT.contactPoint)
_VIEWS = (HYDRA.PartialCollectionView, HYDRA.PagedCollection)
_NEXT = (HYDRA.next, HYDRA.nextPage)


def traps(graph: Graph, address: str) -> Iterator[Result]:
    """All that one page has, each with the node it is about (`record`) and the property (`field`)."""
    for trap in _TRAPS:
        for code, node, field, values in trap(graph):
            record = shown(str(node)) if node else None
            yield as_result(replace(said(code, **values), record=record, field=field, place=Place(address)))


def locate(graph: Graph, node: Node) -> tuple[str, str]:
    """Where a node stands: its IRI; of others that of the nearest above them, and the path from there to them.

    A dataset without IRI is named by its identifier or title.
    """
    path: list[str] = []
    known = {node}
    while not isinstance(node, URIRef):
        if (node, RDF.type, DCAT.Dataset) in graph and (name := identity(graph, node) or title(graph, node)):
            return name, "/".join(path)
        above = [(s, p) for s, p in graph.subject_predicates(node) if s not in known]
        if not above:
            return "", "/".join(path)
        node, predicate = min(above, key=lambda one: (not isinstance(one[0], URIRef), curie(str(one[1])), str(one[0])))
        known.add(node)
        path.insert(0, curie(str(predicate)))
    return shown(str(node)), "/".join(path)


def curie(iri: str) -> str:
    """An IRI with its prefix, where it has one of ours."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{shown(iri)}>"


def next_pages(graph: Graph) -> list[str]:
    """The addresses of the next page: where CKAN's harvester looks, and in its order."""
    views = {view for kind in _VIEWS for view in graph.subjects(RDF.type, kind)}
    for predicate in _NEXT:
        if found := {_address(term) for view in views for term in graph.objects(view, predicate)}:
            return sorted(found)
    return []


def _address(term: Node) -> str:
    return f"{BASE}[]" if isinstance(term, BNode) else str(term)  # whose name is made up, and leads nowhere


Trap = tuple[str, str | None, str | None, dict[str, Any]]
"""Code of a finding, what it is about, the property, and the values of its sentence."""


def _none(graph: Graph) -> Iterator[Trap]:
    if not described(graph):
        kinds = (*SCHEMA_DATASETS, DCAT.DatasetSeries)
        others = sorted({curie(str(kind)) for kind in kinds if (None, RDF.type, kind) in graph})
        yield "harvest-other" if others else "harvest-none", None, None, {"found": ", ".join(others)}


def _undescribed(graph: Graph) -> Iterator[Trap]:
    named = set(graph.objects(None, DCAT.dataset)).difference(described(graph))
    for node in sorted(str(one) for one in named if not isinstance(one, BNode)):
        yield "harvest-undescribed", node, None, {}


def _unlisted(graph: Graph) -> Iterator[Trap]:
    for node in described(graph):
        if (None, DCAT.dataset, node) not in graph:
            yield "harvest-unlisted", identity(graph, node) or title(graph, node), None, {}


def _untitled(graph: Graph) -> Iterator[Trap]:
    for node in described(graph):
        if not any(texts(graph, node, DCT.title)):
            yield "harvest-untitled", identity(graph, node), None, {}


def _unidentified(graph: Graph) -> Iterator[Trap]:
    for node in described(graph):
        if identity(graph, node) is None and (None, DCAT.dataset, node) not in graph:  # else shapes say it
            yield "harvest-unidentified", title(graph, node), None, {}


def _blank(graph: Graph) -> Iterator[Trap]:
    for predicate in _AGENTS:
        for owner, node in graph.subject_objects(predicate):
            if isinstance(node, BNode):
                yield "harvest-blank", *_at(graph, owner, predicate), {}


def _at(graph: Graph, node: Node, predicate: Node) -> tuple[str, str]:
    record, path = locate(graph, node)
    return record, "/".join(part for part in (path, curie(str(predicate))) if part)


def _relative(graph: Graph) -> Iterator[Trap]:
    for iri in sorted(_iris(graph).difference(next_pages(graph))):  # of the next page more is said
        if is_relative(iri):
            yield "harvest-relative", shown(iri) or "<>", None, {}


def _invalid(graph: Graph) -> Iterator[Trap]:
    for iri in sorted(_iris(graph)):
        if wrong := _FORBIDDEN.search(iri):
            yield "harvest-iri", iri, None, {"sign": repr(wrong[0])}


def _iris(graph: Graph) -> set[str]:
    return {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}


def _paging(graph: Graph) -> Iterator[Trap]:
    found = next_pages(graph)
    if len(found) > 1:
        yield "harvest-paging-many", None, None, {"addresses": ", ".join(found)}
    if not found:
        for predicate in _NEXT:
            for address in sorted({_address(term) for term in graph.objects(None, predicate)}):
                yield "harvest-paging-untyped", None, None, {"address": shown(address)}


_TRAPS: tuple[Callable[[Graph], Iterator[Trap]], ...] = (
    _none,
    _undescribed,
    _unlisted,
    _untitled,
    _unidentified,
    _blank,
    _relative,
    _invalid,
    _paging,
)
