"""The small RDF tree that every writer and checker walks: frozen values.

Trees have no cycles, and are many: the collector need not look at them (`gc=False`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, final

from msgspec import Struct

from alliancegraph.terms import RDF, XSD, Iri, Term, curie


@final
class Literal(Struct, frozen=True, gc=False):
    """An RDF 1.1 literal: its characters as written, its datatype, a language tag where it is a `rdf:langString`."""

    lexical: str
    datatype: Term = XSD.string
    language: str = ""


@final
class Resource(Struct, frozen=True, gc=False):
    """A node with an IRI, its types, and its properties: each predicate once, with its values, by prefixed name."""

    iri: Iri
    types: tuple[Term, ...]
    properties: tuple[tuple[Term, tuple[Value, ...]], ...] = ()
    children: tuple[Resource, ...] = ()
    """The resources among the values, in their order: what every walk goes on with."""

    def holding(self, properties: Iterable[tuple[Term, tuple[Value, ...]]]) -> Resource:
        """The node with other properties, ordered as they are given."""
        held = tuple(properties)
        return Resource(self.iri, self.types, held, _children(held))


Value = Resource | Literal | Iri
Statement = tuple[Iri, Term, Literal | Iri]


def text(lexical: str, language: str) -> Literal:
    """A language-tagged literal."""
    return Literal(lexical, RDF.langString, language)


def resource(iri: Iri, types: Iterable[Term], properties: Iterable[tuple[Term, Iterable[Value]]]) -> Resource:
    """A resource in canonical order: equal facts give equal trees, in whatever order they come.

    Predicates are sorted by prefixed name; values that are nodes of their own keep the order given, others are a sorted
    set; predicates without values go.
    """
    merged: dict[Term, list[Value]] = {}
    for term, values in properties:
        if term in merged:
            merged[term] += values
        elif several := list(values):
            merged[term] = several
    terms = sorted(merged, key=curie) if len(merged) > 1 else merged
    held = tuple([(term, ordered(merged[term])) for term in terms])
    return Resource(iri, tuple(types), held, _children(held))


def _children(properties: tuple[tuple[Term, tuple[Value, ...]], ...]) -> tuple[Resource, ...]:
    return tuple([value for _, values in properties for value in values if type(value) is Resource])


def ordered(values: Sequence[Any]) -> tuple[Value, ...]:
    """Values in canonical order, each once: a sorted set; where there are nodes among them, the order given."""
    if len(values) < 2:
        return tuple(values)
    kinds = set(map(type, values))
    if Resource not in kinds:
        return tuple(sorted(set(values), key=rank if Literal in kinds else None))
    unique: dict[Literal | Iri, Value] = {}
    for value in values:
        unique.setdefault(value.iri if isinstance(value, Resource) else value, value)
    return tuple(unique.values())


def rank(value: Value) -> tuple[str, ...]:
    """What literals and IRIs are sorted by."""
    if isinstance(value, Literal):
        return (german_first(value.language), value.lexical, value.datatype)
    return (str(value),)


def german_first(tag: str) -> str:
    """What languages are sorted by: portals that show one language take the first there is."""
    return "" if tag == "de" else tag


def nodes(roots: Iterable[Resource]) -> Iterator[Resource]:
    """Every resource of some trees, parents first, each IRI once."""
    seen: set[str] = set()
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting.pop()
        if node.iri not in seen:
            seen.add(node.iri)
            yield node
            waiting += node.children[::-1]


def statements(roots: Iterable[Resource]) -> Iterator[Statement]:
    """The triples of some trees, each once."""
    for node in nodes(roots):
        yield from own_statements(node)


def own_statements(node: Resource) -> Iterator[Statement]:
    """The triples that have a resource as subject."""
    for cls in node.types:
        yield node.iri, RDF.type, cls
    for term, values in node.properties:
        for value in values:
            yield node.iri, term, value.iri if isinstance(value, Resource) else value
