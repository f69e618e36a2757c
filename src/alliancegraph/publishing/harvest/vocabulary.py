"""The terms that harvesters look for, closed; they are read in catalogues of others, not written."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace


class DCAT(DefinedNamespace):
    """DCAT 3."""

    _NS = Namespace("http://www.w3.org/ns/dcat#")
    _fail = True

    Catalog: URIRef
    CatalogRecord: URIRef
    Dataset: URIRef
    DatasetSeries: URIRef
    accessURL: URIRef
    byteSize: URIRef
    compressFormat: URIRef
    contactPoint: URIRef
    dataset: URIRef
    distribution: URIRef
    downloadURL: URIRef
    mediaType: URIRef
    packageFormat: URIRef


class DCT(DefinedNamespace):
    """Dublin Core terms."""

    _NS = Namespace("http://purl.org/dc/terms/")
    _fail = True

    identifier: URIRef
    modified: URIRef
    publisher: URIRef
    title: URIRef


class HYDRA(DefinedNamespace):
    """Hydra, for the pages of a catalogue; `PagedCollection` and `nextPage` are of its older drafts."""

    _NS = Namespace("http://www.w3.org/ns/hydra/core#")
    _fail = True

    PagedCollection: URIRef
    PartialCollectionView: URIRef
    next: URIRef
    nextPage: URIRef


SCHEMA_DATASETS = (URIRef("https://schema.org/Dataset"), URIRef("http://schema.org/Dataset"))
"""Datasets by schema.org, which portals do not read."""
