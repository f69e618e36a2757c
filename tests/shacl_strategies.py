"""Hypothesis strategies for shapes graphs of SHACL Core and for data that make them fire; trees with faults in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import rdflib
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from alliancegraph import resource
from alliancegraph.resource import Resource
from alliancegraph.terms import VOCABULARIES, Iri, curie
from alliancegraph.terms import XSD as OWN_XSD

EX = Namespace("https://example.org/")
PROPERTIES = (EX.p, EX.q, EX.r)
CLASSES = (EX.A, EX.B, EX.C)
IRIS = (EX.a, EX.b, EX.c, EX.d)
NODES: tuple[Node, ...] = (*IRIS, BNode("x"))
LITERALS = tuple(
    Literal(lexical, datatype=datatype, lang=language, normalize=False)
    for lexical, datatype, language in (
        *((lexical, XSD.integer, None) for lexical in ("1", "01", "2", "x")),
        *((lexical, None, None) for lexical in ("a", "b", "", " ", "ab\n", "A", "\u00a0")),
        *(("a", None, "de"), ("b", None, "de"), ("a", None, "en"), ("c", None, "de-at"), ("c", None, "de-at-1996")),
        *((lexical, XSD.boolean, None) for lexical in ("true", "false")),
        *((lexical, XSD.date, None) for lexical in ("2008-01-01", "2008-02-30", "2009-01-01")),
        *((lexical, XSD.gYear, None) for lexical in ("2008", "20")),
        *((lexical, XSD.time, None) for lexical in ("10:00:00", "11:00:00", "10 Uhr")),
        *((lexical, XSD.dateTime, None) for lexical in ("2008-01-01T00:00:00", "2008-01-01T00:00:00Z")),
        *(("2010-01-01T00:00:00Z", XSD.dateTime, None), ("2.0", XSD.decimal, None), ("2.0E0", XSD.double, None)),
        ("1", EX.datatype, None),
    )
)
DATATYPES = (XSD.string, XSD.integer, XSD.decimal, XSD.double, XSD.boolean, XSD.date, XSD.time, XSD.dateTime)
PATTERNS = ("^a", "a$", "^[a-z]+$", "^.$", r"\S", r"\d", "^a|b$", "b")

_terms = st.sampled_from([*NODES, *LITERALS])
_listed = st.sampled_from([*IRIS, *LITERALS])


def _some(options: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(options)), min_size=1, max_size=2, unique=True)


def rdf_list(graph: Graph, members: Iterable[Node]) -> BNode:
    """The head of a new list."""
    head = BNode()
    Collection(graph, head, list(members))
    return head


@st.composite
def data_graphs(draw: st.DrawFn) -> Graph:
    """Small graphs: few nodes and properties, so that shapes meet them."""
    triples = st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), _terms)
    types = st.tuples(st.sampled_from(NODES), st.just(RDF.type), st.sampled_from(CLASSES))
    subclasses = st.tuples(st.sampled_from(CLASSES), st.just(RDFS.subClassOf), st.sampled_from(CLASSES))
    graph = Graph()
    for triple in draw(st.lists(triples, max_size=12)) + draw(st.lists(types, max_size=6)):
        graph.add(triple)
    for triple in draw(st.lists(subclasses, max_size=2)):
        graph.add(triple)
    return graph


@st.composite
def shapes_graphs(draw: st.DrawFn) -> Graph:
    """Well-formed shapes graphs, without recursion, of all constructs of SHACL Core."""
    maker = _Shapes(draw)
    for _ in range(draw(st.integers(1, 2))):
        shape = maker.shape(draw(st.booleans()), 0)
        for kind in draw(_some(_TARGETS)):
            maker.graph.add((shape, SH[kind], draw(_TARGETS[kind])))
    return maker.graph


_TARGETS: dict[str, st.SearchStrategy[Any]] = {
    "targetNode": _listed,
    "targetClass": st.sampled_from(CLASSES),
    "targetSubjectsOf": st.sampled_from(PROPERTIES),
    "targetObjectsOf": st.sampled_from(PROPERTIES),
}
_counts = st.integers(0, 3).map(Literal)
_SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "class": st.sampled_from(CLASSES),
    "datatype": st.sampled_from([*DATATYPES, XSD.gYear, RDF.langString, EX.datatype]),
    "nodeKind": st.sampled_from(
        [SH.IRI, SH.Literal, SH.BlankNode, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral]
    ),
    **dict.fromkeys(("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"), st.sampled_from(LITERALS)),
    **dict.fromkeys(("minLength", "maxLength"), _counts),
    **dict.fromkeys(("equals", "disjoint"), st.sampled_from(PROPERTIES)),
    "hasValue": _listed,
}
_FOR_PROPERTIES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("minCount", "maxCount"), _counts),
    "uniqueLang": st.booleans().map(Literal),
    **dict.fromkeys(("lessThan", "lessThanOrEquals"), st.sampled_from(PROPERTIES)),
}
_REPEATED = (SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.inversePath)


class _Shapes:
    """Fills a shapes graph."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.graph, self.numbers = draw, Graph(), count(1)

    def shape(self, is_property: bool, depth: int) -> URIRef | BNode:
        draw, add, number = self.draw, self.graph.add, next(self.numbers)
        node = BNode(f"s{number}") if draw(st.booleans()) else EX[f"s{number}"]
        add((node, SH.path, self.path(0)) if is_property else (node, RDF.type, SH.NodeShape))
        if draw(st.integers(0, 9)) == 0:
            add((node, SH.deactivated, Literal(True)))
        if draw(st.integers(0, 4)) == 0:
            add((node, SH.severity, draw(st.sampled_from([SH.Info, SH.Warning, EX.grave]))))
        if draw(st.integers(0, 4)) == 0:
            add((node, SH.message, Literal("Message", lang=draw(st.sampled_from(["de", "en", None])))))
        below = {
            "node": lambda: add((node, SH.node, self.shape(False, depth + 1))),
            "property": lambda: add((node, SH.property, self.shape(True, depth + 1))),
            "not": lambda: add((node, SH["not"], self.any_shape(depth))),
            **{name: self._list_of_shapes(node, name, depth) for name in ("and", "or", "xone")},
        }
        special: dict[str, Callable[[], Any]] = {
            "closed": lambda: self._closed(node),
            "pattern": lambda: self._pattern(node),
            "languageIn": lambda: self._language_in(node),
            "in": lambda: self._list(node, "in", draw(st.lists(_listed, min_size=1, max_size=4, unique=True))),
            **(below if depth < 2 else {}),
            **({"qualified": lambda: self._qualified(node, depth)} if depth < 2 and is_property else {}),
        }
        simple = _SIMPLE | (_FOR_PROPERTIES if is_property else {})
        for name in draw(st.lists(st.sampled_from([*simple, *special]), min_size=1, max_size=3, unique=True)):
            if name in simple:
                add((node, SH[name], draw(simple[name])))
            else:
                special[name]()
        return node

    def any_shape(self, depth: int) -> Node:
        return self.shape(self.draw(st.booleans()), depth + 1)

    def path(self, depth: int) -> Node:
        kind = self.draw(st.sampled_from(["", "", "", "", "sequence", "alternative", *_REPEATED])) if depth < 3 else ""
        if not kind:
            return self.draw(st.sampled_from([*PROPERTIES, RDF.type]))
        if kind == "sequence":
            return rdf_list(self.graph, [self.path(depth + 1) for _ in range(self.draw(st.integers(2, 3)))])
        node = BNode()
        if kind == "alternative":
            self._list(node, "alternativePath", [self.path(depth + 1), self.path(depth + 1)])
        else:
            self.graph.add((node, URIRef(kind), self.path(depth + 1)))
        return node

    def _list(self, node: Node, name: str, members: Iterable[Node]) -> None:
        self.graph.add((node, SH[name], rdf_list(self.graph, members)))

    def _list_of_shapes(self, node: Node, name: str, depth: int) -> Callable[[], None]:
        return lambda: self._list(node, name, [self.any_shape(depth) for _ in range(self.draw(st.integers(1, 2)))])

    def _closed(self, node: Node) -> None:
        self.graph.add((node, SH.closed, Literal(True)))
        if self.draw(st.booleans()):
            self._list(node, "ignoredProperties", [RDF.type])

    def _pattern(self, node: Node) -> None:
        self.graph.add((node, SH.pattern, Literal(self.draw(st.sampled_from(PATTERNS)))))
        if self.draw(st.booleans()):
            self.graph.add((node, SH.flags, Literal(self.draw(st.sampled_from(["", "i", "s", "m", "x"])))))

    def _language_in(self, node: Node) -> None:
        ranges = st.lists(st.sampled_from(["de", "en", "de-AT", "*"]), min_size=1, max_size=2, unique=True)
        self._list(node, "languageIn", map(Literal, self.draw(ranges)))

    def _qualified(self, node: Node, depth: int) -> None:
        self.graph.add((node, SH.qualifiedValueShape, self.any_shape(depth)))
        for name in self.draw(_some(["qualifiedMinCount", "qualifiedMaxCount"])):
            self.graph.add((node, SH[name], self.draw(_counts)))
        if self.draw(st.booleans()):
            self.graph.add((node, SH.qualifiedValueShapesDisjoint, Literal(True)))


