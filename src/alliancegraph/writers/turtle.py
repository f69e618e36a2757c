"""Turtle 1.1, as a person would lay it out: one block a node, parents first, each prefix that is used declared once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from alliancegraph.generated import function
from alliancegraph.resource import Form, Kind, Literal, Resource, Value, nodes
from alliancegraph.terms import PREFIXES, XSD, Iri, Term, curie
from alliancegraph.writers.ntriples import Texts, escaped

# RDF 1.1 Turtle, PN_LOCAL without its escapes: what may stand behind a prefix unescaped, kept to ASCII.
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_SHORTEST = min(map(len, _NAMESPACES))
_STARTS = frozenset(namespace[:_SHORTEST] for namespace in _NAMESPACES)  # few IRIs but terms begin so
_LINE, _ITEM = "\n    ", "\n        "
_INTEGER = re.compile("[+-]?[0-9]+")  # RDF 1.1 Turtle, INTEGER: written bare
_TERMS = {
    Kind.TEXT: '"{texts[value.lexical]}"@{value.language}',
    Kind.LINE: '"{texts[value.lexical]}"',
    Kind.INTEGER: "{value.lexical}",
    Kind.TYPED: '"{texts[value.lexical]}"^^{names[value.datatype]}',
    Kind.IRI: '{names[value] if value[:shortest] in starts else "<" + value + ">"}',
    Kind.NODE: "<{value.iri}>",
    Kind.REFERENCE: "<{value.iri if type(value) is Resource else value}>",
}
"""What a value of a kind is in Turtle: the source of an f-string."""


class _Names(dict[Iri, str]):
    """The terms of a document as they stand in it, each looked at once.

    `prefixes` are those that they need, `texts` those of its literals, `kinds` the types of nodes: there are few
    combinations.
    """

    def __init__(self) -> None:
        self.prefixes: set[str] = set()
        self.texts = Texts()
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
    """What is said of a node."""
    if node.form.kinds is not None:
        return _writer(node.form)(node, names)
    said = [names.kinds.get(node.types) or names.kind(node.types)] if node.types else []
    for predicate, values in node.properties:
        terms = [_term(value, names) for value in values]
        said.append(names[predicate] + (_ITEM if len(terms) > 1 else " ") + f",{_ITEM}".join(terms))
    return f"<{node.iri}>{_LINE}{f' ;{_LINE}'.join(said)} .\n" if said else ""


def _term(value: Value, names: _Names) -> str:
    if isinstance(value, Literal):
        if value.language:
            return f'"{escaped(value.lexical)}"@{value.language}'
        if value.datatype == XSD.integer and _INTEGER.fullmatch(value.lexical):
            return value.lexical
        typed = f"^^{names[value.datatype]}" if value.datatype != XSD.string else ""
        return f'"{escaped(value.lexical)}"{typed}'
    if isinstance(value, Resource):
        return f"<{value.iri}>"
    return names[value] if value[:_SHORTEST] in _STARTS else f"<{value}>"


@cache
def _writer(form: Form) -> Callable[[Resource, _Names], str]:
    """What writes the blocks of nodes with a form, its source written for it."""
    types = "said = [names.kinds.get(types) or names.kind(types)]"
    body = [form.unpacking, types, "add = said.append", "texts = names.texts"]
    for held, term, kind in form.columns:
        name, value = f"{{names['{term}']}}", _TERMS[kind]
        body.append(f"if len({held}) == 1: [value] = {held}; add(f'''{name} {value}''')")
        body.append(f"elif {held}: add(f'''{name}{{item}}''' + comma.join([f'''{value}''' for value in {held}]))")
    body.append("return f'<{node.iri}>{line}{semicolon.join(said)} .\\n'")
    layout = {"line": _LINE, "semicolon": f" ;{_LINE}", "item": _ITEM, "comma": f",{_ITEM}", "types": form.types}
    names = {"starts": _STARTS, "shortest": _SHORTEST, "Resource": Resource}
    return function("write(node, names)", body, "Turtle", layout | names)
