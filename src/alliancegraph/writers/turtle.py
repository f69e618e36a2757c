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
_INTEGER = re.compile("[+-]?[0-9]+")  # RDF 1.1 Turtle, INTEGER: written bare


def to_turtle(roots: Iterable[Resource]) -> str:
    """Some trees as a Turtle document."""
    used: set[str] = set()
    blocks = [_block(node, used) for node in nodes(roots)]
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return "\n".join([prefixes, *blocks]) if blocks else ""


def _block(node: Resource, used: set[str]) -> str:
    lines = ["    " + _iri(term, used) + _objects(values, used) for term, values in node.properties]
    if node.types:
        lines.insert(0, "    a " + ", ".join(_iri(cls, used) for cls in node.types))
    return "<" + node.iri + ">\n" + " ;\n".join(lines) + " .\n" if lines else ""


def _objects(values: Iterable[Resource | Literal | Iri], used: set[str]) -> str:
    written = [_term(value, used) for value in values]
    return " " + written[0] if len(written) == 1 else "\n        " + ",\n        ".join(written)


def _term(value: Resource | Literal | Iri, used: set[str]) -> str:
    if isinstance(value, Literal):
        lexical, datatype, language = value.lexical, value.datatype, value.language
        if language:
            return '"' + escaped(lexical) + '"@' + language
        if datatype == XSD.string:
            return '"' + escaped(lexical) + '"'
        if datatype == XSD.integer and _INTEGER.fullmatch(lexical):
            return lexical
        return '"' + escaped(lexical) + '"^^' + _iri(datatype, used)
    return "<" + value.iri + ">" if isinstance(value, Resource) else _iri(value, used)


def _iri(iri: Iri, used: set[str]) -> str:
    """An IRI, by its prefixed name where it has one."""
    if isinstance(iri, Term):
        used.add(iri.prefix)
        return iri.curie
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:end])
    if prefix is None or not _LOCAL.fullmatch(iri, end):
        return "<" + iri + ">"
    used.add(prefix)
    return prefix + ":" + iri[end:]
