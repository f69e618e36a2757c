"""JSON-LD 1.1, nested as a person would read it; a context of `ontology/` is written into the document.

What a key coerces is read from the context, so that the two cannot disagree: `@type: @id` takes a node or an IRI,
`@container: @language` a language map; every other value is text or a value object. `context.jsonld` is for records,
`catalogue.jsonld` for catalogues.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from alliancegraph import packaged
from alliancegraph.resource import Literal, Resource, Value, german_first
from alliancegraph.terms import PREFIXES, RDF, XSD, Iri, Term

_EXACT = 2**53 - 1  # JSON numbers beyond it lose digits in JavaScript (RFC 8259 section 6)


class _Key(NamedTuple):
    """A term's key in the context, and what the context makes of its values."""

    name: str
    is_id: bool = False
    is_language_map: bool = False


_Keys = Mapping[str, _Key]
RECORDS, CATALOGUE = "context.jsonld", "catalogue.jsonld"


def context(name: str = RECORDS) -> dict[str, Any]:
    """A JSON-LD context, the value of `@context`: that of records, or `CATALOGUE`."""
    loaded: dict[str, Any] = json.loads(packaged.text("ontology", name))["@context"]
    return loaded


@cache
def _keys(name: str) -> _Keys:
    """The key of every term in a context, by IRI."""
    keys: dict[str, _Key] = {}
    for key, definition in context(name).items():
        if key in PREFIXES:
            continue
        more = {"@id": definition} if isinstance(definition, str) else definition
        prefix, _, local = more["@id"].partition(":")
        keys[PREFIXES[prefix] + local] = _Key(key, more.get("@type") == "@id", more.get("@container") == "@language")
    return MappingProxyType(keys)


def to_jsonld(roots: Iterable[Resource], name: str = RECORDS) -> str:
    """Some trees as one JSON-LD document with the context `name`: a single tree is the root, several stand in `@graph`.

    The graph has no `@id`: with one it would be a named graph, which most readers pass over.
    """
    seen: set[str] = set()
    written = [_node(root, _keys(name), seen) for root in roots if root.iri not in seen]
    body = written[0] if len(written) == 1 else {"@graph": written}
    document = msgspec.json.encode({"@context": context(name)} | body, enc_hook=str)
    return msgspec.json.format(document, indent=2).decode() + "\n"


def _node(node: Resource, keys: _Keys, seen: set[str]) -> dict[str, Any]:
    """A node object, whole at its first place in the document, a reference afterwards."""
    if node.iri in seen:
        return {"@id": node.iri}
    seen.add(node.iri)
    names = [_name(cls, keys) for cls in node.types]
    body: dict[str, Any] = {"@id": node.iri}
    if names:
        body["@type"] = names if len(names) > 1 else names[0]
    members: dict[str, Any] = {}
    for term, values in node.properties:
        key = keys.get(term) or _Key(term.curie)
        if key.is_language_map:
            members |= _language_map(key, term, values, keys, seen)
        else:
            members[key.name] = _single([_value(value, key, keys, seen) for value in values])
    return body | {name: members[name] for name in sorted(members)}


def _name(term: Term, keys: _Keys) -> str:
    return keys[term].name if term in keys else term.curie


def _language_map(key: _Key, term: Term, values: Iterable[Value], keys: _Keys, seen: set[str]) -> dict[str, Any]:
    """A property as one member, or two where a language map cannot hold all its values."""
    plain: list[Any] = []
    tagged: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal) and value.language:
            tagged.setdefault(value.language, []).append(value.lexical)
        else:
            plain.append(_value(value, key, keys, seen))
    members: dict[str, Any] = {}
    if tagged:
        members[key.name] = {tag: _single(tagged[tag]) for tag in sorted(tagged, key=german_first)}
    if plain:
        members[term.curie] = _single(plain)
    return members


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(value: Value, key: _Key, keys: _Keys, seen: set[str]) -> Any:
    if isinstance(value, Resource):
        node = _node(value, keys, seen)
        return value.iri if key.is_id and len(node) == 1 else node
    if isinstance(value, Iri):
        return value if key.is_id else {"@id": value}
    lexical, datatype, language = value.lexical, value.datatype, value.language
    if datatype == XSD.string:
        return {"@value": lexical} if key.is_id else lexical
    if datatype == RDF.langString:
        return {"@value": lexical, "@language": language}
    if datatype == XSD.integer and str(number := int(lexical)) == lexical and abs(number) <= _EXACT:
        return number
    return {"@value": lexical, "@type": datatype.curie}
