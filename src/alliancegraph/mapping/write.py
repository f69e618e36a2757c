"""Record -> Resource: one function per record type, over the table in `tables.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alliancegraph import iris
from alliancegraph.mapping import tables
from alliancegraph.mapping.index import Index
from alliancegraph.mapping.normal import DAYS, parsed_hours
from alliancegraph.mapping.places import geocode, lowest_key
from alliancegraph.mapping.tables import LINK, MAILBOXES, NUMBERS, Field, date
from alliancegraph.records import (
    Alliance,
    ContactPoint,
    FocusArea,
    Image,
    Organization,
    Person,
    Project,
    Record,
    Source,
)
from alliancegraph.resource import Literal, Resource, Value, nodes, resource
from alliancegraph.terms import AG, DCT, FOAF, ORG, SCHEMA, TOPICS, VCARD, XSD, Iri, Term

Pairs = Iterator[tuple[Term, Iterable[Value]]]

ALLIANCE_TYPES = (AG.Alliance, ORG.Organization, SCHEMA.Organization)
ORGANIZATION_TYPES = (AG.Organization, ORG.Organization, SCHEMA.Organization)
CONTACT_POINT_TYPES = (AG.ContactPoint, SCHEMA.ContactPoint, VCARD.Kind, VCARD.Organization)
PERSON_TYPES = (SCHEMA.Person, VCARD.Individual, VCARD.Kind)
FOCUS_AREA_TYPES = (AG.FocusArea, SCHEMA.DefinedTerm)
RECORD_TYPES = (AG.Record, SCHEMA.DigitalDocument)

# kind -> class, link to the owner, link from the owner, start, end. Courses have no link from an organisation and no
# dates in schema.org; ag:activity, ag:start and ag:end serve all kinds.
_Activity = tuple[Term, Term, Term | None, Term | None, Term | None]
_PROJECT: _Activity = (
    SCHEMA.Project,
    SCHEMA.parentOrganization,
    SCHEMA.subOrganization,
    SCHEMA.foundingDate,
    SCHEMA.dissolutionDate,
)
ACTIVITIES: dict[str, _Activity] = {
    "project": _PROJECT,
    "survey": _PROJECT,
    "event": (SCHEMA.Event, SCHEMA.organizer, SCHEMA.event, SCHEMA.startDate, SCHEMA.endDate),
    "event-series": (SCHEMA.EventSeries, SCHEMA.organizer, SCHEMA.event, SCHEMA.startDate, SCHEMA.endDate),
    "course": (SCHEMA.Course, SCHEMA.provider, None, None, None),
}

_WEEK = (
    SCHEMA.Monday,
    SCHEMA.Tuesday,
    SCHEMA.Wednesday,
    SCHEMA.Thursday,
    SCHEMA.Friday,
    SCHEMA.Saturday,
    SCHEMA.Sunday,
)
WEEKDAYS = dict(zip(DAYS, _WEEK, strict=True))


def map_record(record: Record, index: Index) -> Resource:
    """The tree of one published record."""
    if isinstance(record, Alliance):
        return _alliance(record, index)
    if isinstance(record, Organization):
        return _organization(record, index.organization(record.id or ""), index)
    owner = index.owner(record.of or "")
    if isinstance(record, ContactPoint):
        return _contact_point(record, iris.part(owner, "contact", record.id), owner, None, None, index, alone=True)
    return _project(record, iris.part(owner, "project", record.id), owner, None, index, alone=True)


def _regular(fields: Iterable[Field], value: Any) -> Pairs:
    """The properties of all fields that have a codec."""
    for name, _, writes, _ in fields:
        if writes and (item := getattr(value, name)) is not None and item != ():
            for terms, write in writes:
                written = write(item)
                for term in terms:
                    yield term, written


def _alliance(alliance: Alliance, index: Index) -> Resource:
    iri = iris.thing(index.base, "alliance", alliance.id)
    activities = [
        _project(project, iris.part(iri, "project", project.id), iri, position, index)
        for position, project in enumerate(alliance.projects, start=1)
    ] + [map_record(part, index) for part in index.parts.get(alliance.id, ()) if isinstance(part, Project)]
    partners = list(_organizations(alliance.partners, iri, "partner", index, member_of=iri))
    focus_areas = [_focus_area(area, iris.part(iri, "focus", n), n) for n, area in enumerate(alliance.focus_areas, 1)]

    def pairs() -> Pairs:
        yield from _agent(alliance, iri, tables.ALLIANCE, index)
        if count := alliance.partner_count:
            yield from _regular(tables.PARTNER_COUNT, count)
        yield SCHEMA.member, partners
        yield ORG.hasMember, _references(partners)
        yield SCHEMA.knowsAbout, focus_areas
        yield ORG.purpose, [Iri(TOPICS + area.topic) for area in alliance.focus_areas if area.topic]
        yield from _linked(activities)
        yield SCHEMA.subjectOf, [_record(alliance, iri, index, partners)]

    return resource(iri, ALLIANCE_TYPES, pairs())


def _organization(
    organization: Organization, iri: Iri, index: Index, *, inline: bool = False, member_of: Iri | None = None
) -> Resource:
    activities = [
        map_record(part, index) for part in index.parts.get(organization.id or "", ()) if isinstance(part, Project)
    ]
    parent = list(_organizations((organization.parent,) if organization.parent else (), iri, "parent", index))
    funders = list(_organizations(organization.funders, iri, "funder", index))
    alliances = index.members.get(organization.id, ()) if organization.id else (member_of,) if member_of else ()

    def pairs() -> Pairs:
        yield from _agent(organization, iri, tables.ORGANIZATION, index)
        yield SCHEMA.memberOf, alliances
        yield ORG.memberOf, alliances
        yield SCHEMA.parentOrganization, parent
        yield ORG.subOrganizationOf, _references(parent)
        yield SCHEMA.funder, funders
        yield AG.coordinates, [iris.thing(index.base, "alliance", id) for id in organization.coordinates]
        yield from _linked(activities)
        if not inline:
            yield SCHEMA.subjectOf, [_record(organization, iri, index, (*funders, *parent))]

    return resource(iri, ORGANIZATION_TYPES, pairs())


def _organizations(
    items: Sequence[str | Organization], owner: Iri, segment: str, index: Index, member_of: Iri | None = None
) -> Iterator[Value]:
    """References and inline organisations; one without id lives under its owner, numbered in the canonical order."""
    unnamed = 0
    for item in items:
        if isinstance(item, str):
            yield index.organization(item)
        elif item.id:
            yield _organization(item, index.organization(item.id), index, inline=True)
        else:
            unnamed += 1
            iri = iris.part(owner, segment, unnamed)
            yield _organization(item, iri, index, inline=True, member_of=member_of)


def _linked(activities: Iterable[Resource]) -> Pairs:
    """The links to an organisation's activities."""
    for activity in activities:
        yield AG.activity, [activity]
        if link := next(link for cls, _, link, *_ in ACTIVITIES.values() if cls in activity.types):
            yield link, [activity.iri]


