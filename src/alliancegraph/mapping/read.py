"""RDF -> records: the way back through the table in `tables.py`.

Graphs of `write.py` come back whole. Of others, and of parts of such, what can be read is read: a part that lacks what
makes it one (an id, a person's name, an image's address) is passed over, a value that cannot be read is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from alliancegraph import iris
from alliancegraph.errors import Finding, RecordError, finding
from alliancegraph.mapping import tables
from alliancegraph.mapping.normal import area, canonical_hours, normalised, written_hours
from alliancegraph.mapping.places import GEOCODING, key_of
from alliancegraph.mapping.tables import INTEGER, Field, UnreadableError, choice, lexical, matched
from alliancegraph.mapping.write import WEEKDAYS
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
from alliancegraph.resource import Statement, Value, rank
from alliancegraph.terms import AG, DCT, ORG, PROV, RDF, SCHEMA, VCARD, Iri

Node = dict[str, list[Value]]
"""Predicate -> values."""

_DAYS = {str(iri): day for day, iri in WEEKDAYS.items()}
_ORGANIZATIONS = {AG.Organization, ORG.Organization, SCHEMA.Organization}


def read_records(statements: Iterable[Statement]) -> list[Record]:
    """The published records of a graph, sorted by type, owner and id.

    A contact point or project is a record of its own where the graph holds a record about it, and so is an
    organisation; one that is only mentioned by another record is inline there.

    Raises `RecordError` with a finding for every value that cannot be read.
    """
    nodes: dict[str, Node] = {}
    for subject, predicate, value in statements:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for node in nodes.values():
        for term, values in node.items():
            node[term] = sorted(set(values), key=rank)
    graph = _Graph(nodes)
    readers = [_Reader(graph, iri, id) for iri in sorted(nodes) if (id := graph.id(iri))]
    records = [record for reader in readers if (record := reader.record())]
    if faults := [fault for reader in readers for fault in reader.faults]:
        raise RecordError(faults)
    return sorted(records, key=key)


class _Graph:
    """The nodes by IRI, and what may be asked of any of them."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self._nodes = nodes

    def __getitem__(self, iri: str) -> Node:
        return self._nodes.get(iri, {})

    def types(self, iri: str) -> set[str]:
        """The classes of a node."""
        return set(map(lexical, self[iri].get(RDF.type, ())))

    def id(self, iri: str) -> str | None:
        """What a node is known by: its identifier, else the end of its IRI; a blank node's label is none."""
        if identifiers := self[iri].get(DCT.identifier):
            return lexical(identifiers[0])
        return None if iri.startswith("_:") else iris.last_segment(iri)

    def below(self, node: Node, term: str) -> list[Iri]:
        """The values of a property that are nodes the graph says something of."""
        return [value for value in node.get(term, ()) if isinstance(value, Iri) and value in self._nodes]

    def about(self, iri: str) -> Iri | None:
        """The record about a thing."""
        return next((one for one in self.below(self[iri], SCHEMA.subjectOf) if AG.Record in self.types(one)), None)


