"""The vocabulary and its code lists as data, under the site's own address too: `vocabulary/alliancegraph.ttl`, …"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from alliancegraph import packaged
from alliancegraph.publishing.layout import JSON_LD, TURTLE, VOCABULARY, Files


@cache
def vocabulary() -> Files:
    """The Turtle and JSON-LD files of the vocabulary and of all code lists."""
    files: dict[str, bytes] = {}
    for file in packaged.files("ontology", TURTLE.suffix):
        turtle = file.read_text(encoding="utf-8")
        files[f"{VOCABULARY}{file.name}"] = turtle.encode()
        files[f"{VOCABULARY}{file.stem}{JSON_LD.suffix}"] = _jsonld(turtle).encode()
    return files


def _jsonld(turtle: str) -> str:
    """A vocabulary as JSON-LD: its nodes side by side, by IRI, its own prefixes as context."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none").parse(data=turtle, format="turtle")
    context = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    plain = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    return json.dumps(_sorted(plain), ensure_ascii=False, indent=2) + "\n"


def _sorted(value: Any) -> Any:
    """A JSON value in one order: rdflib's changes with the hash seed, and order means nothing here."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=json.dumps)
    return value
