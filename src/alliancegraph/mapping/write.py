"""Record -> Resource: one function per record type, over the table in `tables.py`.

What the table has codecs for, the builders write; the functions here give what else a node has: links, nodes below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alliancegraph import iris
from alliancegraph.mapping import tables
from alliancegraph.mapping.builders import Given, Terms, builder
from alliancegraph.mapping.index import Index
from alliancegraph.mapping.normal import DAYS, parsed_hours
from alliancegraph.mapping.places import geocode, lowest_key
from alliancegraph.mapping.tables import ACTIVITIES, INTEGER, LINE, LINK, MAILBOXES, NUMBERS
from alliancegraph.records import Alliance, ContactPoint, Organization, Person, Project, Record
from alliancegraph.resource import Kind, Literal, Resource, Value, nodes, ordered, resource
from alliancegraph.terms import AG, DCT, FOAF, ORG, SCHEMA, TOPICS, VCARD, XSD, Iri, Term

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

# What alliances and organisations share.
_AGENT_LINKS: Terms = {
    "profile": (AG.profilePage, FOAF.page),
    "same_page": (SCHEMA.sameAs,),
    "projects": (SCHEMA.subOrganization,),
    "events": (SCHEMA.event,),
}
_AGENT_NODES: Terms = {
    "offices": (SCHEMA.contactPoint,),
    "address": (SCHEMA.address,),
    "images": (SCHEMA.image,),
    "places": (SCHEMA.areaServed,),
    "geocodes": (DCT.spatial,),
    "activities": (AG.activity,),
    "about": (SCHEMA.subjectOf,),
}
_POSITION: Given = {Kind.INTEGER: {"order": (AG.order,)}}  # in the list that a part stands in
_ALLIANCE = builder(
    (AG.Alliance, ORG.Organization, SCHEMA.Organization),
    tables.ALLIANCE,
    {
        Kind.IRI: {**_AGENT_LINKS, "partner_iris": (ORG.hasMember,), "topics": (ORG.purpose,)},
        Kind.NODE: {**_AGENT_NODES, "focus_areas": (SCHEMA.knowsAbout,)},
        Kind.REFERENCE: {"partners": (SCHEMA.member,)},
    },
)
_ORGANIZATION = builder(
    (AG.Organization, ORG.Organization, SCHEMA.Organization),
    tables.ORGANIZATION,
    {
        Kind.IRI: {
            **_AGENT_LINKS,
            "alliances": (SCHEMA.memberOf, ORG.memberOf),
            "parent_iri": (ORG.subOrganizationOf,),
            "coordinated": (AG.coordinates,),
        },
        Kind.NODE: _AGENT_NODES,
        Kind.REFERENCE: {"parent": (SCHEMA.parentOrganization,), "funders": (SCHEMA.funder,)},
    },
)
_CONTACT_POINT = builder(
    (AG.ContactPoint, SCHEMA.ContactPoint, VCARD.Kind, VCARD.Organization),
    tables.CONTACT_POINT,
    {
        **_POSITION,
        Kind.LINE: {"full_name": (VCARD.fn,)},
        Kind.IRI: {"page": (VCARD.hasURL,)},
        Kind.NODE: {
            "address": (VCARD.hasAddress,),
            "person": (AG.contactPerson,),
            "hours": (SCHEMA.hoursAvailable,),
            "about": (SCHEMA.subjectOf,),
        },
    },
)
_ADDRESS = builder((VCARD.Address,), tables.ADDRESS)
_POSTAL_ADDRESS = builder((SCHEMA.PostalAddress,), tables.POSTAL_ADDRESS)
_PERSON = builder(
    (SCHEMA.Person, VCARD.Individual, VCARD.Kind),
    tables.PERSON,
    {
        Kind.IRI: {
            "office": (SCHEMA.contactPoint,),
            "mailboxes": (VCARD.hasEmail,),
            "numbers": (VCARD.hasTelephone,),
            "page": (VCARD.hasURL,),
        }
    },
)
_HOURS = builder(
    (SCHEMA.OpeningHoursSpecification,),
    given={
        **_POSITION,
        Kind.LINE: {"text": (AG.openingHours,)},
        Kind.TYPED: {"opens": (SCHEMA.opens,), "closes": (SCHEMA.closes,)},
        Kind.IRI: {"days": (SCHEMA.dayOfWeek,)},
    },
)
_PROJECTS = {
    kind: builder(
        (AG.Activity, activity.cls),
        activity.fields,
        {
            **_POSITION,
            Kind.IRI: {"owner": (AG.activityOf, activity.to_owner)},
            Kind.NODE: {"about": (SCHEMA.subjectOf,)},
        },
    )
    for kind, activity in ACTIVITIES.items()
}
_FROM_OWNER = {activity.cls: activity.from_owner for activity in ACTIVITIES.values()}
_FOCUS_AREA = builder((AG.FocusArea, SCHEMA.DefinedTerm), tables.FOCUS_AREA, _POSITION)
_IMAGE = builder((SCHEMA.ImageObject,), tables.IMAGE, _POSITION)
_RECORD_TYPES = (AG.Record, SCHEMA.DigitalDocument)
_RECORD_LINKS: Given = {
    Kind.IRI: {"thing": (SCHEMA.about, FOAF.primaryTopic), "licence": (DCT.license, SCHEMA.license)}
}
_RECORD = builder(
    _RECORD_TYPES,
    tables.RECORD,
    {**_RECORD_LINKS, Kind.NODE: {"source": tables.DERIVED_FROM, "described": (SCHEMA.mentions,)}},
)
_RECORD_OF_PART = builder(_RECORD_TYPES, given=_RECORD_LINKS)
_SOURCE = builder((SCHEMA.WebPage,), tables.SOURCE)


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


def _alliance(alliance: Alliance, index: Index) -> Resource:
    iri = iris.thing(index.base, "alliance", alliance.id)
    partners = ordered(_organizations(alliance.partners, iri, "partner", index, member_of=iri))
    areas = alliance.focus_areas
    return _ALLIANCE(
        iri,
        alliance,
        **_agent(alliance, iri, index, _projects(alliance.projects, iri, index), partners),
        partners=partners,
        partner_iris=_references(partners),
        focus_areas=tuple(
            [_FOCUS_AREA(iris.part(iri, "focus", n), area, order=INTEGER.write(n)) for n, area in enumerate(areas, 1)]
        ),
        topics=ordered([Iri(TOPICS + area.topic) for area in areas if area.topic]),
    )


def _organization(
    organization: Organization, iri: Iri, index: Index, *, inline: bool = False, member_of: Iri | None = None
) -> Resource:
    parent = ordered(_organizations((organization.parent,) if organization.parent else (), iri, "parent", index))
    funders = ordered(_organizations(organization.funders, iri, "funder", index))
    alliances = index.members.get(organization.id, ()) if organization.id else (member_of,) if member_of else ()
    return _ORGANIZATION(
        iri,
        organization,
        **_agent(organization, iri, index, [], None if inline else (*funders, *parent)),
        alliances=ordered(alliances),
        parent=parent,
        parent_iri=_references(parent),
        funders=funders,
        coordinated=ordered([iris.thing(index.base, "alliance", id) for id in organization.coordinates]),
    )


def _organizations(
    items: Sequence[str | Organization], owner: Iri, segment: str, index: Index, member_of: Iri | None = None
) -> list[Value]:
    """References and inline organisations; one without id lives under its owner, numbered in the canonical order."""
    unnamed = 0
    found: list[Value] = []
    for item in items:
        if isinstance(item, str):
            found.append(index.organization(item))
        elif item.id:
            found.append(_organization(item, index.organization(item.id), index, inline=True))
        else:
            unnamed += 1
            iri = iris.part(owner, segment, unnamed)
            found.append(_organization(item, iri, index, inline=True, member_of=member_of))
    return found


def _references(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Organisations by IRI alone."""
    inline = any(isinstance(value, Resource) for value in values)
    return ordered([value.iri if isinstance(value, Resource) else value for value in values]) if inline else values


