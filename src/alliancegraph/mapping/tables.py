"""The mapping as a table: which terms carry which field of which kind of node, and how a value crosses.

Where a fact has several terms, the first is the one read back. Fields with codecs are written and read by them; those
without stand here with their terms, and `write.py` and `read.py` have a function for them. Reports find the field of a
term here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from alliancegraph import iris
from alliancegraph.records import LanguageMap
from alliancegraph.records.types import ActivityKind, ActivityStatus, Qualifier
from alliancegraph.resource import Kind, Literal, Value, german_first, ordered, text
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
    """How a field's value becomes RDF terms of a kind, and how those become the value again; raises `UnreadableError`.

    Terms are written in canonical order, each once: as `resource.ordered` has them. `many`: the value is a list or a
    map, and is not written where it is empty.
    """

    kind: Kind
    write: Callable[[Any], tuple[Value, ...]]
    read: Callable[[list[Value]], Any]
    many: bool = False


class Field(NamedTuple):
    """A record field, its terms, how they are written, and how the first is read (None: a function does both)."""

    name: str
    terms: tuple[Term, ...]
    writes: tuple[tuple[tuple[Term, ...], Codec], ...] = ()
    read: Callable[[list[Value]], Any] | None = None


def _field(name: str, terms: tuple[Term, ...], *codecs: Codec | None) -> Field:
    """A field whose terms have a codec each (None: a function writes the term), or share one."""
    if not codecs:
        return Field(name, terms)
    groups = [(term,) for term in terms] if len(codecs) > 1 else [terms]
    writes = tuple((group, codec) for group, codec in zip(groups, codecs, strict=True) if codec)
    return Field(name, terms, writes, codecs[0] and codecs[0].read)


def _inside(name: str, fields: tuple[Field, ...]) -> Field:
    """A part without a node of its own: its fields are written on its owner's; a function reads them."""

    def of(field: str, codec: Codec) -> Codec:
        write = codec.write
        return codec._replace(write=lambda part: () if (value := getattr(part, field)) is None else write(value))

    writes = tuple((terms, of(field.name, codec)) for field in fields for terms, codec in field.writes)
    return Field(name, tuple(field.terms[0] for field in fields), writes)


def lexical(value: Value) -> str:
    """The characters of a literal, or the IRI of a node."""
    return value.lexical if isinstance(value, Literal) else str(getattr(value, "iri", value))


def _language_map(values: Iterable[Value]) -> LanguageMap:
    return LanguageMap({(v.language or "de"): v.lexical for v in values if isinstance(v, Literal)})


_SHORT_DATES = {4: XSD.gYear, 7: XSD.gYearMonth}


def date(lexical_form: str) -> Literal:
    """A year, month or day as the XML Schema datatype of its length."""
    return Literal(lexical_form, _SHORT_DATES.get(len(lexical_form), XSD.date))


def _each(make: Callable[[str], Value]) -> Callable[[Sequence[str]], tuple[Value, ...]]:
    """Writes each of some texts as a term; `make` keeps their order."""

    def write(values: Sequence[str]) -> tuple[Value, ...]:
        if len(values) == 1:
            return (make(values[0]),)
        return tuple([make(value) for value in sorted(set(values))])

    return write


def _codes(scheme: str) -> Codec:
    return Codec(
        Kind.IRI,
        _each(lambda code: Iri(scheme + code)),
        lambda values: tuple(sorted(lexical(value).removeprefix(scheme) for value in values)),
        many=True,
    )


def _code(scheme: str) -> Codec:
    return Codec(Kind.IRI, lambda code: (Iri(scheme + code),), lambda values: lexical(values[0]).removeprefix(scheme))


def _first(values: list[Value]) -> str:
    return lexical(values[0])


def _whole_number(value: int) -> tuple[Value, ...]:
    return (Literal(str(value), XSD.integer),)


_SMALL = {value: _whole_number(value) for value in range(100)}  # positions in lists, of which every node has one


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


def _texts(value: LanguageMap) -> tuple[Value, ...]:
    if len(value) == 1:
        (tag,) = value
        return (text(value[tag], tag),)
    return tuple([text(value[tag], tag) for tag in sorted(value, key=german_first)])


