"""The vocabulary and the code lists, read from `ontology/` for their pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from alliancegraph import packaged
from alliancegraph.records import LanguageMap
from alliancegraph.terms import AG

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

OWN = "alliancegraph"
"""The file of the vocabulary; the others in `ontology/` are code lists."""


class Concept(NamedTuple):
    """An entry of a code list; `level` counts from 0 for a top concept, `others` are further labels by language."""

    code: str
    level: int
    label: LanguageMap
    definition: LanguageMap
    others: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...]


class Scheme(NamedTuple):
    """A code list: its entries below those they belong to, by German label."""

    name: str
    iri: str
    title: LanguageMap
    description: LanguageMap
    concepts: tuple[Concept, ...]

    def with_broader(self, code: str) -> tuple[str, ...]:
        """A code and those around it."""
        found = [code]
        for each in found:  # grows while it is walked
            found += [outer for outer in self._broader.get(each, ()) if outer not in found]
        return tuple(found)

    @property
    def _broader(self) -> dict[str, tuple[str, ...]]:
        return {concept.code: concept.broader for concept in self.concepts}


class Word(NamedTuple):
    """A class or property of the vocabulary; the terms it refers to as prefixed names."""

    name: str
    is_class: bool
    label: LanguageMap
    comment: LanguageMap
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


class Vocabulary(NamedTuple):
    """The project's own terms."""

    iri: str
    title: LanguageMap
    description: LanguageMap
    words: tuple[Word, ...]


@cache
def schemes() -> tuple[Scheme, ...]:
    """All code lists, by name."""
    return tuple(
        _scheme(file.stem, _graph(file.stem)) for file in packaged.files("ontology", ".ttl") if file.stem != OWN
    )


def scheme(name: str) -> Scheme:
    """The code list `name`."""
    return next(each for each in schemes() if each.name == name)


def _graph(name: str) -> Graph:
    from rdflib import Graph  # slow to import

    return Graph().parse(packaged.folder("ontology") / f"{name}.ttl", format="turtle")


def _scheme(name: str, graph: Graph) -> Scheme:
    from rdflib import DCTERMS, RDF, SKOS

    iri = graph.value(None, RDF.type, SKOS.ConceptScheme)
    codes = {node: str(code) for node, code in graph.subject_objects(SKOS.notation)}
    above = {node: sorted(codes[outer] for outer in graph.objects(node, SKOS.broader)) for node in codes}
    found: list[Concept] = []

    def walk(outer: str | None, level: int) -> None:
        # An entry with several broader ones stands below the first of them.
        inner = [node for node in codes if next(iter(above[node]), None) == outer]
        for node in sorted(inner, key=lambda node: str(_texts(graph, node, SKOS.prefLabel))):
            others: dict[str, tuple[str, ...]] = {}
            for tag, label in sorted((_tag(label), str(label)) for label in graph.objects(node, SKOS.altLabel)):
                others[tag] = (*others.get(tag, ()), label)
            found.append(
                Concept(
                    codes[node],
                    level,
                    _texts(graph, node, SKOS.prefLabel),
                    _texts(graph, node, SKOS.definition),
                    others,
                    tuple(above[node]),
                )
            )
            walk(codes[node], level + 1)

    walk(None, 0)
    return Scheme(
        name, str(iri), _texts(graph, iri, DCTERMS.title), _texts(graph, iri, DCTERMS.description), tuple(found)
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary: classes, then properties, by name."""
    from rdflib import DCTERMS, OWL, RDF, RDFS

    graph = _graph(OWN)
    own = {node: kind for node, kind in graph.subject_objects(RDF.type) if str(node).startswith(AG.namespace)}
    iri = graph.value(None, RDF.type, OWL.Ontology)

    def names(node: Node, predicate: Node) -> tuple[str, ...]:
        return tuple(
            sorted(graph.namespace_manager.normalizeUri(str(other)) for other in graph.objects(node, predicate))
        )

    words = (
        Word(
            str(node).removeprefix(AG.namespace),
            kind == OWL.Class,
            _texts(graph, node, RDFS.label),
            _texts(graph, node, RDFS.comment),
            names(node, RDFS.subClassOf),
            names(node, RDFS.domain),
            names(node, RDFS.range),
        )
        for node, kind in own.items()
    )
    return Vocabulary(
        AG.namespace,
        _texts(graph, iri, DCTERMS.title),
        _texts(graph, iri, DCTERMS.description),
        tuple(sorted(words, key=lambda word: (not word.is_class, word.name.casefold(), word.name))),
    )


def _tag(label: Any) -> str:
    return getattr(label, "language", None) or "de"


def _texts(graph: Graph, node: Any, predicate: Any) -> LanguageMap:
    return LanguageMap({_tag(text): str(text) for text in graph.objects(node, predicate)})