def _references(values: Iterable[Value]) -> list[Value]:
    return [value.iri if isinstance(value, Resource) else value for value in values]


def _agent(agent: Alliance | Organization, iri: Iri, fields: Iterable[Field], index: Index) -> Pairs:
    """What alliances and organisations share."""
    yield from _regular(fields, agent)
    alone = [part for part in index.parts.get(agent.id or "", ()) if isinstance(part, ContactPoint)]
    offices = [
        _contact_point(card, iris.part(iri, "contact", card.id), iri, agent, position, index)
        for position, card in enumerate(agent.contact_points, start=1)
    ] + [
        _contact_point(card, iris.part(iri, "contact", card.id), iri, agent, None, index, alone=True) for card in alone
    ]
    yield SCHEMA.contactPoint, offices
    with_address = next((card for card in (*agent.contact_points, *alone) if _has_address(card)), None)
    if with_address:
        postal = _regular(tables.POSTAL_ADDRESS, with_address)
        yield SCHEMA.address, [resource(iris.part(iri, "address"), (SCHEMA.PostalAddress,), postal)]
    if page := agent.profile_page:
        yield AG.profilePage, [Iri(page)]
        yield FOAF.page, [Iri(page)]
        if len(index.pages[page]) > 1:
            yield SCHEMA.subjectOf, [Resource(Iri(page), (SCHEMA.WebPage,))]
        else:
            yield SCHEMA.sameAs, [Iri(page)]
    yield SCHEMA.image, [_image(image, iris.part(iri, "image", n), n) for n, image in enumerate(agent.images, 1)]
    for area in agent.areas:
        yield SCHEMA.areaServed, [index.place(lowest_key(area))]
        yield DCT.spatial, [geocode(key) for key in (area.municipality, area.district, area.state) if key]


def _contact_point(
    card: ContactPoint,
    iri: Iri,
    owner: Iri,
    agent: Alliance | Organization | None,
    position: int | None,
    index: Index,
    *,
    alone: bool = False,
) -> Resource:
    reachable = card.emails or card.telephones or card.mobiles or card.url
    fallback = None if reachable or agent is None else agent.profile_page or agent.homepage

    def pairs() -> Pairs:
        yield from _regular(tables.CONTACT_POINT, card)
        if card.organization is not None:
            yield VCARD.organization_name, [Literal(card.organization)]
        name = card.organization or (str(agent.name) if agent else "")
        yield VCARD.fn, [Literal(name)] if name else []
        if _has_address(card):
            address = resource(iris.part(iri, "address"), (VCARD.Address,), _regular(tables.ADDRESS, card))
            yield VCARD.hasAddress, [address]
        if card.person:
            yield AG.contactPerson, [_person(card.person, iri, card, fallback)]
        yield VCARD.hasURL, LINK.write(fallback) if fallback else []
        hours = enumerate(card.opening_hours, start=1)
        yield SCHEMA.hoursAvailable, [_hours(text, iris.part(iri, "hours", n), n) for n, text in hours]
        yield AG.order, [_order(position)] if position else []
        yield SCHEMA.subjectOf, [_record(card, iri, index)] if alone else []

    return resource(iri, CONTACT_POINT_TYPES, pairs())


