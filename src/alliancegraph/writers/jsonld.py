"""JSON-LD 1.1, nested as a person would read it; a context of `ontology/` is written into the document.

Keys are sorted, and a node is whole at its first place in that order: nodes of a tree with one IRI state the same, so
that which one is taken changes nothing but the layout. What a key coerces is read from the context, so that the two
cannot disagree: `@type: @id` takes a node or an IRI, `@container: @language` a language map; every other value is text
or a value object. `context.jsonld` is for records, `catalogue.jsonld` for catalogues.

A tree is text before the next one is begun: its objects are few and short-lived, however long the document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, compress, islice
from operator import not_
from typing import Any, NamedTuple, TypeVar

import msgspec

from alliancegraph import packaged
from alliancegraph.generated import function
from alliancegraph.resource import Form, Kind, Literal, Resource, Value, german_first
from alliancegraph.terms import PREFIXES, RDF, XSD, Term, curie

T = TypeVar("T")

_encoded = partial(msgspec.json.encode, enc_hook=str)  # texts of other classes, as rdflib's terms are, are texts
_EXACT = 2**53 - 1  # JSON numbers beyond it lose digits in JavaScript (RFC 8259 section 6)


class _Key(NamedTuple):
    """A term's key in the context, and what the context makes of its values."""

    name: str
    is_id: bool = False
    is_language_map: bool = False


class _Keys(dict[Term, _Key]):
    """The key of every term; one that the context lacks goes by its prefixed name."""

    def __missing__(self, term: Term) -> _Key:
        return _Key(curie(term))


RECORDS, CATALOGUE = "context.jsonld", "catalogue.jsonld"


def context(name: str = RECORDS) -> dict[str, Any]:
    """A JSON-LD context, the value of `@context`: that of records, or `CATALOGUE`."""
    loaded: dict[str, Any] = json.loads(packaged.text("ontology", name))["@context"]
    return loaded


@cache
def _keys(name: str) -> _Keys:
    """The terms of a context with their keys."""
    keys = _Keys()
    for key, definition in context(name).items():
        if key in PREFIXES:
            continue
        more = {"@id": definition} if isinstance(definition, str) else definition
        prefix, _, local = more["@id"].partition(":")
        is_id, is_language_map = more.get("@type") == "@id", more.get("@container") == "@language"
        keys[Term(PREFIXES[prefix] + local)] = _Key(key, is_id, is_language_map)
    return keys


@cache
def _head(name: str) -> str:
    """The beginning of a document: its context."""
    head = json.dumps({"@context": context(name)}, ensure_ascii=False, indent=2)
    return head.removesuffix("\n}") + ",\n"


def to_jsonld(roots: Iterable[Resource], name: str = RECORDS) -> str:
    """Some trees as one JSON-LD document with the context `name`: a single tree is the root, several stand in `@graph`.

    The graph has no `@id`: with one it would be a named graph, which most readers pass over.
    """
    bodies = _node_objects(roots, name)
    first = list(islice(bodies, 2))
    if len(first) == 1:
        return _head(name) + _formatted(first[0]).decode().removeprefix("{\n") + "\n"
    items = [_item(body) for body in chain(first, bodies)]
    if not items:
        return _head(name) + '  "@graph": []\n}\n'
    items[0] = (_head(name) + '  "@graph": [\n').encode() + items[0]
    items[-1] += b"\n  ]\n}\n"
    return b",\n".join(items).decode()


def _formatted(body: Any) -> bytes:
    return msgspec.json.format(_encoded(body), indent=2)


def _item(body: dict[str, Any]) -> bytes:
    """A node object as it stands in `@graph`: as deep as in a list of a list."""
    return _formatted([[body]]).removeprefix(b"[\n  [\n").removesuffix(b"\n  ]\n]")


