"""N-Triples and N-Quads (W3C RDF 1.1): one statement a line, sorted within each tree's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from alliancegraph.generated import function
from alliancegraph.resource import Form, Kind, Literal, Resource, nodes, own_statements
from alliancegraph.terms import AG, RDF, XSD, Iri

# RDF 1.1 N-Triples, ECHAR; its canonical form escapes only these four, and other controls stay as they are. We escape
# all C0 and C1 controls and the line separators too, so that a line is a line in every editor.
ESCAPES = {ord(c): e for c, e in {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}.items()} | {
    code: f"\\u{code:04X}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
    if code not in (9, 10, 13)
}


_TERMS = {
    Kind.TEXT: '"{texts[value.lexical]}"@{value.language}',
    Kind.LINE: '"{texts[value.lexical]}"',
    Kind.INTEGER: f'"{{value.lexical}}"^^<{XSD.integer}>',
    Kind.TYPED: '"{texts[value.lexical]}"^^<{value.datatype}>',
    Kind.IRI: "<{value}>",
    Kind.NODE: "<{value.iri}>",
    Kind.REFERENCE: "<{value.iri if type(value) is Resource else value}>",
}
"""What a value of a kind is in N-Triples: the source of an f-string."""


def escaped(text: str) -> str:
    """The characters of a literal between its quotation marks."""
    # Looking is much cheaper than replacing, and few texts need it. Of what is escaped these two alone are printable.
    return text if text.isprintable() and '"' not in text and "\\" not in text else text.translate(ESCAPES)


class Texts(dict[str, str]):
    """The texts of a document between their quotation marks, each looked at once: names stand with two predicates."""

    def __missing__(self, text: str) -> str:
        self[text] = written = escaped(text)
        return written


def term(value: Resource | Literal | Iri) -> str:
    """A term in N-Triples."""
    if isinstance(value, Literal):
        typed = f"^^<{value.datatype}>" if value.datatype != XSD.string else ""
        return f'"{escaped(value.lexical)}"' + (f"@{value.language}" if value.language else typed)
    return f"<{value.iri if isinstance(value, Resource) else value}>"


def to_ntriples(roots: Iterable[Resource]) -> str:
    """The statements of some trees as N-Triples, in the order of the trees."""
    texts = Texts()
    return "".join([_statements(node, " .\n", texts) for node in nodes(roots)])


def _statements(node: Resource, end: str, texts: Texts) -> str:
    """The statements that have a node as subject, each with the same `end`."""
    if node.form.kinds is not None:
        return _writer(node.form)(node, end, texts)
    return "".join([f"<{one}> <{predicate}> {term(value)}{end}" for one, predicate, value in own_statements(node)])


@cache
def _writer(form: Form) -> Callable[[Resource, str, Texts], str]:
    """What writes the statements of nodes with a form, its source written for it."""
    types = "".join([f"{{subject}}<{RDF.type}> <{cls}>{{end}}" for cls in form.types])
    body = [form.unpacking, "subject = f'<{node.iri}> '", f"lines = [f'{types}']", "add = lines.append"]
    for held, predicate, kind in form.columns:
        body.append(f"for value in {held}: add(f'''{{subject}}<{predicate}> {_TERMS[kind]}{{end}}''')")
    return function("write(node, end, texts)", [*body, "return ''.join(lines)"], "N-Triples", {"Resource": Resource})


def to_nquads(roots: Iterable[Resource]) -> str:
    """N-Quads: the graph is the record about the nearest thing around a statement that has one (DESIGN section 6)."""
    seen: set[tuple[str, str | None]] = set()
    texts = Texts()

    def lines(node: Resource, around: Iri | None) -> Iterator[str]:
        graph = _record(node) or around
        if (node.iri, graph) in seen:
            return
        seen.add((node.iri, graph))
        yield _statements(node, f" <{graph}> .\n" if graph else " .\n", texts)
        for below in node.children:
            yield from lines(below, graph)

    return "".join(line for root in roots for line in lines(root, None))


def _record(node: Resource) -> Iri | None:
    return next((below.iri for below in node.children if AG.Record in below.types), None)