def _read_texts(values: list[Value]) -> tuple[str, ...]:
    return tuple(sorted(map(lexical, values)))


TEXT = Codec(Kind.TEXT, _texts, _language_map, many=True)
TEXTS = Codec(
    Kind.TEXT,
    lambda maps: ordered([one for value in maps for one in _texts(value)]),
    lambda values: tuple(_language_map([value]) for value in values),
    many=True,
)
LINE = Codec(Kind.LINE, lambda value: (Literal(value),), _first)
LINES = Codec(Kind.LINE, _each(Literal), _read_texts, many=True)
DATE = Codec(Kind.TYPED, lambda value: (date(value),), _first)
LINK = Codec(Kind.IRI, lambda value: (Iri(value),), _first)
LINKS = Codec(Kind.IRI, _each(Iri), _read_texts, many=True)
JOINED = Codec(
    Kind.LINE, lambda lines: (Literal("\n".join(lines)),), lambda values: tuple(_first(values).split("\n")), many=True
)
INTEGER = Codec(Kind.INTEGER, lambda value: _SMALL.get(value) or _whole_number(value), _integer)


def _one_of(kind: Kind, terms: Mapping[str, Value]) -> Codec:
    """A word of a closed list, and the term of each."""
    written = {word: (term,) for word, term in terms.items()}
    words = {lexical(term): word for word, term in terms.items()}
    return Codec(kind, written.__getitem__, lambda values: choice(values[0], words))


def _concepts(scheme: str, codes: Any) -> Codec:
    """The code of a scheme that is closed: `codes` is the type that lists them."""
    return _one_of(Kind.IRI, {code: Iri(scheme + code) for code in get_args(codes)})


# Article 6(1) GDPR: (a) consent, (e) public interest or official authority, (f) legitimate interests.
BASES = {"consent": GDPR.A6_1_a, "public-task": GDPR.A6_1_e, "legitimate-interest": GDPR.A6_1_f}
BASIS = _one_of(Kind.IRI, BASES)
QUALIFIER = _one_of(Kind.LINE, {word: Literal(word) for word in get_args(Qualifier)})

MAILBOXES = Codec(Kind.IRI, lambda values: ordered(list(map(iris.mailto, values))), lambda values: (), many=True)
NUMBERS = Codec(Kind.IRI, _each(iris.tel), lambda values: (), many=True)

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
    _inside("partner_count", PARTNER_COUNT),
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
    _field("organization", (VCARD.organization_name, VCARD.fn), LINE, None),
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
    _field("status", (AG.activityStatus,), _concepts(STATUSES, ActivityStatus)),
    _field("kind", (AG.activityKind,), _concepts(KINDS, ActivityKind)),
    _field("start", (AG.start,), DATE),
    _field("end", (AG.end,), DATE),
    _field("of", (AG.activityOf,)),
)


class Activity(NamedTuple):
    """How activities of a kind are described: their class, the links to and from their owner, their fields."""

    cls: Term
    to_owner: Term
    from_owner: Term | None
    fields: tuple[Field, ...]


def _activity(cls: Term, to_owner: Term, from_owner: Term | None = None, **dates: Term) -> Activity:
    """An activity whose dates have terms of its class too."""
    fields = (_field(f.name, (*f.terms, dates[f.name]), DATE) if f.name in dates else f for f in PROJECT)
    return Activity(cls, to_owner, from_owner, tuple(fields))


# Courses have no link from their owner and no dates in schema.org; ag:activity, ag:start and ag:end serve all kinds.
_PROJECT = _activity(
    SCHEMA.Project,
    SCHEMA.parentOrganization,
    SCHEMA.subOrganization,
    start=SCHEMA.foundingDate,
    end=SCHEMA.dissolutionDate,
)
_EVENT_DATES = {"start": SCHEMA.startDate, "end": SCHEMA.endDate}
ACTIVITIES = {
    "project": _PROJECT,
    "survey": _PROJECT,
    "event": _activity(SCHEMA.Event, SCHEMA.organizer, SCHEMA.event, **_EVENT_DATES),
    "event-series": _activity(SCHEMA.EventSeries, SCHEMA.organizer, SCHEMA.event, **_EVENT_DATES),
    "course": _activity(SCHEMA.Course, SCHEMA.provider),
}


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
