"""The datasets of a page as a harvester knows them: by what they are told apart, and whether they have changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from msgspec import Struct
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from alliancegraph.publishing.harvest.reading import shown
from alliancegraph.publishing.harvest.vocabulary import DCAT, DCT
from alliancegraph.resource import german_first

_BORDERS = (DCAT.Dataset, DCAT.Catalog, DCAT.CatalogRecord)
_ROUNDS = 32

Triple = tuple[Node, Node, Node]


class Seen(Struct, frozen=True):
    """A dataset as harvested.

    `identity` is what portals know it by, its IRI or else `dct:identifier`; None: they create it anew each time.
    `modified` is its `dct:modified` as written, `digest` of all else that is said of it.
    """

    identity: str | None
    title: str
    modified: str | None
    digest: str


def datasets(graph: Graph) -> list[Seen]:
    """The datasets of a page, in an order of their own: that of a graph is none."""
    borders = {node for kind in _BORDERS for node in graph.subjects(RDF.type, kind)}
    seen = (_seen(graph, node, borders) for node in described(graph))
    return sorted(seen, key=lambda one: (one.identity or "", one.title, one.digest, one.modified or ""))


def _seen(graph: Graph, node: Node, borders: set[Node]) -> Seen:
    said = _reached(graph, node, borders)
    modified = next(iter(texts(graph, node, DCT.modified)), None)
    content = (triple for triple in said if triple[:2] != (node, DCT.modified))
    return Seen(identity(graph, node), title(graph, node), modified, digest(content))


def identifiers(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each `dct:identifier` of a dataset, and what the dataset is known by."""
    for node in described(graph):
        for identifier in texts(graph, node, DCT.identifier):
            yield identifier, identity(graph, node) or identifier


def described(graph: Graph) -> list[Node]:
    """What is a `dcat:Dataset` by its own word: harvesters infer nothing."""
    found = set(graph.subjects(RDF.type, DCAT.Dataset))
    return sorted(found, key=lambda node: (identity(graph, node) or "", title(graph, node)))


def identity(graph: Graph, node: Node) -> str | None:
    """What CKAN knows a dataset by: its IRI, else its identifier."""
    return shown(str(node)) if isinstance(node, URIRef) else next(iter(texts(graph, node, DCT.identifier)), None)


def title(graph: Graph, node: Node) -> str:
    """A title, German if there is one."""
    given = [one for one in graph.objects(node, DCT.title) if isinstance(one, Literal)]
    return min(((german_first(one.language or ""), str(one)) for one in given), default=("", ""))[1]


def texts(graph: Graph, node: Node, predicate: URIRef) -> list[str]:
    """The values of a property, as text; blank nodes have none."""
    return sorted(str(value) for value in graph.objects(node, predicate) if not isinstance(value, BNode))


def digest(triples: Iterable[Triple]) -> str:
    """A digest of some statements that does not depend on their order, nor on what blank nodes are called in them.

    Blank nodes are named by what is said of them and around them, in rounds (colour refinement), until that tells no
    more of them apart.
    """
    given = list(triples)
    around: dict[Node, list[Triple]] = {}
    for triple in given:
        for node in {term for term in triple if isinstance(term, BNode)}:
            around.setdefault(node, []).append(triple)
    names = dict.fromkeys(around, "")
    for _ in range(_ROUNDS):
        finer = {node: _hash(_line(one, names, node) for one in said) for node, said in around.items()}
        if len(set(finer.values())) == len(set(names.values())):
            break
        names = finer
    return _hash(_line(triple, names) for triple in given)


def _line(triple: Triple, names: dict[Node, str], this: Node | None = None) -> str:
    return " ".join("_:" if term == this else _written(term, names) for term in triple)


def _written(term: Node, names: dict[Node, str]) -> str:
    if isinstance(term, BNode):
        return f"_:{names[term]}"
    if isinstance(term, Literal):
        return json.dumps([str(term), term.language, term.datatype])
    return f"<{term}>"


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()


def _reached(graph: Graph, dataset: Node, borders: set[Node]) -> list[Triple]:
    """What is said of a dataset and of all that it leads to, as far as the next dataset or catalogue."""
    said: list[Triple] = []
    left, known = [dataset], {dataset}
    while left:
        for triple in graph.triples((left.pop(), None, None)):
            said.append(triple)
            if triple[2] not in known and triple[2] not in borders:
                known.add(triple[2])
                left.append(triple[2])
    return said
