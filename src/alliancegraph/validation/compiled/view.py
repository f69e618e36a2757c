"""What compiled shapes look at: triples by subject and predicate, of trees or of an rdflib graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from alliancegraph.resource import Form, Kind, Literal, Resource
from alliancegraph.terms import RDF, RDFS, SH, VOCABULARIES, Iri, Term

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Identifier

Node = Literal | Iri
"""A term: blank nodes are `Iri("_:label")`, which no IRI looks like."""
Properties = dict[Iri, Collection[Node]]

_TERMS = {str(term): term for vocabulary in VOCABULARIES for term in vocabulary.terms()}


def known(iri: str) -> Iri:
    """The term of our vocabularies with this IRI: the same object compares fastest. Else an `Iri`."""
    return _TERMS.get(iri) or Iri(iri)


def rdfs(name: str) -> Iri:
    """The term of RDF Schema with a local name."""
    return known(RDFS.namespace + name)


def sh(name: str) -> Iri:
    """The term of SHACL with a local name."""
    return known(SH.namespace + name)


_SUBCLASS = rdfs("subClassOf")


@dataclass(frozen=True, eq=False)
class View:
    """The triples of a graph: subject -> predicate -> its distinct objects, of which there are some.

    `written` has the literals of the rdflib graph it was made of, if any: results name them as they are written there.
    """

    forward: Mapping[Node, Properties]
    written: Mapping[Node, Identifier] = field(default_factory=dict)
    _objects: dict[Node, Collection[Node]] = field(default_factory=dict, init=False)

    def values(self, subject: Node, predicate: Iri) -> Collection[Node]:
        """The objects of a subject and predicate."""
        properties = self.forward.get(subject)
        return properties.get(predicate, ()) if properties else ()

    @cached_property
    def inverse(self) -> dict[Iri, dict[Node, dict[Node, None]]]:
        """Predicate -> object -> its subjects; made where a shape asks for it."""
        found: dict[Iri, dict[Node, dict[Node, None]]] = {}
        for subject, properties in self.forward.items():
            for predicate, values in properties.items():
                subjects = found.setdefault(predicate, {})
                for value in values:
                    subjects.setdefault(value, {})[subject] = None
        return found

    @cached_property
    def instances(self) -> dict[Node, dict[Node, None]]:
        """Class -> its SHACL instances: by type, or by the type's superclasses where the data states them."""
        kind = RDF.type
        above = {s: properties[_SUBCLASS] for s, properties in self.forward.items() if _SUBCLASS in properties}
        alike: dict[tuple[Node, ...], dict[Node, None]] = {}
        for subject, properties in self.forward.items():
            if kind in properties:
                alike.setdefault(tuple(properties[kind]), {})[subject] = None
        found: dict[Node, list[dict[Node, None]]] = {}
        for types, subjects in alike.items():
            for cls in closure(types, above) if above else types:
                found.setdefault(cls, []).append(subjects)
        return {cls: several[0] if len(several) == 1 else _merged(several) for cls, several in found.items()}

    def objects(self, predicate: Node) -> Collection[Node]:
        """The objects of a predicate, looked for once: several shapes target the same."""
        if predicate not in self._objects:
            held = [properties[predicate] for properties in self.forward.values() if predicate in properties]
            self._objects[predicate] = dict.fromkeys(chain.from_iterable(held))
        return self._objects[predicate]

    def term(self, node: Node) -> Identifier:
        """The rdflib term of a node, as the data write it."""
        term = self.written.get(node)
        return to_rdflib(node) if term is None else term


def _merged(several: Iterable[dict[Node, None]]) -> dict[Node, None]:
    return dict.fromkeys(chain.from_iterable(several))


def closure(starts: Iterable[Node], above: Mapping[Node, Iterable[Node]]) -> dict[Node, None]:
    """Some nodes and all that is reached from them."""
    found: dict[Node, None] = {}
    left = list(starts)
    while left:
        node = left.pop()
        if node not in found:
            found[node] = None
            left += above.get(node, ())
    return found