def _node_objects(roots: Iterable[Resource], name: str) -> Iterator[dict[str, Any]]:
    """The node objects of a document: each node is whole at its first place, a reference afterwards."""
    seen: set[str] = set()
    keys = _keys(name)

    def of_node(node: Value) -> Any:
        """A node for where an IRI is expected."""
        if type(node) is not Resource:
            return node
        if node.iri in seen:
            return node.iri
        seen.add(node.iri)
        if node.form.kinds is not None:
            return _writer(node.form, name)(node, of_node, of_value)
        if not node.types and not node.properties:
            return node.iri
        body: dict[str, Any] = {"@id": node.iri}
        if node.types:
            body["@type"] = _single([keys[cls].name for cls in node.types])
        held = [one for term, values in node.properties for one in _keyed(keys, term, values)]
        for key, values in sorted(held, key=lambda one: one[0].name):
            if key.is_language_map:
                body[key.name] = _language_map(values)
            else:
                body[key.name] = _single([of_value(value, key.is_id) for value in values])
        return body

    def of_value(value: Value, is_id: bool) -> Any:
        if isinstance(value, Literal):
            return _of_literal(value, is_id)
        known = of_node(value)
        return known if is_id or isinstance(known, dict) else {"@id": known}

    return (of_value(root, False) for root in roots if root.iri not in seen)


def _keyed(keys: _Keys, term: Term, values: Sequence[Value]) -> Iterator[tuple[_Key, Sequence[Value]]]:
    """A property as one member, or two where a language map cannot hold all its values."""
    if not keys[term].is_language_map:
        yield keys[term], values
        return
    texts = [isinstance(value, Literal) and value.language != "" for value in values]
    if any(texts):
        yield keys[term], [*compress(values, texts)]
    if not all(texts):
        yield _Key(curie(term)), [*compress(values, map(not_, texts))]


def _language_map(texts: Iterable[Any]) -> dict[str, str | list[str]]:
    """Tagged texts as a language map."""
    tagged: dict[str, list[str]] = {}
    for text in texts:
        tagged.setdefault(text.language, []).append(text.lexical)
    return {tag: _single(tagged[tag]) for tag in sorted(tagged, key=german_first)}


def _of_literal(value: Literal, is_id: bool) -> Any:
    lexical, datatype = value.lexical, value.datatype
    if datatype == XSD.string:
        return {"@value": lexical} if is_id else lexical
    if datatype == RDF.langString:
        return {"@language": value.language, "@value": lexical}
    if datatype == XSD.integer and str(number := int(lexical)) == lexical and abs(number) <= _EXACT:
        return number
    return {"@type": curie(datatype), "@value": lexical}


@cache
def _writer(form: Form, name: str) -> Callable[..., dict[str, Any]]:
    """What makes the node objects of nodes with a form, its source written for it."""
    keys, members = _keys(name), []
    for held, term, kind in form.columns:
        key = _Key(curie(term)) if keys[term].is_language_map and kind is not Kind.TEXT else keys[term]
        members.append((key.name, f"if {held}: body[{key.name!r}] = {_member(key, kind, held)}"))
    body = [form.unpacking, "body = {'@id': node.iri, '@type': types}", *(line for _, line in sorted(members))]
    types = _single([keys[cls].name for cls in form.types])
    names = {"types": types, "language_map": _language_map, "curie": curie}
    return function("write(node, of_node, of_value)", [*body, "return body"], "JSON-LD", names)


def _member(key: _Key, kind: Kind, held: str) -> str:
    """The source of what a member of a node object has for values of a kind that a variable holds."""
    if kind is Kind.TEXT and key.is_language_map:
        return f"{{{held}[0].language: {held}[0].lexical}} if len({held}) == 1 else language_map({held})"
    one = f"of_value({{}}, {key.is_id})"
    if kind is Kind.TYPED:
        one = "{{'@type': curie({0}.datatype), '@value': {0}.lexical}}"
    elif kind is Kind.INTEGER:
        one = "int({}.lexical)"
    elif kind is Kind.LINE and not key.is_id:
        one = "{}.lexical"
    elif kind is Kind.IRI and key.is_id:
        one = "{}"
    elif kind in (Kind.NODE, Kind.REFERENCE) and key.is_id:
        one = "of_node({})"
    return f"{one.format(held + '[0]')} if len({held}) == 1 else [{one.format('one')} for one in {held}]"


def _single(values: list[T]) -> T | list[T]:
    return values[0] if len(values) == 1 else values
