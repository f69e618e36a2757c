"""The catalogue of an edition as trees: DCAT-AP.de 3.0, which is DCAT-AP 3.0.1 and the German additions.

What belongs to one thing alone hangs below it (catalogue, datasets, distributions, checksums); what several name
(publisher, contact, entries of code lists) stands beside it, once. Nothing is a blank node: harvesters make those anew
each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alliancegraph import areas, iris
from alliancegraph.mapping.places import geocode
from alliancegraph.mapping.tables import BASES, TEXT, TEXTS, date
from alliancegraph.publishing.catalogue import codes
from alliancegraph.publishing.catalogue.codes import code_iri
from alliancegraph.publishing.edition import OTHERS, Dataset, Edition
from alliancegraph.publishing.layout import CATALOG, DATASETS, FORMS, HTML, Dump
from alliancegraph.records import Alliance, LanguageMap, Project, Record
from alliancegraph.records.publication import Contact, Publication, Publisher
from alliancegraph.resource import Literal, Resource, Value, resource, statements, text
from alliancegraph.terms import AG, DCAT, DCATAP, DCATDE, DCT, FOAF, HYDRA, SKOS, SPDX, VCARD, XSD, Iri, Term

Pair = tuple[Term, Iterable[Value]]
Pairs = Iterator[Pair]

# How a distribution is called, and what it is, by format: German, English.
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "turtle": (
        "Turtle",
        "Alle Angaben als verknüpfte Daten (RDF) in Turtle, das auch Menschen lesen können.",
        "All facts as linked data (RDF) in Turtle, which people can read too.",
    ),
    "json-ld": (
        "JSON-LD",
        "Alle Angaben als verknüpfte Daten (RDF) in JSON-LD, für Programme, die JSON lesen.",
        "All facts as linked data (RDF) in JSON-LD, for programs that read JSON.",
    ),
    "n-triples": (
        "N-Triples",
        "Alle Angaben als verknüpfte Daten (RDF) in N-Triples, gepackt mit gzip, für große Mengen.",
        "All facts as linked data (RDF) in N-Triples, packed with gzip, for large amounts.",
    ),
    "csv": (
        "CSV",
        "Eine Tabelle (CSV, UTF-8) für Tabellenkalkulation und Auswertung.",
        "One table (CSV, UTF-8) for spreadsheets and analysis.",
    ),
    "xlsx": (
        "Excel",
        "Eine Arbeitsmappe (XLSX) mit einem Blatt je Art von Datensatz.",
        "A workbook (XLSX) with a sheet for each kind of record.",
    ),
}
_LEVELS = {2: "state", 5: "administrativeDistrict", 8: "municipality"}


def catalog_iri(publication: Publication) -> Iri:
    """The catalogue's IRI; its publisher and contact are fragments of it."""
    return Iri(publication.base + CATALOG)


def dataset_iri(id: str, publication: Publication) -> Iri:
    """A dataset's IRI, which portals know it by; its distributions are fragments of it."""
    return Iri(publication.base + DATASETS + id)


def dataset_title(dataset: Dataset, publication: Publication) -> LanguageMap:
    """A dataset's title: the publication's, and which part of it this is."""
    parts = {tag: _part(dataset, tag) for tag in publication.title}
    return LanguageMap(
        {tag: f"{title}: {parts[tag]}" if parts[tag] else title for tag, title in publication.title.items()}
    )


def dataset_description(dataset: Dataset, publication: Publication) -> LanguageMap:
    """A dataset's description: the publication's, and which part of it this is."""
    words = {"de": "Dieser Datensatz", "en": "This dataset"}
    parts = {tag: f" {words[tag]}: {part}." for tag in words if (part := _part(dataset, tag))}
    return LanguageMap({tag: whole + parts.get(tag, "") for tag, whole in publication.description.items()})


def _part(dataset: Dataset, tag: str) -> str:
    """Which part of the publication a dataset is: the place it is about; nothing, where it is the whole."""
    if dataset.id == OTHERS:
        return {"de": "ohne Gebietsangabe", "en": "no area stated"}.get(tag, "")
    return (areas.name(dataset.area) if dataset.area else None) or ""


