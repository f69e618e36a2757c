"""Resource tree <-> rdflib graph: the one module that crosses the two term models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib.term import Identifier, Node

from alliancegraph.resource import Literal, Resource, Statement, statements
from alliancegraph.terms import PREFIXES, RDF, SCHEMA, XSD, Iri, Term

_HTTP_SCHEMA = "http://schema.org/"
_NAMING = {RDF.type, SCHEMA.dayOfWeek}  # their values are terms; another value is an address, even one at schema.org


def to_rdflib(roots: Iterable[Resource]) -> rdflib.Graph:
    """The graph of some trees, prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value in statements(roots):
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), to_term(value)))
    return graph


def to_term(value: Literal | Iri) -> Identifier:
    """Our term as rdflib's. Lexical forms stay as they are ("007" is not 7)."""
    if isinstance(value, Literal):
        if value.language:
            return rdflib.Literal(value.lexical, lang=value.language, normalize=False)
        datatype = None if value.datatype == XSD.string else rdflib.URIRef(value.datatype)
        return rdflib.Literal(value.lexical, datatype=datatype, normalize=False)
    if isinstance(value, str):
        return rdflib.URIRef(value)
    raise TypeError(f"not an RDF term: {value!r}")


def from_term(term: Node) -> Literal | Iri:
    """Rdflib's term as ours.

    Raises `TypeError` for what is neither IRI nor literal; blank nodes are read as IRIs of their label.
    """
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), RDF.langString, term.language.lower())
        return Literal(str(term), Term(term.datatype or XSD.string))
    if isinstance(term, rdflib.URIRef):
        return Iri(term)
    if isinstance(term, rdflib.BNode):
        return Iri(f"_:{term}")
    raise TypeError(f"not an RDF term: {term!r}")


def from_rdflib(graph: rdflib.Graph) -> Iterator[Statement]:
    """The statements of a graph; terms of `http://schema.org/` are read as those of `https://schema.org/`.

    Of a dataset, those of all its graphs.
    """
    for subject, predicate, value, *_ in graph:
        term = _https(str(predicate))
        read = from_term(value)
        named = Iri(_https(read)) if term in _NAMING and isinstance(read, Iri) else read
        yield Iri(from_term(subject)), Term(term), named


def _https(iri: str) -> str:
    return SCHEMA.namespace + iri[len(_HTTP_SCHEMA) :] if iri.startswith(_HTTP_SCHEMA) else iri
