"""Turtle 1.1, as a person would lay it out: one block a node, parents first, each prefix that is used declared once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alliancegraph.resource import Literal, Resource, nodes
from alliancegraph.terms import PREFIXES, XSD, Iri, Term
from alliancegraph.writers.ntriples import escaped

# RDF 1.1 Turtle, PN_LOCAL without its escapes: what may stand behind a prefix unescaped, kept to ASCII.
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_BEGINNINGS = tuple(_NAMESPACES)
_INTEGER = re.compile("[+-]?[0-9]+")  # RDF 1.1 Turtle, INTEGER: written bare


class _Names(dict[Iri, str]):
    """The IRIs of a document as they stand in it, each looked at once; `prefixes` are those that they need."""

    def __init__(self) -> None:
        self.prefixes: set[str] = set()

    def __missing__(self, iri: Iri) -> str:
        self[iri] = name = iri.curie if isinstance(iri, Term) else _curie(iri) or "<" + iri + ">"
        if name[0] != "<":
            self.prefixes.add(name.partition(":")[0])
        return name


def _curie(iri: Iri) -> str | None:
    """The prefixed name of an IRI that is no term; most have none."""
    if not iri.startswith(_BEGINNINGS):
        return None
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
    lines = ["    a " + ", ".join([names[cls] for cls in node.types])] if node.types else []
    for predicate, values in node.properties:
        if len(values) == 1:
            lines.append(f"    {names[predicate]} {_term(values[0], names)}")
        else:
            several = ",\n        ".join([_term(value, names) for value in values])
            lines.append(f"    {names[predicate]}\n        {several}")
    return "".join(("<", node.iri, ">\n", " ;\n".join(lines), " .\n")) if lines else ""


def _term(value: Resource | Literal | Iri, names: _Names) -> str:
    if isinstance(value, str):
        return names[value]
    if not isinstance(value, Literal):
        return "<" + value.iri + ">"
    lexical, datatype, language = value.lexical, value.datatype, value.language
    if language:
        return f'"{escaped(lexical)}"@{language}'
    if datatype == XSD.string:
        return f'"{escaped(lexical)}"'
    if datatype == XSD.integer and _INTEGER.fullmatch(lexical):
        return lexical
    return f'"{escaped(lexical)}"^^{names[datatype]}'