def catalog(edition: Edition, datasets: Sequence[Resource], view: Resource | None = None) -> Resource:
    """The catalogue with some of its datasets (DCAT-AP 3.0.1, Catalogue); `view` is the page that holds no others."""
    publication = edition.publication

    def pairs() -> Pairs:
        yield DCT.title, TEXT.write(publication.title)
        yield DCT.description, TEXT.write(publication.description)
        yield DCT.publisher, [one.iri for one in publisher(publication)]
        yield FOAF.homepage, [_page(publication.base)]
        yield DCT.language, _languages([*publication.title, *publication.description, publication.language])
        yield DCT.license, _licence(publication)
        yield DCT.issued, _days(min(_known(one.issued for one in edition.datasets), default=None))
        yield DCT.modified, _days(max(_known(one.modified for one in edition.datasets), default=None))
        yield DCT.spatial, map(_place, _keys(publication))
        yield DCAT.themeTaxonomy, [codes.LISTS["data-theme"].scheme]
        yield DCAT.dataset, datasets
        if view:
            yield HYDRA.totalItems, [Literal(str(len(edition.datasets)), XSD.integer)]
            yield HYDRA.view, [view]

    return resource(catalog_iri(publication), (DCAT.Catalog, HYDRA.Collection) if view else (DCAT.Catalog,), pairs())


def dataset(one: Dataset, publication: Publication, dumps: Iterable[Dump]) -> Resource:
    """A dataset with its distributions (DCAT-AP.de 3.0, Dataset). Its identifier is its IRI: unique to all portals."""
    iri = dataset_iri(one.id, publication)
    place = areas.name(one.area) if one.area else None
    keys = (one.area,) if one.area else _keys(publication)
    given = {dump.format: dump for dump in dumps if dump.dataset == one.id}

    def pairs() -> Pairs:
        yield DCT.title, TEXT.write(dataset_title(one, publication))
        yield DCT.description, TEXT.write(dataset_description(one, publication))
        yield DCT.identifier, [Literal(iri)]
        yield DCT.publisher, [tree.iri for tree in publisher(publication)]
        yield DCAT.contactPoint, [tree.iri for tree in contact(publication)]
        yield DCT.language, _languages([publication.language, *_tags(one.trees)])
        yield DCT.issued, _days(one.issued)
        yield DCT.modified, _days(one.modified)
        yield DCT.temporal, _period(one.records, iri)
        yield DCT.spatial, map(_place, keys)
        yield DCATDE.politicalGeocodingLevelURI, [code_iri("geocoding-level", _LEVELS[len(key)]) for key in keys]
        yield DCAT.theme, [code_iri("data-theme", theme) for theme in publication.themes]
        yield DCAT.keyword, [*TEXTS.write(publication.keywords), *([text(place, "de")] if place else [])]
        yield DCT.accrualPeriodicity, [code_iri("frequency", publication.frequency)] if publication.frequency else []
        yield DCT.accessRights, [code_iri("access-right", "PUBLIC")]
        yield DCAT.landingPage, [_page(iri + HTML.suffix)]
        yield DCATDE.contributorID, [Iri(publication.contributor_id)] if publication.contributor_id else []
        yield AG.publicationBasis, [BASES[publication.publication_basis]] if publication.publication_basis else []
        yield DCAT.distribution, [_distribution(given[form], one, publication) for form in FORMS if form in given]

    return resource(iri, (DCAT.Dataset,), pairs())


def publisher(publication: Publication) -> tuple[Resource, ...]:
    """The publisher, where the settings name one (DCAT-AP 3.0.1, Agent)."""
    given = publication.publisher or Publisher()
    if not given.name:
        return ()

    def pairs() -> Pairs:
        yield FOAF.name, TEXT.write(given.name)
        yield FOAF.homepage, [_page(given.homepage)] if given.homepage else []
        yield DCT.type, [code_iri("publishertype", given.type)] if given.type else []

    return (resource(iris.fragment(catalog_iri(publication), "publisher"), (FOAF.Agent,), pairs()),)


def contact(publication: Publication) -> tuple[Resource, ...]:
    """The contact office, where it can be reached (DCAT-AP.de 3.0, Kind: one `fn`, links as IRIs)."""
    given = publication.contact or Contact()
    name = str(given.name) or str((publication.publisher or Publisher()).name)
    links: list[Pair] = [
        (VCARD.hasEmail, [iris.mailto(given.email)] if given.email else []),
        (VCARD.hasTelephone, [iris.tel(given.telephone)] if given.telephone else []),
        (VCARD.hasURL, [Iri(given.url)] if given.url else []),
    ]
    if not any(values for _, values in links):
        return ()
    called = (VCARD.fn, [Literal(name)] if name else [])
    return (
        resource(
            iris.fragment(catalog_iri(publication), "contact"), (VCARD.Kind, VCARD.Organization), [called, *links]
        ),
    )


