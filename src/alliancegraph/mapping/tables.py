"""The mapping as a table: which terms carry which field of which kind of node, and how a value crosses.

Where a fact has several terms, the first is the one read back. Fields with codecs are written and read by them; those
without stand here with their terms, and `write.py` and `read.py` have a function for them. Reports find the field of a
term here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from alliancegraph import iris
from alliancegraph.records import LanguageMap
from alliancegraph.records.types import ActivityKind, ActivityStatus, Qualifier
from alliancegraph.resource import Literal, Value, text
from alliancegraph.terms import (
    AG,
    CATEGORIES,
    DCT,
    FOAF,
    GDPR,
    KINDS,
    ORG,
    PROV,
    RDFS,
    SCHEMA,
    STATUSES,
    TOPICS,
    VCARD,
    XSD,
    Iri,
    Term,
)


class UnreadableError(ValueError):
    """A term that a codec cannot read: `code` and `values` of the finding."""

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values: dict[str, Any] = dict(values)
        super().__init__(code)


class Codec(NamedTuple):
    """How a field's value becomes RDF terms, and how those become the value again; raises `UnreadableError`."""

    write: Callable[[Any], Iterable[Value]]
    read: Callable[[list[Value]], Any]


class Field(NamedTuple):
    """A record field, its terms, how they are written, and how the first is read (None: a function does both)."""

    name: str
    terms: tuple[Term, ...]
    writes: tuple[tuple[tuple[Term, ...], Callable[[Any], Iterable[Value]]], ...] = ()
    read: Callable[[list[Value]], Any] | None = None


def _field(name: str, terms: tuple[Term, ...], *codecs: Codec) -> Field:
    """A field whose terms have a codec each, or share one."""
    if not codecs:
        return Field(name, terms)
    if len(codecs) == 1:
        return Field(name, terms, ((terms, codecs[0].write),), codecs[0].read)
    writes = tuple(((term,), codec.write) for term, codec in zip(terms, codecs, strict=True))
    return Field(name, terms, writes, codecs[0].read)


def lexical(value: Value) -> str:
    """The characters of a literal, or the IRI of a node."""
    return value.lexical if isinstance(value, Literal) else str(getattr(value, "iri", value))


def _language_map(values: Iterable[Value]) -> LanguageMap:
    return LanguageMap({(v.language or "de"): v.lexical for v in values if isinstance(v, Literal)})


def date(lexical_form: str) -> Literal:
    """A year, month or day as the XML Schema datatype of its length."""
    return Literal(lexical_form, {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(lexical_form), XSD.date))


def _codes(scheme: str) -> Codec:
    return Codec(
        lambda codes: [Iri(scheme + code) for code in codes],
        lambda values: tuple(sorted(lexical(value).removeprefix(scheme) for value in values)),
    )


def _code(scheme: str) -> Codec:
    return Codec(lambda code: [Iri(scheme + code)], lambda values: lexical(values[0]).removeprefix(scheme))


def _first(values: list[Value]) -> str:
    return lexical(values[0])


def _integer(values: list[Value]) -> int:
    return int(matched(values[0], "[+-]?[0-9]{1,99}", "eine ganze Zahl", "a whole number"))


def matched(value: Value, pattern: str, german: str, english: str) -> str:
    """The characters of a term that must have a form, and the words for what they are."""
    text = lexical(value)
    if not re.fullmatch(pattern, text):
        found = {"found_de": f"„{text}“", "found_en": f"'{text}'"}
        raise UnreadableError("type-mismatch", expected_de=german, expected_en=english, **found)
    return text


def choice(value: Value, allowed: Mapping[str, str]) -> str:
    """What `allowed` gives for a term."""
    if (term := lexical(value)) not in allowed:
        raise UnreadableError("choice", value=term, allowed=", ".join(allowed))
    return allowed[term]


TEXT = Codec(lambda value: [text(value[tag], tag) for tag in sorted(value)], _language_map)
TEXTS = Codec(
    lambda maps: [text(one[tag], tag) for one in maps for tag in sorted(one)],
    lambda values: tuple(_language_map([value]) for value in values),
)
LINE = Codec(lambda value: [Literal(value)], _first)
LINES = Codec(lambda values: [Literal(v) for v in values], lambda values: tuple(sorted(map(lexical, values))))
DATE = Codec(lambda value: [date(value)], _first)
LINK = Codec(lambda value: [Iri(value)], _first)
LINKS = Codec(lambda values: [Iri(v) for v in values], lambda values: tuple(sorted(map(lexical, values))))
JOINED = Codec(
    lambda lines: [Literal("\n".join(lines))] if lines else [], lambda values: tuple(_first(values).split("\n"))
)
INTEGER = Codec(lambda value: [Literal(str(value), XSD.integer)], _integer)

# Article 6(1) GDPR: (a) consent, (e) public interest or official authority, (f) legitimate interests.
BASES = {"consent": GDPR.A6_1_a, "public-task": GDPR.A6_1_e, "legitimate-interest": GDPR.A6_1_f}
_BASIS_OF = {str(iri): basis for basis, iri in BASES.items()}
BASIS = Codec(lambda basis: [BASES[basis]], lambda values: choice(values[0], _BASIS_OF))


def _one_of(scheme: str, codes: Any) -> Codec:
    """The code of a scheme that is closed: `codes` is the type that lists them."""
    iris_of = {scheme + code: code for code in get_args(codes)}
    return Codec(lambda code: [Iri(scheme + code)], lambda values: choice(values[0], iris_of))


_QUALIFIERS = {word: word for word in get_args(Qualifier)}
QUALIFIER = Codec(lambda word: [Literal(word)], lambda values: choice(values[0], _QUALIFIERS))

