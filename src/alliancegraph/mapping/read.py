"""RDF -> records: the way back through the table in `tables.py`, for graphs that `write.py` could have made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alliancegraph import iris
from alliancegraph.mapping import tables
from alliancegraph.mapping.normal import area, canonical_hours, normalised, written_hours
from alliancegraph.mapping.tables import DATE, INTEGER, Field, lexical
from alliancegraph.mapping.write import GEOCODING, WEEKDAYS
from alliancegraph.records import (
    Alliance,
    Area,
    ContactPoint,
    FocusArea,
    Image,
    Organization,
    PartnerCount,
    Person,
    Project,
    Record,
    Source,
    key,
)
from alliancegraph.resource import Statement, Value
from alliancegraph.terms import AG, DCT, PROV, RDF, SCHEMA, VCARD

Node = dict[str, list[Value]]
"""Predicate -> values."""
Graph = dict[str, Node]
"""IRI -> node."""

_DAYS = {str(iri): day for day, iri in WEEKDAYS.items()}


def read_records(statements: Iterable[Statement]) -> list[Record]:
    """The published records of a graph, sorted by type, owner and id.

    A contact point or project is a record of its own where the graph holds a record about it, and so is an
    organisation; one that is only mentioned by another record is inline there.
    """
    graph: Graph = {}
    for subject, predicate, value in statements:
        graph.setdefault(subject, {}).setdefault(predicate, []).append(value)
    records: list[Record] = []
    for iri, node in graph.items():
        types = {lexical(value) for value in node.get(RDF.type, ())}
        if AG.Alliance in types:
            records.append(_alliance(graph, iri))
        elif AG.Organization in types and _record_of(graph, iri):
            records.append(_organization(graph, iri, _mentioned(graph, iri)))
        elif AG.ContactPoint in types and _record_of(graph, iri):
            records.append(_contact_point(graph, iri, of=_owner(graph, iri)))
        elif AG.Activity in types and _record_of(graph, iri):
            records.append(_project(graph, iri, of=_owner(graph, iri)))
    return sorted((normalised(record) for record in records), key=key)


def _record_of(graph: Graph, iri: str) -> str | None:
    """The record about a thing."""
    links = (lexical(value) for value in graph[iri].get(SCHEMA.subjectOf, ()))
    return next((link for link in links if AG.Record in map(lexical, graph.get(link, {}).get(RDF.type, ()))), None)


def _owner(graph: Graph, iri: str) -> str:
    """The id of the owner of a part that stands alone: what its IRI names before `/contact/` or `/project/`."""
    return iris.last_segment(iri.rsplit("/", 2)[0])


def _id(graph: Graph, iri: str) -> str:
    values = graph.get(iri, {}).get(DCT.identifier)
    return lexical(values[0]) if values else iris.last_segment(iri)


def _mentioned(graph: Graph, iri: str) -> frozenset[str]:
    """The organisations that the record about a thing describes inline."""
    about = _record_of(graph, iri)
    return frozenset(map(lexical, graph[about].get(SCHEMA.mentions, ()))) if about else frozenset()


def _fields(fields: Iterable[Field], node: Node) -> dict[str, Any]:
    """What the fields that have a codec hold, from the first term of each."""
    return {field.name: field.read(node[field.terms[0]]) for field in fields if field.read and field.terms[0] in node}


def _ordered(graph: Graph, values: Iterable[Value]) -> list[str]:
    """The IRIs of sibling nodes by `ag:order`; those without come last, by IRI."""

    def position(iri: str) -> tuple[float, str]:
        order = graph.get(iri, {}).get(AG.order)
        return (float(lexical(order[0])) if order else float("inf"), iri)

    return sorted(map(lexical, values), key=position)


def _agent(graph: Graph, iri: str, fields: Iterable[Field]) -> dict[str, Any]:
    node = graph[iri]
    values = _fields(fields, node)
    record = _record_of(graph, iri)
    about = graph[record] if record else {}
    sources = about.get(PROV.wasDerivedFrom)
    offices = _ordered(graph, node.get(SCHEMA.contactPoint, ()))
    return values | {
        "contact_points": tuple(
            _contact_point(graph, office) for office in offices if office in graph and not _record_of(graph, office)
        ),
        "profile_page": next(map(lexical, node.get(AG.profilePage, ())), None),
        "images": tuple(
            Image(**_fields(tables.IMAGE, graph[image])) for image in _ordered(graph, node.get(SCHEMA.image, ()))
        ),
        "areas": _areas(node),
        "source": Source(**_fields(tables.SOURCE, graph.get(lexical(sources[0]), {}))) if sources else None,
        **_fields(tables.RECORD, about),
    }


def _alliance(graph: Graph, iri: str) -> Alliance:
    node = graph[iri]
    values = {"id": iris.last_segment(iri)} | _agent(graph, iri, tables.ALLIANCE)
    mentioned = _mentioned(graph, iri)
    activities = _ordered(graph, node.get(AG.activity, ()))
    return Alliance(
        **values,
        partner_count=_partner_count(node),
        partners=tuple(_reference(graph, lexical(value), mentioned) for value in node.get(SCHEMA.member, ())),
        focus_areas=tuple(
            FocusArea(**_fields(tables.FOCUS_AREA, graph[area]))
            for area in _ordered(graph, node.get(SCHEMA.knowsAbout, ()))
        ),
        projects=tuple(_project(graph, activity) for activity in activities if not _record_of(graph, activity)),
    )


def _partner_count(node: Node) -> PartnerCount | None:
    if not (count := node.get(AG.partnerCount)):
        return None
    qualifier, as_of = node.get(AG.partnerCountQualifier), node.get(AG.partnerCountAsOf)
    values: dict[str, Any] = {"qualifier": lexical(qualifier[0])} if qualifier else {}
    return PartnerCount(value=INTEGER.read(count), as_of=DATE.read(as_of) if as_of else None, **values)


def _organization(graph: Graph, iri: str, mentioned: frozenset[str]) -> Organization:
    node = graph[iri]
    values = _agent(graph, iri, tables.ORGANIZATION)
    below = mentioned - {iri}
    parents = [_reference(graph, lexical(value), below) for value in node.get(SCHEMA.parentOrganization, ())]
    return Organization(
        **values,
        parent=parents[0] if parents else None,
        funders=tuple(_reference(graph, lexical(value), below) for value in node.get(SCHEMA.funder, ())),
        coordinates=tuple(_id(graph, lexical(value)) for value in node.get(AG.coordinates, ())),
    )


def _reference(graph: Graph, iri: str, mentioned: frozenset[str]) -> str | Organization:
    """An organisation inline where the record describes it or it has no id; else its id."""
    node = graph.get(iri, {})
    inline = iri in mentioned or (RDF.type in node and DCT.identifier not in node)
    return _organization(graph, iri, mentioned) if inline else _id(graph, iri)


def _contact_point(graph: Graph, iri: str, of: str | None = None) -> ContactPoint:
    node = graph[iri]
    values = {"id": iris.last_segment(iri)} | _fields(tables.CONTACT_POINT, node)
    if VCARD.hasAddress in node:
        values |= _fields(tables.ADDRESS, graph[lexical(node[VCARD.hasAddress][0])])
    if VCARD.organization_name in node:
        values["organization"] = lexical(node[VCARD.organization_name][0])
    if AG.contactPerson in node:
        values["person"] = Person(**_fields(tables.PERSON, graph[lexical(node[AG.contactPerson][0])]))
    hours = _ordered(graph, node.get(SCHEMA.hoursAvailable, ()))
    return ContactPoint(**values, of=of, opening_hours=tuple(_hours(graph[one]) for one in hours))


def _hours(node: Node) -> str:
    if AG.openingHours in node:
        return canonical_hours(lexical(node[AG.openingHours][0]))
    days = [_DAYS[lexical(value)] for value in node[SCHEMA.dayOfWeek]]
    return written_hours(days, lexical(node[SCHEMA.opens][0])[:5], lexical(node[SCHEMA.closes][0])[:5])


def _project(graph: Graph, iri: str, of: str | None = None) -> Project:
    return Project(**{"id": iris.last_segment(iri)} | _fields(tables.PROJECT, graph[iri]), of=of)


def _areas(node: Node) -> tuple[Area, ...]:
    """One area a place; the districts and states above it as far as `dct:spatial` names them."""
    given = {iris.last_segment(lexical(v)) for v in node.get(DCT.spatial, ()) if lexical(v).startswith(GEOCODING)}
    return tuple(area(iris.last_segment(lexical(value)), given) for value in node.get(SCHEMA.areaServed, ()))
