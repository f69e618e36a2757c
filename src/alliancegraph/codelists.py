"""The labels and codes of the SKOS code lists in `ontology/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from alliancegraph import packaged


@cache
def labels(scheme: str, language: str = "de") -> Mapping[str, str]:
    """The code of each label, case-folded, of the code list `scheme` ("partner-categories").

    A label that two concepts share is left out: it does not tell.
    """
    from rdflib import Graph  # slow to import, and needed only where a page is read
    from rdflib.namespace import SKOS

    graph = Graph().parse(packaged.folder("ontology") / f"{scheme}.ttl", format="turtle")
    found: dict[str, set[str]] = {}
    for concept, code in graph.subject_objects(SKOS.notation):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in graph.objects(concept, predicate):
                if getattr(label, "language", None) == language:
                    found.setdefault(str(label).casefold(), set()).add(str(code))
    return MappingProxyType({label: min(codes) for label, codes in sorted(found.items()) if len(codes) == 1})


@cache
def codes(scheme: str) -> frozenset[str]:
    """The codes of a code list."""
    from rdflib import Graph
    from rdflib.namespace import SKOS

    graph = Graph().parse(packaged.folder("ontology") / f"{scheme}.ttl", format="turtle")
    return frozenset(str(code) for code in graph.objects(None, SKOS.notation))


@cache
def preferred(scheme: str, language: str = "de") -> Mapping[str, str]:
    """The preferred label of each code of a code list, by label."""
    from rdflib import Graph
    from rdflib.namespace import SKOS

    graph = Graph().parse(packaged.folder("ontology") / f"{scheme}.ttl", format="turtle")
    found = {
        str(code): str(label)
        for concept, code in graph.subject_objects(SKOS.notation)
        for label in graph.objects(concept, SKOS.prefLabel)
        if getattr(label, "language", None) == language
    }
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: pair[1].casefold())))
