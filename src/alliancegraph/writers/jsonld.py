"""JSON-LD 1.1, nested as a person would read it; a context of `ontology/` is written into the document.

Keys are sorted. What a key coerces is read from the context, so that the two cannot disagree: `@type: @id` takes a node
or an IRI, `@container: @language` a language map; every other value is text or a value object. `context.jsonld` is for
records, `catalogue.jsonld` for catalogues.

A tree is text before the next one is begun: its objects are few and short-lived, however long the document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, islice
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from alliancegraph import packaged
from alliancegraph.resource import Literal, Resource, Value, german_first
from alliancegraph.terms import PREFIXES, RDF, XSD, Term, curie

T = TypeVar("T")

_encoded = partial(msgspec.json.encode, enc_hook=str)  # texts of other classes, as rdflib's terms are, are texts
_EXACT = 2**53 - 1  # JSON numbers beyond it lose digits in JavaScript (RFC 8259 section 6)


class _Key(Struct, frozen=True):
    """A term's key in the context, and what the context makes of its values."""

    name: str
    is_id: bool = False
    is_language_map: bool = False


class _Keys(dict[Term, _Key]):
    """The key of every term; one that the context lacks goes by its prefixed name."""

    def __missing__(self, term: Term) -> _Key:
        self[term] = key = _Key(curie(term))
        return key


RECORDS, CATALOGUE = "context.jsonld", "catalogue.jsonld"


def context(name: str = RECORDS) -> dict[str, Any]:
    """A JSON-LD context, the value of `@context`: that of records, or `CATALOGUE`."""
    loaded: dict[str, Any] = json.loads(packaged.text("ontology", name))["@context"]
    return loaded


@cache
def _keys(name: str) -> tuple[tuple[Term, _Key], ...]:
    """The terms of a context with their keys."""
    keys: list[tuple[Term, _Key]] = []
    for key, definition in context(name).items():
        if key in PREFIXES:
            continue
        more = {"@id": definition} if isinstance(definition, str) else definition
        prefix, _, local = more["@id"].partition(":")
        is_id, is_language_map = more.get("@type") == "@id", more.get("@container") == "@language"
        keys.append((Term(PREFIXES[prefix] + local), _Key(key, is_id, is_language_map)))
    return tuple(keys)


@cache
def _head(name: str) -> str:
    """The beginning of a document: its context."""
    head = json.dumps({"@context": context(name)}, ensure_ascii=False, indent=2)
    return head.removesuffix("\n}") + ",\n"


def to_jsonld(roots: Iterable[Resource], name: str = RECORDS) -> str:
    """Some trees as one JSON-LD document with the context `name`: a single tree is the root, several stand in `@graph`.

    The graph has no `@id`: with one it would be a named graph, which most readers pass over.
    """
    bodies = _node_objects(roots, _Keys(_keys(name)))
    first = list(islice(bodies, 2))
    if len(first) == 1:
        return _head(name) + _formatted(first[0]).decode().removeprefix("{\n") + "\n"
    items = b",\n".join([_item(body) for body in chain(first, bodies)]).decode()
    graph = ("[\n", items, "\n  ]") if items else ("[]",)
    return "".join((_head(name), '  "@graph": ', *graph, "\n}\n"))


def _formatted(body: dict[str, Any] | list[Any]) -> bytes:
    return msgspec.json.format(_encoded(body, order="sorted"), indent=2)


def _item(body: dict[str, Any]) -> bytes:
    """A node object as it stands in `@graph`: as deep as in a list of a list."""
    return _formatted([[body]]).removeprefix(b"[\n  [\n").removesuffix(b"\n  ]\n]")


def _node_objects(roots: Iterable[Resource], keys: _Keys) -> Iterator[dict[str, Any]]:
    """The node objects of a document: each node is whole at its first place, a reference afterwards."""
    seen: set[str] = set()
    kinds: dict[tuple[Term, ...], str | list[str]] = {}  # of which there are few

    def kind(types: tuple[Term, ...]) -> str | list[str]:
        kinds[types] = names = _single([keys[cls].name for cls in types])
        return names

    def of_node(node: Resource) -> dict[str, Any]:
        body: dict[str, Any] = {"@id": node.iri}
        if node.iri in seen:
            return body
        seen.add(node.iri)
        if node.types:
            body["@type"] = kinds.get(node.types) or kind(node.types)
        for term, values in node.properties:
            key = keys[term]
            if key.is_language_map:
                text = values[0]
                if len(values) == 1 and type(text) is Literal and text.language:  # as most are
                    body[key.name] = {text.language: text.lexical}
                else:
                    body |= of_texts(key, term, values)
            elif len(values) == 1:
                body[key.name] = of_value(values[0], key.is_id)
            else:
                body[key.name] = [of_value(value, key.is_id) for value in values]
        return body

    def of_texts(key: _Key, term: Term, values: Sequence[Value]) -> dict[str, Any]:
        """A property as one member, or two where a language map cannot hold all its values."""
        members: dict[str, Any] = {}
        plain: list[Any] = []
        tagged: dict[str, list[str]] = {}
        for value in values:
            if isinstance(value, Literal) and value.language:
                tagged.setdefault(value.language, []).append(value.lexical)
            else:
                plain.append(of_value(value, key.is_id))
        if tagged:
            texts = {tag: _single(tagged[tag]) for tag in sorted(tagged, key=german_first)}
            # Where the encoder's order would put German behind another language, the map is encoded as it stands.
            members[key.name] = texts if min(texts) == next(iter(texts)) else msgspec.Raw(_encoded(texts))
        if plain:
            members[curie(term)] = _single(plain)
        return members

    def of_value(value: Value, is_id: bool) -> Any:
        if type(value) is Literal:
            return of_literal(value, is_id)
        if type(value) is Resource:
            body = of_node(value)
            return body["@id"] if is_id and len(body) == 1 else body
        return value if is_id else {"@id": value}

    def of_literal(value: Literal, is_id: bool) -> Any:
        lexical, datatype = value.lexical, value.datatype
        if datatype == XSD.string:
            return {"@value": lexical} if is_id else lexical
        if datatype == RDF.langString:
            return {"@value": lexical, "@language": value.language}
        if datatype == XSD.integer and str(number := int(lexical)) == lexical and abs(number) <= _EXACT:
            return number
        return {"@value": lexical, "@type": curie(datatype)}

    return (of_node(root) for root in roots if root.iri not in seen)


def _single(values: list[T]) -> T | list[T]:
    return values[0] if len(values) == 1 else values
