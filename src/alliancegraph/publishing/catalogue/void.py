"""VoID: what the linked data of each dataset are, for those who come to query them (W3C Interest Group Note)."""

from __future__ import annotations

from collections.abc import Iterable

from alliancegraph.mapping.tables import TEXT
from alliancegraph.publishing.catalogue.trees import Pairs, dataset_iri, dataset_title
from alliancegraph.publishing.edition import Dataset, Edition
from alliancegraph.publishing.layout import Dump
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Literal, Resource, resource, statements
from alliancegraph.terms import DCT, FOAF, PREFIXES, RDF, VOID, XSD, Iri, Term, curie

PATH = "void.ttl"
_FEATURES = "http://www.w3.org/ns/formats/"  # W3C, Unique URIs for file formats
_FEATURE = {"turtle": "Turtle", "json-ld": "JSON-LD", "n-triples": "N-Triples"}


def description(edition: Edition, dumps: Iterable[Dump]) -> tuple[Resource, ...]:
    """The description as trees: the document, and the datasets it is about."""
    given = tuple(dumps)
    datasets = [_dataset(one, edition.publication, given) for one in edition.datasets]
    title = TEXT.write(edition.publication.title)
    document = Iri(edition.publication.base + PATH)
    return (resource(document, (VOID.DatasetDescription,), [(DCT.title, title), (FOAF.topic, datasets)]),)


def _dataset(one: Dataset, publication: Publication, dumps: Iterable[Dump]) -> Resource:
    linked = [dump for dump in dumps if dump.dataset == one.id and dump.format in _FEATURE]
    triples = list(statements(one.trees))
    things = [tree.iri for tree in one.trees]

    def pairs() -> Pairs:
        yield DCT.title, TEXT.write(dataset_title(one, publication))
        yield DCT.license, [Iri(publication.licence)] if publication.licence else []
        yield VOID.dataDump, [Iri(publication.base + dump.path) for dump in linked]
        yield VOID.exampleResource, things[:1]
        yield VOID.feature, [Iri(_FEATURES + _FEATURE[dump.format]) for dump in linked]
        yield VOID.triples, [Literal(str(len(triples)), XSD.integer)]
        yield VOID.uriSpace, [Literal(publication.base + "id/")]
        yield VOID.vocabulary, [Iri(PREFIXES[prefix]) for prefix in _prefixes(triples)]

    return resource(dataset_iri(one.id, publication), (VOID.Dataset,), pairs())


def _prefixes(triples: Iterable[tuple[Iri, Term, Literal | Iri]]) -> set[str]:
    """The vocabularies of the classes and properties in some triples."""
    terms = {term for _, term, _ in triples} | {value for _, term, value in triples if term == RDF.type}
    return {curie(term).partition(":")[0] for term in terms if isinstance(term, str)} & PREFIXES.keys() - {"rdf"}