MAILBOXES = Codec(lambda values: [iris.mailto(v) for v in values], lambda values: ())
NUMBERS = Codec(lambda values: [iris.tel(v) for v in values], lambda values: ())

_NAME = _field("name", (SCHEMA.name, RDFS.label), TEXT)
_DESCRIPTION = _field("description", (SCHEMA.description, DCT.description), TEXT)

# What alliances and organisations share.
_AGENT = (
    _field("id", (DCT.identifier,), LINE),
    _NAME,
    _field("alternative_names", (SCHEMA.alternateName,), TEXTS),
    _field("founded", (SCHEMA.foundingDate,), DATE),
    _field("dissolved", (SCHEMA.dissolutionDate,), DATE),
    _DESCRIPTION,
    _field("contact_points", (SCHEMA.contactPoint, SCHEMA.address)),
    _field("homepage", (SCHEMA.url, FOAF.page), LINK),
    _field("profile_page", (AG.profilePage, SCHEMA.sameAs, SCHEMA.subjectOf, FOAF.page)),
    _field("same_as", (SCHEMA.sameAs,), LINKS),
    _field("images", (SCHEMA.image,)),
    _field("areas", (SCHEMA.areaServed, DCT.spatial)),
    _field("source", (SCHEMA.subjectOf,)),
    _field("modified", (SCHEMA.subjectOf,)),
)

PARTNER_COUNT = (
    _field("value", (AG.partnerCount,), INTEGER),
    _field("qualifier", (AG.partnerCountQualifier,), QUALIFIER),
    _field("as_of", (AG.partnerCountAsOf,), DATE),
)

ALLIANCE = (
    *_AGENT,
    _field("partner_count", tuple(field.terms[0] for field in PARTNER_COUNT)),
    _field("partner_categories", (AG.partnerCategory,), _codes(CATEGORIES)),
    _field("partners", (SCHEMA.member, ORG.hasMember)),
    _field("structure", (AG.structure,), TEXT),
    _field("focus_areas", (SCHEMA.knowsAbout, ORG.purpose)),
    _field("projects", (AG.activity, SCHEMA.subOrganization, SCHEMA.event)),
)

ORGANIZATION = (
    *_AGENT,
    _field("category", (ORG.classification,), _code(CATEGORIES)),
    _field("parent", (SCHEMA.parentOrganization, ORG.subOrganizationOf)),
    _field("funders", (SCHEMA.funder,)),
    _field("coordinates", (AG.coordinates,)),
)

CONTACT_POINT = (
    _field("id", (DCT.identifier,), LINE),
    _field("organization", (VCARD.organization_name, VCARD.fn)),
    _field("departments", (AG.departments, VCARD.organization_unit), JOINED, LINES),
    _field("person", (AG.contactPerson,)),
    _field("telephones", (SCHEMA.telephone, VCARD.hasTelephone), LINES, NUMBERS),
    _field("mobiles", (AG.mobile, SCHEMA.telephone, VCARD.hasTelephone), LINES, LINES, NUMBERS),
    _field("faxes", (SCHEMA.faxNumber,), LINES),
    _field("emails", (SCHEMA.email, VCARD.hasEmail), LINES, MAILBOXES),
    _field("url", (SCHEMA.url, VCARD.hasURL), LINK),
    _field("opening_hours", (SCHEMA.hoursAvailable,)),
)

# On the office's vcard:Address; the same facts stand on the owner's schema:PostalAddress.
ADDRESS = (
    _field("care_of", (AG.careOf,), LINE),
    _field("post_office_box", (AG.postOfficeBox,), LINE),
    _field("street", (VCARD.street_address,), LINE),
    _field("postal_code", (VCARD.postal_code,), LINE),
    _field("locality", (VCARD.locality,), LINE),
    _field("country", (VCARD.country_name,), LINE),
)
POSTAL_ADDRESS = (
    _field("care_of", (SCHEMA.extendedAddress,), LINE),
    _field("post_office_box", (SCHEMA.postOfficeBoxNumber,), LINE),
    _field("street", (SCHEMA.streetAddress,), LINE),
    _field("postal_code", (SCHEMA.postalCode,), LINE),
    _field("locality", (SCHEMA.addressLocality,), LINE),
    _field("country", (SCHEMA.addressCountry,), LINE),
)

PERSON = (
    _field("name", (SCHEMA.name, VCARD.fn), LINE),
    _field("role", (SCHEMA.jobTitle,), TEXT),
    _field("publication_basis", (AG.publicationBasis,), BASIS),
)

FOCUS_AREA = (
    _field("text", (SCHEMA.name,), TEXT),
    _field("topic", (AG.topic,), _code(TOPICS)),
)

PROJECT = (
    _field("id", (DCT.identifier,), LINE),
    _NAME,
    _DESCRIPTION,
    _field("status", (AG.activityStatus,), _one_of(STATUSES, ActivityStatus)),
    _field("kind", (AG.activityKind,), _one_of(KINDS, ActivityKind)),
    _field("start", (AG.start,), DATE),
    _field("end", (AG.end,), DATE),
    _field("of", (AG.activityOf,)),
)

IMAGE = (
    _field("url", (SCHEMA.contentUrl,), LINK),
    _field("licence", (SCHEMA.license,), LINK),
    _field("credit", (SCHEMA.creditText,), LINE),
)

RECORD = (_field("modified", (DCT.modified, SCHEMA.dateModified), DATE),)
SOURCE = (
    _field("url", (SCHEMA.url,), LINK),
    _field("retrieved", (AG.retrieved,), DATE),
    _field("licence", (DCT.license, SCHEMA.license), LINK),
)
DERIVED_FROM = (PROV.wasDerivedFrom, SCHEMA.isBasedOn)
