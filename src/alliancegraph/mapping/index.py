"""What mapping one record needs to know of the others: owners, members, shared pages, parts that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from alliancegraph import iris
from alliancegraph.mapping.places import place
from alliancegraph.records import Alliance, ContactPoint, Organization, Project, Record, inline_organizations
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Resource
from alliancegraph.terms import Iri


class Index(NamedTuple):
    """The cross-references of a set of published records."""

    publication: Publication
    owners: dict[str, Iri]
    """id of an alliance or organisation -> its IRI"""
    members: dict[str, list[Iri]]
    """id of an organisation -> the alliances it is a partner of"""
    pages: dict[str, set[str]]
    """profile page -> the things it is about"""
    parts: dict[str, list[ContactPoint | Project]]
    """id of an owner -> its contact points and projects that stand alone"""
    places: dict[str, Resource]
    """official key -> the place, mapped when it is first asked for"""

    @property
    def base(self) -> str:
        """The base IRI."""
        return self.publication.base

    def organization(self, id: str) -> Iri:
        """The IRI of an organisation, known or not."""
        return iris.thing(self.base, "organization", id)

    def owner(self, id: str) -> Iri:
        """The IRI of the owner that a part names with `of`; an unknown one is taken for an alliance."""
        return self.owners.get(id) or iris.thing(self.base, "alliance", id)

    def place(self, key: str) -> Resource:
        """The place with an official key."""
        known = self.places.get(key)
        if known is None:
            around = (self.place(key[:-3]),) if len(key) > 2 else ()
            known = self.places[key] = place(key, self.base, around)
        return known


def index_of(records: Iterable[Record], publication: Publication) -> Index:
    """Indexes published records, sorted by `records.key`."""
    built = Index(publication, {}, {}, {}, {}, {})
    for record in records:
        if isinstance(record, ContactPoint | Project):
            built.parts.setdefault(record.of or "", []).append(record)
            continue
        for name, agent in _agents(record, record.id or ""):
            kind = "alliance" if isinstance(agent, Alliance) else "organization"
            if agent.id:
                built.owners[agent.id] = iris.thing(publication.base, kind, agent.id)
            if agent.profile_page:
                built.pages.setdefault(agent.profile_page, set()).add(name)
        if isinstance(record, Alliance):
            for partner in record.partners:
                id = partner if isinstance(partner, str) else partner.id
                if id:
                    built.members.setdefault(id, []).append(built.owners[record.id])
    return built


def _agents(agent: Alliance | Organization, name: str) -> Iterator[tuple[str, Alliance | Organization]]:
    """An alliance or organisation and those inline in it, each with a name: the same wherever it is described."""
    yield name, agent
    for path, organization in inline_organizations(agent):
        yield from _agents(organization, organization.id or f"{name}.{path}")