class _Reader:
    """Reads one node as a record, and what cannot be read of it as findings, by the path of the field."""

    def __init__(self, graph: _Graph, iri: str, id: str) -> None:
        self.graph = graph
        self.iri = iri
        self.id = id
        self.faults: list[Finding] = []
        self.unnamed = {iri}
        """Organisations without an id that were read: each has one place, however they refer to each other."""

    def record(self) -> Record | None:
        """The record, if the node is one."""
        types, about = self.graph.types(self.iri), self.graph.about(self.iri)
        if AG.Alliance in types:
            return normalised(self.alliance(), self.described("partners"))
        if about and AG.Organization in types:
            return normalised(self.organization(self.iri, "", self.id), self.described("funders"))
        owner, _, segment = self.iri.rpartition("/")[0].rpartition("/")
        if about and (of := self.graph.id(owner)):
            if AG.ContactPoint in types and segment == "contact":
                return normalised(self.contact_point(self.iri, "", self.id, of))
            if AG.Activity in types and segment == "project":
                return normalised(self.project(self.iri, "", self.id, of))
        return None

    def described(self, path: str) -> Iterator[Organization]:
        """The organisations that the record mentions: it describes them, though it refers to them by id."""
        about = self.graph.about(self.iri)
        for iri in self.graph.below(self.graph[about], SCHEMA.mentions) if about else ():
            if iri != self.iri and _ORGANIZATIONS & self.graph.types(iri) and not self.graph.about(iri):
                yield self.organization(iri, path, self.graph.id(iri))

    def attempt(self, read: Callable[..., Any], path: str, *values: Any) -> Any:
        """What `read` makes of `values`; None and a finding where it cannot."""
        try:
            return read(*values)
        except UnreadableError as error:
            self.faults.append(finding(error.code, record=self.id, field=path, **error.values))

    def fields(self, fields: Iterable[Field], node: Node, path: str) -> dict[str, Any]:
        """What the fields that have a codec hold, from the first term of each."""
        held = {}
        for field in fields:
            if (read := field.read) and (values := node.get(field.terms[0])):
                value = self.attempt(read, _join(path, field.name), values)
                if value is not None:
                    held[field.name] = value
        return held

    def ordered(self, node: Node, term: str, path: str) -> list[Iri]:
        """Sibling nodes by `ag:order`; those without come last, by IRI."""

        def position(iri: str) -> tuple[float, str]:
            order = self.graph[iri].get(AG.order)
            place = self.attempt(INTEGER.read, path, order) if order else None
            return float("inf") if place is None else place, iri

        return sorted(self.graph.below(node, term), key=position)

    def agent(self, iri: str, fields: Iterable[Field], path: str) -> dict[str, Any]:
        """What alliances and organisations share."""
        node, about = self.graph[iri], self.graph[self.graph.about(iri) or ""]
        offices = self.ordered(node, SCHEMA.contactPoint, _join(path, "contact_points"))
        named = [(one, id) for one in offices if not self.graph.about(one) and (id := self.graph.id(one))]
        images = self.ordered(node, SCHEMA.image, _join(path, "images"))
        pictures = [self.fields(tables.IMAGE, self.graph[one], _join(path, "images")) for one in images]
        sources = self.graph.below(about, PROV.wasDerivedFrom)
        return self.fields(fields, node, path) | {
            "contact_points": tuple(
                self.contact_point(one, _join(path, f"contact_points[{n}]"), id) for n, (one, id) in enumerate(named)
            ),
            "profile_page": next(map(lexical, node.get(AG.profilePage, ())), None),
            "images": tuple(Image(**values) for values in pictures if "url" in values),
            "areas": _areas(node),
            "source": Source(**self.fields(tables.SOURCE, self.graph[sources[0]], "source")) if sources else None,
            **self.fields(tables.RECORD, about, ""),
        }

    def alliance(self) -> Alliance:
        """The alliance that the node is."""
        node = self.graph[self.iri]
        count = self.fields(tables.PARTNER_COUNT, node, "partner_count")
        areas = [(one, self.graph[one]) for one in self.ordered(node, SCHEMA.knowsAbout, "focus_areas")]
        texts = [(one, self.fields(tables.FOCUS_AREA, below, "focus_areas")) for one, below in areas]
        activities = self.ordered(node, AG.activity, "projects")
        named = [(one, id) for one in activities if not self.graph.about(one) and (id := self.graph.id(one))]
        values = self.agent(self.iri, tables.ALLIANCE, "") | {"id": self.id}
        return Alliance(
            **values,
            partner_count=PartnerCount(**count) if "value" in count else None,
            partners=self.references(node, SCHEMA.member, "partners"),
            focus_areas=tuple(
                FocusArea(**values) for one, values in texts if values or AG.FocusArea in self.graph.types(one)
            ),
            projects=tuple(self.project(one, f"projects[{n}]", id) for n, (one, id) in enumerate(named)),
        )

    def organization(self, iri: str, path: str, id: str | None) -> Organization:
        """An organisation, those that it refers to by id where they have one."""
        node = self.graph[iri]
        parents = self.references(node, SCHEMA.parentOrganization, _join(path, "parent"))
        values = self.agent(iri, tables.ORGANIZATION, path) | {"id": id}
        return Organization(
            **values,
            parent=parents[0] if parents else None,
            funders=self.references(node, SCHEMA.funder, _join(path, "funders")),
            coordinates=tuple(
                id for one in node.get(AG.coordinates, ()) if isinstance(one, Iri) and (id := self.graph.id(one))
            ),
        )

    def references(self, node: Node, term: str, path: str) -> tuple[str | Organization, ...]:
        """Organisations by id, or inline where they have none."""
        found = (self.reference(value, path) for value in node.get(term, ()) if isinstance(value, Iri))
        return tuple(one for one in found if one)

    def reference(self, iri: Iri, path: str) -> str | Organization | None:
        types = self.graph.types(iri)
        if types and not types & _ORGANIZATIONS:  # a person, say
            return None
        if not types or DCT.identifier in self.graph[iri] or self.graph.about(iri):
            return self.graph.id(iri)
        if iri in self.unnamed:
            return None
        self.unnamed.add(iri)
        return self.organization(iri, path, None)

    def contact_point(self, iri: str, path: str, id: str, of: str | None = None) -> ContactPoint:
        """A contact office with its address, person and opening hours."""
        node = self.graph[iri]
        values = self.fields(tables.CONTACT_POINT, node, path) | {"id": id}
        for address in self.graph.below(node, VCARD.hasAddress)[:1]:
            values |= self.fields(tables.ADDRESS, self.graph[address], path)
        for one in self.graph.below(node, AG.contactPerson)[:1]:
            person = self.fields(tables.PERSON, self.graph[one], _join(path, "person"))
            values["person"] = Person(**person) if "name" in person else None
        below = _join(path, "opening_hours")
        hours = (self.hours(self.graph[one], below) for one in self.ordered(node, SCHEMA.hoursAvailable, below))
        return ContactPoint(**values, of=of, opening_hours=tuple(text for text in hours if text is not None))

    def hours(self, node: Node, path: str) -> str | None:
        """Opening hours as text; None where days or times are missing."""
        if texts := node.get(AG.openingHours):
            return canonical_hours(lexical(texts[0]))
        if not all(term in node for term in (SCHEMA.dayOfWeek, SCHEMA.opens, SCHEMA.closes)):
            return None

        written: str | None = self.attempt(_hours, path, node)
        return written

    def project(self, iri: str, path: str, id: str, of: str | None = None) -> Project:
        """A project, event, series, course or survey."""
        return Project(**self.fields(tables.PROJECT, self.graph[iri], path) | {"id": id}, of=of)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _hours(node: Node) -> str:
    days = [choice(value, _DAYS) for value in node[SCHEMA.dayOfWeek]]
    return written_hours(days, _time(node[SCHEMA.opens][0]), _time(node[SCHEMA.closes][0]))


def _time(value: Value) -> str:
    return matched(value, "[0-9]{2}:[0-9]{2}(:.*)?", "eine Uhrzeit", "a time of day")[:5]


def _areas(node: Node) -> tuple[Area, ...]:
    """One area a place; the districts and states above it as far as `dct:spatial` names them."""
    given = {iris.last_segment(lexical(v)) for v in node.get(DCT.spatial, ()) if lexical(v).startswith(GEOCODING)}
    return tuple(area(key, given) for value in node.get(SCHEMA.areaServed, ()) if (key := key_of(value)))
