"""The data of documents: a `.ttl` and a `.jsonld` for every alliance, organisation, project and place.

A document tells what there is to say of its thing and its parts (offices, focus areas, projects), and of other things
what they are called. All statements of a dump stand in some document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alliancegraph import iris
from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.layout import JSON_LD, TURTLE, Files, document
from alliancegraph.publishing.things import Thing, is_place, path_of, things
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Literal, Resource, Value, changed, nodes, resource
from alliancegraph.terms import AG, DCT, FOAF, RDFS, SCHEMA, XSD, Iri, Term
from alliancegraph.writers import serialize

_NAMES = (SCHEMA.name, RDFS.label)


def documents(edition: Edition, register: Register) -> Files:
    """The Turtle and JSON-LD files of all documents."""
    known = things(edition)
    files: dict[str, bytes] = {}
    for path, thing in known.items():
        entry = register.resources.get(path)
        trees = [*_trees(thing, known, edition.publication, entry.modified if entry else None)]
        stem = document(thing.node.iri, edition.publication.base)
        for variant, format in ((TURTLE, "turtle"), (JSON_LD, "json-ld")):
            files[stem + variant.suffix] = serialize(trees, format).encode()
    return files


def _trees(
    thing: Thing, known: Mapping[str, Thing], publication: Publication, modified: str | None
) -> Iterator[Resource]:
    """The trees of a document: the thing, the document itself, and of a place those that work there."""
    base = publication.base

    def concise(value: Value) -> Value:
        """A value in which other things are only named; a place, small anyway, stays whole."""
        if isinstance(value, Literal):
            return value
        iri = value.iri if isinstance(value, Resource) else value
        path = path_of(iri, base)
        if path and path in known and not is_place(path) and not f"{path}/".startswith(f"{thing.path}/"):
            return _named(known[path].node)
        return whole(value) if isinstance(value, Resource) else value

    def whole(node: Resource) -> Resource:
        return changed(node, lambda values: map(concise, values))

    node = whole(thing.node)
    if not any(AG.Record in below.types for below in thing.node.children):
        about = _about(thing, publication, modified)
        node = resource(node.iri, node.types, [*node.properties, (SCHEMA.subjectOf, [about])])
    yield node
    if is_place(thing.path):
        for root in thing.roots:
            served = [value for term, values in root.properties if term == SCHEMA.areaServed for value in values]
            if any(below.iri == node.iri for below in nodes(one for one in served if isinstance(one, Resource))):
                yield _named(root, (SCHEMA.areaServed, served))


def _named(node: Resource, *more: tuple[Term, Iterable[Value]]) -> Resource:
    """What a thing is called, for where it is only mentioned."""
    return resource(
        node.iri, node.types, [*((term, values) for term, values in node.properties if term in _NAMES), *more]
    )


def _about(thing: Thing, publication: Publication, modified: str | None) -> Resource:
    """The document itself, of a thing that no record is about: of records the mapping tells."""
    licence = [Iri(publication.licence)] if publication.licence else []
    day = [Literal(modified, XSD.date)] if modified else []
    return resource(
        iris.record(publication.base, thing.node.iri),
        (SCHEMA.DigitalDocument,),
        [
            (SCHEMA.about, [thing.node.iri]),
            (FOAF.primaryTopic, [thing.node.iri]),
            (DCT.license, licence),
            (SCHEMA.license, licence),
            (DCT.modified, day),
            (SCHEMA.dateModified, day),
        ],
    )
