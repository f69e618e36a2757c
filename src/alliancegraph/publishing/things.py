"""The things of an edition that have a document of their own: alliances, organisations, projects, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from alliancegraph.mapping.places import key_of
from alliancegraph.publishing.edition import Edition
from alliancegraph.resource import Literal, Resource, nodes
from alliancegraph.terms import AG, DCT, SCHEMA, Iri, Term

DATES = frozenset({DCT.modified, SCHEMA.dateModified, AG.retrieved})
"""What says when, not what: it is no part of a thing's content."""

_THING = re.compile("id/((?:alliance|organization)/[a-z0-9-]+(?:/project/[a-z0-9-]+)?|place/[0-9]+)")


class Thing(NamedTuple):
    """A thing: its path below `id/`, its node where it is described most fully, the trees it stands in."""

    path: str
    node: Resource
    roots: tuple[Resource, ...]

    @property
    def day(self) -> str | None:
        """The latest day on which a record that tells of it says it was changed."""
        return max((day for root in self.roots for day in dates(root, DCT.modified)), default=None)

    @property
    def retrieved(self) -> str | None:
        """The day its source was fetched."""
        return next(iter(dates(self.node, AG.retrieved)), None)

    @property
    def name(self) -> str:
        """The German name, else another, else the path."""
        found = {text.language: text.lexical for text in _texts(self.node, SCHEMA.name)}
        return found.get("de") or next((found[tag] for tag in sorted(found)), self.path)

    @property
    def names(self) -> frozenset[str]:
        """All that it is called, or was."""
        both = (*_texts(self.node, SCHEMA.name), *_texts(self.node, SCHEMA.alternateName))
        return frozenset(text.lexical for text in both)


def path_of(iri: str, base: str) -> str | None:
    """The path below `id/` of what has a document of its own; None for other nodes.

    >>> path_of("https://example.org/id/alliance/a/project/b", "https://example.org/")
    'alliance/a/project/b'
    """
    match = _THING.fullmatch(iri, len(base)) if iri.startswith(base) else None
    return match[1] if match else None


def things(edition: Edition) -> Mapping[str, Thing]:
    """All things of an edition, by path."""
    base = edition.publication.base
    found: dict[str, Thing] = {}
    for root in edition.trees:
        for node in nodes([root]):
            path = path_of(node.iri, base)
            if path is None:
                continue
            earlier = found.get(path)
            fuller = node if earlier is None or len(node.properties) > len(earlier.node.properties) else earlier.node
            found[path] = Thing(path, fuller, (*(earlier.roots if earlier else ()), root))
    return {path: found[path] for path in sorted(found)}


def dates(node: Resource, term: Term) -> Iterable[str]:
    """The days that the record about a node states with `term`, itself or on its source."""
    for record in node.children:
        if AG.Record in record.types:
            for below in (record, *record.children):
                yield from (text.lexical for text in _texts(below, term))


def is_place(path: str) -> bool:
    """Whether a path is that of a place: its name is the official key, for good."""
    return key_of(Iri("/" + path)) is not None


def _texts(node: Resource, term: Term) -> Iterable[Literal]:
    return (value for one, values in node.properties if one == term for value in values if isinstance(value, Literal))
