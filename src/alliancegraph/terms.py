"""Closed namespaces: every vocabulary term this library emits, and the prefix table.

A term is an attribute of its vocabulary, so that a misspelt one is an error of mypy and of the import, never a triple.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

BASE = "https://w3id.org/alliancegraph/"

if TYPE_CHECKING:

    class Iri(str):
        """An IRI (RFC 3987), absolute."""

        __slots__ = ()

    class Term(Iri):
        """An IRI of a vocabulary: a class, a property, a datatype."""

        __slots__ = ()

else:
    # Types for those who read and check the code. While it runs they are plain strings: there are a hundred to a
    # record, and those the collector of cycles need not look at.
    Iri = Term = str


def curie(iri: Iri) -> str:
    """The prefixed name of a term (`schema:name`); an IRI that no vocabulary here has stays."""
    return _CURIES.get(iri, iri)


_CURIES: dict[str, str] = {}


class Vocabulary:
    """A closed namespace: each annotated name becomes a `Term`; with `hyphens`, `_` in a name stands for `-`."""

    prefix: ClassVar[str]
    namespace: ClassVar[str]
    hyphens: ClassVar[bool]

    def __init_subclass__(cls, prefix: str, namespace: str, hyphens: bool = False) -> None:
        cls.prefix, cls.namespace, cls.hyphens = prefix, namespace, hyphens
        for name in cls.__annotations__:
            local = name.replace("_", "-") if hyphens else name
            term = Term(namespace + local)
            _CURIES[term] = f"{prefix}:{local}"
            setattr(cls, name, term)
        VOCABULARIES.append(cls)

    @classmethod
    def terms(cls) -> tuple[Term, ...]:
        """All terms of this vocabulary that the library knows, in the order of their declaration."""
        return tuple(getattr(cls, name) for name in cls.__annotations__)


VOCABULARIES: list[type[Vocabulary]] = []


class RDF(Vocabulary, prefix="rdf", namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF 1.1."""

    type: Term
    langString: Term


