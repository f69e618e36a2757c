"""Turtle 1.1, as a person would lay it out: one block a node, parents first, each prefix that is used declared once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alliancegraph.resource import Literal, Resource, nodes
from alliancegraph.terms import PREFIXES, XSD, Iri, Term, curie
from alliancegraph.writers.ntriples import escaped

# RDF 1.1 Turtle, PN_LOCAL without its escapes: what may stand behind a prefix unescaped, kept to ASCII.
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_SHORTEST = min(map(len, _NAMESPACES))
_STARTS = frozenset(namespace[:_SHORTEST] for namespace in _NAMESPACES)  # few IRIs but terms begin so
_INTEGER = re.compile("[+-]?[0-9]+")  # RDF 1.1 Turtle, INTEGER: written bare
_STRING = XSD.string


class _Names(dict[Iri, str]):
    """The terms of a document as they stand in it, each looked at once.

    `prefixes` are those that they need, `kinds` the types of nodes: there are few combinations.
    """

    def __init__(self) -> None:
        self.prefixes: set[str] = set()
        self.kinds: dict[tuple[Term, ...], str] = {}

    def kind(self, types: tuple[Term, ...]) -> str:
        """What is said of a node's types."""
        self.kinds[types] = said = "a " + ", ".join([self[cls] for cls in types])
        return said

    def __missing__(self, iri: Iri) -> str:
        known = curie(iri)
        self[iri] = name = known if known != iri else _curie(iri) or "<" + iri + ">"
        if name[0] != "<":
            self.prefixes.add(name.partition(":")[0])
        return name


def _curie(iri: Iri) -> str | None:
    """The prefixed name of an IRI that is no term: a concept's code; most have none."""
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:end])
    return f"{prefix}:{iri[end:]}" if prefix and _LOCAL.fullmatch(iri, end) else None


def to_turtle(roots: Iterable[Resource]) -> str:
    """Some trees as a Turtle document."""
    names = _Names()
    blocks = [_block(node, names) for node in nodes(roots)]
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(names.prefixes))
    return "\n".join([prefixes, *blocks]) if blocks else ""


def _block(node: Resource, names: _Names) -> str:
    parts: list[str] = []
    if node.types:
        parts += " ;\n    ", names.kinds.get(node.types) or names.kind(node.types)
    for predicate, values in node.properties:
        parts += " ;\n    ", names[predicate]
        before = " " if len(values) == 1 else "\n        "
        for value in values:
            if type(value) is Literal:
                if value.language:
                    parts += before, '"', escaped(value.lexical), '"@', value.language
                elif value.datatype == _STRING:
                    parts += before, '"', escaped(value.lexical), '"'
                else:
                    parts += before, _typed(value, names)
            elif type(value) is Resource:
                parts += before, "<", value.iri, ">"
            elif value[:_SHORTEST] in _STARTS:
                parts += before, names[value]
            else:
                parts += before, "<", value, ">"
            before = ",\n        "
    if not parts:
        return ""
    parts[0] = "<" + node.iri + ">\n    "
    parts.append(" .\n")
    return "".join(parts)


def _typed(value: Literal, names: _Names) -> str:
    """A literal of another datatype than `xsd:string`."""
    lexical, datatype = value.lexical, value.datatype
    if datatype == XSD.integer and _INTEGER.fullmatch(lexical):
        return lexical
    return '"' + escaped(lexical) + '"^^' + names[datatype]
