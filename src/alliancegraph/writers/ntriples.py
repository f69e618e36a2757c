"""N-Triples and N-Quads (W3C RDF 1.1): one statement a line, sorted within each tree's order.

Statements are collected as pieces that are joined once a node, so that no text is copied on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alliancegraph.resource import Literal, Resource, nodes
from alliancegraph.terms import AG, RDF, XSD, Iri

# RDF 1.1 N-Triples, ECHAR; its canonical form escapes only these four, and other controls stay as they are. We escape
# all C0 and C1 controls and the line separators too, so that a line is a line in every editor.
ESCAPES = {ord(c): e for c, e in {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}.items()} | {
    code: f"\\u{code:04X}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
    if code not in (9, 10, 13)
}


_TYPE, _STRING = RDF.type + "> <", XSD.string


def escaped(text: str) -> str:
    """The characters of a literal between its quotation marks."""
    # Looking is much cheaper than replacing, and few texts need it. Of what is escaped these two alone are printable.
    return text if text.isprintable() and '"' not in text and "\\" not in text else text.translate(ESCAPES)


def term(value: Resource | Literal | Iri) -> str:
    """A term in N-Triples."""
    if isinstance(value, Literal):
        kind = f"@{value.language}" if value.language else "" if value.datatype == _STRING else f"^^<{value.datatype}>"
        return f'"{escaped(value.lexical)}"{kind}'
    return "<" + (value.iri if isinstance(value, Resource) else value) + ">"


def to_ntriples(roots: Iterable[Resource]) -> str:
    """The statements of some trees as N-Triples, in the order of the trees."""
    return "".join([_statements(node, " .\n") for node in nodes(roots)])


def _statements(node: Resource, end: str) -> str:
    """The statements that have a node as subject, each with the same `end`; values as `term` writes them."""
    subject = "<" + node.iri + "> <"
    after = end + subject
    parts = [subject]
    for cls in node.types:
        parts += _TYPE, cls, ">", after
    for predicate, values in node.properties:
        for value in values:
            if type(value) is Literal:
                if value.language:
                    parts += predicate, '> "', escaped(value.lexical), '"@', value.language, after
                elif value.datatype == _STRING:
                    parts += predicate, '> "', escaped(value.lexical), '"', after
                else:
                    parts += predicate, '> "', escaped(value.lexical), '"^^<', value.datatype, ">", after
            elif type(value) is Resource:
                parts += predicate, "> <", value.iri, ">", after
            else:
                parts += predicate, "> <", value, ">", after
    if len(parts) == 1:
        return ""
    parts[-1] = end
    return "".join(parts)


def to_nquads(roots: Iterable[Resource]) -> str:
    """N-Quads: the graph is the record about the nearest thing around a statement that has one (DESIGN section 6)."""
    seen: set[tuple[str, str | None]] = set()

    def lines(node: Resource, around: Iri | None) -> Iterator[str]:
        graph = _record(node) or around
        if (node.iri, graph) in seen:
            return
        seen.add((node.iri, graph))
        yield _statements(node, f" <{graph}> .\n" if graph else " .\n")
        for below in node.children:
            yield from lines(below, graph)

    return "".join(line for root in roots for line in lines(root, None))


def _record(node: Resource) -> Iri | None:
    return next((below.iri for below in node.children if AG.Record in below.types), None)
