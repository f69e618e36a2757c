"""The directory that the pages show: an edition's records by what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from alliancegraph.areas import DISTRICT, STATE
from alliancegraph.iris import last_segment, thing
from alliancegraph.mapping.index import Index, index_of
from alliancegraph.mapping.places import key_of, lowest_key
from alliancegraph.publishing.edition import Edition
from alliancegraph.records import Alliance, ContactPoint, Organization, Project
from alliancegraph.records.references import all_inline
from alliancegraph.resource import nodes
from alliancegraph.terms import Iri

Agent = Alliance | Organization
Part = TypeVar("Part", bound=Project | ContactPoint)


class Directory(NamedTuple):
    """Who is there, and who belongs to whom; all by id, in the order of ids."""

    alliances: Mapping[str, Alliance]
    organizations: Mapping[str, Organization]
    """Those with a record and those described within another's, which have an id."""
    projects: Mapping[str, tuple[Project, ...]]
    """By owner, known or not."""
    offices: Mapping[str, tuple[ContactPoint, ...]]
    """By owner."""
    members: Mapping[str, tuple[str, ...]]
    """Organisation -> alliances it is a partner of."""
    coordinators: Mapping[str, tuple[str, ...]]
    """Alliance -> organisations that coordinate it."""
    supported: Mapping[str, tuple[str, ...]]
    """Organisation -> organisations it is the parent or a funder of."""
    places: Mapping[str, tuple[str, ...]]
    """Official key -> alliances and organisations that work there or within; of every area around one, too."""
    inner: Mapping[str, tuple[str, ...]]
    """Official key -> the places of the next level within it."""

    def agent(self, id: str) -> Agent | None:
        """The alliance or organisation with an id."""
        return self.alliances.get(id) or self.organizations.get(id)

    def iri(self, id: str, base: str) -> Iri:
        """The IRI of an alliance or organisation; an unknown one is taken for an alliance, as the mapping does."""
        return thing(base, "organization" if id in self.organizations else "alliance", id)

    def districts(self, id: str) -> tuple[str, ...]:
        """The districts an alliance works in; the state where it names no district."""
        keys = tuple(dict.fromkeys(lowest_key(area)[:DISTRICT] for area in self.alliances[id].areas))
        return tuple(key for key in keys if len(key) == DISTRICT) or keys

    def within(self, key: str) -> tuple[str, ...]:
        """The places of the next level within one."""
        return self.inner.get(key, ())


def directory(edition: Edition) -> Directory:
    """The directory of an edition."""
    agents = {record.id: record for record in edition.records if isinstance(record, Alliance | Organization)}
    alliances = {id: record for id, record in agents.items() if isinstance(record, Alliance) and id}
    inline = {each.id: each for record in agents.values() for each in all_inline(record) if each.id}
    organizations = {id: record for id, record in (inline | agents).items() if isinstance(record, Organization) and id}
    index = index_of(edition.records, edition.publication)
    known: dict[str, Agent] = {**organizations, **alliances}
    owners = sorted({*known, *index.parts})
    places: dict[str, dict[str, None]] = {key: {} for node in nodes(edition.trees) if (key := key_of(node.iri))}
    for id, agent in sorted(known.items()):
        for key in (lowest_key(area) for area in agent.areas):
            for outer in (key[:STATE], key[:DISTRICT], key):
                places.setdefault(outer, {})[id] = None
    return Directory(
        dict(sorted(alliances.items())),
        dict(sorted(organizations.items())),
        {id: _parts(id, known, index, "projects", Project) for id in owners},
        {id: _parts(id, known, index, "contact_points", ContactPoint) for id in owners},
        {id: tuple(sorted(map(last_segment, iris))) for id, iris in sorted(index.members.items())},
        _inverted((id, agent.coordinates) for id, agent in organizations.items()),
        _inverted((id, _supporters(agent)) for id, agent in organizations.items()),
        {key: tuple(ids) for key, ids in sorted(places.items())},
        _inverted((key, [key[:-3]]) for key in places),
    )


def _parts(id: str, known: Mapping[str, Agent], index: Index, field: str, kind: type[Part]) -> tuple[Part, ...]:
    """An owner's projects or contact offices: those in its record, then those with records of their own."""
    nested: tuple[Part, ...] = getattr(known.get(id), field, ())
    return nested + tuple(part for part in index.parts.get(id, ()) if isinstance(part, kind))


def _supporters(organization: Organization) -> list[str]:
    """The ids of an organisation's parent and funders."""
    items = (organization.parent, *organization.funders)
    ids = (item.id if isinstance(item, Organization) else item for item in items)
    return [id for id in ids if id]


def _inverted(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for id, others in pairs:
        for other in others:
            found.setdefault(other, set()).add(id)
    return {other: tuple(sorted(ids)) for other, ids in sorted(found.items())}