# --- Trees with faults ------------------------------------------------------------------------------------------------

_ODD: tuple[resource.Value, ...] = (
    *(resource.Literal(lexical) for lexical in ("", " ", "Ä b", "abc", "+49", "1934", "info@", "\u00a0")),
    *(resource.Literal(lexical, OWN_XSD.integer) for lexical in ("0", "-1", "1.0", "")),
    *(resource.Literal(lexical, OWN_XSD.date) for lexical in ("2008-02-30", "2008-04-28", "28.4.2008")),
    *(resource.Literal(lexical, OWN_XSD.gYear) for lexical in ("2008", "08")),
    *(resource.Literal(lexical, OWN_XSD.time) for lexical in ("24:00:00", "09:00:00", "neun")),
    *(resource.text(lexical, language) for lexical in ("Text", " ") for language in ("de", "en")),
    *(Iri(iri) for iri in ("https://example.org/verzeichnis/1", "mailto:x", "tel:112", "urn:x")),
)


def faulty(trees: Iterable[Resource]) -> st.SearchStrategy[tuple[Resource, ...]]:
    """Trees in which some values are missing, doubled or something else, and some nodes have other types."""
    return st.tuples(*map(_faulty, trees))


@st.composite
def _faulty(draw: st.DrawFn, tree: Resource) -> Resource:
    properties = []
    for term, values in tree.properties:
        kept: list[resource.Value] = [draw(_faulty(v)) if isinstance(v, Resource) else v for v in values]
        fault = draw(st.sampled_from(["", "", "", "", "", "missing", "more", "other"]))
        if fault in ("more", "other"):
            kept = [*(kept if fault == "more" else ()), draw(st.sampled_from(_ODD))]
        properties.append((term, [] if fault == "missing" else kept))
    types = tree.types
    if draw(st.integers(0, 9)) == 0:
        types = (*types, draw(st.sampled_from([t for v in VOCABULARIES for t in v.terms() if curie(t) in _TYPES])))
    return resource.resource(tree.iri, dict.fromkeys(types), properties)


_TYPES = frozenset({"schema:Person", "vcard:Individual", "ag:ContactPoint", "ag:Activity", "schema:Organization"})


def as_graph(turtle: str) -> Graph:
    """A graph of some Turtle with the prefixes of these tests, lexical forms as written."""
    prefixes = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in (("ex", EX), ("sh", SH), ("rdf", RDF), ("rdfs", RDFS), ("xsd", XSD))
    )
    normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return Graph().parse(data=prefixes + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n" + turtle)
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