def _has_address(card: ContactPoint) -> bool:
    lines = (card.care_of, card.post_office_box, card.street, card.postal_code, card.locality)
    return any(line is not None for line in lines) or card.country != "DE"


def _person(person: Person, office: Iri, card: ContactPoint, fallback: str | None) -> Resource:
    """The person of an office, reachable as the office is: a card needs one of hasEmail, hasTelephone, hasURL."""

    def pairs() -> Pairs:
        yield from _regular(tables.PERSON, person)
        yield SCHEMA.contactPoint, [office]
        yield VCARD.hasEmail, MAILBOXES.write(card.emails)
        yield VCARD.hasTelephone, NUMBERS.write((*card.telephones, *card.mobiles))
        page = card.url or fallback
        yield VCARD.hasURL, LINK.write(page) if page else []

    return resource(iris.part(office, "person"), PERSON_TYPES, pairs())


def _hours(text_: str, iri: Iri, position: int) -> Resource:
    def pairs() -> Pairs:
        if hours := parsed_hours(text_):
            days, opens, closes = hours
            yield SCHEMA.dayOfWeek, [WEEKDAYS[day] for day in days]
            yield SCHEMA.opens, [Literal(f"{opens}:00", XSD.time)]
            yield SCHEMA.closes, [Literal(f"{closes}:00", XSD.time)]
        else:
            yield AG.openingHours, [Literal(text_)]
        yield AG.order, [_order(position)]

    return resource(iri, (SCHEMA.OpeningHoursSpecification,), pairs())


def _project(
    project: Project, iri: Iri, owner: Iri, position: int | None, index: Index, *, alone: bool = False
) -> Resource:
    cls, to_owner, _, start, end = ACTIVITIES[project.kind]

    def pairs() -> Pairs:
        yield from _regular(tables.PROJECT, project)
        yield AG.activityOf, [owner]
        yield to_owner, [owner]
        if start and project.start:
            yield start, [date(project.start)]
        if end and project.end:
            yield end, [date(project.end)]
        yield AG.order, [_order(position)] if position else []
        yield SCHEMA.subjectOf, [_record(project, iri, index)] if alone else []

    return resource(iri, (AG.Activity, cls), pairs())


def _focus_area(area: FocusArea, iri: Iri, position: int) -> Resource:
    def pairs() -> Pairs:
        yield from _regular(tables.FOCUS_AREA, area)
        yield AG.order, [_order(position)]

    return resource(iri, FOCUS_AREA_TYPES, pairs())


def _image(image: Image, iri: Iri, position: int) -> Resource:
    def pairs() -> Pairs:
        yield from _regular(tables.IMAGE, image)
        yield AG.order, [_order(position)]

    return resource(iri, (SCHEMA.ImageObject,), pairs())


def _record(record: Record, thing: Iri, index: Index, organizations: Iterable[Value] = ()) -> Resource:
    """The record about a thing: dates, licence and source belong to it, not to the thing (DESIGN section 7)."""
    iri = iris.record(index.base, thing)
    licence = index.publication.licence

    def pairs() -> Pairs:
        if isinstance(record, Alliance | Organization):
            yield from _regular(tables.RECORD, record)
            if source := record.source:
                node = _source(source, iris.part(iri, "source"))
                for term in tables.DERIVED_FROM:
                    yield term, [node]
            yield SCHEMA.mentions, _described(organizations)
        yield SCHEMA.about, [thing]
        yield FOAF.primaryTopic, [thing]
        if licence:
            yield DCT.license, [Iri(licence)]
            yield SCHEMA.license, [Iri(licence)]

    return resource(iri, RECORD_TYPES, pairs())


def _described(organizations: Iterable[Value]) -> Iterator[Resource]:
    """The organisations with an id that a record describes inline: what tells them from mere references.

    Whole, for where another record described the one around it before, that one is not looked into again.
    """
    for node in nodes(value for value in organizations if isinstance(value, Resource)):
        if AG.Organization in node.types and any(term == DCT.identifier for term, _ in node.properties):
            yield node


def _source(source: Source, iri: Iri) -> Resource:
    return resource(iri, (SCHEMA.WebPage,), _regular(tables.SOURCE, source))


def _order(position: int) -> Literal:
    return Literal(str(position), XSD.integer)