class RDFS(Vocabulary, prefix="rdfs", namespace="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema 1.1."""

    label: Term


class XSD(Vocabulary, prefix="xsd", namespace="http://www.w3.org/2001/XMLSchema#"):
    """XML Schema datatypes."""

    string: Term
    integer: Term
    nonNegativeInteger: Term
    hexBinary: Term
    date: Term
    gYear: Term
    gYearMonth: Term
    time: Term


class SH(Vocabulary, prefix="sh", namespace="http://www.w3.org/ns/shacl#"):
    """SHACL: only the severities; shapes are data."""

    Violation: Term
    Warning: Term
    Info: Term


class SCHEMA(Vocabulary, prefix="schema", namespace="https://schema.org/"):
    """schema.org, always by https."""

    AdministrativeArea: Term
    City: Term
    ContactPoint: Term
    Course: Term
    DefinedTerm: Term
    DigitalDocument: Term
    Event: Term
    EventSeries: Term
    ImageObject: Term
    OpeningHoursSpecification: Term
    Organization: Term
    Person: Term
    PostalAddress: Term
    Project: Term
    State: Term
    WebPage: Term
    Monday: Term
    Tuesday: Term
    Wednesday: Term
    Thursday: Term
    Friday: Term
    Saturday: Term
    Sunday: Term
    about: Term
    address: Term
    addressCountry: Term
    addressLocality: Term
    alternateName: Term
    areaServed: Term
    closes: Term
    contactPoint: Term
    containedInPlace: Term
    contentUrl: Term
    creditText: Term
    dateModified: Term
    dayOfWeek: Term
    description: Term
    dissolutionDate: Term
    email: Term
    endDate: Term
    event: Term
    extendedAddress: Term
    faxNumber: Term
    foundingDate: Term
    funder: Term
    hoursAvailable: Term
    image: Term
    isBasedOn: Term
    jobTitle: Term
    knowsAbout: Term
    license: Term
    member: Term
    memberOf: Term
    mentions: Term
    name: Term
    opens: Term
    organizer: Term
    parentOrganization: Term
    postOfficeBoxNumber: Term
    postalCode: Term
    provider: Term
    sameAs: Term
    startDate: Term
    streetAddress: Term
    subOrganization: Term
    subjectOf: Term
    telephone: Term
    url: Term


class VCARD(Vocabulary, prefix="vcard", namespace="http://www.w3.org/2006/vcard/ns#", hyphens=True):
    """W3C vCard ontology; its hyphens are underscores here."""

    Address: Term
    Individual: Term
    Kind: Term
    Organization: Term
    country_name: Term
    fn: Term
    hasAddress: Term
    hasEmail: Term
    hasTelephone: Term
    hasURL: Term
    locality: Term
    organization_name: Term
    organization_unit: Term
    postal_code: Term
    street_address: Term


class ORG(Vocabulary, prefix="org", namespace="http://www.w3.org/ns/org#"):
    """W3C Organization ontology."""

    Organization: Term
    classification: Term
    hasMember: Term
    memberOf: Term
    purpose: Term
    subOrganizationOf: Term


class DCT(Vocabulary, prefix="dct", namespace="http://purl.org/dc/terms/"):
    """Dublin Core terms."""

    Frequency: Term
    LicenseDocument: Term
    LinguisticSystem: Term
    Location: Term
    MediaType: Term
    MediaTypeOrExtent: Term
    PeriodOfTime: Term
    RightsStatement: Term
    accessRights: Term
    accrualPeriodicity: Term
    description: Term
    format: Term
    identifier: Term
    issued: Term
    language: Term
    license: Term
    modified: Term
    publisher: Term
    spatial: Term
    temporal: Term
    title: Term
    type: Term


class FOAF(Vocabulary, prefix="foaf", namespace="http://xmlns.com/foaf/0.1/"):
    """FOAF."""

    Agent: Term
    Document: Term
    homepage: Term
    name: Term
    page: Term
    primaryTopic: Term
    topic: Term


class PROV(Vocabulary, prefix="prov", namespace="http://www.w3.org/ns/prov#"):
    """PROV-O."""

    wasDerivedFrom: Term


class SKOS(Vocabulary, prefix="skos", namespace="http://www.w3.org/2004/02/skos/core#"):
    """SKOS, for entries of others' code lists; our own lists are data."""

    Concept: Term
    ConceptScheme: Term
    inScheme: Term
    prefLabel: Term


class DCAT(Vocabulary, prefix="dcat", namespace="http://www.w3.org/ns/dcat#"):
    """DCAT 3."""

    Catalog: Term
    Dataset: Term
    Distribution: Term
    accessURL: Term
    byteSize: Term
    compressFormat: Term
    contactPoint: Term
    dataset: Term
    distribution: Term
    downloadURL: Term
    endDate: Term
    keyword: Term
    landingPage: Term
    mediaType: Term
    startDate: Term
    theme: Term
    themeTaxonomy: Term


class DCATAP(Vocabulary, prefix="dcatap", namespace="http://data.europa.eu/r5r/"):
    """DCAT-AP's own terms, by the namespace of its specification."""

    availability: Term


class DCATDE(Vocabulary, prefix="dcatde", namespace="http://dcat-ap.de/def/dcatde/"):
    """The German additions to DCAT-AP."""

    contributorID: Term
    licenseAttributionByText: Term
    politicalGeocodingLevelURI: Term


class SPDX(Vocabulary, prefix="spdx", namespace="http://spdx.org/rdf/terms#"):
    """SPDX, for checksums."""

    Checksum: Term
    ChecksumAlgorithm: Term
    algorithm: Term
    checksum: Term
    checksumAlgorithm_sha256: Term
    checksumValue: Term


class HYDRA(Vocabulary, prefix="hydra", namespace="http://www.w3.org/ns/hydra/core#"):
    """Hydra, for the pages of a long catalogue."""

    Collection: Term
    PartialCollectionView: Term
    first: Term
    last: Term
    next: Term
    previous: Term
    totalItems: Term
    view: Term


class VOID(Vocabulary, prefix="void", namespace="http://rdfs.org/ns/void#"):
    """VoID, which describes the linked data themselves."""

    Dataset: Term
    DatasetDescription: Term
    dataDump: Term
    exampleResource: Term
    feature: Term
    triples: Term
    uriSpace: Term
    vocabulary: Term


class AG(Vocabulary, prefix="ag", namespace=BASE + "ns#"):
    """The project's own vocabulary: ontology/alliancegraph.ttl."""

    Activity: Term
    Alliance: Term
    ContactPoint: Term
    FocusArea: Term
    Organization: Term
    Record: Term
    activity: Term
    activityKind: Term
    activityOf: Term
    activityStatus: Term
    careOf: Term
    contactPerson: Term
    coordinates: Term
    departments: Term
    end: Term
    mobile: Term
    openingHours: Term
    order: Term
    partnerCategory: Term
    partnerCount: Term
    partnerCountAsOf: Term
    partnerCountQualifier: Term
    postOfficeBox: Term
    profilePage: Term
    publicationBasis: Term
    retrieved: Term
    start: Term
    structure: Term
    topic: Term


class GDPR(Vocabulary, prefix="eu-gdpr", namespace="https://w3id.org/dpv/legal/eu/gdpr#", hyphens=True):
    """Legal bases of the GDPR in the Data Privacy Vocabulary; `A6-1-a` is Article 6(1)(a)."""

    A6_1_a: Term
    A6_1_e: Term
    A6_1_f: Term


# Concept schemes of ontology/: a concept's IRI is the scheme's prefix and its code.
CATEGORIES = BASE + "partner-categories#"
TOPICS = BASE + "focus-areas#"
STATUSES = BASE + "activity-status#"
KINDS = BASE + "activity-kinds#"

PREFIXES: dict[str, str] = {v.prefix: v.namespace for v in VOCABULARIES} | {
    "ag-category": CATEGORIES,
    "ag-topic": TOPICS,
    "ag-status": STATUSES,
    "ag-kind": KINDS,
}
"""Prefix to namespace, for every writer."""