def _projects(projects: Iterable[Project], owner: Iri, index: Index) -> list[Resource]:
    """The activities inside an alliance."""
    return [_project(one, iris.part(owner, "project", one.id), owner, n, index) for n, one in enumerate(projects, 1)]


def _agent(
    agent: Alliance | Organization,
    iri: Iri,
    index: Index,
    activities: list[Resource],
    organizations: Iterable[Value] | None,
) -> dict[str, tuple[Value, ...]]:
    """What alliances and organisations share: the values that their builders take.

    `organizations` are those that the record about the agent may describe; None where there is no such record.
    """
    cards = agent.contact_points
    offices = [
        _contact_point(card, iris.part(iri, "contact", card.id), iri, agent, position, index)
        for position, card in enumerate(cards, start=1)
    ]
    for part in index.parts.get(agent.id or "", ()):
        if isinstance(part, ContactPoint):
            cards = (*cards, part)
            below = iris.part(iri, "contact", part.id)
            offices.append(_contact_point(part, below, iri, agent, None, index, alone=True))
        else:
            activities = [*activities, map_record(part, index)]
    values: dict[str, tuple[Value, ...]] = {"offices": ordered(offices)}
    if addressed := next(filter(_has_address, cards), None):
        values["address"] = (_POSTAL_ADDRESS(iris.part(iri, "address"), addressed),)
    about = [] if organizations is None else [_record(agent, iri, index, organizations)]
    if page := agent.profile_page:
        values["profile"] = (Iri(page),)
        if len(index.pages[page]) > 1:
            about.insert(0, resource(Iri(page), (SCHEMA.WebPage,)))
        else:
            values["same_page"] = values["profile"]
    values["about"] = ordered(about)
    if agent.images:
        values["images"] = tuple(
            [
                _IMAGE(iris.part(iri, "image", n), image, order=INTEGER.write(n))
                for n, image in enumerate(agent.images, 1)
            ]
        )
    if areas := agent.areas:
        values["places"] = ordered([index.place(lowest_key(area)) for area in areas])
        keys = [key for area in areas for key in (area.municipality, area.district, area.state) if key]
        values["geocodes"] = ordered([geocode(key) for key in keys])
    if activities:
        values["activities"] = ordered(activities)
        links: dict[Term | None, list[Iri]] = {SCHEMA.subOrganization: [], SCHEMA.event: [], None: []}
        for one in activities:
            links[_FROM_OWNER[one.types[1]]].append(one.iri)
        values["projects"] = ordered(links[SCHEMA.subOrganization])
        values["events"] = ordered(links[SCHEMA.event])
    return values


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
    name = card.organization or (str(agent.name) if agent else "")
    return _CONTACT_POINT(
        iri,
        card,
        full_name=LINE.write(name) if name else (),
        address=(_ADDRESS(iris.part(iri, "address"), card),) if _has_address(card) else (),
        person=(_person(card.person, iri, card, fallback),) if card.person else (),
        page=LINK.write(fallback) if fallback else (),
        hours=tuple(
            [_hours(text, iris.part(iri, "hours", n), n) for n, text in enumerate(card.opening_hours, start=1)]
        ),
        order=INTEGER.write(position) if position else (),
        about=(_record_of_part(iri, index),) if alone else (),
    )