def of_trees(roots: Iterable[Resource], wanted: Collection[Iri] | None = None) -> View:
    """The view of some trees, or of their types and what the predicates `wanted` say; each IRI once, as `statements`.

    Values are distinct where the function `resource` has made the trees.
    """
    forward: dict[Node, Properties] = {}
    by_form: dict[Form, _Columns] = {}
    left = list(roots)[::-1]
    while left:
        node = left.pop()
        if node.iri in forward:
            continue
        form = node.form
        values: Any = node.values
        columns = by_form.get(form)
        if columns is None:
            columns = by_form[form] = _columns(form, wanted)
        held: dict[Iri, Any] = {}
        forward[node.iri] = held
        for at, term in columns.terms:
            if several := values[at]:
                held[term] = several
        for at, term in columns.nodes:
            if several := values[at]:
                held[term] = [value.iri for value in several]
        for at, term in columns.references:
            if several := values[at]:
                held[term] = [value.iri if type(value) is Resource else value for value in several]
        if node.children:
            left += node.children[::-1]
        if form.types:
            held[RDF.type] = form.types
    return View(forward)


class _Columns(NamedTuple):
    """The predicates of a form that are looked at, and where their values stand: by what is to be done with these."""

    terms: list[tuple[int, Term]]
    nodes: list[tuple[int, Term]]
    references: list[tuple[int, Term]]


def _columns(form: Form, wanted: Collection[Iri] | None) -> _Columns:
    columns = _Columns([], [], [])
    kinds = (Kind.REFERENCE,) * len(form.terms) if form.kinds is None else form.kinds  # any value may be a node
    for at, (term, kind) in enumerate(zip(form.terms, kinds, strict=True)):
        if wanted is None or term in wanted:
            several = {Kind.NODE: columns.nodes, Kind.REFERENCE: columns.references}.get(kind, columns.terms)
            several.append((at, term))
    return columns


def of_graph(graph: rdflib.Graph, wanted: Iterable[Iri] | None = None) -> View:
    """The view of an rdflib graph, or of its triples with the predicates `wanted`; of a dataset, of all its graphs."""
    import rdflib

    from alliancegraph.writers.graph import from_term

    written: dict[Node, Identifier] = {}
    forward: dict[Node, Any] = {}
    iris: dict[str, Iri] = {**_TERMS}
    is_iri = rdflib.URIRef

    def node(term: Any) -> Node:
        if type(term) is is_iri:
            text = str(term)
            iri = iris.get(text)
            if iri is None:
                iri = iris[text] = Iri(text)
            return iri
        made = from_term(term)
        if type(made) is Literal:
            written[made] = term
        return made

    for subject, predicate, values in _grouped(graph, wanted):
        held = forward.setdefault(node(subject), {})
        term = known(str(predicate))
        held.setdefault(term, {}).update(dict.fromkeys(map(node, values)))
    return View(forward, written)


def _grouped(graph: rdflib.Graph, wanted: Iterable[Iri] | None) -> Iterator[tuple[Any, Any, Iterable[Any]]]:
    """The triples by subject and predicate, where that is to be had.

    rdflib gives triples only one by one, which costs more than all checks on them. So its own store is asked for its
    index, which is not public: where it is not found, or holds more than this graph, it goes the long way.
    """
    import rdflib

    index = getattr(graph.store, "_Memory__spo", None)
    if type(graph) is rdflib.Graph and index is not None and _is_alone(graph):
        names = None if wanted is None else set(map(str, wanted))
        for subject, properties in index.items():
            for predicate, values in properties.items():
                if values and (names is None or str(predicate) in names):
                    yield subject, predicate, values
    elif isinstance(graph, rdflib.ConjunctiveGraph):  # a dataset is one
        yield from ((quad[0], quad[1], quad[2:3]) for quad in graph)
    else:
        yield from ((subject, predicate, (value,)) for subject, predicate, value in graph)


def _is_alone(graph: rdflib.Graph) -> bool:
    return all(context.identifier == graph.identifier for context in graph.store.contexts())


def own(term: Any) -> Node:
    """Rdflib's term as ours."""
    from alliancegraph.writers.graph import from_term

    node = from_term(term)
    return node if isinstance(node, Literal) else known(node)


def is_blank(node: Node) -> bool:
    """Whether a term is a blank node."""
    return isinstance(node, str) and node.startswith("_:")


def to_rdflib(node: Node) -> Identifier:
    """Our term as rdflib's, blank nodes with their label."""
    return _converter()(node)


@cache
def _converter() -> Callable[[Node], Identifier]:
    """Rdflib is imported where it is needed, but not for each term: that takes longer than to make one."""
    import rdflib

    from alliancegraph.writers.graph import to_term

    return lambda node: rdflib.BNode(node[2:]) if isinstance(node, Iri) and is_blank(node) else to_term(node)