def _distribution(dump: Dump, one: Dataset, publication: Publication) -> Resource:
    """A file of a dataset (DCAT-AP.de 3.0, Distribution). It is had at the address it is downloaded from."""
    form = FORMS[dump.format]
    name, german, english = _WORDS[dump.format]
    title = {tag: f"{text} ({name})" for tag, text in dataset_title(one, publication).items()}
    iri = iris.fragment(dataset_iri(one.id, publication), dump.format)

    def pairs() -> Pairs:
        yield DCT.title, TEXT.write(title)
        yield DCT.description, TEXT.write({"de": german, "en": english})
        yield DCAT.accessURL, [Iri(publication.base + dump.path)]
        yield DCAT.downloadURL, [Iri(publication.base + dump.path)]
        yield DCAT.mediaType, [Iri(codes.MEDIA_TYPES + form.media_type)]
        yield DCAT.compressFormat, [Iri(codes.MEDIA_TYPES + "application/gzip")] if form.is_packed else []
        yield DCT.format, [code_iri("file-type", form.file_type)]
        yield DCAT.byteSize, [Literal(str(dump.size), XSD.nonNegativeInteger)]
        yield (
            SPDX.checksum,
            [_checksum(iris.fragment(dataset_iri(one.id, publication), f"{dump.format}-sha256"), dump.sha256)],
        )
        yield DCT.license, _licence(publication)
        yield DCATDE.licenseAttributionByText, TEXT.write(_attribution(publication))
        yield DCATAP.availability, [code_iri("planned-availability", "AVAILABLE")]
        yield DCT.issued, _days(one.issued)
        yield DCT.modified, _days(one.modified)

    return resource(iri, (DCAT.Distribution,), pairs())


def _checksum(iri: Iri, sha256: str) -> Resource:
    value = Literal(sha256, XSD.hexBinary)
    return resource(
        iri, (SPDX.Checksum,), [(SPDX.algorithm, [SPDX.checksumAlgorithm_sha256]), (SPDX.checksumValue, [value])]
    )


def _attribution(publication: Publication) -> Mapping[str, str]:
    """Whom to name: who the settings say, else, where the licence asks that somebody be named, the publisher."""
    if publication.attribution or not codes.needs_attribution(publication.licence or ""):
        return publication.attribution
    return (publication.publisher or Publisher()).name


def _period(records: Iterable[Record], dataset: Iri) -> Iterator[Resource]:
    """The time the data speak of: from the first founding or beginning they tell, to the day of the newest record."""
    begun, known = set[str](), set[str]()
    for record in records:
        if isinstance(record, Alliance):
            begun |= {day for day in (record.founded, *(project.start for project in record.projects)) if day}
        elif isinstance(record, Project) and record.start:
            begun.add(record.start)
        known |= {day for day in [getattr(record, "modified", None)] if day}
    start, end = min(begun, default=None), max(known, default=None)
    if start and (end is None or start <= end):
        dates: list[Pair] = [(DCAT.startDate, [date(start)]), (DCAT.endDate, _days(end))]
        yield resource(iris.fragment(dataset, "period"), (DCT.PeriodOfTime,), dates)


def _place(key: str) -> Resource:
    place, name = geocode(key), areas.name(key)
    return resource(place.iri, place.types, [(SKOS.prefLabel, [text(name, "de")] if name else [])])


def _keys(publication: Publication) -> tuple[str, ...]:
    """The official keys of the area that a publication covers."""
    area = publication.area
    return (*area.states, *area.districts, *area.municipalities) if area else ()


def _licence(publication: Publication) -> list[Value]:
    """The licence; one that is in no list we know is still a licence document."""
    if publication.licence is None or codes.is_known("licence", publication.licence):
        return [Iri(publication.licence)] if publication.licence else []
    return [resource(Iri(publication.licence), (DCT.LicenseDocument,))]


def _page(address: str) -> Resource:
    return resource(Iri(address), (FOAF.Document,))


def _languages(tags: Iterable[str]) -> list[Iri]:
    return [one for tag in tags if (one := codes.language(tag))]


def _tags(trees: Iterable[Resource]) -> set[str]:
    """The languages that some trees have text in."""
    return {value.language for _, _, value in statements(trees) if isinstance(value, Literal) and value.language}


def _days(day: str | None) -> list[Value]:
    return [date(day)] if day else []


def _known(days: Iterable[str | None]) -> Iterator[str]:
    return (day for day in days if day)
