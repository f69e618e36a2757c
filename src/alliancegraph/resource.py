"""The small RDF tree that every writer and checker walks: frozen values.

Trees have no cycles, and are many: the collector need not look at them (`gc=False`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import Any, final

from msgspec import Struct

from alliancegraph.terms import RDF, XSD, Iri, Term, curie


@final
class Literal(Struct, frozen=True, gc=False):
    """An RDF 1.1 literal: its characters as written, its datatype, a language tag where it is a `rdf:langString`."""

    lexical: str
    datatype: Term = XSD.string
    language: str = ""


class Kind(Enum):
    """What the values of a predicate are, where all are alike."""

    TEXT = "language-tagged texts"
    LINE = "plain texts, of xsd:string"
    INTEGER = "whole numbers as Python writes them, of xsd:integer and below 2**53"
    TYPED = "literals of other datatypes"
    IRI = "IRIs"
    NODE = "nodes"
    REFERENCE = "nodes, and IRIs of such as are described elsewhere"


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """What nodes of one sort have in common: their types, and the predicates they may have, by prefixed name.

    `kinds` say what the values of each predicate are; a form that has them has types. Without, it is that of one node.
    """

    types: tuple[Term, ...]
    terms: tuple[Term, ...] = ()
    kinds: tuple[Kind, ...] | None = None

    @property
    def columns(self) -> list[tuple[str, Term, Kind]]:
        """For source that is written for the form: a variable for the values of each predicate, and their kind."""
        return [
            (f"v{at}", term, kind) for at, (term, kind) in enumerate(zip(self.terms, self.kinds or (), strict=True))
        ]

    @property
    def unpacking(self) -> str:
        """The statement that gives these variables the values of a `node`."""
        return f"[{', '.join([held for held, _, _ in self.columns])}] = node.values"


@final
class Resource(Struct, frozen=True, eq=False, gc=False):
    """A node with an IRI, its types, and its properties: each predicate once, with its values, by prefixed name.

    Two are equal that state the same. `resource` makes one of any facts.
    """

    iri: Iri
    form: Form
    values: tuple[tuple[Value, ...], ...] = ()
    """Those of each of the form's predicates; none of most."""

    children: tuple[Resource, ...] = ()
    """The resources among the values, in their order: what every walk goes on with."""

    @property
    def types(self) -> tuple[Term, ...]:
        """The classes of the node."""
        return self.form.types

    @property
    def properties(self) -> tuple[tuple[Term, tuple[Value, ...]], ...]:
        """The predicates that the node has, with their values."""
        return tuple([held for held in zip(self.form.terms, self.values, strict=True) if held[1]])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resource) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash(self._facts())

    def __repr__(self) -> str:
        return f"Resource{self._facts()}"

    def __reduce__(self) -> tuple[Any, ...]:  # a form that came out of a pickle would be another one
        return _plain, self._facts()

    def _facts(self) -> tuple[Any, ...]:
        return self.iri, self.types, self.properties


Value = Resource | Literal | Iri
Statement = tuple[Iri, Term, Literal | Iri]


def text(lexical: str, language: str) -> Literal:
    """A language-tagged literal."""
    return Literal(lexical, RDF.langString, language)


def resource(iri: Iri, types: Iterable[Term], properties: Iterable[tuple[Term, Iterable[Value]]] = ()) -> Resource:
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
    return _plain(iri, tuple(types), [(term, ordered(merged[term])) for term in terms])


def changed(node: Resource, change: Callable[[tuple[Value, ...]], Iterable[Value]]) -> Resource:
    """A node with the values of each predicate changed: what they are may change too."""
    return _plain(node.iri, node.types, [(term, tuple(change(values))) for term, values in node.properties])


def _plain(iri: Iri, types: tuple[Term, ...], properties: Iterable[tuple[Term, tuple[Value, ...]]]) -> Resource:
    """A node with a form of its own."""
    terms, several = zip(*held, strict=True) if (held := list(properties)) else ((), ())
    return Resource(iri, Form(types, terms), several, children_of(chain.from_iterable(several)))


def children_of(values: Iterable[Value]) -> tuple[Resource, ...]:
    """The resources among some values."""
    return tuple([value for value in values if type(value) is Resource])


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
            if node.children:  # most have none
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
