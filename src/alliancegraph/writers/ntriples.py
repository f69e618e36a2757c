"""N-Triples and N-Quads (W3C RDF 1.1): one statement a line, sorted within each tree's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alliancegraph.resource import Literal, Resource, own_statements, statements
from alliancegraph.terms import AG, XSD, Iri

# RDF 1.1 N-Triples, ECHAR; its canonical form escapes only these four, and other controls stay as they are. We escape
# all C0 and C1 controls and the line separators too, so that a line is a line in every editor.
ESCAPES = {ord(c): e for c, e in {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}.items()} | {
    code: f"\\u{code:04X}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
    if code not in (9, 10, 13)
}


def escaped(text: str) -> str:
    """The characters of a literal between its quotation marks."""
    return text.translate(ESCAPES)


def term(value: Literal | Iri) -> str:
    """A term in N-Triples."""
    if isinstance(value, Literal):
        quoted = f'"{escaped(value.lexical)}"'
        if value.language:
            return f"{quoted}@{value.language}"
        return quoted if value.datatype == XSD.string else f"{quoted}^^<{value.datatype}>"
    return f"<{value}>"


def to_ntriples(roots: Iterable[Resource]) -> str:
    """The statements of some trees as N-Triples, in the order of the trees."""
    return "".join(f"<{s}> <{p}> {term(o)} .\n" for s, p, o in statements(roots))


def to_nquads(roots: Iterable[Resource]) -> str:
    """N-Quads: the graph is the record about the nearest thing around a statement that has one (DESIGN section 6)."""
    seen: set[tuple[str, str | None]] = set()

    def lines(node: Resource, around: Iri | None) -> Iterator[str]:
        graph = _record(node) or around
        if (node.iri, graph) in seen:
            return
        seen.add((node.iri, graph))
        end = f" <{graph}> .\n" if graph else " .\n"
        for s, p, o in own_statements(node):
            yield f"<{s}> <{p}> {term(o)}{end}"
        for below in node.nodes():
            yield from lines(below, graph)

    return "".join(line for root in roots for line in lines(root, None))


def _record(node: Resource) -> Iri | None:
    return next((below.iri for below in node.nodes() if AG.Record in below.types), None)