def _has_address(card: ContactPoint) -> bool:
    lines = (card.care_of, card.post_office_box, card.street, card.postal_code, card.locality)
    return card.country != "DE" or lines != (None,) * 5


def _person(person: Person, office: Iri, card: ContactPoint, fallback: str | None) -> Resource:
    """The person of an office, reachable as the office is: a card needs one of hasEmail, hasTelephone, hasURL."""
    page = card.url or fallback
    return _PERSON(
        iris.part(office, "person"),
        person,
        office=(office,),
        mailboxes=MAILBOXES.write(card.emails),
        numbers=NUMBERS.write((*card.telephones, *card.mobiles)),
        page=LINK.write(page) if page else (),
    )


def _hours(text: str, iri: Iri, position: int) -> Resource:
    order = INTEGER.write(position)
    if not (hours := parsed_hours(text)):
        return _HOURS(iri, text=LINE.write(text), order=order)
    days, opens, closes = hours
    return _HOURS(
        iri,
        days=ordered([WEEKDAYS[day] for day in days]),
        opens=(Literal(f"{opens}:00", XSD.time),),
        closes=(Literal(f"{closes}:00", XSD.time),),
        order=order,
    )


def _project(
    project: Project, iri: Iri, owner: Iri, position: int | None, index: Index, *, alone: bool = False
) -> Resource:
    return _PROJECTS[project.kind](
        iri,
        project,
        owner=(owner,),
        order=INTEGER.write(position) if position else (),
        about=(_record_of_part(iri, index),) if alone else (),
    )


def _record(agent: Alliance | Organization, thing: Iri, index: Index, organizations: Iterable[Value]) -> Resource:
    """The record about a thing: dates, licence and source belong to it, not to the thing (DESIGN section 7)."""
    iri = iris.record(index.base, thing)
    return _RECORD(
        iri,
        agent,
        thing=(thing,),
        licence=_licence(index),
        source=(_SOURCE(iris.part(iri, "source"), agent.source),) if agent.source else (),
        described=_described(organizations),
    )


def _record_of_part(thing: Iri, index: Index) -> Resource:
    """The record about a contact point or project that stands alone."""
    return _RECORD_OF_PART(iris.record(index.base, thing), thing=(thing,), licence=_licence(index))


def _licence(index: Index) -> tuple[Value, ...]:
    licence = index.publication.licence
    return LINK.write(licence) if licence else ()


def _described(organizations: Iterable[Value]) -> tuple[Value, ...]:
    """The organisations with an id that a record describes inline: what tells them from mere references.

    Whole, for where another record described the one around it before, that one is not looked into again.
    """
    inline = [value for value in organizations if isinstance(value, Resource)]
    return tuple([node for node in nodes(inline) if AG.Organization in node.types and _has_id(node)]) if inline else ()


def _has_id(node: Resource) -> bool:
    return any(term == DCT.identifier for term, _ in node.properties)
